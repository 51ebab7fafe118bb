"""Words that sound like an emergency or like despair, and words that only look like it."""

import tomllib
from pathlib import Path

import pytest

from drez_site.assembly.search.shown import signed_pages
from drez_site.assembly.search.urgent import MOST_WORDS, Urgency, alarm
from drez_site.assembly.search.words import every_list, folded
from procedures.models import Edition

PHRASES = tomllib.loads(Path(__file__).with_name("urgent_phrases.toml").read_text())
DESPAIR, EMERGENCY, NEITHER = (
    PHRASES[name].strip().splitlines() for name in ("despair", "emergency", "neither")
)


@pytest.mark.parametrize(("typed", "urgency"), [(DESPAIR, Urgency.DESPAIR), (EMERGENCY, Urgency.EMERGENCY)])
def test_these_sound_urgent(typed, urgency):
    missed = {each: found for each in typed if (found := alarm(folded(each))) is None or found[0] != urgency}
    assert missed == {}


def said(phrase: str) -> list[str]:
    """Ways to type a phrase of the lists: every word of it at least once."""
    words = [word.replace("*", "").split("/") for word in phrase.split() if word != "..."]
    return [
        " ".join(ways[place % len(ways)] for ways in words)
        for place in range(max(len(ways) for ways in words))
    ]


def test_no_pain_silences_despair():
    """Whatever stands in the lists, with the pain before and after it."""
    typed = [
        around.format(each)
        for language in every_list()
        for phrase in language.despair
        for each in said(phrase)
        for around in (
            "{} pain",
            "pain {}",
            "{} because of my pain",
            "{} por el dolor",
            "mi dolor {}",
            "can this {}",
        )
    ]
    missed = [each for each in typed if (alarm(folded(each)) or [None])[0] is not Urgency.DESPAIR]
    assert len(typed) > 1000 and missed == []


@pytest.mark.parametrize("now", ["suddenly", "now", "today", "de repente", "ahora"])
def test_nothing_is_innocent_about_an_emergency_that_is_now(now):
    for typed in (
        "paralyzed legs burn",
        "chest pain after shingles",
        "risk of bleeding",
        "piernas paralizadas que arden",
    ):
        assert alarm(folded(typed)) is None
        assert alarm(folded(f"{typed} {now}"))[0] is Urgency.EMERGENCY


def test_there_are_enough_of_them():
    assert len(DESPAIR) + len(EMERGENCY) >= 40
    assert len(NEITHER) >= 40
    assert len({*DESPAIR, *EMERGENCY, *NEITHER}) == len(DESPAIR) + len(EMERGENCY) + len(NEITHER)


def test_these_do_not():
    assert {each: found for each in NEITHER if (found := alarm(folded(each)))} == {}


def words_of(*texts) -> list[tuple[str, ...]]:
    return [tuple(folded(text)) for text in texts]


def test_what_pages_call_an_emergency_is_one_when_all_of_its_words_are_typed():
    signs = words_of("cold white limb", "limb pulse")
    typed = folded("My limb is white and so cold")
    assert alarm(typed) is None
    assert alarm(typed, signs) == (Urgency.EMERGENCY, frozenset({1, 3, 6}))
    assert alarm(folded("my limb is cold"), signs) is None
    assert alarm(folded("a limb without any pulse"), signs) == (Urgency.EMERGENCY, frozenset({1, 4}))
    assert alarm(folded("pulse radiofrequency for a limb"), signs) is None
    assert alarm(folded("want to die, limb cold white"), signs)[0] is Urgency.DESPAIR


def test_a_sign_is_found_though_its_words_are_written_apart():
    signs = words_of("cannot turn wrist")
    assert alarm(folded("I can not turn my wrist")) is None
    assert alarm(folded("I cannot turn my wrist"), signs) == (Urgency.EMERGENCY, frozenset({1, 2, 4}))
    assert alarm(folded("I can not turn my wrist"), signs) == (Urgency.EMERGENCY, frozenset({1, 2, 3, 5}))


@pytest.mark.django_db
def test_every_emergency_of_a_shipped_page_is_one_for_the_search(shipped):
    """And nothing that only looks like one, whatever the pages say."""
    signs = [sign for page in signed_pages("en").values() for sign in page.emergencies]
    told = [
        sign["text"]
        for edition in Edition.objects.filter(pk__in=signed_pages("en"))
        for sign in edition.content.get("urgent_signs", ())
        if sign["urgency"] == "emergency"
    ]
    assert len(told) > 60
    assert [text for text in told if alarm(folded(text), signs) is None] == []
    assert {each for each in NEITHER if alarm(folded(each), signs)} == set()


def test_despair_comes_before_an_emergency_and_names_its_words():
    urgency, places = alarm(folded("chest pain and i want to die"))
    assert urgency is Urgency.DESPAIR
    assert sorted(places) == [4, 5, 6]


def test_words_that_are_typed_apart_are_named_as_they_were_typed():
    for typed, number in (
        ("crps i can not go on", 4),
        ("crps unable to go on", 4),
        ("crps no he podido mas", 4),
    ):
        urgency, places = alarm(folded(typed))
        assert urgency is Urgency.DESPAIR, typed
        assert 0 not in places and len(places) == number, typed


def test_capitals_accents_and_apostrophes_do_not_matter():
    for typed in ("I WANT TO DIE", "I can't go on", "I can’t go on", "¡Quiero morir!", "no aguanto mas"):
        assert alarm(folded(typed))[0] is Urgency.DESPAIR, typed


def test_the_work_ends_with_the_first_words():
    typed = ["burning"] * MOST_WORDS + ["suicide"]
    assert alarm(typed) is None
    assert alarm(typed[1:])[0] is Urgency.DESPAIR
