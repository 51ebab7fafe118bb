"""The page of a doctor, the page of a place, and who stands on neither."""

import json
import re

import pytest
from django.utils import timezone

from procedures.publishing.signing import withdraw
from providers.models import (
    BoardCertification,
    Location,
    Photo,
    Practice,
    Provider,
    Specialty,
    StateLicense,
)
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.documents import make_cited_paper, make_signed_article, reviewer
from tests.kit.finder import cards, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


class TestDoctor:
    def test_page(self, client, three_doctors, django_assert_max_num_queries):
        near = three_doctors[1]
        near.languages.set([make_language()])
        # the doctor, five lists of facts, the clinic, the operations of the header
        with django_assert_max_num_queries(8):
            response = get(client, near.get_absolute_url())
        page = response.context["provider"]
        assert response.context["title"] == "Dr. Terry Near, MD"
        assert [line.location.name for line in page.practices] == ["Far Hospital", "Near Clinic"]
        assert page.practices[0].getting_there.address_lines == ("Charlotte, NC 28204",)
        assert [fact.slug for fact in page.procedures] == ["drez-lesioning", "drg-stimulation"]
        assert page.languages_text == "Spanish"

    def test_every_fact_and_when_it_was_checked(self, client, drez):
        place = make_location(
            "Known Clinic",
            parking="Garage next door",
            getting_in="Ground floor",
            hours="Monday to Friday",
            wheelchair_access=True,
            checked_on="2026-09-01",
        )
        surgeon = Specialty.objects.create(
            code="207T00000X", label="Neurosurgeon", official_name="Neurological Surgery"
        )
        doctor = make_doctor(
            "Known",
            place,
            does=[drez],
            specialties=[surgeon],
            speaks=[make_language()],
            languages_checked_on="2026-08-01",
            education="Medical school: Test University\nResidency: Test Hospital",
            education_checked_on="2026-07-01",
            video_first_visit=True,
            video_checked_on="2026-06-01",
            referral_needed=False,
            referral_checked_on="2026-05-01",
        )
        BoardCertification.objects.create(provider=doctor, board="Test Board", checked_on="2026-04-01")
        StateLicense.objects.create(provider=doctor, state="NC", checked_on="2026-03-01")
        source = make_cited_paper("Known2020", title="A paper", journal="A journal", year=2020)
        doctor.publications.add(source)
        approve_all()
        html = get(client, doctor.get_absolute_url()).content.decode()
        page = " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")
        for words in (
            "Neurosurgeon Neurological Surgery Education",
            "Spanish Checked August 2026",
            "Residency: Test Hospital Checked July 2026",
            "First visit by video is possible Checked June 2026",
            "No referral needed Checked May 2026",
            "Test Board Checked April 2026",
            "North Carolina Checked March 2026",
            "Phone, hours, the way in, parking and access: Checked September 2026",
            "Garage next door",
            "Ground floor",
            "Monday to Friday",
            "A paper",
            "A journal, 2020",
        ):
            assert words in page, words
        assert '<a href="/evidence/Known2020/">A paper</a>' in html
        assert "person__initials" in html and ">TK<" in html
        described = json.loads(re.search(r'<script type="application/ld.json">(.*?)</script>', html, re.S)[1])
        assert '"Test Board"' in json.dumps(described)

    def test_what_is_not_known_says_ask(self, client):
        page = get(client, make_doctor("Blank", make_location()).get_absolute_url()).content.decode()
        for words in ("Referral", "Languages", "Video visits", "Education", "Board certification", "Parking"):
            assert re.search(rf"<dt>{words}</dt>\s*<dd>[^§]*?Ask the clinic", page), words
        assert "Checked" not in page

    def test_spanish_says_whose_office_it_is_as_spanish_does(self, client):
        doctor = make_doctor("Near", make_location())
        assert (
            "Llame al consultorio del Dr. Terry Near" in get(client, f"/es{doctor.get_absolute_url()}").text
        )

    def test_the_office_to_call_is_the_nearest_to_the_reader(self, client, three_doctors):
        near = three_doctors[1]
        Location.objects.filter(name="Near Clinic").update(phone="+19195550171")
        Location.objects.filter(name="Far Hospital").update(phone="+17045550172")
        plain = get(client, near.get_absolute_url())
        assert plain.context["office"].location.name == "Far Hospital", "the first by name"
        assert plain.context["office"].distance_text == ""
        head = get(client, f"{near.get_absolute_url()}?near=27710").text.partition("<h2>")[0]
        assert 'class="button button--call" href="tel:+19195550171"' in head
        assert "Call Dr. Terry Near’s office" in head and "Referral: ask the clinic" in head
        assert "<b>5 miles away</b>" in head and "New patients: ask the clinic" in head
        assert (
            'href="https://www.openstreetmap.org/directions?to=36.00720%2C-78.93720" rel="noreferrer"' in head
        )
        assert "More places stand below." in head
        assert '<body class="calls-elsewhere">' in head
        lost = get(client, f"{three_doctors[2].get_absolute_url()}?near=27710").text
        assert "<b>Distance unknown</b>" in lost and "directions?to=" not in lost

    def test_the_way_back_keeps_what_was_asked(self, client, three_doctors):
        asked = "/doctors/?near=27710&procedure=drez-lesioning&within=50"
        card = re.search(r'<h2><a href="([^"]*)"', get(client, asked).text)[1].replace("&amp;", "&")
        assert card == three_doctors[1].get_absolute_url() + "?near=27710&procedure=drez-lesioning&within=50"
        assert get(client, card).context["back"].url == asked
        assert get(client, card).context["back"].text == "Back to results"
        for nothing in ("", "?utm=1", "?near=nowhere+at+all", "?page=-1&within=7"):
            back = get(client, three_doctors[1].get_absolute_url() + nothing).context["back"]
            assert (back.text, back.url) == ("Find a doctor", "/doctors/")
        response = client.get(card)
        assert response["Cache-Control"] == "private, no-store", "it tells of the reader"

    def test_whose_places_nobody_knows_has_no_office(self, client):
        page = get(client, make_doctor("Nowhere").get_absolute_url())
        assert page.context["office"] is None and "<body>" in page.text

    def test_a_photo_stands_instead_of_the_initials(self, client):
        doctor = make_doctor("Seen", make_location())
        photo = Photo(provider=doctor).show(b"jpeg", 360, 480)
        photo.save()
        approve_all()
        page = get(client, doctor.get_absolute_url()).content.decode()
        assert (
            f'src="{photo.get_absolute_url()}" width="360" height="480" alt="Portrait of Dr. Terry Seen"'
            in page
        )
        assert "person__initials" not in page

    def test_not_listed_and_not_there(self, client, three_doctors):
        Provider.objects.update(is_listed=False)
        get(client, three_doctors[0].get_absolute_url(), status=410)
        get(client, "/doctors/nobody/", status=404)

    def test_an_operation_is_never_inferred(self, client):
        provider = make_doctor("Cutter", make_location(), specialties=[make_specialty()])
        assert get(client, provider.get_absolute_url()).context["provider"].procedures == ()
        outcome = get(client, "/doctors/?near=27710&procedure=drez-lesioning").context["outcome"]
        assert outcome.heading == "No doctors for DREZ lesioning"


class TestAnOperationWithoutAnArticle:
    """Every clinic begins so: doctors are listed before anybody has signed a page about what they do."""

    @staticmethod
    def said(client, doctor) -> tuple[list[str], list[str | None]]:
        """The links to read about an operation, and the address of each service told to machines."""
        page = get(client, doctor.get_absolute_url()).content.decode()
        data = json.loads(re.search(r'<script type="application/ld.json">(.*?)</script>', page, re.S)[1])
        told = [service.get("url") for service in data["mainEntity"]["availableService"]]
        return re.findall(r'<a href="([^"]+)">Read about', page), told

    def test_no_link_leads_nowhere(self, client, three_doctors):
        near = three_doctors[1]
        seen = {"/"} | {each.get_absolute_url() for each in (near, *Location.objects.all())}
        seen |= {"/doctors/", "/doctors/?near=27710", "/procedures/", "/es" + near.get_absolute_url()}
        links = {
            link
            for address in seen
            for link in re.findall(r'<a[^>]* href="(/[^"#]*)', get(client, address).content.decode())
        }
        dead = [link for link in links if client.get(link.replace("&amp;", "&")).status_code >= 400]
        assert dead == []
        assert len(links) > 20

    def test_only_an_article_that_is_up_is_linked(self, client, settings, drez, drg):
        doctor = make_doctor("Near", make_location(), does=[drez, drg])
        doctor.offerings.update(confirmed_on=timezone.localdate())
        assert self.said(client, doctor) == ([], [None, None])
        article = make_signed_article(drez)
        here = "/procedures/drez-lesioning/"
        assert self.said(client, doctor) == ([here], [settings.PUBLIC_ORIGIN + here, None])
        withdraw(article, reviewer(), "Wrong.")
        assert self.said(client, doctor) == ([], [None, None])


class TestLocation:
    def test_page(self, client, three_doctors):
        far = Location.objects.get(name="Far Hospital")
        make_doctor("Unlisted", far, is_listed=False)
        response = get(client, far.get_absolute_url())
        assert response.context["title"] == "Far Hospital, Charlotte, NC"
        assert [card.name for card in response.context["doctors"]] == ["Dr. Terry Far", "Dr. Terry Near"]
        assert {card.distance_text for card in response.context["doctors"]} == {""}
        get(client, "/locations/nowhere/", status=404)

    def test_a_map_without_the_reader(self, client, three_doctors):
        far = Location.objects.get(name="Far Hospital")
        page = get(client, f"{far.get_absolute_url()}?near=27710").content.decode()
        link = re.search(r'<a href="(https://www.openstreetmap.org[^"]*)" rel="noreferrer">', page)[1]
        assert link == (
            "https://www.openstreetmap.org/?mlat=35.21400&amp;mlon=-80.82900#map=17/35.21400/-80.82900"
        )
        assert "This leaves our site." in page
        roughly = make_location("Rough Clinic", located_by=Location.LocatedBy.ZIP_CENTER)
        for place in (roughly, Location.objects.get(name="Lost Clinic")):
            assert "openstreetmap" not in get(client, place.get_absolute_url()).content.decode()


class TestDemonstration:
    def test_made_up_rows_are_nowhere_on_a_clinics_site(self, client, drez):
        from drez_site.clinic.models import ClinicProfile

        ClinicProfile(is_demonstration=False).save()
        real, made_up = make_location(), make_location(is_demonstration=True)
        hidden = make_doctor("Hidden", real, does=[drez], is_demonstration=True)
        shown = make_doctor("Shown", real, made_up, does=[drez])
        assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710"))] == [shown.slug]
        get(client, hidden.get_absolute_url(), status=404)
        get(client, made_up.get_absolute_url(), status=404)
        page = get(client, shown.get_absolute_url()).context["provider"]
        assert len(page.practices) == 1
        assert Practice.objects.public().count() == 1
        assert [card.slug for card in get(client, real.get_absolute_url()).context["doctors"]] == [shown.slug]

        ClinicProfile(is_demonstration=True).save()
        assert len(cards(get(client, "/doctors/?near=27710"))) == 2
        get(client, hidden.get_absolute_url())
        get(client, made_up.get_absolute_url())
