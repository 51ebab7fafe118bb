"""The signed words of a document, as the JSON that an edition holds: what each kind of document says.

`procedures.kinds` declares the same for the program; a test compares the two. These are words that
`Kind.complete` returned: an older edition may lack parts and fields.
"""

from typing import Any, NotRequired, TypedDict


class Term(TypedDict):
    """A word that the glossary explains."""

    slug: str
    term: str
    definition: str
    forms: list[str]


class Source(TypedDict):
    """A publication that the words cite, as it was when they were signed."""

    key: str
    title: str
    description: str
    authors: list[str]
    et_al: bool
    journal: str
    publisher: NotRequired[str]  # not in the oldest editions
    year: int | None
    volume: str
    issue: str
    pages: str
    doi: str
    pmid: str
    url: str
    kind: str
    participants: int | None
    level: int | None
    note: NotRequired[str]  # in the oldest editions only


Facts = dict[str, Any]  # about one source, by the fields of Publication; days as texts, procedures as slugs


class SectionRow(TypedDict):
    kind: str
    heading: str
    body: str


class Content(TypedDict):
    """What documents of every kind say."""

    declaration: int
    kind: str
    language: str
    title: str
    full_name: str
    pronunciation: str
    summary: str
    body: str
    translator: str
    translates_edition: int | None
    procedure: str | None  # the slug
    sources: list[Source]
    terms: list[Term]
    source: NotRequired[Facts | None]  # of the kind that sums one up; not in its older editions
    sections: NotRequired[list[SectionRow]]  # of the kinds that have sections


class KeyPointRow(TypedDict):
    about: str
    text: str


class FactRow(TypedDict):
    value: str
    label: str
    icon: str


class StepRow(TypedDict):
    sequence: str
    heading: str
    body: str


class CountedRow(TypedDict):
    """A result that may count people; who they were and for how long is "" or None in the oldest editions."""

    people: int | None
    follow_up: str


class FigureRow(CountedRow):
    meaning: str
    happened: int
    out_of: int
    sentence: str


class SignRow(TypedDict):
    urgency: str
    text: str


class QuestionRow(TypedDict):
    text: str


class ArticleContent(Content):
    operation: str  # its name
    look: str
    color: str
    key_points: list[KeyPointRow]
    facts: list[FactRow]
    steps: list[StepRow]
    figures: list[FigureRow]
    urgent_signs: list[SignRow]
    questions: list[QuestionRow]


class SayingRow(TypedDict):
    text: str


class StandingRow(TypedDict):
    procedure: str
    operation: str
    color: str
    place: str
    verdict: str
    approval: str
    reason: str


class ConditionContent(Content):
    sayings: list[SayingRow]
    standings: list[StandingRow]
    urgent_signs: list[SignRow]
    questions: list[QuestionRow]


class AbstractRow(TypedDict):
    limits: str
    introduction: str
    methods: str
    results: str
    conclusion: str


class EvidenceContent(Content):
    abstracts: list[AbstractRow]


class PhraseRow(TypedDict):
    place: str
    text: str


class SiteWordsContent(Content):
    phrases: list[PhraseRow]


class RuleRow(TypedDict):
    strength: str
    rule: str


class FindingRow(CountedRow):
    procedure: str
    operation: str
    color: str
    indication: str
    meaning: str
    label: str
    outcome: str
    happened: int | None
    out_of: int | None
    strength: str


class DisagreementRow(TypedDict):
    question: str
    one: str
    other: str
    why: str


class FindingsContent(Content):
    strength_rules: list[RuleRow]
    findings: list[FindingRow]
    disagreements: list[DisagreementRow]


class OptionRow(TypedDict):
    kind: str
    name: str
    look: str
    color: str
    procedure: str  # the slug, "" of what is no operation


class ComparedRow(TypedDict):
    question: str


class AnswerRow(TypedDict):
    question: str
    option: str  # its kind
    text: str


class ComparisonContent(Content):
    options: list[OptionRow]
    rows: list[ComparedRow]
    answers: list[AnswerRow]
