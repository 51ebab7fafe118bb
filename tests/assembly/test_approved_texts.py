"""No free text outside signed pages reaches patients before a reviewer approved its words: each is tried."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from drez_site.clinic.models import (
    Announcement,
    ClinicPlace,
    ClinicProfile,
    ClinicReason,
    ClinicText,
    LanguageNotice,
)
from drez_site.foundation.approved_words import Approved
from drez_site.foundation.models import ApprovedWords, WaitingWords
from providers.models import Location, Provider
from tests.kit import text_classes
from tests.kit.approving import approve_all
from tests.kit.crawl import pages_saying

pytestmark = pytest.mark.django_db
TO_APPROVE = text_classes.to_approve()
PICTURES = {"providers.photo"}  # tests/providers/test_photos_are_approved.py
SENTENCES = {model: names for model, names in TO_APPROVE.items() if model not in PICTURES}
CLOSED_TEXTS = {  # translations that have a grammar
    name
    for owner in (ClinicProfile, ClinicPlace, ClinicReason)
    for name in set(owner.TRANSLATED) - set(owner.TO_APPROVE)
}
AN_HOUR = timedelta(hours=1)
INSERT, DELETE, UPDATE, TRUNCATE = 4, 8, 16, 32  # of pg_trigger.tgtype


def test_every_free_text_is_declared_and_its_table_says_so_to_the_database():
    declared = {
        model._meta.label_lower: model.TO_APPROVE
        for model in apps.get_models()
        if issubclass(model, Approved) and model.TO_APPROVE
    }
    assert {name: sorted(fields) for name, fields in declared.items()} == {
        name: sorted(fields) for name, fields in TO_APPROVE.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT replace(tgrelid::regclass::text, '_', '.'), encode(tgargs, 'escape'),
                   bit_or(tgtype::int) FROM pg_trigger
               WHERE tgfoid = 'words_wait'::regproc AND tgenabled = 'O' GROUP BY 1, 2"""
        )
        found = {
            (table, *arguments.split("\\000")[:2]): events for table, arguments, events in cursor.fetchall()
        }
    assert {(table, fields) for table, fields, _ in found} == {
        (name, " ".join(fields)) for name, fields in declared.items()
    }
    closed = {table: set(words.split()) for table, _, words in found if words != "id"}
    assert closed == {"clinic.clinictext": {"field", *CLOSED_TEXTS}}
    assert set(found.values()) == {INSERT | DELETE | UPDATE | TRUNCATE}


def sentences() -> dict[str, str]:
    """A sentence of its own for each text, against which no list of words knows anything."""
    return {
        f"{model}.{name}": f"They feel well: {model.partition('.')[2]} {name}"
        for model, names in SENTENCES.items()
        for name in names
    }


def type_them() -> None:
    """Past every form."""
    ClinicProfile.objects.update(award="x", award_by="Example Society", award_year=2020)
    now = timezone.now()
    Announcement.objects.create(text="x", shown_from=now - AN_HOUR, shown_until=now + AN_HOUR)
    for model, names in SENTENCES.items():
        words = {name: sentences()[f"{model}.{name}"] for name in names}
        if "call" in words:
            words["call"] += " {phone}"
        words |= {name: {"es": text} for name, text in words.items() if name.endswith("translations")}
        rows = apps.get_model(model).objects
        rows = rows.exclude(field__in=CLOSED_TEXTS) if model == "clinic.clinictext" else rows
        assert rows.update(**words), model
    for text in ClinicText.objects.all():  # translates what stands there now
        text.checked_against = text.english
        text.save()


def pages() -> dict[str, str]:
    translation.activate("en")  # a request leaves its own language
    doctor = Provider.objects.public().exclude(practices=None).first()
    place = Location.objects.public().filter(practices__provider=doctor).first()
    paths = [
        "/",
        "/contact/",
        "/accessibility/",
        "/language-assistance/",
        "/search/?q=insurance",
        "/doctors/",
    ]
    paths += [doctor.get_absolute_url(), place.get_absolute_url(), f"/doctors/compare/?d={doctor.slug}"]
    client = Client()
    return {path: client.get(path).text for path in [*paths, *(f"/es{path}" for path in paths)]}


def test_none_is_public_before_and_each_is_after(loaded):
    assert not WaitingWords.objects.exists(), "the made-up reviewer approved what is shipped"
    before = pages()
    type_them()
    assert pages_saying(sentences().values(), pages()) == []
    assert "Park in the Example Garage" in before["/contact/"]
    english = [path for path in before if not path.startswith("/es/")]
    now = pages()
    assert [path for path in english if before[path] != now[path]] == [], "the approved words stay"
    assert approve_all() > 20
    said = {claim for _, claim in pages_saying(sentences().values(), pages())}
    assert sorted(set(sentences().values()) - said) == []


def test_what_somebody_typed_into_a_demonstration_is_not_approved_by_loading_it(loaded):
    from drez_site.assembly import demonstration

    Provider.objects.filter(pk=Provider.objects.first().pk).update(biography="Nobody read this.")
    demonstration.load()
    assert [each.words for each in WaitingWords.objects.all()] == ["Nobody read this."]


def test_a_clinic_begins_with_nothing_that_waits_or_was_approved(loaded):
    from drez_site.assembly import demonstration

    assert ApprovedWords.objects.count() > 50
    demonstration.start_clinic("A Clinic", "+19195550100")
    assert not ApprovedWords.objects.exists() and not WaitingWords.objects.exists()
    assert LanguageNotice.objects.count() >= 15
    assert "Si usted habla español" in Client().get("/language-assistance/").text, "as it came with the site"
