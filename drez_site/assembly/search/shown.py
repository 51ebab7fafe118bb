"""The pages that a search may lead to, as readers of a language meet them now: signed ones, and others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from django.db.models.fields.json import KT, KeyTransform
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.clinic.models import ClinicProfile
from drez_site.clinic.policies import POLICIES, needed_by
from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.markdown.rendering import plain_text
from procedures import kinds
from procedures.models import Edition, UrgentSign
from procedures.models.edition import first_of_each_page
from procedures.signed_content import SignRow

from .words import folded, of_every_list, words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EMERGENCY = UrgentSign.Urgency.EMERGENCY
PART_OF_A_SIGN = re.compile(r"[.,;:]")
KINDS = {str(kind): kind for kind in kinds.ALL if kind.is_for_searchers}
# The parts of the contact page: anchor, heading, the text of the profile that stands there, or what is there.
CONTACT: "tuple[tuple[str, StrOrPromise, str, StrOrPromise], ...]" = (
    (
        "",
        _("Contact and appointments"),
        "",
        _("How to get an appointment, what to bring, insurance, travel, and how to get here."),
    ),
    (
        "appointment",
        _("Make an appointment"),
        "",
        _("Call us and tell us about your pain. You do not need to know which operation is right."),
    ),
    ("referral", _("Do you need a referral?"), "", ""),
    ("bring", _("What to bring"), "records_to_bring", ""),
    ("insurance", _("Insurance"), "insurance", ""),
    ("travel", _("If you come from far away"), "travel", ""),
    ("getting-here", _("Getting here"), "", ""),
)
# Other pages that nobody signs: the route, the heading, what is there.
OWN_PAGES: "tuple[tuple[str, StrOrPromise, StrOrPromise], ...]" = (
    (
        "providers:search",
        _("Find a doctor"),
        _(
            "Doctors on our list who do these operations, nearest first. Each card says when the office "
            "confirmed it, or that you should call to check. No one can pay to stand higher on it."
        ),
    ),
    (
        "procedures:conditions",
        _("Start from your pain"),
        _(
            "Pick the words that fit you. Each page says when to get help at once, what is tried first, "
            "and where each operation stands."
        ),
    ),
    (
        "procedures:index",
        _("Operations"),
        _(
            "Names can look alike. Read what each operation can do, what it cannot do, "
            "and what could go wrong."
        ),
    ),
    (
        "procedures:evidence",
        _("Evidence"),
        _(
            "Every paper and other source that these pages rest on: what it found, "
            "what it does not show, and where to read it."
        ),
    ),
    (
        "how-we-make-content",
        _("How we make these pages"),
        _(
            "Who writes and checks our medical pages, where the facts come from, "
            "and how to tell us about a mistake."
        ),
    ),
)
# What stands above a place whose heading nobody signed: the page says it in the language of the site.
HEADINGS: "dict[str, StrOrPromise]" = {
    "key-points": _("Key points"),
    "limits": _("What it does not show"),
    "abstract": _("Summary of the source"),
    "strength": _("What the words for strength mean"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is up. `name` says where a place of it stands, in `name_language`: "" is the page's own."""

    name: str
    name_language: str
    language: str
    url: str
    worth: float
    emergencies: tuple[tuple[str, ...], ...] = ()  # words that, all together, say for what to call 911
    quoted: str = ""  # the title of a source in another language, with which the words at its top end


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place on a page that nobody has to sign. `words` are printed, `more` only lead here."""

    heading: str
    page: Page
    words: str
    more: str


@once_per_content_version
def signed_pages(language: str) -> dict[int, Page]:
    """By edition: what each address shows, in this language or else in English. What is down is not in it."""
    newest = Edition.objects.newest_up_or_down().filter(document__kind__in=KINDS).in_language(language)
    newest = (
        newest.with_state()
        .select_related("document__procedure")
        .annotate(
            title=KT("content__title"),
            source_title=KT("content__source__title"),
            signs=KeyTransform("urgent_signs", "content"),
        )
    )
    newest = newest.only("document__kind", "document__language", "document__procedure", "document__slug")
    return {edition.pk: _page(edition) for edition in first_of_each_page(newest).values() if edition.is_up}


def _page(edition) -> Page:
    document, kind = edition.document, KINDS[edition.document.kind]
    return Page(
        name=str(kind.found_as or edition.title),
        name_language="" if kind.found_as else document.language,
        language=document.language,
        url=kind.url(document),
        worth=kind.worth,
        emergencies=tuple(_emergencies(edition.signs or ())),
        quoted="" if document.language == SOURCE_LANGUAGE else " ".join((edition.source_title or "").split()),
    )


def _emergencies(signs: Iterable[SignRow]) -> Iterator[tuple[str, ...]]:
    """For what a page tells readers to call 911: the words of each sign but the fillers, in order.

    A part of a sign between commas is a sign of its own, if it has two such words or more.
    """
    fillers = of_every_list("fillers")
    for sign in signs:
        if sign["urgency"] == EMERGENCY:
            for part in PART_OF_A_SIGN.split(sign["text"]):
                said = tuple(word for word in dict.fromkeys(folded(part)) if word not in fillers)
                if len(said) > 1:
                    yield said


@once_per_content_version
def own_places(clinic: ClinicProfile, language: str) -> tuple[OwnPlace, ...]:
    """The contact page by its parts, the finder, and what the clinic promises and must say."""
    return tuple(_own_places(clinic, language))


def _own_places(clinic: ClinicProfile, language: str) -> Iterator[OwnPlace]:
    more, contact = words(language).pages, gettext("Contact and appointments")
    for anchor, heading, field, text in CONTACT:
        said = clinic.said(field, language) if field else None
        url = reverse("contact") + (f"#{anchor}" if anchor else "")
        page = Page(contact, "", (said and said.foreign_language) or language, url, 1.0)
        words_there = unescape(strip_tags(plain_text(said.words))) if said else str(text)
        yield OwnPlace(str(heading), page, words_there, more.get(anchor or "contact", ""))
    notices = ((name, *POLICIES[name]) for name in needed_by(clinic))
    for route, heading, text in (*OWN_PAGES, *notices):
        page = Page(str(heading), "", language, reverse(route), 1.0)
        yield OwnPlace(str(heading), page, str(text), more.get(route.rpartition(":")[2], ""))
