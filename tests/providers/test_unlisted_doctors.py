"""No entry that was never on the list takes a listed one's place, or is named by a report."""

import pytest
from django.test import Client

from drez_site.foundation.roles import Role
from providers import merging
from providers.models import Report
from tests.kit.directory import make_doctor
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_staff("desk", group=Role.DIRECTORY)


def test_an_entry_that_nobody_sees_does_not_take_the_place_of_a_listed_one(desk):
    hidden, listed = make_doctor("Hidden", is_listed=False), make_doctor("Listed")
    with pytest.raises(merging.CannotMerge, match="Keep the one that they see"):
        merging.merge_doctors(hidden, listed, desk)
    assert Client().get(listed.get_absolute_url()).status_code == 200
    merging.merge_doctors(listed, hidden, desk)
    assert Client().get(listed.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("was_listed", "named"), [(False, False), (True, True)])
def test_a_report_names_only_who_was_on_the_list(was_listed, named):
    doctor = make_doctor("Hidden", is_listed=was_listed)
    doctor.is_listed = False
    doctor.save()
    report = Report.objects.create(provider=doctor, about="phone")
    page = Client().get(report.get_absolute_url()).text
    assert ("Hidden" in page) == named and ("<dd>Doctor</dd>" in page) != named
