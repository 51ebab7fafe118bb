"""One command a night: everything that is to be forgotten or looked at, and an exit code for a monitor."""

import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO
from socket import create_server

import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from drez_site.assembly import backups, nightly
from drez_site.assembly.nightly import NeedsSomebody
from drez_site.clinic.models import ClinicProfile
from drez_site.delivery.models import RequestCount
from providers.models import Report
from tests.kit.directory import make_doctor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic(settings):
    settings.NIGHTLY_LOOKS_AT_CERTIFICATE = False
    ClinicProfile(name="Test Clinic", phone="+19195550100").save()


def a_night() -> str:
    said = StringIO()
    call_command("nightly", stdout=said, stderr=said)
    return said.getvalue()


def test_what_is_over_is_forgotten_and_a_second_time_changes_nothing():
    long_ago = timezone.now() - timedelta(days=400)
    AccessAttempt.objects.create(username="pat", ip_address="203.0.113.9", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=long_ago)
    RequestCount.objects.create(form="x", network="y", starts_at=long_ago, ends_at=long_ago, times=1)
    report = Report.objects.create(provider=make_doctor(), about="phone", details="My secret pain")
    Report.objects.update(received_at=long_ago)
    said = a_night()
    assert not AccessAttempt.objects.exists() and not RequestCount.objects.exists()
    report.refresh_from_db()
    assert report.details == ""
    assert "Forgot 1 wrong sign-ins" in said and "Forgot 1 counts of forms" in said
    assert "of 1 reports" in said and "The search index is right" in said
    assert "Forgot 0 wrong sign-ins" in a_night()


def test_one_that_fails_stops_no_other_and_the_exit_code_says_so(monkeypatch):
    done = []

    def broken():
        raise OperationalError("DETAIL: (kim@example.org)")

    tasks = [nightly.Task("first", broken), nightly.Task("second", lambda: done.append(1) or "done")]
    monkeypatch.setattr(nightly, "TASKS", tasks)
    said = StringIO()
    with pytest.raises(CommandError, match=r"look at: first\."):
        call_command("nightly", stdout=said, stderr=said)
    assert done == [1]
    assert "first: OperationalError" in said.getvalue() and "kim@" not in said.getvalue()


def test_a_clinic_that_nobody_can_write_to_is_named():
    ClinicProfile.objects.update(phone="", email="")
    with pytest.raises(NeedsSomebody, match="give the clinic an email or a phone"):
        nightly.look_at_security_txt()


@pytest.mark.parametrize(("hours", "is_fine"), [(1, True), (25, True), (27, False), (None, False)])
def test_a_backup_that_is_old_or_not_there(tmp_path, settings, hours, is_fine):
    settings.BACKUP_FOLDER = str(tmp_path)
    if hours:
        taken = datetime.now(UTC) - timedelta(hours=hours)
        (tmp_path / f"clinic-{taken.strftime(backups.TIMESTAMP)}.dump").touch()
    if is_fine:
        assert f"{hours} hours old" in nightly.look_at_the_backup()
    else:
        with pytest.raises(NeedsSomebody, match="hours old|There is no backup"):
            nightly.look_at_the_backup()


@pytest.fixture
def port(tmp_path):
    """Of a server that shows a certificate for ten days, and then hangs up."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "10", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    listener = create_server(("127.0.0.1", 0))

    def answer():
        try:
            with context.wrap_socket(listener.accept()[0], server_side=True):
                pass
        except OSError:
            pass  # who did not trust it has hung up

    threading.Thread(target=answer, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def test_a_certificate_that_ends_soon(port, tmp_path, settings, monkeypatch):
    settings.NIGHTLY_LOOKS_AT_CERTIFICATE = True
    settings.PUBLIC_ORIGIN = f"https://localhost:{port}"
    look = nightly.days_of_certificate
    trusting = str(tmp_path / "cert.pem")
    monkeypatch.setattr(nightly, "days_of_certificate", lambda host, port: look(host, port, trusting))
    with pytest.raises(NeedsSomebody, match="localhost ends in 9 days: renew it"):
        nightly.look_at_the_certificate()


def test_a_certificate_that_no_browser_trusts(port, settings):
    settings.NIGHTLY_LOOKS_AT_CERTIFICATE = True
    settings.PUBLIC_ORIGIN = f"https://localhost:{port}"
    with pytest.raises(NeedsSomebody, match="Nobody gets to localhost over TLS"):
        nightly.look_at_the_certificate()
