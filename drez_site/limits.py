"""How often one network may send a form. Reading and searching are not counted here (deploy/nginx.conf).

The count stands in the database, so that every process and machine counts together. It holds no address, only
a keyed hash that means nothing on the next day.
"""

import hmac
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

ONE_MORE = """
    INSERT INTO drez_site_requestcount (form, network, starts_at, ends_at, times)
    VALUES (%(form)s, %(network)s, to_timestamp(%(start)s), to_timestamp(%(end)s), 1)
    ON CONFLICT (form, network, starts_at) DO UPDATE SET times = drez_site_requestcount.times + 1
    RETURNING times
"""


class RequestCount(models.Model):
    """How often a form came from one network in one span of time. Unlogged: a crash empties the table."""

    form = models.CharField(max_length=60)
    network = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "network", "starts_at"], name="request_count_is_one_row_for_each_span"
            )
        ]

    def __str__(self):
        return f"{self.form}: {self.times}"


def seconds_to_wait(form: str, address: str | None, times: int, seconds: int) -> int:
    """Count one request, and return how long its network must wait before it may send again; 0 if it may now.

    Who has no address (a socket without a proxy) shares one count with all such.
    """
    now = timezone.now().timestamp()
    start = now - now % seconds
    row = {"form": form, "network": network_hash(address), "start": start, "end": start + seconds}
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
    key = f"drez_site.limits:{settings.SECRET_KEY}:{timezone.now():%Y-%m-%d}"
    return hmac.new(key.encode(), network.encode(), sha256).hexdigest()
