"""From the page of a translation: what is new in English since, with a box for each text that it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from drez_site.foundation.forms import ErrorSummary
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.line_ends import trimmed
from drez_site.foundation.markdown.citation_keys import cited_keys
from procedures.markdown_field import MarkdownField
from procedures.models import Document, Edition
from procedures.publishing import revisions
from procedures.publishing.beside_original import BesideOriginal, Place, State, Text
from procedures.publishing.words_in_both import Word

from .text_box import MarkdownBox, PlainLinesField, TextBox

MOST_BOXES = 20  # places that a page asks for at once; the others come when these are saved
STAYS = "stays-"  # and the name of a text: the box that says it is right as it stands
STILL_TO_DO = {
    State.ENGLISH: gettext_lazy("This stands in English still: translate it before you submit."),
    State.CHANGED: gettext_lazy(
        "The English changed: translate it anew, or say below that it is right as it stands."
    ),
}
STILL_MEANS = gettext_lazy(
    "The English means something else by now: open the word and translate it anew, or say below that it is "
    "right as it stands."
)
STILL_EMPTY = gettext_lazy("Nothing stands here yet: translate it before you submit.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One text of a place, with its boxes."""

    text: Text
    field: forms.BoundField
    stays: forms.BoundField | None  # only where the English changed


class TranslationForm(ErrorSummary, forms.Form):
    """A box for each text of the places that are still to do."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    unplaced: list[str] = []  # what was typed, and has no box any more

    def __init__(self, *args, beside: BesideOriginal, last: int, **kwargs):
        """`last` is the number of the newest saved draft of the translation."""
        self.now = f"{last}-{len(beside.texts_to_do) + len(beside.words)}-{beside.newest.number}"
        super().__init__(*args, initial={"seen": self.now}, **kwargs)
        self.beside = beside
        self.places = beside.to_do[:MOST_BOXES]
        for text in self._texts():
            self.fields[text.name] = _box(text, beside.document.language)
            if text.state is State.CHANGED:
                label = _("The translation is right as it stands")
                self.fields[STAYS + text.name] = forms.BooleanField(label=label, required=False)

        for word in beside.words:
            if word.translated:
                label = _("The translation is right as it stands")
                self.fields[STAYS + word.name] = forms.BooleanField(label=label, required=False)

    def words(self) -> Iterator[tuple[Word, forms.BoundField | None]]:
        """Those of the glossary that are to do, with the box that says one is right as it stands."""
        for word in self.beside.words:
            yield word, self[STAYS + word.name] if word.translated else None

    def _texts(self) -> Iterator[Text]:
        for place in self.places:
            yield from (text for text in place.texts if text.state is not State.SAME)

    def asked(self) -> Iterator[tuple[Place, list[Asked]]]:
        for place in self.places:
            yield (
                place,
                [
                    Asked(
                        text,
                        self[text.name],
                        self[STAYS + text.name] if text.state is State.CHANGED else None,
                    )
                    for text in place.texts
                    if text.name in self.fields
                ],
            )

    def clean(self):
        if self.cleaned_data.get("seen") != self.now:
            self._take_up(self.cleaned_data.get("seen", ""))
            raise forms.ValidationError(
                _(
                    "Nothing is saved yet: somebody saved this page, or signed other English, meanwhile. "
                    "Look at it, then save again."
                )
            )
        for text in self._texts():
            said = self.cleaned_data.get(text.name)
            if said is None or said == text.translated:
                continue
            if missing := [key for key in text.cites if key not in cited_keys(said)]:
                cited = " ".join(f"[@{key}]" for key in missing)
                self.add_error(
                    text.name, _("The English cites %(keys)s here: cite it, too.") % {"keys": cited}
                )
        if "_submit" in self.data:
            for text in [text for text in self._texts() if self._is_left(text)]:
                self.add_error(text.name, STILL_TO_DO[text.state] if text.translated.strip() else STILL_EMPTY)
            self._refuse_words()
        return self.cleaned_data

    def _refuse_words(self) -> None:
        for word in self._words_left():
            if word.translated:
                self.add_error(STAYS + word.name, STILL_MEANS)
            else:
                self.add_error(
                    None, _("“%(word)s” is missing here: add it, then submit.") % {"word": word.slug}
                )

    def _words_left(self) -> list[Word]:
        return [word for word in self.beside.words if not self.cleaned_data.get(STAYS + word.name)]

    def _take_up(self, seen: str) -> None:
        """What was typed stays in its box, if that has the same English beside it, and else above them."""
        is_same_english = seen.rpartition("-")[2] == self.now.rpartition("-")[2]
        asked = {text.name: text.translated for text in self._texts()}
        typed = {
            name: said
            for name, said in self.data.items()
            if name not in ("seen", "csrfmiddlewaretoken") and not name.startswith(("_", STAYS))
        }
        kept = {name: typed.get(name, said) if is_same_english else said for name, said in asked.items()}
        stays = {name: "on" for name in self.data if name.startswith(STAYS) and is_same_english}
        self.data = {"seen": self.now} | kept | stays
        saved = {trimmed(text.translated) for place in self.beside.places for text in place.texts}
        self.unplaced = [
            said
            for name, said in typed.items()
            if not (is_same_english and name in asked) and trimmed(said) not in saved | {""}
        ]

    def _is_left(self, text: Text) -> bool:
        return text.name not in self.errors and not self._is_settled(text)

    @property
    def left(self) -> set[str]:
        """The names of what is new in English, and neither said differently now nor right as it stands."""
        settled = {text.name for text in self._texts() if self._is_settled(text)}
        texts = {text.name for text in self.beside.texts_to_do} - settled
        return texts | {word.name for word in self._words_left()}

    def _is_settled(self, text: Text) -> bool:
        is_said = self.cleaned_data[text.name] != text.translated
        return is_said or bool(self.cleaned_data.get(STAYS + text.name))

    @property
    def said(self) -> dict[str, str]:
        return {text.name: self.cleaned_data[text.name] for text in self._texts()}


def _box(text: Text, language: str) -> forms.Field:
    column = text.column
    given = {
        "label": capfirst(str(column.verbose_name)),
        "initial": text.translated,
        "required": bool(text.english and text.translated.strip()),  # what is empty can wait
    }
    attrs = {"lang": language, "rows": min(12, 2 + len(text.english) // 70)}
    if isinstance(column, MarkdownField):
        widget = TextBox(attrs)
        widget.language = language
        return MarkdownBox(widget=widget, validators=column.validators, **given)
    if column.max_length and column.max_length <= 200:
        return forms.CharField(
            max_length=column.max_length, widget=forms.TextInput({"lang": language}), **given
        )
    return PlainLinesField(max_length=column.max_length, widget=forms.Textarea(attrs), **given)


class Translates:
    """For the admin of documents."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.translate_view)
        return [path("<int:pk>/translate/", view, name="procedures_document_translate"), *super().get_urls()]

    @method_decorator(never_cache)
    def translate_view(self, request, pk):
        document = self._document(request, pk, "change")
        try:
            if document.language == SOURCE_LANGUAGE:
                raise Edition.DoesNotExist
            beside = BesideOriginal(document)
        except Edition.DoesNotExist:
            messages.error(
                request, _("There is no signed English page that this one translates, or it was taken down.")
            )
            return self._back(document)
        form = TranslationForm(request.POST or None, beside=beside, last=revisions.last_number(document))
        if form.is_valid():
            return self._save_translation(request, document, beside, form)
        return self._page(
            request,
            "translate",
            document,
            _("What is new in English"),
            beside=beside,
            form=form,
            media=form.media,
            done=[place for place in beside.places if place.is_done],
            more=len(beside.to_do) - len(form.places),
            can_submit=request.user.has_perm("procedures.submit_document"),
        )

    def _save_translation(self, request, document: Document, beside: BesideOriginal, form: TranslationForm):
        left = form.left
        beside.save(form.said, request.user, left=left)
        self.log_change(request, document, _("Translated what was new in English."))
        if left:
            messages.warning(
                request, _("Saved. Texts that still follow older English: %(left)d.") % {"left": len(left)}
            )
            return redirect("admin:procedures_document_translate", document.pk)
        messages.success(
            request,
            _("Saved. The translation follows edition %(number)d.") % {"number": beside.newest.number},
        )
        return self.submit_view(request, document.pk) if "_submit" in request.POST else self._back(document)
