"""What readers choose on reading pages: options to compare, sources to list."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.forms import FieldsHelper, GetForm

from .catalogue import titled
from .kinds.comparison import FEWEST_OPTIONS
from .models import Procedure, Publication, public_sources
from .readings.comparison import OptionView
from .source_questions import SourceQuestion

MOST_PAGES = 1_000
TOO_FEW = format_lazy(_("Choose at least {count} options."), count=FEWEST_OPTIONS)


class OptionsForm(GetForm):
    """Which options to compare. Unsent, or wrong, it shows the operations, as long as there are two."""

    SENT, CHOSEN = "show", "chosen"  # in the address even when no box is ticked

    option = forms.MultipleChoiceField(
        label=_("Which options do you want to compare?"),
        help_text=_("Two or three are easiest to read on a phone."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": TOO_FEW,
            "invalid_choice": _("Choose options from the list."),
        },
    )

    @classmethod
    def of(cls, query: Mapping, options: list[OptionView], language: str) -> "OptionsForm":
        """From an address and the signed options, named in the page's language where it knows them."""
        form = cls(query if cls.SENT in query or "option" in query else None)
        is_translated = language == get_language()
        form.fields["option"].choices = [
            (option.kind, option.name if is_translated else gettext(option.name)) for option in options
        ]
        # The boxes say what the table below them shows.
        form.fields["option"].initial = _at_the_start(options)
        return form

    def clean_option(self) -> list[str]:
        chosen = self.cleaned_data["option"]
        if len(set(chosen)) < FEWEST_OPTIONS:
            raise ValidationError(TOO_FEW, code="too_few")
        return chosen

    @property
    def chosen(self) -> list[str]:
        """The kinds of options to show."""
        return self.cleaned_data["option"] if self.is_bound and self.is_valid() else self._start

    @property
    def is_chosen(self) -> bool:
        """Whether the reader chose them."""
        return self.is_bound and self.is_valid()

    @property
    def all_options(self) -> str:
        """The question that shows every option."""
        every = [("option", kind) for kind, _name in self.fields["option"].choices]
        return urlencode([*every, (self.SENT, self.CHOSEN)])

    @property
    def _start(self) -> list[str]:
        return list(self.fields["option"].initial)


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].lower()


def _at_the_start(options: list[OptionView]) -> list[str]:
    """The operations; all options where fewer than two of them are operations."""
    operations = [option.kind for option in options if option.is_operation]
    return operations if len(operations) >= FEWEST_OPTIONS else [option.kind for option in options]


@once_per_content_version
def _choices_of_sources() -> dict[str, list[tuple[str | int, str]]]:
    """Of each list in the form."""
    signed = [source.for_readers() for source in public_sources()]
    years = {source.year for source in signed if source.year}
    keywords = {keyword for source in signed for keyword in source.keywords}
    return {
        "procedure": [
            (each.slug, gettext(each.title)) for each in titled(Procedure.objects.all(), get_language())
        ],
        "kind": [(kind.value, capfirst(kind.label)) for kind in Publication.Kind],
        "level": [
            (1, gettext("Level 1 (strongest)")),
            *((level, gettext("Level %(level)d") % {"level": level}) for level in range(2, 5)),
            (5, gettext("Level 5 (weakest)")),
        ],
        "year": [(year, str(year)) for year in sorted(years, reverse=True)],
        "keyword": sorted(((keyword, gettext(keyword)) for keyword in keywords), key=_by_label),
    }


def _with_any(choices):
    return [("", gettext("Any")), *choices]


class LibraryForm(GetForm):
    """Filters of the list; what cannot be read filters nothing, and says so."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        help_text=_("In the title, the authors, or our summary."),
    )
    procedure = forms.ChoiceField(label=_("Operation"), required=False)
    kind = forms.ChoiceField(label=_("Type of source"), required=False)
    level = forms.TypedChoiceField(label=_("Level of evidence"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    keyword = forms.ChoiceField(label=_("Keyword"), required=False)
    # Not shown: a new question begins on its first page.
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)

    visible_names = ("q", "procedure", "kind", "level", "year", "keyword")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, found in _choices_of_sources().items():
            field = self.fields[name]
            field.choices = partial(_with_any, found)  # made when it is drawn, or chosen from
            field.error_messages["invalid_choice"] = _("Choose from the list.")
        self.helper = FieldsHelper(*self.visible_names)

    @staticmethod
    def values_of(name: str) -> list[str]:
        """What a list of the form offers, as an address says it."""
        return [str(value) for value, _words in _choices_of_sources()[name]]

    def question(self) -> SourceQuestion:
        """What was asked, without what cannot be read."""
        self.is_valid()
        read = self.cleaned_data
        return SourceQuestion(
            text=read.get("q") or "",
            procedure=read.get("procedure") or "",
            kind=read.get("kind") or "",
            level=read.get("level"),
            year=read.get("year"),
            keyword=read.get("keyword") or "",
            page=read.get("page") or 1,
        )

    def chosen(self, name: str) -> str:
        """The words of what was chosen in one field."""
        value = getattr(self.question(), "text" if name == "q" else name)
        if name == "q":
            return f"“{value}”" if value else ""
        return str(dict(self.fields[name].choices).get(value, "")) if value else ""
