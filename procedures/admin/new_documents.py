"""The forms of a document itself: which page it is, and what its parts begin with."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from procedures import kinds
from procedures.kinds.declaration import Address
from procedures.models import Document

# What tells documents of one kind apart: the field of the form, and what is said where it is missing.
FIELD_OF_ADDRESS = {
    Address.PROCEDURE: ("procedure", _("Choose the operation that the article is about.")),
    Address.SLUG: ("slug", _("Give the page an address, or name the key of the publication.")),
}


class DocumentForm(forms.ModelForm):
    """What is typed where no page prints it would be signed, and nobody would ever read it."""

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind") or self.instance.kind
        if kind in Document.Kind.values and not kinds.named(kind).has_body and cleaned.get("body"):
            self.add_error(
                "body",
                _("This kind of document has no text of its own: move it to a section, or take it out."),
            )
        return cleaned


class DocumentsOfAKind(forms.Select):
    """A list of documents in which each says its kind and language, for the script of the form."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if document := getattr(value, "instance", None):
            option["attrs"] |= {"data-kind": document.kind, "data-language": document.language}
        return option


class DocumentChoice(forms.ModelChoiceField):
    widget = DocumentsOfAKind

    def label_from_instance(self, document):
        return f"{capfirst(document.get_kind_display())}: {document}"


class NewDocumentForm(DocumentForm):
    """Of a new document. The script shows what its kind has; without it everything is shown."""

    class Media:
        js = [forms.Script("js/admin/new_document.js", type="module")]

    copy_of = DocumentChoice(
        label=_("Begin with"),
        queryset=Document.objects.order_by("kind", "title"),
        required=False,
        blank=True,
        empty_label=_("Nothing written yet: every part that this kind of document needs"),
        help_text=_(
            "Or the words of another document of the same kind and language. A translation begins with the "
            "parts, figures and citations of the English page that is signed, to be translated text by text."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for address, (name, _missing) in FIELD_OF_ADDRESS.items():
            there = sorted(str(kind) for kind in kinds.ALL if kind.address is address)
            widget = self.fields[name].widget
            # That of an operation stands within another, for the buttons beside it.
            getattr(widget, "widget", widget).attrs["data-kinds"] = " ".join(there)

    def clean(self):
        cleaned = super().clean()
        self._clean_address(cleaned)
        original = cleaned.get("copy_of")
        if original and (original.kind, original.language) != (cleaned.get("kind"), cleaned.get("language")):
            self.add_error("copy_of", _("Choose a document of the same kind and language."))
        return cleaned

    def _clean_address(self, cleaned):
        """What another kind would have is dropped, as nobody sees it; what this kind needs is asked for."""
        if (kind := cleaned.get("kind")) is None:
            return
        for address, (name, missing) in FIELD_OF_ADDRESS.items():
            if name in self.errors:
                continue
            if kinds.named(kind).address is not address:
                cleaned[name] = self.fields[name].empty_value if name == "slug" else None
            elif not cleaned.get(name):
                self.add_error(name, missing)
            else:
                self._refuse_a_second(cleaned, name)

    def _refuse_a_second(self, cleaned, name):
        """Of one kind, in one language: with the way to the one that there is."""
        same = {key: cleaned.get(key) for key in ("kind", "language", name)}
        if there := Document.objects.filter(**same).first():
            says = format_html(
                '{} <a href="{}">{}</a>',
                _("This document is there already in this language: change that one."),
                reverse("admin:procedures_document_change", args=[there.pk]),
                there,
            )
            self.add_error(name, ValidationError(says, code="there"))
