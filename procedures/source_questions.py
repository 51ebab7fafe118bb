"""What readers ask of the list of evidence, and the sources that answer it."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Concat
from django.urls import reverse

from drez_site.foundation.accents import Unaccented
from drez_site.foundation.content_version import once_per_content_version

from .kinds.evidence import ABSTRACTS
from .models import Edition, ProcedureAddress, Publication, public_sources
from .models.source_fields import SEARCHED

# How a source is named where it is printed, our own citations included: what stands before the bare number.
BEFORE_A_NUMBER = re.compile(
    r"(?:https?://)?(?:dx\.)?doi\.org/(?=10\.)|\bdoi:\s*(?=10\.)"
    r"|\bPMC?ID:?\s*(?=PMC\d|\d)"
    r"|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi|ncbi|pmc\.ncbi)\.nlm\.nih\.gov/(?:pubmed/|pmc/)?(?:articles/)?(?=PMC\d|\d)",
    re.IGNORECASE,
)
AROUND_A_WORD = '"“”„«».,;:()[]/'
MOST_WORDS = 6  # each reads every source and every summary once


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """The state of the list. Every one is an address that can be shared."""

    text: str = ""
    procedure: str = ""
    kind: str = ""
    level: int | None = None
    year: int | None = None
    keyword: str = ""
    page: int = 1

    @property
    def url(self) -> str:
        parts = {
            "q": self.text,
            "procedure": self.procedure,
            "kind": self.kind,
            "level": self.level,
            "year": self.year,
            "keyword": self.keyword,
            "page": self.page if self.page > 1 else "",
        }
        words = urlencode({name: value for name, value in parts.items() if value})
        return _list() + (f"?{words}" if words else "")

    @property
    def words(self) -> list[str]:
        """The different words of the text, in their order; a number without what is printed before it."""
        bare = (word.strip(AROUND_A_WORD) for word in BEFORE_A_NUMBER.sub("", self.text).split())
        return list({word.casefold(): word for word in bare if word}.values())

    @property
    def words_left_out(self) -> list[str]:
        """Those that are not looked for, because there are too many."""
        return self.words[MOST_WORDS:]

    def but(self, **changes: Any) -> Self:
        """The same question with something changed, from its first page."""
        return replace(self, **{"page": 1} | changes)


@once_per_content_version
def _list() -> str:
    """A page of the list has the address six times, and looking it up takes longer than all the rest."""
    return reverse("procedures:evidence")


def matching(question: SourceQuestion) -> QuerySet[Publication]:
    """Newest first: each of the first words of the question in a signed fact, or in the signed summary.

    What staff typed about a source finds it only when its summary is signed.
    """
    found: QuerySet[Any] = public_sources().order_by(F("facts__year").desc(nulls_last=True), "key")
    exact = {"facts__kind": question.kind, "facts__level": question.level, "facts__year": question.year}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if question.procedure:
        addresses = ProcedureAddress.objects.filter(procedure__slug=question.procedure)
        slugs = [question.procedure, *addresses.values_list("slug", flat=True)]
        found = found.filter(facts__procedures__has_any_keys=slugs)
    if question.keyword:
        found = found.filter(facts__keywords__contains=[question.keyword])
    if question.keyword or question.level:
        found = found.filter(is_summed_up=True)
    facts = Concat(
        *(part for name in SEARCHED for part in (KT(f"facts__{name}"), Value(" "))), output_field=TextField()
    )
    found = found.annotate(said=Unaccented(facts))
    for word in question.words[:MOST_WORDS]:
        keyword = Q(facts__keywords__icontains=word, is_summed_up=True)
        signed = Edition.objects.public().summaries().saying(word, ABSTRACTS.name).values("document__slug")
        found = found.filter(Q(said__icontains=Unaccented(Value(word))) | Q(key__in=signed) | keyword)
    return found


def count(question: SourceQuestion) -> int:
    """How many sources match; of a question with nothing typed, counted once for each content version."""
    return matching(question).count() if question.text else _kept_count(question.but())


@once_per_content_version
def _kept_count(question: SourceQuestion) -> int:
    return matching(question).count()
