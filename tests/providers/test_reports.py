"""“Something wrong here? Tell us”: from the form to the answer, and until the words are forgotten."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from providers.models import Report
from providers.reporting import views
from tests.kit.directory import make_doctor, make_location
from tests.kit.small_country import few_summaries

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor(drez):
    return make_doctor("Wrong", make_location(), does=[drez], slug="terry-wrong")


def send(client, language="", **fields):
    return client.post(f"{language}/doctors/terry-wrong/report/", {"about": "phone", **fields})


def test_a_report_needs_one_choice_and_no_name(client, doctor):
    response = send(client)
    report = Report.objects.get()
    assert response.status_code == 302 and response.url == f"/reports/{report.code}/"
    assert (report.provider, report.about, report.status) == (doctor, "phone", "received")
    assert (report.details, report.contact, report.closed_at) == ("", "", None)
    page = client.get(response.url)
    assert "Thank you. We have your report" in page.text
    assert "terry-wrong" in page.text


def test_in_spanish(client, doctor):
    assert "¿Qué está mal?" in client.get("/es/doctors/terry-wrong/report/").text
    response = send(client, "/es", about="operation", details="No hace la DREZ.")
    assert response.url.startswith("/es/reports/")
    assert Report.objects.get().language == "es"
    assert "Recibimos su reporte" in client.get(response.url).text
    assert "Elija qué está mal." in send(client, "/es", about="").text


def test_the_doctor_page_leads_to_it(client, doctor):
    assert "/doctors/terry-wrong/report/" in client.get("/doctors/terry-wrong/").text


@pytest.mark.parametrize(
    ("contact", "kept"),
    [
        ("919.555.0134", "(919) 555-0134"),
        ("+1 (919) 555-0134", "(919) 555-0134"),
        (" me@example.com ", "me@example.com"),
        ("", ""),
    ],
)
def test_a_contact_is_an_email_or_a_phone(client, doctor, contact, kept):
    assert send(client, contact=contact).status_code == 302
    assert Report.objects.get().contact == kept


@pytest.mark.parametrize(
    ("fields", "message", "anchor"),
    [
        ({"about": ""}, "Choose what is wrong.", "#id_about_0"),
        ({"about": "nonsense"}, "Choose what is wrong from the list.", "#id_about_0"),
        ({"about": "other", "details": " "}, "Say in a few words what is wrong.", "#id_details"),
        ({"contact": "me"}, "Enter an email address like", "#id_contact"),
        ({"contact": "me@"}, "Enter an email address like", "#id_contact"),
        ({"contact": "555-0134"}, "Enter an email address like", "#id_contact"),
        ({"contact": "٩١٩ ٥٥٥ ٠١٣٤"}, "Enter an email address like", "#id_contact"),
        ({"details": "a\x00b"}, "Null characters are not allowed.", "#id_details"),
        ({"details": "x" * 1001}, "at most 1000 characters", "#id_details"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_nothing_is_lost(client, doctor, fields, message, anchor):
    response = send(client, **{"details": "My own words", **fields})
    assert response.status_code == 200 and Report.objects.count() == 0
    page = response.text
    assert "<title>Error: " in page
    assert page.count(message) == 2
    assert f'<a href="{anchor}">' in page and f'id="{anchor[1:]}"' in page
    assert fields.get("details", "My own words") in page
    assert fields.get("contact", "") in page


def test_a_program_that_fills_everything_is_refused_and_a_person_can_try_again(client, doctor):
    response = send(client, trap="http://spam.example", details="Words")
    assert Report.objects.count() == 0
    assert "Our spam check stopped this form." in response.text
    assert "spam.example" not in response.text and "Words" in response.text


def test_a_form_with_errors_of_both_kinds_has_one_summary(client, doctor):
    page = send(client, trap="http://spam.example", about="").text
    assert page.count('role="alert"') == page.count("There is a problem") == 1
    summary = page.partition('role="alert"')[2].partition("</div>")[0]
    assert "Our spam check stopped this form." in summary and ">Choose what is wrong.</a>" in summary
    assert page.count("Our spam check stopped this form.") == 1


def test_too_many_about_one_doctor_in_an_hour(client, doctor, monkeypatch):
    monkeypatch.setattr(views, "MOST_ABOUT_ONE_THING", 2)
    other = make_doctor("Other", slug="other")
    assert [send(client).status_code for _ in range(3)] == [302, 302, 429]
    response = send(client, details="Words that stay")
    assert "We got many reports in the last hour" in response.text and "Words that stay" in response.text
    assert Report.objects.count() == 2
    assert client.post(f"/doctors/{other.slug}/report/", {"about": "phone"}).status_code == 302
    Report.objects.update(received_at=timezone.now() - timedelta(minutes=61))
    assert send(client).status_code == 302


def test_too_many_on_the_whole_site_in_an_hour(client, doctor, monkeypatch):
    monkeypatch.setattr(views, "MOST_IN_ALL", 1)
    make_doctor("Other", slug="other")
    assert client.post("/doctors/other/report/", {"about": "phone"}).status_code == 302
    assert send(client).status_code == 429


def test_only_public_doctors_can_be_reported(client, doctor):
    doctor.is_listed = False
    doctor.save()
    assert client.get("/doctors/terry-wrong/report/").status_code == 404
    assert send(client).status_code == 404
    assert Report.objects.count() == 0


def test_nothing_is_stored_between_us_and_the_reader(client, doctor):
    status = send(client).url
    for address in ("/doctors/terry-wrong/report/", status):
        response = client.get(address)
        assert "no-store" in response.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.text
    assert client.get(status).headers["X-Robots-Tag"] == "noindex"


def test_a_code_cannot_be_guessed(client, doctor):
    codes = {re.fullmatch(r"/reports/([0-9a-z]{20})/", send(client).url)[1] for _ in range(5)}
    assert len(codes) == 5
    assert client.get(f"/reports/{codes.pop().upper()}/").status_code == 200
    assert client.get("/reports/aaaaaaaaaaaaaaaaaaaa/").status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("received", "We have your report"),
        ("checking", "We are checking it"),
        ("changed", "and changed the listing"),
        ("unchanged", "nothing changed"),
    ],
)
def test_the_status_page_says_what_became_of_it_and_nothing_personal(client, doctor, status, words):
    address = send(client, details="My own words", contact="me@example.com").url
    report = Report.objects.get()
    report.note = "Rang the office"
    report.move_to(status, None)
    report.save()
    page = client.get(address).text
    assert words in page
    for personal in ("My own words", "me@example.com", "Rang the office"):
        assert personal not in page


def test_a_doctor_who_left_the_site_is_named_without_a_link(client, doctor):
    address = send(client).url
    doctor.is_listed = False
    doctor.save()
    page = client.get(address).text
    assert str(doctor) in page and "/doctors/terry-wrong/" not in page


def test_the_form_needs_its_cookie(doctor):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/doctors/terry-wrong/report/", {"about": "phone"})
    assert response.status_code == 403 and Report.objects.count() == 0
    assert (
        "We could not send the form" in response.text and "No pudimos enviar el formulario" in response.text
    )
    assert response.headers["Cache-Control"] == "no-store"
    page = client.get("/doctors/terry-wrong/report/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookie = page.cookies[next(iter(page.cookies))]
    assert len(page.cookies) == 1 and cookie["max-age"] == "" and cookie["expires"] == ""
    assert send(client, csrfmiddlewaretoken=token).status_code == 302


class TestForgetting:
    def report(self, doctor, received=0, closed=None):
        """`received` and `closed` days ago."""
        now = timezone.now()
        return Report.objects.create(
            provider=doctor,
            about="other",
            details="Words",
            contact="me@example.com",
            received_at=now - timedelta(days=received),
            status="changed" if closed is not None else "received",
            closed_at=now - timedelta(days=closed) if closed is not None else None,
        )

    def test_thirty_days_after_closing_and_half_a_year_after_all(self, doctor, capsys):
        kept = [self.report(doctor, 29, 29), self.report(doctor, 179)]
        due = [self.report(doctor, 40, 30), self.report(doctor, 180), self.report(doctor, 181, 1)]
        call_command("forget_reports")
        assert "of 3 reports" in capsys.readouterr().out
        for report in kept:
            report.refresh_from_db()
            assert (report.details, report.contact) == ("Words", "me@example.com")
        for report in due:
            report.refresh_from_db()
            assert (report.details, report.contact, report.about) == ("", "", "other")
        call_command("forget_reports")
        assert "of 0 reports" in capsys.readouterr().out

    def test_closed_means_answered(self, doctor):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(provider=doctor, about="phone", status="changed")
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(provider=doctor, about="phone", closed_at=timezone.now())

    def test_reports_on_made_up_doctors_go_with_them(self, drez, monkeypatch):
        few_summaries(monkeypatch)
        self.report(make_doctor("Made", is_demonstration=True))
        call_command("start_clinic", "Real Clinic", "+19195550100")
        assert Report.objects.count() == 0 and not ClinicProfile.current().is_demonstration


class TestQueue:
    def test_open_reports_first_and_nothing_else_until_asked(self, admin_client, doctor):
        for status in Report.Status:
            report = Report(provider=doctor, about="phone", details=status.value)
            report.move_to(status, None)
            report.save()
        address = reverse("admin:providers_report_changelist")

        def listed(**query):
            return [r.status for r in admin_client.get(address, query).context["cl"].result_list]

        assert listed() == listed(state="open") == ["received", "checking"]
        assert listed(state="closed") == ["changed", "unchanged"]
        assert len(listed(state="all")) == 4

    @pytest.mark.parametrize(
        ("action", "status", "how", "closes"),
        [
            ("being_checked", "checking", "", False),
            ("nothing_changed", "unchanged", "not_checked", True),
        ],
    )
    def test_answering_several_at_once(self, admin_client, admin_user, doctor, action, status, how, closes):
        reports = [Report.objects.create(provider=doctor, about="phone") for _ in range(2)]
        response = admin_client.post(
            reverse("admin:providers_report_changelist"),
            {"action": action, "_selected_action": [report.pk for report in reports]},
            follow=True,
        )
        assert "2 reports are now marked" in response.text
        answered = [
            (each.status, each.checked_how, each.handled_by, each.closed_at is None)
            for each in Report.objects.all()
        ]
        assert answered == [(status, how, admin_user, not closes)] * 2

    def test_nobody_closes_several_as_changed(self, admin_client, doctor):
        Report.objects.create(provider=doctor, about="phone")
        page = admin_client.get(reverse("admin:providers_report_changelist")).text
        assert "nothing_changed" in page and "listing_changed" not in page

    def test_staff_add_none(self, admin_client):
        assert admin_client.get(reverse("admin:providers_report_add")).status_code == 403


class TestDue:
    """Two business days after a report came in, whatever the days of the week."""

    @pytest.mark.parametrize(
        ("received", "due"),
        [
            (datetime(2026, 11, 23, 9), date(2026, 11, 25)),  # Monday
            (datetime(2026, 11, 26, 23, 59), date(2026, 11, 30)),  # Thursday
            (datetime(2026, 11, 27, 9), date(2026, 12, 1)),  # Friday
            (datetime(2026, 11, 28, 9), date(2026, 12, 1)),  # Saturday
            (datetime(2026, 11, 29, 9), date(2026, 12, 1)),  # Sunday
        ],
    )
    def test_the_day_and_the_queue(self, client, doctor, clock, received, due):
        report = Report.objects.create(
            provider=doctor, about="phone", received_at=timezone.make_aware(received)
        )
        assert report.due_on == due
        for days, is_late in ((0, False), (1, True)):
            clock(timezone.make_aware(datetime.combine(due + timedelta(days=days), time(0, 0, 1))))
            assert report.is_late is is_late
            assert Report.objects.late().exists() is is_late
        assert f"{due:%B} {due.day}, 2026" in client.get(report.get_absolute_url()).text
        report.move_to("unchanged", None)
        report.save()
        assert not report.is_late and not Report.objects.late().exists()


class TestListingHasChanged:
    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("changed", ["doctor", "place", "nothing"])
    def test_a_change_of_the_doctor_or_of_a_place_counts_and_a_bare_save_does_not(self, changed):
        place = make_location()
        doctor = make_doctor("Watched", place)
        report = Report.objects.create(provider=doctor, about="phone")
        assert not report.listing_has_changed()
        if changed == "doctor":
            doctor.credentials = "DO"
        if changed == "place":
            place.phone = "+19195550177"
        doctor.save()
        place.save()
        assert report.listing_has_changed() == (changed != "nothing")
