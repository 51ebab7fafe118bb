"""One JSON object per line, holding no query string, address, agent or user."""

import json
import logging
import re
from datetime import UTC, datetime

PROBES = ("/healthz", "/readyz")
# Whoever reads the path of a link that works once could use it first.
LINKS_THAT_WORK_ONCE = re.compile(r"(/admin/(?:once|set-up)/\d+/)[^/\s\"']+")


class WithoutProbes(logging.Filter):
    """Leave out the machines that ask every few seconds whether all is well, while it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        atoms = record.args
        return not (atoms["U"] in PROBES and str(atoms["s"]) == "200")


class JsonFormatter(logging.Formatter):
    """Format Django's and gunicorn's records; of a request only method, path, status, bytes and time."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == "gunicorn.access":
            atoms = record.args
            entry |= {
                "method": atoms["m"],
                "path": without_tokens(atoms["U"]),
                "status": int(atoms["s"]),
                "bytes": int(atoms["B"] or 0),
                "ms": int(atoms["M"]),
            }
        else:
            entry["message"] = without_tokens(without_query(record.getMessage()))
            if record.exc_info:
                entry["exception"] = without_tokens(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def without_query(message: str) -> str:
    """Cut what follows a question mark inside a word: query strings carry what people looked for."""
    return re.sub(r"\?\S+", "?...", message)


def without_tokens(text: str) -> str:
    """Cut the secret part of one-time links."""
    return LINKS_THAT_WORK_ONCE.sub(r"\1...", text)
