"""What those who watch the site can scrape: true over all workers, private, and nothing of a reader."""

import os
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest

from drez_site.assembly import metrics
from drez_site.observability import counts
from procedures.models import Edition
from providers.models import Report
from tests.kit.documents import make_signed_article
from tests.kit.server_processes import wait_until
from tests.system.conftest import demonstration
from tests.system.running import ROOT, free_port, wait_until_it_answers

COUNTED_IN = ("drez_site/observability/counts.py", "drez_site/assembly/metrics.py")
PERSONAL = ("/kim.lee@example.com", "/27710", "/919-555-0134", "/es/zip-27710-kim/")
WORKER = """
import os, sys
from datetime import timedelta
import django
django.setup()
from drez_site.observability.counts import count
for path in sys.argv[1:]:
    count(path, "404", timedelta(milliseconds=30))
    count("/", "200", timedelta(milliseconds=3))
count("/admin/", "503", timedelta(seconds=6))
count("/readyz", "99999 words", timedelta(seconds=1))
"""


def value(text: str, name: str) -> float:
    found = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert len(found) == 1, (name, text)
    return float(found[0])


@pytest.mark.parametrize(
    ("bind", "expected"),
    [
        ("127.0.0.1:9108", ("127.0.0.1", 9108)),
        ("10.0.3.4:1", ("10.0.3.4", 1)),
        ("[::1]:9108", ("::1", 9108)),
        ("0.0.0.0:9108", None),
        ("[::]:9108", None),
        ("8.8.8.8:9108", None),
        ("[::ffff:0.0.0.0]:9108", None),
        ("[::ffff:8.8.8.8]:9108", None),
        ("127.0.0.1:99999", None),
        ("www.example.org:9108", None),
        ("127.0.0.1", None),
        ("127.0.0.1:many", None),
        ("", None),
    ],
)
def test_only_a_private_address_is_served(bind, expected):
    if expected:
        assert metrics.private(bind) == expected
    else:
        with pytest.raises(metrics.NotPrivate):
            metrics.private(bind)


def test_nothing_is_served_unless_asked_for(settings):
    with pytest.raises(CommandError, match="set METRICS_FOLDER"):
        call_command("serve_metrics")
    settings.METRICS_FOLDER, settings.METRICS_BIND = "somewhere", "0.0.0.0:9108"
    with pytest.raises(CommandError, match="not a private address"):
        call_command("serve_metrics")


def test_no_address_of_the_site_shows_them(client, db):
    assert client.get("/metrics").status_code == 404


def test_the_counts_of_all_workers_are_added_up_and_name_nobody(tmp_path, settings):
    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "drez_site.settings.test",
    }
    for _ in range(2):
        subprocess.run([sys.executable, "-c", WORKER, *PERSONAL], cwd=ROOT, env=environment, check=True)
    settings.METRICS_FOLDER = str(tmp_path)
    found = CollectorRegistry()
    from prometheus_client.multiprocess import MultiProcessCollector

    MultiProcessCollector(found, path=str(tmp_path))
    text = generate_latest(found).decode()
    assert value(text, 'clinic_requests_total{for_="readers",status="404"}') == 8
    assert value(text, 'clinic_requests_total{for_="readers",status="200"}') == 8
    assert value(text, 'clinic_requests_total{for_="staff",status="503"}') == 2
    assert value(text, 'clinic_requests_total{for_="probes",status="other"}') == 2
    assert value(text, 'clinic_request_seconds_bucket{for_="readers",le="0.005"}') == 8
    assert value(text, 'clinic_request_seconds_count{for_="readers"}') == 16
    assert not re.search("kim|27710|0134|words", text.replace("words of", ""))


def test_what_a_pool_did_is_counted_once(monkeypatch):
    from drez_site.observability import counts

    said = {"requests_queued": 2, "requests_wait_ms": 500, "requests_errors": 1}
    pool = SimpleNamespace(pop_stats=lambda: {"pool_size": 5, "pool_available": 3} | said)
    monkeypatch.setattr(counts, "_pools", lambda: [pool])
    before = counts.POOL["waits"]._value.get()
    counts.count_pools()
    said.clear()
    counts.count_pools()
    assert counts.POOL["waits"]._value.get() - before == 2
    assert counts.CONNECTIONS._value.get() == 5 and counts.IN_USE._value.get() == 2


@pytest.mark.django_db
def test_queues_and_ages_are_those_of_the_database(monkeypatch, settings):
    settings.BACKUP_FOLDER = ""
    monkeypatch.setattr(metrics.connection, "close", lambda: None)
    edition = make_signed_article().editions.get()
    Report.objects.create(document=edition.document, about="wrong")
    asked = CollectorRegistry()
    asked.register(metrics.OfTheClinic())
    text = generate_latest(asked).decode()
    assert value(text, "clinic_database_up") == 1
    assert value(text, "clinic_editions_live") == Edition.objects.live().count() == 1
    assert value(text, 'clinic_queue{queue="reports"}') == 1
    assert value(text, 'clinic_queue{queue="drafts to sign"}') == 0
    age = (timezone.now() - edition.published_at) / timedelta(seconds=1)
    assert abs(value(text, 'clinic_edition_age_seconds{which="oldest"}') - age) < 60
    assert text.count("clinic_queue{") == len(metrics.QUEUES)


@pytest.mark.django_db
def test_a_database_that_is_away_is_said(monkeypatch, settings):
    settings.BACKUP_FOLDER = ""
    monkeypatch.setattr(metrics.connection, "close", lambda: None)

    def away(self):
        raise metrics.Error
        yield

    monkeypatch.setattr(metrics.OfTheClinic, "_of_the_database", away)
    asked = CollectorRegistry()
    asked.register(metrics.OfTheClinic())
    text = generate_latest(asked).decode()
    assert value(text, "clinic_database_up") == 0 and "clinic_queue" not in text


def test_the_rules_for_alerts_name_what_is_served():
    rules = yaml.safe_load((ROOT / "deploy/alerts.yml").read_text())["groups"][0]["rules"]
    named = {name for rule in rules for name in re.findall(r"\bclinic_\w+", rule["expr"])}
    code = "".join((ROOT / file).read_text() for file in COUNTED_IN)
    made = {f"clinic_{name}" for name in re.findall(r"\bclinic_(\w+)", code)}
    made |= {f"clinic_pool_{name}" for name in counts.POOL}
    served = {f"{name}{end}" for name in made for end in ("", "_total", "_bucket")}
    assert len(rules) == 7 and len(named) == 6 and named <= served


@pytest.mark.nightly
def test_gunicorns_workers_are_counted_to_the_last_request(
    tmp_path, tmp_path_factory, django_db_setup, django_db_blocker
):
    """Two workers, of which one is killed in between; stored pages, errors and probes."""
    port, folder = free_port(), tmp_path / "counts"
    os.environ["METRICS_FOLDER"] = str(folder)
    try:
        # Beside the folders of other sites of this run, which share their static files.
        beside = tmp_path_factory.mktemp("counted")
        site = demonstration(beside, django_db_setup, django_db_blocker, "tests.system.settings", workers=2)
        with site as site, scraping(site.environment, folder, port) as scrape:
            before = counted(scrape())
            for _ in range(30):
                read(f"{site.url}/contact/")
                read(f"{site.url}/kim-27710/")
            # An answer is counted after it is sent.
            wait_until(lambda: counted(scrape()) - before == Counter({"200": 30, "404": 30}))
            kill_a_worker(folder)
            for _ in range(30):
                read(f"{site.url}/contact/")
            wait_until(lambda: counted(scrape()) - before == Counter({"200": 60, "404": 30}))
            after = scrape()
            assert "kim" not in after and value(after, "clinic_database_up") == 1
    finally:
        del os.environ["METRICS_FOLDER"]


def counted(page: str) -> Counter[str]:
    """By status, how many answers to readers."""
    names = {
        status: f'clinic_requests_total{{for_="readers",status="{status}"}}' for status in ("200", "404")
    }
    return Counter({status: int(value(page, name)) for status, name in names.items() if name in page})


def read(url: str) -> None:
    try:
        urllib.request.urlopen(url, timeout=20).read()
    except urllib.error.HTTPError as error:
        error.read()
    except OSError:
        read(url)


def kill_a_worker(folder) -> None:
    pid = int(re.search(r"counter_(\d+)\.db", next(folder.glob("counter_*.db")).name)[1])
    os.kill(pid, 9)


@contextmanager
def scraping(environment, folder, port):
    """`manage.py serve_metrics` beside the site; a function that reads it."""
    asked = os.environ | environment | {"METRICS_FOLDER": str(folder), "METRICS_BIND": f"127.0.0.1:{port}"}
    server = subprocess.Popen([sys.executable, "manage.py", "serve_metrics"], cwd=ROOT, env=asked)
    try:
        url = f"http://127.0.0.1:{port}/metrics"
        wait_until_it_answers(url, server)
        yield lambda: urllib.request.urlopen(url, timeout=20).read().decode()
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0
