"""Telephone numbers, stored as +19195550134, the way people read and dial them."""

from django import template

from ..united_states.phones import address, written

register = template.Library()


@register.filter
def phone_display(number: str) -> str:
    """(919) 555-0134"""
    return written(number or "")


@register.filter
def phone_unbroken(number: str) -> str:
    """The same in one piece: on a button with large letters no line ends inside it."""
    return written(number or "").replace(" ", "\u00a0").replace("-", "\u2060-\u2060")


@register.filter
def tel(number: str) -> str:
    """The address a telephone link needs: tel:+19195550134"""
    return address(number) if number else ""
