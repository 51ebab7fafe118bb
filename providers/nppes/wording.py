"""Words of the register as people write them: it shouts names, and spells MD in eighty ways."""

import re

from django.core.exceptions import ValidationError

from drez_site.foundation.names import degrees_alone

NOT_SAID = re.compile(r"<UNAVAIL>|=+", re.IGNORECASE)
STAY_IN_NAMES = {"II", "III", "IV"}
STAY_IN_ADDRESSES = {
    "PO",
    "LLC",
    "LLP",
    "PLLC",
    "PA",
    "PC",
    "NE",
    "NW",
    "SE",
    "SW",
    "VA",
    "US",
    "II",
    "III",
    "IV",
}
NAME_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
KNOWN_DEGREES = (
    "MD DO PhD DDS DMD DPM DNP NP PA PA-C RN APRN CRNA FNP FNP-C PharmD MBBS MBChB MPH MBA MS MA MSc MHA MSN",
    "BS BA BSN JD DC OD PT DPT OT ScD DSc EdD PsyD FAANS FACS FACP FAAN FIPP FAAPMR FAAFP",
)
DEGREES = {each.upper().replace("-", ""): each for line in KNOWN_DEGREES for each in line.split()}


def said(text: str) -> str:
    """ "" for what stands in place of nothing: `<UNAVAIL>`, and `====` for what was blacked out."""
    text = " ".join(text.split())
    return "" if NOT_SAID.fullmatch(text) else text


def person_name(text: str) -> str:
    """A name in capitals as people write it: O'Donnell, McCoy. Others stay as they are."""
    return _cased(text, STAY_IN_NAMES)


def address_line(text: str) -> str:
    """A street or an organization in capitals as people write it: 12 Main St NE, Pain Clinic LLC."""
    return _cased(text, STAY_IN_ADDRESSES)


def _cased(text: str, stay: set[str]) -> str:
    if text != text.upper():
        return text
    return NAME_PART.sub(lambda found: found[0] if found[0] in stay else _cased_word(found[0]), text)


def _cased_word(word: str) -> str:
    if word[0].isdigit():
        return word.lower() if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", word) else word
    head, mark, rest = re.split(r"(['’])", word, maxsplit=1) if re.search("['’]", word) else (word, "", "")
    if mark and len(head) <= 2:
        return head.capitalize() + mark + rest.capitalize()
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()


def degrees(text: str) -> str:
    """Like "MD, PhD" from "M. D. , PH.D"; "" when it is no list of degrees that we know how to write."""
    found: list[str] = []
    for part in re.split(r"[,;/&]", said(text)):
        words = part.replace(".", "").split()
        if words and all(len(word) == 1 for word in words):
            words = ["".join(words)]
        joined = DEGREES.get("".join(words).upper().replace("-", ""))
        found += [joined] if joined else [DEGREES.get(word.upper().replace("-", ""), word) for word in words]
    written = ", ".join(dict.fromkeys(found))
    try:
        degrees_alone(written) if written else None
    except ValidationError:
        return ""
    return written
