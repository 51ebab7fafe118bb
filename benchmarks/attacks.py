"""Attacks on a site that runs on this machine, as a stranger makes them: each says what it counted.

An attack gets a `Target` and returns an `Outcome`. None of them leaves loopback, and each ends by itself.
"""

import http.client
import os
import re
import socket
import ssl
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from math import inf
from multiprocessing import get_context
from pathlib import Path

import psutil

from tests.kit.asking import TOKEN, ask
from tests.system.hostile_throws import answer, faults, throws

LOOPS = 8
SECONDS = 8.0
PAGES = ["/contact/", "/glossary/", "/procedures/drez-lesioning/", "/es/"]
READ = [*PAGES, "/doctors/?near=27710"]  # searches are limited by nginx
MOST_TIMES = 3.0  # as long for readers, while somebody attacks
MEGABYTES_OF_A_PROCESS = 400  # docs/operations.md, “Memory”
UPLOAD = 64_000_000  # bytes


class OnLoopback(http.client.HTTPSConnection):
    """Says the name that the certificate has, and dials this machine."""

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


@dataclass(frozen=True)
class Door:
    """Where requests go: to gunicorn, or through nginx by TLS, where `certificate` is the file to trust."""

    port: int
    host: str = "127.0.0.1"
    certificate: str = ""

    def connection(self) -> http.client.HTTPConnection:
        if not self.certificate:
            return http.client.HTTPConnection(self.host, self.port, timeout=60)
        trust = ssl.create_default_context(cafile=self.certificate)
        return OnLoopback(self.host, self.port, timeout=60, context=trust)


@dataclass(frozen=True)
class Target:
    """The site: its doors, its processes, and a doctor whose report form is open to anybody."""

    door: Door
    nginx: Door | None
    master: psutil.Process
    report: str

    @property
    def port(self) -> int:
        return self.door.port

    def workers(self) -> list[psutil.Process]:
        return self.master.children()

    def megabytes(self) -> float:
        """What its largest process holds."""
        return max(each.memory_info().rss for each in self.workers()) / 1e6


@dataclass(frozen=True)
class Outcome:
    """What was counted, and whether the site held; None where it could not be tried."""

    said: str
    held: bool | None


def median_of_readers(door: Door, read: list[str], seconds: float) -> tuple[float, Counter[int]]:
    """Seconds that a reader waits for a page in the middle, and what came, one page after the other."""
    waited, statuses, ends = [], Counter[int](), time.monotonic() + seconds
    with closing(door.connection()) as connection:
        for number in count():
            if time.monotonic() >= ends and number >= len(read):
                return statistics.median(waited), statuses
            began = time.perf_counter()
            connection.request("GET", read[number % len(read)])
            reply = connection.getresponse()
            reply.read()
            waited.append(time.perf_counter() - began)
            statuses[reply.status] += 1
    raise AssertionError


def while_asked_for(door: Door, read: list[str], path: str, twin: str) -> tuple[str, float, float]:
    """What a reader waits among eight loops that ask for `path`, or as a measure for its ordinary twin.

    In words, and how many times as long as without anybody else, and as among the loops of the twin.
    """
    before, _ = median_of_readers(door, read, SECONDS / 2)
    ordinary, _, _ = among_loops(door, read, twin)
    attacked, statuses, sent = among_loops(door, read, path)
    afterwards, _ = median_of_readers(door, read, SECONDS / 2)
    alone = (before + afterwards) / 2  # the machine may have other work
    alone_twice = f"alone {1000 * before:.1f} and {1000 * afterwards:.1f} ms"
    said = (
        f"readers' median {alone_twice}, among {LOOPS} loops of a twin {1000 * ordinary:.1f}, of this "
        f"{1000 * attacked:.1f}, which is {attacked / alone:.1f} times as long as alone; the loops got "
        f"{dict(sent)}, readers {dict(statuses)}"
    )
    only_pages = set(statuses) == {200}
    return said, attacked / alone if only_pages else inf, attacked / ordinary if only_pages else inf


def beside_a_twin(target: Target, path: str, twin: str) -> Outcome:
    """At gunicorn itself: any eight loops keep its two workers busy, so this may cost as much as they do."""
    said, of_alone, of_twin = while_asked_for(target.door, READ, path, twin)
    return Outcome(said, min(of_alone, of_twin) <= MOST_TIMES)


def among_loops(door: Door, read: list[str], path: str) -> tuple[float, Counter[int], Counter[object]]:
    """The median of a reader and what came, and what eight loops got that ask for `path` meanwhile."""
    # In a process of their own, so that the reader does not wait for them here.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        attack = pool.submit(loops, door, path, SECONDS + 2)
        time.sleep(2)
        median, statuses = median_of_readers(door, read, SECONDS)
        return median, statuses, attack.result()


def loops(door: Door, path: str, seconds: float) -> Counter[object]:
    """What eight loops got that ask for nothing else, so many seconds long.

    Their own work, which an attacker's machine would do, waits for that of the reader and of the site.
    """
    os.nice(19)
    ends = time.monotonic() + seconds
    with ThreadPoolExecutor(LOOPS) as pool:
        each = [pool.submit(keep_asking, door, path, ends) for _ in range(LOOPS)]
        return sum((loop.result() for loop in each), Counter())


def keep_asking(door: Door, path: str, ends: float) -> Counter[object]:
    """On one connection, because a new one each time would cost the attacker more than the site."""
    seen: Counter[object] = Counter()
    connection = door.connection()
    while time.monotonic() < ends:
        try:
            connection.request("GET", path)
            reply = connection.getresponse()
            reply.read()
            seen[reply.status] += 1
        except (http.client.HTTPException, OSError):
            connection.close()
            seen["cut"] += 1
    connection.close()
    return seen


def long_paths_through_nginx(target: Target) -> Outcome:
    """As a clinic runs it: readers wait at most three times as long as alone, whatever a twin costs."""
    if target.nginx is None:
        return Outcome("no nginx on this machine (Debian: apt install nginx)", None)
    said, of_alone, _ = while_asked_for(target.nginx, PAGES, "/" + "a" * 3_900, "/nothing-is-here")
    return Outcome(said, of_alone <= MOST_TIMES)


def long_paths(target: Target) -> Outcome:
    return beside_a_twin(target, "/" + "a" * 3_900, "/nothing-is-here")


def long_paths_with_at_signs(target: Target) -> Outcome:
    return beside_a_twin(target, "/" + "a.b-" * 480 + "@" * 1_900, "/nothing-is-here")


def long_words_to_find(target: Target) -> Outcome:
    return beside_a_twin(target, "/doctors/?near=" + "a%20" * 950, "/doctors/?near=Denver")


def questions_for_passkeys(target: Target) -> Outcome:
    return beside_a_twin(target, "/admin/passkeys/question/", "/admin/login/")


def sign_ins_at_once(target: Target) -> Outcome:
    """48 wrong ones, which hash 100 MiB each."""
    seen, stop = [], threading.Event()
    with ThreadPoolExecutor(49) as pool:
        watch = pool.submit(most_megabytes, target, stop)
        form = "username=kim-{}&password=wrong+wrong+wrong&otp_token=123456"
        tries = [pool.submit(ask, target.port, "/admin/login/", form.format(turn)) for turn in range(48)]
        reader = median_of_readers(target.door, READ, SECONDS / 2)[1]
        seen = Counter(each.result()[0] for each in tries)
        stop.set()
        most = watch.result()
    held = most <= MEGABYTES_OF_A_PROCESS and set(seen) <= {200, 429, 503} and set(reader) == {200}
    return Outcome(f"{dict(seen)}; the largest process had {most:.0f} of {MEGABYTES_OF_A_PROCESS} MB", held)


def most_megabytes(target: Target, stop: threading.Event) -> float:
    most = 0.0
    while not stop.is_set():
        most = max(most, target.megabytes())
        time.sleep(0.02)
    return most


def a_large_upload(target: Target) -> Outcome:
    """By somebody who is nobody, with the cookie that every visitor can get; nothing of it may be kept."""
    head = '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    connection.putrequest("POST", target.report)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Cookie", f"csrftoken={TOKEN}")
    connection.putheader("Content-Length", str(UPLOAD))
    connection.endheaders()
    sent, kept = 0, 0
    try:
        connection.send(head.encode())
        while sent < UPLOAD:
            connection.send(b"x" * 1_000_000)
            sent += 1_000_000
            kept = max(kept, in_temporary_files(target))
    except OSError:
        pass
    try:
        status = connection.getresponse().status
    except (http.client.HTTPException, OSError):
        status = 0
    connection.close()
    taken = f"{sent / 1e6:.0f} of {UPLOAD / 1e6:.0f} MB taken"
    said = f"{taken}, answered {status or 'by closing'}, {kept} bytes kept"
    return Outcome(said, kept == 0 and status in (0, 400, 413))


def in_temporary_files(target: Target) -> int:
    """Bytes in files that a worker has open below the folder for such."""
    folder, found = Path(tempfile.gettempdir()), 0
    for worker in target.workers():
        for file in worker.open_files():
            path = Path(file.path)
            if path.is_relative_to(folder) and ".upload" in path.name:
                found += path.stat().st_size if path.exists() else 0
    return found


def everything_hostile(target: Target) -> Outcome:
    corpus = throws(f"127.0.0.1:{target.port}", target.report)
    with ThreadPoolExecutor(LOOPS) as pool:
        answers = [*pool.map(lambda throw: answer(("127.0.0.1", target.port), throw), corpus)]
    wrong = [said for throw, came in zip(corpus, answers, strict=True) for said in faults(throw, came)]
    answered = sum(map(bool, answers))
    said = f"{len(corpus)} inputs thrown, {answered} answered, {len(wrong)} faults {wrong[:2] or ''}"
    return Outcome(said, not wrong and answered > 0.97 * len(corpus) > 500)


def numbers_that_are_none(target: Target) -> Outcome:
    paths = [
        "/admin/procedures/document/%C2%B2/change/",
        "/admin/passkeys/%C2%B2/remove/",
        "/editions/%C2%B2/report/",
    ]
    seen = Counter(ask(target.port, path)[0] for path in paths)
    return Outcome(f"{dict(seen)} to {len(paths)} addresses", all(status < 500 for status in seen))


def links_guessed(target: Target) -> Outcome:
    seen = Counter(ask(target.port, f"/admin/set-up/1/cx{turn}-{'a' * 32}/")[0] for turn in range(30))
    return Outcome(f"30 guesses: {dict(seen)}", set(seen) == {410})


def metrics_from_outside(target: Target) -> Outcome:
    seen = Counter(
        ask(target.port, path)[0] for path in ("/metrics", "/metrics/", "/es/metrics", "//metrics")
    )
    return Outcome(f"{dict(seen)}", set(seen) <= {301, 302, 404})


def the_site_afterwards(target: Target) -> Outcome:
    seen = Counter(ask(target.port, path)[0] for path in [*READ, "/readyz", "/healthz"])
    most = target.megabytes()
    return Outcome(f"{dict(seen)}; the largest process has {most:.0f} MB", set(seen) == {200} and most < 300)


def report_form(port: int) -> str:
    """Of the first doctor near a place."""
    _, page = ask(port, "/doctors/?near=27710")
    found = re.search(r'href="(/doctors/[a-z0-9-]+/)[?"]', page.decode())
    assert found, "no doctor is listed"
    return found[1] + "report/"


ATTACKS: dict[str, Callable[[Target], Outcome]] = {
    "paths of 3,900 letters, through nginx": long_paths_through_nginx,
    "paths of 3,900 letters": long_paths,
    "paths like addresses of e-mail": long_paths_with_at_signs,
    "a search for 950 words": long_words_to_find,
    "questions for passkeys": questions_for_passkeys,
    "48 sign-ins at once": sign_ins_at_once,
    "a form with a large file": a_large_upload,
    "hostile input": everything_hostile,
    "numbers that are none": numbers_that_are_none,
    "one-time links, guessed": links_guessed,
    "metrics from outside": metrics_from_outside,
    "the site afterwards": the_site_afterwards,
}
