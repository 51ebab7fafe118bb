"""schema.org descriptions of the clinic, for machines that read pages. Each word also stands on the page."""

from django.conf import settings
from django.urls import reverse

from .models import ClinicProfile


def medical_clinic(clinic: ClinicProfile) -> dict:
    """https://schema.org/MedicalClinic, with what we know."""
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "@id": f"{settings.PUBLIC_ORIGIN}/#clinic",
        "name": clinic.name,
        "url": settings.PUBLIC_ORIGIN + reverse("home"),
    }
    if clinic.phone:
        data["telephone"] = clinic.phone
    if clinic.street:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": clinic.street,
            "addressLocality": clinic.city,
            "addressRegion": clinic.state,
            "postalCode": clinic.zip_code,
        }
    return data
