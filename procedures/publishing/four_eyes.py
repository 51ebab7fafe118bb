"""Four eyes on the words: who wrote what a reviewer is asked to sign, and so cannot sign it.

A place is a leaf of the frozen content. Of every place whose words differ from the last edition's, the
writers are all who changed it since it last said what that edition says, and all who ever wrote there what
stands there now. A save that changes nothing and a
change wholly undone therefore count for nobody, and what was signed once is nobody's change any more. The
database computes the same from the same revisions, with SQL of its own (sql/writers_of_words.sql).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from drez_site.foundation.line_ends import with_plain_line_ends

from ..kinds import Content
from ..models import Document, Edition, Revision
from .people import Person

Place = tuple[str, ...]
NOT_WORDS = {("declaration",)}  # which fields the program knew, not what anybody wrote


@dataclass(frozen=True, slots=True)
class Writers:
    """Who wrote: accounts that cannot sign, and the names that the edition keeps."""

    accounts: frozenset[int] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)

    def __contains__(self, person: Person) -> bool:
        return person.pk in self.accounts

    def reasons_against(self, person: Person) -> Iterable[str]:
        if person in self:
            yield _("You wrote some of these words. Ask another reviewer to sign them.")


def places(content: Mapping[str, object]) -> dict[Place, str]:
    """What stands at every place; what is empty, null or false stands nowhere."""
    found = {}
    pending: list[tuple[Place, object]] = [((), content)]
    while pending:
        place, value = pending.pop()
        if isinstance(value, dict):
            pending += [((*place, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*place, str(number)), inner) for number, inner in enumerate(value)]
        elif place not in NOT_WORDS and (words := _words(value)):
            found[place] = words
    return found


def _words(value: object) -> str:
    if value is None or value is False:
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    return with_plain_line_ends(text).strip(" \t\n\r")


def say_the_same(one: Content, other: Content) -> bool:
    return places(one) == places(other)


def writers_of_draft(document: Document, words: Content) -> Writers:
    """Who wrote what differs from the newest edition; of words that do not differ, who wrote that edition.

    `words` are those of a saved draft.
    """
    newest = document.editions.first()
    saved = _saved_up_to(document, words)
    changes = changed_by(_chain(saved, newest), newest.content if newest else {}, saved)
    if changes:
        return Writers(
            frozenset(saved.saved_by_id for saved in changes if saved.saved_by_id),
            frozenset(saved.saved_as for saved in changes),
        )
    return writers_of_edition(newest) if newest else Writers()


def writers_of_edition(edition: Edition) -> Writers:
    """All who ever wrote these words of this document, in whatever edition."""
    same = Edition.objects.filter(document=edition.document_id, content_hash=edition.content_hash)
    return Writers(
        frozenset(account for each in same for account in each.writer_accounts),
        frozenset(name for each in same for name in each.writers),
    )


def _saved_up_to(document: Document, words: Content) -> list[Revision]:
    """The saved drafts up to the last with these words."""
    saved = list(document.revisions.order_by("number"))
    while saved and saved[-1].content != words:
        saved.pop()
    return saved


def _chain(saved: list[Revision], newest: Edition | None) -> list[Revision]:
    """From the last that says what the edition says."""
    if newest:
        same = [number for number, each in enumerate(saved) if each.content_hash == newest.content_hash]
        saved = saved[same[-1] :] if same else saved
    return saved


def changed_by(
    chain: list[Revision], base: Mapping[str, object], saved: list[Revision] | None = None
) -> list[Revision]:
    """Those of the saved drafts, oldest first, that count against whoever saved them.

    The chain counts, and of all that were `saved` before it those that wrote the very words that stand there
    at last: what somebody brings back is no less the words of who wrote it.
    """
    if not chain:
        return []
    saved = saved or chain
    signed, states = places(base), [places(each.content) for each in saved]
    begin, last = len(saved) - len(chain), states[-1]
    counted: set[int] = set()
    for place in signed.keys() | last.keys():
        said = [state.get(place, "") for state in states]
        if said[-1] == (base_said := signed.get(place, "")):
            continue
        start = max(
            (number for number in range(begin, len(said)) if said[number] == base_said), default=begin - 1
        )
        counted |= {
            number
            for number in range(start + 1, len(said))
            if number == begin or said[number] != said[number - 1]
        }
        before = ["", *said]
        counted |= {
            number for number, words in enumerate(said) if words == said[-1] and words != before[number]
        }
    return [each for number, each in enumerate(saved) if number in counted]
