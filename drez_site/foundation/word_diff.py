"""Two texts compared word by word."""

from difflib import SequenceMatcher


def word_runs(old: str, new: str) -> list[tuple[str, str]]:
    """Runs of words, each kept, removed or added."""
    before, after = old.split(), new.split()
    runs: list[tuple[str, str]] = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            runs.append(("kept", " ".join(before[a:b])))
        else:
            runs += [("removed", " ".join(before[a:b]))] if b > a else []
            runs += [("added", " ".join(after[c:d]))] if d > c else []
    return runs
