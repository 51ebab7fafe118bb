"""How finished HTML and figures are laid out on a reading page."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DOT = 20
SMALL_HEADING = re.compile("<h3|<details")
# Before each heading below those of sections.
BELOW_SECTIONS = re.compile("(?=<h[34])")
DETAIL, DETAIL_ENDS = "<h4>", "</h4>"


@register.filter
def opening(html: SafeString) -> SafeString:
    """The part of a section before its first small heading."""
    return mark_safe(SMALL_HEADING.split(html, maxsplit=1)[0])


@register.filter
def after_opening(html: SafeString) -> SafeString:
    """The rest of a section, from its first small heading on."""
    return mark_safe(html[len(opening(html)) :])


@register.filter
def folded(html: SafeString, folds: bool) -> SafeString:
    """If it folds: each detail with what stands below its heading, closed until it is opened or printed."""
    return mark_safe("".join(map(_folded, BELOW_SECTIONS.split(html)))) if folds else html


def _folded(part: str) -> str:
    """A heading and all below it that has no heading of its own, folded if it is a detail."""
    if not part.startswith(DETAIL):
        return part
    heading, _, below = part.removeprefix(DETAIL).partition(DETAIL_ENDS)
    summary = f"<summary><h3>{heading}</h3></summary>"
    return f'<details class="fold">{summary}<div class="fold__body">{below}</div></details>'


@register.filter
def dot_blocks(figure) -> list[tuple[int, int, int, int, bool]]:
    """The dots of a figure as few rectangles: x, y, width, height and whether it happened."""
    return [
        (column * DOT, row * DOT, width * DOT, height * DOT, happened)
        for start, end, happened in ((0, figure.happened, True), (figure.happened, figure.out_of, False))
        for column, row, width, height in _rectangles(start, end, figure.columns)
    ]


def _rectangles(start: int, end: int, columns: int):
    """The places from start to end on a grid, read line by line: a part line, whole lines, a part line."""
    while start < end:
        row, column = divmod(start, columns)
        whole_lines = (end - start) // columns if column == 0 else 0
        if whole_lines:
            yield 0, row, columns, whole_lines
            start += whole_lines * columns
        else:
            width = min(columns - column, end - start)
            yield column, row, width, 1
            start += width
