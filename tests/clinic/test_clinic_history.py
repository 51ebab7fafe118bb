"""What the clinic says about itself is kept and can be put back, like the directory."""

import pytest
from django.db import transaction
from django.urls import reverse

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.history import versions as history


@pytest.fixture
def profile(transactional_db) -> ClinicProfile:
    with transaction.atomic():
        profile = ClinicProfile(name="First Clinic", phone="+19195550100", states_served=["NC", "VA"])
        profile.save()
        profile.reasons.create(heading="One person to call", text="You always reach the same person.")
    return profile


def test_the_profile_and_its_reasons_come_back_together(admin_client, profile):
    with transaction.atomic():
        profile.name, profile.states_served = "Second Clinic", ["NC"]
        profile.save()
        profile.reasons.all().delete()
    page = admin_client.get(reverse("admin:clinic_clinicprofile_history", args=[profile.pk])).text
    assert "<del>First Clinic</del>" in page and "<ins>Second Clinic</ins>" in page
    assert "<del>NC, VA</del>" in page and "Reason to choose us" in page
    first = history.versions(profile)[-1]
    address = reverse("admin:clinic_clinicprofile_put_back", args=[profile.pk, first.key])
    assert "The old version is back." in admin_client.post(address, follow=True).text
    profile.refresh_from_db()
    assert (profile.name, profile.states_served) == ("First Clinic", ["NC", "VA"])
    assert profile.reasons.get().heading == "One person to call"


def test_whether_the_site_is_a_demonstration_never_comes_back(profile):
    """`start_clinic` alone turns it off."""
    assert "is_demonstration" not in {field.name for field in ClinicProfile.history.model._meta.fields}
    ClinicProfile.objects.update(is_demonstration=False)
    profile.refresh_from_db()
    profile.name = "Second Clinic"
    profile.save()
    history.put_back(profile, history.versions(profile)[-1])
    profile.refresh_from_db()
    assert (profile.name, profile.is_demonstration) == ("First Clinic", False)
