"""A page in another language is in it: every word of ours that one asks to translate has a translation."""

import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from procedures.models import Edition
from providers.models import Location, Provider
from tests.system.public_pages import EXAMPLES, PREFIXES

OTHERS = [language for language, prefix in PREFIXES.items() if prefix]
pytestmark = pytest.mark.parametrize("language", OTHERS)


def catalog_file(language: str, suffix: str) -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


class Watched:
    """A catalog, which also remembers what was asked for in vain."""

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
def watched(language, monkeypatch):
    translation = trans_real.translation(language)
    watched = Watched(translation._catalog)
    monkeypatch.setattr(translation, "_catalog", watched)
    return watched


def test_every_public_page_is_translated(client, loaded, watched, language):
    real = {
        "@doctor": Provider.objects.public().first().get_absolute_url(),
        "@location": Location.objects.public().first().get_absolute_url(),
    }
    swept = 0
    for addresses in EXAMPLES.values():
        for address in addresses:
            for name, path in real.items():
                address = address.replace(name, path)
            response = client.get(PREFIXES[language] + address)
            assert response.status_code in (200, 404, 410), address
            swept += 1
    assert swept >= len(EXAMPLES)
    assert watched.asked > 1_000
    titles = (
        Edition.objects.articles()
        .filter(document__language=language)
        .values_list("content__title", flat=True)
    )
    own_names = {"", *titles}  # of operations: an article in this language says them already
    assert sorted(map(str, watched.missed - own_names)) == []


def names_that_the_database_holds() -> set[str]:
    """Of operations, options of the comparison and specialties, as they are shipped; of languages, those that
    Django cannot name.
    """
    content, directory = (
        settings.BASE_DIR / "procedures/content",
        settings.BASE_DIR / "providers/demonstration_data",
    )
    operations = tomllib.loads((content / "procedures.toml").read_text())["procedures"]
    options = tomllib.loads((content / "en/comparison.toml").read_text())["options"]
    words = tomllib.loads((directory / "words.toml").read_text())
    unknown = [row for row in words["language"] if row["code"] not in LANG_INFO]
    return {row["name"] for row in [*operations, *options, *unknown]} | {
        row["label"] for row in words["specialty"]
    }


def test_names_that_the_database_holds_are_translated(language):
    names = names_that_the_database_holds()
    assert len(names) > 9
    catalog = trans_real.translation(language)._catalog
    assert {name for name in names if not catalog.get(name)} == set()


def test_the_compiled_catalog_is_the_written_one(language):
    """`django.mo` is what runs, `django.po` is what people read."""
    compiled = BytesIO()
    with catalog_file(language, "po").open("rb") as written:
        write_mo(compiled, read_po(written))
    compiled.seek(0)
    with catalog_file(language, "mo").open("rb") as runs:
        catalogs = [read_mo(runs), read_mo(compiled)]
    runs, written = ({(str(m.id), m.context): m.string for m in catalog if m.id} for catalog in catalogs)
    assert len(written) > 300
    assert runs == written


def test_no_translation_is_a_guess_or_loses_a_value(language):
    with catalog_file(language, "po").open("rb") as file:
        catalog = read_po(file)
    faults = [
        (message.id, [str(fault) for fault in message.check(catalog)])
        for message in catalog
        if message.id and message.string and (message.fuzzy or list(message.check(catalog)))
    ]
    assert faults == []


# Where our own words stand that readers meet; what only staff read is in English.
FOR_READERS = (
    "templates/assembly",
    "templates/clinic",
    "templates/components",
    "templates/layouts",
    "templates/procedures",
    "templates/providers",
    "providers/presenters",
    "providers/forms.py",
    "providers/views.py",
    "providers/structured_data.py",
    "providers/reporting/answers.py",
    "providers/reporting/forms.py",
    "providers/reporting/subjects.py",
    "providers/reporting/views.py",
    "procedures/catalogue.py",
    "procedures/forms.py",
    "procedures/presenters",
    "procedures/readings",
    "procedures/source_questions.py",
    "procedures/structured_data.py",
    "procedures/views.py",
    "drez_site/assembly/discovery.py",
    "drez_site/assembly/search",
    "drez_site/assembly/views.py",
    "drez_site/clinic/announced.py",
    "drez_site/clinic/contact_page.py",
    "drez_site/clinic/facts.py",
    "drez_site/clinic/policies.py",
    "drez_site/clinic/structured_data.py",
    "drez_site/foundation/paging.py",
)
FOR_STAFF = {"_draft_ribbon.html", "outline.py", "site_health.html", "styleguide.html"}
CALLS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
CALLS |= {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


def words_asked_for(path: Path) -> Iterator[str]:
    """What a module or a template asks to translate."""
    source = path.read_text()
    if path.suffix == ".html":
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, asked, _comments, _context in extract("python", BytesIO(source.encode()), keywords=CALLS):
        yield asked if isinstance(asked, str) else asked[0]


def test_whatever_is_written_for_readers_has_its_translation(language):
    """Also what no page says today: every word, and none is empty."""
    with catalog_file(language, "po").open("rb") as file:
        catalog = read_po(file)
    first = [message for message in catalog if message.id]
    assert [message.id for message in first if not all(texts_of(message))] == []
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in first}
    roots = [settings.BASE_DIR / name for name in FOR_READERS]
    files = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.*")))]
    asked = {
        words: path.name
        for path in files
        if path.suffix in (".py", ".html") and path.name not in FOR_STAFF
        for words in words_asked_for(path)
    }
    assert len(asked) > 500
    assert {words: where for words, where in asked.items() if words not in known} == {}


def texts_of(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
