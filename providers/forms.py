"""What patients fill in: where they are, and what they look for."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator, format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.accents import in_order_of
from drez_site.foundation.forms import FieldsHelper, GetForm

from .freshness import CHECKED_IS_GOOD_FOR
from .models import Place
from .places import AmbiguousPlace, PlaceNotFound, Resolved, resolve
from .search import DISTANCES, FARTHER, LARGEST_PAGE, MOST_RANKS, PAGE_SIZE, DirectoryQuery, options_in
from .shortlist import are_too_many, chosen_in

ZIP_CODE_LENGTH = 5
LONGEST_NUMBER = 12  # said back to whoever typed it

NOT_FOUND = {
    PlaceNotFound.Reason.UNKNOWN: _("We do not know that place. Enter a US ZIP code, or a city and state."),
    PlaceNotFound.Reason.ABROAD: _(
        "That place is outside the United States. Our list has doctors in the US only. "
        "Enter a US ZIP code or city that you could travel to."
    ),
    PlaceNotFound.Reason.MILITARY: _(
        "Military mail (APO, FPO, DPO) can go anywhere in the world, so we cannot measure from it. "
        "Enter the ZIP code or city in the US that is nearest to you."
    ),
    PlaceNotFound.Reason.HERE: _(
        "We do not know where you are. Type your ZIP code or city, or press “Use my location” if you see it."
    ),
}
HERE_WITHOUT_A_BUTTON = _("We do not know where you are. Type your ZIP code or city.")

NO_SUCH_ZIP_CODE = _("We do not know the ZIP code %(typed)s. Check it, or enter a city and state.")
NOT_A_ZIP_CODE = _(
    "A ZIP code has five digits, and %(typed)s has %(count)s. Enter all five, or a city and state."
)


class AnyTextField(forms.Field):
    """Takes any text at all: what it means is for others to say."""

    def to_python(self, value):
        return (value or "").replace("\x00", " ").strip()

    def bound_data(self, data, initial):
        """What is shown again: as typed, but nothing that a page cannot hold."""
        return (data or "").replace("\x00", "")


class YesInput(forms.CheckboxInput):
    """Stands in an address as `=yes`, and knows what else somebody may have written there."""

    YES, NO = ("yes", "on", "1", "true"), ("", "no", "off", "0", "false")

    def __init__(self):
        super().__init__(check_test=lambda value: str(value).lower() in self.YES)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def format_value(self, value):
        return "yes"


class YesField(forms.Field):
    """A box to tick. Raises ValidationError for anything but a yes or a no."""

    widget = YesInput

    def to_python(self, value):
        text = (value or "").strip().lower()
        if text not in (*YesInput.YES, *YesInput.NO):
            raise ValidationError(_("Check the box, or leave it empty."), code="invalid")
        return text in YesInput.YES


def within(miles: str) -> str:
    return format_lazy(_("Within {miles} miles"), miles=miles)


class DistanceField(forms.ChoiceField):
    """Miles, or "" for any distance; of the long ones only that which the address asks for is offered."""

    OFFERED = [str(miles) for miles in DISTANCES]
    CHOICES = [("", _("Any distance")), *((miles, within(miles)) for miles in OFFERED)]

    def __init__(self, **options):
        super().__init__(choices=self.CHOICES, **options)

    def offer(self, asked: str) -> None:
        """This one, too, if it is one of the long ones."""
        if asked.isascii() and asked.isdecimal() and len(asked) < 6 and int(asked) in FARTHER:
            self.choices = [*self.CHOICES, (asked, within(asked))]

    def to_python(self, value):
        """Links of before say “any”."""
        text = super().to_python(value)
        return "" if text == "any" else text


class NearForm(GetForm):
    """The one question: near where?"""

    HAS_LOCATION_BUTTON = False  # on the pages that show it

    near = AnyTextField(
        label=_("ZIP code or city"),
        required=False,
        help_text=_("For example, 27710 or Durham, NC"),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.which_place: AmbiguousPlace | None = None
        self.suggestions: tuple[Place, ...] = ()
        self.meant: Resolved | None = None
        self.words = ""  # for the place, as typed
        self.helper = FieldsHelper("near")

    def clean_near(self) -> Place | None:
        """The place; None for no words, and for words that mean several places (then `which_place` asks)."""
        text = self.words = self.cleaned_data["near"]
        if not text:
            return None
        try:
            resolved = resolve(text)
        except AmbiguousPlace as asked:
            self.which_place = asked
            return None
        except PlaceNotFound as unknown:
            self.suggestions = unknown.suggestions
            is_without = unknown.reason is PlaceNotFound.Reason.HERE and not self.HAS_LOCATION_BUTTON
            message = HERE_WITHOUT_A_BUTTON if is_without else _not_found(text, unknown.reason)
            raise ValidationError(message, code=unknown.reason.value) from unknown
        self.meant = resolved
        return resolved.place


def _by_name(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices in the order of what they are called on this page."""
    return sorted(choices, key=lambda choice: in_order_of(choice[1]))


def _not_found(text: str, reason: PlaceNotFound.Reason) -> str:
    """What is wrong with these words: of a number, whether it could be a ZIP code at all."""
    digits = text.removesuffix("-")
    if reason is not PlaceNotFound.Reason.UNKNOWN or not (digits.isascii() and digits.isdigit()):
        return str(NOT_FOUND[reason])
    if len(digits) == ZIP_CODE_LENGTH:
        return NO_SUCH_ZIP_CODE % {"typed": digits}
    return NOT_A_ZIP_CODE % {"typed": Truncator(digits).chars(LONGEST_NUMBER), "count": len(digits)}


class FindADoctorForm(NearForm):
    """The whole search. Every state of it is an address that can be shared.

    A page shows it as two forms, the place (`helper`) and the filters (`first_filters_helper`, then
    `more_filters_helper` behind a press); each keeps what was chosen in the other, hidden.
    """

    HAS_LOCATION_BUTTON = True
    FIRST_FILTERS = ("procedure", "language", "wheelchair")
    MORE_FILTERS = ("within", "accepting", "specialty", "telehealth", "q")
    FILTERS = FIRST_FILTERS + MORE_FILTERS

    procedure = forms.ChoiceField(
        label=_("Operation"),
        required=False,
        error_messages={"invalid_choice": _("Choose an operation from the list.")},
    )
    within = DistanceField(
        label=_("Distance"),
        required=False,
        error_messages={"invalid_choice": _("Choose a distance from the list.")},
    )
    accepting = forms.ChoiceField(
        label=_("Accepting new patients"),
        required=False,
        help_text=format_lazy(
            _("What an office says counts for {days} days. After that, it is not known."),
            days=CHECKED_IS_GOOD_FOR.days,
        ),
        choices=[
            ("", _("Does not matter")),
            ("yes", _("Yes, or not known")),
            ("confirmed", _("Yes")),
        ],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    specialty = forms.ChoiceField(
        label=_("Specialty"),
        required=False,
        error_messages={"invalid_choice": _("Choose a specialty from the list.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("That the doctor speaks, without an interpreter."),
        error_messages={"invalid_choice": _("Choose a language from the list.")},
    )
    telehealth = YesField(
        label=_("First visit by video"),
        required=False,
        help_text=_("Leaves out doctors who do not offer it. Where we do not know, the card says to ask."),
    )
    wheelchair = YesField(
        label=_("Wheelchair access"),
        required=False,
        help_text=_("Leaves out places without it. Where we do not know, the card says to ask."),
    )
    q = AnyTextField(
        label=_("Doctor’s name"),
        required=False,
        help_text=_("Small spelling mistakes are fine."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # Not shown: a new search begins on its first page, with as many doctors as usual.
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_RANKS)
    size = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PAGE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options_in(get_language())
        self.first_filters_helper = FieldsHelper(*self.FIRST_FILTERS)
        self.more_filters_helper = FieldsHelper(*self.MORE_FILTERS)
        self.fields["within"].offer(self.data.get("within") or "")
        # Made when they are drawn, or chosen from.
        self.fields["procedure"].choices = self._operations
        self.fields["specialty"].choices = self._specialties
        self.fields["language"].choices = self._languages

    def _operations(self) -> list[tuple[str, str]]:
        """Those that somebody does, and the one that is asked for, at the address that asks for it."""
        known, asked = self.options.procedures, self.data.get("procedure")
        offered = [
            (address, gettext(each.title))
            for address, each in known.items()
            if (address == asked if each is known.get(asked) else each.is_offered and address == each.slug)
        ]
        return [("", gettext("Any operation")), *offered]

    def _specialties(self) -> list[tuple[str, str]]:
        known = self.options.specialties.items()
        return [
            ("", gettext("Any specialty")),
            *_by_name((code, gettext(each.label)) for code, each in known),
        ]

    def _languages(self) -> list[tuple[str, str]]:
        known = self.options.languages.items()
        return [
            ("", gettext("Any language")),
            *_by_name((code, each.translated_name) for code, each in known),
        ]

    def clean_within(self) -> int | None:
        text = self.cleaned_data["within"]
        return int(text) if text else None

    @property
    def names_a_place(self) -> bool:
        """Whether somebody typed one, known or not."""
        return bool((self["near"].value() or "").strip())

    @property
    def filters_with_errors(self) -> list[str]:
        return [name for name in self.FILTERS if name in self.errors]

    @property
    def opens_more_filters(self) -> bool:
        """Whether one of those behind the press is on, or wrong."""
        return any(self.cleaned_data.get(name) or name in self.errors for name in self.MORE_FILTERS)

    @property
    def chosen_filters(self) -> list[tuple[str, str]]:
        """Name and value of each filter that is on, for the form that asks for the place."""
        return [
            (name, str(self[name].value()))
            for name in self.FILTERS
            if name not in self.errors and self.cleaned_data.get(name)
        ]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The doctors whom she checked, as slugs: they go along, hidden."""
        return chosen_in(self.data.getlist("d")) if isinstance(self.data, QueryDict) else ()

    @property
    def chose_too_many(self) -> bool:
        """Whether she checked more than go along: without scripts nothing stops her."""
        return isinstance(self.data, QueryDict) and are_too_many(self.data.getlist("d"))

    @property
    def kept_filters(self) -> str | None:
        """All that the fields of the filters show, in one text; None when somebody typed some of it."""
        shown = {name: str(self[name].value() or "") for name in self.FILTERS}
        return None if self.filters_with_errors or shown["q"] else urlencode(shown)

    def query(self) -> DirectoryQuery:
        """What could be read of the form: of a field with an error, nothing."""
        read = self.cleaned_data
        return DirectoryQuery(
            place=read.get("near"),
            meant=self.meant,
            procedure=self.options.procedures.get(read.get("procedure")),
            within=read.get("within"),
            specialty=self.options.specialties.get(read.get("specialty")),
            language=self.options.languages.get(read.get("language")),
            accepting=read.get("accepting") or "",
            telehealth=bool(read.get("telehealth")),
            wheelchair=bool(read.get("wheelchair")),
            name=read.get("q") or "",
            page=read.get("page") or 1,
            size=read.get("size") or PAGE_SIZE,
            chosen=self.chosen,
        )
