"""An nginx as in deploy/, before a server that stands in for gunicorn, and somebody who asks it by TLS."""

import http.client
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from types import MappingProxyType

from django.core.management import call_command

from tests.kit.real_nginx import HOST, real_nginx

PAGE = {
    "Cache-Control": "public, no-cache",
    "Content-Encoding": "br",
    "Content-Type": "text/html; charset=utf-8",
    "ETag": 'W/"an-edition"',
    "Vary": "Accept-Encoding",
    "X-Frame-Options": "DENY",
}
# Of anybody: nginx does not know whether there is such a session.
SESSION = {"Cookie": "__Host-csrftoken=a; __Host-sessionid=1a"}
# By their paths; the second is more than nginx and all sockets between hold, even if nothing of it is read.
LONG_ONES = {"/page/": os.urandom(9_000_000), "/doctors.": bytes(40_000_000)}
LONG, LONGEST = LONG_ONES.values()


class Echo(BaseHTTPRequestHandler):
    """Stands in for gunicorn: answers with the headers that it got, to LONG_ONES with much, or its 304."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []  # the paths
    ended: list[str] = []  # those of which the answer was taken from us

    def do_GET(self):
        self.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        for start, body in LONG_ONES.items():
            if self.path.startswith(start):
                self.answer_with_page(body)
                return self.ended.append(self.path)
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def answer_with_page(self, body):
        is_known = self.headers.get("If-None-Match") == PAGE["ETag"]
        self.send_response(304 if is_known else 200)
        for name, value in PAGE.items():
            self.send_header(name, value)
        if not is_known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Proxy:
    def __init__(self, folder: Path, plain: int, tls: int, backend: ThreadingHTTPServer):
        self.folder, self.plain, self.tls, self.backend = folder, plain, tls, backend
        self.asked, self.ended = Echo.asked, Echo.ended = [], []
        self.trust = ssl.create_default_context(cafile=folder / "cert.pem")

    def ask(self, path, *, method="GET", body=None, headers=None):
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=20, context=self.trust)
        # The name in the handshake is the site's, the address is this machine's.
        connection.sock = self.trust.wrap_socket(dial(self.tls), server_hostname=HOST)
        try:
            connection.request(method, path, body, {"Host": HOST} | (headers or {}))
            response = connection.getresponse()
            body = response.read()
            is_text = "Content-Encoding" not in response.headers
            return response.status, response.headers, body.decode() if is_text else body
        finally:
            connection.close()

    def begin(self, path, *, method="GET", body=b"", **headers) -> ssl.SSLSocket:
        """A connection on which this was asked, and nothing of the answer read."""
        connection = self.shake_hands()
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n{lines}\r\n".encode() + body)
        return connection

    def shake_hands(self, host=HOST, **wanted) -> ssl.SSLSocket:
        """A connection of a client that knows the `newest` version of TLS, and by `alpn` these protocols."""
        context = ssl.create_default_context(cafile=self.folder / "cert.pem")
        context.set_ciphers(
            f"{wanted.get('ciphers', 'DEFAULT')}:@SECLEVEL=0"
        )  # or this side would refuse the old versions by itself
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = wanted.get("newest", ssl.TLSVersion.MAXIMUM_SUPPORTED)
        context.set_alpn_protocols(wanted.get("alpn", []))
        return context.wrap_socket(dial(self.tls), server_hostname=host)

    def is_limited(self, path, *, most=200, **headers) -> bool:
        """Whether one of so many requests is refused. The slower this machine, the more of them may pass."""
        return any(self.ask(path, headers=headers)[0] == 429 for _ in range(most))

    def logs(self, *awaited: str) -> str:
        """All that it wrote, as soon as these are in it: a line comes after the answer."""
        patience = time.monotonic() + 10
        while True:
            logs = "".join(path.read_text() for path in self.folder.glob("*.log"))
            if all(each in logs for each in awaited):
                return logs
            assert time.monotonic() < patience, logs
            time.sleep(0.05)


def dial(port, address="127.0.0.1"):
    return socket.create_connection((address, port), timeout=20)


@contextmanager
def proxied(folder: Path, changed: Mapping[str, str] = MappingProxyType({})):
    """A `Proxy`; of the reference each text in `changed` becomes the other."""
    backend = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=backend.serve_forever, args=[0.05], daemon=True).start()
    call_command("write_proxy_pages", folder / "pages", stdout=StringIO())
    try:
        with real_nginx(folder, backend.server_port, changed) as nginx:
            yield Proxy(folder, nginx.plain, nginx.tls, backend)
    finally:
        backend.shutdown()
        backend.server_close()
