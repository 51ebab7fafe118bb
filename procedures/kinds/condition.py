"""A kind of pain that patients start from: what to watch for, and where each operation stands for it."""

from collections.abc import Iterator
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.markdown.citation_keys import CITATION

from ..models import Document, Procedure, Saying, Section, Standing
from ..readings.condition import Condition
from ..signed_content import ConditionContent, SayingRow, StandingRow
from .article import QUESTIONS, URGENT_SIGNS, lists_emergencies
from .declaration import Address, Guard, Kind, Part, PartForm, Row, Words
from .parts import MARKDOWN, SECTIONS


def _words_of_saying(number: int, saying: SayingRow) -> Words:
    yield ("saying", str(number)), saying["text"]


SAYINGS = Part(
    name="sayings",
    model=Saying,
    fields=("text",),
    words=_words_of_saying,
    form=PartForm(
        fields=("text",),
        beside={"text": gettext_lazy("As a patient says it. The first one is the link on the home page.")},
        at_once=20,
    ),
)


def _words_of_standing(number: int, standing: StandingRow) -> Words:
    said = [standing["place"], f"{standing['verdict']}.", standing["approval"], standing["reason"]]
    yield ("standing", standing["operation"], str(number)), " ".join(filter(None, said))


def _without_color(standing: Row) -> Row:
    """Where the operation stands, whatever it looks like."""
    return {name: value for name, value in standing.items() if name != "color"}


STANDINGS = Part(
    name="standings",
    model=Standing,
    fields=("place", "verdict", "approval", "reason"),
    told={
        "procedure": attrgetter("procedure.slug"),
        "operation": attrgetter("procedure.name"),
        "color": attrgetter("procedure.color"),
    },
    joined=("procedure",),
    recalled={"procedure": lambda document, row: Procedure.objects.named(row["procedure"])},
    order=("procedure__position", *map(str, Standing._meta.ordering or ())),
    words=_words_of_standing,
    guard=Guard.ANSWERS,
    guarded=_without_color,
    cites_numbers=("reason",),
    section=lambda standing: Section.Kind.OPERATIONS,
    form=PartForm(
        fields=(("procedure", "place", "verdict", "approval"), "reason"),
        beside={
            "procedure": gettext_lazy("Say of every operation where it stands, also when it is not used."),
            "approval": gettext_lazy("What the FDA label of the device says of this very pain."),
            "reason": MARKDOWN,
        },
        is_short=True,
    ),
)


def _is_found_by_its_words(content: ConditionContent) -> Iterator[str]:
    if not content["sayings"]:
        yield _("Add the words that patients use for it: there are none.")


def _says_where_operations_stand(content: ConditionContent) -> Iterator[str]:
    if not content["standings"]:
        yield _("Say where each operation stands for this pain: there is none.")
    for standing in content["standings"]:
        is_claimed = standing["verdict"] != Standing.Verdict.NOT_USED or standing["approval"] == (
            Standing.Approval.APPROVED
        )
        if is_claimed and not CITATION.search(standing["reason"]):
            yield _("Cite a source for where “%(operation)s” stands.") % {"operation": standing["operation"]}


CONDITION = Kind(
    kind=Document.Kind.CONDITION,
    declaration=0,
    parts=(SECTIONS, SAYINGS, STANDINGS, URGENT_SIGNS, QUESTIONS),
    reading=Condition,
    route="procedures:condition",
    address=Address.SLUG,
    template="procedures/condition.html",
    worth=1.15,  # where patients start
    file="conditions/*.toml",
    has_body=False,
    sections=(
        Section.Kind.URGENT_HELP,
        Section.Kind.WHAT_IT_IS,
        Section.Kind.TOLD_APART,
        Section.Kind.TRIED_FIRST,
        Section.Kind.OPERATIONS,
        Section.Kind.ALTERNATIVES,
        Section.Kind.NOT_KNOWN,
        Section.Kind.REFERRAL,
        Section.Kind.QUESTIONS,
    ),
    checks=(lists_emergencies, _is_found_by_its_words, _says_where_operations_stand),
    cites_every_number=True,
)
