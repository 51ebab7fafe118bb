"""What one press does: to a fact and its day, and to the call."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.history.versions import put_back, update_together, versions
from drez_site.foundation.write_lock import one_writer_at_a_time
from providers.freshness import CheckedWith
from providers.models import Call, Offering, Practice

from .questions import Question, questions

REASON = gettext_lazy("Called the office")


class CannotUndo(RuntimeError):
    """Somebody changed the doctor since."""


def answer(call: Call, key: str, *, is_yes: bool, staff: Any) -> None:
    """Write what the office said, with today's date; with the last question the call is over.

    What somebody else has answered meanwhile is left as it is.
    """
    with one_writer_at_a_time():
        open_questions = {each.key: each for each in questions(call.provider)}
        question = open_questions.pop(key, None)
        if question is None:
            _press(call, "", outcome=call.outcome if open_questions else Call.Outcome.ANSWERED)
            return
        _write(question, is_yes, staff)
        said = format_lazy("{} {}", question.text, _("Yes") if is_yes else _("No"))
        LogEntry.objects.log_actions(staff.pk, [call.provider], CHANGE, f"{REASON}: {said}")
        outcome = Call.Outcome.OPEN if open_questions else Call.Outcome.ANSWERED
        _press(call, str(said), outcome=outcome, changed_listing=True)


def all_as_listed(call: Call, staff: Any) -> None:
    """The office says that nothing changed: today's date beside each answer that patients were told last."""
    with one_writer_at_a_time():
        asked = questions(call.provider)
        for question in asked:
            if question.listed is not None:
                _write(question, question.listed, staff)
        is_over = all(question.listed is not None for question in asked)
        said = _("All as listed")
        LogEntry.objects.log_actions(staff.pk, [call.provider], CHANGE, f"{REASON}: {said}")
        outcome = Call.Outcome.ANSWERED if is_over else Call.Outcome.OPEN
        _press(call, said, outcome=outcome, changed_listing=bool(asked))


def _write(question: Question, is_yes: bool, staff: Any) -> None:
    fact, today = question.fact, timezone.localdate()
    if isinstance(fact, Practice):
        fact.accepting_new_patients, fact.checked_on = is_yes, today
        fact.checked_with = CheckedWith.OFFICE
        update_together([fact], ["accepting_new_patients", "checked_on", "checked_with"], staff, str(REASON))
    elif is_yes:
        fact.confirmed_on = today
        update_together([fact], ["confirmed_on"], staff, str(REASON))
    else:
        take_out(fact, staff, str(REASON))


def take_out(offering: Offering, staff: Any, reason: str) -> None:
    """The doctor does not do the operation."""
    offering._history_user = staff  # type: ignore[attr-defined]  # simple_history reads it from there
    offering._change_reason = reason  # type: ignore[attr-defined]  # simple_history reads it from there
    offering.delete()


def put_off(call: Call, outcome: str) -> None:
    """Nobody answered, or the office asks to be called again."""
    _press(call, str(Call.Outcome(outcome).label), outcome=outcome)


def _press(call: Call, said: str, *, outcome: str, changed_listing: bool = False) -> None:
    call.outcome, call.said, call.changed_listing = outcome, said, changed_listing
    call.pressed_at = timezone.now()
    call.save(update_fields=["outcome", "said", "changed_listing", "pressed_at"])


def undo(call: Call, staff: Any) -> None:
    """Take back what was pressed last: the listing as it was before, and the doctor is the next to call.

    Raises CannotUndo when the newest version of the doctor is another one.
    """
    with one_writer_at_a_time():
        if call.changed_listing:
            newest, *earlier = versions(call.provider)[:2]
            if not earlier or newest.reason != str(REASON) or newest.who != str(staff):
                raise CannotUndo
            put_back(call.provider, earlier[0])
        _press(call, "", outcome=Call.Outcome.OPEN)
        Call.objects.filter(pk=call.pk).update(pressed_at=None)
