"""Two windows at every page of the admin that changes something: the second save is refused."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drez_site.clinic.models import Announcement, ClinicProfile, HolidayHours, LanguageNotice
from drez_site.foundation.models import ApprovedWords
from drez_site.staff.models import StaffMember
from procedures.models import Document, GlossaryTerm, Procedure, Publication
from providers.models import Language, Location, Proposal, Provider, Report, Specialty
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.documents import make_draft_article, make_paper, make_procedure
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

WORDINGS = "Wording of Bob", "Wording of Ann"
# Where no text is kept, or none but known words.
OTHERS = {
    HolidayHours: ("3", "5"),
    Language: ("Hmong", "Karen"),
    Specialty: ("Brain surgeon", "Spine surgeon"),
}


def clinic() -> ClinicProfile:
    profile = ClinicProfile(name="A Clinic", phone="+19195550100", is_demonstration=True)
    profile.save()
    return profile


def notice() -> LanguageNotice:
    words = {"name": "Test", "text": "Help is free.", "call": "Call {phone}."}
    return LanguageNotice.objects.create(language="xx", checked_by="", **words)


def announcement() -> Announcement:
    clinic()
    return Announcement.objects.create(text="We are closed.", shown_until=timezone.now() + timedelta(days=1))


def holiday() -> HolidayHours:
    clinic()
    day = timezone.localdate() + timedelta(days=30)
    return HolidayHours.objects.create(first_day=day, last_day=day)


# A row of each model that a page of the admin changes, and a text that two people change at once.
PAGES = {
    Announcement: (announcement, "text"),
    HolidayHours: (holiday, "days_before"),
    ClinicProfile: (clinic, "travel"),
    LanguageNotice: (notice, "text"),
    Document: (make_draft_article, "summary"),
    GlossaryTerm: (lambda: GlossaryTerm.objects.create(slug="n", term="n", definition="d"), "definition"),
    Procedure: (make_procedure, "name"),
    Publication: (make_paper, "journal"),
    Language: (make_language, "name"),
    Location: (make_location, "parking"),
    Provider: (make_doctor, "biography"),
    Report: (lambda: Report.objects.create(provider=make_doctor(), about="other", details="x"), "note"),
    Specialty: (make_specialty, "label"),
    StaffMember: (lambda: make_staff("kim"), "full_name"),
}


def page_of(row) -> str:
    """Where it is changed; a document at the top of its page."""
    step = "top" if isinstance(row, Document) else "change"
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{step}", args=[row.pk])


def window(name: str) -> Client:
    client = Client()
    client.force_login(make_staff(name, is_superuser=True))
    return client


def test_every_page_that_changes_something_is_swept(rf):
    request = rf.get("/")
    request.user = make_staff("sue", is_superuser=True)
    kept = {model for model, page in admin.site._registry.items() if page.has_change_permission(request)}
    once = {Proposal, ApprovedWords}
    assert kept - once == PAGES.keys(), "a proposal is answered once, words are taken down once"


@pytest.mark.parametrize("model", PAGES)
def test_the_second_save_is_refused_with_both_versions_and_nothing_typed_is_lost(model):
    make, field = PAGES[model]
    their, my = OTHERS.get(model, WORDINGS)
    row = make()
    hers, his = window("ann"), window("bob")
    mine, theirs = (Form(client.get(page_of(row)).text, having="_save") for client in (hers, his))
    assert his.post(page_of(row), theirs.data(**{field: their})).status_code == 302
    refused = hers.post(page_of(row), mine.data(**{field: my}))
    assert refused.status_code == 200
    assert "Nothing is saved yet: Bob saved this page after you opened it." in refused.text
    assert [(each.saved, each.typed) for each in refused.context["meanwhile"].differences] == [(their, my)]
    row.refresh_from_db()
    assert str(getattr(row, field)) == their
    again = Form(refused.text, having="_save")
    assert again.fields[field] == my, "what was typed is still there"
    assert hers.post(page_of(row), again.data()).status_code == 302, "having seen both, she decides"
    row.refresh_from_db()
    assert str(getattr(row, field)) == my


@pytest.mark.parametrize("model", PAGES)
def test_a_page_sent_back_as_it_stands_changes_nothing_so_it_stands_in_nobodys_way(model):
    """Whatever its widgets: what is saved and what was sent are compared in the same words."""
    row, client = PAGES[model][0](), window("ann")
    form = Form(client.get(page_of(row)).text, having="_save")
    knew_nothing = '{"at": "2026-01-01T00:00:00Z", "hashes": {}}'
    assert client.post(page_of(row), form.data(opened_with=knew_nothing)).status_code == 302


def test_one_person_in_two_windows_is_told_that_it_was_she():
    row, client = make_location(), window("ann")
    first, second = (Form(client.get(page_of(row)).text, having="_save") for _window in range(2))
    client.post(page_of(row), first.data(parking=WORDINGS[0]))
    assert (
        "you, in another window saved this page"
        in client.post(page_of(row), second.data(parking=WORDINGS[1])).text
    )
