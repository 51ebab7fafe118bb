"""Telephone numbers, stored as +19195550134, the way people read and dial them."""

import re

from django import template

register = template.Library()

UNITED_STATES = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")


@register.filter
def phone_display(number: str) -> str:
    """(919) 555-0134"""
    found = UNITED_STATES.fullmatch(number or "")
    return "({}) {}-{}".format(*found.groups()) if found else number or ""


@register.simple_tag
def notice_call(notice, phone: str):
    """Whom to call, in the language of a LanguageNotice."""
    return notice.call_link(phone)


@register.filter
def tel(number: str) -> str:
    """The address a telephone link needs: tel:+19195550134"""
    return f"tel:{number}" if number else ""
