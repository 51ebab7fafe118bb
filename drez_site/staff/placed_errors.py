"""What a constraint of a table refuses stands at the field to put right, and days say how to write them."""

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

# How to write what could not be read.
AS_WRITTEN = {
    forms.TimeField: _("Write the time in 24 hours, like 09:00 or 16:30."),
    forms.DateField: _("Write the day as year, month and day, like 2026-12-31."),
    forms.DateTimeField: _("Write the day and the time in 24 hours, like 2026-12-31 09:00."),
}


class PlacesErrors:
    """In front of every `ModelAdmin` of the site; StaffSite sees to it."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        return _placing(super().get_form(request, obj, change, **kwargs))

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form = _placing(formset.form)
            yield formset, inline


def _placing(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    class PlacingForm(form):
        def _post_clean(self):
            self.instance.validate_constraints = self._validate_constraints  # asked by `full_clean`
            try:
                super()._post_clean()
            finally:
                del self.instance.validate_constraints

        def _validate_constraints(self, exclude=()):
            """One after the other: of a field that has an error, no second one is said."""
            errors, exclude = defaultdict(list), set(exclude)
            for model, constraints in self.instance.get_constraints():
                for constraint in constraints:
                    try:
                        constraint.validate(model, self.instance, exclude=exclude)
                    except ValidationError as error:
                        name = _field_to_mend(self, constraint)
                        errors[name or NON_FIELD_ERRORS] += error.error_list
                        exclude.add(name)
            if errors:
                raise ValidationError(dict(errors))

    PlacingForm.base_fields = deepcopy(form.base_fields)  # with what was said of a field since it was made
    for field in PlacingForm.base_fields.values():
        for kind, sentence in AS_WRITTEN.items():
            if isinstance(field, kind):
                field.error_messages = field.error_messages | {"invalid": sentence}
    PlacingForm.__name__ = form.__name__
    return PlacingForm


def _field_to_mend(form: forms.ModelForm, constraint: Any) -> str:
    """The first that it names and that is empty; of what is there already, the last; "" for none shown."""
    names = [name for name in dict.fromkeys(_names(constraint)) if _is_shown(form, name)]
    empty = [name for name in names if form.cleaned_data.get(name) in form.fields[name].empty_values]
    if empty or not names:
        return next(iter(empty), "")
    return names[-1] if isinstance(constraint, UniqueConstraint) else names[0]


def _is_shown(form: forms.ModelForm, name: str) -> bool:
    field = form.fields.get(name)
    return field is not None and not isinstance(field, forms.models.InlineForeignKeyField)


def _names(node: Any) -> Iterator[str]:
    """The columns of a constraint or a part of it, in its order."""
    if isinstance(node, UniqueConstraint):
        yield from node.fields
        parts = node.expressions
    elif isinstance(node, F):
        yield node.name.partition("__")[0]
        parts = ()
    elif isinstance(node, tuple):
        yield node[0].partition("__")[0]
        parts = node[1:]
    elif isinstance(node, Q):
        parts = node.children
    elif hasattr(node, "get_source_expressions"):
        parts = node.get_source_expressions()
    else:
        parts = (node.condition,) if hasattr(node, "condition") else ()
    for part in parts:
        yield from _names(part)
