"""Notices: what the site keeps, whom it is for, and what patients may ask of the clinic."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.reading_page import reading_page
from drez_site.foundation.structured_data import web_page

from .contact_page import clinic_text, lines
from .current import current_clinic
from .notices import LanguageNotice, is_sample

# name -> heading, and one sentence that says what the page is for
POLICIES = {
    "privacy": (_("Privacy"), _("What this website keeps about you: almost nothing. Here is all of it.")),
    "cookies": (
        _("Cookies, and what stays on your device"),
        _("Pages you read set no cookies. This is the whole list, and your choice."),
    ),
    "consumer-health-data": (
        _("Consumer health data"),
        _("Some states give you rights over data about your health. This is what we do with it."),
    ),
    "accessibility": (
        _("Accessibility"),
        _("This website is for everyone. Here is what we aim for, what still fails, and how to tell us."),
    ),
    "nondiscrimination": (
        _("Notice of nondiscrimination"),
        _("We treat everyone fairly, and give free help so that you can talk with us and understand us."),
    ),
    "language-assistance": (
        _("Free help in your language"),
        _("Interpreters, translations, and help for people who cannot see, hear or speak well. All free."),
    ),
}
COMPLAINTS_PORTAL = "https://ocrportal.hhs.gov/ocr/portal/lobby.jsf"


def needed_by(clinic) -> list[str]:
    """The names of the notices that this clinic has."""
    return [name for name in POLICIES if name != "consumer-health-data" or clinic.health_data_states]


@reading_page()
def policy(request, name: str):
    """One notice, filled in from the clinic's profile. 404 for a notice that the clinic does not need."""
    clinic = current_clinic(request)
    if name not in needed_by(clinic):
        raise Http404
    title, description = POLICIES[name]
    return render(
        request,
        f"clinic/policies/{name.replace('-', '_')}.html",
        {
            "title": title,
            "description": description,
            "is_sample": is_sample(clinic, get_language()),
            "structured_data": web_page("WebPage", str(title), reverse(name)),
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "gaps": clinic_text(clinic, "accessibility_gaps", get_language(), lines),
            "complaints_portal": COMPLAINTS_PORTAL,
            "languages": LanguageNotice.objects.for_readers() if name == "language-assistance" else (),
        },
    )


urlpatterns = [path(f"{name}/", policy, {"name": name}, name=name) for name in POLICIES]
