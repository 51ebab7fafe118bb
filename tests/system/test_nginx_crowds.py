"""deploy/nginx.conf among those who take all they can get: connections, disks, threads, lines of its log."""

import http.client
import os
import re
import ssl
import subprocess
import time
from contextlib import ExitStack, closing, suppress

import pytest
from django.conf import settings

from drez_site.settings import base
from tests.kit.proxied import LONGEST, SESSION, proxied
from tests.kit.real_nginx import HOST, NGINX

from .running import ROOT

pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx on this machine (Debian: apt install nginx)"
)
CONFIG = (ROOT / "deploy/nginx.conf").read_text()
FEW = {
    "limit_conn open 500": "limit_conn open 5",
    "limit_conn sending 100": "limit_conn sending 3",
    "limit_conn uploads 10": "limit_conn uploads 2",
}
SLOW_FORM = {"method": "POST", "body": b"x", "Content_Length": 1_000}
SLOW_PHOTO = {"method": "POST", "body": b"x", "Content_Length": 2_000_000} | SESSION


@pytest.fixture
def behind(tmp_path, fresh_process):
    """A function that gives the proxy with these texts of the reference changed."""
    with ExitStack() as running:
        yield lambda changed: running.enter_context(proxied(tmp_path, changed))


@pytest.fixture
def crowd(behind):
    """A proxy that lets few in at once, and a function by which one address begins something many times."""
    proxy = behind(FEW)
    with ExitStack() as connections:

        def begin(times, path, address="203.0.113.1", **request):
            begun = (proxy.begin(path, X_Comes_From=address, **request) for _ in range(times))
            return [connections.enter_context(closing(each)) for each in begun]

        yield proxy, begin


def answers(connections, most):
    """What the first came with, of so many connections that are answered."""
    heard, patience = {}, time.monotonic() + 9  # nginx itself waits ten seconds for more
    while len(heard) < most and time.monotonic() < patience:
        for connection in connections:
            connection.setblocking(False)
            try:
                heard.setdefault(connection, connection.recv(16_384))
            except ssl.SSLWantReadError:
                continue
        time.sleep(0.02)
    return [*heard.values()]


def test_slow_forms_of_one_network_keep_nobody_out(crowd):
    proxy, begin = crowd
    refused = answers(begin(5, "/doctors/x/report/", **SLOW_FORM), most=2)
    assert [each[:12] for each in refused] == [b"HTTP/1.1 429"] * 2
    assert all(b"Please wait a minute" in each and b"Espere un minuto" in each for each in refused)
    assert proxy.ask("/", headers={"X-Comes-From": "203.0.113.1"})[0] == 200, "reading goes on"
    assert proxy.ask("/doctors/x/report/", method="POST", body=b"x")[0] == 200, "and so does who is elsewhere"
    assert proxy.asked == ["/", "/doctors/x/report/"]


def test_slow_forms_of_which_nobody_says_how_long_they_are_are_counted(crowd):
    """HTTP/2 asks for no length."""
    proxy, _begin = crowd
    command = ["curl", "--silent", "--http2", "--insecure", "--request", "POST", "--upload-file", "-"]
    command += ["--connect-to", f"{HOST}::127.0.0.1:", "--header", "X-Comes-From: 203.0.113.1"]
    command += ["--output", os.devnull, f"https://{HOST}:{proxy.tls}/doctors/x/report/"]
    log = proxy.folder / "access.log"
    with ExitStack() as running:
        for _ in range(5):
            sender = running.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE))
            running.callback(sender.kill)
            sender.stdin.write(b"x")
            sender.stdin.flush()
        patience = time.monotonic() + 9  # nginx itself waits ten seconds for more
        while (refused := log.read_text().count('"status":429')) < 2 and time.monotonic() < patience:
            time.sleep(0.05)
    assert refused == 2 and proxy.asked == []


def test_who_reads_nothing_of_the_answer_is_counted(crowd):
    _proxy, begin = crowd
    begun = begin(7, "/doctors.txt")
    assert sorted(each[9:12] for each in answers(begun, most=7)) == [b"200"] * 5 + [b"429"] * 2


def test_a_crowd_of_readers_behind_one_address_is_not(crowd):
    _proxy, begin = crowd
    for _ in range(15):  # each stays connected, as browsers do
        assert answers(begin(1, "/"), most=1)[0].startswith(b"HTTP/1.1 200")


def test_slow_photos_leave_the_disk_and_the_other_forms_of_staff(crowd):
    proxy, begin = crowd
    assert [each[:12] for each in answers(begin(3, "/admin/x/", **SLOW_PHOTO), most=1)] == [b"HTTP/1.1 429"]
    headers = SESSION | {"X-Comes-From": "203.0.113.1"}
    assert proxy.ask("/admin/x/", method="POST", body=b"x" * 500_000, headers=headers)[0] == 200


def test_only_with_the_cookie_of_a_session_is_anything_long_taken(behind):
    proxy = behind({})

    def send(path, body, headers):
        return proxy.ask(path, method="POST", body=body, headers=headers)[0]

    long, path = b"x" * 1_500_000, "/admin/providers/%70rovider/1/change/?a=%20b"
    for headers in ({}, {"Cookie": "__Host-csrftoken=a; other__Host-sessionid=1a"}):
        assert [send(path, body, headers) for body in (long, iter([long]))] == [413, 413]
    assert send("/doctors/x/report/", long, SESSION) == 413
    assert proxy.asked == [] and "buffered to a temporary file" not in (proxy.folder / "warnings").read_text()
    assert send(path, long, SESSION) == 200
    assert proxy.asked == [path], "as it was asked"
    assert proxy.ask("/.of-staff/files")[0] == proxy.ask("/.of-staff/forms")[0] == 404
    status, _, text = proxy.ask("/admin/", method="POST", headers=SESSION | {"Content-Length": "16777217"})
    assert status == 413 and 'href="tel:911"' in text
    assert send("/admin/" + "a" * 600, long, SESSION) == 414


def test_the_cookie_is_the_one_of_django_and_its_limit_the_same():
    assert f"(?:^|; ){base.SESSION_COOKIE_NAME}=" in CONFIG
    assert f"client_max_body_size {settings.MOST_BYTES_OF_STAFF // 2**20}m" in CONFIG


def test_nobody_reads_the_open_data_so_slowly_that_a_thread_of_ours_waits(behind):
    proxy = behind({})
    with ExitStack() as connections:
        slow = [connections.enter_context(closing(proxy.begin("/doctors.csv?x"))) for _ in range(2)]
        patience = time.monotonic() + 20
        while len(proxy.ended) < 2 and time.monotonic() < patience:
            time.sleep(0.05)
        assert proxy.ended == ["/doctors.csv?x"] * 2
        assert proxy.ask("/doctors.json")[0] == 429, "one network, both files"
        assert proxy.ask("/doctors.json", headers={"X-Comes-From": "203.0.113.1"})[::2] == (200, LONGEST)
        assert proxy.ask("/doctors/")[0] == 200
        heard = bytearray()
        while len(heard) < len(LONGEST):
            heard += (more := slow[0].recv(65_536))
            assert more
    assert heard.endswith(LONGEST)


def test_the_disk_holds_so_much_open_data_at_once_whoever_reads_it(behind):
    proxy = behind({"limit_conn all_open_data 32": "limit_conn all_open_data 1"})
    with closing(proxy.begin("/doctors.csv", X_Comes_From="203.0.113.1")):
        patience = time.monotonic() + 20
        while not proxy.ended and time.monotonic() < patience:
            time.sleep(0.05)
        assert proxy.ask("/doctors.json", headers={"X-Comes-From": "203.0.113.2"})[0] == 429
        assert proxy.ask("/doctors/", headers={"X-Comes-From": "203.0.113.2"})[0] == 200


def test_its_log_knows_nobody_even_when_connections_run_out(behind):
    proxy = behind(
        {"worker_connections 4096": "worker_connections 16", "worker_processes auto": "worker_processes 1"}
    )
    secrets = {"X-Comes-From": "203.0.113.77", "Referer": "https://clinic.example/?near=27701"}
    path = "/doctors/?near=27710"
    with ExitStack() as connections:
        held = [connections.enter_context(closing(proxy.shake_hands()))]  # idle, so it has to go
        for _ in range(14):
            with suppress(OSError):
                held.append(connections.enter_context(closing(proxy.begin(path, **SLOW_FORM))))
        held[1].close()
        patience = time.monotonic() + 9
        status = None
        while status is None and time.monotonic() < patience:
            with suppress(OSError, http.client.HTTPException):
                # There is a connection for it, and none to gunicorn.
                status, _, text = proxy.ask(path, headers=secrets)
        assert status == 503 and 'href="tel:911"' in text
    warned = (proxy.folder / "warnings").read_text()
    assert "worker_connections are not enough" in warned and "27710" in warned, "as it would be"
    logs = proxy.logs('"status":503', "worker_connections are not enough, reusing connections")
    for secret in ("27710", "27701", "203.0.113", "127.0.0.1", "/doctors/", "clinic.example"):
        assert secret not in logs, secret


def test_its_numbers_belong_together():
    def number(pattern):
        return int(re.search(pattern, CONFIG)[1])

    connections = number(r"worker_connections (\d+);")
    assert number(r"worker_rlimit_nofile (\d+);") >= 2 * connections
    assert 500 <= number(r"limit_conn open (\d+);") <= connections / 8
    assert number(r"limit_conn uploads (\d+);") < number(r"limit_conn all_uploads (\d+);") <= 64
