"""The front door."""

from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from drez_site.clinic.current import current_clinic
from drez_site.clinic.facts import Award, reasons
from drez_site.clinic.structured_data import medical_clinic_page
from drez_site.foundation.reading_page import reading_page


@reading_page()
def home(request):
    """The front door: the operations, and the way to a doctor."""
    clinic, language = current_clinic(request), get_language()
    award = Award.of(clinic, language)
    return render(
        request,
        "assembly/home.html",
        {
            "award": award,
            "reasons": SimpleLazyObject(lambda: reasons(clinic, language)),
            "structured_data": medical_clinic_page(clinic, award),
        },
    )
