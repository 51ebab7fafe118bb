"""QR codes, for paper and for phones."""

from functools import lru_cache

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def svg(text: str) -> SafeString:
    """Inline SVG without style attributes, which the content security policy refuses; as large as its box.

    The least correction: on paper that is 3 cm wide, larger squares are read better than more of them.
    """
    code = segno.make_qr(text, error="l", boost_error=False)
    return mark_safe(code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None))


@register.simple_tag
def qr_code_of_choices(url: str) -> SafeString:
    """The code of an address that says what a reader chose: kept nowhere."""
    return svg(url)


@register.simple_tag
@lru_cache(maxsize=256)
def qr_code(url: str) -> SafeString:
    """The code of a public address. What is drawn once is kept, so nothing secret comes this way."""
    return svg(url)
