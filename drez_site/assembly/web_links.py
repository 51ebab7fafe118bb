"""Every address outside this site to which a page or a list leads, and where staff change it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.links import Link
from procedures import kinds
from procedures.links_in_texts import addresses
from procedures.models import Edition, Publication, Retraction

WEB = ("https://", "http://")
LONGEST = 2000  # letters; nobody's page has a longer address


def web_links() -> dict[str, list[Link]]:
    """By address, without its fragment: each place that leads there, in the words of staff."""
    found: dict[str, list[Link]] = {}
    for address, place in _all():
        if address.startswith(WEB) and len(address) <= LONGEST:
            found.setdefault(address.partition("#")[0], []).append(place)
    return found


def _all() -> Iterator[tuple[str, Link]]:
    for source in Publication.objects.order_by("key"):
        place = Link(str(source), reverse("admin:procedures_publication_change", args=[source.pk]))
        yield from ((address, place) for address in {source.source_url, source.correction_notice})
    for retraction in Retraction.objects.select_related("publication").order_by("pk"):
        source = retraction.publication
        place = Link(str(source), reverse("admin:procedures_publication_change", args=[source.pk]))
        yield retraction.notice, place
    for edition in Edition.objects.live().select_related("document").order_by("pk"):
        where = reverse("admin:procedures_document_change", args=[edition.document_id])
        place = Link(str(edition.document), where)
        yield from ((address, place) for address in _in_words(kinds.complete(edition.content)))
    clinic = ClinicProfile.current()
    if clinic.award_url:
        where = reverse("admin:clinic_clinicprofile_change", args=[clinic.pk])
        yield clinic.award_url, Link(_("The clinic"), where)


def _in_words(content: kinds.Content) -> Iterator[str]:
    yield from addresses(content["body"])
    for part, _number, row in kinds.rows(content):
        for name in part.texts:
            yield from addresses(row[name])
