"""The calling round: one press for each fact, the next doctor by itself, and the way back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from drez_site.foundation.roles import Role
from providers.calling import MOST_IN_A_ROUND, begin, questions
from providers.models import Call, CallingRound, Offering, Practice
from tests.kit.directory import make_doctor, make_location, recorded
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

ROUND = "/admin/providers/provider/calling/"


@pytest.fixture
def desk(client):
    client.force_login(make_staff("kim", group=Role.DIRECTORY))
    return client


def screen(desk) -> str:
    answer = desk.get(ROUND)
    assert answer.status_code == 200
    return answer.text


def press(desk, button: str, number=0, on="") -> str:
    """A button on the screen, by its name and the number of it, as a browser without a script presses it.

    `on` is the page that stands on the screen, for who has it at hand.
    """
    page = on or screen(desk)
    forms = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
    name, _, value = button.partition("=")
    wanted = value or '[^"]+'
    pattern = f'<button type="submit" class="button" name="{name}" value="({wanted})"'
    found = [(form, match[1]) for form in forms for match in re.finditer(pattern, form)]
    form, value = found[number]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    answer = desk.post(ROUND, hidden | {name: value}, follow=True)
    assert answer.status_code == 200
    return answer.text


def test_sixty_doctors_in_fewer_than_150_presses(desk, drez):
    """Each with a place and an operation of which nobody knows: one press for each of the 120 facts."""
    assert MOST_IN_A_ROUND == 60
    places = [make_location(phone=f"+1919555{number:04}") for number in range(100, 110)]
    for number in range(60):
        make_doctor(f"D{number:02}", places[number % 10], does=[drez])
    page, presses = press(desk, "begin"), 1
    while "This round is done." not in page:
        page = press(desk, "yes" if presses % 7 else "no", on=page)
        presses += 1
        assert presses < 150
    assert presses == 121
    today = timezone.localdate()
    assert Practice.objects.filter(checked_on=today, accepting_new_patients__isnull=False).count() == 60
    assert Offering.objects.filter(confirmed_on=today).count() < 60
    assert set(Call.objects.values_list("outcome", flat=True)) == {"answered"}
    assert "60 of 60 doctors called" in screen(desk)


def test_a_round_goes_on_where_it_stopped_and_the_number_can_be_dialed(desk, client, drez):
    for name, phone in (("Ames", "+19195550111"), ("Bose", "+19195550122")):
        make_doctor(name, make_location(phone=phone), does=[drez])
    page = press(desk, "begin")
    assert '<a href="tel:+19195550111"' in page and "(919) 555-0111" in page
    assert "0 of 2 doctors called" in page
    press(desk, "yes")
    desk.logout()
    client.force_login(CallingRound.objects.get().caller)
    page = screen(client)
    assert "Terry Ames" in page and "DREZ lesioning?" in page and 'name="yes" value="practice' not in page
    page = press(client, "yes")
    assert "Terry Bose" in page and "1 of 2 doctors called" in page


def test_no_answer_is_done_for_this_round_and_call_back_comes_last(desk, drez):
    for name in ("Ames", "Bose", "Cole"):
        make_doctor(name, make_location(phone=""), does=[drez])
    assert "No phone number" in press(desk, "begin")
    assert "Terry Bose" in press(desk, "outcome=later")
    assert "Terry Cole" in press(desk, "outcome=no_answer")
    page = press(desk, "outcome=later")
    assert "Terry Ames" in page and "2 to call back" in page and "1 of 3 doctors called" in page
    assert "Terry Cole" in press(desk, "outcome=later"), "whoever waits longer comes first"
    for _ in range(2):
        press(desk, "yes")
    page = press(desk, "outcome=no_answer")
    assert "This round is done." in page
    assert Practice.objects.filter(checked_on=None).count() == 2
    assert "2 doctors have something to ask about" in page, "who did not answer comes in the next round"


def test_who_says_no_to_an_operation_is_not_found_for_it_any_more(desk, drez, drg):
    doctor = make_doctor("Ames", make_location(), does=[drez, drg])
    press(desk, "begin")
    press(desk, "no")
    assert not doctor.practices.get().accepting_new_patients
    press(desk, "no")
    assert [each.procedure for each in doctor.offerings.all()] == [drg]
    record = Offering.history.filter(history_type="-").get()
    assert (str(record.history_user), record.history_change_reason) == ("Kim", "Called the office")


@pytest.mark.django_db(transaction=True)
def test_every_press_can_be_taken_back(client):
    from procedures.models import Procedure

    drez = Procedure.objects.create(slug="drez-lesioning", name="DREZ lesioning", look="drez", color="plum")
    desk = client
    desk.force_login(make_staff("kim", group=Role.DIRECTORY))
    doctor = recorded(make_doctor("Ames", make_location(), does=[drez]))
    press(desk, "begin")
    press(desk, "yes")
    page = press(desk, "no")
    assert "DREZ lesioning? No" in page and not doctor.offerings.exists()
    page = press(desk, "undo")
    assert "DREZ lesioning?" in page and doctor.offerings.count() == 1
    assert doctor.practices.get().accepting_new_patients is True, "what was pressed before stays"
    press(desk, "outcome=no_answer")
    assert "Terry Ames" in press(desk, "undo")
    press(desk, "yes")
    doctor.credentials = "DO"
    doctor.save()
    assert "was changed since" in press(desk, "undo")
    assert doctor.offerings.get().confirmed_on == timezone.localdate()


def test_who_is_due(drez, drg):
    today = timezone.localdate()
    place = make_location()

    def doctor(name, asked, confirmed, **fields):
        made = make_doctor(name, *fields.pop("places", [place]), does=[drez], **fields)
        made.practices.update(accepting_new_patients=True, checked_on=today - timedelta(days=asked))
        made.offerings.update(confirmed_on=today - timedelta(days=confirmed))
        return made

    doctor("Fresh", 90, 90)
    asked = doctor("Asked", 91, 10)
    confirmed = doctor("Confirmed", 10, 91)
    doctor("Homeless", 91, 91, places=[])
    doctor("Hidden", 91, 91, is_listed=False)
    kim, ann = make_staff("kim"), make_staff("ann")
    round_ = begin(kim)
    assert {call.provider for call in round_.calls.all()} == {asked, confirmed}
    assert [each.text for each in questions(confirmed)] == ["DREZ lesioning?"]
    assert [each.known for each in questions(asked)] == [f"Yes in {today - timedelta(days=91):%B %Y}"]
    assert begin(ann) is None, "two people do not call one office"


def test_one_press_says_that_all_is_as_listed_and_the_unknown_is_still_asked(desk, drez, drg):
    """A third of a round with three facts each: two presses a doctor where one fact is not known."""
    today = timezone.localdate()
    old = today - timedelta(days=120)
    place = make_location()
    for number in range(20):
        make_doctor(f"D{number:02}", place, does=[drez, drg])
    Offering.objects.update(confirmed_on=old)
    Practice.objects.filter(provider__family_name__lt="D10").update(
        accepting_new_patients=False, checked_on=old
    )
    page, presses = press(desk, "begin"), 1
    while "This round is done." not in page:
        page = press(desk, "listed" if 'name="listed"' in page else "yes", on=page)
        presses += 1
        assert presses < 50
    assert presses == 1 + 10 + 2 * 10
    assert Offering.objects.filter(confirmed_on=today).count() == 40
    assert Practice.objects.filter(checked_on=today, accepting_new_patients=True).count() == 10
    assert Practice.objects.filter(checked_on=today, accepting_new_patients=False).count() == 10


def test_whoever_has_nothing_left_to_ask_is_not_called_and_counts(desk, drez):
    """A colleague called, or the doctor is gone: the round goes on, and comes to its end."""
    today = timezone.localdate()
    called, gone, left = (
        make_doctor(name, make_location(), does=[drez]) for name in ("Ames", "Bose", "Cole")
    )
    press(desk, "begin")
    called.practices.update(accepting_new_patients=True, checked_on=today)
    called.offerings.update(confirmed_on=today)
    type(gone).objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    page = screen(desk)
    assert "Terry Cole" in page and "2 of 3 doctors called" in page
    assert desk.get(reverse("admin:providers_provider_call_sheet")).text.count("<tr>") == 2
    press(desk, "yes")
    page = press(desk, "yes")
    assert "This round is done." in page and "3 of 3 doctors called" in page, left


def test_nobody_asks_about_a_place_that_is_over(desk, drez):
    doctor = make_doctor("Ames", make_location("Old Place"), make_location("New Place"), does=[drez])
    old = doctor.practices.get(location__name="Old Place")
    Practice.objects.filter(pk=old.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    page = press(desk, "begin")
    assert "New Place" in page and "Old Place" not in page


def test_a_round_that_somebody_left_lying_about_keeps_nobody_from_being_called(drez):
    make_doctor("Ames", make_location(), does=[drez])
    kim, ann = make_staff("kim"), make_staff("ann")
    begin(kim)
    assert begin(ann) is None
    CallingRound.objects.update(begun_at=timezone.now() - timedelta(days=15))
    assert begin(ann).calls.count() == 1


def test_the_first_page_leads_to_the_round(desk, drez):
    for name in ("Ames", "Bose"):
        make_doctor(name, make_location(), does=[drez])
    assert panel(desk) == (2, ROUND)
    press(desk, "begin")
    assert panel(desk) == (2, ROUND), "those of my round"
    CallingRound.objects.update(caller=make_staff("ann"))
    assert [each.label for each in desk.get("/admin/").context["panels"] if each.url == ROUND] == []


def panel(desk) -> tuple[int, str]:
    (found,) = [
        each for each in desk.get("/admin/").context["panels"] if each.label.startswith("Doctors to call")
    ]
    return found.count, found.url


def test_a_fact_that_a_colleague_answered_meanwhile_is_left_alone(desk, drez):
    doctor = make_doctor("Ames", make_location(), does=[drez])
    press(desk, "begin")
    practice = doctor.practices.get()
    doctor.practices.update(accepting_new_patients=False, checked_on=timezone.localdate())
    call = Call.objects.get()
    desk.post(ROUND, {"call": call.pk, "yes": f"practice-{practice.pk}"})
    practice.refresh_from_db()
    assert practice.accepting_new_patients is False
    assert "DREZ lesioning?" in screen(desk)


@pytest.mark.parametrize(
    "fields", [{}, {"call": "x"}, {"call": "1"}, {"call": "99999999999", "yes": "practice-1"}]
)
def test_an_odd_press_changes_nothing(desk, drez, fields):
    make_doctor("Ames", make_location(), does=[drez])
    press(desk, "begin")
    assert desk.post(ROUND, fields).status_code in (302, 404)
    call = Call.objects.get()
    for odd in ({"yes": "practice-0"}, {"outcome": "answered"}, {"no": "offering-x"}):
        desk.post(ROUND, {"call": call.pk} | odd)
    call.refresh_from_db()
    assert call.outcome == "" and Practice.objects.get().checked_on is None and Offering.objects.exists()


def test_nobody_presses_in_the_round_of_somebody_else(desk, drez):
    make_doctor("Ames", make_location(), does=[drez])
    other = begin(make_staff("ann"))
    assert desk.post(ROUND, {"call": other.calls.get().pk, "outcome": "no_answer"}).status_code == 404


def test_the_call_sheet_holds_who_is_left(desk, drez):
    for name in ("Ames", "Bose"):
        make_doctor(name, make_location(phone="+19195550111"), does=[drez])
    press(desk, "begin")
    press(desk, "outcome=no_answer")
    sheet = desk.get(reverse("admin:providers_provider_call_sheet")).text
    assert "Terry Bose" in sheet and "Terry Ames" not in sheet
    assert "(919) 555-0111" in sheet and sheet.count("☐") == 4


def test_the_list_of_doctors_leads_to_the_round(desk):
    assert f'href="{ROUND}"' in desk.get(reverse("admin:providers_provider_changelist")).text
