"""Where a request comes from. Used to slow down guessing, and for nothing else."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that the outermost of our own `PROXY_DEPTH` proxies saw; None on a socket, which has none.

    Whatever a client writes into X-Forwarded-For stands further left, so it is never believed.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_DEPTH:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.PROXY_DEPTH:
            address = hops[-settings.PROXY_DEPTH]
    try:
        known = ip_address(_alone(address))
    except ValueError:
        return None
    # A socket for both kinds says ::ffff:203.0.113.1: all such would be one network of IPv6.
    return str(getattr(known, "ipv4_mapped", None) or known)


def _alone(address: str) -> str:
    """Without the port that some proxies write behind it, and the network card of a link-local one."""
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    return address.partition("%")[0]
