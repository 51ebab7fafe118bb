"""One JSON object per line, holding no query string, address, agent or user."""

import json
import logging
from datetime import UTC, datetime

from drez_site.foundation import request_id
from drez_site.foundation.probes import PROBES

from .redaction import exception_report, without_personal_data, without_query, without_tokens

REQUEST_ID = f"{{{request_id.ENVIRON}}}e"  # gunicorn's name for what stands in a request's environ


class WithoutProbes(logging.Filter):
    """Leave out the machines that ask every few seconds whether all is well, while it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        atoms = record.args
        return not (atoms["U"] in PROBES and str(atoms["s"]) == "200")


class JsonFormatter(logging.Formatter):
    """Format Django's and gunicorn's records; of a request only method, path, status, bytes and time."""

    def format(self, record: logging.LogRecord) -> str:
        # Django shows where in its code it refused what a stranger sent, as if that were a fault of the site.
        is_refusal = record.name.startswith("django") and 400 <= getattr(record, "status_code", 0) < 500
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": "warning" if is_refusal else record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == "gunicorn.access":
            atoms = record.args
            entry |= {
                "request": atoms.get(REQUEST_ID, ""),
                "method": atoms["m"],
                "path": without_personal_data(atoms["U"]),
                "status": int(atoms["s"]),
                "bytes": int(atoms["B"] or 0),
                "ms": int(atoms["M"]),
            }
        else:
            if name := request_id.current():
                entry["request"] = name
            # Django's own messages name paths, which people can fill; ours name what we chose.
            is_django = record.name.startswith("django")
            message = record.getMessage()
            entry["message"] = without_personal_data(message) if is_django else without_query(message)
            if record.exc_info and not is_refusal:
                entry["exception"] = without_tokens(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)

    def formatException(self, exc_info) -> str:
        return exception_report(exc_info[1])
