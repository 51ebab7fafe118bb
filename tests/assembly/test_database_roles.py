"""deploy/roles.sql with real roles on a real server: the website does its work and nothing to its tables."""

import subprocess

import psycopg
import pytest

from drez_site.embedded_postgres.server import program
from tests.kit.clinic_database import clinic_database

# Spelled in two parts, because no file may do it.
SWITCHED_OFF = "DISABLE" + " TRIGGER ALL"


# By day the same commands, in a country of few places.
SMALL = """
import pytest
from django.core.management import call_command
from tests.kit.small_country import in_a_small_country
in_a_small_country(pytest.MonkeyPatch())
call_command("%s")
"""


@pytest.fixture(scope="module")
def clinic(django_db_setup, django_db_blocker, nightly):
    """The order in which it went wrong once: somebody else migrates, and the roles come later."""
    with django_db_blocker.unblock(), clinic_database("roles") as made:
        made.make_roles()
        made.manage("owner", "migrate", "--verbosity=0")
        for role, command in (("owner", "load_places"), ("web", "load_demonstration")):
            made.manage(role, *([command] if nightly else ["shell", "--no-imports", "-c", SMALL % command]))
        yield made


SITE_AT_WORK = """
from django.db import connection
from django.test import Client
from drez_site.clinic.models import ClinicProfile
from drez_site.delivery.models import RequestCount
from drez_site.staff.models import StaffMember
from procedures.models import Edition
from procedures.publishing.signing import withdraw
from providers.models import Provider, SearchEntry
client = Client()
doctor = Provider.objects.public().first()
paths = ["/", "/procedures/drez-lesioning/", "/doctors/?near=27710", "/readyz"]
for path in [*paths, doctor.get_absolute_url()]:
    assert client.get(path).status_code == 200, path
assert Edition.objects.exists(), "signed as this role"
entries = SearchEntry.objects.filter(provider=doctor).count()
assert entries
for practice in list(doctor.practices.all()):
    practice.delete()
assert not SearchEntry.objects.filter(provider=doctor).exists(), "the index followed"
page = client.get(doctor.get_absolute_url() + "report/")
assert page.status_code == 200
client.post("/admin/login/", {"username": "nobody", "password": "wrong"})
assert RequestCount.objects.get().times == 1
ClinicProfile.objects.update(name="Another Name")
reviewer = StaffMember.objects.filter(groups__name="Clinical reviewer").first()
edition = Edition.objects.public().articles().first()
withdraw(edition.document, edition.reviewer, "Wrong.", with_translations=True)
assert client.get(edition.document.procedure.get_absolute_url()).status_code == 410
print("worked as", connection.settings_dict["USER"])
"""


def test_the_website_does_all_its_work_as_a_role_that_owns_nothing(clinic):
    assert f"worked as {clinic.prefix}_web" in clinic.manage(
        "web", "shell", "--no-imports", "-c", SITE_AT_WORK
    )
    with clinic.connect("web") as connection:
        owned = connection.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert owned.fetchone() == (0,)


FORBIDDEN = [
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION hstore",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DROP TABLE procedures_edition CASCADE",
    "ALTER TABLE procedures_edition ADD mine int",
    f"ALTER TABLE procedures_edition {SWITCHED_OFF}",
    "DROP TRIGGER clinic_clinicprofile_is_never_emptied ON clinic_clinicprofile",
    "CREATE TRIGGER mine BEFORE INSERT ON auth_group EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "TRUNCATE procedures_edition CASCADE",
    "TRUNCATE django_session",
    "DELETE FROM django_migrations",
    "SET ROLE postgres",
    "COPY auth_group TO '/tmp/mine'",
    "CREATE ROLE mine",
    "SELECT lo_create(4242)",
    "SELECT lo_creat(1)",
    "SELECT lo_from_bytea(0, 'x')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_website_cannot(clinic, statement):
    with clinic.connect("web") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_website_cannot_become_the_owner(clinic):
    with clinic.connect("web") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SET ROLE {clinic.prefix}_owner")


def test_a_slow_question_ends_by_itself(clinic):
    with clinic.connect("web") as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        }
        assert shown == {
            "statement_timeout": "10s",
            "lock_timeout": "5s",
            "idle_in_transaction_session_timeout": "30s",
        }
        connection.execute("SET statement_timeout = '50ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(5)")


def test_what_the_website_changed_of_itself_is_put_right(clinic):
    with clinic.connect("web") as connection:
        connection.execute(f"ALTER ROLE {clinic.user('web')} SET statement_timeout = 0")
        connection.execute(f"ALTER ROLE {clinic.user('web')} SET search_path = pg_temp, public")
    clinic.make_roles()
    with clinic.connect("web") as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("10s",)
        assert connection.execute("SHOW search_path").fetchone() == ('"$user", public',)


def test_everything_belongs_to_the_owner_whoever_migrated(clinic):
    with clinic.connect("owner") as connection:
        others = connection.execute(
            """SELECT objid::regclass::text FROM pg_shdepend
               JOIN pg_database ON pg_database.oid = dbid AND datname = current_database()
               WHERE deptype = 'o' AND refobjid <> current_user::regrole AND classid = 'pg_class'::regclass"""
        )
        assert others.fetchall() == []
        mine = "SELECT count(*) FROM pg_proc WHERE proowner = current_user::regrole"
        assert connection.execute(mine).fetchone()[0] > 60


def test_what_fails_is_not_repeated_in_the_log_of_the_server(clinic):
    with clinic.connect("web") as connection:
        assert connection.execute("SHOW log_min_error_statement").fetchone() == ("panic",)
        assert connection.execute("SHOW log_min_messages").fetchone() == ("fatal",)


def test_the_backup_reads_everything_and_writes_nothing(clinic, tmp_path):
    with clinic.connect("backup") as connection:
        for statement in ("DELETE FROM auth_group", "UPDATE clinic_clinicprofile SET name = 'x'"):
            with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege)):
                connection.execute(statement)
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM auth_group")
        editions = connection.execute("SELECT count(*) FROM procedures_edition").fetchone()[0]
    copy = tmp_path / "clinic.dump"
    done = clinic.tool(
        "pg_dump",
        "--format=custom",
        f"--username={clinic.prefix}_backup",
        f"--dbname={clinic.database}",
        f"--file={copy}",
    )
    assert done.returncode == 0, done.stderr
    listed = subprocess.run(
        [program("pg_restore"), "--data-only", "--table=procedures_edition", "--file=-", str(copy)],
        capture_output=True,
        text=True,
    ).stdout
    rows = listed.partition("FROM stdin;\n")[2].partition("\n\\.\n")[0].splitlines()
    assert len(rows) == editions > 0
