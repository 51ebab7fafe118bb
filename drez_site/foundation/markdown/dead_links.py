"""Links in texts outside signed pages: one that no reader can follow is refused where it is written."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINK = re.compile(r"\[[^\[\]]+\]\(([^()]*)\)")
FOLLOWED = re.compile(r"https://[^/]|mailto:.|tel:.|/(?!/)|#.", re.IGNORECASE)


def refuse_links(text: str) -> None:
    """Raise ValidationError for a link in a plain text, where readers would see its signs."""
    if found := LINK.search(text):
        raise ValidationError(
            _("Links are not made here. Write “%(link)s” as words, or leave it out."),
            code="link",
            params={"link": found[0]},
        )


def refuse_dead_links(text: str) -> None:
    """Raise ValidationError for a link that leads nowhere, with what to write instead."""
    for found in LINK.finditer(text):
        address = (found[1].split() or [""])[0]  # without a title behind it
        if not FOLLOWED.match(address):
            meant = re.sub(r"^(?:[a-z]+:)?/*", "", address, flags=re.IGNORECASE)
            raise ValidationError(
                _("Patients cannot follow “%(address)s”. Write https://%(meant)s."),
                code="dead_link",
                params={"address": address, "meant": meant},
            )
