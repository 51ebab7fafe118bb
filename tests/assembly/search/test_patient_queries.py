"""What patients type leads to the page that answers it: a list made by hand, in frightened people's words."""

import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from drez_site.assembly.search.answer import Answer
from drez_site.clinic.models import ClinicProfile

pytestmark = pytest.mark.django_db

QUERIES = tomllib.loads((Path(__file__).parent / "patient_queries.toml").read_text())
FIRST = 3


def first_places(typed: str, language: str) -> list[str]:
    """Addresses without the part that names the language."""
    answer = Answer.to(typed, language, ClinicProfile.current())
    prefix = "" if language == "en" else f"/{language}"
    return [hit.url.removeprefix(prefix) for hit in answer.hits[:FIRST]]


def is_one_of(url: str, wanted: list[str]) -> bool:
    return any(url == each or ("#" not in each and url.startswith(each)) for each in wanted)


def test_the_list_is_long():
    assert all(len(queries) >= 60 for queries in QUERIES.values())
    assert sum(map(len, QUERIES.values())) >= 120


def test_medicaid_is_no_medico(shipped):
    with translation.override("es"):
        assert first_places("medicaid", "es")[0].startswith("/pages/cost-and-insurance/")


@pytest.mark.parametrize("language", QUERIES)
def test_what_patients_type_finds_the_page(shipped, nightly, language):
    """At night all of them, otherwise every fourth."""
    queries = dict(list(QUERIES[language].items())[:: 1 if nightly else 4])
    missed = {}
    with translation.override(language):
        for typed, wanted in queries.items():
            found = first_places(typed, language)
            if not any(is_one_of(url, wanted) for url in found):
                missed[typed] = found
    hits = len(queries) - len(missed)
    print(f"{language}: {hits} of {len(queries)} patient queries found their page")  # noqa: T201 - `-s` shows it
    assert missed == {}
