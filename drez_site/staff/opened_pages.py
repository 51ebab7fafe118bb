"""What stands on a change page of the admin, value by value: as opened, as saved now, as somebody typed it.

A page carries a short hash of every value that it was opened with. So a save finds out what others saved
meanwhile, whatever the page is for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drez_site.foundation.line_ends import with_plain_line_ends

HASH_LENGTH = 10  # hexadecimal digits: only hashes of one place are ever compared


@dataclass(frozen=True, slots=True)
class Value:
    """What one field holds; `row` names the part of the page that it belongs to, "" for the page itself."""

    row: str
    field: forms.BoundField
    held: Any

    @property
    def label(self) -> str:
        """Of the field, led by its row."""
        label = capfirst(str(self.field.label))
        return f"{self.row}: {label}" if self.row else label

    @property
    def hash(self) -> str:
        """The same for the same value, whatever its line ends and the order of what it lists."""
        return hashlib.sha256(json.dumps(_listed(self.held)).encode()).hexdigest()[:HASH_LENGTH]

    @property
    def text(self) -> str:
        """In words, as the page shows it."""
        field, widget = self.field.field, self.field.field.widget
        if isinstance(field, forms.ModelChoiceField):
            return ", ".join(sorted(_names_of_rows(field, _listed(self.held))))
        if choices := getattr(widget, "choices", ()):
            names = {str(key): str(name) for key, name in forms.ChoiceField(choices=choices).choices}
            return ", ".join(names.get(key, key) for key in _listed(widget.format_value(self.held)))
        if isinstance(widget, forms.CheckboxInput):
            return _("yes") if self.held else _("no")
        if isinstance(widget, (forms.FileInput, forms.MultiWidget)):
            return ", ".join(_listed(self.held))
        return ", ".join(_listed(widget.format_value(self.held)))


ValuesByPlace = dict[str, Value]  # by place: the name of a field, or the model, key and field of a part


def _listed(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    values = sorted(map(str, value)) if isinstance(value, (list, tuple, set)) else [str(value)]
    return [with_plain_line_ends(each) for each in values]


def _names_of_rows(field: forms.ModelChoiceField, keys: list[str]) -> Iterable[str]:
    name = f"{field.to_field_name or 'pk'}__in"
    try:
        return map(str, list(field.queryset.filter(**{name: keys})))
    except (ValueError, ValidationError):  # somebody sent what is no key
        return keys


def values(form: forms.ModelForm, formsets: Iterable[BaseInlineFormSet]) -> ValuesByPlace:
    """Everything that the page's forms hold: as sent, or else as saved."""
    found = _values_of_row("", "", form, set())
    for formset in formsets:
        for row in _rows(formset):
            found |= row
    return found


def _rows(formset: BaseInlineFormSet) -> list[ValuesByPlace]:
    """Of each row that the page was opened with."""
    model = formset.model._meta
    hidden = {model.pk.name, formset.fk.name, DELETION_FIELD_NAME}
    kind = capfirst(str(model.verbose_name))
    return [
        _values_of_row(
            f"{model.model_name}.{row[model.pk.name].value()}.",
            f"{kind} {row.instance}" if row.instance.pk else kind,
            row,
            hidden,
        )
        for row in formset.initial_forms
    ]


def _values_of_row(prefix: str, name: str, form: forms.BaseForm, left_out: set[str]) -> ValuesByPlace:
    """`form.held`, if it has that, says what fields hold that no browser sends back, like a picture."""
    held: Mapping[str, Any] = {} if form.is_bound else getattr(form, "held", {})
    return {
        f"{prefix}{field.name}": Value(name, field, held.get(field.name, field.value()))
        for field in form
        if field.name not in left_out and not field.is_hidden and field.widget_type != "password"
    }


@dataclass(frozen=True, slots=True)
class Opened:
    """How a page stood when it was opened: the hash of each place, and the moment."""

    at: datetime
    hashes: Mapping[str, str]

    @classmethod
    def of(cls, page: ValuesByPlace, at: datetime) -> "Opened":
        """Of a page as it stands now."""
        return cls(at, {place: value.hash for place, value in page.items()})

    @classmethod
    def read(cls, sent: str, now: datetime) -> "Opened":
        """From what a page sent back; of what cannot be read, a page that held nothing."""
        try:
            said = json.loads(sent)
            at, hashes = parse_datetime(said["at"]), dict(said["hashes"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls(now, {})
        return cls(at or now, hashes)

    def __str__(self) -> str:
        return json.dumps({"at": self.at.isoformat(), "hashes": self.hashes}, separators=(",", ":"))

    def says(self, page: ValuesByPlace) -> bool:
        """Whether it held these very values."""
        return all(self.hashes.get(place) == value.hash for place, value in page.items())

    def changed_in(self, now: ValuesByPlace) -> list[str]:
        """The places that say something else now: those of the page first, then what others took away."""
        changed = [place for place, value in now.items() if self.hashes.get(place) != value.hash]
        return changed + [place for place in self.hashes if place not in now]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in both versions, as plain text. `saved` is None where somebody took the row away."""

    label: str
    saved: str | None
    typed: str | None


def differences(changed: Iterable[str], now: ValuesByPlace, typed: ValuesByPlace) -> list[Difference]:
    """Those of these places that would not become what they are. A row that a page lacks is None there."""
    found = []
    for place in changed:
        saved, sent = now.get(place), typed.get(place)
        if (value := saved or sent) is None or (saved and sent and saved.text == sent.text):
            continue
        found.append(Difference(value.label, saved and saved.text, sent and sent.text))
    return found


def gone_rows_become_new(
    sent: QueryDict, formset: BaseInlineFormSet, there: set[str], opened: Opened
) -> None:
    """Let rows that others took away stand as new ones, so that what was typed in them can be saved.

    Those in which nobody typed since the page was opened go. Changes `sent`, a copy of what the browser sent
    for the formset; `there` are the keys that are still there.
    """
    prefix, key_name = formset.prefix, formset.model._meta.pk.name
    rows = range(formset.total_form_count())
    gone = [
        number for number, row in enumerate(formset.initial_forms) if str(row[key_name].value()) not in there
    ]
    if not gone:
        return
    typed = [number for number in gone if not opened.says(_rows(formset)[number])]
    order = [number for number in rows if number not in gone] + typed
    before = {
        number: {name: sent.pop(name) for name in list(sent) if name.startswith(f"{prefix}-{number}-")}
        for number in rows
    }
    for place, number in enumerate(order):
        for name, listed in before[number].items():
            sent.setlist(name.replace(f"{prefix}-{number}-", f"{prefix}-{place}-", 1), listed)
        if number in gone:
            sent[f"{prefix}-{place}-{key_name}"] = ""
    sent[f"{prefix}-INITIAL_FORMS"] = str(formset.initial_form_count() - len(gone))
    sent[f"{prefix}-TOTAL_FORMS"] = str(len(order))
