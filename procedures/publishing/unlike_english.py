"""What a translation may not say otherwise than its English edition: which rows and texts there are, what a
figure counts, how urgent a sign is, which sources stand behind a text; and its numbers, links and pictures.

Two rows that changed places are found where they differ in any of these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drez_site.foundation.markdown.citation_keys import cited_keys

from .. import kinds
from ..kinds import Content, own_fields
from ..models import Document, Edition
from .rows_in_both import OPERATION, called, name_of_row, numbered, texts_of
from .side_by_side import said_of_terms
from .unlike_texts import unlike_its_english


def differences(content: Content, edition: Edition | None) -> Iterator[str]:
    """A sentence for each, with what to do about it; none where the edition is not known."""
    if edition is None:
        return
    here: Mapping[str, Any] = kinds.complete(content)
    there: Mapping[str, Any] = kinds.complete(edition.content)
    language = content["language"]
    for name in own_fields.TRANSLATED:
        yield from _of_text(called(Document, name), here[name], there[name], edition, language)
    kind = kinds.named(content["kind"])
    for part in kind.parts:
        signed: list[kinds.Row] | None = edition.content.get(part.name)
        if signed is not None:  # else it was signed before documents had such a part
            yield from _of_part(part, here[part.name], there[part.name], edition, signed, language)
    if kind.holds_every_term:
        ours, theirs = said_of_terms(here), said_of_terms(there)
        for slug in sorted(ours.keys() & theirs.keys()):
            yield from _of_text(f"{_('Glossary')}, {slug}", ours[slug], theirs[slug], edition, language)
        for slug in sorted(theirs.keys() - ours.keys()):
            yield _(
                "Glossary: edition %(number)d of the English page explains “%(start)s ...”. Add this word in "
                "the language of the translation, with the anchor “%(slug)s”."
            ) % {"number": edition.number, "start": " ".join(theirs[slug].split()[:8]), "slug": slug}


def _of_part(
    part: kinds.Part,
    ours: list[kinds.Row],
    theirs: list[kinds.Row],
    edition: Edition,
    signed: list[kinds.Row],
    language: str,
) -> Iterator[str]:
    if len(ours) != len(theirs):
        yield _(
            "%(part)s: %(here)d here, %(there)d in edition %(number)d of the English page. Write what is "
            "missing, or delete what stands there only here."
        ) % {
            "part": capfirst(str(part.model._meta.verbose_name_plural)),
            "here": len(ours),
            "there": len(theirs),
            "number": edition.number,
        }
        return
    texts = texts_of(part)
    same = [name for name in part.fields if name not in texts] + [
        name for name in part.told if name == OPERATION
    ]
    # What the edition's rows did not have when it was signed, it does not say.
    same = [name for name in same if all(name in row for row in signed)]
    pairs = zip(numbered(part, ours), numbered(part, theirs), strict=True)
    for (number, row), (_number, original) in pairs:
        place = name_of_row(part, number, row)
        yield from _of_values(part, same, place, row, original, edition)
        for name in texts:
            yield from _of_text(
                f"{place}, {called(part.model, name)}", row[name], original[name], edition, language
            )


def _of_values(
    part: kinds.Part, names: list[str], place: str, row: kinds.Row, original: kinds.Row, edition: Edition
) -> Iterator[str]:
    labels = dict(part.labels)
    for name in names:
        if row[name] != original[name]:
            yield _(
                "%(place)s, %(field)s: “%(here)s” here, “%(there)s” in edition %(number)d of the English "
                "page. Say the same, with the rows in the same order."
            ) % {
                "place": place,
                "field": called(part.model, name),
                "here": _printed(row[name], labels),
                "there": _printed(original[name], labels),
                "number": edition.number,
            }


def _of_text(
    place: str, text: str | None, original: str | None, edition: Edition, language: str
) -> Iterator[str]:
    """Nothing of a text that is empty here: what is missing is named elsewhere."""
    text, original = (text or "").strip(), (original or "").strip()
    if text and not original:
        yield _(
            "%(place)s: edition %(number)d of the English page says nothing there. Take out “%(start)s ...”, "
            "or write it in English first."
        ) % {"place": place, "number": edition.number, "start": " ".join(text.split()[:8])}
        return
    here, there = set(cited_keys(text)), set(cited_keys(original))
    if text and here != there:
        yield _(
            "%(place)s: it cites %(here)s, and edition %(number)d of the English page %(there)s. Cite the "
            "same, with the rows in the same order."
        ) % {"place": place, "here": _listed(here), "there": _listed(there), "number": edition.number}
    if text:
        yield from unlike_its_english(place, text, original, language, edition)


def _listed(keys: set[str]) -> str:
    return ", ".join(f"[@{key}]" for key in sorted(keys)) or _("nothing")


def _printed(value: object, labels: Mapping[Any, Any]) -> str:
    return str(labels.get(value, value)) if value not in (None, "") else _("nothing")
