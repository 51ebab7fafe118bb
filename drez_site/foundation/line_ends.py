"""Browsers end the lines of a form in another way than files: the same words must stay the same."""

WHITE_SPACE = " \t\n\r"  # around a text it is no part of its words; words_by_place.sql trims the same


def with_plain_line_ends(text: str) -> str:
    """The text with a line feed alone at each line's end."""
    return text.replace("\r\n", "\n")


def trimmed(text: str) -> str:
    """What the text says, without what forms and files have around it and no page shows."""
    return with_plain_line_ends(text).strip(WHITE_SPACE)
