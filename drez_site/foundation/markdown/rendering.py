"""Staff Markdown into HTML that is safe to print. Citations and explained words: `procedures.markup`."""

import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .citation_keys import cited_keys

ALLOWED_TAGS = {
    "a", "b", "blockquote", "br", "button", "dfn", "em", "h3", "h4", "hr", "img", "li", "ol", "p", "picture",
    "small", "source", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


ALLOWED_ATTRIBUTES = {
    "a": {"href", "id", "aria-label"},
    "button": {"class", "type", "popovertarget"},
    "img": {"src", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "source": {"media", "srcset"},
    "span": {"class"},
    "sup": {"class"},
}


ALLOWED_SCHEMES = {"https", "mailto", "tel"}
OUR_PICTURE = re.compile(r"/pictures/[0-9a-f]{64}/[0-9]+x[0-9]+\.webp")


def _lower_headings(state: StateCore) -> None:
    """A text stands below a page's h1 and h2. In a quotation or a list nothing begins that ends outside."""
    for place, token in enumerate(state.tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        if token.level == 0:
            token.tag = "h4" if token.tag in ("h4", "h5", "h6") else "h3"
            continue
        token.tag = "p"
        if token.type == "heading_open":
            words = state.tokens[place + 1]
            strong = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
            words.children = [strong[0], *(words.children or []), strong[1]]


def _read_lone_items(state: StateCore) -> None:
    """A list has at least two items: "2019. In that year we moved." is a sentence with a number in front."""
    found, tokens = [], state.tokens
    for token in tokens:
        found.append(token)
        if token.type != "ordered_list_close":
            continue
        start = next(i for i in range(len(found) - 1, -1, -1) if _opens(found[i], token))
        inside = found[start + 1 : -1]
        if sum(each.type == "list_item_open" and each.level == token.level + 1 for each in inside) > 1:
            continue
        number, sign = found[start].attrGet("start") or 1, found[start].markup
        inside = [each for each in inside if each.level != token.level + 1]
        for each in inside:
            each.level -= 2
            if each.type.startswith("paragraph_") and each.level == token.level:
                each.hidden = False
        first = next((each for each in inside if each.type == "inline"), None)
        if first is None:
            continue
        first.content = f"{number}{sign} {first.content}"
        found[start:] = inside
    state.tokens = found


def _opens(token: Token, closing: Token) -> bool:
    return token.type == "ordered_list_open" and token.level == closing.level


def plain_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence"]).enable("table")
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.core.ruler.after("block", "lone_items", _read_lone_items)
    return parser


def ready(parser: MarkdownIt) -> MarkdownIt:
    """The same parser, with all that it makes when it first reads, for every thread of the process.

    By itself it gathers its rules, and how each letter of an address is written, in lists that other threads
    see before they are whole. They would find no rule for a paragraph, print words without their sources, or
    links that lead nowhere.
    """
    for ruler in (parser.core.ruler, parser.block.ruler, parser.inline.ruler, parser.inline.ruler2):
        ruler.getRules("")
    parser.normalizeLink("/")
    parser.normalizeLinkText("/")
    return parser


PLAIN_PARSER = ready(plain_parser())


def clean(html: str) -> SafeString:
    """Keep only the elements and attributes that our own renderer writes."""
    return mark_safe(
        nh3.clean(
            html,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            url_schemes=ALLOWED_SCHEMES,
            link_rel=None,
            attribute_filter=_without_strange_pictures,
        )
    )


def _without_strange_pictures(_element: str, attribute: str, value: str) -> str | None:
    """Nothing is loaded from anywhere but the pictures of this site."""
    return None if attribute in ("src", "srcset") and not OUR_PICTURE.fullmatch(value) else value


def plain_text(text: str) -> SafeString:
    """Markdown blocks that cite nothing and explain no words, like directions."""
    return clean(PLAIN_PARSER.render(text))


def plain_line(text: str) -> SafeString:
    """The same for one run of text, without paragraph tags."""
    return clean(PLAIN_PARSER.renderInline(text))


def no_citations(text: str) -> None:
    """Validator for such texts."""
    if cited_keys(text):
        raise ValidationError(_("Sources cannot be cited here. Remove [@...]."), code="citation")
