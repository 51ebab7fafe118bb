"""Doctors side by side: which ones stands in the address, and nowhere else."""

import re
from datetime import date

import pytest

from providers.models import Proposal
from tests.kit.directory import make_doctor, make_location
from tests.kit.finder import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


def shown(response) -> list[str]:
    return re.findall(r'class="side" data-doctor="([^"]*)"', response.text)


def test_the_doctors_of_the_address_the_nearest_first(client, three_doctors, django_assert_max_num_queries):
    far, near, lost = three_doctors
    asked = "&".join(f"d={doctor.slug}" for doctor in (lost, far, near))
    assert shown(get(client, f"/doctors/compare/?{asked}")) == [lost.slug, far.slug, near.slug]
    assert shown(get(client, f"/doctors/compare/?{asked}&near=27710")) == [near.slug, far.slug, lost.slug]
    with django_assert_max_num_queries(10):
        response = get(client, f"/doctors/compare/?d={lost.slug}&d={near.slug}&d={lost.slug}&near=27710")
    assert shown(response) == [near.slug, lost.slug]
    assert response.text.count("This doctor also works elsewhere.") == 1
    assert "5 miles away" in response.text and "Distance unknown" in response.text
    assert len(re.findall(r"<dt>Wheelchair access</dt><dd>\s*Ask the clinic", response.text)) == 2
    assert response["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in response.headers


def test_of_a_doctor_who_may_be_near_it_says_what_is_known(client):
    here = make_doctor("Here", make_location(at=None, zip_code="27710"))
    there = make_doctor("There", make_location(at=None, city="Boone", zip_code="28607"))
    asked = f"/doctors/compare/?d={here.slug}&d={there.slug}"
    assert "Distance unknown, in the same ZIP code" in get(client, f"{asked}&near=27710").text
    by_city = get(client, f"{asked}&near=Durham, NC").text
    assert by_city.count("Distance unknown") == 2 and by_city.count("in the same city") == 1
    assert "in the same" not in get(client, asked).text


def test_five_at_most_and_whom_nobody_lists_is_said(client, three_doctors):
    doctors = [make_doctor(f"D{number}", make_location()) for number in range(7)]
    many = [doctor.slug for doctor in doctors]
    response = get(client, "/doctors/compare/?" + "&".join(f"d={slug}" for slug in [*many, "nobody"]))
    for doctor in doctors[5:]:
        assert f'<a href="{doctor.get_absolute_url()}">{doctor.full_name}</a>' in response.text
    assert shown(response) == many[:5]
    assert "This page shows five doctors at most." in response.text
    three_doctors[0].is_listed = False
    three_doctors[0].save()
    asked = f"d=&d={three_doctors[0].slug}&d=nobody&d=%00&d={many[0]}"
    response = get(client, f"/doctors/compare/?{asked}")
    assert shown(response) == [many[0]]
    assert "3 doctors are not on our list any more." in response.text


def test_the_code_for_a_phone_leaves_out_where_the_reader_is(client, three_doctors, settings):
    near = three_doctors[1]
    page = get(client, f"/doctors/compare/?d={near.slug}&d=nobody&near=27710").text
    address = f"{settings.PUBLIC_ORIGIN}/doctors/compare/?d={near.slug}"
    code = page.partition("sides__qr")[2].partition("</section>")[0]
    assert "<svg" in code and f">{address}</p>" in code and "27710" not in code


def test_nobody_chosen_says_how(client):
    for address in ("/doctors/compare/", "/doctors/compare/?d=nobody"):
        assert "check “Compare” on their cards" in get(client, address).text


def test_the_boxes_on_the_cards_ask_for_this_page(client, three_doctors):
    page = get(client, "/doctors/?near=27710").text
    boxes = re.findall(r'<input type="checkbox" name="d" value="([^"]+)" form="compare">', page)
    assert sorted(boxes) == sorted(doctor.slug for doctor in three_doctors)
    form = page.partition('<form class="row compare" id="compare" action="/doctors/compare/" method="get"')[2]
    assert 'name="near" value="27710"' in form.partition("</form>")[0]


def test_without_a_place_no_distance_is_said(client, three_doctors):
    page = get(client, f"/doctors/compare/?d={three_doctors[1].slug}").text
    assert "<dt>Phone</dt>" in page and "<dt>Distance</dt>" not in page
    assert '<a href="/doctors/">Find a doctor</a>' in page
    page = get(client, f"/doctors/compare/?d={three_doctors[1].slug}&near=27710").text
    back = f'<a href="/doctors/?near=27710&amp;d={three_doctors[1].slug}">Back to results</a>'
    assert "<dt>Distance</dt>" in page and back in page


def test_who_may_have_stopped_practicing_is_said(client, three_doctors):
    doctor = three_doctors[1]
    doctor.npi = "1234567893"
    doctor.save()
    address = f"/doctors/compare/?d={doctor.slug}"
    assert "Call to confirm" not in get(client, address).text
    Proposal.objects.create(
        npi=doctor.npi,
        fact=Proposal.Fact.DEACTIVATED,
        value="2026-05-06",
        key="2026-05-06",
        source=Proposal.Source.MAIN,
        released=date(2026, 6, 1),
    )
    assert "Call to confirm this doctor is practicing." in get(client, address).text


def test_the_sixth_that_was_checked_without_scripts_is_said(client, three_doctors):
    asked = "/doctors/?near=27710" + "".join(f"&d=doctor-{number}" for number in range(6))
    assert "Five at most: we kept the first five." in get(client, asked).text
    assert "Five at most: we kept" not in get(client, asked.removesuffix("&d=doctor-5")).text
