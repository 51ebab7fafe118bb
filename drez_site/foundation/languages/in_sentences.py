"""Names where they stand inside a sentence, and not at its start."""

from .packs import pack_of_the_page


def in_a_sentence(name: str) -> str:
    """With a small first letter, unless its first word is an acronym: “lesión DREZ”, “DRG stimulation”."""
    first_word = name.split(" ", 1)[0]
    return name if sum(map(str.isupper, first_word)) > 1 else name[:1].lower() + name[1:]


def language_in_a_sentence(name: str) -> str:
    """The name of a language as the language of the page writes it: “español”, “Spanish”."""
    return name if pack_of_the_page().languages_are_capital else in_a_sentence(name)


def with_doctors(sentence: str) -> str:
    """A sentence in which “Dr. Alex Example” stands, in the grammar of the page: “del Dr. Alex Example”."""
    for pattern, written in pack_of_the_page().before_a_doctor:
        sentence = pattern.sub(written, sentence)
    return sentence
