"""What the clinic says of itself: shown as soon as it is approved, and gone when it is empty."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from drez_site.clinic.forms import StatesField
from drez_site.clinic.models import ClinicProfile, ClinicReason
from drez_site.foundation.languages.claims import no_claims
from tests.kit.approving import approve_all
from tests.kit.clinic_desk import save
from tests.kit.documents import make_signed_article, make_signed_real_article
from tests.kit.staff_accounts import make_staff
from tests.kit.structured_data import json_ld, unseen

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    profile = ClinicProfile(name="Test Clinic", phone="+19195550100")
    profile.save()
    return profile


@pytest.fixture
def desk(client, clinic):
    """A browser of somebody who may change everything."""
    client.force_login(make_staff("boss", is_superuser=True))
    return client


REASON = {
    "reasons-TOTAL_FORMS": 1,
    "reasons-0-position": 0,
    "reasons-0-heading": "One person to call",
    "reasons-0-text": "The same person answers.",
    "reasons-0-heading_es": "Una sola persona",
    "reasons-0-text_es": "Siempre responde la misma persona.",
}
AWARD = {
    "award": "Good Phone Award",
    "award_by": "Phone Society",
    "award_year": "2025",
    "award_url": "https://award.example/",
}


def test_reasons_and_award_are_on_the_home_page_as_soon_as_they_are_approved(desk):
    assert save(desk, **REASON, **AWARD).status_code == 302
    assert "Why Test Clinic" not in desk.get("/").text and "Good Phone Award" not in desk.get("/").text
    assert approve_all() == 5
    page = desk.get("/").text
    assert "Why Test Clinic" in page and "The same person answers." in page
    assert '<a href="https://award.example/">Good Phone Award, Phone Society, 2025</a>' in page
    assert json_ld(page)["award"] == "Good Phone Award, Phone Society, 2025"
    assert unseen(page) == []
    spanish = desk.get("/es/").text
    assert "Siempre responde la misma persona." in spanish and "The same person answers." not in spanish
    assert '<a href="https://award.example/" lang="en">' in spanish


def test_an_english_reason_is_marked_on_the_spanish_page(clinic, client):
    clinic.reasons.create(heading="Only English", text="Words.")
    approve_all()
    assert '<div lang="en">' in client.get("/es/").text.partition('id="why-us"')[2]
    assert '<div lang="en">' not in client.get("/").text


def test_coordinator_phones_and_states_are_on_the_contact_page(desk):
    labels = ("Who helps you before", "cannot wait until we open", "Fax for", "Where our patients come from")
    assert not [label for label in labels if label in desk.get("/contact/").text]
    answer = save(
        desk,
        coordinator_name="Sam Example",
        coordinator_role="Coordinator",
        coordinator_phone="+19195550101",
        urgent_phone="+19195550102",
        fax="+19195550103",
        states_served="nc, South Carolina , VA, NC",
    )
    assert answer.status_code == 302
    page = desk.get("/contact/").text
    assert [label for label in labels if label not in page] == []
    for shown in ("Sam Example", "(919) 555-0101", 'href="tel:+19195550102"', "(919) 555-0103"):
        assert shown in page
    assert "<li>North Carolina</li><li>South Carolina</li><li>Virginia</li>" in page.replace("\n", "")
    served = json_ld(page)["mainEntity"]["areaServed"]
    assert [state["name"] for state in served] == ["North Carolina", "South Carolina", "Virginia"]
    assert unseen(page) == []


def test_a_state_that_is_none_is_named_beside_its_field_and_nothing_is_lost(desk):
    answer = save(desk, states_served="NC, Narnia", hours="New hours")
    assert "We do not know the state “Narnia”." in answer.text
    assert "NC, Narnia" in answer.text and "New hours" in answer.text
    assert ClinicProfile.current().states_served == []


def test_states_are_shown_as_they_are_typed():
    assert StatesField().prepare_value(["NC", "VA"]) == "NC, VA"
    assert StatesField(required=False).clean("") == []


@pytest.mark.parametrize(
    "fields",
    [{"award": "Award"}, {"award_by": "Somebody"}, {"award": "A", "award_by": "B"}],
)
def test_an_award_has_a_giver_and_a_year(desk, fields):
    if set(fields) == {"award_by"}:
        assert save(desk, **fields).status_code == 302
        assert "Somebody" not in desk.get("/").text, "nothing is awarded"
        return
    assert "Name the award, who gave it, and the year" in save(desk, **fields).text
    with pytest.raises(IntegrityError), transaction.atomic():
        ClinicProfile.objects.update(**fields)


@pytest.mark.parametrize("url", ["", "http://award.example/"])
def test_an_award_has_an_address_where_others_can_check_it(desk, url):
    assert (
        "Enter the https address where others can check it." in save(desk, **AWARD | {"award_url": url}).text
    )
    assert "Good Phone Award" not in desk.get("/").text


def test_an_award_may_be_called_best_but_claims_no_result(desk):
    assert "Do not write “98%" in save(desk, **AWARD | {"award": "Best clinic. 98% cured"}).text
    assert save(desk, **AWARD | {"award": "Best Hospital for Neurology"}).status_code == 302
    approve_all()
    assert "Best Hospital for Neurology" in desk.get("/").text


def test_an_award_is_not_of_next_year(desk):
    assert "This year has not come yet." in save(desk, **AWARD | {"award_year": "2999"}).text


def test_a_coordinator_has_a_name(desk):
    assert "Enter the coordinator&#x27;s name" in save(desk, coordinator_role="Coordinator").text


@pytest.mark.parametrize(
    "claim",
    ["We cure pain", "90% feel better", "9 of 10 patients", "The best surgeons", "Leading the field",
     "Our success rate", "#1 in the state", "Better results", "Zero Pain Clinic", "Comfort Restored",
     "Hurting Ends Here", "Never Hurt Again Center"],
)  # fmt: skip
def test_claims_about_results_are_refused(claim):
    with pytest.raises(ValidationError, match="Do not write"):
        no_claims(claim)


@pytest.mark.parametrize(
    "claim", ["Curamos el dolor", "90 % mejora", "Los mejores cirujanos", "9 de cada 10"]
)
def test_claims_about_results_are_refused_in_spanish(claim):
    with pytest.raises(ValidationError, match="Do not write"):
        no_claims(claim)


@pytest.mark.parametrize(
    "text", ["One person to call", "We answer within 1 working day", "Open 7 days a week"]
)
def test_how_the_clinic_works_is_no_claim(text):
    no_claims(text)


def test_a_claim_is_refused_beside_its_field(desk):
    answer = save(desk, **REASON | {"reasons-0-text": "90% feel better."})
    assert "Do not write “90%”" in answer.text
    assert not ClinicReason.objects.exists()


def test_a_reason_is_translated_whole(desk):
    answer = save(desk, **REASON | {"reasons-0-text_es": ""})
    assert "Translate all texts of this reason, or none of them." in answer.text


def test_the_switch_says_what_is_in_the_way(desk):
    make_signed_article()
    answer = save(desk, is_demonstration="")
    assert "Run manage.py start_clinic first." in answer.text
    assert ClinicProfile.current().is_demonstration


def test_the_switch_turns_off_once_and_never_back(desk):
    assert save(desk, is_demonstration="").status_code == 302
    assert not ClinicProfile.current().is_demonstration
    assert "Demonstration site" not in desk.get("/").text
    make_signed_real_article()
    assert "It stays the site of a real clinic." in save(desk, is_demonstration="on").text


def test_home_asks_for_the_reasons_once(clinic, client, django_assert_max_num_queries):
    clinic.reasons.create(heading="One", text="Words.")
    clinic.reasons.create(heading="Two", text="Words.")
    approve_all()
    with django_assert_max_num_queries(3):
        client.get("/")
