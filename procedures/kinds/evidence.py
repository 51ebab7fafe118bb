"""What one source says and does not show, in our own words, and the facts about it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..models import Abstract, Document
from ..readings.summary import Summary
from ..signed_content import AbstractRow, EvidenceContent
from .declaration import Address, Guard, Kind, Part, PartForm, Words


def _words_of_abstract(number: int, abstract: AbstractRow) -> Words:
    said: Mapping[str, Any] = abstract
    for name in Abstract.PARTS:
        yield ("abstract", name), said[name]


ABSTRACTS = Part(
    name="abstracts",
    model=Abstract,
    fields=Abstract.PARTS,
    words=_words_of_abstract,
    guard=Guard.LIMITS,
    guarded=lambda abstract: abstract["limits"],
    form=PartForm(fields=Abstract.PARTS, least=1, most=1),
)


def _says_what_it_does_not_show(content: EvidenceContent) -> Iterator[str]:
    if not any(abstract["limits"].strip() for abstract in content["abstracts"]):
        yield _("Write “what it does not show”: it is empty.")


EVIDENCE = Kind(
    kind=Document.Kind.EVIDENCE,
    declaration=2,
    parts=(ABSTRACTS,),
    reading=Summary,
    route="procedures:publication",
    address=Address.SLUG,
    template="procedures/publication.html",
    worth=0.45,  # what one source says is a detail
    stands_unsigned=True,
    in_catalogue=False,
    file="evidence.toml",
    has_body=False,
    sums_up_a_source=True,
    checks=(_says_what_it_does_not_show,),
)
