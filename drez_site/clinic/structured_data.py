"""schema.org descriptions of the clinic, for machines that read pages. Each word also stands on the page."""

from datetime import time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from drez_site.foundation.structured_data import absolute, web_page

from .announced import announcements_now, hours_to_come
from .contact_page import states_served
from .facts import Award
from .models import Announcement, ClinicPlace, ClinicProfile, HolidayHours


def medical_clinic_page(clinic: ClinicProfile, award: Award | None) -> dict:
    """For the home page, which shows the award."""
    data = {"@context": "https://schema.org"} | _medical_clinic(clinic)
    return data | ({"award": str(award)} if award else {})


def contact_page(clinic: ClinicProfile) -> dict:
    """For the contact page, which names the states and every place."""
    data = _medical_clinic(clinic)
    if states := states_served(clinic):
        data["areaServed"] = [{"@type": "State", "name": state} for state in states]
    if len(clinic.shown_places) > 1:
        data["location"] = [_place(place) for place in clinic.shown_places]
    if hours := hours_to_come(clinic):
        data["specialOpeningHoursSpecification"] = list(map(_special_hours, hours))
    if shown := announcements_now(clinic):
        data["subjectOf"] = [_announcement(each) for each in shown]
    name = gettext("Contact and appointments")
    return web_page("ContactPage", name, reverse("contact"), mainEntity=data)


def how_we_make_content_page() -> dict:
    return web_page("WebPage", gettext("How we make these pages"), reverse("how-we-make-content"))


def _medical_clinic(clinic: ClinicProfile) -> dict:
    """https://schema.org/MedicalClinic, with what we know."""
    data = {
        "@type": "MedicalClinic",
        "@id": absolute("/#clinic"),
        "url": absolute(reverse("home")),
        "name": clinic.name,
    }
    if clinic.phone:
        data["telephone"] = clinic.phone
    if clinic.shown_places:
        data["address"] = _postal_address(clinic.shown_places[0])
    return data


def _special_hours(hours: HolidayHours) -> dict:
    """Closed is said as from midnight to midnight: https://schema.org/OpeningHoursSpecification"""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": hours.first_day.isoformat(),
        "validThrough": hours.last_day.isoformat(),
        "opens": f"{hours.opens or time.min:%H:%M}",
        "closes": f"{hours.closes or time.min:%H:%M}",
    }


def _announcement(announcement: Announcement) -> dict:
    """https://schema.org/SpecialAnnouncement, in the words of the page."""
    said = announcement.said("text", get_language())
    return {
        "@type": "SpecialAnnouncement",
        "name": said.words,
        "text": said.words,
        "inLanguage": said.foreign_language or get_language(),
        "datePosted": timezone.localtime(announcement.shown_from).isoformat(),
        "expires": timezone.localtime(announcement.shown_until).isoformat(),
    }


def _place(place: ClinicPlace) -> dict:
    data = {"@type": "Place", "name": str(place), "address": _postal_address(place)}
    return data | ({"telephone": place.phone} if place.phone else {})


def _postal_address(place: ClinicPlace) -> dict:
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.city,
        "addressRegion": place.state,
        "postalCode": place.zip_code,
    }
