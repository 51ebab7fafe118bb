"""What a translation may not say otherwise than its English edition: which rows there are, what they count,
how urgent a sign is, and which sources stand behind a text.

Rows are compared in their order. Two that changed places are found where they differ in any of these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drez_site.foundation.markdown.citation_keys import cited_keys

from .. import kinds
from ..kinds import Content, own_fields
from ..models import Document, Edition
from .naming_rows import called, name_of_row, texts_of

TOLD = "procedure"  # of what rows are told from other tables, this alone is the same in every language


def differences(content: Content, edition: Edition | None) -> Iterator[str]:
    """A sentence for each, with what to do about it; none where the edition is not known."""
    if edition is None:
        return
    here: Mapping[str, Any] = kinds.complete(content)
    there: Mapping[str, Any] = kinds.complete(edition.content)
    for name in own_fields.TRANSLATED:
        yield from _other_sources(called(Document, name), here[name], there[name], edition)
    for part in kinds.named(content["kind"]).parts:
        ours, theirs = here[part.name], there[part.name]
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
            continue
        for number, (row, original) in enumerate(zip(ours, theirs, strict=True), start=1):
            yield from _of_row(part, number, row, original, edition)


def _of_row(
    part: kinds.Part, number: int, row: kinds.Row, original: kinds.Row, edition: Edition
) -> Iterator[str]:
    texts, labels = texts_of(part), dict(part.labels)
    same = [name for name in part.fields if name not in texts] + [name for name in part.told if name == TOLD]
    place = name_of_row(part, number, row)
    for name in same:
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
    for name in part.texts:
        yield from _other_sources(f"{place}, {called(part.model, name)}", row[name], original[name], edition)


def _other_sources(place: str, text: str | None, original: str | None, edition: Edition) -> Iterator[str]:
    here, there = set(cited_keys(text or "")), set(cited_keys(original or ""))
    if here == there or not (text or "").strip():
        return
    yield _(
        "%(place)s: it cites %(here)s, and edition %(number)d of the English page %(there)s. Cite the same, "
        "with the rows in the same order."
    ) % {"place": place, "here": _listed(here), "there": _listed(there), "number": edition.number}


def _listed(keys: set[str]) -> str:
    return ", ".join(f"[@{key}]" for key in sorted(keys)) or _("nothing")


def _printed(value: object, labels: Mapping[Any, Any]) -> str:
    return str(labels.get(value, value)) if value not in (None, "") else _("nothing")
