"""What pages of staff ask the database for does not grow with the rows that they show."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from drez_site.clinic.models import (
    Announcement,
    ClinicPlace,
    ClinicProfile,
    ClinicReason,
    ClinicText,
    HolidayHours,
)
from drez_site.foundation.models import WaitingWords
from drez_site.staff.models import StaffMember
from procedures.models import Answer, Document, GlossaryTerm
from providers.models import BoardCertification, Practice, Proposal, Provider, Report, StateLicense
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.documents import (
    make_draft_article,
    make_draft_comparison,
    make_paper,
    make_procedure,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
STATES = ("NC", "VA", "SC", "TX", "WA")
PLACE = {"street": "1 Row Street", "city": "Durham", "state": "NC", "zip_code": "27710"}
# A list to choose a place from asks for the one that is chosen.
EACH_ROW = {"providers_provider_change": 1}


def make_rows(numbers, doctor: Provider, document: Document):
    """One more for each number, of what staff keep and of what stands in one form."""
    profile, now = ClinicProfile.objects.get(), timezone.now()
    grid = Document.objects.get(kind=Document.Kind.COMPARISON)
    for n in numbers:
        place, procedure = make_location(f"Row {n}"), make_procedure(f"row-{n}", name=f"Row {n}")
        make_doctor(f"Row{n}", place, does=[procedure], biography=f"Row {n}", npi=f"109300001{n}")
        Practice.objects.create(provider=doctor, location=place)
        doctor.offerings.create(procedure=procedure)
        for model, of in ((StateLicense, {"state": STATES[n]}), (BoardCertification, {"board": STATES[n]})):
            model.objects.create(provider=doctor, checked_on=now.date(), **of)
        doctor.specialties.add(make_specialty(f"Row {n}"))
        doctor.languages.add(make_language(f"Row {n}", f"r{n}", f"Row {n}"))
        Report.objects.create(provider=doctor, about="phone", details=f"Row {n}")
        fact = {"npi": f"109300001{n}", "fact": "credentials", "key": "MD", "value": "MD"}
        Proposal.objects.create(source="main", released="2026-08-09", **fact)
        reason = ClinicReason.objects.create(clinic=profile, heading=f"Row {n}", text=f"Row {n}")
        ClinicText.objects.create(clinic=profile, reason=reason, field="text", language="es", words="Fila")
        ClinicPlace.objects.create(clinic=profile, name=f"Row {n}", directions=f"Row {n}", **PLACE)
        Announcement.objects.create(text=f"Row {n}.", shown_until=now + timedelta(days=1))
        HolidayHours.objects.create(first_day=now.date() + timedelta(n), last_day=now.date() + timedelta(n))
        make_paper(f"Row{n}", title=f"Row {n}")
        GlossaryTerm.objects.create(slug=f"row-{n}", term=f"row {n}", definition="Row.", forms=[f"row{n}"])
        make_draft_article(procedure, title=f"Row {n}")
        document.questions.create(text=f"Row {n}?", position=9 + n)
        document.steps.create(sequence="day", heading=f"Row {n}", body="Row.", position=9 + n)
        Answer.objects.filter(row=grid.gridrows.first(), option=grid.options.all()[n]).update(text="Row")
        make_staff(f"row{n}", group="Author")
    approve_all()
    for model in (Announcement, ClinicReason):
        model.objects.update(text="Row, anew.")
    ClinicText.objects.update(words="Fila, de nuevo.")
    Provider.objects.filter(family_name__startswith="Row").update(biography="Row, anew.")


def addresses(doctor: Provider, document: Document) -> dict[str, str]:
    """Every list, and the pages that show rows of others."""
    of_rows = [(ClinicProfile.objects.get(), "change"), (doctor, "change")]
    of_rows += [(document, step) for step in ("change", "changes")]
    of_rows += [(doctor.practices.first().location, "change"), (Report.objects.first(), "change")]
    of_rows += [(StaffMember.objects.get(username="row0"), "change")]
    found = {"index": reverse("admin:index"), "find": f"{reverse('admin:find')}?q=row"}
    for row, step in of_rows:
        name = f"{row._meta.app_label}_{row._meta.model_name}_{step}"
        found[name] = reverse(f"admin:{name}", args=[row.pk])
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}_changelist"
        found[name] = reverse(f"admin:{name}")
    return found


def queries(client, pages: dict[str, str]) -> Counter[str]:
    asked = Counter()
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200, address
        asked[name] = len(context)
    return asked


def test_no_page_of_staff_asks_once_more_for_each_row(client):
    ClinicProfile(name="A Clinic", phone="+19195550100").save()
    client.force_login(make_staff("super", is_superuser=True))
    doctor, document = make_doctor("Rows", biography="Row"), make_draft_article()
    make_draft_comparison()
    make_rows(range(2), doctor, document)
    pages = addresses(doctor, document)
    for name in ("index", "providers_provider_change"):  # what is asked once by each process
        client.get(pages[name])
    before = queries(client, pages)
    make_rows(range(2, 5), doctor, document)
    grown = queries(client, pages) - before
    assert grown == {name: 3 * each for name, each in EACH_ROW.items()}
    assert len(pages) > 30 and WaitingWords.objects.count() > 5
