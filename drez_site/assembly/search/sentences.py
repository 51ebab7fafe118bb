"""What is shown of a place that was found: whole sentences, because half of one can say the opposite."""

import re

# Around what was found, in the words that come back. No page says them.
BEGINS, ENDS = "\x02", "\x03"
ENOUGH, MOST = 160, 420  # letters: after as many no further sentence begins, and none is longer
FOUND = re.compile(r"\x02[^\x02\x03]*\x03")
END = re.compile(r"[.?!][\x03\"”’)]*\s")
# What follows a colon after such a word means the opposite without it.
FORBIDS = re.compile(r"\b(?:not|no|never|without|avoid|nunca|sin|evite)\b", re.IGNORECASE)


def whole_sentences(words: str) -> str:
    """The sentences from that which holds most of what was found, from their first word to their last.

    Nothing, if that sentence is too long to show, or if the place lists what is forbidden: its heading leads
    to the whole of it.
    """
    sentences = _sentences(words)
    if any(FORBIDS.search(lead) for lead, colon, _ in (said.partition(":") for said in sentences) if colon):
        return ""
    first = max(range(len(sentences)), key=lambda number: _worth(sentences[number]), default=0)
    shown = sentences[first : first + 1]
    for said in sentences[first + 1 :]:
        if sum(map(len, shown)) >= ENOUGH or len(said) > MOST or _is_a_list_of_names(said):
            break
        shown.append(said)
    if not shown or len(shown[0]) > MOST:
        return ""
    before = "… " if first else ""
    after = " …" if first + len(shown) < len(sentences) else ""
    return before + " ".join(shown) + after


def _worth(sentence: str) -> tuple[bool, int]:
    """An explanation before a list of other names; then by how much of what was found it has."""
    return not _is_a_list_of_names(sentence), len(set(FOUND.findall(sentence)))


def _is_a_list_of_names(sentence: str) -> bool:
    return sentence.lstrip(BEGINS)[:1].islower()


def without_end(words: str, end: str) -> str:
    """Words with their marks, without what they end with; as they are, if they do not."""
    said = words.rstrip()
    left, cut = len(end), len(said)
    for place in range(len(said) - 1, -1, -1):
        if not left:
            break
        if said[place] not in (BEGINS, ENDS):
            left -= 1
            if said[place] != end[left]:
                return words
            cut = place
    return said[:cut].rstrip(f" {BEGINS}") if end and not left else words


def _sentences(words: str) -> list[str]:
    starts = [0, *(end.end() for end in END.finditer(words))]
    parts = (words[start:end].strip() for start, end in zip(starts, [*starts[1:], len(words)], strict=True))
    return [part for part in parts if part]
