"""Code, templates and documents are in the English of the United States, as the pages are."""

import re
import subprocess

import pytest

from tests.kit.modules import ROOT

# The beginnings of British forms; `|` ends a word. Forms that both have, like “catalogue”, are not here.
BRITISH = re.compile(
    r"(?<![a-z])(?:practis|recognis|unrecognis|organis(?!m)|summaris|emphasis(?:e|ing)|randomis|minimis|maximis"
    r"|initialis|normalis|serialis|optimis(?!t)|authoris|customis|realis(?!t)|apologis|specialis(?!t)|standardis"
    r"|utilis|capitalis|categoris|prioritis|synchronis|stabilis|sterilis|hospitalis(?!t)|visualis|analys(?:ed|ing)"
    r"|centre|neighbour|colour|behaviour|favour|honour|labour|rumour|tumour|harbour|humour|vapour|grey(?![a-z])"
    r"|judgement|licence|defence|offence|misspelt|spelt(?![a-z])|learnt|burnt|towards(?![a-z])|whilst|amongst"
    r"|cancell(?:ed|ing)|travell|modell|labell(?:ed(?!by)|ing)|signall|fulfil(?![l])|enrol(?![l])|programme(?!r|d)"
    r"|ageing|anaesth|haem|oedem|paralys(?:e|ing)|metre|litre|theatre|storey|tyre|kerb|cheque(?![a-z])|cosy"
    r"|storeys|sceptic|aluminium|plough|pyjama|mould)",
    re.IGNORECASE,
)
SUFFIXES = {".py", ".html", ".md", ".css", ".js", ".sql", ".toml", ".sh", ".yml", ".po"}
QUOTED = {
    "procedures/content/publications.toml",  # titles stand as their journals printed them
    "drez_site/assembly/search/words/en.toml",  # what readers type, from wherever they are
    "tests/test_spelling.py",
}
# A constraint keeps its name in the database.
KEPT_NAMES = re.compile(r"provider_practises_once_at_a_location")


def british(text: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", KEPT_NAMES.sub("", text))
    return [found[0] for found in BRITISH.finditer(apart)]


def english_of(path: str, text: str) -> str:
    """Of a catalog, only what is translated."""
    if not path.endswith(".po"):
        return text
    return "\n".join(re.findall(r'^msgid (?:"[^\n]*"\n)+', text, re.MULTILINE))


def test_everything_is_spelled_as_in_the_united_states():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [
        path
        for path in listed.stdout.split("\0")
        if (ROOT / path).is_file()
        and (ROOT / path).suffix in SUFFIXES
        and path not in QUOTED
        and not path.startswith("procedures/content/es/")
    ]
    assert len(files) > 600
    found = {
        path: forms
        for path in files
        if (forms := british(english_of(path, (ROOT / path).read_text("utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "They practise here.",
        "UnrecognisedPage",
        "ZIP_CENTRE",
        "zip_centre",
        "the neighbour's",
        "GREY",
        "art-grey",
    ]
    + ["Behaviour", "Counts towards it", "an initialisation", "misspelt", "test_a_grey_one"],
)
def test_the_rule_of_spelling_fires(text):
    assert len(british(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a specialist",
        "realistic",
        "an organism",
        "Greyson",
        "programmer",
        "fulfilled",
        "labelledby",
        "analysis",
    ]
    + [
        "catalogue",
        "parameter",
        "centers",
        "provider_practises_once_at_a_location",
        "optimistic",
        "diameter",
    ],
)
def test_the_rule_of_spelling_lets_through(text):
    assert british(text) == []
