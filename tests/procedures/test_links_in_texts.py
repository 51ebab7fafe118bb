"""A link that no reader could follow is refused where it is written, with what to do."""

import pytest
from django.core.exceptions import ValidationError

from procedures.links_in_texts import addresses, no_dead_links, why_dead
from procedures.models import Document
from tests.kit.documents import author, make_draft_article, make_draft_summary, make_procedure
from tests.kit.shipped_texts import ARTICLES, CONDITIONS, PAGES, texts_of_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents():
    make_draft_article(make_procedure("drez-lesioning"), with_parts=False)
    make_draft_summary("Paper2020")
    Document.objects.create(
        kind=Document.Kind.PAGE, slug="cost-and-insurance", title="Cost", summary="S.", last_author=author()
    )


@pytest.mark.parametrize(
    "address",
    [
        "/procedures/drez-lesioning/",
        "/procedures/drez-lesioning/#what-it-is",
        "/es/procedures/drez-lesioning/",
        "/procedures/compare/",
        "/evidence/Paper2020/",
        "/evidence/findings/",
        "/pages/cost-and-insurance/",
        "/doctors/?near=27705",
        "/contact/",
        "/",
        "/es/",
        "#urgent-help",
        "https://journal.example/paper?x=1",
        "mailto:office@clinic.example",
        "tel:+19195550100",
    ],
)
def test_where_readers_can_go(address):
    assert why_dead(address) == ""


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/procedures/nope/", "This site has no page “/procedures/nope/”"),
        ("/procedures/drez-lesioning", "This site has no page"),
        ("/evidence/Nope1999/", "This site has no page"),
        ("/pages/nope/", "This site has no page"),
        ("/conditions/nope/", "This site has no page"),
        ("/nope/", "This site has no page"),
        ("/fr/contact/", "This site has no page"),
        ("/admin/", "a page for staff"),
        ("//evil.example", "with https:// in front"),
        ("http://journal.example/", "write https:// instead"),
        ("ftp://journal.example/", "Patients cannot follow"),
        ("https:", "Patients cannot follow"),
        ("www.journal.example", "is no whole address"),
        ("contact/", "is no whole address"),
        ("", "A link has no address"),
    ],
)
def test_where_they_cannot(address, sentence):
    assert sentence in why_dead(address)


def test_links_of_every_form_are_found():
    text = (
        "A [one](/a/), <https://b.example>, [two][x] and `[no](/c/)`.\n\n- [in *a* list](/d/)\n\n[x]: /e/ 'T'"
    )
    assert list(addresses(text)) == ["/a/", "https://b.example", "/e/", "/d/"]


def test_each_dead_link_is_named_once():
    with pytest.raises(ValidationError) as refusal:
        no_dead_links("[a](/nope/) [b](/nope/) [c](/also-not/) [d](/contact/)")
    assert len(refusal.value.messages) == 2


def test_no_shipped_text_is_refused():
    for slug in ("drg-stimulation", *ARTICLES):
        make_procedure(slug)
    for kind, texts in ((Document.Kind.PAGE, PAGES), (Document.Kind.CONDITION, CONDITIONS)):
        for slug in texts:
            words = {"title": slug, "summary": "S.", "last_author": author()}
            Document.objects.get_or_create(kind=kind, slug=slug, language="en", defaults=words)
    bodies = [text for article in ARTICLES.values() for _place, text in texts_of_article(article)]
    bodies += [
        section["body"] for page in (*PAGES.values(), *CONDITIONS.values()) for section in page["sections"]
    ]
    assert len(bodies) > 100
    for text in bodies:
        no_dead_links(text)
