"""An article that is short to read: key points first, extras folded, dangers never."""

import re

import pytest

from drez_site.clinic.models import ClinicProfile
from procedures import kinds
from procedures.models import Document, KeyPoint
from procedures.publishing.checks import problems
from procedures.publishing.snapshot import freeze
from procedures.readings.article import Article
from procedures.templatetags.reading import after_opening, folded, opening
from tests.kit.documents import make_draft_article, make_edition, make_signed_article, mark_retracted

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"
RESULT = KeyPoint.About.RESULT


def main(client) -> str:
    page = client.get(PAGE).text
    return page[page.index("<main") : page.index("</main>")]


def test_key_points_stand_first_and_are_numbered_first(client):
    document = make_draft_article()
    document.keypoints.filter(about="what").update(text="It is this.[@Paper2020]")
    make_edition(document)
    page = main(client)
    places = [
        page.index(words)
        for words in ("<h1", "Key points", "It is this.", 'id="contents"', "About different</h")
    ]
    assert places == sorted(places)
    assert page.index('aria-label="Reference 1"') > page.index("It is this.")
    assert "<details" not in page[: page.index('id="contents"')]


@pytest.mark.parametrize("about", KeyPoint.About)
def test_every_key_point_must_be_written(about):
    document = make_draft_article()
    document.keypoints.filter(about=about).update(text="")
    found = problems(freeze(document))
    assert f"Write the key point “{about.label}”: it is empty." in found
    assert not any("missing" in each for each in found), "it stands there"
    document.keypoints.get(about=about).delete()
    assert problems(freeze(document)) == [f"Write the key point “{about.label}”: it is missing."]


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("It helped 41 of 100 people.[@Paper2020]", True),
        ("It helped 41 of 100 people and harmed 4 of 14.[@Paper2020]", False),
        ("Not known: we found no study.", False),
    ],
)
def test_no_good_result_is_counted_without_the_harm_beside_it(text, is_refused):
    document = make_draft_article()
    document.keypoints.filter(about=RESULT).update(text=text)
    sentence = "Say the worst harm with its count in the key point that counts a good result."
    assert (sentence in problems(freeze(document))) is is_refused


def test_a_number_in_a_key_point_needs_its_source():
    document = make_draft_article()
    document.keypoints.filter(about=RESULT).update(text="It helped 41 of 100 people and harmed 4 of 14.")
    assert [each for each in problems(freeze(document)) if each.startswith("Cite a source")] != []


@pytest.mark.parametrize("kind", ["different", "who_it_may_not_suit", "urgent_help"])
def test_what_nobody_may_miss_cannot_be_folded(kind):
    document = make_draft_article()
    for detail in ("#### A detail", "  #### A detail", "> #### A detail", "- #### A detail"):
        document.sections.filter(kind=kind).update(body=f"Words.\n\n{detail}\n\nHidden.")
        assert [each for each in problems(freeze(document)) if "is folded, and nobody may miss it" in each]
    document.sections.filter(kind=kind).update(body="Words.\n\n### A heading\n\nSeen.")
    assert problems(freeze(document)) == []


def test_a_detail_is_folded_and_what_follows_it_is_not(client):
    document = make_draft_article()
    document.sections.filter(kind="tests").update(
        body="Seen.\n\n#### One\n\nFirst.\n\n#### Two\n\nSecond.\n\n### Harm\n\nSeen too."
    )
    make_edition(document)
    page = main(client)
    folds = re.findall(r'<details class="fold"><summary><h3>(.*?)</h3></summary>(.*?)</details>', page, re.S)
    assert [heading for heading, _ in folds] == ["One", "Two"]
    assert "First." in folds[0][1] and "Second." in folds[1][1]
    assert "Seen" not in "".join(body for _, body in folds)


def test_an_edition_of_before_is_read_as_it_was_signed():
    content = freeze(make_draft_article())
    content["sections"][5]["body"] = "Seen.\n\n#### One\n\nSeen too."
    assert Article(content).folds
    old = kinds.complete({**content, "declaration": 3, "key_points": []})
    assert Article(old).key_points == [] and not Article(old).folds
    body = Article(old).section["tests"].body
    assert folded(body, folds=False) == body
    assert opening(folded(body, folds=True)) + after_opening(folded(body, folds=True)) == folded(body, True)


def test_the_number_of_a_source_leads_to_its_record_without_a_script(client):
    make_signed_article()
    page = main(client)
    cited = re.findall(r'<sup class="cite">.*?href="([^"]+)"', page)
    assert set(cited) == {"/evidence/Paper2020/"}
    assert client.get(cited[0]).status_code == 200
    line = page.index('id="ref-1"')
    assert page.index('id="reviewed"') < page.index('<details class="fold sources"') < line
    assert 'href="#contents"' in page[line:]


def test_a_retracted_source_is_named_by_its_record(client):
    make_signed_article()
    mark_retracted()
    page = main(client)
    assert page.index('href="/evidence/Paper2020/"') < page.index("<h1")


def test_the_top_says_who_reviewed_it_and_how_long_it_takes(client):
    document = make_draft_article()
    document.sections.filter(kind="tests").update(body="word " * 1_000)
    make_edition(document)
    top = main(client).partition("Key points</h2>")[0]
    assert re.search(r"Key points: 1 minute\. All of it: [56] minutes\.", " ".join(top.split()))
    assert "No clinician has reviewed this page yet." in top


def test_a_real_page_says_at_its_top_who_reviewed_it(client):
    ClinicProfile(is_demonstration=False).save()
    make_signed_article(is_demonstration=False)
    top = " ".join(main(client).partition("<h2")[0].split())
    name = Document.objects.get().editions.get().reviewer_name
    assert f'<a href="#reviewed">Reviewed by {name}, ' in top
