"""Two entries for one doctor or one place become one. The other stays, taken away, with its history.

Its address leads to the one that is kept, and so do those that it had before.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.write_lock import one_writer_at_a_time

from .models import Call, Location, Practice, Provider, Report

# Of a doctor: facts that the kept entry takes over where it has none, with the day beside them.
FILLED = (
    ("npi",),
    ("credentials",),
    ("biography", "biography_translations"),
    ("education", "education_translations", "education_checked_on"),
    ("video_first_visit", "video_checked_on"),
    ("referral_needed", "referral_checked_on"),
)
PARTS = {
    "practices": "location_id",
    "offerings": "procedure_id",
    "board_certifications": "board",
    "state_licenses": "state",
}


class CannotMerge(ValueError):
    """These two are not two entries for one: the text says why."""


def merge_doctors(kept: Provider, other: Provider, staff: Any) -> None:
    """All of `other` that `kept` lacks goes over; of a fact that both have, the one asked about later stays.

    Raises CannotMerge.
    """
    _refuse(kept, other)
    if kept.npi and other.npi and kept.npi != other.npi:
        raise CannotMerge(_("They have different NPIs, so they are two doctors."))
    with one_writer_at_a_time():
        facts = {name: getattr(other, name) for group in FILLED for name in group}
        _take_away(other, kept, staff, npi=None)
        for group in FILLED:
            if getattr(kept, group[0]) in (None, ""):
                for name in group:
                    setattr(kept, name, facts[name])
        kept.former_names = _names_of_both(kept, other)
        _save(kept, other, staff)
        for name in ("specialties", "languages", "publications"):
            getattr(kept, name).add(*getattr(other, name).all())
        for relation, column in PARTS.items():
            _move_parts(relation, column, kept, other, staff)
        if not hasattr(kept, "photo") and hasattr(other, "photo"):
            other.photo.provider = kept
            _save(other.photo, other, staff)
        Report.objects.filter(provider=other).update(provider=kept)
        Call.objects.waiting().filter(provider=other).delete()


def merge_places(kept: Location, other: Location, staff: Any) -> None:
    """Doctors and reports of `other` go over to `kept`, with what the office there said of each.

    Raises CannotMerge.
    """
    _refuse(kept, other)
    with one_writer_at_a_time():
        here = {each.provider_id: each for each in kept.practices.all()}
        for practice in Practice.objects.filter(location=other):
            if (same := here.get(practice.provider_id)) is not None:
                if _later(practice, same, "checked_on"):
                    _copy(practice, same, ("accepting_new_patients", "checked_on", "checked_with"))
                    _save(same, other, staff)
                _why(practice, other, staff).delete()
            else:
                practice.location = kept
                _save(practice, other, staff)
        Report.objects.filter(location=other).update(location=kept)
        _take_away(other, kept, staff)


def _refuse(kept: Provider | Location, other: Provider | Location) -> None:
    if kept.pk == other.pk:
        raise CannotMerge(_("Choose another entry: this is the same one."))
    if kept.removed_at or other.removed_at:
        raise CannotMerge(_("One of them was taken away. Bring it back first."))
    if kept.is_demonstration != other.is_demonstration:
        raise CannotMerge(_("One of them is made up for the demonstration."))
    public = type(other).objects.public()
    if public.contains(other) and not public.contains(kept):
        raise CannotMerge(_("Readers see the other entry and not this one. Keep the one that they see."))


def _move_parts(relation: str, column: str, kept: Provider, other: Provider, staff: Any) -> None:
    here = {getattr(each, column): each for each in getattr(kept, relation).all()}
    day = "confirmed_on" if relation == "offerings" else "checked_on"
    for part in getattr(other, relation).all():
        same = here.get(getattr(part, column))
        if same is None:
            part.provider = kept
            _save(part, other, staff)
        else:
            if _later(part, same, day):
                own = [f.name for f in part._meta.concrete_fields if f.name not in ("id", "provider")]
                _copy(part, same, own)
                _save(same, other, staff)
            _why(part, other, staff).delete()


def _later(one: Any, than: Any, day: str) -> bool:
    mine, theirs = getattr(one, day), getattr(than, day)
    return mine is not None and (theirs is None or mine > theirs)


def _copy(source: Any, target: Any, names: Any) -> None:
    for name in names:
        setattr(target, name, getattr(source, name))


def _names_of_both(kept: Provider, other: Provider) -> str:
    """So that who knew the doctor by the other name still finds the page."""
    names = [each.strip() for each in (kept.former_names + "," + other.former_names).split(",")]
    if (other.given_name, other.family_name) != (kept.given_name, kept.family_name):
        names.append(f"{other.given_name} {other.family_name}".strip())
    field = Provider._meta.get_field("former_names")
    joined = ", ".join(dict.fromkeys(filter(None, names)))
    return joined if len(joined) <= (field.max_length or 0) else kept.former_names


def _take_away(other: Provider | Location, kept: Provider | Location, staff: Any, **emptied: None) -> None:
    other.removed_at = timezone.now()
    other.merged_into = kept
    for name, value in emptied.items():
        setattr(other, name, value)
    _save(other, other, staff)


def _save(row: Any, other: Provider | Location, staff: Any) -> None:
    _why(row, other, staff).save()


def _why(row: Any, other: Provider | Location, staff: Any) -> Any:
    row._change_reason = (_("Merged with %(other)s") % {"other": other.slug})[:100]
    row._history_user = staff
    return row
