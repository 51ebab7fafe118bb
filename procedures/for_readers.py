"""What patients read at an address. Pages ask this at every turn, so its SQL is written once."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from drez_site.foundation.sql.written_once import written_once

from .models import Document, Edition, Overdue, Publication, public_sources


def article_for_reading(slug: str, language: str) -> Edition | None:
    """A procedure's article in this language or else in English, up or taken down: one query."""
    return next(iter(_article(slug=slug, language=language, now=timezone.now())), None)


def document_for_reading(kind: Document.Kind, language: str, slug: str = "") -> Edition | None:
    """The same of a page, of a summary of evidence, or of a document of which the site has one."""
    found = _document(kind=str(kind), slug=slug, language=language, now=timezone.now())
    return next(iter(found), None)


def pages_citing(publication: Publication, language: str) -> list[Edition]:
    """Public pages whose signed words cite it, each in this language or else in English: one query."""
    on = Overdue.at()
    found = _citing(key=publication.key, language=language, today=on.today, withdraws=on.withdraws)
    pages: dict[tuple[str, int | None, str], Edition] = {}
    for edition in found:
        document = edition.document
        pages.setdefault((document.kind, document.procedure_id, document.slug), edition)
    return list(pages.values())


def source_for_reading(key: str) -> Publication:
    """What a reviewer signed of the source with this key: one query. Raises Publication.DoesNotExist."""
    on = Overdue.at()
    found = _source(key=key, today=on.today, withdraws=on.withdraws, now=timezone.now())
    if not found:
        raise Publication.DoesNotExist(key)
    return found[0].for_readers()


@written_once
def _article(slug: str, language: str, now: datetime) -> QuerySet[Edition]:
    articles = Edition.objects.standing().articles().filter(document__procedure__slug=slug)
    return articles.in_language(language).for_reading(now)[:1]


@written_once
def _document(kind: str, slug: str, language: str, now: datetime) -> QuerySet[Edition]:
    documents = Edition.objects.standing().filter(document__kind=kind, document__slug=slug)
    return documents.in_language(language).for_reading(now)[:1]


@written_once
def _citing(key: str, language: str, today: date, withdraws: int) -> QuerySet[Edition]:
    public = Edition.objects.public(Overdue(today, withdraws)).resting_on(key)
    return public.in_language(language).select_related("document__procedure")


@written_once
def _source(key: str, today: date, withdraws: int, now: datetime) -> QuerySet[Publication]:
    return public_sources(Overdue(today, withdraws), now).filter(key=key)
