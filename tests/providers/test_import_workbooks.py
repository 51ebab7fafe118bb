"""Workbooks of Excel on their way into the directory: what their cells hold, and what damages them."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from providers.models import Practice
from tests.kit.tables import NEW, YESTERDAY, bring_in, the_problem_of

pytestmark = pytest.mark.django_db


def test_excel_keeps_days_numbers_and_answers(words):
    book = Workbook()
    line = NEW | {"new_patients": True, "new_patients_asked_on": YESTERDAY, "zip_code": 27710}
    book.active.append(list(line))
    book.active.append(list(line.values()))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert bring_in(file).problems == []
    assert Practice.objects.get().checked_on == YESTERDAY


def test_a_formula_in_a_workbook_is_refused(words):
    book = Workbook()
    book.active.append(["doctor", "about"])
    book.active.append(["ines", "=1+1"])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert [str(each) for each in bring_in(file).problems] == [
        "Line 2: Cell B2 holds a formula. Copy it, and paste its value."
    ]


@pytest.mark.parametrize(("old", "new"), [(b"</worksheet>", b""), (b'<row r="2"', b'<row r="2000000000"')])
def test_a_damaged_workbook_says_what_to_do(words, old, new, monkeypatch):
    monkeypatch.setattr("providers.importing.files.MOST_ROWS", 50)
    book, file, damaged = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["doctor", "about"], ["ines", "Words."]):
        book.active.append(row)
    book.save(file)
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(damaged, "w") as changed:
        for name in parts.namelist():
            part = re.sub(rb"<dimension[^>]*/>", b"", parts.read(name))
            changed.writestr(name, part.replace(old, new))
    damaged.seek(0)
    assert "could not be read as an Excel workbook" in the_problem_of(damaged)
