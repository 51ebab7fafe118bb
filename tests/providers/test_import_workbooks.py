"""Workbooks of Excel on their way into the directory: what their cells hold, and what damages them."""

import io
import re
import zipfile
from contextlib import nullcontext

import pytest
from openpyxl import Workbook

from providers.importing.files import MOST_UNPACKED
from providers.importing.workbook_parts import TooMuch, read_workbook
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
    assert "could not be read as an Excel workbook" in the_problem_of(changed({old: new}))


def changed(words, add=()):
    """A small workbook, with other bytes in place of some of its own, and with further parts."""
    book, file, made = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["doctor", "about"], ["ines", "Words."]):
        book.active.append(row)
    book.save(file)
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            part = re.sub(rb"<dimension[^>]*/>", b"", parts.read(name))
            for old, new in words.items():
                part = part.replace(old, new)
            written.writestr(name, part)
        for name, content in dict(add).items():
            written.writestr(name, content)
    made.seek(0)
    return made


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXTS = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
NAMES_TEXTS = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + TEXTS + b'"/></Types>'


def with_texts(number):
    texts = b"<sst " + MAIN + b">" + b"<si><t>ab</t></si>" * number + b"</sst>"
    return changed({b"</Types>": NAMES_TEXTS}, {"xl/sharedStrings.xml": texts})


@pytest.mark.parametrize(
    "words",
    [
        {b"</cellXfs>": b"<xf/>" * 100_000 + b"</cellXfs>"},
        {b"</Types>": b"<a/>" * 130_000 + b"</Types>"},
        {b"</sheetData>": b"<row>" + b"<c/>" * 100_001 + b"</row></sheetData>"},
        {b"</sheetData>": b"<row>" + b'<c r="A1" s="1" t="s"/>' * 25_001 + b"</row></sheetData>"},
        {b"</sheetData>": b"</sheetData><mergeCells>" + b"<mergeCell/>" * 70_000 + b"</mergeCells>"},
        {b"</sheetData>": b"<x>" + b"<row/>" * 70_000 + b"</x></sheetData>"},
        {b"</sheetData>": b"<row>" + b"<c>" * 64 + b"</c>" * 64 + b"</row></sheetData>"},
        {b"</sheetData>": b"<row " + b" ".join(b'a%d=""' % n for n in range(90_000)) + b"/></sheetData>"},
        {b"<worksheet ": b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet '},
        {b"</sheetData>": b'<row><c/><c r="XFD3"/></row>' * 3 + b"</sheetData>"},
    ],
    ids=["styles", "parts", "row", "attributes", "merged", "no rows", "deep", "tag", "doctype", "far"],
)
def test_a_small_workbook_that_stands_for_very_much_is_refused_before_it_is_kept(words, monkeypatch):
    monkeypatch.setattr("providers.importing.files.BYTES_OF_A_CELL", MOST_UNPACKED // 40_000)
    assert "This workbook is too large" in the_problem_of(changed(words))


def test_the_same_of_texts_that_cells_share():
    assert read_workbook(with_texts(500), 50_000).worksheets
    with pytest.raises(TooMuch):
        read_workbook(with_texts(501), 50_000)


def test_the_same_of_a_sheet_that_is_listed_again_and_again():
    related = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = b'<sheet xmlns:r="' + related + b'" name="s%d" sheetId="%d" r:id="rId1"/>'
    for times, is_refused in ((5, False), (300, True)):
        sheets = b"".join(sheet % (number, number) for number in range(2, times + 2))
        listed = changed({b"</sheets>": sheets + b"</sheets>"})
        with pytest.raises(TooMuch) if is_refused else nullcontext():
            assert len(read_workbook(listed, 50_000).worksheets) == times + 1
