"""How a text cites a source: [@Key2020], or several as [@One2020; @Two2021]."""

import re

CITATION = re.compile(r"\[(@[A-Za-z0-9-]+(?:\s*;\s*@[A-Za-z0-9-]+)*)\]")


def cited_keys(text: str) -> list[str]:
    """The publication keys in a text, in order, repeats included."""
    return [key.strip()[1:] for group in CITATION.findall(text) for key in group.split(";")]
