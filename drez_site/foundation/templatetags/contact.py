"""Telephone numbers, stored as +19195550134, the way people read and dial them."""

from django import template

from ..united_states.phones import address, written

register = template.Library()


@register.filter
def phone_display(number: str) -> str:
    """(919) 555-0134"""
    return written(number or "")


@register.filter
def tel(number: str) -> str:
    """The address a telephone link needs: tel:+19195550134"""
    return address(number) if number else ""
