"""Doctors and places in and out as a table (CSV, Excel): docs/importing.md has the columns."""

from .comparison import Difference
from .exporting import as_excel, directory_rows, template_rows
from .files import Line, Table, UnreadableFile, open_table
from .importer import DirectoryImport, Outcome, import_table
from .problems import Problem

__all__ = [
    "Difference",
    "DirectoryImport",
    "Line",
    "Outcome",
    "Problem",
    "Table",
    "UnreadableFile",
    "as_excel",
    "directory_rows",
    "import_table",
    "open_table",
    "template_rows",
]
