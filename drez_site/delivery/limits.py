"""How often one network may send a form. Reading and searching are not counted here (deploy/nginx.conf).

The count stands in the database, so that every process and machine counts together. It holds no address, only
a keyed hash that means nothing on the next day.
"""

import hmac
import logging
from collections.abc import Callable
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from drez_site.foundation.client_address import client_address
from drez_site.foundation.same_origin import comes_from_our_own_pages

from .error_pages import too_many_requests
from .models import RequestCount

log = logging.getLogger(__name__)

ONE_MORE = """
    INSERT INTO delivery_requestcount (form, network, starts_at, ends_at, times)
    VALUES (%(form)s, %(network)s, to_timestamp(%(start)s), to_timestamp(%(end)s), 1)
    ON CONFLICT (form, network, starts_at) DO UPDATE SET times = delivery_requestcount.times + 1
    RETURNING times
"""


def seconds_to_wait(form: str, address: str | None, times: int, seconds: int) -> int:
    """Count one request, and return how long its network must wait before it may send again; 0 if it may now.

    Who has no address (a socket without a proxy) shares one count with all such.
    """
    now = timezone.now().timestamp()
    start = now - now % seconds
    row: dict[str, str | float] = {
        "form": form,
        "network": network_hash(address),
        "start": start,
        "end": start + seconds,
    }
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, row)
        (counted,) = cursor.fetchone()
    if counted == 1:
        RequestCount.objects.filter(ends_at__lt=timezone.now()).delete()
    return 0 if counted <= times else max(1, round(start + seconds - now))


def network_hash(address: str | None) -> str:
    """Of an IPv4 address, or of the 64 bits of IPv6 that one customer gets; the key changes at midnight."""
    network = address or ""
    if address and ip_address(address).version == 6:
        network = str(ip_network((address, 64), strict=False))
    key = f"drez_site.delivery.limits:{settings.SECRET_KEY}:{timezone.now():%Y-%m-%d}"
    return hmac.new(key.encode(), network.encode(), sha256).hexdigest()


class LimitsMiddleware(MiddlewareMixin):
    """Count each POST to a view named in RATE_LIMITS as (times, seconds), and answer 429 to one too many.

    Stands behind the check of the token, so that other sites cannot use up what our visitors may send. Where
    nothing can be counted, nothing is let through (503), but for the views in RATE_LIMITS_THAT_FAIL_OPEN.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        form = match.view_name if match else ""
        if request.method != "POST" or form not in settings.RATE_LIMITS:
            return None
        if getattr(view, "csrf_exempt", False) and not comes_from_our_own_pages(request):
            return None  # such a view refuses it by itself
        times, seconds = settings.RATE_LIMITS[form]
        try:
            wait = seconds_to_wait(form, client_address(request), times, seconds)
        except Error:
            if form not in settings.RATE_LIMITS_THAT_FAIL_OPEN:
                raise
            log.warning("Not counted, because the database takes no writes: %s", form)
            return None
        return too_many_requests(request, wait) if wait else None
