"""What may not be said outside signed pages: results, ranks, promises and comparisons, in both languages.

Results belong into signed articles, with their sources. Years, hours, phones, ages, prices and counts of
staff are no claims. Every text is read in both languages, because anybody can write either into any field.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .wording import refused_words

NUMBER = (
    r"(?:\d[\d.,]{0,9}|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|"
    r"uno|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|cien)"
)
PEOPLE = r"(?:patients?|people|persons?|cases?|men|women|pacientes?|personas?|casos?|hombres|mujeres)"
MANY = (
    r"(?:all|most|nearly all|almost all|many|the majority|half|every|everyone|everybody|hundreds|thousands|"
    r"dozens|nobody|none|tod[oa]s|casi tod[oa]s|la mayor[ií]a|la mitad|much[oa]s|cientos|miles|decenas)"
)
RESULT = (
    r"(?:improv\w+|reliev\w+|relief|heal(?:s|ed|ing)?|recover(?:s|ed)?|pain[- ]free|free of pain|better|"
    r"sin dolor|mejor(?:a|an|[oó]|aron|ar|ado)|ali(?:via|vian|viar|vi[oó]|viaron|vio)|"
    r"recupera\w*|san[oó]|sana[nr]?)"
)

SHARES = (
    r"\d[\d.,]{0,9}\s?(?:%|٪|per ?cent\b|por ?ciento\b)",
    r"\b(?:per ?cent|por ?ciento|porcentaje|percentage)\b",
    rf"(?<!floor )\b{NUMBER} (?:out )?of (?:every |our |the |all )*{NUMBER}\b",
    rf"\b{NUMBER} in (?:every )?{NUMBER}\b",
    rf"(?<!piso )\b{NUMBER} de (?:cada |nuestr[oa]s |l[oa]s )*{NUMBER}\b",
    r"\b(?:two|three|four|nine)[- ](?:thirds?|quarters?|fifths?|tenths?)\b",
    r"\b(?:dos|tres|cuatro) (?:tercios|cuartos|quintos)\b",
    rf"\b(?!(?:one|un[oa]?)\b){NUMBER}\+? (?:\w+ ){{0,2}}{PEOPLE}\b",
    rf"\b{MANY} (?:of )?(?:our |the |nuestr[oa]s |de |l[oa]s |sus |his |her |their )*"
    rf"{PEOPLE}\b.{{0,40}}\b{RESULT}",
    rf"\b{PEOPLE}\b.{{0,30}}\b{RESULT}",
    r"\b(?:success(?:ful)?(?:ly)?|outcomes?|failure rates?|complication rates?|[eé]xitos?|exitos[oa]s?)\b",
)
RANKS = (
    r"\b(?:best|leading|top|foremost|premier|finest|greatest|unmatched|unrivall?ed|unsurpassed|unparalleled|"
    r"second to none|most (?:experienced|trusted|successful|effective|skilled))\b|#\s?1\b",
    r"\b(?:number one|no\. ?1|first in (?:the|our)|rank(?:s|ed|ing)? (?:first|among|in|no|number|#|\d))\b",
    r"\b(?:l[oa]s? mejor(?:es)?|el mejor|mejores resultados|l[ií]der(?:es)?|n[uú]mero uno|"
    r"inigualables?|insuperables?|sin igual|"
    r"m[aá]s (?:experimentad|exitos|eficaz|eficaces|efectiv|reconocid)\w*|"
    r"primer(?:os?|as?) (?:del?|en) (?:pa[ií]s|estado|mundo)|n\.?[ºo°] ?1)",
)
CURES = (
    r"\bcur(?:e|es|ed|ing|ative)\b|\bcura(?:n|r|mos|d[oa]s?|tiv[oa]s?|ci[oó]n)?\b|\bremedios? definitiv\w+",
    r"\b(?:heals?|healed|fix(?:es|ed)?|eras(?:e|es|ed)|abolish\w*|banish\w*|remov(?:e|es|ed|ing)|stop(?:s|ped)?"
    r"|ends?|ended|tak(?:e|es) away|rid) (?:\w+ ){0,3}(?:pain|suffering)\b",
    r"\b(?:pain[- ]?free|painless\w*|free (?:of|from) pain|without pain|no more pain|"
    r"pain (?:is |will be )?gone|"
    r"pain (?:goes|will go|went) away|(?:live|life) without pain)\b",
    r"\b(?:sin dolor|libres? de dolor|adi[oó]s al dolor|no m[aá]s dolor|"
    r"(?:elimina|quita|acaba|termina|borra|sana)\w* (?:con )?(?:el|su|tu|todo el|del) dolor|"
    r"el dolor (?:desaparece|se va|se ir[aá])\w*)",
    r"\b(?:permanent(?:ly)?|lasting|complete|total|instant|immediate) (?:\w+ )?relief\b|"
    r"\balivio (?:permanente|total|completo|inmediato|duradero|definitivo)\b",
    r"\b(?:relieves?|reduces?|lessens?|lowers?|eases?|improves?|restores?) (?:\w+ ){0,3}"
    r"(?:pain|suffering|function|mobility|quality of life|sleep)\b",
    r"\b(?:alivia|reduce|disminuye|calma|mejora|restaura)[nr]? (?:\w+ ){0,2}"
    r"(?:dolor|sufrimiento|calidad de vida)\b",
    r"(?<!how it )\b(?:works|worked|effective|proven|funciona|eficaz|eficaces|"
    r"efectiv[oa]s?|comprobad[oa]s?|probad[oa]s?)\b"
    r"(?= (?:for|in|against|to|every|pain|where|when|para|en|contra|treatment|therapy|results)\b|[.!]?$)",
)
PROMISES = (
    r"\b(?:guarante\w+|assure[sd]?|ensures? (?:relief|results?)|promis(?:e|es|ed)|certain to|sure to|"
    r"never fails?|"
    r"always (?:works?|helps?|succeeds?)|risk[- ]free|no (?:risks?|complications?|side effects?)|"
    r"without (?:any )?(?:risks?|complications?|side effects?)|zero (?:risks?|complications?)|harmless)\b",
    r"\b(?:garant[ií]\w+|asegura(?:mos|n|do|da)?|promet(?:e|en|emos|ido)|nunca falla|"
    r"siempre (?:funciona|ayuda)|"
    r"(?:sin|cero) (?:ning[uú]n )?(?:riesgos?|complicaciones|efectos secundarios)|inofensiv[oa]s?|"
    r"segur[oa]s? y (?:eficaz|efectiv)\w*|(?:es|son|muy|totalmente|completamente) segur[oa]s?)\b",
)
COMPARISONS = (
    r"\b(?:better|safer|faster|more (?:effective|successful|experienced|precise)|"
    r"fewer complications|superior\w*|"
    r"higher (?:success|relief)|less pain|outperform\w*|beats?) ?(?:than|results?|care|to|outcomes|\b)",
    r"\b(?:mejor(?:es)? (?:que|resultados|atenci[oó]n)|m[aá]s (?:segur|r[aá]pid|precis)\w+|"
    r"menos (?:dolor|complicaciones|riesgos?)|superior(?:es)? a|supera\w*)",
)
HEDGED = (
    r"\b(?:may|might|can|could|should|will|would|likely to|expect(?:s|ed)? to|hope to|"
    r"designed to) (?:\w+ ){0,3}"
    r"(?:relief|pain[- ]free|reliev\w+|reduce|lessen|ease|improve|heal|recover)\b",
    r"\b(?:puede[ns]?|podr[ií]a[ns]?|suele[ns]?|va[ns]? a|lograr?\w*) (?:\w+ ){0,3}"
    r"(?:alivi\w+|reducir|disminuir|mejorar|sanar|recuperar\w*)",
)
CLAIMS = {
    "share": SHARES,
    "rank": RANKS,
    "cure": CURES,
    "promise": PROMISES,
    "comparison": COMPARISONS,
    "hedged": HEDGED,
}
PATTERNS = {
    name: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    for name, patterns in CLAIMS.items()
}
# What an award is called is its giver's word: “Best Hospital for Neurology” is a name.
OF_AN_AWARD = [name for name in PATTERNS if name != "rank"]

# A source counts its people; it neither cures nor promises.
OF_A_SOURCE = ["rank", "cure", "promise", "comparison"]
# “Up to 4 hours” of parking is no claim; a share of people is one whatever stands before it.
UP_TO = re.compile(r"up to\Z", re.IGNORECASE)


def no_claims(text: str):
    """Raise ValidationError with the words of `text` that claim a result, a rank or a promise."""
    _refuse(text, list(PATTERNS))


def no_claims_but_a_rank(text: str):
    """The same for the official name of an award, which may say “best”."""
    _refuse(text, OF_AN_AWARD)


def no_claims_but_counts(text: str):
    """The same for what staff type about a source, which may count the people in it."""
    _refuse(text, OF_A_SOURCE)


def _refuse(text: str, names: list[str]):
    if found := _claim(_plain(text), names):
        raise ValidationError(
            _(
                "Do not write “%(words)s”: it claims a result, or that you are better than others. "
                "Say what you do, like “We answer calls within one working day”."
            ),
            code="claim",
            params={"words": found},
        )


def _claim(text: str, names: list[str]) -> str:
    for name in names:
        if claim := PATTERNS[name].search(text):
            return claim[0].strip()
    words = (words for language in ("en", "es") for words, _advice in refused_words(text, language))
    return next((each for each in words if not UP_TO.match(each)), "")


def _plain(text: str) -> str:
    """One line, in plain letters: no odd spaces, invisible signs, wide digits or marks of emphasis."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return " ".join(re.sub(r"[*_`~]", "", plain).split())
