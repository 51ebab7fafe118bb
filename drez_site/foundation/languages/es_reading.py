"""How easy a Spanish text is to read: the perspicuity of Szigriszt-Pazos, on the INFLESZ scale.

Below 40 a text is very hard, below 55 rather hard; 55 to 65 is what most people read, above that is easy.
Barrio-Cantalejo IM et al., An Sist Sanit Navar 2008;31(2):135-152.
"""

import re
from itertools import pairwise

VOWELS = re.compile(r"[aeiouáéíóúü]+(?:y(?![a-zñáéíóúü]))?|y(?![a-zñáéíóúü])")
STRONG = frozenset("aeoáéó")
STRESSED_WEAK = frozenset("íú")
WORD = re.compile(r"[a-zñáéíóúü]+", re.IGNORECASE)
END = re.compile(r"(?<![.!?:;…])[.!?:;…]+(?=\s|$)")


def syllables(word: str) -> int:
    """Of a word as it is written, one at least: “radiografía” has 5."""
    return max(1, sum(map(_in_vowels, VOWELS.findall(word.lower()))))


def _in_vowels(together: str) -> int:
    """How many syllables vowels make that stand together."""
    return 1 + sum(_is_apart(first, second) for first, second in pairwise(together))


def _is_apart(first: str, second: str) -> bool:
    """Two strong vowels, a strong one beside a weak one with an accent, or twice the same."""
    strong = (first in STRONG) + (second in STRONG)
    weak_with_accent = first in STRESSED_WEAK or second in STRESSED_WEAK
    return strong == 2 or (strong == 1 and weak_with_accent) or first == second


def reading_ease(text: str) -> float:
    """206.835 - 62.3 syllables a word - words a sentence; 100 without any. Digits are no words."""
    words = WORD.findall(text)
    if not words:
        return 100.0
    sentences = len(END.findall(text)) or 1
    return 206.835 - 62.3 * sum(map(syllables, words)) / len(words) - len(words) / sentences
