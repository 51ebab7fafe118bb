"""Texts compared word by word: what the runs say, and how much is compared each with each."""

import pytest

from drez_site.foundation import word_diff
from drez_site.foundation.word_diff import MOST_UNITS, line_runs, word_runs

LONG = [f"Sentence {number} says so." for number in range(4 * MOST_UNITS)]
TEXTS = {
    "short": ("One two three.", "One too three."),
    "nothing": ("", "x " * 3 * MOST_UNITS),
    "two words in turn": ("a b " * 4000, "b a " * 4000),
    "two sentences in turn": ("a. b. " * 4000, "b. a. " * 4000),
    "another word in the middle": (
        " ".join(LONG),
        " ".join([*LONG[:900], "Sentence 900 denies it.", *LONG[901:]]),
    ),
    "both ends": (" ".join(LONG[:MOST_UNITS]), " ".join(["No.", *LONG[1 : MOST_UNITS - 1], "No."])),
    "everything": (" ".join(LONG), " ".join(LONG[::-1])),
    "shorter": (" ".join(LONG), " ".join(LONG[:-1])),
}


@pytest.mark.parametrize("name", TEXTS)
def test_runs_say_both_texts_and_compare_few_pairs(name, monkeypatch):
    sizes = []

    class Counted(word_diff.SequenceMatcher):
        def __init__(self, junk, one, other, **options):
            sizes.append(max(len(one), len(other)))
            super().__init__(junk, one, other, **options)

    monkeypatch.setattr(word_diff, "SequenceMatcher", Counted)
    old, new = TEXTS[name]
    runs = word_runs(old, new)
    for kind, text in (("removed", old), ("added", new)):
        assert " ".join(words for run, words in runs if run in ("kept", kind)) == " ".join(text.split())
    assert all(words for _run, words in runs)
    assert len(sizes) <= 1 and max(sizes, default=0) <= MOST_UNITS


def test_a_long_text_still_says_which_word_changed():
    old, new = TEXTS["another word in the middle"]
    assert [run for run in word_runs(old, new) if run[0] != "kept"] == [
        ("removed", "says so."),
        ("added", "denies it."),
    ]


def test_a_text_too_long_for_words_says_which_sentences_changed():
    changed = [run for run in word_runs(*TEXTS["both ends"]) if run[0] != "kept"]
    assert [kind for kind, _words in changed] == ["removed", "added"] * 2
    assert changed[1] == changed[3] == ("added", "No.")


def test_lines_stay_lines():
    old, new = "One two.\n\n- three\r\n- four", "One two.\n\n- three\n- five\n\nSix"
    assert line_runs(old, new) == [
        ("kept", "One two.\n\n- three\n-"),
        ("removed", "four"),
        ("added", "five\n\nSix"),
    ]
    assert line_runs("One. Two.", "One.\n\nTwo.") == [("kept", "One."), ("added", "\n\n"), ("kept", "Two.")]
