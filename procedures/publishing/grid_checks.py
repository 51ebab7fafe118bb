"""What keeps a comparison or findings from being signed: empty cells, unequal detail, claims too strong."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys

from ..models import Document, Option, Publication, Strength

# The option told in most words has at most so many times the words of the one told in fewest.
MOST_UNEQUAL = 1.3
TRIALS = (Publication.Kind.RANDOMIZED_TRIAL, Publication.Kind.TRIAL_SUBSTUDY)


def grid_problems(content: dict) -> list[str]:
    """Each reason, and what to do about it; none for documents of other kinds."""
    if content["kind"] == Document.Kind.COMPARISON:
        return [*_comparison(content)]
    if content["kind"] == Document.Kind.FINDINGS:
        return [*_findings(content)]
    return []


def grid_cells(content: dict) -> Iterator[str]:
    """Every answer of a comparison: one that counts something needs a citation."""
    return (row[kind] for row in content.get("rows", []) for kind in Option.Kind.values)


def words_of_options(content: dict) -> dict[str, int]:
    """How many words each option is told in, by its kind."""
    return {
        kind: sum(len(CITATION.sub(" ", row[kind]).split()) for row in content["rows"])
        for kind in Option.Kind.values
    }


def _comparison(content: dict):
    named = {option["kind"] for option in content["options"]}
    for kind in Option.Kind:
        if kind not in named:
            yield _("Add the option “%(option)s”: it is missing.") % {"option": kind.label}
    if not content["rows"]:
        yield _("Add questions to the comparison: there is none.")
        return
    for row in content["rows"]:
        for kind in Option.Kind:
            if not row[kind].strip():
                yield _(
                    "Answer “%(question)s” for the option “%(option)s”: the cell is empty. "
                    "Write “Not known: we found no study” if that is so."
                ) % {"question": row["question"], "option": kind.label}
    words = words_of_options(content)
    longest, shortest = max(words, key=words.get), min(words, key=words.get)
    if words[longest] > MOST_UNEQUAL * words[shortest]:
        yield _(
            "Tell every option in equal detail: “%(longest)s” has %(most)d words, “%(shortest)s” has "
            "%(least)d. Shorten the one or say more about the other."
        ) % {
            "longest": Option.Kind(longest).label,
            "most": words[longest],
            "shortest": Option.Kind(shortest).label,
            "least": words[shortest],
        }


def _findings(content: dict):
    if not content["findings"]:
        yield _("Add findings: there is none.")
    ruled = {rule["strength"] for rule in content["strength_rules"]}
    for strength in Strength:
        if strength not in ruled:
            yield _("Write the rule for “%(strength)s” evidence: it is missing.") % {
                "strength": strength.label
            }
    sources = {source["key"]: source for source in content["sources"]}
    for finding in content["findings"]:
        name = f"{finding['operation']}: {finding['indication']}"
        cited = [sources[key] for key in dict.fromkeys(cited_keys(finding["outcome"])) if key in sources]
        if not cited:
            yield _("Cite a source for the finding “%(finding)s”.") % {"finding": name}
        elif not _supports(finding["strength"], cited):
            yield _(
                "Do not call the evidence for “%(finding)s” “%(strength)s”, or cite what bears it: %(need)s"
            ) % {
                "finding": name,
                "strength": Strength(finding["strength"]).label,
                "need": _needs(finding["strength"]),
            }
        if finding["out_of"] and not finding["label"].strip():
            yield _("Give the finding “%(finding)s” a label for the chart.") % {"finding": name}
    for two in content["disagreements"]:
        for side in (two["one"], two["other"]):
            if not cited_keys(side):
                yield _("Cite a source for “%(start)s ...”.") % {"start": " ".join(side.split()[:8])}


def _needs(strength: str) -> str:
    return {
        Strength.STRONG: _("a review of trials, or two randomized trials."),
        Strength.MODERATE: _("a randomized trial."),
        Strength.CONFLICTING: _("two sources."),
    }[strength]


def _supports(strength: str, cited: list[dict]) -> bool:
    """Whether sources of these kinds and levels can bear the word; the rest is the reviewer's judgement."""
    trials = [source for source in cited if source["kind"] in TRIALS and (source["level"] or 5) <= 2]
    reviews = [source for source in cited if source["level"] == 1]
    return {
        Strength.STRONG: bool(reviews) or len(trials) >= 2,
        Strength.MODERATE: bool(reviews or trials),
        Strength.CONFLICTING: len(cited) >= 2,
    }.get(strength, True)
