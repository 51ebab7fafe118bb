"""A number looked up at Crossref or PubMed, if the clinic has switched that on (LOOK_UP_SOURCES).

Only the number leaves the clinic. Both answer CSL-JSON, so one reader reads both.
"""

import time
from dataclasses import replace
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from procedures.models.identifiers import WRITTEN

from . import csl
from .found import FoundSource
from .reading import Unreadable

SECONDS = 5.0  # for a connection and for each piece, and about as long for the whole answer
MOST_BYTES = 1_000_000  # a paper with a thousand authors has about 100 kB
PIECE = 64 * 1024


class NotFollowed(HTTPRedirectHandler):
    """Where an answer points to somewhere else it is none: nobody named that address in the settings."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def look_up(asked: FoundSource) -> FoundSource:
    """The source with that number. Raises Unreadable, with what to do instead."""
    name = next(name for name in settings.SOURCE_LOOKUPS if getattr(asked, name))
    number = getattr(asked, name)
    address = settings.SOURCE_LOOKUPS[name].format(quote(number, safe=""))
    who = urlsplit(address).hostname
    try:
        answered = csl.read(_answer(address))
    except HTTPError as error:
        if error.code != 404:
            raise _no_answer(who) from error
        raise Unreadable(
            _("%(who)s does not know %(number)s. Check the number, or type what you know.")
            % {"who": who, "number": number}
        ) from error
    except (OSError, HTTPException) as error:  # no connection, or it took too long
        raise _no_answer(who) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            _("%(who)s answered something that we cannot read. Paste BibTeX or RIS instead, or type it.")
            % {"who": who}
        ) from error
    found = answered[0]
    if len(answered) > 1 or getattr(found, name).lower() not in ("", number.lower()):
        raise Unreadable(
            _("%(who)s answered about another source. Paste BibTeX or RIS instead, or type it.")
            % {"who": who}
        )
    return replace(found, **{each: getattr(found, each) or getattr(asked, each) for each in WRITTEN})


def can_look_up(found: FoundSource) -> bool:
    """Whether the clinic lets us ask, and there is nothing but a number to ask for."""
    is_asked_for = any(getattr(found, name) for name in settings.SOURCE_LOOKUPS)
    return settings.LOOK_UP_SOURCES and found.is_a_number_alone and is_asked_for


def _answer(address: str) -> str:
    """Raises OSError, among them HTTPError and TimeoutError, HTTPException, and ValueError for too much."""
    accept = "application/vnd.citationstyles.csl+json, application/json"
    request = Request(address, headers={"Accept": accept, "User-Agent": f"drez-site/{settings.VERSION}"})
    ends = time.monotonic() + SECONDS
    said = b""
    with build_opener(NotFollowed).open(request, timeout=SECONDS) as answer:
        while piece := answer.read1(PIECE):
            said += piece
            if len(said) > MOST_BYTES:
                raise ValueError("too long an answer")
            if time.monotonic() > ends:
                raise TimeoutError("too slow an answer")
    return said.decode()


def _no_answer(who: str | None) -> Unreadable:
    return Unreadable(
        _("%(who)s does not answer now. Try again later, paste BibTeX or RIS, or type it.") % {"who": who}
    )
