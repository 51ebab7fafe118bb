"""deploy/nginx.conf in a real nginx: searches are limited, pages are not, and its logs know nobody."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .running import ROOT, free_port

NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx on this machine (Debian: apt install nginx)"
)
HOST = "www.example.org"


class Echo(BaseHTTPRequestHandler):
    """Stands in for gunicorn: answers with the headers that it got."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


class Proxy:
    def __init__(self, folder: Path, plain: int, tls: int):
        self.folder, self.plain, self.tls = folder, plain, tls
        self.trust = ssl.create_default_context(cafile=folder / "cert.pem")

    def ask(self, path, *, method="GET", body=None, headers=None):
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=20, context=self.trust)
        # The name in the handshake is the site's, the address is this machine's.
        connection.sock = self.trust.wrap_socket(_dial(self.tls), server_hostname=HOST)
        try:
            connection.request(method, path, body, {"Host": HOST} | (headers or {}))
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def logs(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


def _dial(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


@pytest.fixture
def proxy(tmp_path):
    backend = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=backend.serve_forever, daemon=True).start()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
        + ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    plain, tls = free_port(), free_port()
    config = (ROOT / "deploy/nginx.conf").read_text()
    for original, here in {
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{tls}",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{backend.server_port};",
        "/etc/ssl/clinic/fullchain.pem": str(tmp_path / "cert.pem"),
        "/etc/ssl/clinic/key.pem": str(tmp_path / "key.pem"),
        "/run/nginx.pid": str(tmp_path / "nginx.pid"),
        "/var/log/nginx/": f"{tmp_path}/",
    }.items():
        assert original in config
        config = config.replace(original, here)
    scratch = "".join(
        f"    {kind}_temp_path {tmp_path}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    if os.geteuid() == 0:  # its workers would otherwise be another user, who may not enter this folder
        config = f"user root;\n{config}"
    (tmp_path / "nginx.conf").write_text(config.replace("http {\n", f"http {{\n{scratch}", 1))
    command = [NGINX, "-p", str(tmp_path), "-c", "nginx.conf", "-e", str(tmp_path / "start.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(tls)
        yield Proxy(tmp_path, plain, tls)
    finally:
        server.terminate()
        server.wait(timeout=20)
        backend.shutdown()
        backend.server_close()


def _wait_for(port):
    for _ in range(200):
        try:
            _dial(port).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


def test_searches_are_limited_and_the_answer_is_in_plain_words(proxy):
    began = time.monotonic()
    answers = [proxy.ask("/doctors/?near=27710") for _ in range(60)]
    minutes = (time.monotonic() - began) / 60
    passed = [status for status, _, _ in answers if status == 200]
    assert 20 <= len(passed) <= 20 + 100 * minutes + 1
    assert {status for status, _, _ in answers} == {200, 429}
    _, headers, text = answers[-1]
    assert headers["Retry-After"] == "60" and headers["Cache-Control"] == "no-store"
    assert "Please try again in a minute" in text and "Inténtelo de nuevo en un minuto" in text
    assert proxy.ask("/es/procedures/drez-lesioning/?near=27710")[0] == 429, "one count for all searches"
    assert {proxy.ask("/procedures/drez-lesioning/")[0] for _ in range(40)} == {200}, (
        "pages are never limited"
    )


def test_at_most_120_searches_a_minute():
    config = (ROOT / "deploy/nginx.conf").read_text()
    rate = int(re.search(r"rate=(\d+)r/m", config)[1])
    burst = int(re.search(r"burst=(\d+) nodelay", config)[1])
    assert rate + burst + 1 == 120


def test_its_logs_know_nobody(proxy):
    secrets = {"referer": "https://clinic.example/?near=27701", "user-agent": "Kims-Phone/1.0"}
    for _ in range(30):
        proxy.ask("/doctors/?near=27710&q=kim%40example.org", headers=secrets)
    proxy.ask("/doctors/kim-example/report/", method="POST", body=b"x" * 70_000)
    patience = time.monotonic() + 10
    while '"status":413' not in (logs := proxy.logs()) and time.monotonic() < patience:
        time.sleep(0.1)
    assert '"status":429' in logs and '"status":413' in logs
    for secret in ("27710", "27701", "kim", "Kims", "127.0.0.1", "/doctors/", HOST):
        assert secret not in logs, secret
    assert all(json.loads(line) for line in (proxy.folder / "access.log").read_text().splitlines())


def test_too_large_a_form_is_refused_but_staff_may_upload(proxy):
    assert proxy.ask("/doctors/x/report/", method="POST", body=b"x" * 70_000)[0] == 413
    assert proxy.ask("/admin/", method="POST", body=b"x" * 70_000)[0] == 200


def test_nobody_claims_another_address_or_another_scheme(proxy):
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    seen = json.loads(proxy.ask("/", headers=forged)[2])
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert seen["host"] == HOST


def test_without_tls_there_is_only_the_way_to_it(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    connection.request("GET", "/privacy/?a=b", headers={"Host": HOST})
    response = connection.getresponse()
    response.read()
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/privacy/?a=b")
    connection.close()


def test_hosts_that_are_not_ours_get_no_answer(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    connection.request("GET", "/", headers={"Host": "evil.example"})
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    with pytest.raises(ssl.SSLError), _dial(proxy.tls) as plain:
        ssl._create_unverified_context().wrap_socket(plain, server_hostname="evil.example")
