"""What patients may read of the directory as rows for machines: one for each doctor at each place.

The fields and what they mean stand in docs/open-data.md; a test compares the two. A fact stands beside
the day on which somebody asked, and whom. What is not known is empty, never a no.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from drez_site.foundation.structured_data import absolute
from drez_site.foundation.united_states.phones import written
from providers.freshness import Confirmation
from providers.models import Offering, Practice, Provider

AT_ONCE = 500  # practices, read with a few statements
Row = dict[str, Any]

# In the order of the columns
FIELDS = (
    "doctor_url",
    "npi",
    "title",
    "given_name",
    "family_name",
    "credentials",
    "specialty_codes",
    "language_codes",
    "languages_asked_on",
    "operations",
    "video_first_visit",
    "video_asked_on",
    "referral_needed",
    "referral_asked_on",
    "place_url",
    "place_name",
    "place_kind",
    "street",
    "city",
    "state",
    "zip_code",
    "address_asked_on",
    "address_asked_with",
    "phone",
    "phone_asked_on",
    "phone_asked_with",
    "wheelchair_access",
    "place_asked_on",
    "place_asked_with",
    "latitude",
    "longitude",
    "position_known_by",
    "accepts_new_patients",
    "new_patients_asked_on",
    "new_patients_asked_with",
)


def rows(today: date) -> Iterator[Row]:
    """In the order of their keys, some at a time, so that it does not matter how many there are."""
    practices = Practice.objects.public().select_related("provider", "location").order_by("pk")
    last = 0
    while portion := list(practices.filter(pk__gt=last)[:AT_ONCE]):
        last = portion[-1].pk
        yield from _portion(portion, today)


def _portion(practices: list[Practice], today: date) -> Iterator[Row]:
    doctors = {practice.provider_id for practice in practices}
    specialties = _codes("specialties", "specialty__code", doctors)
    languages = _codes("languages", "language__code", doctors)
    operations = _operations(doctors, today)
    for practice in practices:
        key = practice.provider_id
        values = (
            *_doctor(practice.provider, specialties.get(key, []), languages.get(key, [])),
            operations.get(key, []),
            *_visits(practice.provider),
            *_place(practice),
            practice.accepting_new_patients,
            practice.checked_on,
            _asked_with(practice.checked_on, practice.checked_with),
        )
        yield dict(zip(FIELDS, values, strict=True))


def _doctor(doctor: Provider, specialties: list[str], languages: list[str]) -> tuple[Any, ...]:
    return (
        absolute(doctor.get_absolute_url()),
        doctor.npi or "",
        doctor.honorific,
        doctor.given_name,
        doctor.family_name,
        doctor.credentials,
        specialties,
        languages,
        doctor.languages_checked_on,
    )


def _visits(doctor: Provider) -> tuple[Any, ...]:
    return (
        doctor.video_first_visit,
        doctor.video_checked_on,
        doctor.referral_needed,
        doctor.referral_checked_on,
    )


def _place(practice: Practice) -> tuple[Any, ...]:
    place = practice.location
    answers = practice if practice.phone else place
    return (
        absolute(place.get_absolute_url()),
        place.name,
        place.kind,
        place.street,
        place.city,
        place.state,
        place.zip_code,
        place.address_checked_on,
        _asked_with(place.address_checked_on, place.address_checked_with),
        answers.phone,
        answers.phone_checked_on,
        _asked_with(answers.phone_checked_on, answers.phone_checked_with),
        place.wheelchair_access,
        place.checked_on,
        _asked_with(place.checked_on, place.checked_with),
        place.latitude,
        place.longitude,
        place.located_by,
    )


def _asked_with(day: date | None, whom: str) -> str:
    return whom if day else ""


def _codes(relation: str, code: str, doctors: set[int]) -> dict[int, list[str]]:
    through = getattr(Provider, relation).through
    found: dict[int, list[str]] = {}
    for doctor, value in (
        through.objects.filter(provider__in=doctors).order_by(code).values_list("provider", code)
    ):
        found.setdefault(doctor, []).append(value)
    return found


def _operations(doctors: set[int], today: date) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    offerings = Offering.objects.filter(provider__in=doctors).select_related("procedure")
    for offering in offerings.order_by("procedure__position", "pk"):
        found.setdefault(offering.provider_id, []).append(
            {
                "operation": offering.procedure.slug,
                "confirmed_on": offering.confirmed_on,
                "is_confirmed": Confirmation.of(offering.confirmed_on, today) is Confirmation.GOOD,
                "on_website_on": offering.on_website_on,
            }
        )
    return found


def in_cells(row: Row) -> list[str]:
    """The same in one line of a table: lists with “; ” between, an operation with its day.

    A phone number is as people write it: a spreadsheet would compute “+1”.
    """
    return [_cell(value) for value in (row | {"phone": written(row["phone"])}).values()]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_operation(each) if isinstance(each, dict) else each for each in value)
    return str(value)


def _operation(operation: Row) -> str:
    return " ".join(filter(None, [operation["operation"], str(operation["confirmed_on"] or "")]))
