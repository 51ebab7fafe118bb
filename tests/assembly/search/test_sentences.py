"""What the search shows of a place says what the place says: no sentence loses its beginning or its end."""

import html
import re

import pytest

from drez_site.assembly.search.sentences import BEGINS, ENDS, MOST, whole_sentences, without_end
from procedures.models import Edition

FOUND = f"{BEGINS}stop{ENDS}"
# Each stands in a warning on our pages; its first words turn it around.
TURNED = (
    "stop", "lower opioid", "blood thinner stop", "undone", "cure", "proven", "diathermy", "bending", "swim",
    "bend", "twist", "surgery", "children", "MRI", "drive", "safe", "alcohol", "heat", "suddenly",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"First. Do not {FOUND} it by yourself. Last one.", f"… Do not {FOUND} it by yourself. Last one."),
        (f"Do not {FOUND} it", f"Do not {FOUND} it"),
        (f"Do not:\nbend. {FOUND} here.", ""),
        (f"Never do this: bend. Then {FOUND}.", ""),
        (f"You must not {'x' * MOST} {FOUND}.", ""),
        (f"Is it “{FOUND}.” Then 2.5 of 3. {'Long. ' * 60}", None),
        (f"One {FOUND}. stops, stopped.", f"One {FOUND}. …"),
        (f"{FOUND}. {FOUND} and {BEGINS}go{ENDS}.", f"… {FOUND} and {BEGINS}go{ENDS}."),
        (f"A device that helps. {FOUND}, {BEGINS}go{ENDS}.", "A device that helps. …"),
        ("", ""),
    ],
)
def test_sentences_stay_whole(words, shown):
    said = whole_sentences(words)
    if shown is None:
        assert said.startswith(f"Is it “{FOUND}.” Then 2.5 of 3.") and said.endswith(" …")
    else:
        assert said == shown


@pytest.mark.django_db
def test_no_warning_is_turned_around(client, shipped):
    """Each excerpt begins where a sentence begins on the page, and ends where one ends."""
    passages = [
        " ".join(words.split())
        for edition in Edition.objects.filter(passages__isnull=False).distinct()
        for words in edition.passages.values_list("words", flat=True)
    ]
    excerpts = 0
    for typed in TURNED:
        page = client.get("/search/", {"q": typed}).text
        for item in re.findall(r'<li class="source">(.*?)</li>', page, re.DOTALL):
            said = re.findall(r"</h3>\s*<p[^>]*>(.*?)</p>", item, re.DOTALL)
            if not said:
                continue
            excerpt = " ".join(html.unescape(re.sub(r"</?mark>", "", said[0])).split())
            whole = excerpt.removeprefix("… ").removesuffix(" …")
            places = [passage for passage in passages if whole in passage]
            if not places:
                continue  # contact, which nobody signs
            excerpts += 1
            assert any(stands_whole(whole, passage) for passage in places), (typed, excerpt)
    assert excerpts >= 60


def stands_whole(excerpt: str, passage: str) -> bool:
    before, _, after = passage.partition(excerpt)
    begins = not before.strip() or re.search(r"[.?!][\"”’)]*\s*$", before)
    ends = not after.strip() or re.search(r"[.?!][\"”’)]*$", excerpt)
    return bool(begins and ends)


@pytest.mark.parametrize(
    ("words", "end", "left"),
    [
        ("Uno. \x02Dos\x03. Title \x02of\x03 it.", "Title of it.", "Uno. \x02Dos\x03."),
        ("Uno. \x02Title\x03 of it ", "Title of it", "Uno."),
        ("Uno. Title", "Another title", "Uno. Title"),
        ("Uno.", "", "Uno."),
        ("Title", "Title", ""),
        ("it", "Title of it", "it"),
    ],
)
def test_a_title_in_another_language_is_left_out(words, end, left):
    assert without_end(words, end) == left
