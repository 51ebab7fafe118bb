"""Words that promise too much, and words that blame: refused wherever a patient would read them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Rule:
    """What is refused, in one language, and what to write instead."""

    language: str
    pattern: re.Pattern
    advice: str
    unless: str = ""  # what makes it an explanation of the word instead of its use


def _rule(language: str, pattern: str, advice: str, unless: str = "") -> Rule:
    return Rule(language, re.compile(rf"\b(?:{pattern})", re.IGNORECASE), advice, unless)


RULES = [
    _rule("en", r"(?<!not a )cure[sd]?\b", _("Nothing here is a cure: say “may reduce”, or “not a cure”.")),
    _rule("en", r"pain-?less(?:ly)?\b", _("Say what people feel, and for how long.")),
    _rule("en", r"(?:un)?safe(?:r|st|ly)?\b", _("Say which harms were seen, in how many people.")),
    _rule("en", r"guarantee\w*|miracle\w*", _("Nobody can promise a result: say “may help some people”.")),
    _rule("en", r"eliminat\w+|silenc(?:e|es|ed|ing)\b.{0,20}\bpain", _("Say “may reduce”.")),
    _rule(
        "en",
        r"breakthroughs?\b|state[ -]of[ -]the[ -]art\b|most advanced\b|revolutionary\b"
        r"|world-class\b|superior\w*",
        _("Say what was compared with what, and what was found."),
    ),
    _rule("en", r"success rates?\b|up to\b(?=\s*\d)", _("Say how many of how many people.")),
    _rule("en", r"minimally invasive\b", _("Say what is cut, and where.")),
    _rule("en", r"(?:fully|completely) reversible\b", _("Say what can be taken out, and that scars stay.")),
    _rule("en", r"no risk\b", _("Every operation has risks: say which.")),
    _rule(
        "en",
        r"failed back\b",
        _("This blames: say “persistent spinal pain after surgery”."),
        "persistent spinal pain",
    ),
    _rule("en", r"class a\b", _("Name the grading scale and its level.")),
    _rule(
        "es",
        r"(?<!no )cura[nr]?\b|curad[oa]s?\b",
        _("Nothing here is a cure: say “may reduce”, or “not a cure”."),
    ),
    _rule("es", r"indolor[oa]s?\b|sin riesgos?\b", _("Every operation has risks: say which.")),
    _rule(
        "es",
        r"garantiz\w+|milagros\w*|milagro\b",
        _("Nobody can promise a result: say “may help some people”."),
    ),
    _rule("es", r"eliminar? (?:el|su) dolor", _("Say “may reduce”.")),
    _rule(
        "es",
        r"revolucionari\w+|de vanguardia\b|mínimamente invasiv\w+",
        _("Say what was compared with what, and what was found."),
    ),
]


def refused_words(text: str, language: str):
    """Each refused word of a text with what to write instead."""
    for rule in RULES:
        if rule.language == language and not (rule.unless and rule.unless in text.lower()):
            for found in rule.pattern.finditer(text):
                yield found.group(0), rule.advice
