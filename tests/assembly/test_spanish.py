"""Spanish pages are Spanish: every word of ours that one asks to translate has a translation."""

from io import BytesIO

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import trans_real

from providers.models import Location, Provider
from tests.system.public_pages import EXAMPLES

CATALOG = settings.BASE_DIR / "locale/es/LC_MESSAGES/django"


class Watched:
    """The Spanish catalog, which also remembers what was asked for in vain."""

    def __init__(self, catalog):
        self.catalog, self.missed, self.asked = catalog, set(), 0

    def get(self, key, default=None):
        self.asked += 1
        found = self.catalog.get(key, default)
        if found is default:
            self.missed.add(key)
        return found

    def plural(self, msgid, number):
        self.asked += 1
        try:
            return self.catalog.plural(msgid, number)
        except KeyError:
            self.missed.add(msgid)
            raise

    def __getitem__(self, key):
        return self.catalog[key]

    def __getattr__(self, name):
        return getattr(self.catalog, name)


@pytest.fixture
def spanish(monkeypatch):
    translation = trans_real.translation("es")
    watched = Watched(translation._catalog)
    monkeypatch.setattr(translation, "_catalog", watched)
    return watched


def test_every_public_page_is_translated(client, loaded, spanish):
    real = {
        "@doctor": Provider.objects.public().first().get_absolute_url(),
        "@location": Location.objects.public().first().get_absolute_url(),
    }
    swept = 0
    for addresses in EXAMPLES.values():
        for address in addresses:
            for name, path in real.items():
                address = address.replace(name, path)
            response = client.get("/es" + address)
            assert response.status_code in (200, 404, 410), address
            swept += 1
    assert swept >= len(EXAMPLES)
    assert spanish.asked > 1_000
    assert sorted(map(str, spanish.missed - {""})) == []


def test_the_compiled_catalog_is_the_written_one():
    """`django.mo` is what runs, `django.po` is what people read."""
    compiled = BytesIO()
    with open(f"{CATALOG}.po", "rb") as written:
        write_mo(compiled, read_po(written))
    compiled.seek(0)
    with open(f"{CATALOG}.mo", "rb") as runs:
        catalogs = [read_mo(runs), read_mo(compiled)]
    runs, written = ({(str(m.id), m.context): m.string for m in catalog if m.id} for catalog in catalogs)
    assert len(written) > 300
    assert runs == written


def test_no_translation_is_a_guess_or_loses_a_value():
    with open(f"{CATALOG}.po", "rb") as file:
        catalog = read_po(file)
    faults = [
        (message.id, [str(fault) for fault in message.check(catalog)])
        for message in catalog
        if message.id and message.string and (message.fuzzy or list(message.check(catalog)))
    ]
    assert faults == []
