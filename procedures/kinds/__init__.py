"""Every kind of document, declared once: whoever handles documents goes through `ALL`, and names none.

The order is that in which content files are loaded: documents hold the meanings of the glossary's words, and
the file of an article may have any name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from ..models import Document, Edition
from ..readings.reading import Reading
from ..signed_content import Content
from .article import ARTICLE
from .comparison import COMPARISON
from .condition import CONDITION
from .declaration import Kind, Part, Row
from .evidence import EVIDENCE
from .findings import FINDINGS
from .glossary import GLOSSARY
from .page import PAGE
from .site_words import SITE_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "ALL",
    "Content",
    "Kind",
    "Part",
    "Row",
    "complete",
    "draft_tables",
    "labels",
    "named",
    "of",
    "read",
    "read_signed",
    "rows",
]

ALL = (GLOSSARY, EVIDENCE, COMPARISON, FINDINGS, SITE_WORDS, PAGE, CONDITION, ARTICLE)
KEPT_READINGS = 400  # in each process: a hundred sources in two languages are most of them, 30 kB each
_BY_NAME = {str(kind): kind for kind in ALL}


def named(name: str) -> Kind:
    """The kind of `Document.kind`. Raises KeyError."""
    return _BY_NAME[name]


def of(document: Document) -> Kind:
    return named(document.kind)


def complete(content: Content) -> Content:
    """Words signed under any declaration, with every part and field of today's."""
    return named(content["kind"]).complete(content)


def read(content: Content, retracted: Iterable[Mapping[str, str]] = (), **choices: Any) -> Reading:
    """The words as the page of their kind needs them; `choices` are those of its readers."""
    return named(content["kind"]).reading(complete(content), retracted, **choices)


def read_signed(edition: Edition, **choices: frozenset[str]) -> Reading:
    """An edition with what readers are told of its sources, as it was read with `for_reading`.

    Signed words never change, so each process renders them once: the same reading serves every request.
    """
    marks = tuple(tuple(sorted(mark.items())) for mark in edition.retracted)
    return _read(
        _Signed(edition.content_hash, get_language(), marks, tuple(choices.items()), edition.content)
    )


@dataclass(frozen=True, slots=True)
class _Signed:
    """Of what a reading is made; the hash stands for the words."""

    content_hash: str
    active_language: str | None  # the names of links inside the words are in it
    retracted: tuple[tuple[tuple[str, Any], ...], ...]
    choices: tuple[tuple[str, frozenset[str]], ...]
    content: Content = field(compare=False)


@lru_cache(maxsize=KEPT_READINGS)
def _read(signed: _Signed) -> Reading:
    return read(signed.content, [dict(mark) for mark in signed.retracted], **dict(signed.choices))


def rows(content: Content) -> Iterator[tuple[Part, int, Row]]:
    """Every row of every part, with its number in the part, in reading order."""
    by_name: Mapping[str, Any] = content
    for part in named(content["kind"]).parts:
        for number, row in enumerate(by_name[part.name], 1):
            yield part, number, row


@cache
def labels() -> "dict[str, StrOrPromise]":
    """What staff call the values of every signed field that has choices."""
    return {value: label for kind in ALL for part in kind.parts for value, label in part.labels}
