"""The statements that pages ask at every turn, next to the querysets that they were written from."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db.models import Model

from drez_site.clinic.models import profile
from procedures import catalogue, for_readers
from procedures.models import Document, Publication, ReviewClock
from providers.models import Practice
from providers.places.resolving import _with_zip_code
from providers.search.answer import _for_cards
from providers.search.options import _procedures


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_what_pages_ask_is_what_the_querysets_say(loaded, language):
    on, now = ReviewClock.at(), datetime.now(UTC)
    day = {"today": on.today, "withdraws": on.withdraws, "now": on.now}
    signed = Publication.objects.filter(citations__edition__isnull=False, citations__sums_up=False)
    key = signed.filter(key__in=Document.objects.filter(kind="evidence").values("slug")).earliest("pk").key
    practices = list(Practice.objects.values_list("pk", flat=True)[:3])
    asked = [
        (catalogue._newest, {"language": language, **day}),
        (profile._saved, {"now": now, "today": on.today}),
        (for_readers._article, {"slug": "drez-lesioning", "language": language, "now": now}),
        (for_readers._document, {"kind": "evidence", "slug": key, "language": language, "now": now}),
        (for_readers._citing, {"key": key, "language": language, **day}),
        (for_readers._source, {"key": key, **day}),
        (_procedures, {"language": language, **day}),
        (_for_cards, {"practices": practices, "language": language, **day}),
        (_with_zip_code, {"code": "27710"}),
    ]
    for written, arguments in asked:
        found, plain = written(**arguments), list(written.__wrapped__(**arguments))
        assert found, written
        assert sorted(map(said, found)) == sorted(map(said, plain)), written


def said(row: Model) -> str:
    """Everything that a row holds, with what was read beside it."""
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    related = {name: said(value) for name, value in row._state.fields_cache.items() if value is not None}
    return repr(sorted((held | related).items()))
