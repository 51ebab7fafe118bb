"""What a patient sees while a disk is full or the database is stuck: real servers, real faults."""

import os
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.databases import Databases
from tests.kit.asking import ask, try_to_sign_in
from tests.kit.clinic_database import clinic_database
from tests.kit.postgres_servers import PostgresServer
from tests.kit.starting_points import template_of

from .running import free_port, run_command, serving

pytestmark = pytest.mark.nightly
ARTICLE, RESULTS = "/procedures/drez-lesioning/", "/doctors/?near=27710"


def environment(url: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.system.patient_settings",
        "DATABASE_URL": url,
        "DATABASE_POOL_SIZE": "8",
        "CLINIC_PHONE": "+19195550100",
        "PORT": str(free_port()),
    }


@pytest.fixture
def clinic(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        template = template_of("loaded", Databases.current)
        with clinic_database("faults", template) as clinic:
            clinic.make_roles()
            yield clinic


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def server_on_a_small_disk(small_disk):
    server = PostgresServer(small_disk / "server", free_port())
    server.initialize()
    server.start()
    server.ask("CREATE DATABASE clinic")
    try:
        yield server
    finally:
        if server.is_running():
            server.stop("immediate")


def fill(folder: Path) -> Path:
    """Every byte that is left."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65536)
                file.flush()
        except OSError:
            return filler


def test_the_disk_of_the_database_is_full(server_on_a_small_disk, small_disk, tmp_path):
    here = environment(server_on_a_small_disk.url("clinic"))
    port = int(here["PORT"])
    run_command(here, "migrate", "--verbosity", "0")
    with serving(here, tmp_path / "log"):
        before = {path: ask(port, path) for path in ("/doctors/", "/contact/")}
        assert {status for status, _words in before.values()} == {200}
        assert try_to_sign_in(port)[0] == 200
        filler = fill(small_disk)
        assert {path: ask(port, path) for path in before} == before
        answers = [try_to_sign_in(port) for _turn in range(400)]
        refused = [words for status, words in answers if status != 200]
        assert {status for status, _words in answers} <= {200, 503}
        assert refused, "the disk was never full"
        assert all(b"Editing is paused" in words and b"tel:911" in words for words in refused)
        filler.unlink()
        if not server_on_a_small_disk.is_running():
            server_on_a_small_disk.start()
        deadline = time.monotonic() + 30
        while (status := try_to_sign_in(port)[0]) != 200 and time.monotonic() < deadline:
            time.sleep(0.5)
        assert status == 200
        assert {path: ask(port, path) for path in before} == before


def test_a_table_that_somebody_holds(clinic, tmp_path):
    """A migration that waits, a report that locks: 503 after five seconds, and stored pages go on."""
    here = environment(clinic.url("web"))
    port = int(here["PORT"])
    with serving(here, tmp_path / "log", workers=1):
        stored = ask(port, ARTICLE)
        assert stored[0] == 200
        with psycopg.connect(host=clinic.host, dbname=clinic.database, user="postgres") as holder:
            holder.execute("LOCK TABLE providers_provider, providers_practice IN ACCESS EXCLUSIVE MODE")
            began, answers = time.monotonic(), []
            asking = [
                threading.Thread(target=lambda: answers.append(ask(port, RESULTS))) for _reader in range(3)
            ]
            for each in asking:
                each.start()
            assert ask(port, ARTICLE) == stored
            for each in asking:
                each.join()
            waited = time.monotonic() - began
        assert [status for status, _words in answers] == [503] * 3
        assert all(b"tel:+1919555" in words and b"tel:911" in words for _status, words in answers)
        assert 4 < waited < 30  # the lock_timeout of the role, not the time limit of gunicorn
        assert ask(port, RESULTS)[0] == 200


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_the_disk_of_the_log_is_full(clinic):
    here = environment(clinic.url("web"))
    port = int(here["PORT"])
    with serving(here, Path("/dev/full"), workers=1):
        assert [ask(port, path)[0] for path in (ARTICLE, RESULTS, "/nowhere/")] == [200, 200, 404]
        assert try_to_sign_in(port)[0] == 200
