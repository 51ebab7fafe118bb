"""A running demonstration site, and a browser to read it with."""

import os
import re
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import connected_to
from tests.kit import axe
from tests.kit.starting_points import template_of

from .public_pages import EXAMPLES, SETS_A_COOKIE, in_every_language
from .running import CHROMIUM, CHROMIUM_FLAGS, free_port, load, run_command, serving

# Playwright keeps an event loop in this thread; Django's guard would take our ordinary code for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config):
    axe.measures_every_text = config.getoption("nightly")


def pytest_collection_modifyitems(items):
    for item in items:
        if "page" in getattr(item, "fixturenames", ()) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium on this machine (Debian: chromium-headless-shell)")
                )


@dataclass(frozen=True)
class Site:
    """A site that answers at `url` and writes `log`; `staff_login` signs in once."""

    url: str
    staff_login: str
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments) -> str:
        """What a management command says, run beside the site."""
        return run_command(self.environment, *arguments)


@contextmanager
def demonstration(folder, databases, blocker, settings, workers=1, host="127.0.0.1"):
    """The whole demonstration, served by gunicorn from a database of its own: its `Site`.

    Passkeys work where `host` is a name.
    """
    folder_of_the_run = folder.parents["PYTEST_XDIST_WORKER" in os.environ]
    environment = {
        "DJANGO_SETTINGS_MODULE": settings,
        "SYSTEM_TEST_STATIC_ROOT": str(folder_of_the_run / "static"),
        "PORT": str(free_port()),
        "HOST": host,
    }
    with blocker.unblock():
        loaded, said = databases.shared(
            "demonstration",
            lambda name: load(environment | {"SYSTEM_TEST_DATABASE": name}),
            template_of("shipped", databases),
        )
        database = databases.copy(loaded, folder.name)
    environment["SYSTEM_TEST_DATABASE"] = database
    try:
        with serving(environment, folder / "log", workers=workers) as url:
            login = re.search(r"http://[^/]+(/admin/once/\S+)", said)[1]
            yield Site(url, url + login, environment, folder / "log")
    finally:
        databases.drop(database)


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """The demonstration as `make run` serves it; gone after the session."""
    folder = tmp_path_factory.mktemp("site")
    with demonstration(folder, django_db_setup, django_db_blocker, "tests.system.settings") as site:
        yield site


@pytest.fixture
def its_database(site, django_db_blocker):
    """`with its_database():` Django's models here are those of the site that is running."""

    @contextmanager
    def its_database():
        with django_db_blocker.unblock(), connected_to(site.environment["SYSTEM_TEST_DATABASE"]):
            yield

    return its_database


@pytest.fixture(scope="session")
def unlimited(tmp_path_factory, django_db_setup, django_db_blocker):
    """The demonstration without limits on forms, for tests that send many: its `Site`, and its log."""
    folder = tmp_path_factory.mktemp("unlimited")
    with demonstration(folder, django_db_setup, django_db_blocker, "tests.system.unlimited_settings") as site:
        yield site, folder / "log"


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as response:
        assert bool(response.headers.get("Set-Cookie")) == url.endswith(SETS_A_COOKIE), url
        return response.read()


def fetch(url: str) -> str:
    return read(url).decode()


def send_a_report(site, doctor: str) -> str:
    """Tell the site that a phone is wrong; the path of the page that says what became of it."""
    form = site.url + doctor + "report/"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(form, timeout=20) as response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.read().decode())[1]
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "about": "phone"}).encode()
    with opener.open(form, data, timeout=20) as response:
        return response.url.removeprefix(site.url)


@pytest.fixture(scope="session")
def examples(site) -> dict[str, list[str]]:
    """Addresses in English by route, with a real doctor and a real location in place of the marks."""
    results = fetch(site.url + "/doctors/?near=27710")
    doctor = re.search(r'href="(/doctors/[a-z0-9-]+/)[?"]', results)[1]
    location = re.search(r'href="(/locations/[a-z0-9-]+/)"', fetch(site.url + doctor))[1]
    marks = {
        "@doctor": doctor,
        "@location": location,
        "@report": f"{doctor}report/",
        "@placereport": f"{location}report/",
        "@pagereport": re.search(
            r'href="(/editions/[0-9]+/report/)"', fetch(site.url + "/procedures/drez-lesioning/")
        )[1],
        "@status": send_a_report(site, doctor),
    }
    return {route: [marks.get(each, each) for each in addresses] for route, addresses in EXAMPLES.items()}


@pytest.fixture(scope="session")
def addresses(examples) -> list[str]:
    """Every example, in every language."""
    return in_every_language(address for addresses in examples.values() for address in addresses)


@pytest.fixture(scope="session")
def one_of_each_kind(examples) -> list[str]:
    """The first example of each route that has pages, in English."""
    return [addresses[0] for addresses in examples.values() if addresses]


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": CHROMIUM_FLAGS}


@pytest.fixture
def watched(page, site):
    """A page that fails the test for any console error, blocked resource or request to another host."""
    faults = []
    page.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: request.url.startswith(site.url) or faults.append(request.url))
    yield page
    assert faults == []
