"""A translation of an announcement is public beside the English that it was approved with, and no other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drez_site.clinic.models import Announcement, ClinicProfile
from drez_site.foundation.approving import approve
from drez_site.foundation.models import WaitingWords
from tests.kit.approving import approve_all, approver

pytestmark = pytest.mark.django_db
CLOSED, CERRAMOS = "We are closed on Friday.", "Cerramos el viernes."
OPEN, ABRIMOS = "We are open on Friday.", "Abrimos el viernes."


@pytest.fixture
def announcement() -> Announcement:
    if not ClinicProfile.objects.exists():
        ClinicProfile(pk=1).save()
    now = timezone.now()
    made = Announcement.objects.create(
        text=CLOSED, translations={"es": CERRAMOS}, shown_from=now, shown_until=now + timedelta(days=2)
    )
    approve_all()
    assert said() == {"en": [CLOSED], "es": [CERRAMOS]}
    return made


def said() -> dict[str, list[str]]:
    pages = {"en": Client().get("/contact/").text, "es": Client().get("/es/contact/").text}
    return {
        language: [words for words in (CLOSED, CERRAMOS, OPEN, ABRIMOS) if words in page]
        for language, page in pages.items()
    }


def waiting() -> set[str]:
    return set(WaitingWords.objects.values_list("field", flat=True))


def test_an_emptied_translation_is_gone_at_once_and_for_good(announcement):
    Announcement.objects.update(translations={})
    assert said() == {"en": [CLOSED], "es": [CLOSED]} and not waiting()
    Announcement.objects.update(translations={"es": CERRAMOS})
    assert said()["es"] == [CLOSED] and waiting() == {"translations"}


def test_other_english_without_its_translation(announcement):
    announcement.text, announcement.translations = OPEN, {}
    announcement.save()
    assert said() == {"en": [CLOSED], "es": [CLOSED]}
    approve_all()
    assert said() == {"en": [OPEN], "es": [OPEN]}


def test_a_translation_waits_again_with_other_english(announcement):
    Announcement.objects.update(text=OPEN)
    assert waiting() == {"text", "translations"} and said() == {"en": [CLOSED], "es": [CLOSED]}
    approve(WaitingWords.objects.get(field="text"), approver())
    assert said() == {"en": [OPEN], "es": [OPEN]}


def test_a_translation_that_is_approved_first_waits_for_its_english(announcement):
    Announcement.objects.update(text=OPEN, translations={"es": ABRIMOS})
    approve(WaitingWords.objects.get(field="translations"), approver())
    assert said() == {"en": [CLOSED], "es": [CLOSED]}
    approve_all()
    assert said() == {"en": [OPEN], "es": [ABRIMOS]}
