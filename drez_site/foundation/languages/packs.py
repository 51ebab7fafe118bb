"""The languages that the site can be read in. Whatever depends on the language of a text asks its pack."""

from django.conf import settings
from django.utils.translation import get_language

from . import en, es
from .declaration import Pack

PACKS = {pack.code: pack for pack in (en.PACK, es.PACK)}
SOURCE_LANGUAGE = en.PACK.code  # the site's own words are written in it; what is in others is a translation


def other_languages() -> list[tuple[str, str]]:
    """Those of the site besides the source, each with its name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def pack(language: str) -> Pack:
    """The pack of one of `settings.LANGUAGES`; a system check refuses a site that lacks one."""
    return PACKS[language]


def pack_of_the_page() -> Pack:
    """That of the language in which this request is answered."""
    return PACKS.get(get_language() or SOURCE_LANGUAGE, PACKS[SOURCE_LANGUAGE])
