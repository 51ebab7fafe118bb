"""`python -m benchmarks.import`: how quick tables and the national register are read, and in how much memory.

Into a database of its own on a private PostgreSQL that is removed afterwards: 2,000 lines through the page of
the admin, first the trial and then its button; 50,000 lines by `manage.py import_directory`; and a made-up
register of a million rows by `manage.py import_nppes`. Next to each it times the least that anybody must do:
reading the same file with Python's csv. The seed makes the files the same each time.

    --lines 50000   --register 1000000   --only browser|table|register   --quick (a twentieth of each)

Memory is the most that the process held while it worked, without PostgreSQL's; statements are Django's.
"""

import argparse
import csv
import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .search import private_database

BROWSER_LINES = 2_000
MOST_SECONDS = 20  # of the page, for each of its two steps
MOST_MEGABYTES = {"browser": 150, "table": 300, "register": 300}
SEED = 27710


class Measured:
    """What a step took."""

    seconds = 0.0
    megabytes = 0.0
    grown = 0.0
    statements = 0


@contextmanager
def measured() -> Iterator[Measured]:
    from django.db import connection

    found = Measured()
    before = _held("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # forget the most that was held so far

    def count(execute, *rest):
        found.statements += 1
        return execute(*rest)

    start = time.perf_counter()
    with connection.execute_wrapper(count):
        yield found
    found.seconds = time.perf_counter() - start
    found.megabytes = _held("VmHWM")
    found.grown = found.megabytes - before


def _held(name: str) -> float:
    line = next(each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith(name))
    return int(line.split()[1]) / 1000


def say(what: str, rows: int, took: Measured, bare: float, most: int):
    is_over = "!" if took.megabytes > most else ""
    print(
        f"| {what} | {rows:,} | {took.seconds:.1f} | {rows / took.seconds:,.0f} | {rows / bare:,.0f} "
        f"| {took.seconds / bare:.0f} | {took.statements / rows:.2f} "
        f"| {took.megabytes:.0f}{is_over} | {took.grown:.0f} |",
        flush=True,
    )


def bare_seconds(path: Path) -> float:
    """What csv alone takes."""
    start = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass
    return time.perf_counter() - start


def prepare():
    from procedures.models import Procedure
    from providers import places
    from providers.models import Language, Specialty

    places.load()
    Procedure.objects.get_or_create(
        slug="drez-lesioning",
        defaults={"name": "DREZ lesioning", "look": "drez", "color": "plum", "position": 1},
    )
    Language.objects.get_or_create(code="es", defaults={"name": "Spanish", "endonym": "Español"})
    Specialty.objects.get_or_create(code="207T00000X", defaults={"label": "Neurosurgeon"})


def table(path: Path, lines: int, of: str):
    """Doctors at places, two doctors at each; `of` is in their names, so that no two tables share any."""
    from providers.models import Place

    cities = Place.objects.zip_codes().filter(state="NC")
    zip_codes = list(cities.order_by("zip_code").values("name", "state", "zip_code")[:2_000])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["given_name", "family_name", "credentials", "specialties", "languages", "languages_asked_on"]
            + ["operations", "place_name", "street", "city", "state", "zip_code", "phone", "hours"]
            + ["place_asked_on", "new_patients", "new_patients_asked_on"]
        )
        for number in range(lines):
            place = number // 2
            at = zip_codes[random.Random(SEED + place).randrange(len(zip_codes))]
            writer.writerow(
                [f"Given{_letters(number)}", f"Family{of}{_letters(number * 7)}", "MD", "207T00000X", "es"]
                + [
                    "2026-01-02",
                    "drez-lesioning 2026-01-02",
                    f"Clinic {of.upper()} {_letters(place).capitalize()}",
                    f"{place} Main Street",
                ]
                + [
                    at["name"],
                    at["state"],
                    at["zip_code"],
                    f"919555{place % 10_000:04}",
                    "Monday, 8 am to 5 pm",
                ]
                + ["2026-01-02", "yes", "2026-01-02"]
            )


def _letters(number: int) -> str:
    text = ""
    while True:
        number, rest = divmod(number, 26)
        text = chr(97 + rest) + text
        if not number:
            return f"zq{text}"  # no word of any language


def register(path: Path, rows: int):
    """Every hundredth is a neurosurgeon in North Carolina, every twentieth an organization or deactivated."""
    from providers.models.validators import national_provider_identifier
    from tests.kit.nppes_rows import HEADER, NEUROSURGERY, deactivated, somebody

    names = [*HEADER, *(f"Filler {number}" for number in range(330 - len(HEADER)))]
    states = ["NC", "VA", "TX", "CA", "NY"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(names)
        for number in range(rows):
            npi = _npi(100_000_000 + number, national_provider_identifier)
            if number % 20 == 19:
                row = deactivated(npi) if number % 40 == 39 else {"NPI": npi, "Entity Type Code": "2"}
            else:
                is_wanted = number % 100 == 0
                code, state = (NEUROSURGERY, "NC") if is_wanted else ("363L00000X", states[number % 5])
                row = somebody(npi, codes=[code]) | {
                    "Provider Last Name (Legal Name)": f"FAMILY{_letters(number).upper()}",
                    "Provider Business Practice Location Address State Name": state,
                    "Provider Business Practice Location Address Postal Code": "277101234",
                }
            writer.writerow([row.get(name, "") for name in names])


def _npi(nine: int, check: Callable[[str], None]) -> str:
    from django.core.exceptions import ValidationError

    for digit in "0123456789":
        try:
            check(f"{nine}{digit}")
        except ValidationError:
            continue
        return f"{nine}{digit}"
    raise AssertionError("every nine digits have a check digit")


def browser(folder: Path, lines: int):
    """The trial, then its button, as the admin answers them, to the last byte."""
    from django.test import RequestFactory
    from django.urls import reverse

    from providers.admin import importing
    from tests.kit.staff_accounts import make_staff

    path = folder / "browser.csv"
    table(path, lines, "a")
    bare, content = bare_seconds(path), path.read_bytes()
    request = RequestFactory().post(reverse("admin:providers_provider_import"))
    request.user = make_staff()

    def answer(name: str, content: bytes, *, is_trial: bool, expected: str) -> Iterator[str]:
        lines = importing._read(content)
        return importing._compare(request, name, content, lines, is_trial=is_trial, expected=expected)

    with measured() as trial:
        pieces = "".join(answer(path.name, content, is_trial=True, expected=""))
    say("page, trial", lines, trial, bare, MOST_MEGABYTES["browser"])
    name, again, expected = importing.unpack(request.user, _packed(pieces))
    with measured() as done:
        for _piece in answer(name, again, is_trial=False, expected=expected):
            pass
    say("page, button", lines, done, bare, MOST_MEGABYTES["browser"])
    for step in (trial, done):
        if step.seconds > MOST_SECONDS:
            print(f"over {MOST_SECONDS} s")


def _packed(page: str) -> str:
    """What the form of the trial would send back."""
    from html import unescape

    beginning = page.index('name="packed"')
    value = page.index('value="', beginning) + len('value="')
    return unescape(page[value : page.index('"', value)])


def by_command(folder: Path, lines: int):
    from django.core.management import call_command

    path = folder / "table.csv"
    table(path, lines, "b")
    bare = bare_seconds(path)
    for what in ("table", "table, again"):
        with measured() as took:
            call_command("import_directory", str(path), stdout=io.StringIO(), stderr=sys.stderr)
        say(what, lines, took, bare, MOST_MEGABYTES["table"])


def by_register(folder: Path, rows: int):
    from django.core.management import call_command

    path = folder / "npidata_pfile_20050523-20260809.csv"
    register(path, rows)
    bare = bare_seconds(path)
    said = io.StringIO()
    with measured() as took:
        call_command(
            "import_nppes",
            str(path),
            taxonomy=["207T00000X"],
            state=["NC"],
            stdout=said,
            stderr=io.StringIO(),
        )
    say("register", rows, took, bare, MOST_MEGABYTES["register"])
    print(f"\n{said.getvalue()}", file=sys.stderr)


STEPS = {"prepare": None, "browser": browser, "table": by_command, "register": by_register}


def in_a_process_of_its_own(step: str, folder: Path, rows: int):
    """So that one step's memory is not another's."""
    from django.db import connection

    place = [connection.settings_dict["OPTIONS"]["root"], connection.settings_dict["NAME"]]
    command = [sys.executable, "-m", "benchmarks.import", "--step", step, str(folder), str(rows), *place]
    subprocess.run(command, check=True)


def work(step: str, folder: str, rows: str, root: str, name: str):
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict |= {"NAME": name, "CONN_MAX_AGE": None}
    connection.settings_dict["OPTIONS"]["root"] = root
    if step == "prepare":
        prepare()
    else:
        STEPS[step](Path(folder), int(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--register", type=int, default=1_000_000)
    parser.add_argument("--only", choices=MOST_MEGABYTES)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--step", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return work(*options.step)
    share = 20 if options.quick else 1
    rows = {"browser": BROWSER_LINES, "table": options.lines, "register": options.register}
    with private_database(), tempfile.TemporaryDirectory() as name:
        in_a_process_of_its_own("prepare", Path(name), 0)
        print(
            "| file | rows | s | rows/s | csv alone, rows/s | × | statements/row | MB | MB more than before |"
        )
        print("|---|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
        for step, count in rows.items():
            if options.only in (None, step):
                in_a_process_of_its_own(step, Path(name), count // share)
    return None


if __name__ == "__main__":
    main()
