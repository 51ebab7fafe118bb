"""What changed from one content to another: word by word for readers, and by rule for a minor correction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drez_site.foundation.languages.packs import pack
from drez_site.foundation.line_ends import trimmed
from drez_site.foundation.markdown.citation_keys import cited_keys
from drez_site.foundation.word_diff import word_runs

from .. import kinds
from ..kinds import own_fields
from ..kinds.declaration import Guard
from ..models import Document
from ..pictures import named_in
from .snapshot import RowPlace, citing_texts, rows_by_place, texts_by_place
from .unspoken import unspoken

MOST_CHANGED_WORDS = 20
WORDS_AROUND = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One place whose words differ, as runs of words: kept, removed or added."""

    place: str
    runs: list[tuple[str, str]]
    row: RowPlace | None = None  # of the words as they are now; None where they are no row's any more

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The runs, with long ones that were kept cut in the middle: reviewers look for what is new."""
        return [(kind, _shortened(text) if kind == "kept" else text) for kind, text in self.runs]


def changes(before: kinds.Content, after: kinds.Content) -> list[Change]:
    old, new = _everything(_trimmed(before)), _everything(_trimmed(after))
    places = [*old, *(place for place in new if place not in old)]
    rows = rows_by_place(after)
    return [
        Change(place_label(place), word_runs(old.get(place, ""), new.get(place, "")), rows.get(place))
        for place in places
        if old.get(place, "") != new.get(place, "")
    ]


def _everything(content: kinds.Content) -> dict[tuple[str, ...], str]:
    """What a signature is given to, by its place: words first, then what no words say."""
    return texts_by_place(content) | unspoken(content)


def _trimmed(content: Any) -> Any:
    """Without the white space around texts: files end with a line end, forms do not, and no page shows it."""
    if isinstance(content, dict):
        return {name: _trimmed(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_trimmed(value) for value in content]
    return trimmed(content) if isinstance(content, str) else content


def place_label(place: tuple[str, ...]) -> str:
    """Where words stand, as reviewers call it: "What it is: text"."""
    fields = (field for field in Document._meta.concrete_fields if field.name in own_fields.READ)
    names = {field.name: field.verbose_name for field in fields} | kinds.labels()
    kept = place[1:] if place[0] in ("section", "step") else place
    return capfirst(": ".join(str(names.get(part, part)) for part in kept).replace("_", " "))


def _shortened(text: str) -> str:
    kept = text.split()
    if len(kept) <= 2 * WORDS_AROUND + 1:
        return text
    return f"{' '.join(kept[:WORDS_AROUND])} … {' '.join(kept[-WORDS_AROUND:])}"


def changed_words(before: kinds.Content, after: kinds.Content) -> int:
    return sum(
        max(len(old), len(new))
        for change in changes(before, after)
        for old, new in _replacements(change.runs)
    )


def reasons_against_minor_correction(before: kinds.Content, after: kinds.Content) -> list[str]:
    """Each reason why a change needs a full review."""
    before, after = _trimmed(kinds.complete(before)), _trimmed(kinds.complete(after))
    found = []
    if _headings(before) != _headings(after):
        found.append(_("Headings changed: sign it as a full review."))
    if _numbers_and_negations(before) != _numbers_and_negations(after):
        found.append(_("Numbers, or words that turn a sentence around, changed: sign it as a full review."))
    if _citations(before) != _citations(after):
        found.append(_("Citations changed: sign it as a full review."))
    if _pictures(before) != _pictures(after):
        found.append(_("Pictures changed: sign it as a full review."))
    found += [str(guard.label) for guard in Guard if _guarded(before, guard) != _guarded(after, guard)]
    if unspoken(before) != unspoken(after):
        found.append(
            _("More than words changed, like a drawing or a fact about a source: sign it as a full review.")
        )
    if (number := changed_words(before, after)) > MOST_CHANGED_WORDS:
        found.append(
            _("%(number)d words changed, a minor correction has at most %(most)d: sign it as a full review.")
            % {"number": number, "most": MOST_CHANGED_WORDS}
        )
    return found


def _replacements(runs: list[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Words removed with the words that stand in their place."""
    removed: list[str] = []
    for kind, text in [*runs, ("kept", "")]:
        if kind == "removed":
            removed = text.split()
        elif kind == "added" or removed:
            yield removed, text.split() if kind == "added" else []
            removed = []


def _headings(content: kinds.Content) -> list[str]:
    declared = [row[name] for part, _number, row in kinds.rows(content) for name in part.headings]
    small = re.findall(r"^#+ .*$", "\n".join(citing_texts(content)), re.MULTILINE)
    return [content["title"], *declared, *small]


def _numbers_and_negations(content: kinds.Content) -> list[str]:
    pattern = pack(content["language"]).numbers_and_negations
    return [token.lower() for text in texts_by_place(content).values() for token in pattern.findall(text)]


def _citations(content: kinds.Content) -> list[str]:
    return [key for text in citing_texts(content) for key in cited_keys(text)]


def _pictures(content: kinds.Content) -> list[str]:
    return [named.address for text in citing_texts(content) for named in named_in(text)]


def _guarded(content: kinds.Content, guard: Guard) -> list[object]:
    guarded = [part.guarded(row) for part, _number, row in kinds.rows(content) if part.guard is guard]
    return [kept for kept in guarded if kept is not None]
