"""The facts that a report says are wrong, as fields beside the answer, and what an answer does to them.

A fact changes together with its day, and with whom staff asked. What an office said lately stays the office's
word when its website says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drez_site.foundation.united_states.phones import PhoneField
from drez_site.foundation.united_states.validators import phone_number
from procedures.models import Procedure
from providers.freshness import CheckedWith, oldest_good_check
from providers.models import Location, Offering, Practice, Provider, Report
from providers.yes_no_unknown import YesNoUnknownField

OPERATIONS = "operations"
About = Report.About
Row = Provider | Location | Practice

# Of a place or a practice: the facts that a report is about, and where the day of asking stands.
OF_PLACES = {
    About.PHONE: (("phone",), "phone_checked"),
    About.PLACE: (("street", "city", "state", "zip_code"), "address_checked"),
    About.HOURS: (("hours", "getting_in", "parking", "wheelchair_access"), "checked"),
}
OF_DOCTORS = {About.GONE: (("left_on",), "")}
OF_PRACTICES = {
    About.PHONE: (("phone",), "phone_checked"),
    About.ACCEPTING: (("accepting_new_patients",), "checked"),
}
FACTS: dict[type[Row], dict[Report.About, tuple[tuple[str, ...], str]]] = {
    Provider: OF_DOCTORS,
    Location: OF_PLACES,
    Practice: OF_PRACTICES,
}


@dataclass(frozen=True, slots=True)
class Correctable:
    """One fact as a field of the answer: `name` there, `attribute` of the row, its day under `dated`."""

    name: str
    row: Row
    attribute: str
    dated: str

    @property
    def field(self) -> forms.Field:
        model_field = self.row._meta.get_field(self.attribute)
        label = f"{self._whose}: {capfirst(str(model_field.verbose_name))}"
        initial = getattr(self.row, self.attribute)
        if isinstance(self.row, Provider):
            return forms.DateField(label=label, required=False, initial=initial)
        if phone_number in model_field.validators:
            return PhoneField(label=label, required=False, initial=initial)
        if isinstance(model_field, models.BooleanField):
            said = {"label": label, "initial": initial, "help_text": model_field.help_text}
            return YesNoUnknownField(required=False, **said)
        field: forms.Field = model_field.formfield(label=label, initial=initial)
        return field

    @property
    def _whose(self) -> str:
        if isinstance(self.row, Provider):
            return self.row.full_name
        return str(self.row.location.name if isinstance(self.row, Practice) else self.row.name)


def correctable(report: Report) -> list[Correctable]:
    """Empty where the report is about something that is changed on its own page."""
    about = About(report.about)
    found: list[Correctable] = []
    for row in _rows(report):
        attributes, dated = FACTS[type(row)].get(about, ((), ""))
        kind = row._meta.model_name
        found += [Correctable(f"{kind}_{row.pk}_{name}", row, name, dated) for name in attributes]
    return found


def _rows(report: Report) -> Iterable[Row]:
    if report.location:
        yield report.location
    if report.provider:
        yield report.provider
        for practice in report.provider.practices.select_related("location").order_by("pk"):
            yield practice.location
            yield practice


def fields(report: Report) -> dict[str, forms.Field]:
    """For the form of the answer, each with what the listing says now."""
    found = {each.name: each.field for each in correctable(report)}
    if report.provider and report.about == About.OPERATION:
        found[OPERATIONS] = forms.ModelMultipleChoiceField(
            Procedure.objects.all(),
            label=_("Operations that the doctor does"),
            required=False,
            initial=list(report.provider.offerings.values_list("procedure", flat=True)),
            widget=forms.CheckboxSelectMultiple,
        )
    return found


class Correcting:
    """What an answer to one report does to the listing, checked first and then written."""

    def __init__(self, report: Report, said: dict[str, Any], checked_with: str) -> None:
        self._report, self._with = report, checked_with
        self._facts = [each for each in correctable(report) if each.name in said]
        self._changed = [each for each in self._facts if said[each.name] != getattr(each.row, each.attribute)]
        for each in self._changed:
            setattr(each.row, each.attribute, said[each.name])
        self._operations = set(said[OPERATIONS]) if OPERATIONS in said else None
        offered = report.provider.offerings.select_related("procedure") if report.provider else ()
        self._offerings: dict[Procedure, Offering] = {each.procedure: each for each in offered}

    @property
    def changes_something(self) -> bool:
        if self._changed:
            return True
        return self._operations is not None and self._operations != self._offerings.keys()

    def problems(self) -> dict[str, list[str]]:
        """By the name of the field, or "" for the answer as a whole."""
        found: dict[str, list[str]] = {}
        for row in self._touched():
            names = {each.attribute: each.name for each in self._changed if each.row is row}
            try:
                row.full_clean(exclude={each.name for each in row._meta.fields} - names.keys())
            except ValidationError as error:
                for attribute, texts in error.message_dict.items():
                    found.setdefault(names.get(attribute, ""), []).extend(texts)
        taken_out = self._offerings.keys() - (self._operations if self._operations is not None else set())
        if self._operations is not None and taken_out and self._with != CheckedWith.OFFICE:
            text = _("A website that leaves an operation out does not say no. Call the office first.")
            found.setdefault(OPERATIONS, []).append(text)
        return found

    def write(self, staff: Any) -> None:
        """Facts, days, and whom staff asked. The caller holds the write lock."""
        for row in {each.row: each.row for each in self._facts}.values():
            days = {each.dated for each in self._facts if each.row is row}
            changed = {each.dated for each in self._changed if each.row is row}
            moved = [
                self._date(row, dated, is_new=dated in changed) for dated in days if self._has(row, dated)
            ]
            if changed or any(moved):
                self._save(row, staff)
        if self._operations is not None:
            self._write_operations(staff)

    def _touched(self) -> Iterable[Row]:
        return {each.row: each.row for each in self._changed}.values()

    def _has(self, row: Row, dated: str) -> bool:
        """A number of its own that a practice does not have needs no day, nor does a last day."""
        return bool(dated) and not (isinstance(row, Practice) and dated == "phone_checked" and not row.phone)

    def _date(self, row: Row, dated: str, *, is_new: bool) -> bool:
        """Whether the day moved."""
        day, source = f"{dated}_on", f"{dated}_with"
        asked = getattr(row, day)
        is_good = asked and asked >= oldest_good_check() and getattr(row, source) == CheckedWith.OFFICE
        if self._with == CheckedWith.WEBSITE and is_good and not is_new:
            return False
        setattr(row, day, timezone.localdate())
        setattr(row, source, self._with)
        return True

    def _write_operations(self, staff: Any) -> None:
        assert self._operations is not None and self._report.provider is not None
        day = "confirmed_on" if self._with == CheckedWith.OFFICE else "on_website_on"
        for procedure, offering in self._offerings.items():
            if procedure not in self._operations:
                self._say_why(offering, staff)
                offering.delete()
        for procedure in self._operations:
            offering = self._offerings.get(procedure) or Offering(
                provider=self._report.provider, procedure=procedure
            )
            setattr(offering, day, timezone.localdate())
            self._save(offering, staff)

    def _save(self, row: Row | Offering, staff: Any) -> None:
        self._say_why(row, staff)
        row.save()

    def _say_why(self, row: Row | Offering, staff: Any) -> None:
        reason = _("A reader’s report, %(how)s") % {"how": CheckedWith(self._with).label}
        row._change_reason, row._history_user = reason, staff  # type: ignore[union-attr]  # simple_history's
