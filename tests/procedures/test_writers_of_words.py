"""Who wrote follows the words, whatever their row and whatever part they came from: the rule in SQL."""

import copy
import json
import random
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from procedures import kinds
from procedures.models import Document, Revision, RowRevision, Submission
from procedures.publishing import four_eyes
from procedures.publishing.signing import withdraw
from procedures.publishing.snapshot import freeze
from tests.kit.writers import insert, make_people
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
NAMED = ("terms", "sources")  # lists whose rows stand in tables of their own


def writers(document, content) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM writers_of_words(%s, %s)", [document.pk, Jsonb(content)])
        return {name for (name,) in cursor.fetchall()}


def keep(document, by, content) -> Revision:
    return Revision.objects.create(
        document=document,
        number=1 + document.revisions.count(),
        content=copy.deepcopy(content),
        saved_by=by,
        saved_as=str(by),
    )


def publish(document, content, reviewer):
    """An edition with these words, whatever they are, through the triggers."""
    Submission.objects.filter(document=document).delete()
    Submission.objects.create(document=document, content=content, submitted_by=reviewer)
    insert(document, reviewer)


def hers(row: dict, number: str = "") -> dict:
    """The row in other words."""
    return {
        name: f"{text} And Rita{number}." if isinstance(text, str) else text for name, text in row.items()
    }


def appended_then_moved_up(rows):
    yield "Rita", [*rows, hers(rows[-1])]
    yield "Bob", [*rows[1:], hers(rows[-1])]


def inserted_then_moved_down(rows):
    yield "Rita", [hers(rows[0]), *rows]
    yield "Bob", [hers(rows[1], "x"), hers(rows[0]), *rows]


def put_in_the_place_of_another(rows):
    yield "Rita", [*rows[:-1], hers(rows[-1])]
    yield "Bob", [*rows[1:-1], hers(rows[-1])]


def mended_by_another_and_moved(rows):
    yield "Rita", [*rows, hers(rows[-1])]
    yield "Bob", [*rows[1:], hers(hers(rows[-1]), " with a comma,")]


def moved_then_followed(rows):
    yield "Rita", rows[::-1]
    yield "Bob", [*rows[::-1], hers(rows[0], "x")]


def doubled_then_thinned(rows):
    yield "Rita", [*rows, rows[0], hers(rows[1])]
    yield "Bob", [*rows[1:], rows[0], hers(rows[1])]


def taken_away_then_filled(rows):
    yield "Rita", rows[1:]
    yield "Bob", [hers(rows[0], "x"), *rows[1:]]


def brought_back_later(rows):
    yield "Rita", [*rows, hers(rows[-1])]
    yield "Ann", rows
    yield "Bob", [hers(rows[-1]), *rows]


def mended_by_another_lost_and_brought_back(rows):
    mended = [*rows, hers(hers(rows[-1]), " with a comma,")]
    yield "Rita", [*rows, hers(rows[-1])]
    yield "Bob", mended
    yield "Rita", rows
    yield "Bob", mended


def mended_by_another_lost_and_typed_anew(rows):
    mended = hers(hers(rows[-1]), " with a comma,")
    yield "Rita", [*rows, hers(rows[-1])]
    yield "Bob", [*rows, mended]
    yield "Rita", rows
    yield "Bob", [mended, *rows, hers(rows[0], "x")]


def taken_away_lost_and_brought_back(rows):
    yield "Rita", rows[1:]
    yield "Bob", [hers(rows[-1], "x"), *rows[1:]]
    yield "Rita", rows
    yield "Bob", [hers(rows[-1], "x"), *rows[1:]]


TRICKS = [
    appended_then_moved_up,
    inserted_then_moved_down,
    put_in_the_place_of_another,
    mended_by_another_and_moved,
    moved_then_followed,
    doubled_then_thinned,
    taken_away_then_filled,
    brought_back_later,
    mended_by_another_lost_and_brought_back,
    mended_by_another_lost_and_typed_anew,
    taken_away_lost_and_brought_back,
]
# A word or source that somebody mends or moves has a row of its own, which says who wrote it.
TRICKS_WITH_NAMED_ROWS = [appended_then_moved_up, inserted_then_moved_down, put_in_the_place_of_another]
ROWS = {str(kind): [part.name for part in kind.parts if not part.is_one_row] for kind in kinds.ALL}


def _lists(content):
    named = [name for name in NAMED if content[name]]
    return [(name, TRICKS) for name in ROWS[content["kind"]]] + [
        (name, TRICKS_WITH_NAMED_ROWS) for name in named
    ]


@contextmanager
def for_now():
    """What is written within does not stay."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("is_signed", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", ROWS)
def test_whoever_wrote_a_row_stays_its_writer_wherever_it_moves(kind, is_signed):
    """Of every list that a kind declares, before its first edition and after."""
    people = make_people()
    named = {person.full_name: person for person in people.values()}
    document, tried = make_rich_document(kind), 0
    content = freeze(document)
    lists = _lists(content)
    for name, _tricks in lists:
        rows = content[name] or [{"kind": "cost", "heading": "A heading", "body": "Some text."}]
        content[name] = rows if len(rows) > 1 else [*rows, hers(rows[0], "y")]
    keep(document, people["ann"], content)
    if is_signed:
        publish(document, content, people["sue"])
    for name, trick in [(name, trick) for name, tricks in lists for trick in tricks]:
        with for_now():
            for who, changed in trick(content[name]):
                last = {**content, name: changed}
                keep(document, named[who], last)
            found = writers(document, last)
        assert "Rita" in found and "Sue" not in found, (name, trick.__name__)
        assert "Bob" in found or name in NAMED and not is_signed, (name, trick.__name__)
        assert is_signed == ("Ann" not in found), (name, trick.__name__)
        tried += 1
    assert tried == len(ROWS[kind]) * len(TRICKS) + len(lists[len(ROWS[kind]) :]) * len(
        TRICKS_WITH_NAMED_ROWS
    )
    assert tried >= len(TRICKS_WITH_NAMED_ROWS)


def test_every_list_of_a_content_was_tried():
    assert {name: len(parts) for name, parts in ROWS.items()} == {
        "article": 7,
        "condition": 5,
        "comparison": 4,
        "findings": 4,
        "glossary": 0,
        "evidence": 0,
        "page": 1,
        "site_words": 1,
    }


# The same rule, written anew as plain loops over what was saved


def _typed(content: dict) -> dict:
    return {
        place: said for place, said in four_eyes.places(content).items() if place[0] not in {*NAMED, "source"}
    }


def _texts(content: dict) -> set[str]:
    found = set()
    for place, said in _typed(content).items():
        plain = " ".join(said.split())
        field = "/".join(name for name in place if not name.isdigit())
        found.add(plain if " " in plain else f"{field}: {plain}")
    return found


def _by_key(content: dict) -> dict:
    return {term["slug"]: term for term in content.get("terms", [])}


def _of_typed(saved: list, base: dict, signed: dict, read: list) -> set[str]:
    """`read` are the contents that patients read at some time and nobody withdrew."""
    words = [_typed(base), *(_typed(content) for _who, content in saved)]
    says_base = [number for number in range(1, len(words)) if base and words[number] == words[0]]
    here, found = says_base[-1] if says_base else 0, set()
    last = max(number for number in range(1, len(words)) if words[number] == _typed(signed))
    asked = set()
    while here < last:
        found.add(saved[here][0])
        here = max(number for number in range(1, last + 1) if words[number] == words[here + 1])
        asked.add(words.index(words[here], 1))
    texts = [set(), *(_texts(content) for _who, content in saved)]
    is_new = [number for number in range(1, last + 1) if words[number] not in words[1:number]]
    for text in _texts(signed) - _texts(base):
        asked |= {number for number in is_new if text in texts[number] and text not in texts[number - 1]}
    for number in asked:
        while number:
            found.add(saved[number - 1][0])
            before = words[number - 1]
            is_known = number == 1 or before in [_typed(content) for content in [base, *read] if content]
            number = 0 if is_known else words.index(before, 1)
    return found


def _of_named(saved: list, rows: list, base: dict, signed: dict) -> set[str]:
    found, terms = set(), [{}, *(_by_key(content) for _who, content in saved)]
    for key, term in _by_key(signed).items():
        if (live := _by_key(base).get(key)) == term:
            continue
        of_row = [(who, content) for who, content in rows if content["slug"] == key]
        same = [number for number, (_who, content) in enumerate(of_row) if content.items() >= term.items()]
        for until in {same[0], same[-1]} if same else {len(of_row)}:
            signed_before = [
                number for number in range(until) if live and of_row[number][1].items() >= live.items()
            ]
            since = signed_before[-1] + 1 if same and signed_before else 0
            found |= {who for who, _content in of_row[since : until + 1]}
        found |= {
            saved[number - 1][0]
            for number in range(1, len(terms))
            if terms[number].get(key) == term != terms[number - 1].get(key)
        }
    for key in _by_key(base).keys() - _by_key(signed).keys():
        found |= {
            saved[number - 1][0]
            for number in range(1, len(terms))
            if key in terms[number - 1] and key not in terms[number]
        }
    return found


def _some_words(chance: random.Random, content: dict) -> dict:
    """One change more: of a field, of a list, or none; often back to an old text."""
    rows, kind = list(content["sections"]), chance.randrange(7)
    text = chance.choice(["Some text.", "Other text.", "One\r\nline", "Text", "x"])
    if kind < 2:
        return {**content, chance.choice(["title", "summary"]): text}
    if kind == 2 and rows:
        rows.pop(chance.randrange(len(rows)))
    elif kind == 3:
        chance.shuffle(rows)
    elif kind in (4, 5) or not rows:
        row = {"kind": chance.choice("abc"), "heading": text, "body": chance.choice(["A body.", "Text", ""])}
        rows.insert(chance.randint(0, len(rows)), row)
    return {**content, "sections": rows}


@pytest.mark.parametrize("seed", range(4))
def test_sql_finds_whom_plain_loops_find(nightly, seed):
    """After every save of histories by chance: drafts, words of the glossary, signatures and withdrawals."""
    chance, people = random.Random(seed), make_people()
    sue, others = people.pop("sue"), list(people.values())
    document = make_rich_document("page")
    content = {**freeze(document), "sections": [], "terms": [], "sources": []}
    saved, rows, base, read, asked, found_nobody = [], [], {}, [], 0, 0
    for _step in range(120 if nightly else 30):
        by = chance.choice(others)
        content = _some_words(chance, content)
        if chance.random() < 0.3:
            term = {"slug": "a", "term": "a", "definition": chance.choice("xyz"), "forms": []}
            content = {**content, "terms": chance.choice([[], [term], [term]])}
            if chance.random() < 0.7:
                who = chance.choice(others)
                row = {**term, "language": "en"}
                RowRevision.objects.create(list="terms", row=1, content=row, saved_by=who, saved_as=str(who))
                rows.append((str(who), row))
        if chance.random() < 0.15 and saved:
            content = copy.deepcopy(chance.choice(saved)[1])
        keep(document, by, content)
        saved.append((str(by), copy.deepcopy(content)))
        found = writers(document, content)
        of_typed = _of_typed(saved, base, content, read)
        assert found == of_typed | _of_named(saved, rows, base, content), len(saved)
        asked, found_nobody = asked + 1, found_nobody + (not found)
        if chance.random() < 0.15:
            publish(document, content, sue)
            base = content
            read.append(content)
            if chance.random() < 0.3:
                withdraw(Document.objects.get(pk=document.pk), sue, "To be checked.")
                base = {}
                read = [each for each in read if each is not content]
    assert asked >= 30 and document.editions.count() > 2 and found_nobody < asked


EVERY_ROW = "SELECT content->>'language', list, key, said FROM procedures_edition, named_rows(content)"
SCANS = "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'procedures_edition'"


def test_an_index_finds_what_any_edition_of_the_language_says_of_a_row(few_documents):
    """The same that reading all of them finds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT * FROM ({EVERY_ROW}) AS rows")
        rows = [(language, name, key, json.loads(said)) for language, name, key, said in cursor.fetchall()]
        cursor.execute(SCANS)
        read, looked_up = cursor.fetchone()
        for language in ("en", "es"):
            document = Document.objects.filter(language=language).first()
            for _language, name, key, said in rows:
                asked = "SELECT is_named_so(%s, %s, %s, %s), is_named_so(%s, %s, %s, %s)"
                row = [document.pk, name, key]
                cursor.execute(asked, [*row, Jsonb(said), *row, Jsonb(said | {"odd": "word"})])
                assert cursor.fetchone() == ((language, name, key, said) in rows, False), (
                    language,
                    name,
                    key,
                )
        cursor.execute(SCANS)
        read_since, looked_up_since = cursor.fetchone()
        assert read_since == read and looked_up_since > looked_up
    assert len(rows) > 300
