"""A link as pages print it in lists: of errors, of filters, of places to choose from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead: a path, or "#id" on the same page."""

    text: str
    url: str
    detail: str = ""  # what stands behind the link, like "7 doctors"
