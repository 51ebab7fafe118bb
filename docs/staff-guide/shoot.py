"""Take the pictures of the staff guide from a running demonstration.

    .venv/bin/python docs/staff-guide/shoot.py

The results are committed; take them again when these pages have changed. Needs Chromium.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.system.running import CHROMIUM, CHROMIUM_FLAGS, running_site  # noqa: E402

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 960, 720
QUALITY = 60


def main() -> int:
    settings = {"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration"}
    with (
        tempfile.TemporaryDirectory() as logs,
        running_site(settings, Path(logs) / "log") as (url, said),
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
    page.get_by_role("link", name="Review and sign").click()
    keep(page, "sign")
    page.goto(outline)
    pronounce(page, lambda _now: before)
    page.get_by_role("link", name="Preview").click()


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
