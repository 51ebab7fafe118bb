"""The errors of an admin form and of its rows, each leading to its field."""

from collections.abc import Iterable, Iterator

from django import forms, template
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from drez_site.foundation.forms import first_input
from drez_site.foundation.links import Link

register = template.Library()


@register.simple_tag
def form_errors(adminform: AdminForm, inlines: Iterable[InlineAdminFormSet]) -> list[Link]:
    """All that is wrong, in the order of the page. Errors of no single field lead to their row, if any."""
    links = list(_links(adminform.form, ""))
    for inline in inlines:
        links += [
            Link(str(text), f"#{inline.formset.prefix}-group") for text in inline.formset.non_form_errors()
        ]
        for number, form in enumerate(inline.formset.forms, start=1):
            links += _links(form, f"{inline.opts.verbose_name} {number}, ")
    return links


def _links(form: forms.BaseForm, where: str) -> Iterator[Link]:
    row = f"#{first_input(next(iter(form.visible_fields())))}" if where and form.visible_fields() else ""
    for text in form.non_field_errors():
        yield Link(f"{where}{text}", row)
    for name, texts in form.errors.items():
        if name in form.fields:
            field = form[name]
            for text in texts:
                yield Link(
                    f"{where}{field.label}: {strip_tags(text) if isinstance(text, SafeString) else text}",
                    f"#{first_input(field)}",
                )
