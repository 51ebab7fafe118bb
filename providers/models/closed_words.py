"""What a specialty and a language are called: words that are known, so that nothing else can be said by them.

The check of claims reads English and Spanish, and of other languages a few words. These names are lists by
nature: so one in words that nobody here reads is refused, and not guessed about.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

BETWEEN_WORDS = re.compile(r"[\s,&()/–.、，（）-]+")
KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SPECIALTIES = frozenset(KNOWN["specialties"].split())
ROOT = "|".join(KNOWN["roots"].split())
# A field of medicine, and who works in it, by its roots and its end in English: "neur", "radi", "ologist"
OF_MEDICINE = re.compile(
    rf"(?:{ROOT})(?:o?(?:{ROOT})){{0,2}}"
    r"(?:olog(?:ist|y|ic|ical)|iatr(?:ist|y|ic|ics|ician)|esthesia|esthetist|odont(?:ist|ics))"
)


@cache
def _languages() -> frozenset[str]:
    known = [KNOWN["languages"]]
    for info in LANG_INFO.values():
        known += [str(info.get("name", "")), str(info.get("name_local", ""))]
    return frozenset(word for text in known for word in _words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return [word for word in BETWEEN_WORDS.split(plain) if word]


def specialty_alone(text: str) -> None:
    """Raise ValidationError for what is no field of medicine in English, nor somebody who works in one."""
    for word in _words(text):
        if word not in SPECIALTIES and not OF_MEDICINE.fullmatch(word):
            raise ValidationError(
                _(
                    "“%(word)s” is no word of a specialty that this site knows. Write it in English, as in "
                    "the NUCC taxonomy: “Neurosurgeon”, “Pain Medicine”. If the word is right, ask your web "
                    "team to add it to the words that are known (docs/your-clinic.md)."
                ),
                code="specialty",
                params={"word": word},
            )


def language_alone(text: str) -> None:
    """Raise ValidationError for what is no language; one that is not known is one word of Latin letters.

    Other letters can be a sentence without a space.
    """
    words = _words(text)
    for word in words:
        if word not in _languages() and (len(words) > 1 or not all(map(_is_latin, word))):
            raise ValidationError(
                _(
                    "“%(word)s” is in no name of a language that this site knows. Write the name alone, like "
                    "“Haitian Creole”; one that is not known may be one word. If the name is right, ask your "
                    "web team to add its words to those that are known (docs/your-clinic.md)."
                ),
                code="language",
                params={"word": word},
            )


def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(("LATIN", "COMBINING")) or sign in "'ʻʼ"


def refuse_other_words(row: Model, check: Callable[[str], None], *names: str) -> None:
    """Check these fields of a row where they are not as they were, each error at its field."""
    errors = {}
    stored = type(row)._base_manager.filter(pk=row.pk).values(*names).first() or {}
    for name in names:
        if (text := getattr(row, name)) == stored.get(name):
            continue
        try:
            check(text)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
