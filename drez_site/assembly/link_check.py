"""Once a night the addresses that pages lead to are asked for, those first that were asked longest ago."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.utils import timezone

from .asking import Found, ask
from .models import CheckedLink
from .web_links import web_links

A_NIGHT = 300  # addresses
SECONDS_A_NIGHT = 15 * 60
SURE_OF_BEING_OFFLINE = 5  # addresses without an answer, and none with one

Ask = Callable[[str], tuple[Found, str]]


class Offline(RuntimeError):
    """Nobody answered at all: it says nothing about the links."""


def check_links(ask_for: Ask = ask) -> tuple[int, int]:
    """Ask for some; how many were asked, and how many of all are broken.

    Raises Offline, and then keeps nothing of what it was told but that it asked.
    """
    used = web_links()
    CheckedLink.objects.exclude(address__in=used).delete()
    known = dict(CheckedLink.objects.order_by("asked_at").values_list("address", "nights_without_page"))
    fresh = [address for address in used if address not in known]
    answers = list(_asked(islice([*fresh, *known], A_NIGHT), ask_for))
    is_offline = bool(answers) and all(found is Found.NO_ANSWER for _address, found, _said in answers)
    CheckedLink.objects.bulk_create(
        [
            CheckedLink(
                address=address,
                asked_at=timezone.now(),
                answered="" if found is Found.THERE else said,
                nights_without_page=_nights(known.get(address, 0), found, is_offline),
            )
            for address, found, said in answers
        ],
        update_conflicts=True,
        unique_fields=["address"],
        update_fields=["asked_at", "answered", "nights_without_page"],
    )
    if is_offline:
        raise Offline
    return len(answers), CheckedLink.objects.broken().count()


def _nights(before: int, found: Found, is_offline: bool) -> int:
    if is_offline:
        return before
    return 0 if found is Found.THERE else before + 1


def _asked(addresses: Iterable[str], ask_for: Ask) -> Iterator[tuple[str, Found, str]]:
    """Until the night is over, or it is sure that this server is offline."""
    ends = time.monotonic() + SECONDS_A_NIGHT
    silent = 0
    for number, address in enumerate(addresses, start=1):
        if time.monotonic() > ends:
            return
        found, said = ask_for(address)
        silent += found is Found.NO_ANSWER
        yield address, found, said
        if silent == number == SURE_OF_BEING_OFFLINE:
            return
