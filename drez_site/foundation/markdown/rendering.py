"""Staff Markdown into HTML that is safe to print. Citations and explained words: `procedures.markup`."""

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from .citation_keys import cited_keys

ALLOWED_TAGS = {
    "a", "b", "blockquote", "br", "button", "dfn", "em", "h3", "h4", "hr", "li", "ol", "p", "span", "strong",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


ALLOWED_ATTRIBUTES = {
    "a": {"href", "id", "aria-label"},
    "button": {"class", "type", "popovertarget", "popovertargetaction"},
    "ol": {"start"},
    "span": {"class", "id", "popover"},
    "sup": {"class"},
}


ALLOWED_SCHEMES = {"https", "mailto", "tel"}


def _lower_headings(state: StateCore) -> None:
    """A text stands below a page's h1 and h2."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4" if token.tag in ("h4", "h5", "h6") else "h3"


def plain_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence"]).enable("table")
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser


PLAIN_PARSER = plain_parser()


def clean(html: str) -> SafeString:
    """Keep only the elements and attributes that our own renderer writes."""
    return mark_safe(
        nh3.clean(
            html,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            url_schemes=ALLOWED_SCHEMES,
            link_rel=None,
        )
    )


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
