"""What became of a report, in the words that its reader gets: on its page, and by email."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from drez_site.foundation.structured_data import absolute
from providers.models import Report

from .subjects import Subject

log = logging.getLogger(__name__)
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def letters_are_sent() -> bool:
    """Whether this site can write to anybody (EMAIL_URL)."""
    return settings.EMAIL_BACKEND != NO_MAIL


def answer_text(report: Report) -> str:
    """In the active language."""
    how, is_page = report.checked_how, report.document_id is not None
    match report.status:
        case Report.Status.RECEIVED if is_page:
            return gettext("Thank you. We have your report, and will check it.")
        case Report.Status.RECEIVED:
            return gettext("Thank you. We have your report, and will check it with the doctor’s office.")
        case Report.Status.CHECKING if is_page:
            return gettext("We are checking it.")
        case Report.Status.CHECKING:
            return gettext("We are checking it with the doctor’s office.")
        case Report.Status.CHANGED if is_page:
            return gettext("We checked it, and changed the page. Thank you.")
        case Report.Status.CHANGED if how == Report.CheckedHow.WEBSITE:
            return gettext("We read it on the office’s own website, and changed the listing. Thank you.")
        case Report.Status.CHANGED:
            return gettext("We checked it, and changed the listing. Thank you.")
    if is_page:
        return gettext("We checked it, and left the page as it is.")
    if how == Report.CheckedHow.NOT_CHECKED:
        return gettext("We read your report and could not check it, so nothing changed.")
    if how == Report.CheckedHow.WEBSITE:
        return gettext("The office’s own website says what our list says, so nothing changed.")
    return gettext("We checked it with the office. The listing is right, so nothing changed.")


def write_to_reader(report: Report) -> bool:
    """Send the answer in the reader's language; False when it could not be sent, which is in the log."""
    with translation.override(report.language):
        subject = gettext("Your report: %(about)s") % {"about": report.get_about_display()}
        day = formats.date_format(timezone.localtime(report.received_at), "DATE_FORMAT")
        words = gettext("On %(day)s you told us that something is wrong: %(subject)s.") % {
            "day": day,
            "subject": Subject.of(report.subject).name,
        }
        text = "\n\n".join([words, answer_text(report), absolute(report.get_absolute_url())])
        try:
            return send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [report.contact]) > 0
        except OSError:  # what smtplib raises, too
            log.exception("Could not write to the reader of report %s.", report.pk)
            return False
