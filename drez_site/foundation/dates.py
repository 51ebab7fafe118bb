"""Days and months, counted the way people and PostgreSQL count them."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def add_months(day: date, months: int) -> date:
    """The same day that many months later, or the last one of a shorter month: what PostgreSQL answers."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_business_days(day: date, days: int) -> date:
    """The day that many days from Monday to Friday later, or earlier. Holidays count as days of work."""
    step = timedelta(days=1 if days > 0 else -1)
    for _day in range(abs(days)):
        day += step
        while day.weekday() >= 5:
            day += step
    return day


def beginning_of(day: date) -> datetime:
    """The first moment of the day in the clinic's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def not_in_the_future(day: date) -> None:
    """Raise ValidationError for a day after today, in the clinic's time zone."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."), code="future")


def not_in_the_past(day: date) -> None:
    """Raise ValidationError for a day before today, in the clinic's time zone."""
    if day < timezone.localdate():
        raise ValidationError(_("This day has gone by: choose today or a day to come."), code="past")


def not_a_later_year(year: int) -> None:
    """Raise ValidationError for a year after this one, in the clinic's time zone."""
    if year > timezone.localdate().year:
        raise ValidationError(_("This year has not come yet."), code="future")
