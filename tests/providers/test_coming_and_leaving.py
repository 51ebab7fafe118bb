"""Doctors come, leave, return, change their name, stand there twice; no address of theirs dies."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from providers.merging import CannotMerge, merge_doctors, merge_places
from providers.models import Offering, Practice, Provider, Report, SearchEntry
from providers.search import DirectoryQuery, Results, answer, on_the_list
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.directory_forms import doctor_form
from tests.kit.search_index import wrong_entries
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/New_York"))


def day(number: int) -> date:
    """So many days after NOON's."""
    return NOON.date() + timedelta(days=number)


@pytest.fixture
def now(clock):
    def set_to(number):
        clock(NOON + timedelta(days=number))

    set_to(0)
    return set_to


def listed(**question) -> list[str]:
    outcome = answer(DirectoryQuery(**question))
    return (
        [each.practice.provider.family_name for each in outcome.matches]
        if isinstance(outcome, Results)
        else []
    )


@pytest.mark.parametrize("way", ["placed", "by name", "called", "operation", "limited"])
def test_the_clock_alone_lets_a_doctor_come_and_leave(client, now, durham, drez, way):
    place = make_location(at=(36.05, -78.86))
    doctor = make_doctor("Passing", place, does=[drez])
    make_doctor("Staying", make_location(at=(36.06, -78.86)), does=[drez])
    doctor.practices.update(begins_on=day(10), ends_on=day(20))
    question = {
        "placed": {"place": durham},
        "by name": {},
        "called": {"name": "Passing"},
        "operation": {"place": durham, "procedure": drez},
        "limited": {"place": durham, "within": 25},
    }[way]
    others = [] if way == "called" else ["Staying"]
    for number, is_here in ((9, False), (10, True), (20, True), (21, False)):
        now(number)
        assert (listed(**question) == ["Passing", *others]) is is_here
        assert (listed(**question) == others) is not is_here
        assert on_the_list(drez).doctors == 1 + is_here
        page = client.get(place.get_absolute_url()).text
        assert ("Terry Passing" in page) is is_here
    assert wrong_entries() == 0, "the clock makes no entry of the index wrong"


def test_the_last_day_of_a_doctor_ends_every_practice(client, now, durham):
    heir = make_doctor("Heir", make_location(), slug="heir")
    make_doctor("Leaver", make_location(zip_code="27710"), slug="leaver", left_on=day(5), successor=heir)
    for number in (0, 5):
        now(number)
        page = client.get("/doctors/leaver/").text
        assert "Sees patients until November 25, 2026." in page and "/doctors/heir/" in page
        assert listed() == ["Heir", "Leaver"]
    now(6)
    answered = client.get("/doctors/leaver/")
    assert answered.status_code == 410 and listed() == ["Heir"]
    assert "Dr. Terry Leaver no longer sees patients" in answered.text
    assert "November 25, 2026" in answered.text and "/doctors/heir/" in answered.text
    assert "around Durham, NC" in answered.text and "near=27710" in answered.text
    spanish = client.get("/es/doctors/leaver/")
    assert spanish.status_code == 410 and "ya no atiende pacientes" in spanish.text


def test_a_leave_ends_by_itself(client, now):
    doctor = make_doctor("Away", make_location(), slug="away", on_leave_until=day(10))
    doctor.practices.update(accepting_new_patients=True, checked_on=day(0))
    for number, words in ((0, "On leave until"), (10, "On leave until"), (11, "Accepting new patients")):
        now(number)
        for address in (
            "/doctors/away/",
            "/doctors/",
            "/locations/" + doctor.practices.get().location.slug + "/",
        ):
            page = client.get(address).text
            assert words in page, (number, address)
            assert ("On leave" in page) == (number <= 10)
    assert "On leave until November 30, 2026" in (now(0) or client.get("/doctors/away/").text)


def test_a_former_name_finds_the_doctor_and_stands_on_the_page(client, drez):
    make_doctor("Nuñez", make_location(), slug="nunez", former_names="Terry O'Brien, Ana Smith")
    for typed in ("obrien", "Smith", "terry smith", "Nunez"):
        assert listed(name=typed) == ["Nuñez"], typed
    assert listed(name="Jones") == []
    assert "Formerly Terry O&#x27;Brien, Ana Smith" in client.get("/doctors/nunez/").text
    assert wrong_entries() == 0


class TestAddresses:
    def test_an_old_address_leads_to_the_new_one_with_what_was_asked(self, client):
        doctor = make_doctor("Ames", make_location(slug="clinic"), slug="one")
        for slug in ("two", "three"):
            doctor.slug = slug
            doctor.save()
        for old in ("one", "two"):
            moved = client.get(f"/doctors/{old}/?near=27710")
            assert (moved.status_code, moved.url) == (301, "/doctors/three/?near=27710")
        assert client.get("/es/doctors/one/").url == "/es/doctors/three/"
        place = doctor.practices.get().location
        place.slug = "center"
        place.save()
        assert client.get("/locations/clinic/").url == "/locations/center/"

    def test_whoever_has_an_address_now_keeps_it(self, client):
        doctor = make_doctor("Ames", make_location(), slug="one")
        doctor.slug = "two"
        doctor.save()
        make_doctor("New", make_location(), slug="one")
        assert "Terry New" in client.get("/doctors/one/").text

    def test_who_was_taken_off_is_not_named_and_there_is_a_way_on(self, client, durham):
        doctor = make_doctor("Secret", make_location(zip_code="27710"), slug="secret")
        make_doctor("Near", make_location(zip_code="27710"))
        for change in ({"is_listed": False}, {"is_listed": True, "removed_at": timezone.now()}):
            for name, value in change.items():
                setattr(doctor, name, value)
            doctor.save()
            page = client.get("/doctors/secret/")
            assert page.status_code == 410 and "Secret" not in page.text.partition("<main")[2]
            assert "Terry Near" in page.text

    def test_who_was_never_listed_hides_nobody_who_had_the_address(self, client):
        doctor = make_doctor("Ames", make_location(), slug="one")
        doctor.slug = "two"
        doctor.save()
        make_doctor("Draft", make_location(), slug="one", is_listed=False)
        moved = client.get("/doctors/one/")
        assert (moved.status_code, moved.url) == (301, "/doctors/two/")

    def test_who_was_never_listed_stays_unknown(self, client):
        make_doctor("Draft", make_location(), slug="draft", is_listed=False)
        assert client.get("/doctors/draft/").status_code == 404
        assert client.get("/doctors/nobody/").status_code == 404

    def test_what_was_made_up_is_gone_from_a_real_site(self, client):
        ClinicProfile(is_demonstration=False, name="Real", phone="+19195550100").save()
        make_doctor("Made", make_location(), slug="made", is_demonstration=True)
        assert client.get("/doctors/made/").status_code == 404

    def test_a_place_that_is_gone_leads_to_others(self, client, durham):
        place = make_location(slug="gone", zip_code="27710")
        make_doctor("Near", make_location(zip_code="27710"))
        place.removed_at = timezone.now()
        place.save()
        page = client.get("/locations/gone/")
        assert page.status_code == 410 and "Terry Near" in page.text


class TestMerging:
    @pytest.fixture
    def kim(self):
        return make_staff("kim")

    def test_everything_goes_over_and_the_address_leads_on(self, client, kim, drez, drg):
        here, there = make_location("Here"), make_location("There")
        kept = make_doctor("Ames", here, does=[drez], slug="kept", npi=None)
        other = make_doctor(
            "Amés-Bell", here, there, does=[drez, drg], slug="other", npi="1234567893", biography="Words."
        )
        other.slug = "renamed"
        other.save()
        other.specialties.add(make_specialty())
        other.languages.add(make_language())
        Offering.objects.filter(provider=kept).update(confirmed_on=date(2026, 3, 1))
        Offering.objects.filter(provider=other, procedure=drez).update(confirmed_on=date(2026, 9, 1))
        kept.practices.update(accepting_new_patients=True, checked_on=date(2026, 9, 1))
        other.practices.filter(location=here).update(
            accepting_new_patients=False, checked_on=date(2026, 3, 1)
        )
        report = Report.objects.create(provider=other, about="phone")
        merge_doctors(kept, other, kim)
        kept = Provider.objects.get(pk=kept.pk)
        assert (kept.npi, kept.biography, kept.former_names) == ("1234567893", "Words.", "Terry Amés-Bell")
        assert {each.location for each in kept.practices.all()} == {here, there}
        assert kept.practices.get(location=here).accepting_new_patients is True, "asked about later"
        days = dict(kept.offerings.values_list("procedure__slug", "confirmed_on"))
        assert days == {"drez-lesioning": date(2026, 9, 1), "drg-stimulation": None}
        assert kept.specialties.count() == kept.languages.count() == 1
        report.refresh_from_db()
        assert report.provider == kept
        for old in ("other", "renamed"):
            assert client.get(f"/doctors/{old}/").url == "/doctors/kept/"
        assert listed(name="Bell") == ["Ames"] and wrong_entries() == 0
        gone = Provider.objects.get(pk=other.pk)
        assert (gone.merged_into, gone.npi) == (kept, None) and gone.history.count() >= 3
        assert str(gone.history.first().history_user) == "Kim"

    def test_two_people_are_not_merged(self, kim):
        one, other = make_doctor("A", npi="1234567893"), make_doctor("B", npi="1245319599")
        for pair in ((one, one), (one, other)):
            with pytest.raises(CannotMerge):
                merge_doctors(*pair, kim)
        other.npi, other.removed_at = None, timezone.now()
        other.save()
        with pytest.raises(CannotMerge):
            merge_doctors(one, other, kim)
        assert Provider.objects.here().count() == 1

    def test_places(self, client, kim, drez):
        kept, other = make_location("Kept", slug="kept"), make_location("Kept Clinic", slug="other")
        both, only = make_doctor("Both", kept, other), make_doctor("Only", other)
        Practice.objects.filter(location=other, provider=both).update(
            accepting_new_patients=True, checked_on=date(2026, 9, 1)
        )
        report = Report.objects.create(location=other, about="phone")
        merge_places(kept, other, kim)
        assert {each.provider for each in kept.practices.all()} == {both, only}
        assert both.practices.get().accepting_new_patients is True
        report.refresh_from_db()
        assert report.location == kept
        assert client.get("/locations/other/").url == "/locations/kept/"
        assert SearchEntry.objects.count() == 2 and wrong_entries() == 0

    def test_in_the_admin_both_are_shown_first(self, admin_client):
        kept, other = make_doctor("Kept", slug="kept"), make_doctor("Other", slug="other")
        address = reverse("admin:providers_provider_merge", args=[kept.pk])
        assert address in admin_client.get(reverse("admin:providers_provider_change", args=[kept.pk])).text
        assert "No entry has this address" in admin_client.post(address, {"other": "nobody"}).text
        assert "Yes, merge them" in admin_client.post(address, {"other": "other"}).text
        assert Provider.objects.here().count() == 2
        said = admin_client.post(address, {"other": "other", "confirmed": "yes"}, follow=True).text
        assert "is merged into this entry" in said
        other.refresh_from_db()
        assert other.merged_into == kept
        page = admin_client.get(reverse("admin:providers_provider_change", args=[other.pk])).text
        assert "Merged into" in page and "Bring it back" not in page


class TestDuplicates:
    ADD = "admin:providers_provider_add"

    @pytest.mark.parametrize(
        ("typed", "is_alike"),
        [
            ({"given_name": "ines", "family_name": "PENA"}, True),
            ({"given_name": "Inés", "family_name": "Peña"}, True),
            ({"given_name": "Ana", "family_name": "Peña"}, False),
            ({"given_name": "X", "family_name": "Y", "npi": "1234567893"}, True),
        ],
    )
    def test_a_doctor_who_may_be_there_is_asked_about(self, admin_client, typed, is_alike):
        there = make_doctor("Peña", given_name="Inés", npi="1234567893")
        answered = admin_client.post(reverse(self.ADD), doctor_form(**typed))
        link = reverse("admin:providers_provider_change", args=[there.pk])
        assert ("May be" in answered.text or "may be on the list already" in answered.text) == is_alike
        if not is_alike:
            assert answered.status_code == 302
            return
        assert f'href="{link}"' in answered.text and Provider.objects.count() == 1
        if "npi" not in typed:
            answered = admin_client.post(reverse(self.ADD), doctor_form(**typed, is_another="on"))
            assert answered.status_code == 302 and Provider.objects.count() == 2

    def test_while_somebody_types(self, admin_client):
        place = make_location("Sample Clinic", phone="+19195550111", zip_code="27705")
        doctor = make_doctor("Peña", place, given_name="Inés", npi="1234567893")
        doctor.practices.update(phone="+19195550122")

        def said(model, **typed):
            rows = admin_client.get(reverse(f"admin:providers_{model}_alike"), typed).json()["rows"]
            return [row["text"] for row in rows]

        assert said("provider", given_name="Ines", family_name="Pena") == [str(doctor)]
        assert said("provider", phone="(919) 555-0122") == said("provider", npi="1234567893") == [str(doctor)]
        assert said("provider", npi="1234567893", but=doctor.pk) == []
        assert said("provider", phone="919", family_name="") == said("provider", but="x") == []
        assert said("location", name="sample clinic", zip_code="27705") == [str(place)]
        assert said("location", name="sample clinic", zip_code="27710") == []
        assert said("location", phone="919-555-0111") == [str(place)]
        page = admin_client.get(reverse(self.ADD)).text
        assert "data-alike" in page and "js/admin/duplicates" in page

    def test_one_that_is_there_already_is_saved_without_a_question(self, admin_client):
        make_doctor("Same")
        second = make_doctor("Same")
        address = reverse("admin:providers_provider_change", args=[second.pk])
        form = doctor_form(family_name="Same", given_name="Terry", slug=second.slug)
        assert admin_client.post(address, form).status_code == 302
