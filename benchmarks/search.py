"""`python -m benchmarks.search`: how quick the doctor search is, and how that grows with the directory.

For each size a made-up directory (see benchmarks.directory) is loaded into a database of its own, on a
private PostgreSQL in a temporary folder that is removed afterwards. Then every class of question is asked
from the same random ZIP codes, all classes in turn for each ZIP code, next to the least that any search must
do: the ten nearest entries, by the same cursor. So a busy machine slows all alike, and their ratios keep.
Everything is warm: each question is asked twice, and the shorter time counts.

    --providers 10000 --providers 100000    sizes; 10,000, 100,000 and 1,000,000 if not given
    --seed 27710   --origins 500   --quick (2,000 doctors, 20 origins: only to see that it runs)
    --keep FOLDER                           the databases stay there, and the next run only asks them
    --only-load                             asks nothing: for a quiet quarter of an hour later

Besides the times it counts the work of each question, which does not depend on the machine: the pages that
PostgreSQL read and the rows that it looked at, from EXPLAIN, as the median of a few ZIP codes.
"""

import argparse
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

import django
from django.db import connection
from django.utils import timezone

from benchmarks.search_questions import FINDER_LIKE, origins, questions, site_questions

SIZES = (10_000, 100_000, 1_000_000)
SHARED_BUFFERS = "1GB"
PAGES_AT_MOST, NAMES_AT_MOST, GROWTH_AT_MOST = 6, 10, 6
COUNTS_AT_MOST, ANSWERS_AT_MOST = 12, 4  # bare look-ups; times the answer's own statements
SITE_GROWTH_AT_MOST, SITE_AT_MOST = 2, 3  # over 10,000 doctors; times the finder's whole answer
ORIGINS_OF_WORK = 9
AT_MOST_SECONDS = 90  # for the counts and whole answers of one size

BARE = """
    SELECT practice_id FROM providers_searchentry WHERE pos IS NOT NULL
    ORDER BY pos <-> %s::cube LIMIT %s"""


@contextmanager
def private_database(keep: Path | None = None):
    """Django on a PostgreSQL of its own, with memory like a real one; in the folder `keep` it stays."""
    root = str(keep) if keep else tempfile.mkdtemp(prefix="search-benchmark-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "drez_site.settings.test"
    os.environ.pop("DATABASE_URL", None)
    from drez_site.embedded_postgres import server

    server.SETTINGS |= {"shared_buffers": SHARED_BUFFERS, "max_parallel_workers_per_gather": "0"}
    django.setup()
    from django.core.management import call_command

    connection.settings_dict |= {"NAME": "postgres", "CONN_MAX_AGE": None}
    connection.settings_dict["OPTIONS"]["root"] = root
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = 'search_benchmark'")
            if not cursor.fetchall():
                cursor.execute("CREATE DATABASE search_benchmark")
        connection.close()
        connection.settings_dict["NAME"] = "search_benchmark"
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        if not keep:
            shutil.rmtree(root, ignore_errors=True)


def measure(seed: int, count: int) -> dict:
    """Milliseconds by class: of the page, the count, the whole answer; and of the bare look-up."""
    from drez_site.assembly.search.answer import Answer
    from drez_site.clinic.models import ClinicProfile
    from drez_site.foundation.content_version import Version, as_of
    from drez_site.foundation.paging import NoSuchPage
    from providers import sphere
    from providers.search import answer, statements

    chance = random.Random(seed)
    classes, places = questions(chance), origins(chance, count)
    times = {
        "bare": [],
        "bare 500": [],
        **{(name, kind): [] for name in classes for kind in ("page", "total", "answer")},
        **{(name, "answer of the site"): [] for name in site_questions(random.Random(seed))},
    }

    def bare(place, entries=10):
        with connection.cursor() as cursor:
            cursor.execute(BARE, [sphere.point(place.latitude, place.longitude), entries])
            return cursor.fetchall()

    def timed(key, call, *arguments):
        """The shorter of two runs: other work on the machine lengthens one more often than both."""
        runs = []
        for _ in range(2):
            began = time.perf_counter()
            with suppress(NoSuchPage):
                call(*arguments)
            runs.append((time.perf_counter() - began) * 1_000)
        times[key].append(min(runs))

    for place in [*places[:5], None, *places]:
        if place is None:
            for each in times.values():
                each.clear()  # what came before was to warm up
            continue
        timed("bare 500", bare, place, 500)
        for name in chance.sample(list(classes), len(classes)):
            timed((name, "page"), statements.page, classes[name](place))
            timed("bare", bare, place)
    until = time.monotonic() + AT_MOST_SECONDS
    asked_of_the_site = site_questions(chance)
    clinic = ClinicProfile.current()
    with as_of(Version("benchmark", timezone.now() + timedelta(days=1))):
        for number in range(min(count, 100) + 1):
            for name, words in asked_of_the_site.items():
                timed((name, "answer of the site"), Answer.to, words(), "en", clinic)
            if not number:
                for name in asked_of_the_site:
                    times[name, "answer of the site"].clear()  # what came before was to warm up
    for place in places:
        if time.monotonic() > until:
            break
        for name, asked in classes.items():
            query = asked(place)
            timed((name, "total"), statements.total, query)
            timed((name, "answer"), answer, query)
    return times


def work(seed: int) -> dict:
    """By class and statement: shared buffers touched, and rows that the plan returned or threw away."""
    from providers.search import statements

    chance = random.Random(seed)
    classes, places = questions(chance), origins(chance, ORIGINS_OF_WORK)
    counted = {}
    for name, asked in classes.items():
        for kind, call in (("page", statements.page), ("total", statements.total)):
            plans = [_plan(call, asked(place)) for place in places]
            counted[name, kind] = tuple(median(each) for each in zip(*plans, strict=True))
    counted["bare"] = tuple(
        median(each) for each in zip(*(_explained(BARE, _bare_of(place)) for place in places), strict=True)
    )
    return counted


def _bare_of(place) -> list:
    from providers import sphere

    return [sphere.point(place.latitude, place.longitude), 10]


def _plan(call, query) -> tuple[int, int]:
    asked = []

    def keep(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    from drez_site.foundation.paging import NoSuchPage

    with connection.execute_wrapper(keep), suppress(NoSuchPage):
        call(query)
    plans = [_explained(*each) for each in asked]
    return sum(buffers for buffers, _rows in plans), sum(rows for _buffers, rows in plans)


def _explained(sql: str, params) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], _rows_of(plan)


def _rows_of(plan: dict) -> int:
    thrown = sum(plan.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck", "Join Filter"))
    here = (plan["Actual Rows"] + thrown) * plan["Actual Loops"]
    return int(here) + sum(_rows_of(each) for each in plan.get("Plans", ()))


def load_once(doctors: int, seed: int, folder: Path | None) -> dict[str, dict[str, float]]:
    """`load`, or what it said when it filled this folder."""
    said = folder / "loaded.json" if folder else None
    if said and said.exists():
        return json.loads(said.read_text())
    built = load(doctors, seed)
    if said:
        said.write_text(json.dumps(built))
    return built


def load(doctors: int, seed: int) -> dict[str, dict[str, float]]:
    """Seconds to load the directory, to fill the index anew with the product's own rebuild, and to index it.

    While rows are written, the index has only the indexes that writing needs.
    """
    from benchmarks import directory
    from procedures import content_files
    from providers.models import SearchEntry, SearchName
    from providers.rebuilding import rebuild_beside

    indexes = {
        index.name: (model, index) for model in (SearchEntry, SearchName) for index in model._meta.indexes
    }
    del indexes["search_entry_by_provider"]
    with connection.schema_editor() as editor:
        for model, index in indexes.values():
            editor.remove_index(model, index)
    seconds = {"loading, kept true by triggers": directory.load(doctors, seed)}
    content_files.load()
    _sql("TRUNCATE providers_searchentry, providers_searchname")
    seconds["rebuild_search_entries()"] = _seconds("SELECT rebuild_search_entries()")
    for name, (model, index) in indexes.items():
        began = time.perf_counter()
        with connection.schema_editor() as editor:
            editor.add_index(model, index)
        seconds[name] = time.perf_counter() - began
    began = time.perf_counter()
    rebuild_beside()
    seconds["rebuild beside, with indexes"] = time.perf_counter() - began
    _sql("VACUUM (ANALYZE) providers_searchentry, providers_searchname")
    seconds["wrong_search_entries()"] = _seconds("SELECT FROM wrong_search_entries()")
    sizes = {"the rows themselves": "pg_table_size('providers_searchentry')"} | {
        name: f"pg_relation_size('{name}')" for name in indexes
    }
    return {
        "seconds": seconds,
        "megabytes": {name: float(_sql(f"SELECT {size} / 1e6")[0][0]) for name, size in sizes.items()},
    }


def _sql(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _seconds(statement: str) -> float:
    began = time.perf_counter()
    _sql(statement)
    return time.perf_counter() - began


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--providers", type=int, action="append", metavar="N")
    parser.add_argument("--seed", type=int, default=27710)
    parser.add_argument("--origins", type=int, default=500)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--only-load", action="store_true")
    options = parser.parse_args(arguments)
    sizes = options.providers or ([2_000] if options.quick else list(SIZES))
    count = 20 if options.quick else options.origins
    measured, built, worked = {}, {}, {}
    for size in sizes:
        folder = options.keep / str(size) if options.keep else None
        with private_database(folder):
            built[size] = load_once(size, options.seed, folder)
            print(f"{size:,} doctors loaded, load average {os.getloadavg()[0]:.1f}", file=sys.stderr)
            if options.only_load:
                continue
            worked[size] = work(options.seed)
            measured[size] = measure(options.seed, count)
    if measured:
        print(report(measured, built, worked, options.seed, count))


def report(measured: dict, built: dict, worked: dict, seed: int, count: int) -> str:
    """All tables, as Markdown. Above TARGETS a ratio is marked with "!"."""
    sizes = list(measured)
    largest, smallest = measured[sizes[-1]], measured[sizes[0]]
    lines = [
        f"{date.today()}, {machine()}, seed {seed}, {count} ZIP codes for each class.",
        "",
        f"Milliseconds with {sizes[-1]:,} doctors. × is the page's p50 over the bare look-up's, "
        f"growth its p50 over that with {sizes[0]:,}; a count's × is over the bare look-up too, an answer's "
        f"over its own two statements. Goals: {PAGES_AT_MOST} for a page, {NAMES_AT_MOST} for a name, "
        f"{COUNTS_AT_MOST} for a count, {ANSWERS_AT_MOST} for an answer.",
        "",
        "| question | page p50 | p99 | × | growth | count p50 | p99 | × | whole answer p50 | p99 | × |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        f"| ten nearest entries, bare | {times(largest['bare'])} | 1 "
        f"| {growth(largest, smallest, 'bare')} | | | | | | |",
        f"| five hundred nearest, bare | {times(largest['bare 500'])} "
        f"| {median(largest['bare 500']) / median(largest['bare']):.1f} "
        f"| {growth(largest, smallest, 'bare 500')} | | | | | | |",
    ]
    bare = median(largest["bare"])
    for name in dict.fromkeys(key[0] for key in largest if isinstance(key, tuple) and key[1] == "page"):
        ratio = median(largest[name, "page"]) / bare
        target = NAMES_AT_MOST if name.startswith("Q6") else PAGES_AT_MOST
        own = median(largest[name, "page"]) + median(largest[name, "total"])
        lines.append(
            f"| {name} | {times(largest[name, 'page'])} | {marked(ratio, target)} "
            f"| {growth(largest, smallest, (name, 'page'))} "
            f"| {times(largest[name, 'total'])} "
            f"| {marked(median(largest[name, 'total']) / bare, COUNTS_AT_MOST)} "
            f"| {times(largest[name, 'answer'])} "
            f"| {marked(median(largest[name, 'answer']) / own, ANSWERS_AT_MOST)} |"
        )
    lines += ["", "| work with the most doctors | page: buffers | rows | count: buffers | rows |"]
    lines += ["|---|--:|--:|--:|--:|"]
    counted = worked[sizes[-1]]
    lines.append(f"| ten nearest entries, bare | {counted['bare'][0]:,.0f} | {counted['bare'][1]:,.0f} | | |")
    for name in dict.fromkeys(key[0] for key in counted if isinstance(key, tuple)):
        figures = (*counted[name, "page"], *counted[name, "total"])
        lines.append(f"| {name} | " + " | ".join(f"{figure:,.0f}" for figure in figures) + " |")
    lines += [
        "",
        f"× is over what the finder's whole answer takes, to a name or to a place. Goals: {SITE_AT_MOST}, "
        f"and a growth of {SITE_GROWTH_AT_MOST}.",
        "",
        "| search of the whole site | p50 | p99 | × | growth |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, kind in (key for key in largest if isinstance(key, tuple) and key[1] == "answer of the site"):
        key = name, kind
        finder = median(largest[FINDER_LIKE.get(name, "Q1 nearest"), "answer"])
        lines.append(
            f"| {name} | {times(largest[key])} | {marked(median(largest[key]) / finder, SITE_AT_MOST)} "
            f"| {growth(largest, smallest, key, SITE_GROWTH_AT_MOST)} |"
        )
    lines += ["", "| | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---|" + "--:|" * len(sizes)]
    for kind, unit in (("seconds", "s"), ("megabytes", "MB")):
        for name in built[sizes[0]][kind]:
            figures = (f"{built[size][kind][name]:,.1f}" for size in sizes)
            lines.append(f"| {name}, {unit} | {' | '.join(figures)} |")
    return "\n".join(lines)


def times(milliseconds: list[float]) -> str:
    return f"{median(milliseconds):.2f} | {quantiles(milliseconds, n=100)[98]:.2f}"


def marked(ratio: float, goal: float) -> str:
    return f"{ratio:.1f}{'!' if ratio > goal else ''}"


def growth(largest: dict, smallest: dict, key, most: float = GROWTH_AT_MOST) -> str:
    ratio = median(largest[key]) / median(smallest[key])
    return marked(ratio, most)


def machine() -> str:
    from importlib.metadata import version

    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return (
        f"{os.cpu_count()} × {cpu}, load {os.getloadavg()[0]:.1f}, PostgreSQL {version('embedded-postgres')} "
        f"with shared_buffers {SHARED_BUFFERS}, Django {django.__version__}, psycopg {version('psycopg')}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
