"""The article about one operation: what it is, whom it may help, what can go wrong."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.languages.packs import pack

from ..models import Color, Document, Figure, GlanceFact, KeyPoint, Question, Section, Step, UrgentSign
from ..readings.article import NEVER_FOLDED, Article
from ..signed_content import (
    ArticleContent,
    ConditionContent,
    FactRow,
    FigureRow,
    KeyPointRow,
    QuestionRow,
    SignRow,
    StepRow,
)
from .declaration import Address, Guard, Kind, Part, PartForm, Words
from .parts import MARKDOWN, SECTIONS, says_who_was_counted

DETAIL = "####"  # also in a quote or a list, where it is a heading too
SECTION_OF_STEP = {
    Step.Sequence.DAY: Section.Kind.ON_THE_DAY,
    Step.Sequence.RECOVERY: Section.Kind.RECOVERY,
}


# How the operations of the first declarations are called, and what they look like.
OPERATIONS_ONCE = {
    "drez-lesioning": {"operation": "DREZ lesioning", "look": "drez", "color": "plum"},
    "drg-stimulation": {"operation": "DRG stimulation", "look": "drg", "color": "blue"},
}


def _words_of_key_point(number: int, point: KeyPointRow) -> Words:
    yield ("key point", point["about"]), point["text"]


KEY_POINTS = Part(
    name="key_points",
    model=KeyPoint,
    fields=("about", "text"),
    each_once="about",
    words=_words_of_key_point,
    guard=Guard.RISKS,
    cites_numbers=("text",),
    form=PartForm(
        fields=("about", "text"),
        beside={
            "about": gettext_lazy(
                "Each of them once. They stand above everything else, and are never folded."
            ),
            "text": gettext_lazy(
                "Two or three short sentences. What studies found: the strongest source and not the highest "
                "number, who was counted, how it fades, and in the same breath the worst harm with its count."
            ),
        },
        is_short=True,
        at_once=10,
    ),
)


def _words_of_fact(number: int, fact: FactRow) -> Words:
    yield ("fact", str(number)), f"{fact['value']} {fact['label']}"


FACTS = Part(
    name="facts",
    model=GlanceFact,
    fields=("value", "label", "icon"),
    words=_words_of_fact,
    form=PartForm(
        fields=("icon", "value", "label"),
        beside={"icon": gettext_lazy("A small drawing before the fact.")},
        at_once=10,
    ),
)


def _words_of_step(number: int, step: StepRow) -> Words:
    place = ("step", step["sequence"], str(number))
    yield (*place, "heading"), step["heading"]
    yield (*place, "text"), step["body"]


STEPS = Part(
    name="steps",
    model=Step,
    fields=("sequence", "heading", "body"),
    begins_with="sequence",
    words=_words_of_step,
    headings=("heading",),
    section=lambda step: SECTION_OF_STEP[step["sequence"]],
    form=PartForm(
        fields=("sequence", "heading", "body"),
        beside={
            "sequence": gettext_lazy("Whether it is about the day of the operation or about getting well."),
            "heading": gettext_lazy("What happens, in a few words, like “You go to sleep”."),
            "body": MARKDOWN,
        },
        at_once=12,
    ),
)


def _words_of_figure(number: int, figure: FigureRow) -> Words:
    count = f"{figure['meaning']}: {figure['happened']} of {figure['out_of']}."
    people = f"{figure['people']} people." if figure["people"] else ""
    yield (
        ("figure", str(number)),
        " ".join(filter(None, [count, people, figure["follow_up"], figure["sentence"]])),
    )


def _counted_in_figure(number: int, figure: FigureRow) -> tuple[str, str]:
    return f"figure {number}", figure["sentence"]


FIGURES = Part(
    name="figures",
    model=Figure,
    fields=("meaning", "happened", "out_of", "people", "follow_up", "sentence"),
    words=_words_of_figure,
    guard=Guard.RISKS,
    always_cites=("sentence",),
    section=lambda figure: Section.Kind.BENEFITS_AND_RISKS,
    counted=_counted_in_figure,
    form=PartForm(
        fields=(("meaning", "happened", "out_of", "people", "follow_up"), "sentence"),
        beside={
            "meaning": gettext_lazy("A good result and a harm look different on the page."),
            "happened": gettext_lazy("How many people."),
            "out_of": gettext_lazy("Of how many people. From 100 people on it may be a share of 100."),
        },
        at_once=10,
    ),
)


def _words_of_sign(number: int, sign: SignRow) -> Words:
    yield ("urgent sign", sign["urgency"], str(number)), sign["text"]


URGENT_SIGNS = Part(
    name="urgent_signs",
    model=UrgentSign,
    fields=("urgency", "text"),
    begins_with="urgency",
    words=_words_of_sign,
    guard=Guard.RISKS,
    form=PartForm(
        fields=("urgency", "text"),
        beside={
            "urgency": gettext_lazy("Patients see the three lists one below the other, this word first."),
            "text": gettext_lazy("What somebody notices, in a few words, like “You cannot move a leg”."),
        },
        at_once=30,
    ),
)


def _words_of_question(number: int, question: QuestionRow) -> Words:
    yield ("question", str(number)), question["text"]


QUESTIONS = Part(
    name="questions",
    model=Question,
    fields=("text",),
    words=_words_of_question,
    form=PartForm(
        fields=("text",),
        beside={"text": gettext_lazy("One that a patient can read aloud at the visit.")},
        at_once=20,
    ),
)


def lists_emergencies(content: ArticleContent | ConditionContent) -> Iterator[str]:
    emergency = UrgentSign.Urgency.EMERGENCY
    if not any(sign["urgency"] == emergency for sign in content["urgent_signs"]):
        yield _("List the signs after which to call 911: there is none.")


def _has_every_key_point(content: ArticleContent) -> Iterator[str]:
    written = {point["about"]: point["text"] for point in content["key_points"]}
    for about in KeyPoint.About:
        if about not in written:
            yield _("Write the key point “%(about)s”: it is missing.") % {"about": about.label}
        elif not written[about].strip():
            yield _("Write the key point “%(about)s”: it is empty.") % {"about": about.label}


def _tells_the_harm_beside_the_result(content: ArticleContent) -> Iterator[str]:
    counts = pack(content["language"]).people_counted
    for point in content["key_points"]:
        if point["about"] == KeyPoint.About.RESULT and len(counts.findall(point["text"])) == 1:
            yield _("Say the worst harm with its count in the key point that counts a good result.")


def _folds_no_danger(content: ArticleContent) -> Iterator[str]:
    for section in content["sections"]:
        if section["kind"] in NEVER_FOLDED and DETAIL in section["body"]:
            yield _(
                "Take “####” out of “%(heading)s”: what stands below it is folded, and nobody may miss it."
            ) % {"heading": section["heading"]}


def _says_whom_its_figures_count(content: ArticleContent) -> Iterator[str]:
    for figure in content["figures"]:
        yield from says_who_was_counted(figure, f"{figure['happened']} of {figure['out_of']}")


def _of_operation(name: str) -> Callable[[Document], str]:
    return lambda document: str(getattr(document.procedure, name)) if document.procedure else ""


def with_its_operation(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of what was signed before articles said how their operation is called and what it looks like."""
    said = OPERATIONS_ONCE.get(content.get("procedure") or "", {"operation": content.get("title", "")})
    return {"operation": "", "look": "", "color": Color.GRAY.value, **said, **content}


ARTICLE = Kind(
    kind=Document.Kind.ARTICLE,
    declaration=4,
    parts=(KEY_POINTS, FACTS, SECTIONS, STEPS, FIGURES, URGENT_SIGNS, QUESTIONS),
    reading=Article,
    told={
        "operation": _of_operation("name"),
        "look": _of_operation("look"),
        "color": _of_operation("color"),
    },
    older=with_its_operation,
    route="procedures:article",
    address=Address.PROCEDURE,
    template="procedures/article.html",
    file="*.toml",
    has_body=False,
    sections=(
        Section.Kind.DIFFERENT,
        Section.Kind.WHAT_IT_IS,
        Section.Kind.WHO_IT_MAY_HELP,
        Section.Kind.WHO_IT_MAY_NOT_SUIT,
        Section.Kind.ALTERNATIVES,
        Section.Kind.TESTS,
        Section.Kind.ON_THE_DAY,
        Section.Kind.RECOVERY,
        Section.Kind.BENEFITS_AND_RISKS,
        Section.Kind.URGENT_HELP,
        Section.Kind.WHERE_IT_IS_DONE,
        Section.Kind.FIND_A_DOCTOR,
        Section.Kind.COST,
        Section.Kind.QUESTIONS,
        Section.Kind.EVIDENCE,
    ),
    checks=(
        _has_every_key_point,
        _tells_the_harm_beside_the_result,
        _folds_no_danger,
        lists_emergencies,
        _says_whom_its_figures_count,
    ),
)
