"""Parts that several kinds of document have."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Section
from ..signed_content import CountedRow, SectionRow
from .declaration import Guard, Part, PartForm, Words

GUARDED_SECTIONS = (Section.Kind.BENEFITS_AND_RISKS, Section.Kind.URGENT_HELP)
MARKDOWN = _(
    "A blank line between paragraphs, “- ” before a list item. Cite a paper after the sentence, like "
    "[@Chalil2021]."
)


def _words_of_section(number: int, section: SectionRow) -> Words:
    yield ("section", section["kind"], "heading"), section["heading"]
    yield ("section", section["kind"], "text"), section["body"]


def _guarded_body(section: SectionRow) -> str | None:
    return section["body"] if section["kind"] in GUARDED_SECTIONS else None


def says_who_was_counted(row: CountedRow, name: str) -> Iterator[str]:
    """What is missing from a result that counts people."""
    if not row["people"] or not row["follow_up"].strip():
        yield gettext(
            "Say of “%(result)s” how many people were counted, and how long they were followed. Write "
            "“not known to us” where it is not."
        ) % {"result": name}


SECTIONS = Part(
    name="sections",
    model=Section,
    fields=("kind", "heading", "body"),
    each_once="kind",
    words=_words_of_section,
    headings=("kind", "heading"),
    guard=Guard.RISKS,
    guarded=_guarded_body,
    section=lambda section: section["kind"],
    form=PartForm(
        fields=("kind", "heading", "body"),
        beside={"heading": _("A question or a few words, as a patient would ask.")},
        at_once=5,
    ),
)
