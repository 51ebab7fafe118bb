"""The search asks in the letters of its index, and readers type where the page store expects it."""

import re
from datetime import date

import pytest

from drez_site.foundation.forms import GetForm
from drez_site.foundation.reading_page import TYPED_WORDS
from drez_site.foundation.sql.installing import sql_file
from procedures.forms import LibraryForm
from providers.forms import AnyTextField, FindADoctorForm
from providers.search import terms


def test_the_index_is_written_in_the_letters_of_the_questions():
    written = sql_file("providers", "true_search_entries").read_text("utf-8")
    letters = set(re.findall(r"'([a-z]\d?)'", written))
    assert letters == {*terms.LETTERS.values(), terms.NO_VIDEO, terms.NO_WHEELCHAIR, terms.ACCEPTED}
    assert len(letters) == 6


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 11, 3), date(2026, 11, 28), ["a202611"]),
        (date(2025, 11, 28), date(2026, 2, 1), ["a202511", "a202512", "a202601", "a202602"]),
    ],
)
def test_a_yes_is_looked_for_in_every_month_that_counts(first, last, months):
    assert terms.accepted_in_one_of(first, last) == f"({'|'.join(months)})"
    of_an_operation = "|".join(f"p7{month}" for month in months)
    assert terms.accepted_in_one_of(first, last, "p7") == f"({of_an_operation})"


@pytest.mark.parametrize("form", [FindADoctorForm, LibraryForm])
def test_no_page_that_answers_typed_words_is_stored(form: type[GetForm]):
    """`delivery/page_store.py` lets nothing through that names one of these."""
    plain = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, AnyTextField) or type(field).__name__ == "CharField"
    ]
    assert plain and set(plain) <= set(TYPED_WORDS)
