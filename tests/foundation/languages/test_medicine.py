"""What only a signature makes public is refused elsewhere, and what every clinic writes is not."""

import re

import pytest
from django.core.exceptions import ValidationError

from drez_site.foundation.languages.claims import (
    no_claims,
    no_claims_but_a_rank,
    no_results,
    none_side_by_side,
)
from drez_site.foundation.languages.declaration import Medicine
from drez_site.foundation.languages.hours import opening_hours
from drez_site.foundation.languages.medicine import RULES, medical_words
from drez_site.foundation.languages.packs import PACKS
from tests.kit import medicine
from tests.kit import opening_hours as of_clinics
from tests.kit.claims import ALLOWED, AWARD_NAMES


@pytest.mark.parametrize("sentence", medicine.INSTRUCTIONS_AND_EFFECTS)
def test_instructions_and_effects_are_refused_with_a_way_out(sentence):
    for check in (no_claims, no_claims_but_a_rank):
        with pytest.raises(ValidationError) as refusal:
            check(f"We are glad that you come. {sentence}\nAsk us.")
        assert re.search(r"Do not write “.+”", refusal.value.messages[0])
        assert "a page that a clinician signs" in refusal.value.messages[0] or refusal.value.code == "claim"


@pytest.mark.parametrize("sentence", [*medicine.MASKED, *medicine.IN_OTHER_LANGUAGES])
def test_a_mask_and_a_language_that_nobody_reads_hide_nothing(sentence):
    with pytest.raises(ValidationError, match="Do not write"):
        no_claims(f"We are glad that you come. {sentence}")


@pytest.mark.parametrize("sentence", [*medicine.OF_EVERY_CLINIC, *ALLOWED])
def test_what_every_clinic_writes_is_allowed(sentence):
    no_claims(sentence)


def test_it_is_allowed_all_together():
    """One text of many lines, as staff type it."""
    no_claims("\n".join(medicine.OF_EVERY_CLINIC))
    for name in AWARD_NAMES:
        no_claims_but_a_rank(name)


def test_the_lists_are_long_enough():
    spanish = [each for each in medicine.OF_EVERY_CLINIC if re.search(r"[áéíóúñ]|\b(?:sus?|las?)\b", each)]
    assert len(medicine.INSTRUCTIONS_AND_EFFECTS) >= 165
    assert len(medicine.OF_EVERY_CLINIC) >= 155 and len(spanish) >= 20
    assert len(of_clinics.HOURS) >= 45 and len(of_clinics.NO_HOURS) >= 10


def test_the_note_of_an_edition_may_name_what_a_reviewer_signs():
    no_results("Said more about the risk of an infection, and when to stop a blood thinner.")
    with pytest.raises(ValidationError, match="Do not write"):
        no_results("It cures pain.")


@pytest.mark.parametrize(
    "text", ["cur\u00e9s pain", "cures\u200bpain", "St\u00f6p your opi\u00f3ids", "STOP YOUR PILLS"]
)
def test_accents_capitals_and_invisible_signs_hide_nothing(text):
    with pytest.raises(ValidationError, match="Do not write"):
        no_claims(text)


def test_every_kind_of_word_is_asked_for_and_every_rule_knows_its_words():
    asked = {kind for rule in RULES for kind in (*rule.kinds, *rule.unless)} | {"innocent"}
    assert asked == set(Medicine.__dataclass_fields__)
    for pack in PACKS.values():
        for kind in asked:
            phrases = getattr(pack.medicine, kind)
            assert phrases, (pack.code, kind)
            wrong = [each for each in phrases if not re.fullmatch(r"[a-z0-9]+\*|[a-z0-9 ]+", each)]
            assert wrong == [], "small letters without accents; a star ends one word alone"
            assert [each for each in phrases if len(each.split()) > 5] == [], "longer than what is looked for"


def test_a_long_text_is_read_once():
    """The work is that of its words: each is looked up as often in a long text as in a short one."""
    sentence = "Bring the list of your medicines and park in the garage, "
    assert medical_words(sentence * 2000) == ""
    assert medical_words(sentence * 2000 + "stop them.").startswith("medicines")


@pytest.mark.parametrize("text", of_clinics.HOURS)
def test_hours_of_every_clinic_are_taken(text):
    opening_hours(text)
    no_claims(text)


@pytest.mark.parametrize("text", of_clinics.NO_HOURS)
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(ValidationError, match="Write days and times alone"):
        opening_hours(text)


def test_the_words_of_hours_are_written_as_they_are_looked_up():
    for pack in PACKS.values():
        assert len(pack.hours) >= 150
        assert [each for each in pack.hours if not re.fullmatch("[a-z]+", each)] == []


@pytest.mark.parametrize(
    ("said", "is_refused"),
    [
        (["Skip the", "Blood-Test"], True),
        (["Dr.", "Pain", "Ends"], True),
        (["dr-stop-your-opioids"], True),
        (["drez_cures_pain"], True),
        (["There is no need to", "call 911."], True),
        (["Dr.", "Casey", "Example"], False),
        (["dr-casey-example"], False),
        (["98% of patients improve", "Example"], False),  # the field itself refuses it
        (["", "Example"], False),
    ],
)
def test_what_claims_nothing_alone_may_claim_it_side_by_side(said, is_refused):
    if is_refused:
        with pytest.raises(ValidationError, match="Do not write") as refusal:
            none_side_by_side("family_name", *said)
        assert refusal.value.message_dict.keys() == {"family_name"}
    else:
        none_side_by_side("family_name", *said)
