"""The style guide shows every component, to those who build the site."""

import re

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from drez_site.assembly.styleguide import ICONS, contexts, styleguide
from drez_site.clinic.current import current_clinic


def test_every_component_is_shown_with_what_it_needs(loaded):
    request = RequestFactory().get("/styleguide/")
    page = styleguide(request).content.decode()
    names = [name.removesuffix(".html") for name in contexts(current_clinic(request))]
    assert len(names) > 25
    shown = dict(
        re.findall(
            r'<section aria-label="([a-z0-9_]+)" class="place flow">(.*?)\n      </section>', page, re.DOTALL
        )
    )
    assert list(shown) == names
    for name, html in shown.items():
        assert "Needs" in html, name
        after = html.split("</p>", 2)[2]
        assert "<" in after or name == "hours", f"{name} shows nothing"
    assert len(ICONS) > 15 and all(f"<code>{icon}</code>" in page for icon in ICONS)


def test_patients_have_no_style_guide(client, settings):
    assert not settings.SHOW_STYLEGUIDE
    with pytest.raises(NoReverseMatch):
        reverse("styleguide")
    assert client.get("/styleguide/").status_code == 404
