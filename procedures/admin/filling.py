"""The form of a source, filled from what somebody pasted: where nothing was typed, and without saving."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.accents import without_accents
from procedures.models import Publication
from procedures.models.identifiers import WRITTEN, number_alone
from procedures.models.publication import is_organization, printed_name
from procedures.pasted_sources.found import FoundSource
from procedures.pasted_sources.looking_up import can_look_up, look_up
from procedures.pasted_sources.reading import MOST_SIGNS, Unreadable, read

FILL = "_fill"  # the name of the button
PASTED, FILE = "pasted", "pasted_file"
DATE = ("year", "month", "day")


@dataclass(slots=True)
class Filling:
    """The form's fields after it, by name, and what staff read of it. A refused one changed none."""

    data: QueryDict
    refusal: str = ""
    there: Publication | None = None  # the same source, if it is here already
    warning: str = ""
    filled: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # fields in which somebody typed something else


class Listed(Unreadable):
    """The source is here already."""

    def __init__(self, there: Publication) -> None:
        super().__init__(_("This source is here already, as %(key)s.") % {"key": there.key})
        self.there = there


def fill(sent: QueryDict, files: Mapping[str, UploadedFile], pk: str | None) -> Filling:
    """What the form says with the paste in it; `pk` is the source's own, if it has been saved."""
    filling = Filling(sent.copy())
    try:
        found = read(_text_of(files[FILE]) if FILE in files else sent.get(PASTED, ""))
        if can_look_up(found):
            try:
                found = look_up(found)
            except Unreadable as no_answer:
                filling.warning = no_answer.sentence
        _refuse_another(found, sent, pk)
    except Unreadable as refusal:
        filling.refusal, filling.there = refusal.sentence, getattr(refusal, "there", None)
        return filling
    said = _by_field(found)
    for name, text in said.items():
        typed = sent.get(name, "").strip()
        if not typed and _is_of_the_same_day(name, said, sent):
            filling.data[name] = text
            filling.filled.append(name)
        elif typed and not _says(name, typed, text):
            filling.kept.append(name)
    if "author_lines" in filling.filled and found.et_al:
        filling.data["et_al"] = "on"
    if not sent.get("key", "").strip() and (key := free_key(found)):
        filling.data["key"] = key
        filling.filled.insert(0, "key")
    filling.data[PASTED] = ""
    return filling


def _text_of(file: UploadedFile) -> str:
    if (file.size or 0) > 4 * MOST_SIGNS:
        raise Unreadable(_("This file is too long for one source. Export the one source alone."))
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("This file is no text in UTF-8. Export the source as BibTeX, RIS or CSL-JSON.")
        ) from error


def _refuse_another(found: FoundSource, sent: QueryDict, pk: str | None) -> None:
    """Raises Unreadable for a source that the form is not about, and for one that is here already."""
    for name in WRITTEN:
        number = getattr(found, name)
        typed = number_alone(name, sent.get(name, "")) or sent.get(name, "").strip()
        if number and typed and number.lower() != typed.lower():
            raise Unreadable(
                _("This is another source: it has the number %(other)s, and this form says %(typed)s.")
                % {"other": number, "typed": typed}
            )
        same = Publication.objects.filter(**{f"{name}__iexact": number}).exclude(pk=pk or None)
        if number and (there := same.first()):
            raise Listed(there)


def _by_field(found: FoundSource) -> dict[str, str]:
    """What it says, by the field of the form."""
    names = ("kind", "title", "journal", "publisher", *DATE, "volume", "issue", "pages", *WRITTEN, "url")
    said = {name: getattr(found, name) for name in names} | {"author_lines": "\n".join(found.authors)}
    return {name: text for name, text in said.items() if text}


def _is_of_the_same_day(name: str, said: Mapping[str, str], sent: QueryDict) -> bool:
    """A month belongs to its year: not to another one that somebody typed."""
    coarser = DATE[: DATE.index(name)] if name in DATE else ()
    return all(sent.get(each, "").strip() in ("", said.get(each)) for each in coarser)


def _says(name: str, typed: str, text: str) -> bool:
    alone = number_alone(name, typed) if name in WRITTEN else typed
    return " ".join(alone.split()).lower() == " ".join(text.split()).lower()


def free_key(found: FoundSource) -> str:
    """Like Chalil2021, or Chalil2021b where that is taken; "" without an author or a year."""
    if not (found.authors and found.year):
        return ""
    first = found.authors[0]
    words = without_accents(printed_name(first)).split()
    name = "".join(word[0] for word in words) if is_organization(first) and len(words) > 1 else words[0]
    letters = "".join(sign for sign in name if sign.isascii() and sign.isalnum())[:30]
    if not letters:
        return ""
    keys = [f"{letters}{found.year}{suffix}" for suffix in ("", *"bcdefghijklmnopqrstuvwxyz")]
    taken = Publication.objects.filter(key__istartswith=keys[0]).values_list("key", flat=True)
    there = {key.lower() for key in taken}
    return next((key for key in keys if key.lower() not in there), "")


class FillsFromPastes:
    """For the admin of sources, whose form has the fields `pasted` and `pasted_file`."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Reads before the page is locked for others: a question to Crossref may take seconds."""
        may_write = self.has_change_permission(request) if object_id else self.has_add_permission(request)
        if request.method == "POST" and FILL in request.POST and may_write:
            request.filling = fill(request.POST, request.FILES, object_id)
            request.POST = request.filling.data
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        filling = filling_of(request)
        return _unsaved(form, filling) if filling else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if filling := filling_of(request):
            labels = {name: each.label for name, each in context["adminform"].form.fields.items()}
            context |= {
                "filling": filling,
                "filled": [labels[name] for name in filling.filled],
                "kept": [labels[name] for name in filling.kept],
            }
            if "opened_with" in request.POST:  # nothing was saved: the page is as old as it was
                context["opened_with"] = request.POST["opened_with"]
        return super().render_change_form(request, context, add, change, form_url, obj)


def filling_of(request: HttpRequest) -> Filling | None:
    return getattr(request, "filling", None)


def _unsaved(form, filling: Filling):
    """The form as it is filled: nobody said that it is finished, so nothing in it is checked or saved."""

    class UnsavedForm(form):
        def is_valid(self):
            return False

        def full_clean(self):
            self._errors, self.cleaned_data = ErrorDict(), {}
            if self.is_bound and filling.refusal:
                self.add_error(PASTED, filling.refusal)

    return UnsavedForm
