"""Which words no correction leads to, and which no correction takes away."""

import pytest

from drez_site.assembly.search.answer import Answer
from drez_site.assembly.search.question import Question
from drez_site.assembly.search.slips import nearest
from drez_site.assembly.search.urgent import Urgency, is_needed, speaks_of_death
from drez_site.clinic.models import ClinicProfile
from tests.kit.site_search import search, text

pytestmark = pytest.mark.django_db


def corrections(typed: str, language: str) -> dict[str, str]:
    answer = Answer.to(typed, language, ClinicProfile.current())
    return dict((*answer.instead, *answer.perhaps))


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_correction_leads_to_a_word_of_death(loaded, language):
    """Words a slip or two away from those that our pages or lists have."""
    typed = (
        *("diet", "crying", "dyed", "dier", "deats", "deaths", "deadd", "dyeing", "deth", "diied", "dyingg"),
        *("fattal", "lethall", "moratlity", "mortalty", "suicyde", "killd", "poisn", "deadlyy", "skill"),
        *("muerr", "murtes", "mueertes", "morrtal", "murieton", "fallecio", "mortall", "muerrto"),
    )
    for word in typed:
        found = corrections(f"{word} battery", language)
        assert not any(speaks_of_death(meant) for meant in found.values()), (word, found)


def test_the_nearest_word_would_be_one_of_death():
    """So that the test above is not empty."""
    assert nearest("diet", ["die"], is_real=True) == "die"
    assert nearest("crying", ["dying"], is_real=True) == "dying"


@pytest.mark.parametrize("typed", ["diet", "diet for nerve pain", "crying", "i am crying every day"])
def test_who_asks_for_a_diet_or_cries_is_not_asked_about_dying(client, loaded, typed):
    found = text(search(client, typed)).casefold()
    assert "mean die" not in found and "mean dying" not in found


@pytest.mark.parametrize("typed", ["desearía", "desearía estar muerta", "desearía caminar", "insoportables"])
def test_no_word_of_a_cry_for_help_is_read_as_another(client, loaded, typed):
    found = text(search(client, typed, "/es"))
    assert "en lugar de" not in found and "en vez de" not in found
    assert corrections(typed, "es") == {}


def test_what_sounds_urgent_is_read_as_it_was_typed(loaded):
    question = Question.of("she is vomitting blood, batery", "en")
    assert question.urgency is Urgency.EMERGENCY
    assert "vomitting" in question.alarming
    assert corrections("she is vomitting blood, batery", "en") == {"batery": "battery"}


def test_a_long_beginning_is_enough_and_a_short_one_is_not():
    assert is_needed("deprimidas") and is_needed("deseariamos")
    assert not is_needed("batery") and not is_needed("medcation")


def test_despair_leads_to_no_list_of_deaths(client, loaded):
    main = text(search(client, "desearía estar muerta", "/es"))
    assert "988" in main and "murieron" not in main and "deberia" not in main
