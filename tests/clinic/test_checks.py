"""A real clinic shows no notices that nobody has checked, and says whom to ask."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError

from drez_site.clinic.checks import notices_are_ready
from drez_site.clinic.models import ClinicProfile, LanguageNotice
from drez_site.clinic.notices import load_samples
from drez_site.foundation.languages.packs import other_languages


@pytest.fixture
def real_clinic(db):
    load_samples()
    ClinicProfile(name="Real", phone="+19195550100", is_demonstration=False).save()


def found() -> list[str]:
    return [message.id for message in notices_are_ready(None)]


def test_a_demonstration_may_show_samples(db):
    load_samples()
    ClinicProfile(name="Example").save()
    assert found() == []


def test_a_real_clinic_may_not_show_samples(real_clinic):
    assert found() == ["drez_site.E010", "drez_site.E012"]
    assert "18 language notices and the Spanish notices" in notices_are_ready(None)[0].msg
    with pytest.raises(SystemCheckError, match="no qualified translator has checked"):
        call_command("check", deploy=True)


def test_a_real_clinic_that_did_its_work_passes(real_clinic):
    LanguageNotice.objects.update(checked_by="Ana", checked_on=date(2026, 1, 2))
    assert found() == ["drez_site.E010", "drez_site.E012"]
    ours = " and ".join(f"the {name} notices" for _language, name in other_languages())
    assert f"are public: {ours}." in notices_are_ready(None)[0].msg
    LanguageNotice.objects.filter(language="vi").update(checked_by="", checked_on=None)
    assert f"are public: 1 language notice and {ours}." in notices_are_ready(None)[0].msg
    LanguageNotice.objects.update(checked_by="Ana", checked_on=date(2026, 1, 2))
    ClinicProfile.objects.update(rights_coordinator="Kim")
    clinic = ClinicProfile.objects.get()
    for language, _name in other_languages():
        clinic.notice_translations.create(language=language, checked_by="Ana", checked_on=date(2026, 1, 2))
    assert found() == []
    LanguageNotice.objects.filter(language__in=["vi", "ko", "tl", "ru"]).delete()
    assert found() == ["drez_site.E011"]


def test_a_database_that_is_away_does_not_stop_a_build(monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(ClinicProfile, "current", away)
    assert found() == []
