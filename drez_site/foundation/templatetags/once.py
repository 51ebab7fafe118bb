"""Parts of pages that are the same for everyone, rendered once for each content version."""

import re

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ..content_version import kept, version_here

register = template.Library()

KEYS = (str, int, bool, type(None))
# Around the number of a text that is filled in: code points that are no characters, and so in no text.
STAND_IN = "\ufdd0{}\ufdd1"
STANDS = re.compile("\ufdd0([0-9]+)\ufdd1")


class OnceNode(Node):
    def __init__(
        self, nodelist: NodeList, keys: list[FilterExpression], filled_in: dict[str, FilterExpression]
    ) -> None:
        self.nodelist, self.keys, self.filled_in = nodelist, keys, filled_in

    def render(self, context: Context) -> SafeString:
        keys = tuple([key.resolve(context) for key in self.keys])
        for key, value in zip(self.keys, keys, strict=True):
            if not isinstance(value, KEYS):
                raise TypeError(f"{key.token} is a {type(value).__name__}: nobody can tell two of them apart")
        texts = [given.resolve(context) or "" for given in self.filled_in.values()]
        if version_here() is None or settings.DEBUG:
            with context.push(**dict(zip(self.filled_in, texts, strict=True))):
                return self.nodelist.render(context)
        are_given = tuple(map(bool, texts))
        around = kept((self, keys, are_given), lambda: self._around(context, are_given))
        filled = list(around)
        filled[1::2] = [conditional_escape(texts[int(number)]) for number in around[1::2]]
        return mark_safe("".join(filled))

    def _around(self, context: Context, are_given: tuple[bool, ...]) -> tuple[str, ...]:
        """Texts, and between them the number of what is filled in there."""
        stand_ins = {
            name: STAND_IN.format(number) if is_given else ""
            for number, (name, is_given) in enumerate(zip(self.filled_in, are_given, strict=True))
        }
        with context.push(**stand_ins):
            return tuple(STANDS.split(self.nodelist.render(context)))


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """{% once request.path %}...{% endonce %}: see `content_version.py` for how long that is kept.

    The keys are texts or numbers that say which part it is: whatever the part prints follows from them, from
    the language, and from what is in the database. So nothing in it may depend on what the address asks, nor
    on who reads.

    {% once slug with miles=card.miles %}...{{ miles }}...{% endonce %}: the texts after `with` are kept
    nowhere, but filled in, escaped, where the part prints them. Of each it may ask if it is empty; no more.
    """
    bits = token.split_contents()[1:]
    texts = bits[bits.index("with") + 1 :] if "with" in bits else []
    filled_in = token_kwargs(list(texts), parser)
    if len(filled_in) != len(texts):
        raise template.TemplateSyntaxError("After “with”, {% once %} takes name=text.")
    keys = [parser.compile_filter(bit) for bit in bits[: bits.index("with") if "with" in bits else None]]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, keys, filled_in)
