"""What stands in a page's head for machines: words said twice, and structured data."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from drez_site.foundation.colors import COLORS

register = template.Library()

# Inside <script> no character may begin a tag, a comment or an entity.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD. Browsers do not run it, so the content security policy has no say in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag
def color(name: str) -> str:
    """A color of the style sheet, for what cannot read it."""
    return COLORS[name]


class KeepNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> str:
        # What the template printed is escaped already, and joining it at its spaces adds nothing.
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))
        return ""


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """{% keep title %}{% block title %}{% endblock %}{% endkeep %}: one line, to print where it is needed."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodelist, name)
