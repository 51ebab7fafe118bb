"""English, as it is read in the United States."""

import re

from django.utils.translation import gettext_lazy as _

from .declaration import Claims, ErrorPage, ErrorWords, Pack, numbers_and, rule
from .en_words import ABROAD, COMMON, HOURS, MEDICINE, NAMES, PLACE_WORDS

NUMBER = r"(?:\d(?:[\d.,]{0,8}\d)?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred)"
PEOPLE = r"(?:patients?|people|persons?|cases?|men|women)"
MANY = (
    r"(?:all|most|nearly all|almost all|many|the majority|half|every|everyone|everybody|hundreds|thousands|"
    r"dozens|nobody|none)"
)
RESULT = (
    r"(?:improv\w+|reliev\w+|relief|heal(?:s|ed|ing)?|recover(?:s|ed)?|pain[- ]free|free of pain|better)\b"
)
EVERYBODY = rf"(?:{PEOPLE}|most|nearly all|almost all|everyone|everybody)"
AS_BEFORE = (
    r"(?:(?:well|whole|fine|normal|themselves) again|(?:like|as good as) new|"
    r"back to (?:normal|(?:a |their )(?:normal|old) li(?:fe|ves)|their old sel(?:f|ves))"
    r"(?! (?:hours|schedule)))"
)

CLAIMS = Claims(
    share=(
        r"\d[\d.,]{0,9}\s?per ?cent\b",
        r"\b(?:per ?cent|percentage)\b",
        rf"(?<!floor )\b{NUMBER} (?:out )?of (?:every |our |the |all )*{NUMBER}\b",
        rf"\b{NUMBER} in (?:every )?{NUMBER}\b",
        r"\b(?:two|three|four|nine)[- ](?:thirds?|quarters?|fifths?|tenths?)\b",
        rf"\b(?!one\b){NUMBER}\+? (?:\w+ ){{0,2}}{PEOPLE}\b",
        rf"\b{MANY} (?:of )?(?:our |the |his |her |their )*{PEOPLE}\b.{{0,40}}\b{RESULT}",
        rf"\b{PEOPLE}\b.{{0,30}}\b{RESULT}",
        rf"\b{EVERYBODY}\b.{{0,40}}\b{AS_BEFORE}\b",
        rf"\b(?:will|soon) (?:feel|be|get) (?:\w+ ){{0,2}}{AS_BEFORE}\b",
        r"\b(?:success(?:ful)?(?:ly)?|outcomes?|failure rates?|complication rates?)\b",
    ),
    rank=(
        r"\b(?:best|leading|top|foremost|premier|finest|greatest|unmatched|unrivall?ed|unsurpassed|"
        r"unparalleled|second to none|most (?:experienced|trusted|successful|effective|skilled))\b",
        r"\b(?:number one|no\. ?1|first in (?:the|our)|"
        r"rank(?:s|ed|ing)? (?:first|among|in|no|number|#|\d))\b",
    ),
    cure=(
        r"\bcur(?:e|es|ed|ing|ative)\b",
        r"\b(?:heals?|healed|fix(?:es|ed)?|eras(?:e|es|ed)|abolish\w*|banish\w*|remov(?:e|es|ed|ing)|"
        r"stop(?:s|ped)?|ends?|ended|tak(?:e|es) away|rid) (?:\w+ ){0,3}(?:pain|suffering)\b",
        r"\b(?:pain[- ]?free|painless\w*|free (?:of|from) pain|without pain|no more pain|"
        r"pain (?:is |will be )?gone|"
        r"pain (?:goes|will go|went) away|(?:live|life) without pain)\b",
        r"\bfree of (?:it|them|that|all (?:of )?(?:it|that))\b|"
        r"\b(?:free|rid|gone|better|well) (?:of )?(?:\w+ ){0,2}for good\b",
        r"\b(?:zero|goodbye to|beyond) (?:\w+ )?pain\b|\b(?:comfort|mobility) (?:is )?restored\b|"
        r"\bhurting (?:ends|stops)\b|\bnever (?:\w+ )?(?:hurts?|aches?|suffer) (?:\w+ )?again\b",
        r"\b(?:permanent(?:ly)?|lasting|complete|total|instant|immediate) (?:\w+ )?relief\b",
        r"\b(?:relieves?|reduces?|lessens?|lowers?|eases?|improves?|restores?) (?:\w+ ){0,3}"
        r"(?:pain|suffering|function|mobility|quality of life|sleep)\b",
        r"(?<!how it )\b(?:works|worked|effective|proven)\b"
        r"(?= (?:for|in|against|to|every|pain|where|when|treatment|therapy|results)\b|[.!]?$)",
    ),
    promise=(
        r"\b(?:guarante\w+|assure[sd]?|ensures? (?:relief|results?)|promis(?:e|es|ed)|certain to|sure to|"
        r"never fails?|"
        r"always (?:works?|helps?|succeeds?)|risk[- ]free|no (?:risks?|complications?|side effects?)|"
        r"without (?:any )?(?:risks?|complications?|side effects?)|zero (?:risks?|complications?)|"
        r"harmless)\b",
    ),
    comparison=(
        r"\b(?:better|safer|faster|more (?:effective|successful|experienced|precise)|"
        r"fewer complications|superior\w*|"
        r"higher (?:success|relief)|less pain|outperform\w*|beats?) ?(?:than|results?|care|to|outcomes|\b)",
    ),
    hedged=(
        r"\b(?:may|might|can|could|should|will|would|likely to|expect(?:s|ed)? to|hope to|"
        r"designed to) (?:\w+ ){0,3}"
        r"(?:relief|pain[- ]free|reliev\w+|reduce|lessen|ease|improve|heal|recover)\b",
    ),
)

WORDING = (
    rule(r"(?<!not a )cure[sd]?\b", _("Nothing here is a cure: say “may reduce”, or “not a cure”.")),
    rule(r"pain-?less(?:ly)?\b", _("Say what people feel, and for how long.")),
    rule(r"(?:un)?safe(?:r|st|ly)?\b", _("Say which harms were seen, in how many people.")),
    rule(r"guarantee\w*|miracle\w*", _("Nobody can promise a result: say “may help some people”.")),
    rule(r"eliminat\w+|silenc(?:e|es|ed|ing)\b.{0,20}\bpain", _("Say “may reduce”.")),
    rule(
        r"breakthroughs?\b|state[ -]of[ -]the[ -]art\b|most advanced\b|revolutionary\b"
        r"|world-class\b|superior\w*",
        _("Say what was compared with what, and what was found."),
    ),
    rule(r"success rates?\b", _("Say how many of how many people.")),
    rule(r"up to\b(?=\s*\d)", _("Say how many of how many people."), is_claim=False),
    rule(r"minimally invasive\b", _("Say what is cut, and where.")),
    rule(r"(?:fully|completely) reversible\b", _("Say what can be taken out, and that scars stay.")),
    rule(r"no risk\b", _("Every operation has risks: say which.")),
    rule(
        r"failed back\b",
        _("This blames: say “persistent spinal pain after surgery”."),
        "persistent spinal pain",
    ),
    rule(r"class a\b", _("Name the grading scale and its level.")),
)

NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one first",
            "two second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth noon",
        ),
        start=1,
    )
    for word in words.split()
}

ERROR_WORDS = ErrorWords(
    demonstration="Demonstration site: the clinic and every doctor here are made up.",
    call_us="Call us:",
    patients_when_closed="Our patients, when we are closed:",
    home="Go to the home page",
    find_a_doctor="Find a doctor",
    look_for="Search this site",
    search="Search",
    emergency=(
        '<b>Emergency? Call <a href="tel:911">911</a>.</b> Pain too much to bear? '
        '<b>Call or text <a href="tel:988">988</a></b> (Suicide and Crisis Lifeline), day or night.'
    ),
    bad_request=ErrorPage(
        "We could not read that request",
        (("Something in the address or the form was not complete. Please go back and try again.",),),
    ),
    forbidden=ErrorPage(
        "You cannot open this page",
        (
            (
                "Only some people who work here can open it. If you sent a form, go back, load the page "
                "again, and send it once more.",
            ),
        ),
    ),
    form_not_sent=ErrorPage(
        "We could not send the form",
        (
            (
                "The page may have been open for a long time, or your browser keeps no cookies. "
                "Nothing was sent.",
            ),
            (
                "Go back, load the page again, and send the form once more. Copy your words first, so that "
                "you do not lose them. If it fails again, allow cookies for this site, or call.",
            ),
        ),
    ),
    not_found=ErrorPage(
        "We could not find that page",
        (("The address may have a typing mistake, or the page may have moved.",),),
    ),
    too_many_requests=ErrorPage(
        "Please wait a little",
        (
            (
                "We got many requests from your network in a short time. Nothing is wrong with your device. "
                "Please try again in {minutes} minutes.",
                "We got many requests from your network in a short time. Nothing is wrong with your device. "
                "Please try again in 1 minute.",
            ),
        ),
    ),
    server_error=ErrorPage(
        "Something went wrong on our side",
        (
            ("It is not your fault. Please try again in a few minutes.",),
            ("If you call us, please say this number: <b>{request_id}</b>",),
        ),
    ),
    unavailable=ErrorPage(
        "This site is resting for a moment",
        (("We cannot show this page right now. Please try again in a minute.",),),
    ),
    editing_paused=ErrorPage(
        "Editing is paused",
        (
            ("Nobody can sign in or save right now. Please try again in a minute.",),
            ("What you have just sent was not saved. Your browser still has it: go back one page.",),
        ),
    ),
)


def _reading_grade(text: str) -> float:
    """Flesch-Kincaid grade."""
    import textstat

    return float(textstat.textstat.flesch_kincaid_grade(text))


PACK = Pack(
    code="en",
    locale="en_US",
    claims=CLAIMS,
    medicine=MEDICINE,
    names=NAMES,
    hours=HOURS,
    hours_from_english=str,
    wording=WORDING,
    common_words=frozenset(COMMON),
    numbers_and_negations=numbers_and(
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *(
            "half",
            "twice",
            "none",
            "never",
            "not",
            "no",
            "cannot",
            "nobody",
            "nothing",
            "without",
            "neither",
            "nor",
        ),
    ),
    number_words=NUMBER_WORDS,
    before_noon=re.compile(r" ?a\.? ?m\b| in the morning\b", re.IGNORECASE),
    after_noon=re.compile(r" ?p\.? ?m\b| (?:in the (?:afternoon|evening)|at night)\b", re.IGNORECASE),
    numbers_of_its_own=None,
    people_counted=re.compile(r"\b\d+\s+(?:(?:out )?of|in)\s+(?:every |the )?\d+\b", re.IGNORECASE),
    not_known="Not known",
    percentage=re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:%|per ?cent\b)", re.IGNORECASE),
    reading_grade=_reading_grade,
    reading_ease=None,
    state_names={},
    this_country=(r"usa?", r"u\.s\.(?:a\.)?", r"united states(?: of america)?"),
    place_words=PLACE_WORDS,
    abroad=ABROAD,
    languages_are_capital=True,
    before_a_doctor=(),
    titles=("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "md", "phd"),
    error_words=ERROR_WORDS,
)
