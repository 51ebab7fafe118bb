"""What patients will read of a document while somebody types: rendered as its page is, and kept nowhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from drez_site.foundation.typed_numbers import typed_number
from procedures import kinds
from procedures.kinds import own_fields
from procedures.models import Document, Edition
from procedures.presenters.glossary import by_letter
from procedures.presenters.records import Record
from procedures.publishing import snapshot
from procedures.readings.reading import anchor_of

from .grid import ANSWER
from .picturing import with_staff_pictures

MOST_ROWS = 1_000  # on one page
ANCHOR = "X-Anchor"  # the header with the place on the page that the typed words belong to


def page_of(
    request,
    document: Document,
    content: kinds.Content,
    *,
    edition: Edition | None = None,
    hints: Iterable[str] = (),
):
    """The page of a document with these words, for staff: of an edition, or of a draft with hints."""
    words, kind = kinds.read(content), kinds.of(document)
    with translation.override(document.language):
        page = render(
            request,
            kind.template,
            {
                "procedure": document.procedure,
                document.kind: words,
                "record": Record.draft(document, words) if kind.sums_up_a_source else None,
                "terms": content["terms"],
                "letters": by_letter(content["terms"]) if kind.holds_every_term else [],
                "is_preview": True,
                "previewed_edition": edition,
                "hints": hints,
                "LANGUAGE_CODE": document.language,
            },
        )
    page.content = with_staff_pictures(page.content)
    return page


def as_typed(
    document: Document, part: kinds.Part | None, keys: Sequence[int | None], sent: Mapping[str, str]
) -> kinds.Content:
    """The words of the draft with those of one form instead: of its top, or of rows with these keys.

    A row without a key is a new one.
    """
    said = snapshot.own_words(document)
    if part is None:
        said |= _typed(Document, own_fields.READ, sent, "")
        return snapshot.with_what_it_names(document, said)
    rows = dict(zip(part.rows_of(document).values_list("pk", flat=True), said[part.name], strict=True))
    new = []
    for number, key in enumerate(keys):
        prefix = f"{_prefix(part)}-{number}-"
        typed = _typed(part.model, part.fields, sent, prefix)
        if f"{prefix}{DELETION_FIELD_NAME}" in sent:
            rows.pop(key, None)
        elif row := rows.get(key):
            before = dict(row)
            row |= typed
            for inner in kinds.of(document).parts:
                if inner.written_with and inner.written_with[0] == part.name:
                    same = inner.written_with[1]
                    answers = _answered(said[inner.name], (same, before[same], row[same]), sent, prefix)
                    said[inner.name] = list(answers)
        elif any(typed.get(name) for name in part.fields if name not in part.chosen):
            new += [row for row in part.complete([_first_choices(part) | typed]) if _is_countable(part, row)]
    said[part.name] = [*rows.values(), *new]
    return snapshot.with_what_it_names(document, said)


def _prefix(part: kinds.Part) -> str:
    """Of the names of its fields in a form."""
    field: Any = part.model._meta.get_field("document")
    return str(field.remote_field.get_accessor_name())


def _keys_sent(part: kinds.Part, sent: Mapping[str, str]) -> list[int | None]:
    """Of the rows of a page that has several, in its order."""
    prefix = _prefix(part)
    count = min(typed_number(sent.get(f"{prefix}-TOTAL_FORMS", "")), MOST_ROWS)
    return [typed_number(sent.get(f"{prefix}-{number}-id", "")) or None for number in range(count)]


def _answered(
    rows: Iterable[kinds.Row], of: tuple[str, str, str], sent: Mapping[str, str], prefix: str
) -> Iterator[kinds.Row]:
    """The answers of a grid; those of one question, in the form of which they are written, as typed.

    `of` names the field with the question, and what it said before and says now.
    """
    name, before, now = of
    start = f"{prefix}{ANSWER}"
    typed = {field.removeprefix(start): text for field, text in sent.items() if field.startswith(start)}
    for row in rows:
        if row[name] == before:
            row |= {name: now, "text": typed.pop(row["option"], row["text"])}
        yield row
    yield from ({name: now, "option": option, "text": text} for option, text in typed.items() if text)


def _first_choices(part: kinds.Part) -> dict[str, Any]:
    """Of a new row in which nobody has chosen yet; no page can be drawn without."""
    columns = {name: part.model._meta.get_field(name) for name in part.fields}
    return {
        name: column.flatchoices[0][0]
        for name, column in columns.items()
        if isinstance(column, models.Field) and column.choices and not column.blank
    }


def _is_countable(part: kinds.Part, row: kinds.Row) -> bool:
    """Whether it has the numbers without which no page can draw it."""
    columns = {name: part.model._meta.get_field(name) for name in part.fields}
    return all(row[name] is not None or getattr(column, "null", True) for name, column in columns.items())


def _typed(
    model: type[models.Model], names: Iterable[str], sent: Mapping[str, str], prefix: str
) -> dict[str, Any]:
    """What of these fields can be read already: somebody is in the middle of a number, or of a choice."""
    found = {}
    for name in names:
        column = model._meta.get_field(name)
        if f"{prefix}{name}" not in sent or not isinstance(column, models.Field) or column.is_relation:
            continue
        text = sent[f"{prefix}{name}"]
        try:
            value = column.to_python(text) if text or column.empty_strings_allowed else None
        except ValidationError:
            continue
        if not column.choices or value in dict(column.flatchoices):
            found[name] = value
    return found


class ShowsBeside:
    """For the admin of documents, whose forms name their document, part and row in their address."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.as_typed_view)
        return [
            path("<int:pk>/as-typed/", view, name="procedures_document_as-typed"),
            path("<int:pk>/as-typed/<slug:part>/", view, name="procedures_document_as-typed-new"),
            path("<int:pk>/as-typed/<slug:part>/<int:key>/", view, name="procedures_document_as-typed-part"),
            path(
                "<int:pk>/as-typed/<slug:part>/rows/",
                view,
                {"has_several": True},
                name="procedures_document_as-typed-rows",
            ),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def as_typed_view(self, request, pk, part=None, key=None, has_several=False):
        """The whole page; a header says where on it the typed words stand."""
        document = self._document(request, pk, "change")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        declared = next((each for each in kinds.of(document).parts if each.name == part), None)
        keys = _keys_sent(declared, request.POST) if declared and has_several else [key]
        content = as_typed(document, declared, keys, request.POST)
        response = page_of(request, document, content)
        response[ANCHOR] = _anchor(document, declared, next(iter(keys), None), content)
        return response

    def words_beside(
        self, document: Document, part: str | None, key: int | None, first: int | None
    ) -> dict[str, str]:
        """For the template `_beside.html`: where the page of a form asks, and the page in other languages."""
        given = [each for each in (document.pk, part, key) if each is not None]
        name = "as-typed-part" if key else "as-typed-new" if part else "as-typed"
        name = "as-typed-rows" if first else name
        others = Document.objects.translations_of(document)
        return {
            "as_typed": reverse(f"admin:procedures_document_{name}", args=given),
            "in_other_languages": [
                (other.get_language_display(), reverse("admin:procedures_document_preview", args=[other.pk]))
                for other in others
            ],
        }


def _anchor(document: Document, part: kinds.Part | None, key: int | None, content: kinds.Content) -> str:
    """Of the section in which a part is printed; "" for the top of the page."""
    if part is None or part.section is None or not content[part.name]:
        return ""
    keys = list(part.rows_of(document).values_list("pk", flat=True))
    row = content[part.name][keys.index(key) if key in keys else -1]
    return anchor_of(part.section(row))
