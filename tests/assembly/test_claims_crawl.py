"""False claims are typed into every text of every model: each is refused, or stands nowhere on the site.

Each goes through a form of that one field, with nothing but the field's own rules: whatever the admin asks
besides is a gift. What no form has is written to the table as it is.
"""

import json
import sys
from datetime import timedelta

import pytest
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from drez_site.clinic.models import Announcement, ClinicReason, NoticeTranslation
from drez_site.foundation.languages.claims import no_claims_but_a_rank
from drez_site.staff import names
from procedures import kinds
from procedures.models import Comment, Document, Sitting, Submission
from procedures.publishing.revisions import record_row
from procedures.publishing.signing import withdraw
from providers.models import CallingRound, Proposal, Provider, Report
from tests.kit import text_classes
from tests.kit.approving import approve_all
from tests.kit.claims import FALSE_CLAIMS
from tests.kit.crawl import crawl, pages_saying
from tests.kit.documents import (
    author,
    make_draft_article,
    make_paper,
    make_procedure,
    mark_retracted,
    reviewer,
)

pytestmark = pytest.mark.django_db
CLAIMS = [(kind, claim) for kind, claims in FALSE_CLAIMS.items() for claim in claims]
# From lists that are loaded, computed by triggers or counted by the program: no role writes a row of these.
NOBODY_TYPES = {
    "delivery.requestcount",
    "procedures.citation",
    "procedures.procedureaddress",
    "providers.photo",
    "providers.place",
    "providers.searchentry",
    "providers.searchname",
    "staff.passkey",
    "staff.recoverycodes",
}
EMPTY: set[str] = set()  # tables without a row on this site
# Fields beside which a rule of the row says what is wrong.
BESIDE = {"award": ["award_url"]}


@pytest.fixture
def site(loaded):
    """The demonstration with a row in every table that staff write; the addresses that no page links."""
    doctor = Provider.objects.public().first()
    report = Report.objects.create(provider=doctor, about=Report.About.OTHER, details="Old phone.")
    ClinicReason.objects.create(clinic_id=1, heading="A person answers", text="Call us.")
    NoticeTranslation.objects.create(
        clinic_id=1, language="es", checked_by="Terry Translator", checked_on="2026-01-02"
    )
    make_draft_article(make_procedure("unsigned"))
    signed = Document.objects.exclude(editions=None).filter(kind="findings").first()
    withdraw(signed, reviewer(), "A reason for colleagues.")
    Document.objects.filter(pk=signed.pk).update(last_author=author())
    mark_retracted(make_paper("Free2020"), confirmed=False)
    draft = make_draft_article(make_procedure("submitted"))
    Submission.objects.create(document=draft, content={"kind": "article"}, submitted_by=author())
    names.propose(author(), "Alex Author", "MD")
    Comment.objects.create(document=draft, place="steps-1", text="Say how long.", written_by=reviewer())
    Sitting.objects.create(document=draft, place="top", person=author(), typed={"title": ["A new title"]})
    record_row(make_paper("Kept2021"), author())
    calls = CallingRound.objects.create(caller=author()).calls
    calls.create(provider=doctor, position=1, outcome="answered", said="Takes new patients: yes")
    Proposal.objects.create(
        npi=doctor.npi or "1234567893",
        fact="credentials",
        value="MD",
        key="MD",
        source="main",
        released="2026-08-09",
    )
    Announcement.objects.create(
        text="We are closed.",
        translations={"es": "Cerramos hoy."},
        shown_from=timezone.now() - timedelta(hours=1),
        shown_until=timezone.now() + timedelta(days=1),
    )
    approve_all()
    return [report.get_absolute_url(), f"/doctors/{doctor.slug}/report/"]


def fields() -> list[models.Field]:
    return [each for each in text_classes.texts() if text_classes.label(each) not in NOBODY_TYPES]


def type_into(field: models.Field, claim: str) -> bool:
    """Whether it got in, in one of the shapes that the field may have."""
    if (row := field.model._default_manager.order_by("pk").first()) is None:
        EMPTY.add(text_classes.label(field))
        return False
    shapes = {models.JSONField: [[claim], {claim: claim}], ArrayField: [[claim]]}.get(type(field), [claim])
    return any(_got_in(field, row, shape) for shape in shapes)


def _got_in(field: models.Field, row: models.Model, value) -> bool:
    try:
        with transaction.atomic():
            if not field.editable:
                return bool(field.model._default_manager.filter(pk=row.pk).update(**{field.name: value}))
            form_class = forms.modelform_factory(
                field.model, fields=[field.name, *BESIDE.get(field.name, [])], formfield_callback=_with_https
            )
            text = json.dumps(value) if isinstance(field, models.JSONField) else value
            text = ", ".join(text) if isinstance(text, list) else text
            form = form_class(
                {**forms.model_to_dict(row, form_class._meta.fields), field.name: text}, instance=row
            )
            return form.is_valid() and bool(form.save())
    except (DatabaseError, ValueError):  # refused by the database, or a list of numbers, which takes no words
        return False


def _with_https(field, **options):
    options |= {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
    return field.formfield(**options)


def where_readers_meet(rows: list[models.Model]) -> set[str]:
    """The pages of these rows and of what they belong to, in both languages."""
    pages = set()
    for row in rows:
        named = [field.name for field in row._meta.concrete_fields if field.is_relation]
        for each in [row, *(getattr(row, name) for name in named)]:
            if isinstance(each, Document):
                pages.add(kinds.of(each).url(each))
            elif hasattr(each, "get_absolute_url"):
                pages.add(each.get_absolute_url())
    return pages | {f"/es{page}" for page in pages}


def claim_for(field: models.Field, number: int) -> str:
    """Names may say “best”: they get another claim."""
    others = [
        claim for kind, claim in CLAIMS if kind != "rank" or no_claims_but_a_rank not in field.validators
    ]
    return others[number % len(others)]


def test_no_claim_reaches_a_reader_from_any_field(site, nightly):
    """One claim in each field; at night each claim gets its turn in each field.

    Then every page is read whenever a claim got into a field for the first time. Otherwise, and by day, the
    pages of what was typed into are read, and some of each route.
    """
    rows = [field.model._default_manager.order_by("pk").first() for field in fields()]
    pages = where_readers_meet([row for row in rows if row])
    assert len(pages) >= 20
    assert len(CLAIMS) >= 60
    typed = swept = 0
    open_fields: set[str] = set()
    for round_number in range(len(CLAIMS) if nightly else 1):
        points = transaction.savepoint()
        used = {}
        for number, field in enumerate(fields()):
            claim = claim_for(field, number * 5 + round_number)
            if type_into(field, claim):
                used.setdefault(claim, []).append(str(field))
            typed += 1
        open_now = {name for names_of_fields in used.values() for name in names_of_fields}
        every_page = nightly and not open_now <= open_fields
        open_fields |= open_now
        some, states = (None, None) if every_page else (1 if round_number else 3, 1)
        said = crawl(*site, *pages, states=states, of_each_route=some)
        found = pages_saying(used, said)
        assert found == [], {claim: used[claim] for _, claim in found}
        swept += len(said)
        transaction.savepoint_rollback(points)
    sys.stdout.write(f"{typed} claims typed into {len(fields())} fields; {swept} pages read\n")
    assert typed >= 150 and swept >= (100 if nightly else 75)
    assert len(EMPTY) <= 5, EMPTY


def test_a_claim_in_a_page_is_found(site, client):
    """Two written past every rule, into fields that patients read."""
    ClinicReason.objects.update(text="We **cure** pain.")
    doctor = Provider.objects.public().first()
    Provider.objects.update(biography="98\u200b% of patients improve.")
    approve_all()
    said = {path: client.get(path).text for path in ("/", doctor.get_absolute_url())}
    found = {claim for _, claim in pages_saying([claim for _, claim in CLAIMS], said)}
    assert {"We cure pain.", "98\u200b% of patients improve."} <= found
