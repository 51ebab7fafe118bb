"""Links are asked for at night: what is gone is told to staff, and nobody behind our own door is asked."""

import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from drez_site.assembly import asking, link_check
from drez_site.assembly.asking import Found, ask
from drez_site.assembly.link_check import Offline, check_links
from drez_site.assembly.models import CheckedLink
from drez_site.assembly.web_links import web_links
from tests.kit.documents import make_draft_article, make_edition, make_paper

THERE, GONE, SILENT = (Found.THERE, "200"), (Found.GONE, "404"), (Found.NO_ANSWER, "No server has this name.")


class Stand(BaseHTTPRequestHandler):
    """Says by its path what it answers: /404, or /301?to=/200; /405 is an answer to HEAD alone."""

    def do_HEAD(self):
        who = f" as {self.headers['Host']}" if self.path.endswith("?who") else ""
        self.server.asked.append(f"{self.command} {self.path}{who}")
        status = int(self.path[1:4])
        if status == 405 and self.command == "GET":
            status = 200
        self.send_response(status)
        if "to=" in self.path:
            self.send_header("Location", self.path.partition("to=")[2])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@contextmanager
def stand():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stand)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/200", Found.THERE),
        ("/403", Found.THERE),
        ("/405", Found.THERE),
        ("/429", Found.THERE),
        ("/503", Found.THERE),
        ("/404", Found.GONE),
        ("/410", Found.GONE),
        ("/301?to=/200", Found.THERE),
        ("/302?to=/404", Found.GONE),
        ("/301?to=/301", Found.THERE),
        ("/308?to=/308?to=/308", Found.THERE),
        ("/301?to=ftp://example.org/", Found.NO_ANSWER),
        ("/301?to=http://", Found.NO_ANSWER),
    ],
)
def test_what_an_answer_means(path, found):
    with stand() as (origin, _asked):
        assert ask(origin + path, lambda host: True)[0] is found


def test_a_circle_ends():
    with stand() as (origin, asked):
        circle = f"{origin}/301?to={origin}/301?to="
        assert ask(circle + circle * 8, lambda host: True)[0] is Found.NO_ANSWER
        assert len(asked) <= asking.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/200",
        "http://localhost:{port}/200",
        "http://[::ffff:127.0.0.1]:{port}/200",
        "http://0.0.0.0:{port}/200",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://192.168.1.1/",
        "http://[::1]/",
        "http://[::7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fec0::1]/",
        "http://[::ffff:0:7f00:1]/",
        "http://[ff0e::1]/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "http:///nothing",
        "http://example.org:port/",
    ],
)
def test_nobody_behind_our_own_door_is_asked(address):
    with stand() as (origin, asked):
        port = origin.rpartition(":")[2]
        assert ask(address.replace("{port}", port))[0] is Found.NO_ANSWER
        assert asked == []


def test_letters_of_any_language_can_stand_in_an_address():
    with stand() as (origin, asked):
        assert ask(f"{origin}/301?to=/200?q=médula espinal", lambda host: True) == (Found.THERE, "200")
        assert asked == ["HEAD /301?to=/200?q=m%C3%A9dula%20espinal", "HEAD /200?q=m%C3%A9dula%20espinal"]


def test_the_usual_port_is_not_said(monkeypatch):
    with stand() as (origin, asked):
        port = int(origin.rpartition(":")[2])
        for ports, said in (({"http": port}, "127.0.0.1"), ({"http": 80}, f"127.0.0.1:{port}")):
            monkeypatch.setattr(asking, "PORTS", ports)
            assert ask(f"{origin}/200?who", lambda host: True)[0] is Found.THERE
            assert asked.pop() == f"HEAD /200?who as {said}"


def test_where_one_address_of_a_server_is_out_of_order_the_next_is_asked(monkeypatch):
    with stand() as (origin, _asked):
        port = int(origin.rpartition(":")[2])
        closed, there = ("127.0.0.2", 1), ("127.0.0.1", port)
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", to) for to in (closed, there)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
        assert ask("http://example.org/200", lambda host: True)[0] is Found.THERE


def test_a_public_server_cannot_send_us_there():
    with stand() as (inner, asked_inside), stand() as (outer, _asked):
        port = outer.rpartition(":")[2]

        def only_the_outer(host):
            return not asked_inside and len(_asked) == 0

        said = ask(f"http://127.0.0.1:{port}/301?to={inner}/200", only_the_outer)
        assert said[0] is Found.NO_ANSWER and "open internet" in said[1]
        assert asked_inside == []


def test_what_a_hostile_server_says_can_be_kept():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _who = server.accept()
            connection.recv(1000)
            connection.sendall(b"\x00\x1b[31mHTTP/9 nonsense\r\n\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        found, said = ask(f"http://127.0.0.1:{server.getsockname()[1]}/", lambda host: True)
    assert found is Found.NO_ANSWER and said.isprintable() and "nonsense" in said


def test_one_that_never_finishes_is_cut_off(monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_OF_AN_ANSWER", 0.2)
    waiting = threading.Event()

    class Slow(Stand):
        def do_HEAD(self):
            waiting.wait(5)

    monkeypatch.setattr(f"{__name__}.Stand", Slow)
    with stand() as (origin, _asked):
        try:
            assert ask(f"{origin}/200", lambda host: True)[0] is Found.NO_ANSWER
        finally:
            waiting.set()


@pytest.fixture
def source():
    return make_paper("Elm2020", doi="10.5555/elm", url="")


def answering(**said):
    """What is asked for; `other` is the answer to the rest."""
    other = said.pop("other", THERE)
    return lambda address: next((answer for word, answer in said.items() if word in address), other)


@pytest.mark.django_db
def test_links_of_sources_and_of_signed_words_are_found_with_where_they_stand(source):
    document = make_draft_article(title="Of trees")
    section = document.sections.first()
    section.body = (
        "See [bark](https://example.org/bark#rough), [here](/glossary/), [us](mailto:a@example.org)."
    )
    section.save()
    make_edition(document)
    used = web_links()
    assert [place.text for place in used["https://example.org/bark"]] == ["Of trees (English)"]
    assert [place.text for place in used["https://doi.org/10.5555/elm"]] == [str(source)]
    assert all(address.startswith("https://") for address in used)


@pytest.mark.django_db
def test_two_nights_make_a_link_broken_and_one_mends_it(source):
    make_paper("Oak2020", doi="10.5555/oak", url="")
    broken = [check_links(answering(elm=GONE))[1] for _night in range(2)]
    assert broken == [0, 1]
    assert CheckedLink.objects.broken().get().address == "https://doi.org/10.5555/elm"
    assert check_links(answering())[1] == 0
    source.delete()
    check_links(answering())
    assert not CheckedLink.objects.filter(address__contains="elm").exists()


@pytest.mark.django_db
def test_a_server_without_a_network_says_nothing_of_links(source):
    check_links(answering(elm=GONE))
    for number in range(8):
        make_paper(f"More{number}", doi=f"10.5555/more{number}", url="")
    asked = []
    with pytest.raises(Offline):
        check_links(lambda address: asked.append(address) or SILENT)
    assert len(asked) == link_check.SURE_OF_BEING_OFFLINE
    nights = dict(CheckedLink.objects.values_list("address", "nights_without_page"))
    assert nights.pop("https://doi.org/10.5555/elm") == 1 and set(nights.values()) == {0}
    check_links(answering(other=SILENT, more0=THERE))
    assert CheckedLink.objects.filter(nights_without_page__gt=0).count() == 8


@pytest.mark.django_db
def test_a_few_dead_links_do_not_hide_the_others_for_good():
    for number in range(link_check.SURE_OF_BEING_OFFLINE + 2):
        make_paper(f"Dead{number}", doi=f"10.5555/dead{number}", url="")
    make_paper("Zest2020", doi="10.5555/zest", url="")
    for _night in range(4):
        with suppress(Offline):
            check_links(answering(dead=SILENT))
    assert CheckedLink.objects.broken().count() > 0


@pytest.mark.django_db
def test_an_address_that_nobody_could_keep_costs_no_night(source):
    make_paper("Long2020", doi="", url=f"https://example.org/{'a' * 150}")
    document = make_draft_article(title="Of trees")
    section = document.sections.first()
    section.body = f"See [it](https://example.org/{'a' * 3000})."
    section.save()
    make_edition(document)
    assert check_links(answering())[1] == 0
    assert max(map(len, web_links())) < 2000


@pytest.mark.django_db
def test_a_night_asks_for_so_many_and_the_next_for_the_rest(source, monkeypatch):
    monkeypatch.setattr(link_check, "A_NIGHT", 2)
    for number in range(3):
        make_paper(f"More{number}", doi=f"10.5555/more{number}", url="")
    asked = []
    for _night in range(2):
        check_links(lambda address: asked.append(address) or THERE)
    assert len(asked) == 4 and set(asked) == set(web_links())
