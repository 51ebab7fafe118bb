"""A language is one pack: what depends on the language of a text asks it, and none is offered without one."""

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.checks import run_checks
from django.db import connection
from django.test import RequestFactory

from drez_site.delivery import error_pages
from drez_site.foundation.languages import packs
from drez_site.foundation.languages.claims import CLAIMS
from drez_site.foundation.languages.declaration import Claims, ErrorPage, Pack, numbers_and, rule
from drez_site.foundation.languages.packs import PACKS, SOURCE_LANGUAGE, pack, pack_of_the_page
from drez_site.foundation.united_states.states import STATES, state_code, state_in_an_address, state_name
from procedures.publishing import checks, differences
from providers.places import abroad, reading, resolving
from tests.procedures.kinds.rich import CONTENTS

ARTICLE = json.loads((CONTENTS / "article-2.json").read_text())
ROOT = Path(__file__).resolve().parents[3]
APPS = ("drez_site", "procedures", "providers")
INVENTED = "eo"  # Esperanto: nobody here has asked for it


@pytest.fixture
def invented(monkeypatch, settings) -> Pack:
    """A third language, with a pack of its own."""
    english = PACKS[SOURCE_LANGUAGE]
    third = replace(
        english,
        code=INVENTED,
        locale="eo_US",
        wording=(rule(r"kurac\w+", "Diru “povas malpliigi”."),),
        numbers_and_negations=numbers_and("neniam"),
        people_counted=re.compile(r"\b\d+ el \d+\b"),
        percentage=re.compile(r"\d+ elcento"),
        reading_grade=None,
        reading_ease=None,
        state_names={"NC": "Norda Karolino"},
        error_words=replace(
            english.error_words, not_found=ErrorPage("Ni ne trovis la paĝon", (("Ĝi mankas.",),))
        ),
    )
    monkeypatch.setitem(packs.PACKS, INVENTED, third)
    settings.LANGUAGES = [*settings.LANGUAGES, (INVENTED, "Esperanto")]
    return third


def pack_errors() -> list[str]:
    return [error.msg for error in run_checks() if error.id == "foundation.E002"]


def test_every_language_of_the_site_has_its_pack():
    assert pack_errors() == []
    assert [code for code, _name in site.LANGUAGES] == list(PACKS) and len(PACKS) >= 2
    assert SOURCE_LANGUAGE == site.LANGUAGE_CODE
    assert all(code == each.code for code, each in PACKS.items())


def test_a_language_without_a_pack_is_refused(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, (INVENTED, "Esperanto")]
    assert pack_errors() == ["The language “eo” is offered in settings.LANGUAGES and has no pack."]


def test_a_language_without_a_social_card_is_refused(invented):
    errors = {error.msg for error in run_checks() if error.id == "foundation.E003"}
    assert errors == {"The social card of “eo” is not there: static/img/cards/site.eo.png."}


def test_a_third_language_with_a_pack_is_taken(invented):
    assert pack_errors() == []


def test_the_answer_of_the_proxy_speaks_every_language():
    """deploy/nginx.conf answers by itself when somebody asks too often."""
    (answer,) = re.findall(r"return 429 '(.*)';", (site.BASE_DIR / "deploy/nginx.conf").read_text())
    assert re.findall(r'lang="(\w+)"', answer) == [code for code, _name in site.LANGUAGES]


def test_error_pages_speak_every_language(invented):
    text = error_pages.not_found(RequestFactory().get("/")).text
    assert re.findall(r'<div lang="(\w+)"', text) == [code for code, _name in site.LANGUAGES]
    assert "<h2>Ni ne trovis la paĝon</h2>" in text and 'href="/eo/doctors/"' in text
    assert text.count("<h1>") == 1 and text.count('href="tel:988"') == len(site.LANGUAGES)


@pytest.mark.django_db
def test_checks_of_a_document_ask_the_pack_of_its_language(invented):
    words = "Ĝi kuracas. 5 elcento. It is a cure for 7% of people."
    said = {
        language: "\n".join(checks.problems(ARTICLE | {"language": language, "body": words}))
        for language in (SOURCE_LANGUAGE, INVENTED)
    }
    assert "“kuracas”" in said[INVENTED] and "“5 elcento”" in said[INVENTED]
    assert "“cure”" not in said[INVENTED] and "“7%”" not in said[INVENTED]
    assert "“cure”" in said[SOURCE_LANGUAGE] and "“7%”" in said[SOURCE_LANGUAGE]
    assert "kuracas" not in said[SOURCE_LANGUAGE]


def test_a_word_that_turns_a_sentence_around_is_no_minor_correction_in_its_language(invented):
    """Only in its own: “neniam” is no word of English."""

    def refused(language: str, before: str, after: str) -> bool:
        content = ARTICLE | {"language": language}
        reasons = differences.reasons_against_minor_correction(
            content | {"body": before}, content | {"body": after}
        )
        return any("turn a sentence around" in reason for reason in reasons)

    assert refused(INVENTED, "Ĝi helpas.", "Ĝi neniam helpas.")
    assert not refused(SOURCE_LANGUAGE, "It helps.", "It neniam helps.")
    assert refused(SOURCE_LANGUAGE, "It helps.", "It never helps.")
    assert refused("es", "Ayuda.", "Nunca ayuda.")
    assert refused("es", "Ningún estudio lo muestra.", "Algún estudio lo muestra.")
    assert refused("es", "Con daño.", "Sin daño.") and refused(SOURCE_LANGUAGE, "With harm.", "Without harm.")


# In each language what a signed page may not say, by the advice that it gets; and what it may.
REFUSED = {
    "Nothing here is a cure": ("It is a cure.", "La operación cura."),
    "Say what people feel": ("It is painless.", "Es indolora."),
    "Say which harms were seen": ("It is safe.", "La operación es segura."),
    "Nobody can promise": ("A miracle.", "Un milagro."),
    "Say “may reduce”": ("It eliminates pain.", "Elimina el dolor."),
    "Say what was compared": ("World-class care.", "Atención de clase mundial."),
    "Say how many of how many": ("The success rate.", "La tasa de éxito."),
    "Say what is cut": ("Minimally invasive.", "Mínimamente invasiva."),
    "Say what can be taken out": ("Fully reversible.", "Es totalmente reversible."),
    "Every operation has risks": ("There is no risk.", "No hay ningún riesgo."),
    "This blames": ("Failed back surgery.", "Cirugía de espalda fallida."),
    "Name the grading scale": ("Class A evidence.", "Evidencia de clase A."),
}
PLAIN = "Pregunte a su seguro. No cura. Hasta los 12 meses, el dolor puede disminuir. De una clase a otra."


@pytest.mark.parametrize("advice", REFUSED)
def test_what_no_signed_page_may_say_is_refused_in_each_language(advice):
    for language, said in zip(PACKS, REFUSED[advice], strict=True):
        assert any(str(rule.advice).startswith(advice) for _, rule in pack(language).refused_words(said)), (
            said
        )
    assert list(pack("es").refused_words(PLAIN)) == []
    advised = {language: {str(rule.advice) for rule in pack(language).wording} for language in PACKS}
    assert advised["es"] == advised["en"] and len(advised["en"]) == len(REFUSED)


@pytest.mark.parametrize("language", PACKS)
def test_the_finder_understands_what_a_pack_calls_this_country_and_others(language):
    """Its names of the country stand in no other place than its pack; so do countries and cities abroad."""
    spoken = pack(language)
    named = [re.compile(pattern, re.IGNORECASE) for pattern in spoken.this_country]
    examples = {"en": ["USA", "U.S.", "United States of America"], "es": ["EE. UU.", "Estados Unidos"]}
    for name in examples[language]:
        assert any(pattern.fullmatch(name) for pattern in named), name
        assert reading.COUNTRY_AT_THE_END.sub("", f"Durham, {name}") == "Durham"
    for name in (*spoken.abroad.countries, *spoken.abroad.cities):
        assert abroad.may_be_meant(name), name
        is_short_for_a_state = state_in_an_address(name)  # behind a town "Cali" is California
        assert abroad.is_meant(f"Somewhere, {name}") != bool(is_short_for_a_state), name
    for name in spoken.abroad.provinces:
        assert abroad.is_meant(f"Somewhere, {name}"), name


def test_nothing_else_than_packs_names_places_in_a_language():
    """A third language would silently not be understood."""
    for module in (abroad, reading, resolving):
        code = re.sub(r"#.*", "", Path(module.__file__).read_text())
        names = [
            name
            for spoken in PACKS.values()
            for name in (*spoken.abroad.countries, *spoken.abroad.cities, "estados", "united states")
            if len(name) > 4 and re.search(rf"[\"'\n,|] ?{re.escape(name)}[\"'\n,|]", code, re.IGNORECASE)
        ]
        assert names == [], module


@pytest.mark.django_db
@pytest.mark.parametrize("language", PACKS)
def test_no_doctor_is_looked_up_by_a_title(language):
    with connection.cursor() as cursor:
        for title in pack(language).titles:
            cursor.execute("SELECT typed_name_words(%s)", [f"{title.title()}. Smith"])
            assert cursor.fetchone() == (["smith"],), title
        cursor.execute("SELECT typed_name_words(%s)", [pack(language).titles[0]])
        assert cursor.fetchone() == ([pack(language).titles[0]],), "unless there is nothing else"


def test_states_are_called_as_the_page_speaks(invented, monkeypatch):
    for language, name in (
        ("en", "North Carolina"),
        ("es", "Carolina del Norte"),
        (INVENTED, "Norda Karolino"),
    ):
        monkeypatch.setattr(packs, "get_language", lambda language=language: language)
        assert state_name("NC") == name
    monkeypatch.setattr(packs, "get_language", lambda: None)
    assert pack_of_the_page() is pack(SOURCE_LANGUAGE)


@pytest.mark.parametrize("language", PACKS)
def test_a_pack_is_whole(language):
    here = pack(language)
    assert here.state_names.keys() <= STATES.keys()
    assert {state_code(name) for name in here.state_names.values()} == set(here.state_names)
    assert (ROOT / "static" / here.social_card).is_file()
    assert language == SOURCE_LANGUAGE or (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").is_file()
    for kind in fields(Claims):
        assert set(getattr(here.claims, kind.name)) <= set(CLAIMS[kind.name])


def test_the_first_sentence_whose_values_are_known_is_said():
    page = ErrorPage("Gone", (("Since {day}.", "For now."), ("Call {phone}.",)))
    assert page.said({"day": "May 2", "phone": "<b>"}) == ["Since May 2.", "Call &lt;b&gt;."]
    assert page.said({"day": None, "phone": ""}) == ["For now."]


def test_nothing_but_a_pack_is_keyed_by_a_language():
    """Settings offer languages, and made-up texts are in some; everything else asks the pack."""
    may = {
        "drez_site/settings/base.py",
        "drez_site/assembly/demonstration.py",
        "drez_site/assembly/styleguide.py",
    }
    swept = [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and path.parent.name != "languages"
    ]
    assert len(swept) > 150
    keyed = {
        name: found
        for path in swept
        if (name := str(path.relative_to(ROOT))) not in may
        and (found := re.findall(r"[\"'](?:en|es|en-us|es-us)[\"']", path.read_text()))
    }
    assert keyed == {}


def test_no_template_asks_whether_a_page_is_in_one_translation():
    """Some ask whether it is in English, as titles of papers are. What else depends on it, a pack knows."""
    swept = sorted((ROOT / "templates").rglob("*.html"))
    assert len(swept) > 100
    asked = re.compile(r"{%[^%]*\b(?:LANGUAGE_CODE|language)\s*[=!]=\s*[\"'](?!en[\"'])")
    assert [str(path.relative_to(ROOT)) for path in swept if asked.search(path.read_text())] == []
    assert asked.search('{% if LANGUAGE_CODE == "es" %}') and not asked.search(
        '{% if LANGUAGE_CODE != "en" %}'
    )
