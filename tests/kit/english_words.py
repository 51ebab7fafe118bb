"""English that stands on a page in another language without saying so."""

import re
from collections.abc import Iterator

from lxml import html

from .elements import parse

# Small words that English sentences are full of, and Spanish ones never.
ENGLISH = frozenset(
    """
    the of and to is for with that this these those you your are not or be it its by from at we our us they
    their have has had was were as can may will would should what who which when where how if then than but
    about after before into over only more most some any each every other another there here been being does
    did done an on in
    """.split()  # noqa: SIM905 - a list to read, not to index
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
MOST = 0.01  # of the words of a block: a name may hold one
# What quotes somebody, or shows nothing.
QUOTED = {"source__facts"}  # who published a source
NOT_OURS = {"script", "style", "cite", "textarea", "template", "head"}
INLINE = {"a", "b", "i", "em", "strong", "span", "abbr", "small", "sup", "dfn", "mark", "code"}


def unmarked_english(page: str, language: str) -> Iterator[str]:
    """Blocks in this language of which more than one word of a hundred is English."""
    for element in parse(page).iter():
        if not isinstance(element.tag, str) or element.tag in NOT_OURS | INLINE or _is_not_ours(element):
            continue
        if _language(element) == language:
            text = " ".join(_own_text(element, language).split())
            words = [word.lower() for word in WORD.findall(text) if not _is_short_for_something(word)]
            if sum(word in ENGLISH for word in words) > MOST * len(words):
                yield text


def _is_short_for_something(word: str) -> bool:
    """A state or a degree, like “OR” or “DO”."""
    return word.isupper() and len(word) <= 3


def _language(element: html.HtmlElement) -> str:
    return next((each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")), "")


def _is_not_ours(element: html.HtmlElement) -> bool:
    return (
        element.get("class") in QUOTED
        or _is_name(element)
        or any(each.tag in NOT_OURS or _is_name(each) for each in element.iterancestors())
    )


def _is_name(element: html.HtmlElement) -> bool:
    return element.get("translate") == "no"


def _own_text(element: html.HtmlElement, language: str) -> str:
    """What stands in it, without blocks inside it, words in another language, and names."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in INLINE and child.get("lang", language) == language and not _is_name(child):
            parts.append(_own_text(child, language))
        parts.append(child.tail or "")
    return " ".join(parts)
