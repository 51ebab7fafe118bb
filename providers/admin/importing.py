"""Doctors and places in and out as a table: first what each line would change, then a button that does it."""

import base64
import io
import lzma
from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.batches import batches
from drez_site.foundation.csv_files import as_csv
from drez_site.foundation.file_inputs import MEGABYTE, FileInput
from drez_site.foundation.heavy_work import HEAVY_WORK
from drez_site.foundation.response_headers import kept_as
from providers.importing import (
    DirectoryImport,
    Line,
    Problem,
    Table,
    UnreadableFile,
    as_excel,
    directory_rows,
    open_table,
    template_rows,
)
from providers.importing.columns import COLUMNS

MOST_LINES = 2000
MOST_BYTES = 5_000_000
MOST_UNPACKED = 30_000_000  # bytes of a workbook: its texts take about 2.5 times as much memory
MOST_PACKED = 450_000  # characters of a packed table; a form brings it back (DATA_UPLOAD_MAX_MEMORY_SIZE)
SHORTEST_DICTIONARY = 4096  # bytes, of LZMA
GOOD_FOR = 24 * 3600  # seconds between a trial and its button
HERE = "<!-- progress and answer -->"  # stands in imported.html
ROWS = "<!-- rows -->"  # stands in _import_answer.html
ROWS_AT_ONCE = 100
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEEDED = ["add_provider", "change_provider", "add_location", "change_location", "change_practice"]


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_(
            "CSV or Excel, at most 2,000 lines. Nothing is changed yet: first you see what would be."
        ),
        widget=FileInput(".csv,.xlsx,text/csv", most_megabytes=MOST_BYTES // MEGABYTE),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large. Split it, or ask whoever runs the site."))
        return file


class BringsInTables(admin.ModelAdmin):
    """For the admin of doctors."""

    change_list_template = "admin/providers/provider/list.html"

    def get_urls(self):
        pages = [
            ("import/", self.import_view, "import"),
            ("export/<slug:kind>/", self.export_view, "export"),
            ("template/<slug:kind>/", self.template_view, "template"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"providers_provider_{name}")
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def import_view(self, request):
        if not request.user.has_perms([f"providers.{each}" for each in NEEDED]):
            raise PermissionDenied
        if packed := request.POST.get("packed"):
            return self._answer(request, packed, is_trial=False)
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            return self._answer(request, pack(request.user, file.name, file.read()), is_trial=True)
        context = self._page(request) | {"form": form, "columns": COLUMNS, "most": MOST_LINES}
        return TemplateResponse(request, "admin/providers/provider/import.html", context)

    def export_view(self, request, kind):
        """The whole directory, as it would be read again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _download(directory_rows(), f"directory-{timezone.localdate()}", kind)

    def template_view(self, request, kind):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _download(template_rows(), "directory-template", kind)

    def _page(self, request) -> dict:
        return self.admin_site.each_context(request) | {
            "title": gettext("Bring in a table"),
            "opts": self.opts,
        }

    def _answer(self, request, packed: str, *, is_trial: bool):
        """A page whose end comes when the table is compared: meanwhile it says how far that is."""
        try:
            name, content, expected = unpack(request.user, packed)
        except signing.BadSignature:
            context = self._page(request) | {"form": TableForm(), "columns": COLUMNS, "is_too_old": True}
            return TemplateResponse(request, "admin/providers/provider/import.html", context)
        table = _read(content)
        context = self._page(request) | {"name": name}
        beginning, end = render_to_string("admin/providers/provider/imported.html", context, request).split(
            HERE
        )

        def pieces() -> Iterator[str]:
            yield beginning
            yield from _compare(request, name, content, table, is_trial=is_trial, expected=expected)
            yield end

        return StreamingHttpResponse(pieces())


def _read(content: bytes) -> Table:
    """The whole table, before anybody waits for its writer. What is wrong with the file comes last."""
    columns, lines, problem = (), [], None
    with HEAVY_WORK.one():
        try:
            with open_table(io.BytesIO(content), MOST_UNPACKED) as table:
                columns = table.columns
                for line in _at_most(table.lines):
                    lines.append(line)
        except UnreadableFile as error:
            problem = error

    def read() -> Iterator[Line]:
        yield from lines
        if problem:
            raise problem

    return Table(columns, read())


def _compare(
    request, name: str, content: bytes, table: Table, *, is_trial: bool, expected: str
) -> Iterator[str]:
    differences: list = []
    reason = gettext("Imported from %(file)s") % {"file": name}
    work = DirectoryImport(request.user, reason, differences.append)
    for lines in work.run(table, is_trial=is_trial, expected=expected):
        if lines:
            said = ngettext("%(count)d line read", "%(count)d lines read", lines) % {"count": lines}
            yield format_html("<p>{}</p>\n", said)
    outcome = work.outcome
    is_other = bool(expected) and outcome.fingerprint != expected and not outcome.problems
    is_done = not (is_trial or is_other or outcome.problems)
    packed = "" if is_done or outcome.problems else pack(request.user, name, content, outcome.fingerprint)
    if len(packed) > MOST_PACKED:
        packed = ""
        text = gettext("The texts in this table are too long for one step. Split it into two.")
        outcome.add_problems([Problem(outcome.lines + 1, "", text)])
    context = {
        "outcome": outcome,
        "has_differences": bool(differences) and not outcome.problems,
        "is_done": is_done,
        "is_other": is_other,
        "packed": packed,
        "waiting": ", ".join(sorted(outcome.waiting)),
    }
    answer = render_to_string("admin/providers/provider/_import_answer.html", context, request)
    beginning, has_rows, end = answer.partition(ROWS)
    yield beginning
    for some in batches(differences if has_rows else [], ROWS_AT_ONCE):
        yield render_to_string("admin/providers/provider/_import_rows.html", {"differences": some})
    yield end


def _at_most(lines):
    for number, line in enumerate(lines):
        if number == MOST_LINES:
            text = gettext(
                "Here a table has at most %(most)d lines. Split it, or ask whoever runs the site: "
                "`manage.py import_directory` reads any number."
            )
            raise UnreadableFile(line[0], text % {"most": MOST_LINES})
        yield line


def pack(person, name: str, content: bytes, fingerprint: str = "") -> str:
    """A table that a form brings back: nothing of it is kept here. Signed for one person."""
    # A dictionary longer than the table would take 16 MB more.
    known = {"id": lzma.FILTER_LZMA2, "dict_size": max(SHORTEST_DICTIONARY, len(content))}
    text = base64.b64encode(lzma.compress(content, filters=[known])).decode()
    return signing.dumps([name, text, fingerprint], salt=_salt(person))


def unpack(person, packed: str) -> tuple[str, bytes, str]:
    """Raises signing.BadSignature for what `pack` did not make for this person within a day."""
    name, text, fingerprint = signing.loads(packed, salt=_salt(person), max_age=GOOD_FOR)
    return name, lzma.decompress(base64.b64decode(text)), fingerprint


def _salt(person) -> str:
    return f"{__name__} {person.pk}"


def _download(rows, name: str, kind: str):
    if kind == "csv":
        return StreamingHttpResponse(
            as_csv(rows),
            content_type="text/csv; charset=utf-8",
            headers=kept_as(f"{name}.csv"),
        )
    if kind == "excel":
        file = io.BytesIO()
        as_excel(rows, file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=EXCEL)
    raise Http404
