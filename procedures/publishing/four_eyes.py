"""Four eyes on the words: who wrote what a reviewer is asked to sign, and so cannot sign it.

The database finds the writers (sql/writers_of_words.sql), for us and for its own refusal: the rule stands in
one place. docs/adr/0029 says it in words.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from drez_site.foundation.line_ends import trimmed

from ..kinds import Content
from ..models import Document, Edition
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
    return trimmed(value if isinstance(value, str) else json.dumps(value))


def say_the_same(one: Content, other: Content) -> bool:
    return places(one) == places(other)


def writers_of_draft(document: Document, words: Content) -> Writers:
    """Who wrote what differs from the newest edition; if nothing does, who wrote that edition.

    `words` are those of a saved draft.
    """
    written = _writers_of_words(document, words)
    newest = None if written.names else document.editions.standing().first()
    return _writers_of_the_same(newest) if newest else written


def writers_of_edition(edition: Edition) -> Writers:
    """Who wrote the words of an edition that is to be signed again, whatever patients read now."""
    written, same = _writers_of_words(edition.document, edition.content), _writers_of_the_same(edition)
    return Writers(written.accounts | same.accounts, written.names | same.names)


def _writers_of_words(document: Document, words: Content) -> Writers:
    """As the database finds them, which refuses their signature by the same function."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account, name FROM writers_of_words(%s, %s::jsonb)", [document.pk, json.dumps(words)]
        )
        found = cursor.fetchall()
    return Writers(
        frozenset(account for account, _name in found if account), frozenset(name for _account, name in found)
    )


def _writers_of_the_same(edition: Edition) -> Writers:
    """All who were said to have written these very words of this document, in whatever edition."""
    same = Edition.objects.filter(document=edition.document_id, content_hash=edition.content_hash)
    return Writers(
        frozenset(account for each in same for account in each.writer_accounts),
        frozenset(name for each in same for name in each.writers),
    )
