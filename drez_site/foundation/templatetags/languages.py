"""In which language words stand, where it is not that of the page."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from ..languages.in_sentences import in_a_sentence
from ..languages.packs import SOURCE_LANGUAGE

register = template.Library()
register.filter("in_a_sentence", in_a_sentence)


@register.simple_tag
def in_english() -> str:
    """For a tag around words that stand in English in every language: its `lang`, on other pages."""
    return "" if get_language() == SOURCE_LANGUAGE else format_html(' lang="{}"', SOURCE_LANGUAGE)
