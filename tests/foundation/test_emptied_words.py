"""What staff empty is taken down for good: the old words wait like any others when they come back."""

import pytest
from django.db import connection
from django.test import Client

from drez_site.foundation.approving import approve
from drez_site.foundation.models import ApprovedWords, WaitingWords
from providers.models import Provider
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor
from tests.kit.staff_accounts import make_reviewer

pytestmark = pytest.mark.django_db
DOWN = "Bring somebody who drives you home."
NEW = "Ask at the desk on the second floor."


def by_a_form(doctor: Provider, words: str) -> None:
    doctor.biography = words
    doctor.save()


def in_bulk(doctor: Provider, words: str) -> None:
    Provider.objects.filter(pk=doctor.pk).update(biography=words)


def by_sql(doctor: Provider, words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE providers_provider SET biography = %s WHERE id = %s", [words, doctor.pk])


@pytest.fixture
def doctor() -> Provider:
    doctor = make_doctor(biography=DOWN)
    approve_all()
    assert DOWN in Client().get(doctor.get_absolute_url()).text
    return doctor


@pytest.mark.parametrize("write", [by_a_form, in_bulk, by_sql])
@pytest.mark.parametrize("empty", ["", " \r\n"])
def test_emptied_words_come_back_by_nothing_but_an_approval(doctor, write, empty):
    write(doctor, empty)
    for words in (NEW, DOWN):
        write(doctor, words)
        page = Client().get(doctor.get_absolute_url()).text
        assert DOWN not in page and NEW not in page
        waits = WaitingWords.objects.get()
        assert (waits.words, waits.read_now) == (words, "")
    approve(WaitingWords.objects.get(), make_reviewer())
    assert DOWN in Client().get(doctor.get_absolute_url()).text


def test_an_approval_ends_once(doctor):
    for words in ("", " ", "", NEW, ""):
        in_bulk(doctor, words)
    assert list(ApprovedWords.objects.order_by("pk").values_list("words", flat=True)) == [DOWN, ""]


def test_an_emptied_table_leaves_no_approval_to_whoever_gets_the_number_of_a_row(doctor):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE providers_provider RESTART IDENTITY CASCADE")
    assert not ApprovedWords.objects.read_now() and not WaitingWords.objects.exists()
    another = Provider(pk=doctor.pk, family_name="Another", slug="another", biography=DOWN)
    another.save(force_insert=True)
    assert WaitingWords.objects.get().words == DOWN
    assert DOWN not in Client().get(another.get_absolute_url()).text
