"""What studies found for each operation and kind of pain, and how strong that is."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.markdown.citation_keys import cited_keys

from ..models import Disagreement, Document, Finding, Procedure, Publication, Section, Strength, StrengthRule
from ..readings.findings import Findings
from ..signed_content import DisagreementRow, FindingRow, FindingsContent, RuleRow, Source
from .declaration import Guard, Kind, Part, PartForm, Row, Words
from .parts import MARKDOWN, SECTIONS, says_who_was_counted

TRIALS = (Publication.Kind.RANDOMIZED_TRIAL, Publication.Kind.TRIAL_SUBSTUDY)


def _words_of_rule(number: int, rule: RuleRow) -> Words:
    yield ("rule for", rule["strength"]), rule["rule"]


STRENGTH_RULES = Part(
    name="strength_rules",
    model=StrengthRule,
    fields=("strength", "rule"),
    each_once="strength",
    words=_words_of_rule,
    guard=Guard.ANSWERS,
    form=PartForm(
        fields=("strength", "rule"),
        beside={
            "strength": gettext_lazy("Use each strength once."),
            "rule": gettext_lazy("What evidence has this strength."),
        },
        is_short=True,
        at_once=10,
    ),
)


def _words_of_finding(number: int, finding: FindingRow) -> Words:
    counted = f"{finding['happened']} of {finding['out_of']}." if finding["out_of"] else ""
    people = f"{finding['people']} people." if finding["people"] else ""
    parts = [finding["indication"], finding["label"], counted, people, finding["follow_up"]]
    parts.append(f"{finding['meaning']}. Evidence: {finding['strength']}.")
    yield (
        ("finding", finding["operation"], str(number)),
        " ".join(filter(None, [*parts, finding["outcome"]])),
    )


# The color that each look of the first declaration had.
COLOR_OF_LOOK = {"drez": "plum", "drg": "blue"}


def looks_as_colors(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """From findings with the look of their operation, as they were signed once."""
    findings = [dict(finding) for finding in content.get("findings", [])]
    for finding in findings:
        color = COLOR_OF_LOOK.get(finding.pop("identity", ""), "")
        finding.setdefault("color", color)
    return {**content, "findings": findings}


def _counted_in_finding(number: int, finding: FindingRow) -> tuple[str, str] | None:
    place = f"{finding['indication']}: {finding['label']}"
    return (place, finding["outcome"]) if finding["out_of"] else None


def _without_color(finding: Row) -> Row:
    """What was found, whatever its operation looks like."""
    return {name: value for name, value in finding.items() if name != "color"}


FINDINGS_PART = Part(
    name="findings",
    model=Finding,
    fields=(
        "indication",
        "meaning",
        "label",
        "outcome",
        "happened",
        "out_of",
        "people",
        "follow_up",
        "strength",
    ),
    told={
        "procedure": attrgetter("procedure.slug"),
        "operation": attrgetter("procedure.name"),
        "color": attrgetter("procedure.color"),
    },
    joined=("procedure",),
    recalled={"procedure": lambda document, row: Procedure.objects.named(row["procedure"])},
    order=("procedure__position", *map(str, Finding._meta.ordering or ())),
    words=_words_of_finding,
    guard=Guard.ANSWERS,
    guarded=_without_color,
    counted=_counted_in_finding,
    form=PartForm(
        fields=(
            ("procedure", "indication", "meaning", "strength"),
            ("label", "happened", "out_of", "people", "follow_up"),
            "outcome",
        ),
        beside={
            "procedure": gettext_lazy("The operation that was studied."),
            "indication": gettext_lazy(
                "In words that patients use, like “pain after a brachial plexus injury”."
            ),
            "meaning": gettext_lazy("A good result and a harm look different on the page."),
            "out_of": gettext_lazy("Of how many people. From 100 people on it may be a share of 100."),
            "strength": gettext_lazy("By the rules on this page."),
        },
        is_short=True,
    ),
)


def _words_of_disagreement(number: int, disagreement: DisagreementRow) -> Words:
    said: Mapping[str, Any] = disagreement
    for name in ("question", "one", "other", "why"):
        yield ("disagreement", str(number), name), said[name]


DISAGREEMENTS = Part(
    name="disagreements",
    model=Disagreement,
    fields=("question", "one", "other", "why"),
    words=_words_of_disagreement,
    guard=Guard.ANSWERS,
    always_cites=("one", "other"),
    form=PartForm(
        fields=("question", "one", "other", "why"),
        beside={
            "question": gettext_lazy("What studies do not agree on."),
            "one": MARKDOWN,
            "other": MARKDOWN,
            "why": gettext_lazy("Different patients, methods, or lengths of time. Empty when nobody knows."),
        },
        is_short=True,
        at_once=5,
    ),
)


def _says_what_each_strength_means(content: FindingsContent) -> Iterator[str]:
    ruled = {rule["strength"] for rule in content["strength_rules"]}
    for strength in Strength:
        if strength not in ruled:
            yield _("Write the rule for “%(strength)s” evidence: it is missing.") % {
                "strength": strength.label
            }


def _bears_out_what_it_finds(content: FindingsContent) -> Iterator[str]:
    if not content["findings"]:
        yield _("Add findings: there is none.")
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


def _says_whom_it_counts(content: FindingsContent) -> Iterator[str]:
    for finding in content["findings"]:
        if finding["out_of"]:
            yield from says_who_was_counted(finding, f"{finding['indication']}: {finding['label']}")


def _needs(strength: str) -> str:
    return {
        Strength.STRONG: _("a review of trials, or two randomized trials."),
        Strength.MODERATE: _("a randomized trial."),
        Strength.CONFLICTING: _("two sources."),
    }[Strength(strength)]


def _supports(strength: str, cited: list[Source]) -> bool:
    """Whether sources of these kinds and levels can bear the word; the rest is the reviewer's judgment."""
    trials = [source for source in cited if source["kind"] in TRIALS and (source["level"] or 5) <= 2]
    reviews = [source for source in cited if source["level"] == 1]
    borne = {
        Strength.STRONG: bool(reviews) or len(trials) >= 2,
        Strength.MODERATE: bool(reviews or trials),
        Strength.CONFLICTING: len(cited) >= 2,
    }
    return borne.get(Strength(strength), True)


FINDINGS = Kind(
    kind=Document.Kind.FINDINGS,
    declaration=2,
    parts=(SECTIONS, STRENGTH_RULES, FINDINGS_PART, DISAGREEMENTS),
    reading=Findings,
    older=looks_as_colors,
    route="procedures:findings",
    template="procedures/findings.html",
    found_as=gettext_lazy("What studies found"),
    file="findings.toml",
    sections=(
        Section.Kind.HOW_TO_READ,
        Section.Kind.NOT_KNOWN,
        Section.Kind.LEFT_OUT,
        Section.Kind.UPDATES,
        Section.Kind.FUNDING,
    ),
    checks=(_says_what_each_strength_means, _bears_out_what_it_finds, _says_whom_it_counts),
    cites_every_number=True,
)
