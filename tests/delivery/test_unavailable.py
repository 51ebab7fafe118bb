"""The database is away or takes no writes: 503 with whom to call, for every method, signed in or not."""

import json
import select

import pytest
from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.urls import reverse
from psycopg.errors import ReadOnlySqlTransaction

from drez_site.clinic.models import ClinicProfile
from drez_site.delivery.models import RequestCount
from drez_site.delivery.passing_faults import will_pass
from drez_site.foundation.heavy_work import TooMuchAtOnce
from drez_site.staff.models import StaffMember
from drez_site.staff.one_time_links import new_sign_in_link
from procedures.models import Edition, Submission
from providers.models import Report
from tests.kit.database_faults import database_away, database_takes_no_writes
from tests.kit.directory import make_doctor
from tests.kit.documents import make_signed_article
from tests.kit.places import make_zip_code
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)  # a statement that fails ends the transaction of a test

WAYS = ("get", "head", "post")
PASSWORD = "correct horse battery"
HERE = {"latitude": 36.0, "longitude": -78.94}
READING = ["/", "/es/", "/procedures/", "/procedures/drez-lesioning/", "/doctors/?near=27710", "/contact/"]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def numbers_of_the_environment(settings, fresh_process):
    """A process that never read a page, as after a start."""
    settings.CLINIC_PHONE, settings.CLINIC_URGENT_PHONE = "+19195550100", "+19195550101"


@pytest.fixture
def doctor():
    return make_doctor()


def locate(visitor, **headers):
    return visitor.post(
        "/doctors/locate/",
        json.dumps(HERE),
        content_type="application/json",
        headers={"sec-fetch-site": "same-origin"} | headers,
    )


def says_whom_to_call(response):
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.text.count('href="tel:+19195550100"') == 2
    assert response.text.count('href="tel:+19195550101"') == 2
    assert 'href="tel:911"' in response.text and 'lang="es"' in response.text
    assert "hunter2" not in response.text
    return True


def test_away_every_address_says_whom_to_call(visitor):
    """But where the answer needs no database: a page that takes no POST, a staff page without a cookie."""
    paths = [*READING, "/sitemap.xml", "/doctors/x/report/", "/admin/", "/admin/login/"]
    with database_away():
        answers = {
            (way, path): getattr(visitor, way)(path) for way in ("get", "head", "post") for path in paths
        }
    unread = {("post", path): 405 for path in [*READING, "/sitemap.xml"]}
    unread |= {(way, "/admin/"): 302 for way in ("get", "head", "post")}
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(
        answers, 503
    ) | unread
    pages = [answer for (way, _), answer in answers.items() if answer.status_code == 503 and way != "head"]
    assert len(pages) == 11
    assert all(says_whom_to_call(page) for page in pages)


def test_away_whoever_is_signed_in_gets_503_on_every_method(visitor):
    visitor.force_login(make_staff(is_superuser=True))
    addresses = ["/admin/", "/admin/providers/provider/", "/admin/still-here/", "/admin/logout/"]
    with database_away():
        answers = [getattr(visitor, method)(path) for method in ("get", "post") for path in addresses]
    assert [says_whom_to_call(answer) for answer in answers] == [True] * 8


def test_away_forms_and_links_get_503(visitor, doctor):
    link = new_sign_in_link(make_staff()).removeprefix("https://clinic.example")
    with database_away():
        answers = [
            visitor.post("/admin/login/", {"username": "pat", "password": PASSWORD}),
            visitor.post(reverse("providers:report", args=[doctor.slug]), {"about": "phone"}),
            locate(visitor),
            visitor.get(link),
            visitor.post(link),
        ]
    assert [says_whom_to_call(answer) for answer in answers] == [True] * 5


def test_the_profile_that_was_read_last_comes_before_the_environment(visitor):
    ClinicProfile(name="Test Clinic", phone="+19195550177").save()
    visitor.get("/")
    with database_away():
        text = visitor.get("/").text
    assert text.count('href="tel:+19195550177"') == 2
    assert text.count('href="tel:+19195550101"') == 2, "the profile has no second number"


@commits
def test_without_writes_reading_goes_on(visitor, doctor):
    make_signed_article()
    with database_takes_no_writes():
        assert [visitor.get(path).status_code for path in READING] == [200] * len(READING)
        assert (visitor.get("/readyz").status_code, visitor.get("/readyz").text) == (200, "ok, reading only")
    assert visitor.get("/readyz").text == "ok"


@commits
def test_without_writes_the_location_is_answered_uncounted(visitor, caplog):
    make_zip_code("27705", at=(36.0, -78.9))
    with database_takes_no_writes():
        answer = locate(visitor)
    assert (answer.status_code, answer.json()) == (200, {"near": "27705"})
    assert RequestCount.objects.count() == 0
    assert "Not counted" in caplog.text


@commits
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_without_writes_nobody_signs_in_and_nobody_guesses(visitor, settings, password):
    make_staff()
    for limits in (settings.RATE_LIMITS, {}):
        settings.RATE_LIMITS = limits  # the count of the network, and what stands behind it
        with database_takes_no_writes():
            answer = visitor.post("/admin/login/", {"username": "pat", "password": password})
        assert says_whom_to_call(answer)
        assert "sessionid" not in answer.cookies


@commits
def test_without_writes_no_link_opens(visitor):
    link = new_sign_in_link(make_staff()).removeprefix("https://clinic.example")
    with database_takes_no_writes():
        assert says_whom_to_call(visitor.post(link))
    assert visitor.post(link).status_code == 302, "and it still works afterwards"


@commits
def test_without_writes_nothing_is_reported(visitor, doctor, settings):
    form = {"about": "phone"}
    for limits in (settings.RATE_LIMITS, {}):
        settings.RATE_LIMITS = limits
        with database_takes_no_writes():
            assert says_whom_to_call(visitor.post(reverse("providers:report", args=[doctor.slug]), form))
    assert Report.objects.count() == 0


@commits
@pytest.mark.parametrize("proof", [PASSWORD, "wrong"])
def test_without_writes_nothing_is_signed_and_no_proof_is_guessed(visitor, proof):
    document = make_signed_article()
    visitor.force_login(make_reviewer("kim"))
    address = f"/admin/procedures/document/{document.pk}/withdraw/"
    with database_takes_no_writes():
        answer = visitor.post(address, {"reason": "A test.", "password": proof})
    assert says_whom_to_call(answer)
    assert Edition.objects.public().count() == 1
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OperationalError("gone"), True),
        (InterfaceError("closed"), True),
        (TooMuchAtOnce("wait"), True),
        (IntegrityError("no"), False),
        (ProgrammingError("no such table"), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_which_faults_pass(error, passes):
    assert will_pass(error) is passes


def test_a_fault_that_another_one_caused_passes():
    broken = TransactionManagementError("An error occurred in the current transaction.")
    broken.__cause__ = OperationalError("gone")
    assert will_pass(broken)
    refused = IntegrityError("x")
    refused.__cause__ = ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction")
    assert will_pass(refused)


@commits
@pytest.mark.parametrize("limit", ["idle_in_transaction_session_timeout", "transaction_timeout"])
def test_a_process_that_was_held_up_gets_503_for_what_the_database_ended(visitor, monkeypatch, limit):
    def held_up():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {limit} = 10")
            select.select([connection.connection.fileno()], [], [], 20)  # until the server has hung up
            cursor.execute("SELECT 1")

    monkeypatch.setattr(ClinicProfile, "current", held_up)
    try:
        assert says_whom_to_call(visitor.get("/"))
    finally:
        connection.close()


def test_an_error_of_our_own_stays_500(visitor, monkeypatch):
    monkeypatch.setattr(ClinicProfile, "current", lambda: 1 / 0)
    assert visitor.get("/").status_code == 500
    assert StaffMember.objects.count() == 0
