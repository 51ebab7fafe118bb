"""The box in which staff write Markdown: its tools, and what its links may lead to."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import get_language

from drez_site.foundation.line_ends import with_plain_line_ends
from procedures.links_in_texts import no_dead_links


class TextBox(forms.Textarea):
    """A text area with tools above it. Without JavaScript it is a text area alone."""

    class Media:
        js = [forms.Script("js/admin/text_box.js", type="module")]

    template_name = "admin/procedures/text_box/box.html"
    language = ""  # of the text: in which glossary the tools look

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"language": self.language or get_language()}

    def render(self, name, value, attrs=None, renderer=None):
        """By the templates of the site, where a form does not look by itself."""
        return super().render(name, value, attrs, TemplatesSetting())


class PlainLinesField(forms.CharField):
    """Browsers send other line ends than files have: the same words are no change."""

    def to_python(self, value):
        return with_plain_line_ends(super().to_python(value))


class MarkdownBox(PlainLinesField):
    """Refuses a link that leads nowhere, with what to do."""

    default_validators = [no_dead_links]
