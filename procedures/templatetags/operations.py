"""What an operation looks like: the drawings and the social card of its look."""

from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from drez_site.foundation.languages.packs import pack_of_the_page

from ..catalogue import Card, StartingPoint, catalogue_of, short_name

register = template.Library()


@register.simple_tag(takes_context=True)
def drawing(context, look: str, name: str) -> SafeString:
    """The look's glyph, card, header, cross_section or device; nothing if it has no such drawing."""
    if not look:
        return SafeString("")
    try:
        template = get_template(f"procedures/art/{look}/{name}.html").template
        own = Context()
        own.request = getattr(context, "request", None)  # for the signed words of its labels
        return template.render(own)
    except TemplateDoesNotExist:
        return SafeString("")


@register.filter
def in_the_menu(card: Card) -> str:
    """What an operation is called there: its short name where the page's language has one, or its title."""
    return short_name(card.name) or gettext(card.title)


@register.simple_tag(takes_context=True)
def as_signed(context, operation):
    """The card of an operation whose article is up, as it was signed; of another, what was given."""
    request = getattr(context, "request", None)
    card = catalogue_of(request).card_of(operation.slug) if request else None
    return card or operation


@register.simple_tag(takes_context=True)
def starting_points(context, address: str) -> list[StartingPoint]:
    """Kinds of pain for which the operation at this address is used, and studied."""
    request = getattr(context, "request", None)
    return catalogue_of(request).starting_points(address) if request else []


@register.simple_tag
def social_card(look: str) -> str:
    """Address of the picture of a link: the look's in the language of the page, or else the site's."""
    page = pack_of_the_page()
    own = f"img/cards/{look}.{page.code}.png"
    return static(own if look and _is_there(own) else page.social_card)


@cache
def _is_there(path: str) -> bool:
    return finders.find(path) is not None
