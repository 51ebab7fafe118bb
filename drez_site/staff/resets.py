"""New sign-in links for accounts that had a password: whoever holds one can be that person; she is told."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from drez_site.foundation.refusals import Refused, sentence_of
from drez_site.foundation.sign_in_hold import HOLD

from . import second_factor
from .models import SignInReset, StaffMember

log = logging.getLogger(__name__)


def is_reset(staff: StaffMember) -> bool:
    """Whether a new link takes something away: of an account that was never set up it takes nothing."""
    was_set_up = staff.last_login or staff.has_usable_password() or second_factor.is_set_up(staff)
    return bool(was_set_up) or staff.sign_in_resets.exists()


def record(staff: StaffMember, by: StaffMember | None) -> SignInReset:
    """Keep who made the link, and write to the person; `by` is nobody for a command on the server."""
    reset = SignInReset.objects.create(person=staff, made_by=by)
    reset.refresh_from_db()
    if staff.email:
        transaction.on_commit(lambda: _write_to(reset))
    return reset


def vouch(reset: SignInReset, by: StaffMember) -> SignInReset:
    """Let the person sign at once. Raises Refused."""
    reset = SignInReset.objects.get(pk=reset.pk)
    if not reset.holds:
        raise Refused(_("Nobody has to vouch for this link any more."))
    reset.vouched_by = by
    try:
        with transaction.atomic():
            reset.save()
    except IntegrityError as refusal:
        raise Refused(sentence_of(refusal)) from refusal
    reset.refresh_from_db()
    return reset


def notices(staff: StaffMember) -> list[str]:
    """What a person reads of the links that others made for their account, newest first."""
    resets = staff.sign_in_resets.recent().select_related("made_by", "vouched_by")
    return [sentence(reset) for reset in resets]


def sentence(reset: SignInReset) -> str:
    """Who made the link and when, and what follows for a reviewer."""
    words = _(
        "%(who)s made a new sign-in link for your account on %(moment)s. If you did not ask for it, somebody "
        "else may have signed in as you: tell your colleagues, and take down what you did not sign."
    ) % {"who": reset.made_by or _("Somebody on the server"), "moment": _moment(reset.made_at)}
    if not (reset.holds and reset.person.is_clinical_reviewer):
        return words
    until = _(
        "You can sign from %(moment)s on, or as soon as another clinical reviewer vouches for you; you can "
        "take pages down, and confirm a retraction, at any time."
    ) % {"moment": _moment(reset.made_at + HOLD)}
    return f"{words} {until}"


def _moment(moment: Any) -> str:
    return format_date(timezone.localtime(moment), "j F Y, H:i")


def tell_at_old_address(staff: StaffMember, address: str, by: StaffMember) -> None:
    """Write where letters went until now: otherwise who changes an address first tells nobody of a link."""
    words = _(
        "%(who)s changed the email address of your account: letters about it no longer come here. If you did "
        "not ask for it, tell your colleagues."
    ) % {"who": by}
    subject = _("The email address of your account was changed")
    transaction.on_commit(lambda: _write(staff, address, subject, words))


def _write_to(reset: SignInReset) -> None:
    subject = _("A new sign-in link was made for your account")
    _write(reset.person, reset.person.email, subject, sentence(reset))


def _write(staff: StaffMember, address: str, subject: str, words: str) -> None:
    """A letter that cannot be sent is in the log; what it tells of is done all the same."""
    try:
        send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [address])
    except OSError:  # what smtplib raises, too
        log.exception("Could not write to %s: %s.", staff.get_username(), subject)


@receiver(user_logged_in, dispatch_uid="drez_site.staff.resets")
def say_at_sign_in(sender: object, request: HttpRequest, user: StaffMember, **kwargs: object) -> None:
    """At every sign-in for a month: whoever opened the link in her place is not the only one to read it."""
    for words in notices(user):
        messages.warning(request, words, fail_silently=True)
