"""The shipped page about cost and insurance: sourced, dated, plain, and linked from where people ask."""

import re

import pytest

from drez_site.foundation.languages.packs import pack
from procedures.catalogue import COST_PAGE
from procedures.models import Document
from procedures.publishing.signing import withdraw
from tests.kit.documents import reviewer
from tests.kit.shipped_texts import BANNED, CITATION, PAGES, PUBLICATIONS, cited_keys, sections, texts_of_page

ADDRESS = f"/pages/{COST_PAGE}/"
PAGE = PAGES[COST_PAGE]
WORDS = " ".join(text for _, text in texts_of_page(PAGE))


def test_every_number_of_a_paragraph_is_followed_by_a_citation():
    lines = [line for body in (PAGE["body"], *sections(PAGE).values()) for line in body.splitlines() if line]
    ours = re.compile(r"1-800-985-3059")
    assert len(lines) > 40
    assert [line for line in lines if re.search(r"\b\d", ours.sub("", CITATION.split(line)[-1]))] == []
    assert set(cited_keys(WORDS)) <= {source["key"] for source in PUBLICATIONS}


def test_its_sources_are_authorities_at_their_own_addresses():
    cited = [source for source in PUBLICATIONS if source["key"] in cited_keys(WORDS)]
    assert len(cited) == 9
    theirs = r"https://(?:www|med)\.(?:cms|medicare|healthcare|ngsmedicare|noridianmedicare|cgsmedicare)\."
    assert [source["key"] for source in cited if not re.match(theirs, source["url"])] == []


def test_each_text_is_plain_and_promises_nothing():
    assert not BANNED.search(WORDS)
    assert not re.search(r"%|\bper ?cent", WORDS)
    for place, text in texts_of_page(PAGE):
        plain = re.sub(r"[*#]|^- ", "", CITATION.sub("", text), flags=re.MULTILINE)
        assert len(plain.split()) < 30 or pack("en").reading_grade(plain) <= 8, place


def test_it_is_dated_gives_no_price_and_no_description_of_a_code():
    assert "on November 28, 2026." in PAGE["body"]
    assert set(re.findall(r"\$\d+", WORDS)) == {"$400", "$25"}
    assert re.findall(r"\b\d{5}\b", WORDS) == ["63650"]
    assert "Ask the clinic." in sections(PAGE)["cost"].split("### DRG")[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/contact/",
        "/procedures/compare/",
        "/procedures/drez-lesioning/",
        "/procedures/drg-stimulation/",
        "/conditions/crps/",
    ],
)
def test_pages_link_to_it_in_the_text_until_it_is_withdrawn(client, shipped, address):
    def links() -> int:
        (main,) = re.findall("<main.*</main>", client.get(address).text, re.DOTALL)
        return main.count(f'href="{ADDRESS}"')

    assert links() == 1
    withdraw(Document.objects.get(slug=COST_PAGE, language="en"), reviewer(), "Wrong.")
    assert links() == 0


def test_in_spanish_its_link_has_its_spanish_title(client, shipped):
    for address in ("/es/", "/es/procedures/drez-lesioning/", "/es/conditions/crps/"):
        assert f'<a href="/es{ADDRESS}">Costos y seguro</a>' in client.get(address).text
    assert "lo que el seguro puede pedir antes" in client.get("/es/").text


@pytest.mark.parametrize("address", ["/es/procedures/drg-stimulation/", "/es/conditions/crps/"])
def test_in_spanish_its_link_stays_in_spanish(client, shipped, address):
    links = re.findall(rf'href="([^"]*{ADDRESS})"', client.get(address).text)
    assert set(links) == {f"/es{ADDRESS}"} and len(links) >= 2
