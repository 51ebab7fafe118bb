"""An answer to a report: it changes the fact and its day in one step, says how, and tells the reader."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from drez_site.foundation.roles import Role
from procedures.models import Document
from procedures.publishing.signing import withdraw
from providers.models import Location, Offering, Practice, Report
from providers.reporting.answers import write_to_reader
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_draft_article, make_edition, make_signed_article, reviewer
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def desk(client):
    client.force_login(make_staff("kim", group=Role.DIRECTORY))
    return client


def report_on(subject, about="phone", **fields) -> Report:
    return Report.objects.create(**{Report.column_of(subject): subject}, about=about, **fields)


def page_of(report) -> str:
    return reverse("admin:providers_report_change", args=[report.pk])


def answer(desk, report, status="changed", how="office", **facts) -> str:
    """What the page says after it was sent as it was opened, with these things otherwise."""
    form = desk.get(page_of(report)).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in sent.items()}
    response = desk.post(page_of(report), sent | {"status": status, "checked_how": how} | facts, follow=True)
    report.refresh_from_db()
    return response.text


@pytest.mark.parametrize("how", ["office", "website"])
def test_a_phone_is_changed_with_its_day_in_one_step(desk, client, drez, how):
    place = make_location("Test Clinic", slug="test-clinic")
    report = report_on(make_doctor("Ames", place, does=[drez], slug="ames"))
    answer(desk, report, how=how, **{f"location_{place.pk}_phone": "(919) 555-0177"})
    place.refresh_from_db()
    assert (place.phone, place.phone_checked_on, place.phone_checked_with) == ("+19195550177", TODAY(), how)
    assert place.checked_on is None, "nobody asked about hours and parking"
    assert (report.status, report.checked_how) == ("changed", how)
    assert (report.closed_at is not None, str(report.handled_by)) == (True, "Kim")
    page = client.get("/doctors/ames/").text
    words = {"office": "Checked", "website": "From the office’s website,"}[how]
    assert f"{words} {TODAY():%B %Y}" in page and "(919) 555-0177" in page
    record = place.history.first()
    assert str(record.history_user) == "Kim" and "A reader’s report" in record.history_change_reason


@pytest.mark.parametrize("how", ["", "not_checked"])
def test_what_nobody_checked_changes_no_public_fact(desk, how):
    place = make_location()
    report = report_on(place)
    page = answer(desk, report, how=how, **{f"location_{place.pk}_phone": "(919) 555-0177"})
    assert ("Say how you checked it" in page) == (how == "")
    assert ("Nobody checked it" in page) == (how == "not_checked")
    assert Location.objects.get().phone == "+19195550100" and report.status == "received"
    assert "(919) 555-0177" in page, "nothing typed is lost"
    answer(desk, report, status="unchanged", how="not_checked")
    place.refresh_from_db()
    assert (report.status, place.phone_checked_on) == ("unchanged", None)
    assert "could not check it" in desk.get(report.get_absolute_url()).text


def test_a_listing_that_is_right_gets_the_day_too(desk):
    place = make_location()
    report = report_on(place, "hours")
    answer(desk, report, status="unchanged")
    place.refresh_from_db()
    assert (place.checked_on, place.checked_with, place.phone_checked_on) == (TODAY(), "office", None)


def test_a_website_does_not_take_the_place_of_what_the_office_said_lately(desk):
    lately, long_ago = TODAY() - timedelta(days=30), TODAY() - timedelta(days=91)
    doctor = make_doctor("Ames", make_location())
    for asked, expected in ((lately, (lately, "office")), (long_ago, (TODAY(), "website"))):
        doctor.practices.update(accepting_new_patients=True, checked_on=asked, checked_with="office")
        answer(desk, report_on(doctor, "accepting"), status="unchanged", how="website")
        practice = doctor.practices.get()
        assert (practice.checked_on, practice.checked_with) == expected
    doctor.practices.update(checked_on=lately, checked_with="office")
    answer(
        desk,
        report_on(doctor, "accepting"),
        how="website",
        **{f"practice_{practice.pk}_accepting_new_patients": "false"},
    )
    practice.refresh_from_db()
    assert (practice.accepting_new_patients, practice.checked_on) == (False, TODAY())
    assert practice.checked_with == "website"


def test_operations_are_confirmed_added_and_taken_out_by_the_office(desk, drez, drg):
    doctor = make_doctor("Ames", make_location(), does=[drez])
    answer(desk, report_on(doctor, "operation"), operations=[drg.pk])
    assert list(doctor.offerings.values_list("procedure", "confirmed_on")) == [(drg.pk, TODAY())]


def test_a_website_confirms_no_operation_and_takes_none_out(desk, drez, drg):
    confirmed = TODAY() - timedelta(days=200)
    doctor = make_doctor("Ames", make_location(), does=[drez])
    Offering.objects.update(confirmed_on=confirmed)
    report = report_on(doctor, "operation")
    assert "does not say no" in answer(desk, report, how="website", operations=[drg.pk])
    assert report.status == "received" and doctor.offerings.count() == 1
    answer(desk, report, how="website", operations=[drez.pk, drg.pk])
    facts = doctor.offerings.order_by("procedure__slug").values_list("confirmed_on", "on_website_on")
    assert list(facts) == [(confirmed, TODAY()), (None, TODAY())]


def test_an_address_is_checked_like_on_the_place_s_own_page(desk, country):
    place = make_location(zip_code="27710")
    report = report_on(place, "place")
    page = answer(desk, report, **{f"location_{place.pk}_zip_code": "02114"})
    assert "Please check" in page and report.status == "received"
    answer(desk, report, **{f"location_{place.pk}_street": "1 New Street"})
    place.refresh_from_db()
    assert (place.street, place.address_checked_on) == ("1 New Street", TODAY())


@pytest.mark.parametrize("wrong", ["555-0134", "a hundred percent cured"])
def test_bad_input_is_told_beside_its_field(desk, wrong):
    place = make_location()
    page = answer(desk, report_on(place), **{f"location_{place.pk}_phone": wrong})
    assert "Enter a US number with area code" in page and wrong in page


def test_nobody_says_changed_of_what_did_not_change(desk):
    place = make_location()
    Report.objects.create(location=place, about="closed")
    for about in ("phone", "closed"):
        report = report_on(place, about)
        assert "Nothing of this listing has changed" in answer(desk, report)
        assert report.status == "received"


def test_a_fact_changed_above_another_answer_is_not_lost_in_silence(desk):
    place = make_location()
    page = answer(
        desk, report_on(place), status="unchanged", **{f"location_{place.pk}_phone": "(919) 555-0177"}
    )
    assert "You changed a fact above" in page and Location.objects.get().phone == "+19195550100"


def test_how_it_was_checked_is_answer_enough(desk):
    place = make_location()
    report = report_on(place)
    answer(desk, report, status="received", **{f"location_{place.pk}_phone": "(919) 555-0177"})
    assert report.status == "changed" and report.closed_at
    for how in ("office", "not_checked"):
        other = report_on(make_location())
        answer(desk, other, status="received", how=how)
        assert (other.status, other.checked_how) == ("unchanged", how)
    put_right = report_on(place, received_at=timezone.now() - timedelta(days=1))
    page = answer(desk, put_right, status="received")
    assert "Somebody changed this listing after the report came in" in page
    assert put_right.status == "received"
    answer(desk, put_right, status="checking", how="")
    assert put_right.status == "checking"


def test_a_report_that_is_being_checked_closes_in_the_same_way(desk):
    place = make_location()
    changed, unchanged = report_on(place), report_on(make_location(), status="checking")
    answer(desk, changed, status="checking", how="office")
    assert (changed.status, changed.checked_how) == ("checking", "office"), "so was it said"
    answer(desk, changed, status="checking", how="office", note="Rang again")
    assert (changed.status, changed.note) == ("checking", "Rang again"), "a note is no answer"
    phone = {f"location_{place.pk}_phone": "(919) 555-0177"}
    assert "Say how you checked it" in answer(desk, changed, status="checking", how="", **phone)
    answer(desk, changed, status="checking", how="office", **phone)
    assert changed.status == "changed" and changed.closed_at
    answer(desk, unchanged, status="checking", how="not_checked")
    assert (unchanged.status, unchanged.checked_how) == ("unchanged", "not_checked")


def test_a_closed_report_keeps_its_answer_and_takes_a_note(desk):
    place = make_location()
    report = report_on(place)
    answer(desk, report, status="unchanged")
    closed_at = report.closed_at
    assert f"location_{place.pk}_phone" not in desk.get(page_of(report)).text
    answer(desk, report, status="unchanged", note="Rang again")
    assert (report.note, report.closed_at) == ("Rang again", closed_at)


class TestLetter:
    def send(self, client, **fields):
        make_doctor("Ames", make_location("Test Clinic"), slug="ames")
        return client.post("/es/doctors/ames/report/", {"about": "phone"} | fields)

    @pytest.mark.django_db(transaction=True)
    def test_who_asked_gets_the_answer_in_their_language(self, client):
        self.send(client, contact="me@example.com", wants_email="on")
        report = Report.objects.get()
        client.force_login(make_staff("kim", group=Role.DIRECTORY))
        assert "has the answer by email" in answer(client, report, status="unchanged")
        (letter,) = mail.outbox
        assert letter.to == ["me@example.com"] and letter.subject.startswith("Su reporte: ")
        assert "Lo verificamos con el consultorio. Los datos son correctos" in letter.body
        assert f"/es{report.get_absolute_url()}" in letter.body
        answer(client, report, status="unchanged", note="More")
        assert len(mail.outbox) == 1

    @pytest.mark.django_db(transaction=True)
    def test_who_did_not_ask_gets_none(self, client):
        self.send(client, contact="me@example.com")
        client.force_login(make_staff("kim", group=Role.DIRECTORY))
        answer(client, Report.objects.get(), status="unchanged")
        assert mail.outbox == []

    def test_a_letter_needs_an_address(self, client):
        page = self.send(client, contact="(919) 555-0134", wants_email="on").text
        assert Report.objects.count() == 0 and page.count("Escriba su correo electrónico") == 2

    def test_a_site_that_cannot_write_does_not_offer_it(self, client, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        make_doctor("Ames", make_location(), slug="ames")
        assert "wants_email" not in client.get("/doctors/ames/report/").text


class TestPlacesAndPages:
    def test_a_place_can_be_reported(self, client, desk):
        place = make_location("Test Clinic", slug="test-clinic")
        make_doctor("Ames", place)
        assert "/locations/test-clinic/report/" in client.get("/locations/test-clinic/").text
        form = client.get("/locations/test-clinic/report/").text
        assert "The place closed or moved" in form and "takes new patients" not in form
        assert client.post("/locations/test-clinic/report/", {"about": "accepting"}).status_code == 200
        sent = client.post("/locations/test-clinic/report/", {"about": "closed"})
        report = Report.objects.get()
        assert (report.location, sent.url) == (place, report.get_absolute_url())
        assert "Test Clinic" in client.get(sent.url).text

    def test_a_signed_page_can_be_reported_and_its_author_answers(self, client):
        edition = make_edition(make_signed_article())
        page = client.get("/procedures/drez-lesioning/").text
        address = f"/editions/{edition.pk}/report/"
        assert address in page
        sent = client.post(address, {"about": "wrong", "details": "Two numbers differ."})
        report = Report.objects.get()
        assert report.document == edition.document and sent.status_code == 302
        client.force_login(make_staff("ann", group=Role.AUTHOR))
        assert "Nothing of this listing has changed" in answer(client, report)
        make_edition(edition.document)
        answer(client, report)
        assert report.status == "changed"
        assert "changed the page" in client.get(report.get_absolute_url()).text

    def test_a_page_is_called_as_it_was_signed_and_never_as_its_draft_says(self, client):
        document = make_signed_article(title="Signed title")
        address = f"/editions/{document.editions.get().pk}/report/"
        Document.objects.update(title="We cure pain.")
        sent = client.post(address, {"about": "wrong", "contact": "me@example.org"})
        report = Report.objects.get()
        for page in (client.get(address), client.get(sent.url)):
            assert "Signed title" in page.text and "We cure pain." not in page.text
        report.move_to("unchanged", None)
        assert write_to_reader(report)
        assert "Signed title" in mail.outbox[-1].body and "We cure pain." not in mail.outbox[-1].body
        withdraw(document, reviewer(), "Wrong.")
        page = client.get(sent.url)
        assert "We took this page down" in page.text and "We cure pain." not in page.text

    def test_an_edition_to_come_is_not_known_before_its_day(self, client):
        document = make_signed_article()
        Document.objects.update(summary="Words of a day to come.")
        edition = make_edition(document, live_from=timezone.now() + timedelta(days=7))
        assert client.get(f"/editions/{edition.pk}/report/").status_code == 404

    def test_a_draft_cannot_be_reported(self, client):
        make_draft_article()
        assert client.get("/editions/1/report/").status_code == 404

    def test_each_role_sees_what_it_can_put_right(self, client):
        of_listing = report_on(make_location())
        of_page = report_on(make_signed_article(), "wrong")
        for role, mine, others in (
            (Role.AUTHOR, of_page, of_listing),
            (Role.DIRECTORY, of_listing, of_page),
        ):
            client.force_login(make_staff(role.name.lower(), group=role))
            assert client.get(page_of(mine)).status_code == 200
            assert client.get(page_of(others)).status_code != 200


def test_the_page_of_the_doctor_and_the_place_says_that_a_report_is_open(desk):
    place = make_location()
    doctor = make_doctor("Ames", place)
    for row in (doctor, place):
        report = report_on(row, details="The line is dead")
        address = reverse(f"admin:providers_{row._meta.model_name}_change", args=[row.pk])
        page = desk.get(address).text
        assert "A reader says that something is wrong here" in page
        assert page_of(report) in page and "The line is dead" in page
        report.move_to("unchanged", None)
        report.save()
        assert "A reader says" not in desk.get(address).text


def test_a_practice_with_its_own_number_is_dated_by_itself(desk, client):
    doctor = make_doctor("Ames", make_location(), slug="ames")
    practice = doctor.practices.get()
    answer(desk, report_on(doctor), **{f"practice_{practice.pk}_phone": "(919) 555-0188"})
    practice = Practice.objects.get()
    assert (practice.phone, practice.phone_checked_on) == ("+19195550188", TODAY())
    assert "(919) 555-0188" in client.get("/doctors/ames/").text
