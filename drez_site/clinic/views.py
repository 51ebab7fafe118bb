"""The contact page, and how pages are made."""

from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from drez_site.foundation.reading_page import reading_page

from .contact_page import ContactPage
from .current import current_clinic
from .structured_data import contact_page, how_we_make_content_page


@reading_page()
def contact(request):
    """How to get an appointment, and how to get here."""
    clinic = current_clinic(request)
    return render(
        request,
        "clinic/contact.html",
        {
            "contact": SimpleLazyObject(lambda: ContactPage.of(clinic, get_language())),
            "structured_data": contact_page(clinic),
        },
    )


@reading_page()
def how_we_make_content(request):
    """How pages are written, sourced, reviewed and signed."""
    return render(
        request,
        "clinic/policies/how_we_make_content.html",
        {
            "title": gettext("How we make these pages"),
            "description": gettext(
                "Who writes and checks our medical pages, where the facts come from, "
                "and how to tell us about a mistake."
            ),
            "structured_data": how_we_make_content_page(),
        },
    )
