"""What a line changes in a row: the difference, and what is wrong with the row as it would be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from drez_site.foundation.line_ends import with_plain_line_ends
from providers.free_slugs import TAKEN_BY_PAGES
from providers.freshness import CheckedWith
from providers.models import Location
from providers.models.dated import day_to_move

from .cells import write
from .columns import BY_FIELD, LISTS, About, fact, model_field, set_fact
from .lines import Said
from .problems import Problem

UNDER_CONSTRAINTS = {"latitude", "located_by", "begins_on", "ends_on"}
SHORT = 60  # characters of a text that other lines may share
MOST_REMEMBERED = 20_000  # texts


@dataclass(frozen=True, slots=True)
class Change:
    """Texts as they stand in a table; "" is an empty fact."""

    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.column}: {self.before or '–'} → {self.after or '–'}"


def change(row: Model, about: About, said: dict[str, Any], lists: dict[str, Any]) -> list[Change]:
    """Write what is said into the row, which nobody saves here, and into its `lists`."""
    changes = []
    for field, value in (said | _office_of_new_days(row, said)).items():
        if field == "slug":
            continue
        before = lists.get(field) if field in LISTS else fact(row, field)
        if (with_plain_line_ends(before) if isinstance(before, str) else before) == value:
            continue
        if field in LISTS:
            lists[field] = value
        else:
            set_fact(row, field, value)
        is_first = row._state.adding
        changes.append(Change(BY_FIELD[about, field], "" if is_first else write(before), write(value)))
    return changes


def _office_of_new_days(row: Model, said: dict[str, Any]) -> dict[str, str]:
    """Of a new day on which somebody asked, nobody but the office was asked unless the line says so."""
    return {
        whom: CheckedWith.OFFICE.value
        for whom, day in getattr(row, "SAID_WITH_A_DAY", {}).items()
        if day in said and whom not in said and said[day] != getattr(row, day)
    }


def undated(
    row: Model, about: About, said: dict[str, Any], lists: dict[str, Any], changes: list[Change]
) -> Iterator[str]:
    """The columns of the days that a new answer needs and that the line leaves out."""
    changed = {each.column for each in changes}
    for field, days in row.ASKED_ON.items():  # type: ignore[attr-defined]  # the three models have it
        value = lists.get(field) if field in LISTS else getattr(row, field)
        if BY_FIELD[about, field] not in changed or value in (None, "", frozenset()):
            continue
        is_new_answer = field == "accepting_new_patients"
        if is_new_answer and days[0] not in said and getattr(row, days[0]) is None:
            yield BY_FIELD[about, days[0]]
        elif not row._state.adding and (day := day_to_move(row, field, said)):
            yield BY_FIELD[about, day]


def operations_apart(said: dict[str, Any], lists: dict[str, Any]) -> list[str]:
    """The operations that a website has, as the line says, and that the doctor is not said to do."""
    return sorted(said.get("on_website", {}).keys() - lists.get("operations", {}).keys())


class Checks:
    """What the models say of rows as they would be. A text that many lines share is checked once."""

    def __init__(self) -> None:
        self._good: set[tuple[About, str, Any]] = set()

    def problems_of(self, row: Model, about: About, said: Said) -> list[Problem]:
        """None for a row that may be saved."""
        facts = said.about(about)
        if (
            isinstance(row, Location)
            and {"latitude", "longitude"} & facts.keys()
            and "located_by" not in facts
        ):
            return [Problem(said.line, "located_by", _("Say how you know: surveyed or address."))]
        try:
            self._check_fields(row, about, facts)
            row.clean()
            if facts.keys() & UNDER_CONSTRAINTS or facts.get("slug") in TAKEN_BY_PAGES:
                row.validate_constraints()
        except ValidationError as error:
            by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            return [
                Problem(said.line, _column(about, field, facts), text)
                for field, texts in by_field.items()
                for text in texts
            ]
        return []

    def _check_fields(self, row: Model, about: About, facts: dict[str, Any]) -> None:
        """Raises ValidationError. What the line does not say is as it was, or what every new row has."""
        named = {model_field(about, name) for name in facts.keys() - set(LISTS)}
        here = [field for field in row._meta.concrete_fields if field.name in named]
        known = {(about, field.name, _hashable(getattr(row, field.name))) for field in here}
        new = {name for _about, name, _value in known - self._good}
        row.clean_fields(exclude={each.name for each in row._meta.concrete_fields} - new)
        if len(self._good) < MOST_REMEMBERED:
            self._good |= {each for each in known if len(str(each[2])) <= SHORT}


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, dict) else value


def _column(about: About, field: str, facts: dict[str, Any]) -> str:
    """The column that the line says and the model keeps there; "" for the line as a whole."""
    return next((BY_FIELD[about, name] for name in facts if model_field(about, name) == field), "")


def date_needed(line: int, column: str) -> Problem:
    return Problem(line, column, _("The answer beside it is new: write the day on which you asked."))
