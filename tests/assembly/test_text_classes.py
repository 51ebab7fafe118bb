"""Every text of every model stands in one class, and no sentence about results gets in unsigned."""

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import URLField

from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank, no_claims_but_counts
from drez_site.foundation.languages.hours import opening_hours
from procedures.models import Publication
from providers.models import Provider
from tests.kit import text_classes
from tests.kit.claims import ALLOWED, AWARD_NAMES, FALSE_CLAIMS
from tests.kit.text_classes import TABLE, TextClass

pytestmark = pytest.mark.django_db
CLAIMS = [(kind, claim) for kind, claims in FALSE_CLAIMS.items() for claim in claims]
FIELDS = text_classes.claims_checked()
each_field = pytest.mark.parametrize("field", FIELDS, ids=str)


def test_every_text_of_every_model_is_in_exactly_one_class():
    found = {str(field): text_classes.classes_of(field) for field in text_classes.texts()}
    assert len(found) > 180
    assert {name: classes for name, classes in found.items() if len(classes) != 1} == {}


def test_the_table_names_no_field_that_is_none():
    known = {(text_classes.label(field), field.name) for field in text_classes.texts()}
    named = {
        (model, name) for rows in TABLE.values() for model, names in rows.items() for name in names.split()
    }
    assert named - known == set()
    assert {app.label for app in apps.get_app_configs()} >= text_classes.OTHERS


def test_what_is_closed_has_choices_or_a_pattern():
    closed = [field for field in text_classes.texts() if text_classes.classes_of(field) == [TextClass.CLOSED]]
    assert len(closed) > 50
    open_ended = [field for field in closed if not holds(field, "The best clinic. 98% of people are cured.")]
    assert open_ended == []


def holds(field, text: str) -> bool:
    """Whether a form of this one field refuses the text; beside it stand those that it is compared with."""
    beside = {"award": ["award_url"]}.get(field.name, [])
    beside += ["family_name"] if field.model is Provider and field.name != "family_name" else []
    if field.model is Provider and field.name != "family_name":
        beside = ["family_name"]
    form_class = forms.modelform_factory(
        field.model, fields=[field.name, *beside], formfield_callback=_with_https
    )
    return field.name in form_class({field.name: text}).errors


def _with_https(field, **options):
    options |= {"assume_scheme": "https"} if isinstance(field, URLField) else {}
    return field.formfield(**options)


def test_the_lists_are_long_enough():
    assert len(CLAIMS) >= 60 and len(ALLOWED) >= 40 and len(FIELDS) >= 43
    assert len(FALSE_CLAIMS) == 6


@each_field
def test_a_false_claim_is_refused_in_every_field(field):
    may_rank = no_claims_but_a_rank in field.validators
    got_in = [
        claim for kind, claim in CLAIMS if not (may_rank and kind == "rank") and not holds(field, claim)
    ]
    assert got_in == []


@each_field
def test_what_patients_should_do_is_refused_in_every_field(field):
    """Of all sentences those that fit into a short name too."""
    sentences = ["Skip the blood test", "Stop your pills", "Tome el doble de gabapentina"]
    assert [sentence for sentence in sentences if not holds(field, sentence)] == []


@pytest.mark.parametrize("name", ["hours", "opening_hours"])
def test_hours_have_a_grammar_in_every_model_and_language(name):
    fields = [field for field in FIELDS if field.name == name]
    assert fields
    assert [field for field in fields if opening_hours not in field.validators] == []


@each_field
def test_what_every_clinic_needs_to_say_is_allowed(field):
    refused = [text for text in ALLOWED if refuses(field, text)]
    assert refused == []


def refuses(field, text: str) -> bool:
    checks = [check for check in field.validators if check in (no_claims, no_claims_but_a_rank)]
    try:
        for check in checks:
            check(text)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("name", AWARD_NAMES)
def test_an_award_may_be_called_best_and_nothing_else_may(name):
    no_claims_but_a_rank(name)
    names_of_things = {field.name for field in FIELDS if no_claims_but_a_rank in field.validators}
    assert names_of_things == {
        "award",
        "award_by",
        "coordinator_name",
        "rights_coordinator",
        "words",
        "checked_by",
        "full_name",
        "given_name",
        "family_name",
        "former_names",
        "street",
        "city",
    }


@pytest.mark.parametrize(
    "text", ["all pain free", "It cures pain", "mean 120 months: no more pain", "Guaranteed by the maker"]
)
def test_what_staff_type_about_a_source_claims_no_result(text):
    with pytest.raises(ValidationError, match="Do not write"):
        no_claims_but_counts(text)


@pytest.mark.parametrize("text", ["mean 60 months (12 to 122), 26 people", "The maker of the device paid."])
def test_a_source_may_count_its_people(text):
    no_claims_but_counts(text)


def test_it_is_refused_beside_its_field():
    with pytest.raises(ValidationError) as refusal:
        Publication(
            key="New2026", kind="case_series", follow_up="all pain free", keywords=["cure"]
        ).full_clean()
    assert set(refusal.value.message_dict) == {"follow_up", "keywords"}
