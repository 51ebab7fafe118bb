"""What the search finds follows the signature: words come with it, go with it, and by no other hand."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from drez_site.assembly.search.shown import signed_pages
from drez_site.foundation.sql.installing import scripts
from procedures import kinds
from procedures.models import Edition, Passage, PassageWord
from procedures.publishing.signing import submit, withdraw
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_signed_article,
    make_signed_comparison,
    make_signed_findings,
    make_signed_summary,
    reviewer,
)

pytestmark = pytest.mark.django_db

WORD = "zanzibar"  # on no page of the site
WRITTEN = {
    Passage: ("edition", "language", "position", "anchor", "heading", "words", "vector"),
    PassageWord: ("edition", "language", "word"),
}


def found(client, word=WORD) -> list[str]:
    return re.findall(r'<h3[^>]*><a href="([^"]+)">', client.get("/search/", {"q": word}).text)


def test_a_draft_is_found_by_nobody_until_it_is_signed(client):
    document = make_draft_article(summary=f"A sentence about {WORD}.")
    assert found(client) == []
    submit(document, author())
    assert found(client) == []
    assert not Passage.objects.exists()
    make_edition(document)
    assert found(client) == ["/procedures/drez-lesioning/"]


def test_a_page_that_is_taken_down_is_found_no_longer(client):
    document = make_signed_article(summary=f"A sentence about {WORD}.")
    withdraw(document, reviewer(), "Wrong.")
    assert found(client) == []
    assert WORD not in client.get("/search/", {"q": "zanzibars"}).text.replace("zanzibars", "")


def test_a_page_that_is_taken_down_lends_no_word_to_who_misspells_one(client):
    document = make_signed_article(summary=f"A sentence about {WORD}.")
    make_signed_comparison()
    assert f"We looked for “{WORD}” instead of" in client.get("/search/", {"q": "zanzibbar"}).text
    withdraw(document, reviewer(), "Wrong.")
    assert WORD not in client.get("/search/", {"q": "zanzibbar"}).text


def test_a_rebuild_writes_what_the_signatures_wrote_and_leaves_the_guard(capsys):
    for make in (make_signed_article, make_signed_comparison):
        make()
    kept = [list(each.objects.order_by("pk").values_list(*names)) for each, names in WRITTEN.items()]
    put_guard, take_guard = scripts("procedures", "passages_are_derived", {})
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"{take_guard}; UPDATE procedures_passage SET words = 'A cure'; {put_guard}")
    call_command("rebuild_passages")
    assert f"{len(kept[0])} places" in capsys.readouterr().out
    assert kept == [list(each.objects.order_by("pk").values_list(*names)) for each, names in WRITTEN.items()]
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM procedures_passage")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("One\n\nTwo [@Key] [a page](/x/) **three**.\n\n", "One. Two a page three."),
        ("Lead:\n\n- an item\n- another one\n\n", "Lead: an item. another one."),
        ("### A heading\nText **bold**\n\n", "A heading. Text bold."),
        ("“Quoted.”\n\n1. First\n2. Second?\n\n", "“Quoted.” First. Second?"),
        ("One line\nof a paragraph.\n\n", "One line of a paragraph."),
        ("A title", "A title"),
    ],
)
def test_no_paragraph_or_item_runs_into_the_next(written, plain):
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain_words(%s)", [written])
        assert cursor.fetchone() == (plain,)


def test_only_the_newest_words_are_found(client):
    document = make_signed_article(summary=f"A sentence about {WORD}.")
    document.summary = "A sentence about Samarkand."
    document.save()
    assert found(client) == ["/procedures/drez-lesioning/"]
    make_edition(document)
    assert found(client) == []
    assert found(client, "Samarkand") == ["/procedures/drez-lesioning/"]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO procedures_passage (edition_id, language, position, anchor, heading, words, vector)"
        " SELECT id, 'en', 99, 'x', 'x', 'A cure', '' FROM procedures_edition LIMIT 1",
        "UPDATE procedures_passage SET words = 'A cure'",
        "DELETE FROM procedures_passage",
        "TRUNCATE procedures_passage",
        "INSERT INTO procedures_passageword (edition_id, language, word)"
        " SELECT id, 'en', 'cure' FROM procedures_edition LIMIT 1",
        "UPDATE procedures_passageword SET word = word || 's'",
        "DELETE FROM procedures_passageword",
    ],
)
def test_no_other_hand_writes_it(statement):
    make_signed_article()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing waits that would keep a table from TRUNCATE
        with pytest.raises(IntegrityError, match="follows the signed words"), transaction.atomic():
            cursor.execute(statement)


def texts_in(value) -> Iterator[str]:
    """Every text of a content, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def test_every_passage_is_made_of_the_words_of_its_edition():
    for make in (make_signed_article, make_signed_comparison, make_signed_findings, make_signed_summary):
        make()
    for edition in Edition.objects.all():
        signed = set(re.findall(r"[^\W_]+", " ".join(texts_in(edition.content))))
        passages = Passage.objects.filter(edition=edition)
        assert passages
        for passage in passages:
            assert set(re.findall(r"[^\W_]+", f"{passage.heading} {passage.words}")) <= signed
    words = PassageWord.objects.filter(language="en").values_list("word", flat=True)
    assert "sentence" in words
    assert all(re.fullmatch("[a-z]{3,40}", word) for word in words)


# What a page prints and nobody looks for: what drawings and tables say in a word or two.
NOT_LOOKED_FOR = {"phrases", "options"}


def test_every_signed_text_can_be_found(few_documents):
    left_out = {}
    for edition in Edition.objects.select_related("document"):
        content = kinds.complete(edition.content)
        said = " ".join(f"{each.heading} {each.words}" for each in Passage.objects.filter(edition=edition))
        for part, number, row in kinds.rows(content):
            texts = [row[name] for name in part.texts if row.get(name)]
            for text in texts:
                first = re.split(r"[\[*\n]", text.strip(" -*#\n"))[0].strip()
                if first and first not in said and part.name not in NOT_LOOKED_FOR:
                    left_out[str(edition), part.name, number] = first
    assert left_out == {}


def test_each_place_is_on_its_page(client, few_documents):
    """An anchor that a template loses leads nowhere."""
    pages, lost = signed_pages("en"), []
    for edition, page in pages.items():
        html = client.get(page.url).text
        anchors = Passage.objects.filter(edition=edition).values_list("anchor", flat=True)
        lost += [f"{page.url}#{anchor}" for anchor in anchors if anchor and f'id="{anchor}"' not in html]
    assert len(pages) > 12
    assert lost == []
