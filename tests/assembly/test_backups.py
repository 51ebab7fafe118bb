"""A backup brings everything back but what lets somebody in, and the drill sees whatever it does not."""

import errno
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from environ import Env

from drez_site.assembly import backups, restoring
from drez_site.assembly.backups import BackupFailed, parameters
from drez_site.assembly.management.commands import restore_drill
from drez_site.staff.phone_secrets import opened, sealed
from drez_site.staff.second_factor import new_secret
from tests.databases import Databases
from tests.kit.clinic_database import clinic_database

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
PHONE = """
    INSERT INTO otp_totp_totpdevice
        (user_id, name, confirmed, key, step, t0, digits, tolerance, drift, last_t, throttling_failure_count)
    VALUES (%(account)s, 'phone', true, %(key)s, 30, 0, 6, 1, 0, -1, 0)
"""
TRIGGER = "procedures_edition_never_changes"


@pytest.fixture
def clinic(few_documents):
    with clinic_database("backup", Databases.current.template_of("few_documents")) as made:
        made.make_roles()
        yield made


def as_role(clinic, role) -> dict[str, str]:
    return {"host": clinic.host, "dbname": clinic.database, "user": clinic.user(role)}


def test_what_was_signed_comes_back_and_no_session_does(clinic, tmp_path):
    secret = new_secret()
    with clinic.connect("web") as site:
        site.execute("INSERT INTO django_session VALUES ('c00kie', 'data', now() + '1 day')")
        (account,) = site.execute("SELECT min(id) FROM staff_staffmember").fetchone()
        site.execute(PHONE, {"account": account, "key": sealed(secret, account)})
    dump = backups.take(as_role(clinic, "backup"), tmp_path / "dumps", NOW)
    assert [path.name for path in sorted(dump.parent.iterdir())] == [
        "clinic-20261128T030000Z.dump",
        "clinic-20261128T030000Z.json",
    ]
    assert {path.stat().st_mode & 0o077 for path in (dump.parent, dump)} == {0}
    with restoring.restored(dump, as_role(clinic, None)) as there:
        here, wrong = restoring.compare(dump, there)
        assert wrong == []
        assert here["rows"]["procedures_edition"] == here["editions"][0] > 10
        assert here["triggers"][0] > 60 and here["functions"][0] > 60
        website = there | {"user": f"{there['dbname']}_web"}
        with psycopg.connect(**website, autocommit=True) as site:
            assert site.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
            (kept,) = site.execute("SELECT key FROM otp_totp_totpdevice").fetchone()
            assert opened(kept, account) == secret != kept, "with the key of the environment staff get in"
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                site.execute("CREATE TEMPORARY TABLE mine (id int)")
            with pytest.raises(psycopg.errors.CheckViolation):
                site.execute("UPDATE procedures_edition SET content = '{}'")
        with psycopg.connect(**there, autocommit=True) as superuser:
            superuser.execute(f"DROP TRIGGER {TRIGGER} ON procedures_edition")
            superuser.execute("INSERT INTO django_session VALUES ('c00kie', 'data', now() + '1 day')")
            superuser.execute(
                "DELETE FROM procedures_question WHERE id = (SELECT min(id) FROM procedures_question)"
            )
            superuser.execute(
                'UPDATE procedures_edition SET content = content || \'{"title": "Another"}\' WHERE number = 1'
            )
        _, wrong = restoring.compare(dump, there)
        assert [sentence.partition(":")[0] for sentence in wrong] == [
            "procedures_question",
            "triggers",
            "editions",
            "django_session",
            "editions",
        ]
    with clinic.connect(None) as server:
        left = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'drill%'").fetchall()
        left += server.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'drill%'").fetchall()
        assert left == []


def test_a_dump_that_cannot_be_read_brings_nothing_back(clinic, tmp_path):
    broken = tmp_path / "clinic-20261128T030000Z.dump"
    broken.write_bytes(b"PGDMP and nothing else")
    with (
        pytest.raises(BackupFailed, match="pg_restore"),
        restoring.restored(broken, as_role(clinic, None)),
    ):
        raise AssertionError("restored")


def test_the_password_is_in_no_argument(monkeypatch):
    seen = {}

    def run(command, *, env, **options):
        seen.update(command=command, password=env["PGPASSWORD"])
        raise OSError("far enough")

    monkeypatch.setattr(backups.subprocess, "run", run)
    to = parameters({"ENGINE": "django.db.backends.postgresql", "NAME": "x", "PASSWORD": "hunter2"})
    with pytest.raises(OSError, match="far enough"):
        backups.run("pg_dump", "--format=custom", to=to)
    assert seen["password"] == "hunter2" and "hunter2" not in str(seen["command"])


def test_a_backup_that_fails_leaves_none_and_says_so(clinic, tmp_path):
    nowhere = {"host": str(tmp_path), "dbname": "x", "user": "x"}
    without_tables = {"host": clinic.host, "dbname": "template1", "user": "postgres"}
    for database, said in [(nowhere, "OperationalError"), (without_tables, "holds no site yet")]:
        with pytest.raises(BackupFailed, match=said):
            backups.take(database, tmp_path / "dumps")
    assert list((tmp_path / "dumps").iterdir()) == []
    with pytest.raises(CommandError, match="Say where"):
        call_command("backup", "")


def test_a_disk_that_is_full_at_the_end_leaves_nothing(monkeypatch, tmp_path):
    """The dump has come to its end; what describes it, or its name, does not fit any more."""

    def full(path, *args, **options):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backups, "run", lambda *args, **options: "")
    for method in ("write_text", "rename"):
        with monkeypatch.context() as patched, pytest.raises(BackupFailed, match="No space left"):
            patched.setattr(backups.Path, method, full)
            backups.take(parameters(), tmp_path, NOW)
        assert list(tmp_path.iterdir()) == []


def test_old_backups_go_and_the_newest_stays(tmp_path):
    for days in (0, 34, 36, 400):
        dump = tmp_path / f"clinic-{(NOW - timedelta(days=days)).strftime(backups.TIMESTAMP)}.dump"
        dump.touch()
        backups.described_in(dump).touch()
    (tmp_path / "notes.txt").touch()
    gone = backups.forget(tmp_path, 35, NOW)
    assert [(NOW - backups.taken_at(dump)).days for dump in gone] == [400, 36]
    assert len(list(tmp_path.iterdir())) == 5
    assert backups.forget(tmp_path, 35, NOW + timedelta(days=900))[0].name == "clinic-20261025T030000Z.dump"
    assert [dump.name for dump in backups.every(tmp_path)] == ["clinic-20261128T030000Z.dump"]
    assert backups.newest(tmp_path / "empty") is None


def test_the_command_takes_one_as_the_role_that_reads(clinic, tmp_path, settings):
    settings.BACKUP_DATABASE = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": clinic.database,
        "USER": clinic.user("backup"),
        "HOST": clinic.host,
    }
    settings.BACKUP_DAYS = 35
    said = StringIO()
    call_command("backup", str(tmp_path), stdout=said)
    assert "MB)" in said.getvalue() and "0 older than 35 days deleted" in said.getvalue()
    held = json.loads(backups.described_in(backups.newest(tmp_path)).read_text())
    assert held["rows"]["procedures_document"] > 10 and "django_session" not in held["rows"]


def test_the_site_of_the_drill_has_nothing_of_the_clinics_own(monkeypatch):
    """A replica would be read instead of what was restored, and gunicorn would empty the folder of counts."""
    seen = {}
    monkeypatch.setenv("DATABASE_REPLICA_URLS", "postgres://clinic_web@replica.internal/clinic")
    monkeypatch.setenv("METRICS_FOLDER", "/run/clinic/metrics")

    def start(command, *, env, **options):
        seen.update(env)
        raise OSError("far enough")

    monkeypatch.setattr(restoring.subprocess, "Popen", start)
    with pytest.raises(OSError, match="far enough"):
        restoring.read_pages({"user": "postgres", "host": "/run/postgresql", "dbname": "drill_1"})
    for name, value in seen.items():
        monkeypatch.setenv(name, value)
    assert Env().list("DATABASE_REPLICA_URLS", default=[]) == []
    assert (seen["METRICS_FOLDER"], "drill_1_web" in seen["DATABASE_URL"]) == ("", True)


@pytest.mark.nightly
def test_the_whole_drill_reads_pages_of_a_site_on_what_was_restored(clinic, tmp_path, settings, monkeypatch):
    settings.BACKUP_FOLDER = str(tmp_path)
    backups.take(as_role(clinic, "backup"), tmp_path)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "drez_site.settings.test")
    monkeypatch.setattr(restore_drill.backups, "parameters", lambda *_: as_role(clinic, None))
    settings.PUBLIC_ORIGIN = "https://localhost"
    said = StringIO()
    call_command("restore_drill", stdout=said)
    assert "signed editions with their hashes" in said.getvalue()
    assert "empty, as they must be: django_session, delivery_requestcount, axes_" in said.getvalue()
    assert " pages: / /procedures/drez-lesioning/ /procedures/drg-stimulation/" in said.getvalue()
    assert connection.in_atomic_block, "nothing here was touched"
