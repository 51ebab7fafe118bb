"""Whoever is refused by the database reads a sentence, whichever rule refused."""

import pytest
from django.db import DatabaseError, connection, transaction

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.refusals import sentence_of

pytestmark = pytest.mark.django_db


def sentence(work) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        work()
    return sentence_of(refusal.value)


def test_a_constraint_says_what_its_model_says():
    ClinicProfile(name="Example").save()
    without_day = lambda: ClinicProfile.objects.update(insurance="All.")  # noqa: E731
    assert sentence(without_day) == "Enter the day on which the text about insurance was checked."


def test_a_function_of_ours_says_its_own_words_though_it_names_a_constraint():
    def raise_it():
        with connection.cursor() as cursor:
            cursor.execute(
                "DO $$ BEGIN RAISE EXCEPTION 'Ask the office first.' USING ERRCODE = 'check_violation', "
                "CONSTRAINT = 'clinic_coordinator_has_a_name', TABLE = 'clinic_clinicprofile'; END $$"
            )

    assert sentence(raise_it) == "Ask the office first."


def test_what_nobody_wrote_is_its_first_line():
    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing")

    assert sentence(ask) == 'column "nothing" does not exist'
    assert sentence_of(DatabaseError("gone\nat 10.0.0.7")) == "gone"
