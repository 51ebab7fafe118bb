"""The directory for machines, if the clinic opens it: /doctors.csv and /doctors.json (docs/open-data.md).

Streamed portion by portion, each true as of its own moment. The ETag names the content version and the day:
both can change what the rows say.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from drez_site.clinic.current import current_clinic
from drez_site.foundation.content_version import read_version
from drez_site.foundation.csv_files import as_csv
from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.structured_data import absolute
from providers.open_data import FIELDS, in_cells, rows


def _etag(request: HttpRequest) -> str | None:
    if not current_clinic(request).opens_data:
        return None
    said = f"{request.path} {read_version()} {timezone.localdate()}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _file(content_type: str, write: Callable[[date], Iterator[bytes]]):
    @require_safe
    @condition(etag_func=_etag)
    def answer(request: HttpRequest) -> HttpResponseBase:
        if not current_clinic(request).opens_data:
            raise Http404
        response = StreamingHttpResponse(write(timezone.localdate()), content_type=content_type)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    return answer


def _csv(today: date) -> Iterator[bytes]:
    def lines() -> Iterator[list[str]]:
        yield list(FIELDS)
        for row in rows(today):
            yield in_cells(row)

    return as_csv(lines())


def _json(today: date) -> Iterator[bytes]:
    """One object; each practice is a line of its own."""
    about = {"as_of": today.isoformat(), "source": absolute("/"), "is_demonstration": site_is_demonstration()}
    yield (json.dumps(about)[:-1] + ', "practices": [').encode()
    for number, row in enumerate(rows(today)):
        text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        yield f"{',' if number else ''}\n{text}".encode()
    yield b"\n]}\n"


doctors_csv = _file("text/csv; charset=utf-8", _csv)
doctors_json = _file("application/json", _json)
