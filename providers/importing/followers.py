"""Who takes over from whom: written at the end, because a successor may stand further down in the table."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from drez_site.foundation.batches import batches
from drez_site.foundation.history.versions import update_together
from providers.models import Provider

from .problems import Problem

AT_ONCE = 2000


class Followers:
    """What the lines say, by page address."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, int]] = {}

    def follow(self, doctor: str, successor: str, line: int) -> None:
        """`successor` is "" for nobody."""
        self._said[doctor] = successor, line

    def write(self, staff: Any, reason: str) -> Iterator[Problem]:
        """A problem for each successor who is not in the directory."""
        for some in batches(self._said.items(), AT_ONCE):
            named = {slug for doctor, (successor, _line) in some for slug in (doctor, successor)}
            here = {each.slug: each for each in Provider.objects.filter(slug__in=named)}
            changed = []
            for slug, (successor, line) in some:
                doctor, heir = here[slug], here.get(successor)
                if successor and (heir is None or heir is doctor or heir.removed_at):
                    yield Problem(line, "successor", _("There is no other doctor with this page address."))
                elif doctor.successor_id != (heir and heir.pk):
                    doctor.successor = heir
                    changed.append(doctor)
            update_together(changed, ["successor"], staff, reason)
