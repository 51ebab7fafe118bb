"""schema.org descriptions that pages of every room have in common, for machines."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext


def absolute(path: str) -> str:
    """An address from the setting, never from the request."""
    return settings.PUBLIC_ORIGIN + path


def breadcrumbs(*trail: tuple[str, str]) -> dict[str, Any]:
    """From (name, path) of the pages below home, the last one being this page."""
    steps = [(gettext("Home"), reverse("home")), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def web_page(kind: str, name: str, path: str, *between: tuple[str, str], **more: object) -> dict[str, Any]:
    """A page below home; `between` are the pages on the way to it."""
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": absolute(path),
        "url": absolute(path),
        "name": name,
        "inLanguage": get_language(),
        "breadcrumb": breadcrumbs(*between, (name, path)),
    } | more
