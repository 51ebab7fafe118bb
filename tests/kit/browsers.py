"""Browsers of several people at one site, and what goes wrong in them."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class People:
    """Everybody who comes to one site, and the faults that their browsers met, each with its page."""

    url: str
    browser: object
    is_fault: Callable
    opened: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    def come(self, *, width=1280, height=844, **options):
        """A page of somebody whom the browser has never seen; options are those of a Playwright context."""
        options = {"base_url": self.url, "viewport": {"width": width, "height": height}} | options
        context = self.browser.new_context(**options)
        self.opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.is_fault(said) and self.faults.append((page.url, said.text)))
        page.on("pageerror", lambda error: self.faults.append((page.url, str(error))))
        page.on("request", lambda sent: self._is_ours(sent.url) or self.faults.append((page.url, sent.url)))
        return page

    def _is_ours(self, url: str) -> bool:
        return url.startswith(self.url)


@contextmanager
def people_at(url: str, browser, is_fault=lambda message: True):
    """`People` who may meet no console message (of those that `is_fault`), error or foreign request."""
    people = People(url, browser, is_fault)
    yield people
    for context in people.opened:
        context.close()
    assert people.faults == [], people.faults


def follow(page, control):
    """Press a link or a button, and wait until the page behind it is whole."""
    with page.expect_navigation():
        control.click()


def stop_the_clock(page):
    """From here on time passes only as the test says; before the page was opened, `clock.install()` was."""
    now = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, UTC)
    page.clock.pause_at(now + timedelta(seconds=1))
