"""How long a report is kept, for the privacy notice."""

from django import template
from django.utils.translation import gettext

from providers.models.report import KEPT_AFTER_CLOSING, KEPT_AT_MOST

register = template.Library()


@register.simple_tag
def how_long_reports_are_kept() -> str:
    return gettext(
        "We delete your words, and how to reach you, %(days)d days after we answer, and never keep them "
        "longer than %(most)d days."
    ) % {"days": KEPT_AFTER_CLOSING.days, "most": KEPT_AT_MOST.days}
