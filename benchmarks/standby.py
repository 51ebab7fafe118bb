"""`make standby-drill`: readers while the primary restarts and dies, and a standby takes its place.

Two workers serve the demonstration from a primary and a standby that streams from it, to fifty readers who
never pause, while workers are killed too. Every answer 200 is held against the same page as it was before:
nobody changes anything, so one other byte is a wrong answer. Meanwhile somebody tries to sign in, which
writes. Prints what was answered when, and how long readers were without an answer; ends with 1 when an answer
was wrong, when anything but the documented 503 was said, when anybody got less than everything before the
first fault, or when readers could not read, or nobody could sign in, after the standby was promoted.
"""

import argparse
import http.client
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.kit.asking import try_to_sign_in
from tests.kit.postgres_servers import PostgresServer
from tests.system.running import free_port, load, run_command, serving

DATABASE = "standby_drill"
# Stored pages, pages that are made for each question, and one that nobody has asked for before.
PAGES = [
    "/",
    "/procedures/drez-lesioning/",
    "/es/",
    "/contact/",
    "/doctors/?near=27710",
    "/doctors/?near=Denver",
]
PAGES += ["/search/?q=shingles", "/doctors/?near=60601&within=250", "/conditions/", "/glossary/"]
SIGN_IN = "/admin/login/"
CUT = 0  # the status of an answer that never came, because its worker was killed
EMPTY = "-"


class Seen(NamedTuple):
    """One question: the page, when it was asked and answered (monotonic), the status, whether as before."""

    page: str
    asked: float
    came: float
    status: int
    is_as_before: bool


def get(connection: http.client.HTTPConnection, page: str) -> tuple[int, bytes]:
    connection.request("GET", page)
    answer = connection.getresponse()
    return answer.status, answer.read()


def read(port: int, stop: threading.Event, before: dict[str, bytes], seed: int) -> list[Seen]:
    """What one reader sees who opens pages at random until told to stop."""
    pick, seen = random.Random(seed), []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stop.is_set():
        page, asked = pick.choice(list(before)), time.monotonic()
        try:
            status, body = get(connection, page)
        except (http.client.HTTPException, OSError):
            connection.close()
            status, body = CUT, b""
            time.sleep(0.05)
        is_as_before = status == 200 and body == before[page] or status == 503 and b"tel:911" in body
        seen.append(Seen(page, asked, time.monotonic(), status, is_as_before))
    return seen


def readers(port: int, told: threading.Event, before: dict[str, bytes], how_many: int) -> list[Seen]:
    """In a process of their own, so that whoever breaks things does not hold them up."""
    stop = threading.Event()
    with ThreadPoolExecutor(how_many) as pool:
        each = [pool.submit(read, port, stop, before, seed) for seed in range(how_many)]
        told.wait()
        stop.set()
        return [answer for done in each for answer in done.result()]


def keep_signing_in(port: int, stop: threading.Event) -> list[Seen]:
    """Four times a second, with a wrong password."""
    seen = []
    while not stop.is_set():
        asked = time.monotonic()
        try:
            status, body = try_to_sign_in(port)
        except (http.client.HTTPException, OSError):
            status, body = CUT, b""
        is_as_said = status == 200 or (status == 503 and b"Editing is paused" in body)
        seen.append(Seen(SIGN_IN, asked, time.monotonic(), status, is_as_said))
        time.sleep(0.25)
    return seen


class Drill:
    """The servers, and what happens to them; each step notes when it began."""

    def __init__(self, primary: PostgresServer, standby: PostgresServer, port: int):
        self.primary, self.standby, self.port = primary, standby, port
        self.steps: list[tuple[str, float]] = []

    def run(self, seconds: float) -> None:
        """Six faults, evenly over these seconds."""
        faults: list[tuple[str, Callable[[], None]]] = [
            ("nothing", lambda: None),
            ("the primary restarts", self.restart_primary),
            ("a worker is killed", self.kill_a_worker),
            ("the primary dies", lambda: self.primary.stop("immediate")),
            ("the other worker is killed", self.kill_a_worker),
            ("the standby is promoted", self.standby.promote),
        ]
        for name, happens in faults:
            began = time.monotonic()
            self.steps.append((name, began))
            happens()
            time.sleep(max(0.0, began + seconds / len(faults) - time.monotonic()))
        self.steps.append(("the end", time.monotonic()))

    def restart_primary(self) -> None:
        self.primary.stop("fast")
        self.primary.start()

    def kill_a_worker(self) -> None:
        """That which has lived longest."""
        master = min(
            (
                each
                for each in psutil.Process().children(recursive=True)
                if "gunicorn" in " ".join(each.cmdline())
            ),
            key=lambda process: process.create_time(),
        )
        workers = sorted(master.children(), key=lambda process: process.create_time())
        workers[0].send_signal(signal.SIGKILL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return drill(Path(folder), options.readers, options.seconds)


def drill(folder: Path, how_many: int, seconds: float) -> int:
    primary, standby = (
        PostgresServer(folder / "one", free_port()),
        PostgresServer(folder / "two", free_port()),
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.standby_settings",
        "DATABASE_URL": f"postgres://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/{DATABASE}"
        "?target_session_attrs=read-write",
        "DATABASE_REPLICA_URLS": standby.url(DATABASE),
        "STANDBY_STATIC_ROOT": str(folder / "static"),
        "PORT": str(free_port()),
    }
    try:
        primary.initialize()
        primary.start()
        primary.ask(f"CREATE DATABASE {DATABASE}")
        run_command(environment, "migrate", "--verbosity", "0")
        load(environment)
        standby.copy_of(primary)
        standby.start()
        with serving(environment, folder / "log", workers=2):
            drilled = Drill(primary, standby, int(environment["PORT"]))
            seen, signed_in = while_reading(drilled, how_many, seconds)
    finally:
        for server in (standby, primary):
            if server.is_running():
                server.stop("immediate")
    return report(drilled.steps, seen, signed_in, how_many)


def while_reading(drilled: Drill, how_many: int, seconds: float) -> tuple[list[Seen], list[Seen]]:
    """What readers and somebody who signs in saw, from before the first fault until after the last."""
    connection = http.client.HTTPConnection("127.0.0.1", drilled.port, timeout=60)
    before = {page: body for page in PAGES for status, body in [get(connection, page)] if status == 200}
    assert len(before) == len(PAGES), f"not 200 before anything happened: {set(PAGES) - set(before)}"
    processes, stop = get_context("spawn"), threading.Event()
    with (
        processes.Manager() as manager,
        ProcessPoolExecutor(1, mp_context=processes) as pool,
        ThreadPoolExecutor(1) as staff,
    ):
        told = manager.Event()
        reading = pool.submit(readers, drilled.port, told, before, how_many)
        signing_in = staff.submit(keep_signing_in, drilled.port, stop)
        try:
            drilled.run(seconds)
        finally:
            told.set()
            stop.set()
        return reading.result(), signing_in.result()


def report(steps: list[tuple[str, float]], seen: list[Seen], signed_in: list[Seen], how_many: int) -> int:
    """Print it; the exit code."""
    print(f"{len(seen)} answers to {how_many} readers, {len(signed_in)} tries to sign in")
    print(f"{'':<28}{'readers got':<34}{'longest without':<18}signing in got")
    for (name, began), (_next, ended) in zip(steps, steps[1:], strict=False):
        read_now, tried_now = (
            [each for each in answers if began <= each.came < ended] for answers in (seen, signed_in)
        )
        print(
            f"{name:<28}{statuses(read_now):<34}{longest_gap(read_now, began, ended):<18.2f}"
            f"{statuses(tried_now)}, first 200 after {first_answer(tried_now, began)}"
        )
    wrong = [each for each in (*seen, *signed_in) if each.status != CUT and not each.is_as_before]
    cut = sum(each.status == CUT for each in seen)
    late = [each for each in seen if each.asked > steps[-2][1] + 5]
    reads_at_the_end = bool(late) and all(each.status == 200 for each in late)
    print(f"WRONG ANSWERS: {len(wrong)}   cut off by a killed worker: {cut} (at most {2 * how_many})")
    calm = {each.status for each in (*seen, *signed_in) if steps[0][1] <= each.came < steps[1][1]}
    signs_in = any(each.status == 200 for each in signed_in if each.asked > steps[-2][1])
    for what, is_so in {
        "before anything happened everybody got everything": calm == {200},
        "after the promotion readers read": reads_at_the_end,
        "after the promotion somebody could sign in": signs_in,
    }.items():
        print(f"{what}: {'yes' if is_so else 'NO'}")
    for each in wrong[:5]:
        print(f"  {each.page}: {each.status}")
    held = not wrong and cut <= 2 * how_many and calm == {200} and reads_at_the_end and signs_in
    return 0 if held else 1


def statuses(answers: list[Seen]) -> str:
    counted = Counter(each.status or "cut" for each in answers)
    return ", ".join(f"{status} x {times}" for status, times in counted.most_common()) or EMPTY


def longest_gap(answers: list[Seen], began: float, ended: float) -> float:
    """Seconds in a row in which nobody got a page."""
    moments = [began, *sorted(each.came for each in answers if each.status == 200), ended]
    return max(later - earlier for earlier, later in zip(moments, moments[1:], strict=False))


def first_answer(tries: list[Seen], began: float) -> str:
    """Seconds until signing in worked again."""
    worked = [each.came - began for each in tries if each.status == 200]
    return f"{min(worked):.1f} s" if worked else EMPTY


if __name__ == "__main__":
    sys.exit(main())
