"""Two entries for a doctor become one: four eyes on their texts stay."""

import pytest

from drez_site.foundation.approving import approve
from drez_site.foundation.models import WaitingWords
from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from providers import merging
from providers.models import Provider
from tests.kit.directory import make_doctor
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
WORDS = "Ask at the desk on the second floor."


@pytest.fixture
def desk():
    return make_staff("desk", group=Role.DIRECTORY)


def written_by(person, doctor: Provider, words: str) -> Provider:
    doctor.biography = words
    doctor._history_user = person
    doctor.save()
    return doctor


def waits_of(doctor: Provider) -> WaitingWords:
    return WaitingWords.objects.get(
        subject_table=Provider._meta.db_table, subject_id=doctor.pk, field="biography"
    )


@pytest.mark.parametrize("later", [WORDS, "Ask at the desk on the second floor, please."])
@pytest.mark.parametrize("steps", [1, 2])
def test_who_wrote_in_a_merged_entry_does_not_approve_it(desk, later, steps):
    writer = make_reviewer("writer")
    entry = written_by(writer, make_doctor(), WORDS)
    for _ in range(steps):
        other, entry = entry, make_doctor()
        merging.merge_doctors(entry, other, desk)
    entry.refresh_from_db()
    assert entry.biography == WORDS
    written_by(desk, entry, later)
    assert set(waits_of(entry).writers) == {writer, desk}
    with pytest.raises(Refused, match="Whoever wrote some of these words"):
        approve(waits_of(entry), writer)
    approve(waits_of(entry), make_reviewer("another"))


def test_who_merged_them_does_not_approve_it():
    writer, both = make_reviewer("writer"), make_reviewer("both")
    kept, other = make_doctor(), written_by(writer, make_doctor(), WORDS)
    merging.merge_doctors(kept, other, both)
    with pytest.raises(Refused, match="Whoever wrote some of these words"):
        approve(waits_of(kept), both)
