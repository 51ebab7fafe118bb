"""Whether a request comes from our own pages, for answers that need no token because they change nothing."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def comes_from_our_own_pages(request: HttpRequest) -> bool:
    """Browsers say so in one of two headers, which scripts cannot set."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    except ValueError:  # half an address, as no browser sends it
        return False
