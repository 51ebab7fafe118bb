"""Take the pictures of the staff guide from a running demonstration.

    .venv/bin/python docs/staff-guide/shoot.py

The results are committed; take them again when these pages have changed. Needs Chromium.
"""

import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from drez_site.foundation.roles import Role  # noqa: E402
from tests.kit.staff_in_browser import new_colleagues  # noqa: E402
from tests.system.running import CHROMIUM, CHROMIUM_FLAGS, run_command, running_site  # noqa: E402

FOLDER = Path(__file__).parent
SETTINGS = {"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration"}
WIDTH, HEIGHT = 960, 720
QUALITY = 60


class Site(NamedTuple):
    """The demonstration that runs: its address, and its commands."""

    url: str
    manage: Callable[..., str]


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as logs,
        running_site(SETTINGS, Path(logs) / "log") as (url, said),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", timezone_id="America/New_York"
        )
        page.goto(re.search(r"http\S+/admin/(?:once|set-up)/\S+", said)[0])
        page.locator("main button[type=submit], main input[type=submit]").first.click()
        for name, show in PICTURES.items():
            show(page, url)
            keep(page, name)
        browser.close()
    return 0


def keep(page: Page, name: str):
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)
    print(f"{name}.webp: {picture.width} x {picture.height}")  # noqa: T201


def first_page(page: Page, url: str):
    page.goto(f"{url}/admin/")


def practices(page: Page, url: str):
    page.goto(f"{url}/admin/providers/provider/")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#practices-group").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#practices-group').scrollIntoView()")


def clinic_profile(page: Page, url: str):
    page.goto(f"{url}/admin/clinic/clinicprofile/1/change/")


def document(page: Page, url: str):
    page.goto(f"{url}/admin/procedures/document/?kind__exact=article&language__exact=en")
    page.locator("#result_list tbody th a").first.click()


def sign(page: Page, url: str):
    """A made-up correction: changed and submitted, then put back as it was."""
    document(page, url)
    outline = page.url
    before = pronounce(page, lambda before: f"{before} again")
    keep(page, "outline")
    page.get_by_role("button", name="Submit the saved draft for signature").click()
    keep(reviewer(page, url, outline), "sign")
    page.get_by_role("button", name="Take the submission back").click()
    pronounce(page, lambda _now: before)
    page.get_by_role("link", name="Preview").click()


def reviewer(page: Page, url: str, outline: str) -> Page:
    """The page on which somebody else signs what was submitted: no administrator does."""
    browser = page.context.browser
    site = Site(url, lambda *arguments: run_command(SETTINGS, *arguments))
    colleague = new_colleagues(site, ruth_reed=Role.REVIEWER)["ruth_reed"]
    context = browser.new_context(
        storage_state=colleague.cookies,
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="light",
        timezone_id="America/New_York",
    )
    signing = context.new_page()
    signing.goto(outline)
    signing.get_by_role("link", name="Review and sign").click()
    return signing


def pronounce(page: Page, change) -> str:
    """Change the pronunciation at the top of the page; what stood there before."""
    page.get_by_role("link", name="Top of the page").click()
    pronunciation = page.get_by_label("Pronunciation")
    before = pronunciation.input_value()
    pronunciation.fill(change(before))
    page.get_by_role("button", name="Save", exact=True).click()
    return before


def take_down(page: Page, url: str):
    document(page, url)
    page.get_by_role("link", name="Withdraw this page").click()


PICTURES = {
    "first-page": first_page,
    "practices": practices,
    "clinic-profile": clinic_profile,
    "preview": sign,
    "take-down": take_down,
}


if __name__ == "__main__":
    sys.exit(main())
