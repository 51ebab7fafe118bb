"""Every kind of document, declared once: whoever handles documents goes through `ALL`, and names none.

The order is that in which content files are loaded: documents hold the meanings of the glossary's words, and
the file of an article may have any name.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ..models import Document
from ..readings.reading import Reading
from ..signed_content import Content
from .article import ARTICLE
from .comparison import COMPARISON
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
    "rows",
]

ALL = (GLOSSARY, EVIDENCE, COMPARISON, FINDINGS, SITE_WORDS, PAGE, ARTICLE)
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
