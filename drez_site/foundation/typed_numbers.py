"""Numbers that stand in an address or a form, where anybody may write anything."""

MOST_DIGITS = 9  # of a number that PostgreSQL takes for one of its integers


def typed_number(text: str) -> int:
    """The number in these ASCII digits; 0, which no row and no edition has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
