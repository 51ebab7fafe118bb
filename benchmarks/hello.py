"""The least that a WSGI application can do, to measure the server with."""

import os

HELLO = b"Hello, world!\n"
# As long as a page, if that is asked for: sending takes time, too.
BODY = HELLO.ljust(int(os.environ.get("HELLO_BYTES", "0")), b".")
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    """Say hello to everybody."""
    start_response("200 OK", list(HEADERS))
    return [BODY]
