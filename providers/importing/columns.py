"""The columns of a table of the directory. One line is a doctor at a place, or one of the two alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.languages.packs import other_languages
from providers.models import Location, Provider

from . import cells

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


IN = "@"  # `parking@es` is the text `parking` in that language


class About(Enum):
    """Whose fact a column holds."""

    DOCTOR = "doctor"
    PLACE = "place"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is that of the model, a text in another language with `IN` and the language behind it.

    `read` raises ValidationError with what to write instead.
    """

    name: str
    about: About
    field: str
    read: Callable[[str], Any]
    help: "StrPromise"
    example: str = ""


def _of(about: About, *rows: "tuple[str, str, Callable[[str], Any], StrPromise, str]") -> list[Column]:
    return [Column(name, about, field, read, text, example) for name, field, read, text, example in rows]


def _with_languages(columns: list[Column], model: type[Provider] | type[Location]) -> list[Column]:
    """Behind each text that may stand in other languages a column for each of them."""
    found = []
    for column in columns:
        found.append(column)
        if column.field in model.TRANSLATED:
            found += [
                replace(
                    column,
                    name=f"{column.name}_{code}",
                    field=f"{column.field}{IN}{code}",
                    help=format_lazy(_("The same in {language}"), language=language),
                )
                for code, language in other_languages()
            ]
    return found


COLUMNS = [
    *_of(
        About.DOCTOR,
        ("doctor", "slug", cells.text, _("Page address; empty for somebody new"), "alex-example"),
        ("npi", "npi", cells.text, _("National number, ten digits; no page shows it"), ""),
        ("title", "honorific", cells.text, _("Before the name"), "Dr."),
        ("given_name", "given_name", cells.text, _("Given name"), "Alex"),
        ("family_name", "family_name", cells.text, _("Family name"), "Example"),
        ("credentials", "credentials", cells.text, _("After the name"), "MD, PhD"),
        ("former_names", "former_names", cells.text, _("With commas between"), ""),
        ("listed", "is_listed", cells.yes_or_no, _("Whether patients see the doctor: yes or no"), "yes"),
        ("specialties", "specialties", cells.words, _("NUCC codes, all of them"), "207T00000X"),
        ("languages", "languages", cells.words, _("Language codes, all of them"), "en; es"),
        ("languages_asked_on", "languages_checked_on", cells.day, _("The day you asked"), "2026-10-12"),
        (
            "operations",
            "operations",
            cells.dated,
            _("All of them, each with the day on which the office confirmed it"),
            "drez-lesioning 2026-10-12; drg-stimulation",
        ),
        (
            "operations_on_website",
            "on_website",
            cells.dated,
            _("Those that you read on the office's own website, each with the day"),
            "drg-stimulation 2026-11-03",
        ),
        ("video_first_visit", "video_first_visit", cells.answer, _("First visit by video"), "yes"),
        ("video_asked_on", "video_checked_on", cells.day, _("The day you asked"), "2026-10-12"),
        ("referral_needed", "referral_needed", cells.answer, _("Must another doctor refer?"), "no"),
        ("referral_asked_on", "referral_checked_on", cells.day, _("The day you asked"), "2026-10-12"),
        ("about", "biography", cells.text, _("Plain text"), ""),
        ("education", "education", cells.text, _("A line for each"), ""),
        ("education_asked_on", "education_checked_on", cells.day, _("The day you asked"), ""),
        ("on_leave_until", "on_leave_until", cells.day, _("The last day of a leave"), ""),
        ("last_day", "left_on", cells.day, _("The last day with patients, of who leaves"), ""),
        ("successor", "successor", cells.text, _("Page address of the doctor who takes over"), ""),
    ),
    *_of(
        About.PLACE,
        ("place", "slug", cells.text, _("Page address; empty for a new place"), "example-center"),
        ("place_name", "name", cells.text, _("Name of the hospital or clinic"), "Example Center"),
        ("place_kind", "kind", cells.text, _("hospital or clinic"), "clinic"),
        (
            "street",
            "street",
            cells.text,
            _("Where patients go, never a mailing address"),
            "100 Example Street",
        ),
        ("city", "city", cells.text, _("City"), "Durham"),
        ("state", "state", cells.state, _("Two letters"), "NC"),
        ("zip_code", "zip_code", cells.zip_code, _("Five digits"), "27710"),
        ("phone", "phone", cells.phone, _("The number that makes appointments"), "(919) 555-0134"),
        ("phone_asked_on", "phone_checked_on", cells.day, _("The day you asked about the phone alone"), ""),
        ("phone_asked_with", "phone_checked_with", cells.text, _("office or website"), ""),
        ("address_asked_on", "address_checked_on", cells.day, _("The day you asked about the address"), ""),
        ("address_asked_with", "address_checked_with", cells.text, _("office or website"), ""),
        ("hours", "hours", cells.text, _("Days and times"), "Monday to Friday, 8 am to 5 pm"),
        ("getting_in", "getting_in", cells.text, _("Which door, which floor"), ""),
        ("parking", "parking", cells.text, _("Where, and the cost"), ""),
        ("wheelchair_access", "wheelchair_access", cells.answer, _("From street to room"), "yes"),
        ("place_asked_on", "checked_on", cells.day, _("The day you asked about the place"), "2026-10-12"),
        ("place_asked_with", "checked_with", cells.text, _("office or website"), "office"),
        ("latitude", "latitude", cells.degrees, _("Empty: the middle of the ZIP code"), ""),
        ("longitude", "longitude", cells.degrees, _("Negative in the US"), ""),
        ("located_by", "located_by", cells.text, _("surveyed, address or zip"), ""),
    ),
    *_of(
        About.PRACTICE,
        ("own_phone", "phone", cells.phone, _("Only if it differs from the place's"), ""),
        ("own_phone_asked_on", "phone_checked_on", cells.day, _("The day you asked about it"), ""),
        ("own_phone_asked_with", "phone_checked_with", cells.text, _("office or website"), ""),
        ("new_patients", "accepting_new_patients", cells.answer, _("What the office said"), "yes"),
        ("new_patients_asked_on", "checked_on", cells.day, _("The day it did"), "2026-10-12"),
        ("new_patients_asked_with", "checked_with", cells.text, _("office or website"), "office"),
        ("from_day", "begins_on", cells.day, _("The first day with patients at this place"), ""),
        ("to_day", "ends_on", cells.day, _("The last day with patients at this place"), ""),
    ),
]
COLUMNS = [
    *_with_languages([each for each in COLUMNS if each.about is About.DOCTOR], Provider),
    *_with_languages([each for each in COLUMNS if each.about is About.PLACE], Location),
    *(each for each in COLUMNS if each.about is About.PRACTICE),
]
BY_NAME = {column.name: column for column in COLUMNS}
TRANSLATED = {About.DOCTOR: Provider.TRANSLATED, About.PLACE: Location.TRANSLATED}
BY_FIELD = {(column.about, column.field): column.name for column in COLUMNS}
TO_APPROVE = {About.DOCTOR: Provider.TO_APPROVE, About.PLACE: Location.TO_APPROVE, About.PRACTICE: ()}
# Of a doctor: what stands in other tables, and who follows.
LISTS = ("specialties", "languages", "operations", "on_website", "successor")


def fact(row: Model, field: str) -> Any:
    """What the row says, of a text in another language too."""
    name, is_translated, language = field.partition(IN)
    return _translations(row, name).get(language, "") if is_translated else getattr(row, field)


def set_fact(row: Model, field: str, value: Any) -> None:
    name, is_translated, language = field.partition(IN)
    if not is_translated:
        setattr(row, field, value)
        return
    said = {**_translations(row, name), language: value}
    setattr(row, row.TRANSLATED[name], {code: words for code, words in said.items() if words})  # type: ignore[attr-defined]  # a model with words in languages


def model_field(about: About, field: str) -> str:
    """Where the model keeps it."""
    name, is_translated, _language = field.partition(IN)
    return TRANSLATED[about][name] if is_translated else field


def _translations(row: Model, name: str) -> dict[str, str]:
    found: dict[str, str] = getattr(row, row.TRANSLATED[name])  # type: ignore[attr-defined]  # rows with such columns
    return found


def of(about: About) -> list[Column]:
    return [column for column in COLUMNS if column.about is about]


# Texts that patients read once a reviewer approved them
WAIT = frozenset(
    column.name for column in COLUMNS if model_field(column.about, column.field) in TO_APPROVE[column.about]
)
