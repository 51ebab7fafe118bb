"""What is otherwise for some days: on every page from one moment to another, by the clock alone."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from drez_site.clinic.models import Announcement, ClinicProfile, HolidayHours
from drez_site.clinic.models.announcement import MOST_READ, next_change
from drez_site.foundation import clock_changes
from drez_site.wsgi import application
from tests.kit.approving import approve_all
from tests.kit.browser_forms import Form
from tests.kit.staff_accounts import make_staff
from tests.kit.wsgi import ask

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in New York
HOUR = timedelta(hours=1)
STORM = "We are closed on Friday because of the storm."
TORMENTA = "Cerramos el viernes por la tormenta."


@pytest.fixture(autouse=True)
def clinic(clock):
    clock(NOON)
    ClinicProfile(name="Test Clinic", phone="+19195550100", hours="Monday to Friday").save()


def storm(**fields) -> Announcement:
    given = {"text": STORM, "translations": {"es": TORMENTA}, "shown_from": NOON, "shown_until": NOON + HOUR}
    made = Announcement.objects.create(**given | fields)
    approve_all()
    return made


def news(client, path="/") -> list[tuple[str, str]]:
    """(language, words) of each; "" for the language of the page."""
    page = client.get(path)
    assert page.status_code == 200
    shown = page.text.partition('<aside class="news"')[2].partition("</aside>")[0]
    return re.findall(r'<p(?: lang="(\w+)")?>(.*?)</p>', shown)


def described(client, path="/contact/") -> dict:
    page = client.get(path).text
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


@pytest.mark.parametrize("path", ["/", "/contact/", "/procedures/", "/doctors/", "/privacy/", "/search/"])
def test_it_stands_on_every_page_in_its_language(client, path):
    storm()
    assert news(client, path) == [("", STORM)]
    assert news(client, f"/es{path}") == [("", TORMENTA)]


def test_it_waits_for_a_reviewer(client):
    Announcement.objects.create(text=STORM, shown_from=NOON, shown_until=NOON + HOUR)
    assert news(client) == [] and "subjectOf" not in described(client)["mainEntity"]
    approve_all()
    assert news(client) == [("", STORM)]
    Announcement.objects.update(text="Half of our patients throw away their crutches.")
    assert news(client) == [("", STORM)]


def test_untranslated_words_stand_in_english_and_say_so(client):
    storm(translations={})
    assert news(client, "/es/") == [("en", STORM)]


def test_the_clock_begins_and_ends_it_without_a_write(client, clock):
    storm(shown_from=NOON + HOUR, shown_until=NOON + 2 * HOUR)
    for moment, shown in ((0, []), (1, [("", STORM)]), (1.99, [("", STORM)]), (2, [])):
        clock(NOON + moment * HOUR)
        assert news(client) == shown, moment


def test_stored_pages_end_with_it(clock):
    assert next_change(NOON) is None
    storm(shown_from=NOON + HOUR, shown_until=NOON + 2 * HOUR)
    for now, change in ((0, 1), (1, 2)):
        assert clock_changes.next_change(NOON + now * HOUR) == NOON + change * HOUR
    assert next_change(NOON + 2 * HOUR) is None


@pytest.mark.django_db(transaction=True)
def test_a_stored_page_says_it_when_its_time_comes(clock):
    """Through the page store, with no write between the two moments."""
    storm(shown_from=NOON + HOUR, shown_until=NOON + 2 * HOUR)
    said = []
    for moment in (0, 0.5, 1, 1.5, 2):
        clock(NOON + moment * HOUR)
        said.append(STORM in ask(application, "/contact/").body.decode())
    assert said == [False, False, True, True, False]


HOLIDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("fields", "english", "spanish"),
    [
        ({}, "Closed on Thursday, November 26.", "Cerrado el jueves 26 de noviembre."),
        (
            {"last_day": HOLIDAY + timedelta(days=1)},
            "Closed from Thursday, November 26 to Friday, November 27.",
            "Cerrado del jueves 26 de noviembre al viernes 27 de noviembre.",
        ),
        (
            {"opens": time(8), "closes": time(12)},
            "Open on Thursday, November 26 from 8 a.m. to noon.",
            "Abierto el jueves 26 de noviembre, de 8:00 a.m. a 12:00 p.m.",
        ),
        (
            {"last_day": HOLIDAY + timedelta(days=1), "opens": time(9, 30), "closes": time(16)},
            "Open from Thursday, November 26 to Friday, November 27, each day from 9:30 a.m. to 4 p.m.",
            "Abierto del jueves 26 de noviembre al viernes 27 de noviembre, "
            "cada día de 9:30 a.m. a 4:00 p.m.",
        ),
    ],
)
def test_holiday_hours_are_said_in_words_of_ours(client, fields, english, spanish):
    HolidayHours.objects.create(**{"first_day": HOLIDAY, "last_day": HOLIDAY} | fields)
    assert news(client) == [("", english)]
    assert news(client, "/es/") == [("", spanish)]
    assert f"<p>{english}</p>" in client.get("/contact/").text.partition("<main")[2]


def test_holiday_hours_end_by_themselves(client, clock):
    HolidayHours.objects.create(first_day=HOLIDAY, last_day=HOLIDAY, days_before=1)
    shown = {}
    for day in (-2, -1, 0, 1):
        clock(NOON + timedelta(days=day + 1))
        on_contact = "Other hours on some days" in client.get("/contact/").text
        shown[day] = (len(news(client)), on_contact)
    assert shown == {-2: (0, True), -1: (1, True), 0: (1, True), 1: (0, False)}


def test_machines_read_both_on_the_contact_page(client):
    storm()
    HolidayHours.objects.create(first_day=HOLIDAY, last_day=HOLIDAY)
    HolidayHours.objects.create(
        first_day=date(2026, 12, 24), last_day=date(2026, 12, 24), opens=time(8), closes=time(12)
    )
    clinic = described(client)["mainEntity"]
    assert clinic["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-11-26",
            "validThrough": "2026-11-26",
            "opens": "00:00",
            "closes": "00:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-12-24",
            "validThrough": "2026-12-24",
            "opens": "08:00",
            "closes": "12:00",
        },
    ]
    (said,) = clinic["subjectOf"]
    assert (said["text"], said["expires"]) == (STORM, "2026-11-25T13:00:00-05:00")
    assert described(client, "/es/contact/")["mainEntity"]["subjectOf"][0]["text"] == TORMENTA


def test_nothing_is_said_of_what_is_over(client):
    storm(shown_from=NOON - 2 * HOUR, shown_until=NOON)
    HolidayHours.objects.create(first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    assert news(client) == []
    assert {"specialOpeningHoursSpecification", "subjectOf"}.isdisjoint(described(client)["mainEntity"])


def test_many_that_are_over_push_nothing_out(client):
    for _each in range(MOST_READ):
        storm(shown_from=NOON - 2 * HOUR, shown_until=NOON)
    storm()
    assert news(client) == [("", STORM)]


def test_many_that_come_later_push_nothing_out(client, clock):
    later = [NOON + timedelta(days=30 + each) for each in range(MOST_READ + 2)]
    for each in later:
        storm(text="We move to another house.", shown_from=each, shown_until=each + HOUR)
        HolidayHours.objects.create(first_day=each.date(), last_day=each.date())
    storm(shown_from=NOON - HOUR)
    HolidayHours.objects.create(first_day=HOLIDAY, last_day=HOLIDAY)
    assert news(client) == [("", "Closed on Thursday, November 26."), ("", STORM)]
    assert described(client)["mainEntity"]["specialOpeningHoursSpecification"][0]["validFrom"] == "2026-11-26"
    unread = ClinicProfile.objects.get()
    assert unread.holiday_hours[0].first_day == HOLIDAY and unread.announcements[0].text == STORM
    clock(later[-1])
    assert ("", "We move to another house.") in news(client), "once the others are over"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Come in: our operation cures pain."},
        {"text": "Stop taking your pain pills before Friday."},
        {"translations": {"es": "Nuestra operación cura el dolor."}},
        {"translations": {"xx": "Words"}},
        {"translations": {"es": ""}},
        {"translations": ["Words"]},
        {"text": "We are closed.[@Chalil2021]"},
        {"text": ""},
        {"shown_until": NOON},
        {"shown_until": NOON + timedelta(days=60)},
    ],
)
def test_what_it_may_not_say(fields):
    given = {"text": STORM, "shown_from": NOON, "shown_until": NOON + HOUR}
    with pytest.raises(ValidationError):
        Announcement(**given | fields).full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"last_day": HOLIDAY - timedelta(days=1)},
        {"opens": time(8)},
        {"closes": time(8)},
        {"opens": time(12), "closes": time(8)},
        {"days_before": 61},
    ],
)
def test_hours_that_are_none(fields):
    row = HolidayHours(**{"first_day": HOLIDAY, "last_day": HOLIDAY} | fields)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_administrator_writes_both(client):
    client.force_login(make_staff("ada", group="Administrator"))
    address = "/admin/clinic/announcement/add/"
    form = Form(client.get(address).text, "text")
    until = {"shown_from": "2026-11-25T08:00", "shown_until": "2026-11-27T17:00"}
    answer = client.post(address, form.data(text=STORM, text_es=TORMENTA, **until))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Announcement.objects.get().translations == {"es": TORMENTA}
    change = f"/admin/clinic/announcement/{Announcement.objects.get().pk}/change/"
    form = Form(client.get(change).text, "text")
    assert form.data()["text_es"] == TORMENTA
    wrong = client.post(change, form.data(text_es="Nuestra operación cura el dolor."))
    assert "text_es" in wrong.context["adminform"].form.errors
    said = client.post(change, form.data(text_es=""), follow=True).text
    assert "Readers in Spanish get the English sentence" in said
    assert "“What patients read”" in said, "the message names the field as the page does"
    assert Announcement.objects.get().translations == {}
    assert "waits for a reviewer" in client.get("/admin/clinic/announcement/").text
    approve_all()
    assert "on every page" in client.get("/admin/clinic/announcement/").text

    address = "/admin/clinic/holidayhours/add/"
    form = Form(client.get(address).text, "first_day")
    assert client.post(address, form.data(first_day="2026-11-26")).status_code == 302
    assert HolidayHours.objects.get().last_day == HOLIDAY
    assert "Closed on Thursday, November 26." in client.get("/admin/clinic/holidayhours/").text
