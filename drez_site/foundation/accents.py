"""Letters as they are looked up: with or without their accents."""

import unicodedata

from django.db.models import Func, TextField


def without_accents(text: str) -> str:
    """Each letter alone, without the marks that stand on or below it; large letters stay large."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def in_order_of(name: str) -> str:
    """The key that sorts names as people do: Míchigan before Minnesota."""
    return without_accents(name).casefold()


class Unaccented(Func):
    """A text of the database without accents, and with plain quotation marks and apostrophes."""

    function = "unaccent"
    output_field = TextField()
