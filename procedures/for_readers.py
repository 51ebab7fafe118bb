"""What patients read at an address. Pages ask this at every turn, so its SQL is written once."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.sql.written_once import written_once

from .kinds.evidence import EVIDENCE
from .models import Document, Edition, Publication, ReviewClock, public_sources
from .models.edition import first_of_each_page


def article_for_reading(slug: str, language: str) -> Edition | None:
    """A procedure's article in this language or else in English, up or taken down: one query."""
    try:
        return _standing_article(slug, language)
    except Edition.DoesNotExist:
        return None


def document_for_reading(kind: Document.Kind, language: str, slug: str = "") -> Edition | None:
    """The same of a page, or of a document of which the site has one, like the glossary."""
    try:
        return _standing_document(str(kind), slug, language)
    except Edition.DoesNotExist:
        return None


def summary_for_reading(key: str, language: str) -> Edition | None:
    """The same of the summary of a source."""
    kind, now = str(EVIDENCE), timezone.now()
    return next(iter(_document(kind=kind, slug=key, language=language, now=now)), None)


def pages_citing(publication: Publication, language: str) -> list[Edition]:
    """Public pages whose signed words cite it, each in this language or else in English: one query."""
    on = ReviewClock.at()
    found = _citing(
        key=publication.key, language=language, today=on.today, withdraws=on.withdraws, now=on.now
    )
    return list(first_of_each_page(found).values())


def source_for_reading(key: str) -> Publication:
    """What a reviewer signed of the source with this key: one query. Raises Publication.DoesNotExist."""
    on = ReviewClock.at()
    found = _source(key=key, today=on.today, withdraws=on.withdraws, now=on.now)
    if not found:
        raise Publication.DoesNotExist(key)
    return found[0].for_readers()


# The words of one edition can be long, so those of the sources, of which there are many, are not kept here.
# What is nowhere is not kept either: an error is no answer.


@once_per_content_version
def _standing_article(slug: str, language: str) -> Edition:
    for edition in _article(slug=slug, language=language, now=timezone.now()):
        return edition
    raise Edition.DoesNotExist


@once_per_content_version
def _standing_document(kind: str, slug: str, language: str) -> Edition:
    for edition in _document(kind=kind, slug=slug, language=language, now=timezone.now()):
        return edition
    raise Edition.DoesNotExist


@written_once
def _article(slug: str, language: str, now: datetime) -> QuerySet[Edition]:
    articles = Edition.objects.newest_up_or_down(now).articles().filter(document__procedure__slug=slug)
    return articles.in_language(language).for_reading(now)[:1]


@written_once
def _document(kind: str, slug: str, language: str, now: datetime) -> QuerySet[Edition]:
    documents = Edition.objects.newest_up_or_down(now).filter(document__kind=kind, document__slug=slug)
    return documents.in_language(language).for_reading(now)[:1]


@written_once
def _citing(key: str, language: str, today: date, withdraws: int, now: datetime) -> QuerySet[Edition]:
    public = Edition.objects.public(ReviewClock(today, withdraws, now)).resting_on(key)
    return public.in_language(language).select_related("document__procedure")


@written_once
def _source(key: str, today: date, withdraws: int, now: datetime) -> QuerySet[Publication]:
    return public_sources(ReviewClock(today, withdraws, now), now).filter(key=key)
