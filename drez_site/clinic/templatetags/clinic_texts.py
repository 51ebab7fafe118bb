"""The clinic's own words on a page."""

from django import template

register = template.Library()


@register.simple_tag
def said(clinic, name: str, language: str):
    """A text of the profile in this language, or else in English: its `words` and `foreign_language`."""
    return clinic.said(name, language)
