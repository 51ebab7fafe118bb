"""No language is offered half: without its pack, nothing refuses a claim that is written in it."""

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register

from .packs import PACKS


@register
def every_language_has_a_pack(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """An error for each language of the settings that has none."""
    return [
        Error(
            f"The language “{language}” is offered in settings.LANGUAGES and has no pack.",
            hint="docs/architecture.md lists the files to touch, under “To add a language”.",
            id="foundation.E002",
        )
        for language, _name in settings.LANGUAGES
        if language not in PACKS
    ]


@register
def every_language_has_a_social_card(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """An error for each language of the settings whose links would show a picture that is not there."""
    return [
        Error(
            f"The social card of “{language}” is not there: static/{PACKS[language].social_card}.",
            hint="docs/pictures/draw.py draws it, once it has a row in CARDS.",
            id="foundation.E003",
        )
        for language, _name in settings.LANGUAGES
        if language in PACKS and finders.find(PACKS[language].social_card) is None
    ]
