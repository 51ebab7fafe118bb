"""deploy/nginx.conf in a real nginx: TLS, HTTP/2, limits for searches alone; nothing of anybody is kept."""

import http.client
import json
import os
import re
import runpy
import ssl
import time
import warnings

import pytest

from drez_site.delivery.long_paths import LONGEST_PATH
from tests.kit.proxied import LONG, PAGE, SESSION, dial, proxied
from tests.kit.real_nginx import HOST, NGINX, knows_ipv6

from .running import ROOT

pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx on this machine (Debian: apt install nginx)"
)
PHONE = "+19195550100"


@pytest.fixture
def proxy(tmp_path, settings, fresh_process):
    settings.CLINIC_PHONE = PHONE
    with proxied(tmp_path) as proxy:
        yield proxy


def test_searches_are_limited_and_the_answer_is_in_plain_words(proxy):
    began = time.monotonic()
    answers = [proxy.ask("/doctors/?near=27710") for _ in range(60)]
    minutes = (time.monotonic() - began) / 60
    passed = [status for status, _, _ in answers if status == 200]
    assert 20 <= len(passed) <= 20 + 100 * minutes + 1
    assert {status for status, _, _ in answers} == {200, 429}
    _, headers, text = next(answer for answer in answers if answer[0] == 429)
    assert headers["Retry-After"] == "60" and headers["Cache-Control"] == "no-store"
    assert "Please try again in a minute" in text and "Inténtelo de nuevo en un minuto" in text
    for another in ("/es/procedures/drez-lesioning/?near=27710", "/sitemap.xml?x=1"):
        assert proxy.is_limited(another, most=15), "one count for all questions: 20 would pass by another"
    assert {proxy.ask("/admin/?q=x")[0] for _ in range(40)} == {200}, "staff are not"
    assert {proxy.ask("/procedures/drez-lesioning/")[0] for _ in range(40)} == {200}, (
        "pages are never limited"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/%64octors/?near=27710",
        "/es/%65vidence/?q=pain",
        "//doctors//?near=27710",
        "/x/../doctors/?near=27710",
        f"https://{HOST}/doctors/?near=27710",
        "/doctors%2F?near=27710",
    ],
)
def test_no_spelling_of_the_address_passes_the_limit(proxy, path):
    assert proxy.is_limited(path)


def test_who_has_64_bits_of_addresses_is_counted_once(proxy):
    def is_refused(address):
        return proxy.ask("/doctors/?q=a", headers={"X-Comes-From": address})[0] == 429

    assert any(is_refused(f"2001:db8:0:7::{number:x}") for number in range(1, 200))
    others = [f"2001:db8:1:{number:x}:5:6:7:8" for number in range(1, 30)]
    assert {proxy.ask("/doctors/?q=a", headers={"X-Comes-From": each})[0] for each in others} == {200}
    assert any(is_refused(f"2001:db8::{number:x}") for number in range(1, 200))


def test_at_most_120_searches_a_minute():
    config = (ROOT / "deploy/nginx.conf").read_text()
    rate = int(re.search(r"rate=(\d+)r/m", config)[1])
    burst = int(re.search(r"burst=(\d+) nodelay", config)[1])
    assert rate + burst + 1 == 120


def test_its_logs_know_nobody(proxy):
    secrets = {"referer": "https://clinic.example/?near=27701", "user-agent": "Kims-Phone/1.0"}
    assert proxy.is_limited("/doctors/?near=27710&q=kim%40example.org", **secrets)
    proxy.ask("/doctors/kim-example/report/", method="POST", body=b"x" * 70_000)
    logs = proxy.logs('"status":429', '"status":413')
    for secret in ("27710", "27701", "kim", "Kims", "127.0.0.1", "/doctors/", HOST):
        assert secret not in logs, secret
    assert all(json.loads(line) for line in (proxy.folder / "access.log").read_text().splitlines())


def test_too_large_a_form_is_refused_but_staff_may_upload(proxy):
    assert proxy.ask("/doctors/x/report/", method="POST", body=b"x" * 70_000)[0] == 413
    assert proxy.ask("/admin/", method="POST", body=b"x" * 70_000, headers=SESSION)[0] == 200


def test_without_the_site_nginx_says_whom_to_call(proxy):
    proxy.backend.shutdown()
    proxy.backend.server_close()
    for path in ("/", "/admin/", "/doctors/?near=27710", "/static/x.css"):
        status, headers, text = proxy.ask(path)
        assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert 'href="tel:911"' in text and 'href="tel:988"' in text and '<div lang="es"' in text
        assert text.count(f'href="tel:{PHONE}"') == 2
    assert proxy.ask("/admin/", method="POST", body=b"x" * 1_500_000, headers=SESSION)[0] == 503


def test_what_nginx_refuses_is_refused_in_our_words(proxy):
    refused = [
        proxy.ask("/doctors/x/report/", method="POST", body=b"x" * 70_000),
        proxy.ask("/" + "a" * 10_000),
        proxy.ask("/", method="G@T"),
        proxy.ask("/" + "a" * LONGEST_PATH),
        proxy.ask("/admin/" + "%61" * 200),
        proxy.ask("/" + "x/../" * 800 + "doctors/?near=27710"),
    ]
    assert [status for status, _, _ in refused] == [413, 414, 400, 414, 414, 414]
    assert proxy.asked == []
    for _, headers, text in refused:
        assert 'href="tel:911"' in text and '<div lang="es"' in text
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Content-Type"] == "text/html; charset=utf-8" and "nginx" not in text


def test_as_long_a_path_as_any_of_ours_reaches_the_site_with_its_question(proxy):
    asked = "/" + "a" * (LONGEST_PATH - 1) + "?q=" + "a" * 2_000
    assert proxy.ask(asked)[0] == 200
    assert proxy.asked == [asked]


def test_nobody_claims_another_address_or_another_scheme(proxy):
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    forged |= {"X-Forwarded-Protocol": "http", "X-Forwarded-Ssl": "off"}
    seen = json.loads(proxy.ask("/", headers=forged)[2])
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert seen["host"] == HOST
    assert not {"x-forwarded-protocol", "x-forwarded-ssl"} & seen.keys()


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
    with pytest.raises(ssl.SSLError), dial(proxy.tls) as plain:
        ssl._create_unverified_context().wrap_socket(plain, server_hostname="evil.example")


def test_tls_is_of_today(proxy):
    for newest, spoken in {"TLSv1_2": "TLSv1.2", "TLSv1_3": "TLSv1.3"}.items():
        with proxy.shake_hands(newest=ssl.TLSVersion[newest]) as connection:
            assert connection.version() == spoken
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for newest in ("TLSv1", "TLSv1_1"):
            with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"):
                proxy.shake_hands(newest=ssl.TLSVersion[newest])


def test_tls_1_2_keeps_secrets_that_a_stolen_key_does_not_open(proxy):
    for cipher in ("AES256-SHA", "AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA"):
        with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
            proxy.shake_hands(newest=ssl.TLSVersion.TLSv1_2, ciphers=cipher)
    with proxy.shake_hands(newest=ssl.TLSVersion.TLSv1_2) as connection:
        assert connection.cipher()[0].startswith("ECDHE-RSA-AES")


@pytest.mark.skipif(not knows_ipv6(), reason="this machine knows no IPv6")
def test_it_answers_over_ipv6(proxy):
    plain = dial(proxy.tls, "::1")
    with proxy.trust.wrap_socket(plain, server_hostname=HOST) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_it_speaks_http_2_with_whoever_can(proxy):
    with proxy.shake_hands(alpn=["http/1.1"]) as connection:
        assert connection.selected_alpn_protocol() == "http/1.1"
    with proxy.shake_hands(alpn=["h2", "http/1.1"]) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        settings = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])  # a frame of settings without any
        # The headers of a GET of / from HOST over https, by the names that HTTP/2 has in its own table.
        host = HOST.encode()
        headers = bytes([0x82, 0x84, 0x87, 0x41, len(host)]) + host
        frame = len(headers).to_bytes(3, "big") + bytes([1, 0x05, 0, 0, 0, 1])
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + frame + headers)
        heard = b""
        while b'"x-forwarded-proto"' not in heard:
            heard += (more := connection.recv(65_536))
            assert more, heard
    assert f'"host": "{HOST}"'.encode() in heard
    assert proxy.asked == ["/"]


def test_every_page_is_asked_of_the_site_and_comes_as_it_is(proxy):
    for _ in range(3):
        status, headers, body = proxy.ask("/page/", headers={"Accept-Encoding": "br, gzip"})
        assert (status, body) == (200, LONG)
        assert {name: headers[name] for name in PAGE} == PAGE
    status, headers, body = proxy.ask("/page/", headers={"If-None-Match": PAGE["ETag"]})
    assert (status, body, headers["ETag"]) == (304, b"", PAGE["ETag"])
    assert proxy.asked == ["/page/"] * 4, "nothing was answered without asking whether it is still true"
    assert not re.search(r"proxy_cache|proxy_store|gzip\b", (ROOT / "deploy/nginx.conf").read_text())


def test_neither_what_patients_write_nor_what_they_read_goes_to_a_disk(proxy):
    assert proxy.ask("/doctors/x/report/", method="POST", body=b"x" * 65_000)[0] == 200
    with proxy.shake_hands() as slow:  # who reads so slowly that all must wait somewhere
        slow.sendall(f"GET /page/?near=27710 HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        time.sleep(1)
        received = sum(map(len, iter(lambda: slow.recv(65_536), b"")))
    assert received > len(LONG)
    written = proxy.folder / "warnings"
    assert "buffered to a temporary file" not in written.read_text()
    assert proxy.ask("/admin/", method="POST", body=b"x" * 100_000, headers=SESSION)[0] == 200, "a photo may"
    assert "buffered to a temporary file" in written.read_text(), "and then nginx says so"


def test_it_lets_go_of_a_connection_before_gunicorn_does():
    config = (ROOT / "deploy/nginx.conf").read_text()
    kept = int(re.search(r"keepalive_timeout (\d+)s; # gunicorn", config)[1])
    assert 0 < kept < runpy.run_path(str(ROOT / "gunicorn.conf.py"))["keepalive"]
