"""What every signed document is to its readers: the words of one edition, rendered once, in reading order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from drez_site.foundation.markdown.citation_keys import CITATION

from ..markup import DocumentRenderer, Reference
from ..models import GlossaryTerm, Publication
from ..models.publication import Mark
from ..signed_content import Content

WORDS_A_MINUTE = 200


def anchor_of(kind: str) -> str:
    """Where a section of this kind begins, in the address of its page."""
    return kind.replace("_", "-")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading, its anchor and its finished HTML."""

    kind: str
    heading: str
    body: SafeString

    @property
    def anchor(self) -> str:
        return anchor_of(self.kind)


class Reading:
    """Reads the content of an edition, and no table: the words stay what was signed.

    `retracted` is the one thing that is not signed: what readers are told of papers retracted since, in
    values of `Retraction.objects.as_marks`.
    Sources are numbered in the order of rendering, so each kind of document renders in its own `_render`.
    """

    def __init__(self, content: Content, retracted: Iterable[Mapping[str, Any]] = ()):
        self.content = content
        self.title: str = content["title"]
        self.summary: str = content["summary"]
        self.language: str = content["language"]
        self.translator: str = content["translator"]
        terms = [GlossaryTerm(language=self.language, **term) for term in content["terms"]]
        self._renderer = DocumentRenderer(_sources(content, retracted), terms)
        self.body = self._renderer.render(content["body"])
        self.section: dict[str, SectionView] = {}
        self._render()

    def _render(self):
        for section in self.content.get("sections", []):
            self._render_section(section)

    def _render_section(self, section: dict):
        kind = section["kind"]
        self.section[kind] = SectionView(kind, section["heading"], self._renderer.render(section["body"]))

    @property
    def sections(self) -> list[SectionView]:
        return list(self.section.values())

    @property
    def minutes(self) -> int:
        """How long it takes to read all of it slowly, at least one."""
        parts = (rows for name, rows in self.content.items() if name not in ("sources", "terms"))
        rows = (row for part in parts if isinstance(part, list) for row in part)
        words = " ".join(text for row in rows for text in row.values() if isinstance(text, str))
        return max(1, round(len(CITATION.sub(" ", words).split()) / WORDS_A_MINUTE))

    @property
    def references(self) -> list[Reference]:
        return self._renderer.references

    @property
    def retracted(self) -> list[Reference]:
        """Sources that were retracted after the page was signed, by the word of a reviewer."""
        return [each for each, mark in self._marked if mark.is_confirmed]

    @property
    def perhaps_retracted(self) -> list[Reference]:
        """Sources of which staff think that they were retracted, and no reviewer has said so yet."""
        return [each for each, mark in self._marked if not mark.is_confirmed]

    @property
    def _marked(self) -> list[tuple[Reference, Mark]]:
        return [(each, mark) for each in self.references if (mark := each.publication.retraction)]

    @property
    def explained(self) -> list[GlossaryTerm]:
        """The glossary words that the page explains."""
        return self._renderer.explained


class _Sources(dict):
    """By key, as they were signed. A draft's unknown keys stand for themselves; checks refuse them."""

    def __missing__(self, key: str) -> Publication:
        return Publication(key=key, description=key)


def _sources(content: dict, retracted) -> _Sources:
    sources = _Sources({source["key"]: Publication.as_signed(source) for source in content["sources"]})
    for mark in retracted:
        if mark["key"] in sources:
            sources[mark["key"]].marked = mark
    return sources
