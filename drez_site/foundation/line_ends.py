"""Browsers end the lines of a form in another way than files: the same words must stay the same."""


def with_plain_line_ends(text: str) -> str:
    """The text with a line feed alone at each line's end."""
    return text.replace("\r\n", "\n")
