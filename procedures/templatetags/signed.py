"""Medical words in templates: printed as a clinician signed them, and until then not at all."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from procedures.catalogue import catalogue_of
from procedures.phrases import place

register = template.Library()


@register.simple_tag(takes_context=True)
def signed(context, words: str, of: str = "", plain: bool = False) -> str:
    """{% signed "Spinal cord" %}; where two places begin with the same words, {% signed "Lead" of="..." %}.

    From the newest edition of “Words of the site” in the active language, or else in English and marked so,
    but not when `plain`, as titles and attributes need it.
    """
    request = getattr(context, "request", None)
    if request is None:
        return ""
    said = catalogue_of(request).phrases
    language = get_language()
    for each in dict.fromkeys((language, SOURCE_LANGUAGE)):
        if text := said.get(each, {}).get(place(words, of)):
            is_marked = each != language and not plain
            return format_html('<span lang="{}">{}</span>', each, text) if is_marked else text
    return ""
