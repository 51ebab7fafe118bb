"""The least that a WSGI application can do, to measure the server with."""

BODY = b"Hello, world!\n"
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    """Say hello to everybody."""
    start_response("200 OK", list(HEADERS))
    return [BODY]
