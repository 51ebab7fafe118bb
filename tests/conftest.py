"""What every test starts from."""

import gc
from functools import partial

import pytest
from django.test import TransactionTestCase
from django.utils import translation

from drez_site.clinic import current
from drez_site.foundation import content_version
from tests.databases import Databases
from tests.kit import kept_contexts
from tests.kit.small_country import few_summaries, in_a_small_country
from tests.kit.starting_points import STARTING_POINTS, template_of

gc.disable()  # until all tests are collected: nothing that is made for that is ever thrown away


def pytest_addoption(parser):
    parser.addoption(
        "--nightly",
        action="store_true",
        help="sweep everything and ask as often as takes an hour (make test-all)",
    )


# The longest begin first, so that at the end no process waits for another. While one process loads the
# demonstration for all sites, the other has tests that need none: of servers, and of our own files.
ORDER = (
    "tests/system/test_every_control.py",
    "tests/embedded_postgres/",
    "tests/test_",
    "tests/foundation/",
    "tests/system/",
    "tests/",
)


def pytest_collection_modifyitems(config, items):
    if not config.getoption("nightly"):
        left_out = [item for item in items if item.get_closest_marker("nightly")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: next(n for n, start in enumerate(ORDER) if item.nodeid.startswith(start)))


def pytest_collection_finish():
    """Look for unreachable objects rarely: the test client keeps every context of every template of a page.

    By Python's own thresholds the search takes a third of the time that a page of the admin takes.
    """
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()


@pytest.fixture(scope="session")
def nightly(request) -> bool:
    """Whether to sweep all there is; otherwise as much as ten minutes allow. The assertions are the same."""
    return request.config.getoption("nightly")


@pytest.fixture(autouse=True, scope="session")
def contexts_of_whole_pages():
    """A quarter of the time that a test waits for a page of the admin went into copies that no test reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", kept_contexts.store_whole_pages)
        yield


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language active in the thread; the next test starts in English again."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """What was worked out once for a version of the content is of the test that did."""
    content_version.forget_everything()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A migrated database for this process, made anew after each test that commits; the `Databases`."""
    with django_db_blocker.unblock():
        databases = Databases()
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty the tables, and with them what the migrations wrote.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: databases.renew())
        yield databases
    with django_db_blocker.unblock():
        databases.close()


@pytest.fixture
def clock(monkeypatch):
    """Set the time of day for Django, without any write: `clock(datetime)`."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def loaded(db, monkeypatch):
    """The demonstration in a small country; loading it again in the test finds the same."""
    in_a_small_country(monkeypatch)


@pytest.fixture
def shipped(db):
    """Every content file, signed."""


@pytest.fixture
def few_documents(db, monkeypatch):
    """The content with few summaries of evidence, signed; loading it again in the test finds the same."""
    few_summaries(monkeypatch)


@pytest.fixture
def made_up_directory(db):
    """The doctors and places of the demonstration, without its articles."""


@pytest.fixture(scope="module")
def little_rolled_back(django_db_setup, django_db_blocker):
    """A module begins with databases that earlier ones have not filled with rows that nobody sees."""
    with django_db_blocker.unblock():
        django_db_setup.renew_what_has_grown()


@pytest.fixture
def starting_point(request, little_rolled_back, django_db_setup, django_db_blocker):
    """Choose the database before the test's transaction begins there."""
    chosen = [name for name in STARTING_POINTS if name in request.fixturenames]
    if not chosen:
        yield
        return
    (name,) = chosen
    assert "transactional_db" not in request.fixturenames, "others start from there too"
    with django_db_blocker.unblock(), django_db_setup.holding(name, partial(template_of, name)):
        yield


@pytest.fixture
def _django_db_helper(starting_point, _django_db_helper):
    """What pytest-django does around each test with a database, inside the chosen one."""


@pytest.fixture
def fresh_process(monkeypatch):
    """As after a start: no page has been made yet, so no clinic is known."""
    monkeypatch.setattr(current, "_last", None)
