"""gunicorn's logger, which knows of a request only what `JsonFormatter` writes down."""

import os
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from drez_site.foundation import request_id

from .logs import REQUEST_ID


class Logger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no types
    """Gathers no address, agent, referrer, query or header, so that no formatter can let one slip.

    gunicorn's own gathers every header of every request and answer before it knows what is asked for, which
    costs a stored page as much as finding it.
    """

    def access(self, resp: Any, req: object, environ: dict[str, Any], request_time: timedelta) -> None:
        """Called once for every answer, of Django or from a store: the place to count them."""
        super().access(resp, req, environ, request_time)
        if os.environ.get("METRICS_FOLDER"):
            from .counts import count

            count(environ.get("PATH_INFO", ""), str(resp.status).partition(" ")[0], request_time)

    def atoms(
        self, resp: Any, req: object, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        """Named as gunicorn names them: method, path, status, bytes of the body, milliseconds, request id."""
        return {
            "m": environ.get("REQUEST_METHOD"),
            "U": environ.get("PATH_INFO"),
            "s": str(resp.status).partition(" ")[0],
            "B": resp.sent,
            "M": request_time // timedelta(milliseconds=1),
            REQUEST_ID: environ.get(request_id.ENVIRON, ""),
        }
