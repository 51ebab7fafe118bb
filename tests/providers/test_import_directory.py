"""Doctors and places in and out as a table: what a line means, all or nothing, twice is once."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from drez_site.foundation.csv_files import as_csv
from drez_site.foundation.history import versions as history
from providers.importing import (
    as_excel,
    directory_rows,
    template_rows,
)
from providers.importing.columns import COLUMNS
from providers.models import Location, Offering, Practice, Provider, Specialty
from tests.kit.directory import make_doctor, make_language, make_location, recorded
from tests.kit.search_index import wrong_entries
from tests.kit.tables import NEW, YESTERDAY, bring_in, exported, mistakes, table_of, the_problem_of

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Provider, Location, Practice, Offering)]


def test_a_line_is_a_doctor_at_a_place(words):
    outcome = bring_in(table_of(NEW))
    assert (outcome.lines, outcome.adding, outcome.changing) == (1, 1, 0)
    doctor = Provider.objects.get(slug="ines-pena")
    practice = doctor.practices.get()
    assert (str(doctor), [each.code for each in doctor.languages.all()]) == ("Dr. Inés Peña, MD", ["es"])
    assert {each.procedure.slug: each.confirmed_on for each in doctor.offerings.all()} == {
        "drez-lesioning": YESTERDAY,
        "drg-stimulation": None,
    }
    assert (practice.location.phone, practice.location.state) == ("+19195550134", "NC")
    assert (practice.accepting_new_patients, practice.checked_on) == (True, YESTERDAY)
    assert wrong_entries() == 0
    assert [version.reason for version in history.versions(doctor)] == ["A test"]
    assert history.differences(doctor, history.versions(doctor)[0]) == ()


def test_the_same_table_again_changes_nothing(words):
    bring_in(table_of(NEW, NEW | {"given_name": "Ana"}))
    before, told = exported(), []
    outcome = bring_in(table_of(NEW, NEW | {"given_name": "Ana"}), told=told)
    assert (outcome.adding, outcome.changing, told, outcome.problems) == (0, 0, [], [])
    assert exported() == before
    assert Provider.history.count() == 2


def test_a_trial_says_each_difference_and_changes_nothing(words):
    doctor = recorded(make_doctor("Peña", make_location("River Clinic"), given_name="Inés", slug="ines"))
    before, told = exported(), []
    outcome = bring_in(
        table_of({"doctor": "ines", "credentials": "MD, PhD", "listed": "no"}), is_trial=True, told=told
    )
    assert (outcome.changing, outcome.problems) == (1, [])
    assert [(each.line, each.who, list(map(str, each.changes))) for each in told] == [
        (2, "Dr. Inés Peña, MD, PhD", ["credentials: MD → MD, PhD", "listed: yes → no"])
    ]
    assert exported() == before
    doctor.refresh_from_db()
    assert doctor.is_listed


def test_what_a_line_leaves_open_stays_and_a_dash_empties_it(words):
    make_doctor("Peña", make_location(slug="river", parking="Behind."), slug="ines", biography="Old words.")
    bring_in(table_of({"doctor": "ines", "place": "river", "about": "", "parking": "-"}))
    assert Provider.objects.get().biography == "Old words."
    assert Location.objects.get().parking == ""


def test_nothing_is_kept_of_a_table_with_one_mistake(words):
    outcome = bring_in(table_of(NEW, NEW | {"given_name": "Ana", "phone": "555"}))
    assert [(each.line, each.column) for each in outcome.problems] == [(3, "phone")]
    assert counts() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            {"zip_code": "7710"},
            "Line 2, column zip_code: A ZIP code has five digits. Did the spreadsheet drop",
        ),
        ({"state": "ZZ"}, "Line 2, column state: Enter the two capital letters"),
        ({"npi": "1234567890"}, "Line 2, column npi: The last digit does not fit"),
        ({"new_patients": "maybe"}, "column new_patients: Write yes, no or unknown, not “maybe”"),
        (
            {"new_patients_asked_on": "13/45/2026"},
            "column new_patients_asked_on: Write a day like 2026-10-12",
        ),
        ({"new_patients_asked_on": "2999-01-01"}, "new_patients_asked_on: This day has not come yet."),
        ({"new_patients_asked_on": ""}, "new_patients_asked_on: The answer beside it is new: write the day"),
        (
            {"operations": "drez-lesoning"},
            "column operations: “drez-lesoning” is not in the list. Known: drez",
        ),
        ({"operations": "drez-lesioning 2999-01-01"}, "column operations: This day has not come yet."),
        ({"languages": "xx"}, "column languages: “xx” is not in the list. Known: es"),
        ({"given_name": "=cmd|' /C calc'!A0"}, "column given_name: This looks like a formula."),
        ({"given_name": "", "family_name": "-"}, "column family_name: Needed for somebody or something new."),
        ({"place_asked_with": "-"}, "column place_asked_with: This cannot be empty."),
        (
            {"place_asked_with": "a friend"},
            "column place_asked_with: Value 'a friend' is not a valid choice.",
        ),
        ({"operations_on_website": "drg-stimulation 2999-01-01"}, "operations_on_website: This day has not"),
        (
            {"operations_on_website": "magic"},
            "operations_on_website: “magic” is not in the list. Known: drez",
        ),
        (
            {"operations": "drez-lesioning", "operations_on_website": "drg-stimulation 2026-01-05"},
            "column operations_on_website: Write drg-stimulation under operations, too.",
        ),
        ({"successor": "nobody"}, "column successor: There is no other doctor with this page address."),
        ({"from_day": "2026-12-01", "to_day": "2026-11-01"}, "The last day is before the first one."),
        ({"hours": "Call 911 first"}, "column hours: Write days and times alone"),
        ({"city": ""}, "column city: Needed for somebody or something new."),
        ({"place_kind": "tent"}, "column place_kind: Value 'tent' is not a valid choice."),
        ({"latitude": "36.0", "longitude": "-78.9"}, "column located_by: Say how you know"),
        ({"latitude": "north"}, "column latitude: Write degrees like"),
        (
            {"given_name": "", "family_name": "", "credentials": "", "operations": "", "languages": ""},
            "need a doctor",
        ),
    ],
)
def test_a_mistake_says_line_column_and_what_to_do(words, line, said):
    (first, *_more) = mistakes(NEW | line)
    assert said in first
    assert counts() == [0, 0, 0, 0]


def test_every_mistake_of_a_line_is_named_at_once(words):
    found = mistakes(NEW | {"zip_code": "7710", "languages": "xx", "operations": "drez-lesioning 2999-01-01"})
    assert [said.partition(":")[0].rpartition(" ")[2] for said in found] == [
        "zip_code",
        "languages",
        "operations",
    ]
    found = mistakes(NEW | {"city": "", "state": "", "place": ""})
    assert [said.partition(":")[0].rpartition(" ")[2] for said in found] == ["city", "state"]


def test_a_position_far_from_its_zip_code_is_a_mistake(words, country):
    (said,) = mistakes(NEW | {"latitude": "36.0", "longitude": "78.9", "located_by": "surveyed"})
    assert said.startswith("Line 2, column latitude: These coordinates are 7,")


def test_who_is_meant_is_never_guessed(words):
    make_doctor("Peña", make_location("Far Clinic", zip_code="27601"), given_name="Ines", slug="ines-1")
    (said,) = mistakes(NEW)
    assert said == (
        "Line 2, column doctor: There is a doctor of this name: ines-1. "
        "Write that here, or “new” for another one."
    )
    assert bring_in(table_of(NEW | {"doctor": "new"})).adding == 1
    assert bring_in(table_of(NEW | {"doctor": "new"})).adding == 0
    assert Provider.objects.count() == 2


def test_npi_finds_a_doctor_whatever_the_name(words):
    make_doctor("Garcia", make_location(), npi="1234567893", slug="garcia")
    told = []
    bring_in(table_of({"npi": "1234567893", "family_name": "Garcia-Smith"}), told=told)
    assert [str(change) for change in told[0].changes] == ["family_name: Garcia → Garcia-Smith"]
    make_doctor("Other", slug="other")
    assert mistakes({"doctor": "other", "npi": "1234567893"}) == [
        "Line 2, column npi: This NPI is that of garcia."
    ]


def test_lines_that_contradict_each_other_are_mistakes(words):
    here, there = {"doctor": "ines", "place": "a"}, {"doctor": "ines", "place": "b", "place_name": "B Clinic"}
    assert mistakes(NEW | here, NEW | there | {"credentials": "DO"}) == [
        "Line 3, column credentials: Line 2 says something else of the same doctor. Make both say the same."
    ]
    assert mistakes(NEW | here, NEW | here) == [
        "Line 3: Line 2 already has this doctor at this place. Delete one of the two."
    ]
    assert bring_in(table_of(NEW | here, NEW | there)).adding == 2
    assert counts() == [1, 2, 2, 2]


def test_a_new_answer_needs_its_own_day(words):
    asked = date(2026, 1, 5)
    make_doctor("Peña", slug="ines", video_first_visit=True, video_checked_on=asked)
    assert mistakes({"doctor": "ines", "video_first_visit": "no"}) == [
        "Line 2, column video_asked_on: The answer beside it is new: write the day on which you asked."
    ]
    assert bring_in(table_of({"doctor": "ines", "video_first_visit": "yes"})).changing == 0


def test_a_list_is_the_whole_list(words, drez, drg):
    make_doctor("Peña", make_location(), slug="ines", does=[drez])
    bring_in(table_of({"doctor": "ines", "operations": "drg-stimulation"}))
    assert [each.procedure for each in Offering.objects.all()] == [drg]
    assert Offering.history.filter(history_type="-").get().history_change_reason == "A test"
    assert wrong_entries() == 0


def test_what_was_taken_away_is_not_brought_back_by_a_table(words):
    make_doctor("Peña", slug="ines", removed_at=timezone.now())
    assert "was taken away" in mistakes({"doctor": "ines", "credentials": "MD"})[0]


def test_an_export_comes_back_as_it_was(made_up_directory):
    before = exported()
    told = []
    assert bring_in(io.BytesIO(before), told=told).problems == []
    assert told == []
    book = io.BytesIO()
    as_excel(directory_rows(), book)
    book.seek(0)
    assert bring_in(book, told=told).problems == []
    assert told == []
    assert exported() == before


def test_an_export_fills_an_empty_directory(made_up_directory):
    before = exported()
    Practice.objects.all().delete()
    Provider.objects.all().delete()
    Location.objects.all().delete()
    assert bring_in(io.BytesIO(before)).problems == []
    assert sorted(exported().splitlines()) == sorted(before.splitlines())
    assert wrong_entries() == 0


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "'quoted"])
def test_no_cell_of_an_export_is_a_formula(words, text):
    make_doctor("Peña", slug="ines", biography=text)
    rows = list(csv.reader(io.StringIO(exported().decode("utf-8-sig"), newline="")))
    cell = dict(zip(*rows, strict=True))["about"]
    assert not cell.startswith(("=", "@", "\t")) and (cell[:1] not in "+-" or cell.lstrip("+-").isdigit())
    book = io.BytesIO()
    as_excel(directory_rows(), book)
    sheet = load_workbook(book).active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert bring_in(io.BytesIO(exported())).changing == 0
    assert Provider.objects.get().biography == text


def test_the_template_is_a_table_that_can_be_brought_in(words):
    Specialty.objects.create(code="207T00000X", label="Surgeon")
    make_language("English", "en", "English")
    assert bring_in(io.BytesIO(b"".join(as_csv(template_rows())))).problems == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Line 1: The file is empty."),
        (b"doctor,credntials\n", "column credntials: There is no such column. Did you mean credentials?"),
        (b"doctor,doctor\n", "column doctor: This column stands there twice."),
        (b"doctor,credentials\nines\n", "Line 2: This line has 1 cells, and the first line 2."),
        (b"doctor,credentials\nines,MD,PhD\n", "Line 2: This line has 3 cells"),
        (b"doctor,family_name\nines,Pe\xf1a\n", "These letters are not UTF-8."),
        (b'doctor,about\nines,"open\n', "Line 2: A quotation mark opens a cell that does not end."),
        (b"doctor,about\nines," + b"x" * 20_001, "column about: A cell holds at most 20,000 characters."),
        (b"doctor,about\nines," + b"x" * 10_000_000, "A cell holds at most 20,000 characters."),
        (b"doctor,about\nines,a\0b\n", "This is no text."),
        (b"PK\x03\x04 no workbook", "could not be read as an Excel workbook"),
    ],
)
def test_a_broken_file_says_what_to_do(words, content, said):
    make_doctor("Peña", slug="ines", credentials="DO")
    before = exported()
    assert said in the_problem_of(io.BytesIO(content))
    assert exported() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_spreadsheet_writes_its_own_csv(words, encoding, separator, end):
    make_doctor("Peña", slug="ines")
    text = end.join([separator.join(["Doctor", "Family Name"]), separator.join(["ines", "Núñez"]), ""])
    assert bring_in(io.BytesIO(text.encode(encoding))).problems == []
    assert Provider.objects.get().family_name == "Núñez"


def test_a_directory_that_changed_since_the_trial_is_left_alone(words):
    make_doctor("Peña", slug="ines", credentials="DO")
    file = table_of({"doctor": "ines", "credentials": "MD"})
    trial = bring_in(file, is_trial=True)
    Provider.objects.update(credentials="PhD")
    file.seek(0)
    outcome = bring_in(file, expected=trial.fingerprint)
    assert outcome.fingerprint != trial.fingerprint
    assert Provider.objects.get().credentials == "PhD"


def test_the_command(words, tmp_path, capsys):
    file = tmp_path / "doctors.csv"
    file.write_bytes(table_of(NEW).getvalue())
    call_command("import_directory", file, "--trial")
    assert "Line 2, new: Dr. Inés Peña, MD – River Clinic, Durham, NC" in capsys.readouterr().out
    assert counts() == [0, 0, 0, 0]
    call_command("import_directory", file)
    assert capsys.readouterr().out == "1 lines: 1 added, 0 changed, 0 as they were.\n"
    call_command("import_directory", file)
    assert capsys.readouterr().out == "1 lines: 0 added, 0 changed, 1 as they were.\n"
    file.write_bytes(table_of(NEW | {"phone": "1"}).getvalue())
    with pytest.raises(CommandError, match="1 mistake. Nothing was changed."):
        call_command("import_directory", file)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_directory", tmp_path / "none.csv")


def test_the_document_has_the_columns_of_the_code():
    document = (Path(__file__).resolve().parents[2] / "docs/importing.md").read_text()
    rows = [f"| `{each.name}` | {each.help} | {each.example} |" for each in COLUMNS]
    assert document.endswith("\n".join(rows) + "\n")
