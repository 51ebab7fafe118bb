"""What a report is about, as its pages name it: a doctor, a place, or a signed page."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from procedures import kinds
from procedures.models import Document, Edition
from providers.models import Location, Provider


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind` is what it is in a word; `url` is "" for what no reader sees any more.

    A page is called as it was signed, never as its draft says; one that is down has no name,
    nor has a doctor who never was on the list.
    """

    row: Provider | Location | Document
    kind: str
    name: str
    url: str

    @classmethod
    def of(cls, row: Provider | Location | Document) -> Self:
        if isinstance(row, Document):
            edition = Edition.objects.public().filter(document=row).first()
            if edition is None:
                return cls(row, gettext("Page"), gettext("We took this page down"), "")
            return cls(row, gettext("Page"), edition.content["title"], kinds.of(row).url(row))
        is_public = type(row).objects.public().contains(row)
        kind = gettext("Doctor") if isinstance(row, Provider) else gettext("Place")
        if isinstance(row, Provider) and not (is_public or row.history.filter(is_listed=True).exists()):
            return cls(row, kind, kind, "")
        return cls(row, kind, str(row), row.get_absolute_url() if is_public else "")

    @property
    def is_page(self) -> bool:
        return isinstance(self.row, Document)
