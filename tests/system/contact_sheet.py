"""`make shots`: every kind of page, phone and desk, light and dark, in shots/contact-sheet.png."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

from .running import CHROMIUM, CHROMIUM_FLAGS, ROOT, running_site

PAGES = {
    "home": "/",
    "article DREZ": "/procedures/drez-lesioning/",
    "article DRG": "/procedures/drg-stimulation/",
    "nearest": "/doctors/?near=27710&procedure=drez-lesioning",
    "none near": "/doctors/?near=59718&procedure=drez-lesioning&within=25",
    "which place": "/doctors/?near=Springfield",
    "unknown place": "/doctors/?near=Qwertyville",
    "doctor": "@doctor",
    "location": "@location",
    "glossary": "/glossary/",
    "espanol": "/es/",
}
VIEWS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
TALLEST = 2600  # CSS pixels of a page that are shown
THUMB = 0.42


def main() -> int:
    if CHROMIUM is None:
        print("No Chromium on this machine (Debian: apt install chromium).", file=sys.stderr)  # noqa: T201
        return 1
    folder = ROOT / "shots"
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as logs,
        running_site({"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration"}, Path(logs) / "log") as (
            url,
            _,
        ),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        rows = [(name, take(browser, url + address)) for name, address in addresses(browser, url).items()]
        browser.close()
    sheet = compose(rows)
    sheet.save(folder / "contact-sheet.png", optimize=True)
    print(f"shots/contact-sheet.png: {len(rows)} pages, {len(rows) * len(VIEWS)} pictures")  # noqa: T201
    return 0


def addresses(browser, url) -> dict[str, str]:
    """PAGES with a doctor and a place that exist."""
    page = browser.new_page()
    page.goto(url + PAGES["nearest"])
    doctor = page.locator("article.doctor-card h3 a").first.get_attribute("href")
    page.goto(url + doctor)
    location = page.locator('main a[href^="/locations/"]').first.get_attribute("href")
    page.close()
    return {name: {"@doctor": doctor, "@location": location}.get(path, path) for name, path in PAGES.items()}


def take(browser, url) -> list[Image.Image]:
    pictures = []
    for width, scheme in VIEWS:
        page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page.goto(url)
        picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        page.close()
        picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
        pictures.append(
            picture.resize((int(picture.width * THUMB), int(picture.height * THUMB)), Image.LANCZOS)
        )
    return pictures


def compose(rows) -> Image.Image:
    gap, label = 12, 22
    width = sum(int(width * THUMB) + gap for width, _ in VIEWS) + gap
    heights = [max(picture.height for picture in pictures) + label + gap for _, pictures in rows]
    sheet = Image.new("RGB", (width, sum(heights) + gap), "#777")
    draw = ImageDraw.Draw(sheet)
    top = gap
    for (name, pictures), height in zip(rows, heights, strict=True):
        draw.text((gap, top), name, fill="white")
        left = gap
        for picture in pictures:
            sheet.paste(picture, (left, top + label))
            left += picture.width + gap
        top += height
    return sheet


if __name__ == "__main__":
    sys.exit(main())
