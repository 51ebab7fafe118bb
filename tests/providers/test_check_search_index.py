"""The command that compares the index with the directory."""

import pytest
from django.core.management import CommandError, call_command

from providers.models import Practice, SearchEntry, SearchName
from tests.kit.directory import make_doctor, make_location
from tests.kit.search_index import sql

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_stays_true")]


def test_check_search_index_says_what_is_wrong(capsys):
    make_doctor("Right", make_location("Clinic", city="Durham"))
    make_doctor("Homeless")
    call_command("check_search_index")
    out = capsys.readouterr().out
    assert "The search index is right: 1 entries." in out
    assert "1 listed doctors have no place of practice" in out
    practice = Practice.objects.get()
    SearchEntry.objects.all().delete()
    SearchName.objects.all().delete()
    with pytest.raises(CommandError, match="wrong in 1 places. .*--rebuild") as error:
        call_command("check_search_index")
    assert error.value.returncode == 1
    assert f"missing: {practice} (practice {practice.pk})" in capsys.readouterr().out
    call_command("check_search_index", rebuild=True)
    assert "The search index has been rebuilt: 1 entries." in capsys.readouterr().out


def test_check_search_index_names_each_kind_of_fault(capsys):
    for name in ("Moved", "Renamed", "Termless", "Accepting", "Wordless"):
        make_doctor(name, make_location(name))
    sql(
        "INSERT INTO providers_searchentry (practice_id, provider_id, sort_name, names, terms)"
        " VALUES (999999, 9, '', '', '')"
    )
    for name, change in {
        "moved": "latitude = 1",
        "renamed": "sort_name = 'x', provider_id = 7",
        "termless": "terms = 'x'",
        "accepting": "accepted_on = '2026-01-01'",
    }.items():
        sql(f"UPDATE providers_searchentry SET {change} WHERE sort_name LIKE '{name}%%'")
    sql("DELETE FROM providers_searchname WHERE word = 'wordless'")
    with pytest.raises(CommandError, match="wrong in 6 places"):
        call_command("check_search_index")
    out = capsys.readouterr().out
    for fault in (
        "wrong position: Dr. Terry Moved",
        "wrong doctor, name: Dr. Terry Renamed",
        "wrong terms: Dr. Terry Termless",
        "wrong new patients: Dr. Terry Accepting",
        "left over: a practice that is not there any more (practice 999999)",
        "missing among the names: wordless",
    ):
        assert fault in out
    call_command("check_search_index", rebuild=True)
    call_command("check_search_index")
