"""The errors of an admin form and of its rows, each leading to its field."""

from collections.abc import Iterable, Iterator

from django import forms, template
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet

from drez_site.foundation.forms import first_input
from drez_site.foundation.links import Link

register = template.Library()


@register.simple_tag
def form_errors(adminform: AdminForm, inlines: Iterable[InlineAdminFormSet]) -> list[Link]:
    """What is wrong, in the order of the page. Errors of no single field are printed where they belong."""
    links = list(_links(adminform.form, ""))
    for inline in inlines:
        for number, form in enumerate(inline.formset.forms, start=1):
            links += _links(form, f"{inline.opts.verbose_name} {number}, ")
    return links


def _links(form: forms.BaseForm, where: str) -> Iterator[Link]:
    for name, texts in form.errors.items():
        if name in form.fields:
            field = form[name]
            for text in texts:
                yield Link(f"{where}{field.label}: {text}", f"#{first_input(field)}")
