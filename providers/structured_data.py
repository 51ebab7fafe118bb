"""schema.org descriptions of doctors, places and lists, for machines. Each word also stands on the page.

Only what an office has confirmed is said: a doctor's operations, and whether new patients are taken.
"""

from django.urls import reverse
from django.utils.translation import gettext

from drez_site.foundation.structured_data import absolute, web_page
from drez_site.foundation.united_states.phones import PhoneNumber
from procedures.structured_data import OPERATION

from .models import Location
from .presenters import DoctorCard, DoctorPage, MapPage
from .presenters.doctor import PracticeLines
from .presenters.facts import map_url, names_in_a_row
from .presenters.operations import ProcedureFact


def doctor_page(doctor: DoctorPage) -> dict:
    """https://schema.org/ProfilePage about an IndividualPhysician who is a Person."""
    person = {
        "@type": ["IndividualPhysician", "Person"],
        "@id": f"{absolute(doctor.url)}#doctor",
        "url": absolute(doctor.url),
        "name": doctor.name,
        "honorificSuffix": doctor.credentials,
        "image": absolute(doctor.photo.get_absolute_url()) if doctor.photo else "",
        "occupationalCategory": doctor.specialty_text,
        "hasCredential": [
            {"@type": "EducationalOccupationalCredential", "name": board.text}
            for board in doctor.training.boards
        ],
        "knowsLanguage": names_in_a_row(doctor.languages),
        "isAcceptingNewPatients": _accepting(doctor),
        "availableService": [_operation(fact) for fact in doctor.procedures if fact.is_confirmed],
        "practicesAt": [_place(practice) for practice in doctor.practices],
    }
    return web_page("ProfilePage", doctor.name, doctor.url, _find_a_doctor(), mainEntity=_known(person))


def location_page(location: Location) -> dict:
    """https://schema.org/Hospital or MedicalClinic, on its page."""
    path = location.get_absolute_url()
    place = {
        "@type": "Hospital" if location.kind == Location.Kind.HOSPITAL else "MedicalClinic",
        "@id": f"{absolute(path)}#place",
        "url": absolute(path),
        "name": location.name,
        "telephone": location.phone,
        "address": _address(location.street, location.city, location.state, location.zip_code),
        "hasMap": map_url(location),
    }
    return web_page("WebPage", location.name, path, _find_a_doctor(), mainEntity=_known(place))


def list_page(cards: tuple[DoctorCard, ...] = ()) -> dict:
    """https://schema.org/ItemList in the order shown; an answer without doctors is just a page."""
    name, path = _find_a_doctor()
    if not cards:
        return web_page("WebPage", name, path)
    doctors = {
        "@type": "ItemList",
        "numberOfItems": len(cards),
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": card.name, "url": absolute(card.url)}
            for position, card in enumerate(cards, start=1)
        ],
    }
    return web_page("CollectionPage", name, path, mainEntity=doctors)


def map_page(page: MapPage) -> dict:
    """https://schema.org/WebPage: whom it shows stands on the pages that it links to."""
    return web_page("WebPage", page.title, page.url, _find_a_doctor())


def _find_a_doctor() -> tuple[str, str]:
    return gettext("Find a doctor"), reverse("providers:search")


def _operation(fact: ProcedureFact) -> dict:
    url = absolute(fact.url) if fact.url else ""
    return _known({"@type": OPERATION, "name": gettext(fact.name), "url": url})


def _place(practice: PracticeLines) -> dict:
    line = practice.location
    street = practice.getting_there.address_lines[0] if len(practice.getting_there.address_lines) > 1 else ""
    return _known(
        {
            "@type": "MedicalOrganization",
            "@id": f"{absolute(line.url)}#place",
            "url": absolute(line.url),
            "name": line.name,
            "telephone": _number(practice.getting_there.phone),
            "address": _address(street, line.city, line.state),
        }
    )


def _accepting(doctor: DoctorPage) -> bool | None:
    """Yes if any office says so, no if all of them do."""
    states = {practice.accepting.state for practice in doctor.practices}
    return True if "yes" in states else False if states == {"no"} else None


def _number(phone: PhoneNumber | None) -> str:
    """In schema.org an extension is written as in RFC 3966."""
    return phone.href.removeprefix("tel:").replace(",", ";ext=") if phone else ""


def _address(street: str, city: str, state: str, zip_code: str = "") -> dict:
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": city,
            "addressRegion": state,
            "postalCode": zip_code,
        }
    )


def _known(data: dict) -> dict:
    return {name: value for name, value in data.items() if value not in ("", None, [])}
