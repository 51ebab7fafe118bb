"""Where a browser is, told once and kept nowhere: a coarse point in, the nearest ZIP code out."""

import json
from math import isfinite

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from drez_site.foundation.same_origin import comes_from_our_own_pages

from .places import nearest_zip_code

MOST_BYTES = 200


# It changes nothing, so no token is needed; that only our own pages ask keeps others from using our visitors.
@csrf_exempt
@require_POST
@cache_control(no_store=True)
def locate(request: HttpRequest) -> JsonResponse:
    """`{"latitude": 36.02, "longitude": -78.94}` in WGS84 degrees gives `{"near": "27705"}`.

    400 for anything else, 403 for other sites, 404 `{"reason": "abroad"}` far from every ZIP code, 413 for
    more than 200 bytes. What was asked is in no answer, address, log, cookie, session, cache or table.
    """
    if not comes_from_our_own_pages(request):
        return JsonResponse({"reason": "origin"}, status=403)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return JsonResponse({"reason": "size"}, status=413)
    position = _position(body)
    if position is None:
        return JsonResponse({"reason": "format"}, status=400)
    place = nearest_zip_code(*position)
    if place is None:
        return JsonResponse({"reason": "abroad"}, status=404)
    return JsonResponse({"near": place.zip_code})


def _position(body: bytes) -> tuple[float, float] | None:
    try:
        told = json.loads(body)
        latitude, longitude = told["latitude"], told["longitude"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    for degrees, most in ((latitude, 90), (longitude, 180)):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            return None
        if not isfinite(degrees) or abs(degrees) > most:
            return None
    return latitude, longitude
