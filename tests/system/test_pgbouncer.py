"""The site behind PgBouncer, which gives each transaction another connection of a few."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from drez_site.embedded_postgres.server import as_another_user
from tests.databases import Databases
from tests.kit.asking import ask, try_to_sign_in
from tests.kit.clinic_database import clinic_database
from tests.kit.starting_points import template_of

from .running import free_port, run_command, serving

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not PGBOUNCER, reason="no pgbouncer on this machine"),
]
PAGES = [
    "/",
    "/procedures/drez-lesioning/",
    "/doctors/?near=27710",
    "/doctors/?near=27710&name=a",
    "/search/?q=pain",
]
CONNECTIONS = 3

# As docs/operations.md says; users are not asked for a password here.
CONFIGURATION = """
[databases]
{name} = host={host} dbname={name} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
ignore_startup_parameters = options
logfile = {folder}/log
"""


@pytest.fixture
def clinic(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        template = template_of("loaded", Databases.current)
        with clinic_database("pgbouncer", template) as clinic:
            clinic.make_roles()
            yield clinic


@pytest.fixture
def pgbouncer(clinic, tmp_path):
    """The address of the database through it."""
    port = free_port()
    (tmp_path / "pgbouncer.ini").write_text(
        CONFIGURATION.format(
            name=clinic.database,
            host=clinic.host,
            user=clinic.user("web"),
            port=port,
            connections=CONNECTIONS,
            folder=tmp_path,
        )
    )
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [*as_another_user(), PGBOUNCER, str(tmp_path / "pgbouncer.ini")], stdout=said, stderr=said
        )
    url = f"postgres://{clinic.user('web')}@127.0.0.1:{port}/{clinic.database}"
    try:
        wait_until_it_connects(url, tmp_path / "said")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def wait_until_it_connects(url, said):
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)


def environment(url):
    return {
        "DJANGO_SETTINGS_MODULE": "drez_site.settings.test",
        "DATABASE_URL": url,
        "DATABASE_POOL_SIZE": "8",
        "PORT": str(free_port()),
    }


def answers(environment, log):
    """Of every page, ten times, and to wrong passwords; eight at a time."""
    port = int(environment["PORT"])
    with serving(environment, log), ThreadPoolExecutor(8) as pool:
        read = pool.map(lambda path: (path, *ask(port, path)), PAGES * 10)
        tried = pool.map(lambda _number: ("/admin/login/", try_to_sign_in(port)[0]), range(8))
        return {*read, *tried}


def test_pages_and_forms_are_the_same_behind_it(clinic, pgbouncer, tmp_path):
    direct = answers(environment(clinic.url("web")), tmp_path / "direct")
    behind = answers(environment(pgbouncer), tmp_path / "behind")
    assert {status for _path, status, *_body in direct} == {200}
    assert len(direct) == len(PAGES) + 1
    assert behind == direct


def test_what_runs_at_night_runs_through_it(clinic, pgbouncer):
    said = run_command(environment(pgbouncer), "check_search_index")
    assert said == run_command(environment(clinic.url("web")), "check_search_index")
    assert run_command(environment(pgbouncer), "forget_reports")
