"""`python -m benchmarks.staleness`: does a page ever show older words than it may, or words of two editions?

Four workers serve a small site to readers who never pause. Meanwhile an article is signed 200 times and taken
down 20 times. Each edition bears its number in its title, summary and sections, and so does the navigation of
every page. Every answer is then held against what was committed when: whoever asked more than two seconds
after a commit must see it, and all numbers on a page must be one. Prints counts, and ends with 1 unless the
forbidden ones are 0.
"""

import argparse
import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.system.running import free_port, run_command, serving

DATABASE = f"staleness_{os.getpid()}"
SLUG = "staleness-drill"
PAGES = ["/", "/procedures/", f"/procedures/{SLUG}/", "/contact/", f"/es/procedures/{SLUG}/"]
MARK = re.compile(r"edition-([a-j]{4})")
LETTERS = str.maketrans("0123456789", "abcdefghij")  # figures on a page need a source
ALLOWED = 2.0  # seconds
DOWN = -1


class State(NamedTuple):
    """What the article says, or DOWN; its transaction began and had ended at these moments (monotonic)."""

    number: int
    began: float
    ended: float


class Seen(NamedTuple):
    """One answer: its page, when it was asked and had come, its status, its numbers with how often each."""

    page: str
    asked: float
    came: float
    status: int
    numbers: tuple[tuple[int, int], ...]


def number_of(mark: str) -> int:
    """Which edition bears it."""
    return int("".join(str(ord(letter) - ord("a")) for letter in mark))


def read(port: int, stop: threading.Event, seed: int) -> list[Seen]:
    """What one reader sees who opens pages at random until told to stop."""
    pick, seen = random.Random(seed), []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stop.is_set():
        page, asked = pick.choice(PAGES), time.monotonic()
        try:
            connection.request("GET", page)
            answer = connection.getresponse()
            body = answer.read().decode()
        except (http.client.HTTPException, OSError):
            connection.close()
            continue
        numbers = Counter(number_of(mark) for mark in MARK.findall(body))
        seen.append(Seen(page, asked, time.monotonic(), answer.status, tuple(numbers.items())))
    return seen


def readers(port: int, told: threading.Event, how_many: int) -> list[Seen]:
    """In a process of their own, so that whoever publishes does not hold them up."""
    stop = threading.Event()
    with ThreadPoolExecutor(how_many) as pool:
        each = [pool.submit(read, port, stop, seed) for seed in range(how_many)]
        told.wait()
        stop.set()
        return [answer for done in each for answer in done.result()]


def publish_and_withdraw(publishes: int, withdrawals: int) -> list[State]:
    """Sign, take down, and now and then wait until every page is surely stored again."""
    from procedures.publishing.signing import withdraw
    from tests.kit.documents import make_draft_article, make_edition, make_procedure, reviewer

    document = make_draft_article(make_procedure(SLUG))
    states, pick = [State(DOWN, 0, time.monotonic())], random.Random(1)

    def note(number, work):
        began = time.monotonic()
        work()
        states.append(State(number, began, time.monotonic()))
        time.sleep(ALLOWED + 0.5 if pick.random() < 0.1 else pick.random() * 0.2)

    for number in range(1, publishes + 1):
        write(document, number)
        note(number, lambda: make_edition(document))
        if number % max(1, publishes // withdrawals) == 0:
            note(DOWN, lambda: withdraw(document, reviewer(), "A drill."))
    return states


def write(document, number: int) -> None:
    """The draft of this edition."""
    mark = "edition-" + f"{number:04d}".translate(LETTERS)
    document.refresh_from_db()
    document.title, document.summary = f"Drill {mark}", f"A sentence of {mark}."
    document.save()
    for section in document.sections.all():
        section.body = f"Text of {mark}."
        section.save()


def judged(states: list[State], seen: list[Seen]) -> tuple[Counter, float]:
    """How many answers were good or bad; how late, in seconds, somebody still asked and got older words."""
    counts, oldest = Counter({"TORN OR MIXED": 0, "OLDER THAN ALLOWED": 0}), 0.0
    whole = times_on(seen)
    for answer in seen:
        if answer.asked < states[0].ended:
            continue
        counts["answers"] += 1
        counts[f"status {answer.status}"] += 1
        if len(answer.numbers) > 1 or any(times != whole[answer.page] for _, times in answer.numbers):
            counts["TORN OR MIXED"] += 1
        number = answer.numbers[0][0] if answer.numbers else DOWN
        must_see = answer.asked - ALLOWED
        surely = max((k for k, state in enumerate(states) if state.ended <= must_see), default=0)
        begun = [(k, state) for k, state in enumerate(states) if state.began <= answer.came]
        possible = [k for k, state in begun if state.number == number]
        if not possible or possible[-1] < surely:
            counts["OLDER THAN ALLOWED"] += 1
        if possible and possible[-1] + 1 < len(states):
            oldest = max(oldest, answer.asked - states[possible[-1] + 1].ended)
    return counts, oldest


def times_on(seen: list[Seen]) -> dict[str, int]:
    """By page, how often it says its number; most answers are right about that."""
    said: dict[str, Counter] = {page: Counter() for page in PAGES}
    for answer in seen:
        said[answer.page].update(times for _, times in answer.numbers)
    return {page: times.most_common(1)[0][0] for page, times in said.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--publishes", type=int, default=200)
    parser.add_argument("--withdrawals", type=int, default=20)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return drill(Path(folder), options)


def drill(folder: Path, options: argparse.Namespace) -> int:
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.staleness_settings",
        "STALENESS_DATABASE": DATABASE,
        "STALENESS_STATIC_ROOT": str(folder / "static"),
        "PORT": str(free_port()),
    }
    os.environ.update(environment)
    import django

    django.setup()
    from django.db import connection

    with connection._nodb_cursor() as server:
        server.execute(f'CREATE DATABASE "{DATABASE}"')
    try:
        run_command(environment, "migrate", "--verbosity", "0")
        run_command(environment, "collectstatic", "--noinput", "--verbosity", "0")
        with serving(environment, folder / "log", workers=options.workers):
            states, seen = while_reading(int(environment["PORT"]), options)
    finally:
        connection.close()
        with connection._nodb_cursor() as server:
            server.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')
    counts, oldest = judged(states, seen)
    down = sum(state.number == DOWN for state in states[1:])
    print(f"{len(states) - 1 - down} publishes and {down} withdrawals, {options.workers} workers")
    for name, count in counts.items():
        print(f"{name}: {count}")
    print(f"oldest words: asked for {oldest:.2f} s after they were replaced (allowed: {ALLOWED:.0f} s)")
    return 1 if counts["TORN OR MIXED"] or counts["OLDER THAN ALLOWED"] else 0


def while_reading(port: int, options: argparse.Namespace) -> tuple[list[State], list[Seen]]:
    """What was done, and what readers saw before, meanwhile and for five seconds after."""
    processes = get_context("spawn")
    with processes.Manager() as manager, ProcessPoolExecutor(1, mp_context=processes) as pool:
        stop = manager.Event()
        reading = pool.submit(readers, port, stop, options.readers)
        try:
            states = publish_and_withdraw(options.publishes, options.withdrawals)
            time.sleep(5)
        finally:
            stop.set()
        return states, reading.result()


if __name__ == "__main__":
    sys.exit(main())
