"""The clinic's texts in other languages: beside the English ones, and whether somebody checked them since."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from drez_site.clinic.models import ClinicPlace, ClinicProfile, ClinicReason, ClinicText
from drez_site.foundation.history import versions as history
from drez_site.foundation.languages.packs import other_languages
from tests.kit.approving import approve_all
from tests.kit.clinic_desk import ADDRESS, filled_in, save
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
STALE = "Spanish is older than the English words."
UNCHECKED = "Nobody has checked the Spanish yet."
UNWRITTEN = "Not written yet: these readers get the English words."


@pytest.fixture
def clinic():
    texts = {"hours": "Mondays", "travel": "By bus.\nOr car."}
    profile = ClinicProfile(name="Test Clinic", phone="+19195550100", **texts)
    profile.save()
    return profile


@pytest.fixture
def desk(client, clinic):
    client.force_login(make_staff("boss", is_superuser=True))
    return client


def state(desk, key: str) -> str:
    """What the form says below a field."""
    return desk.get(ADDRESS).context["adminform"].form.fields[key].help_text


CHECKED = {"es_checked_by": "Ana Translator", "es_checked_on": "2026-01-02"}


def test_every_text_has_its_field_beside_it_in_each_other_language(desk, clinic):
    fieldsets = desk.get(ADDRESS).context["adminform"].fieldsets
    rows = [row for _title, options in fieldsets for row in options["fields"]]
    beside = {row: rows[place + 1] for place, row in enumerate(rows) if row in clinic.TRANSLATED}
    assert beside == {
        name: tuple(f"{name}_{language}" for language, _name in other_languages())
        for name in ClinicProfile.TRANSLATED
    }
    assert len(beside) >= 6
    assert 'lang="es"' in desk.get(ADDRESS).text


def test_the_table_knows_every_text_that_can_be_translated():
    assert set(ClinicText.Field) == {
        *ClinicProfile.TRANSLATED,
        *ClinicReason.TRANSLATED,
        *ClinicPlace.TRANSLATED,
    }
    for model in (ClinicProfile, ClinicReason, ClinicPlace):
        for name in model.TRANSLATED:
            assert ClinicText.Field(name).label == model._meta.get_field(name).verbose_name


def test_who_checked_what_and_that_nobody_has_since_the_english_changed(desk):
    assert state(desk, "hours_es") == UNWRITTEN
    assert save(desk, hours_es="Los lunes").status_code == 302
    assert state(desk, "hours_es") == UNCHECKED
    assert save(desk, **CHECKED).status_code == 302
    assert state(desk, "hours_es") == "Checked by Ana Translator on January 2, 2026."
    assert save(desk, hours="Tuesdays").status_code == 302
    assert state(desk, "hours_es") == STALE
    assert "Los lunes" not in desk.get("/es/").text, "they would come on the wrong day"
    assert '<span lang="en">Tuesdays</span>' in desk.get("/es/").text
    assert save(desk, es_checked_by="Bo", es_checked_on="2026-02-03").status_code == 302
    assert state(desk, "hours_es") == "Checked by Bo on February 3, 2026."
    assert save(desk, hours_es="Los martes").status_code == 302
    assert state(desk, "hours_es") == UNCHECKED, "these are other words"
    row = ClinicText.objects.get()
    assert (row.words, row.checked_by, row.checked_on) == ("Los martes", "", None)


def test_staff_are_told_when_english_hours_leave_others_behind(desk):
    """Also of words that nobody has checked yet: their readers would come on the wrong day."""
    save(desk, hours="Mondays", hours_es="Los lunes")
    assert "Translations older than the English" not in desk.get("/admin/").text
    save(desk, hours="Tuesdays", hours_es="Los lunes")
    assert (
        "patients read it in every language until you translate it anew: phone hours in Spanish"
        in desk.get(ADDRESS).text
    )
    assert state(desk, "hours_es") == "Spanish is older than the English words."
    assert "Translations older than the English" in desk.get("/admin/").text
    save(desk, hours="Tuesdays", hours_es="Los martes")
    assert "Translations older than the English" not in desk.get("/admin/").text


def test_a_checker_signs_for_what_is_not_checked_and_for_nothing_else(desk, clinic):
    """Words that are saved with the check are among those that were read; reasons are, too."""
    save(desk, hours_es="Los lunes", **CHECKED)
    reason = clinic.reasons.create(heading="One", text="Two.")
    for field in ("heading", "text"):
        clinic.texts.create(field=field, language="es", words="Uno", reason=reason)
    save(desk, travel_es="En autobús.", es_checked_by="Bo", es_checked_on="2026-02-03")
    checked = ClinicText.objects.values_list("field", "checked_by")
    assert set(checked) == {("hours", "Ana Translator"), ("travel", "Bo"), ("heading", "Bo"), ("text", "Bo")}
    reason.text = "Three."
    reason.save()
    assert ClinicText.objects.get(field="text").state == STALE
    assert ClinicText.objects.get(field="heading").is_checked


def test_line_ends_of_a_form_change_no_words(desk, clinic):
    """Browsers send \\r\\n."""
    clinic.texts.create(field="travel", language="es", words="En autobús.\nO en carro.")
    assert save(desk, **CHECKED).status_code == 302
    assert save(desk, travel="By bus.\r\nOr car.", travel_es="En autobús.\r\nO en carro.").status_code == 302
    assert ClinicText.objects.get().is_checked


@pytest.mark.parametrize(
    ("fields", "beside", "error"),
    [
        ({"insurance_es": "Todos."}, "insurance_es", "Write the English words first."),
        ({"hours_es": "90 % mejora"}, "hours_es", "Do not write “90 %”"),
        ({"hours_es": "Lunes a viernes, de 8 a. m. a 5 p. m. " * 3}, "hours_es", "at most 100 characters"),
        ({"travel_es": "Vea [@Paper2020]."}, "travel_es", "Sources cannot be cited here."),
        ({"es_checked_by": "Ana"}, "es_checked_on", "Enter the day."),
        ({"es_checked_on": "2026-01-02"}, "es_checked_by", "Enter who checked the words."),
        (
            {"es_checked_by": "Ana", "es_checked_on": str(timezone.localdate() + timedelta(days=1))},
            "es_checked_on",
            "This day has not come yet.",
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(desk, fields, beside, error):
    answer = save(desk, **fields)
    form = answer.context["adminform"].form
    assert list(form.errors) == [beside]
    assert error in form.errors[beside][0]
    assert all(form[name].value() == value for name, value in fields.items())
    assert not ClinicText.objects.exists()


def test_a_text_that_is_emptied_is_gone(desk):
    save(desk, hours_es="Los lunes")
    save(desk, hours_es="")
    assert not ClinicText.objects.exists()
    assert '<span lang="en">Mondays</span>' in desk.get("/es/").text


def test_a_translation_may_not_say_what_its_english_may_not(clinic):
    award = ClinicText(clinic=clinic, field="award", language="es", words="El mejor hospital")
    award.full_clean()
    with pytest.raises(ValidationError, match="Do not write"):
        ClinicText(clinic=clinic, field="hours", language="es", words="El mejor horario").full_clean()


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"words": ""}, "clinic_text_has_words"),
        ({"language": "en"}, "clinic_text_is_in_another_language"),
        ({"checked_by": "Ana"}, "clinic_text_says_who_checked_it_and_when"),
        ({"checked_on": date(2026, 1, 2)}, "clinic_text_says_who_checked_it_and_when"),
        ({}, "clinic_says_each_text_once_in_a_language"),
    ],
)
def test_the_database_refuses(clinic, columns, rule):
    clinic.texts.create(field="travel", language="es", words="Una vez.")
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        clinic.texts.create(**{"field": "travel", "language": "es", "words": "Dos veces."} | columns)


@pytest.mark.django_db(transaction=True)
def test_texts_come_back_with_the_profile_and_its_reasons(clinic):
    with transaction.atomic():
        reason = clinic.reasons.create(heading="One", text="Two.")
        clinic.texts.create(field="heading", language="es", words="Uno", reason=reason)
        clinic.texts.create(field="travel", language="es", words="En autobús.")
    with transaction.atomic():
        clinic.reasons.all().delete()
        clinic.texts.all().delete()
    first = history.versions(clinic)[1]
    removed = history.versions(clinic)[0].changes
    assert {change.kind for change in removed} == {"removed"} and len(removed) == 3
    assert "Text in another language: coming from far away" in [change.title for change in removed]
    history.put_back(clinic, first)
    assert dict(clinic.texts.values_list("field", "words")) == {"heading": "Uno", "travel": "En autobús."}
    assert clinic.texts.get(field="heading").reason.heading == "One"


def test_pages_ask_for_the_profile_and_its_texts_at_once(clinic, django_assert_num_queries):
    clinic.texts.create(field="travel", language="es", words="En autobús.")
    clinic.texts.create(field="hours", language="es", words="Los lunes")
    approve_all()
    with django_assert_num_queries(1):
        current = ClinicProfile.current()
        assert current.said("travel", "es").words == "En autobús."
        assert current.said("hours", "es").words == "Los lunes"
        assert current.said("hours", "en").words == "Mondays"


def test_a_third_language_needs_no_column(desk, clinic, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("eo", "Esperanto")]
    assert save(desk, travel_eo="Per buso.").status_code == 302
    approve_all()
    assert ClinicProfile.current().said("travel", "eo").words == "Per buso."
    assert ", in Esperanto" in desk.get(ADDRESS).text
    assert filled_in(desk.get(ADDRESS))["travel_eo"] == "Per buso."
