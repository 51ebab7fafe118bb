"""Places of signed phrases. A template names one by the words that stood there first."""


def place(words: str, of: str = "") -> str:
    """The name of a place: its first words, after what tells two places with the same words apart."""
    return f"{of}: {words}" if of else words
