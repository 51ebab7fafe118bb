"""The nearest doctors, for pages of other apps."""

from urllib.parse import urlencode

from crispy_forms.utils import render_crispy_form
from django import template
from django.utils.safestring import SafeString

from providers.forms import NearForm
from providers.presenters import FindPanel

register = template.Library()


@register.simple_tag(takes_context=True)
def nearest_doctors(context, procedure, anchor="") -> FindPanel:
    """The FindPanel for a procedure and for `?near=` in the page's address, made once for each request.

    `anchor` is the id of the section that shows it, where the links of the panel lead back to.
    """
    request = context["request"]
    made = request.__dict__.setdefault("_nearest_doctors", {})
    if procedure.pk not in made:
        form = NearForm({"near": request.GET["near"]} if "near" in request.GET else None)

        def here(words):
            address = f"{request.path}?{urlencode({'near': words})}"
            return f"{address}#{anchor}" if anchor else address

        made[procedure.pk] = FindPanel.of(procedure, form, here)
    return made[procedure.pk]


@register.simple_tag
def near_field(typed: str) -> SafeString:
    """The field that asks where the patient is, with what somebody has typed, or "", and no error."""
    return render_crispy_form(NearForm(initial={"near": typed}))


@register.inclusion_tag("providers/_panel.html", takes_context=True)
def nearest_doctors_panel(context, panel: FindPanel, anchor: str) -> dict:
    """The panel as the section with this id shows it, in the language of the page."""
    names = {"clinic", "request"}
    return {name: context[name] for name in names} | {
        "panel": panel,
        "anchor": anchor,
        "language": context["LANGUAGE_CODE"],
    }
