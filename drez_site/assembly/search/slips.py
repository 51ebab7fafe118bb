"""How far a word is from another: letters changed, missed, added, or swapped with the next."""

MOST_SLIPS = ((4, 1), (8, 2), (200, 3))  # up to so many letters, so many slips


def nearest(typed: str, known: list[str], *, is_real: bool = False) -> str:
    """The word that the fewest slips lead to, the first of those; "" when none is near enough.

    Few slip in the first letter: with another one it is a word of its own, unless what was typed is a real
    word anyway and nobody reads the other into it.
    """
    known = [word for word in known if is_real or _begins_alike(typed, word)]
    most = next((slips for letters, slips in MOST_SLIPS if len(typed) <= letters), 0)
    distances = [(distance(typed, word), place) for place, word in enumerate(known)]
    best = min(distances, default=(most + 1, 0))
    return known[best[1]] if best[0] <= most else ""


def _begins_alike(one: str, other: str) -> bool:
    """Whether two words have the same first letter, but for one that is missing, added or swapped."""
    return one[0] == other[0] or one[1:] == other or other[1:] == one or one[:2] == other[1::-1]


def distance(one: str, other: str) -> int:
    """The slips between two words (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, last = last, line
    return last[-1]
