"""What every page says of these days: announcements, and holiday hours in words of our own."""

from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, pgettext

from .models import Announcement, ClinicProfile, HolidayHours


@dataclass(frozen=True, slots=True)
class News:
    """`foreign_language` is "" when the words are in the page's own language."""

    words: str
    foreign_language: str


def news(clinic: ClinicProfile, language: str) -> list[News]:
    """For the head of every page: holiday hours in their order, then announcements."""
    now = timezone.now()
    hours = [News(sentence(each), "") for each in hours_to_come(clinic) if each.is_shown(now)]
    said = [each.said("text", language) for each in announcements_now(clinic)]
    return hours + [News(each.words, each.foreign_language) for each in said]


def announcements_now(clinic: ClinicProfile) -> list[Announcement]:
    now = timezone.now()
    return [each for each in clinic.announcements if each.is_shown(now) and each.for_readers("text")]


def hours_to_come(clinic: ClinicProfile) -> list[HolidayHours]:
    """Those whose last day is not over, in their order."""
    now = timezone.now()
    to_come = [each for each in clinic.holiday_hours if each.is_to_come(now)]
    return sorted(to_come, key=lambda each: each.first_day)


def sentence(hours: HolidayHours) -> str:
    """Like “Closed on Thursday, November 26.”, in the language of the page."""
    return f"{_words(hours).removesuffix('.')}."  # some times of day end with a period themselves


def _words(hours: HolidayHours) -> str:
    said = {"first": _day(hours.first_day), "last": _day(hours.last_day)}
    is_one_day = hours.first_day == hours.last_day
    if hours.opens is None:
        if is_one_day:
            return gettext("Closed on %(first)s") % said
        return gettext("Closed from %(first)s to %(last)s") % said
    said |= {"opens": _time(hours.opens), "closes": _time(hours.closes)}
    if is_one_day:
        return gettext("Open on %(first)s from %(opens)s to %(closes)s") % said
    return gettext("Open from %(first)s to %(last)s, each day from %(opens)s to %(closes)s") % said


def _day(day: date) -> str:
    return date_format(
        day, pgettext("day with its weekday, in the letters of Django's filter date", "l, F j")
    )


def _time(moment: time) -> str:
    return time_format(moment, pgettext("time of day, in the letters of Django's filter time", "P"))
