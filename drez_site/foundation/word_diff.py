"""Two texts compared word by word, in time that grows with their length and no faster."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .line_ends import WHITE_SPACE, with_plain_line_ends

MOST_UNITS = 500  # that are compared each with each: their number counts twice
# A no-break space is part of a word: a change of it alone is shown, as it is somebody's change.
WORD = re.compile(rf"[^{WHITE_SPACE}]+")
ENDS_A_SENTENCE = re.compile(r"[.!?:]$")
LINE_MARK = "\ue000"  # a word that no text has

Runs = list[tuple[str, str]]


def word_runs(old: str, new: str) -> Runs:
    """Runs of words, each kept, removed or added.

    In long texts, what differs between their equal ends is compared by words, by sentences, or as a whole,
    the first that is few enough.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) <= MOST_UNITS:
        return _compared(before, after)
    head = _equal_at_the_start(before, after)
    tail = _equal_at_the_start(before[head:][::-1], after[head:][::-1])
    end, end_after = len(before) - tail, len(after) - tail
    return [
        *([("kept", " ".join(before[:head]))] if head else []),
        *_coarsely(before[head:end], after[head:end_after]),
        *([("kept", " ".join(before[end:]))] if tail else []),
    ]


def line_runs(old: str, new: str) -> Runs:
    """Like `word_runs`, with the line ends of both texts: a paragraph that was parted is seen, too."""
    marked = (with_plain_line_ends(text).replace("\n", f" {LINE_MARK} ") for text in (old, new))
    return [(kind, _with_line_ends(words)) for kind, words in word_runs(*marked)]


def _with_line_ends(words: str) -> str:
    return (
        words.replace(f" {LINE_MARK}", LINE_MARK).replace(f"{LINE_MARK} ", LINE_MARK).replace(LINE_MARK, "\n")
    )


def _equal_at_the_start(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(before), len(after)))


def _coarsely(before: list[str], after: list[str]) -> Runs:
    for one, other in ((before, after), (_sentences(before), _sentences(after))):
        if max(len(one), len(other)) <= MOST_UNITS:
            return _compared(one, other)
    return [(kind, " ".join(words)) for kind, words in (("removed", before), ("added", after)) if words]


def _sentences(words: list[str]) -> list[str]:
    found: list[list[str]] = [[]]
    for word in words:
        found[-1].append(word)
        if ENDS_A_SENTENCE.search(word):
            found.append([])
    return [" ".join(sentence) for sentence in found if sentence]


def _compared(before: list[str], after: list[str]) -> Runs:
    runs: Runs = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            runs.append(("kept", " ".join(before[a:b])))
        else:
            runs += [("removed", " ".join(before[a:b]))] if b > a else []
            runs += [("added", " ".join(after[c:d]))] if d > c else []
    return runs
