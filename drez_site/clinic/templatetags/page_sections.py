"""The sections of a page that is written in its template: what a list of contents leads to."""

import re
from dataclasses import dataclass
from itertools import count

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

HEADING = re.compile(r'<h2(?: id="(?P<anchor>[\w-]+)")?>(?P<words>[^<]+)</h2>')


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading, and where it stands."""

    anchor: str
    heading: SafeString


class SectionsNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> str:
        sections: list[PageSection] = []
        numbers = count(1)

        def with_anchor(found: re.Match[str]) -> str:
            # What the template printed is escaped already.
            words = mark_safe(found["words"])
            sections.append(PageSection(found["anchor"] or f"part-{next(numbers)}", words))
            return f'<h2 id="{sections[-1].anchor}">{words}</h2>'

        context[self.name] = mark_safe(HEADING.sub(with_anchor, self.nodelist.render(context)))
        context[f"{self.name}_sections"] = sections
        return ""


@register.tag
def keep_sections(parser: Parser, token: Token) -> SectionsNode:
    """{% keep_sections text %}…{% endkeep_sections %}: `text` to print, and `text_sections` for its contents.

    Every h2 of plain words has an anchor then.
    """
    name = token.split_contents()[1]
    nodelist = parser.parse(("endkeep_sections",))
    parser.delete_first_token()
    return SectionsNode(nodelist, name)
