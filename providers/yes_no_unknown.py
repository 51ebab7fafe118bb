"""How staff answer what is yes, no, or not known."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class YesNoUnknown(forms.RadioSelect):
    """The three answers beside each other, named by their question: one press, where a list takes two."""

    template_name = "admin/providers/yes_no_unknown.html"
    question: "StrOrPromise" = ""
    value_from_datadict = forms.NullBooleanSelect.value_from_datadict

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, forms.NullBooleanSelect().choices)

    def format_value(self, value: Any) -> list[str]:
        return [forms.NullBooleanSelect().format_value(value)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"question": self.question}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """By the templates of the site, where a form does not look by itself."""
        return super().render(name, value, attrs, TemplatesSetting())


class YesNoUnknownField(forms.NullBooleanField):
    widget = YesNoUnknown

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        if isinstance(widget, YesNoUnknown):
            widget.question = self.label or ""
        return super().widget_attrs(widget)
