"""No medical word stands in a template, a picture or a sentence of the program: a clinician signs each."""

import ast
import re
from dataclasses import astuple
from pathlib import Path

import pytest

from drez_site.foundation.languages.claims import no_claims
from drez_site.foundation.languages.packs import PACKS

ROOT = Path(__file__).resolve().parents[2]
MEDICAL = re.compile(
    r"\b(pain\w*|nerves?|neuro\w+|spin(?:e|al)|cord|surg(?:ery|ical|eons?)|lesion\w*|stimulat\w+|gangli\w+"
    r"|dorsal|ventral|batter(?:y|ies)|implant\w*|electrod\w+|wires?|medicines?|drugs?|opioids?|dos(?:e|es|age)"
    r"|therap\w+|harms?|risks?|side effects?|infect\w+|weakness|numb(?:ness)?|cur(?:e|es|ed)|relie\w+"
    r"|symptoms?|scans?|MRI|bones?|buttocks?|bleed\w*|paraly\w+|stroke|wounds?|diagnos\w+|recover(?:y|s)?"
    r"|treats?|treat(?:ed|ment|ments))\b",
    re.IGNORECASE,
)
# What packs say themselves is in their language; each pack has its list, or the sweep of packs fails.
MEDICAL_IN = {
    "en": MEDICAL,
    "es": re.compile(
        r"\b(dolor\w*|duele\w*|nervi\w+|neuro\w+|m[ée]dula\w*|espin\w+|vertebr\w+|cirug\w+|quir[úu]rg\w+"
        r"|lesi[oó]n\w*|estimul\w+|gangli\w+|dorsal\w*|bater[íi]as?|implant\w+|electrodos?|cables?|medicinas?"
        r"|medicament\w+|f[áa]rmac\w+|opioid\w+|dosis|terap\w+|da[ñn]os?|riesgos?|infecci\w+|debilidad"
        r"|adormec\w+|cur(?:a|an|ar|amos|ado|ada)|alivi\w+|s[íi]ntomas?|resonancias?|huesos?|sangr\w+"
        r"|par[áa]lisis|heridas?|diagn[óo]stic\w+|recuper\w+|trat(?:a|an|ar|ado|ada|amientos?))\b",
        re.IGNORECASE,
    ),
}
STAFF = ("admin", "staff")
SAID = re.compile(
    r'{%\s*translate\s+"(?P<one>[^"]+)"'
    r"|{%\s*blocktranslate[^%]*%}(?P<block>.*?){%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
NO_WORDS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.S)
COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", re.S)
# Where the program makes sentences that patients read.
PUBLIC_CODE = [
    "procedures/presenters",
    "procedures/readings",
    "procedures/structured_data.py",
    "procedures/views.py",
    "procedures/markup.py",
    "procedures/forms.py",
    "procedures/citations.py",
    "providers/presenters",
    "providers/search",
    "providers/reporting",
    "providers/forms.py",
    "providers/structured_data.py",
    "drez_site/clinic/contact_page.py",
    "drez_site/clinic/facts.py",
    "drez_site/assembly/views.py",
]
CALLS = {"gettext", "_", "ngettext", "pgettext", "gettext_lazy"}

# Why a sentence may stay: nothing in it tells what an operation is, does, helps or risks.
POLICY = "How these pages are made: a promise of the clinic's, and nothing about an operation."
LAW = "The words of a law: to treat somebody is to deal with them."
URGENT = "Where to get help now. It stands whole on every page, also before anybody has signed one."
ASK = "An invitation to call: it says nothing about an operation."
NAME = "The name of a page, and of the way to it."
PAPER = "Lines that a reader fills in by hand."
TABLE = "The head of signed numbers, which say nothing without it."
ALLOWED: dict[str, str] = {
    "We treat you the same whether or not you use these rights.": LAW,
    "{{ name }} follows federal civil rights laws. We do not exclude people, or treat them less favorably, "
    "because of race, color, national origin (including language), age, disability, or sex.": LAW,
    "If we did not help you, or treated you unfairly": LAW,
    "Every page about an operation answers the same questions in the same order: what it is, who it may help "
    "and who not, other choices, risks, and when to get help at once.": POLICY,
    "Good results and harms get the same space and the same kind of picture.": POLICY,
    "A clinician who treats this kind of pain reads the page and signs it. Until then it is not "
    "public.": POLICY,
    "Whoever signs must say if they have a link to a company that makes a device or a drug, such as "
    "payments, shares, or research money. It stands next to their name, even when it is “none”.": POLICY,
    '<b>Call or text <a href="tel:988">988</a></b> (Suicide and Crisis Lifeline) if pain makes you feel you '
    "cannot go on.": URGENT,
    '<b>Pain too much to bear? Call or text <a href="tel:988">988</a></b> for the Suicide and Crisis '
    "Lifeline, day or night.": URGENT,
    "If you had surgery and something is new or worse, call your surgical team today. Do not wait for this "
    "page.": URGENT,
    "Call us and tell us about your pain. You do not need to know which operation is right.": ASK,
    "Kind of pain": TABLE,
    "Start from your pain": NAME,
    "My pain: where, since when, how it feels": PAPER,
    "My medicines and allergies": PAPER,
    "On paper there are lines for your name, your pain, and what you have tried. You fill them in by hand: "
    "we never see them.": PAPER,
    "Find your pain": NAME,
    "Is one of these for your pain?": NAME,
    "Harms, in dots": TABLE,
    "Harm:": TABLE,
    "Results and harms, in people": TABLE,
    "What studies found, and the worst harm": TABLE,
    "Doctors report on people they treated, with no comparison group.": "What a kind of study is.",
}


def in_templates() -> dict[str, str]:
    """Every sentence of ours by its file, as it is translated or as it stands."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.relative_to(ROOT / "templates").parts[0] in STAFF:
            continue
        text = COMMENT.sub("", path.read_text("utf-8"))
        said = [match["one"] or match["block"] for match in SAID.finditer(text)]
        said += NO_WORDS.sub("\n", SAID.sub("", text)).splitlines()
        found |= {" ".join(sentence.split()): str(path.relative_to(ROOT)) for sentence in said}
    return found


def in_pictures() -> dict[str, str]:
    found = {}
    for path in sorted((ROOT / "static").rglob("*.svg")):
        found |= dict.fromkeys(
            re.findall(r">([^<>]+)<", path.read_text("utf-8")), str(path.relative_to(ROOT))
        )
    return found


def in_the_program() -> dict[str, str]:
    found = {}
    for place in PUBLIC_CODE:
        path = ROOT / place
        for file in [path] if path.suffix else sorted(path.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                    texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                    found |= {text: str(file.relative_to(ROOT)) for text in texts if isinstance(text, str)}
    return found


def in_packs() -> dict[str, str]:
    """Every sentence that a language pack says to readers, by its language: error pages use no catalog."""
    found = {}
    for code, pack in PACKS.items():
        waiting = [astuple(pack.error_words)]
        while waiting:
            said = waiting.pop()
            if isinstance(said, str):
                found[said] = code
            else:
                waiting += said
    return found


SWEPT = {"templates": in_templates, "pictures": in_pictures, "program": in_the_program}


@pytest.mark.parametrize("where", SWEPT)
def test_no_medical_word_is_left_unsigned(where):
    said = SWEPT[where]()
    medical = {text: place for text, place in said.items() if MEDICAL.search(text)}
    assert {text: place for text, place in medical.items() if text not in ALLOWED} == {}


def test_no_medical_word_stands_in_what_a_language_pack_says():
    assert MEDICAL_IN.keys() == PACKS.keys(), "a new language brings the list of its medical words"
    said = in_packs()
    assert len(said) >= 20 * len(PACKS)
    urgent = {pack.error_words.emergency for pack in PACKS.values()}  # as URGENT above
    assert [text for text, code in said.items() if MEDICAL_IN[code].search(text) and text not in urgent] == []
    for text in said.keys() - urgent:
        no_claims(text)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "The operation cures pain."),
        ("es", "Un cable delgado."),
        ("es", "Sin riesgos."),
        ("es", "Cirugía"),
    ],
)
def test_the_sweep_of_packs_fires(code, sentence):
    assert MEDICAL_IN[code].search(sentence)


def test_the_sweep_sees_what_it_should():
    said = {where: read() for where, read in SWEPT.items()}
    assert len(said["templates"]) > 400 and len(said["program"]) > 150
    everything = {text for texts in said.values() for text in texts}
    assert set(ALLOWED) - everything == set(), "nothing is allowed that no page says"
    for sentence in ("It cures pain.", "Spinal cord", "a thin wire", "No risks", "MRI scan"):
        assert MEDICAL.search(sentence)
