"""Ways from one page of the admin to others."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from procedures.models import Document


def links(documents: Iterable[Document]) -> SafeString:
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("admin:procedures_document_change", args=[each.pk]), each) for each in documents),
    )
