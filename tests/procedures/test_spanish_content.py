"""The shipped Spanish says what the shipped English says. Reads the files only, no database."""

import re

import pytest

from drez_site.foundation.languages.packs import pack
from procedures.content_files import CONTENT
from tests.kit.shipped_texts import CITATION, read
from tests.kit.translated_texts import differences, faults

ENGLISH = sorted(str(path.relative_to(CONTENT / "en")) for path in CONTENT.glob("en/**/*.toml"))
# One name for each thing, by docs/spanish.md: what is written there instead.
NOT_OUR_WORDS = {
    r"\bGRD\b|\bEGRD\b": "DRG",
    r"\bcualificad|\bfallos?\b|\bfichas?\b(?! de registro)": "calificado, problema, información",
    r"\bensayos?\b": "estudio",
    r"\bvosotros\b|\b(?:tu|tus|tienes|puedes|debes)\b": "usted",
    r"\bordenador\b|\bconducir\b|\bmóvil\b": "computadora, manejar, teléfono",
    r"«|»": "“ ”",
}


def texts(node) -> list[str]:
    if isinstance(node, str):
        return [node]
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for each in inner for text in texts(each)]


@pytest.mark.parametrize("name", [name for name in ENGLISH if name != "site_words.toml"])
def test_each_text_has_the_citations_numbers_and_denials_of_the_english_one(name):
    assert (CONTENT / "es" / name).exists(), f"Translate {name}."
    assert list(differences(read(f"en/{name}"), read(f"es/{name}"))) == []


def test_every_english_file_is_compared_and_no_spanish_one_stands_alone():
    spanish = sorted(str(path.relative_to(CONTENT / "es")) for path in CONTENT.glob("es/**/*.toml"))
    assert spanish == ENGLISH and len(ENGLISH) > 15


@pytest.mark.parametrize("name", ENGLISH)
def test_one_spanish_for_all_with_one_name_for_each_thing(name):
    said = "\n".join(texts(read(f"es/{name}"))) if name != "site_words.toml" else ""
    said += "\n".join(row["text"] for row in read("es/site_words.toml")["phrases"])
    found = {pattern: re.findall(pattern, said, re.IGNORECASE) for pattern in NOT_OUR_WORDS}
    assert {NOT_OUR_WORDS[pattern]: words for pattern, words in found.items() if words} == {}
    assert "DREZ" not in said or not re.search(r"lesión del? (?:la )?DREZ", said)


@pytest.mark.parametrize("name", [name for name in ENGLISH if "/" in name or "stimulation" in name])
def test_the_spanish_is_plain(name):
    plain = "\n".join(texts(read(f"es/{name}")))
    plain = re.sub(r"[*#>|]|\]\([^)]*\)|\[", "", CITATION.sub("", plain)).replace("\n", ".\n")
    assert pack("es").reading_ease(plain) >= 60


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("It helped 5 of 12 people. [@A]", "Ayudó a 5 de 12 personas. [@A]", ""),
        ("It helped 5 of 12 people. [@A]", "Ayudó a 5 de 21 personas. [@A]", "other numbers"),
        ("It helped five people.", "Ayudó a seis personas.", "other numbers"),
        ("It helped five people.", "Ayudó a 5 personas.", ""),
        ("It helped. [@A; @B]", "Ayudó. [@A]", "cites ['A'] and not ['A', 'B']"),
        ("It cannot be undone.", "Se puede deshacer.", "no longer denied"),
        ("It helps. It cannot be undone.", "No ayuda. Se puede deshacer.", "no longer denied"),
        ("It can be taken out.", "No se puede sacar.", "denied in Spanish only"),
        ("Sources disagree.", "Las fuentes no coinciden.", ""),
        ("One US center.", "Un centro de EE. UU.", ""),
    ],
)
def test_the_comparison_finds_what_was_changed(english, spanish, fault):
    found = list(faults(english, spanish))
    assert bool(found) is bool(fault)
    assert not fault or any(each.startswith(fault) for each in found)


@pytest.mark.parametrize(
    ("spanish", "fault"),
    [
        ({"kind": "cost", "heading": "Costos"}, "kind: 'cost' and not 'tests'"),
        ({"heading": "Pruebas"}, "kind: only in one of them"),
        ({"kind": "tests", "heading": "Pruebas", "body": "Más."}, "body: only in one of them"),
    ],
)
def test_a_part_that_is_missing_or_another_is_found(spanish, fault):
    assert fault in list(differences({"kind": "tests", "heading": "Tests"}, spanish))
