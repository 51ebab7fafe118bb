"""Parts of pages that are the same for everyone, rendered once for each content version."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from ..content_version import once_per_content_version

register = template.Library()

KEYS = (str, int, bool, type(None))


class _Part:
    """A part of a page with its keys. Its context is there only while it is being rendered."""

    __slots__ = ("context", "keys", "node")

    def __init__(self, node: "OnceNode", keys: tuple[object, ...], context: Context) -> None:
        self.node, self.keys, self.context = node, keys, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Part) and self.node is other.node and self.keys == other.keys

    def __hash__(self) -> int:
        return hash((id(self.node), self.keys))


class OnceNode(Node):
    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodelist, keys

    def render(self, context: Context) -> SafeString:
        keys = tuple(key.resolve(context) for key in self.keys)
        for key, value in zip(self.keys, keys, strict=True):
            if not isinstance(value, KEYS):
                raise TypeError(f"{key.token} is a {type(value).__name__}: nobody can tell two of them apart")
        part = _Part(self, keys, context)
        try:
            return _rendered(part)
        finally:
            del part.context


@once_per_content_version
def _rendered(part: _Part) -> SafeString:
    with part.context.push():
        return part.node.nodelist.render(part.context)


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """{% once request.path %}...{% endonce %}: see `content_version.py` for how long that is kept.

    The keys are texts or numbers that say which part it is: whatever the part prints follows from them, from
    the language, and from what is in the database. So nothing in it may depend on what the address asks, nor
    on who reads.
    """
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, keys)
