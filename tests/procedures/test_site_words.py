"""Words of the site: phrases of templates, printed as they were signed, and until then not at all."""

import re
import tomllib

import pytest
from django.conf import settings

from procedures import content_files
from procedures.models import Document
from procedures.phrases import place
from procedures.publishing.signing import withdraw
from tests.kit.documents import author, make_edition, make_signed_article, reviewer

pytestmark = pytest.mark.django_db
HEADING = "When nerve pain will not let go"
TAG = re.compile(r'{%\s*signed\s+"(?P<words>[^"]+)"(?:\s+of="(?P<of>[^"]+)")?')
LABEL = "label in a drawing: Spinal cord"


def places() -> set[str]:
    """Every place that a template of the site names."""
    files = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    tags = [tag for path in files for tag in TAG.finditer(path.read_text("utf-8"))]
    return {place(tag["words"], tag["of"] or "") for tag in tags}


def make_site_words(language="en", *, signed=True, **phrases) -> Document:
    fields = {"translator": "Terry Translator", "translates_edition": 1} if language != "en" else {}
    document = Document.objects.create(
        kind=Document.Kind.SITE_WORDS,
        language=language,
        title="Words of the site",
        summary="Phrases.",
        is_demonstration=True,
        last_author=author(),
        **fields,
    )
    for position, (where, text) in enumerate(({HEADING: "Signed heading"} | phrases).items()):
        document.phrases.create(place=where, text=text, position=position)
    if signed:
        make_edition(document)
    return document


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_shipped_file_has_a_phrase_for_every_place(language):
    file = content_files.CONTENT / language / "site_words.toml"
    shipped = [row["place"] for row in tomllib.loads(file.read_text("utf-8"))["phrases"]]
    assert len(shipped) == len(set(shipped)) > 50
    assert set(shipped) == places()


def test_before_a_signature_no_page_prints_one(client):
    make_site_words(signed=False)
    page = client.get("/").text
    assert "Signed heading" not in page and HEADING not in page
    assert page.count("<h1>") == 1 and "<h1></h1>" not in page
    assert client.get("/words-of-the-site/").status_code == 404
    assert "/words-of-the-site/" not in client.get("/how-we-make-content/").text


def test_pages_print_what_was_signed_and_not_what_was_written_since(client):
    document = make_site_words(**{LABEL: "Signed label"})
    make_signed_article()
    document.phrases.update(text="Unsigned words")
    assert "<h1>Signed heading</h1>" in client.get("/").text
    article = client.get("/procedures/drez-lesioning/").text
    assert ">Signed label</text>" in article
    listed = client.get("/words-of-the-site/").text
    assert '<meta name="robots" content="noindex">' in listed, "it answers no question of a searcher"
    assert '<a href="/words-of-the-site/">' in client.get("/how-we-make-content/").text
    assert "Signed heading" in listed and "Signed label" in listed and "not reviewed by a clinician" in listed
    for path in ("/", "/procedures/drez-lesioning/", "/words-of-the-site/"):
        assert "Unsigned words" not in client.get(path).text


def test_taken_down_they_are_gone(client):
    withdraw(make_site_words(), reviewer(), "Wrong.")
    assert "Signed heading" not in client.get("/").text
    assert client.get("/words-of-the-site/").status_code == 410


def test_in_spanish_english_words_say_that_they_are(client):
    make_site_words()
    assert '<h1><span lang="en">Signed heading</span></h1>' in client.get("/es/").text
    make_site_words("es", **{HEADING: "Título firmado"})
    assert "<h1>Título firmado</h1>" in client.get("/es/").text
    assert "<h1>Signed heading</h1>" in client.get("/").text


def test_markup_in_a_phrase_is_printed_as_letters(client):
    make_site_words(**{HEADING: "A <b>bold</b> & plain one"})
    assert "<h1>A &lt;b&gt;bold&lt;/b&gt; &amp; plain one</h1>" in client.get("/").text


def test_they_cost_no_query_of_their_own(client, django_assert_max_num_queries):
    make_site_words()
    client.get("/")
    with django_assert_max_num_queries(6):
        client.get("/")
