"""The clinic's own words on a page."""

from django import template

from drez_site.clinic import announced
from drez_site.clinic.time_zone import zone_of

register = template.Library()


@register.simple_tag
def said(clinic, name: str, language: str, of=None):
    """A text of the profile, or `of` a place of it, in this language or else in English.

    Has its `words` and its `foreign_language`.
    """
    return clinic.said(name, language, of)


@register.simple_tag
def news(clinic, language: str):
    """What every page says of these days: each has its `words` and its `foreign_language`."""
    return announced.news(clinic, language)


@register.simple_tag
def zone(hours: str) -> str:
    """The zone of the clinic's phone hours, like "Eastern time", unless they name it."""
    return zone_of(hours)
