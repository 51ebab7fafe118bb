"""`make shots`: every kind of page on a phone, a desk and paper, light and dark.

Each page goes to a file of its own in shots/, at full size; all of them small to docs/contact-sheet.webp, and
four phones to docs/screenshot.png, for the README.
"""

import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

from .running import CHROMIUM, CHROMIUM_FLAGS, ROOT, running_site

PAGES = {
    "Home": "/",
    "Operations": "/procedures/",
    "DREZ lesioning": "/procedures/drez-lesioning/",
    "DRG stimulation": "/procedures/drg-stimulation/",
    "Compare options": "/procedures/compare/",
    "Kinds of pain": "/conditions/",
    "One kind of pain": "/conditions/arm-nerves-torn/",
    "Costs": "/pages/cost-and-insurance/",
    "What studies found": "/evidence/findings/",
    "Evidence": "/evidence/",
    "One source": "/evidence/Deer2017/",
    "Nearest doctors": "/doctors/?near=27710&procedure=drez-lesioning",
    "All doctors": "/doctors/",
    "Nobody within 25 miles": "/doctors/?near=59718&procedure=drez-lesioning&within=25",
    "Which place": "/doctors/?near=Springfield",
    "Unknown place": "/doctors/?near=Qwertyville",
    "Doctor": "@doctor",
    "Location": "@location",
    "Report a mistake": "@doctorreport/",
    "Doctors compared": "/doctors/compare/?d=alex-example&d=avery-alias&near=27710",
    "Map of the country": "/doctors/map/",
    "Map of a state": "/doctors/map/nc/",
    "Search": "/search/?q=battery",
    "Words explained": "/glossary/",
    "Words of the site": "/words-of-the-site/",
    "Contact": "/contact/",
    "How we make these pages": "/how-we-make-content/",
    "Privacy": "/privacy/",
    "Cookies": "/cookies/",
    "Health data": "/consumer-health-data/",
    "Accessibility": "/accessibility/",
    "Nondiscrimination": "/nondiscrimination/",
    "Language help": "/language-assistance/",
    "Page not found": "/no-such-page/",
    "Spanish home": "/es/",
    "Spanish doctor": "/es@doctor",
    "Staff sign-in": "/admin/login/",
}
# What the README shows: an address, what stands at the top of the screen, and the scheme
PHONES = (
    ("/", "body", "light"),
    ("/conditions/", "body", "light"),
    ("/procedures/drez-lesioning/", "#benefits-and-risks", "light"),
    ("/doctors/?near=27710", "#results", "dark"),
)
PAPER = 720  # CSS pixels between the margins of a Letter sheet
VIEWS = {
    "phone-light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "desk-light": {"viewport": {"width": 1280, "height": 844}, "color_scheme": "light"},
    "desk-dark": {"viewport": {"width": 1280, "height": 844}, "color_scheme": "dark"},
    "paper": {"viewport": {"width": PAPER, "height": 960}, "color_scheme": "light"},
}
TALLEST = 2400  # CSS pixels of a page that the sheet shows
SCALE = 0.28
GAP, LABEL = 10, 18
BACKDROP = "#777"
COLUMNS = 2


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
        rows = [(name, take(browser, name, url + path, folder)) for name, path in addresses(browser, url)]
        phones(browser, url).save(ROOT / "docs/screenshot.png", optimize=True)
        browser.close()
    sheet = compose(rows)
    sheet.save(ROOT / "docs/contact-sheet.webp", quality=62, method=6)
    print(f"shots/: {len(rows)} pages in {len(VIEWS)} views; docs/contact-sheet.webp: {len(rows)} pages")  # noqa: T201
    return 0


def addresses(browser, url) -> list[tuple[str, str]]:
    """PAGES with a doctor and a place that exist."""
    page = browser.new_page()
    page.goto(url + PAGES["Nearest doctors"])
    found = page.locator(".doctor-card .doc__who a").first.get_attribute("href")
    doctor = found.partition("?")[0]  # without what was asked: the report on it has an address below this
    page.goto(url + doctor)
    location = page.locator('main a[href^="/locations/"]').first.get_attribute("href")
    page.close()
    return [
        (name, path.replace("@doctor", doctor).replace("@location", location)) for name, path in PAGES.items()
    ]


def take(browser, name: str, url: str, folder: Path) -> list[Image.Image]:
    """One small picture for each of VIEWS; the page's own file has them side by side at full size."""
    whole = [photograph(browser, url, view) for view in VIEWS]
    beside(whole).save(folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png")
    pictures = []
    for picture in whole:
        picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
        size = (int(picture.width * SCALE), int(picture.height * SCALE))
        pictures.append(picture.resize(size, Image.LANCZOS))
    return pictures


def photograph(browser, url: str, view: str) -> Image.Image:
    """The whole page in one of VIEWS."""
    page = browser.new_page(**VIEWS[view])
    page.goto(url)
    if view == "paper":
        page.emulate_media(media="print")
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    return picture


def phones(browser, url: str) -> Image.Image:
    """PHONES beside one another, as large as a README shows them."""
    pictures = []
    for path, top, scheme in PHONES:
        page = browser.new_page(**VIEWS[f"phone-{scheme}"])
        page.goto(url + path)
        page.locator(top).first.evaluate("each => each.scrollIntoView()")
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        pictures.append(picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.LANCZOS))
        page.close()
    return beside(pictures).quantize(256, dither=Image.Dither.NONE)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """The pictures in one, from left to right."""
    width = sum(picture.width + GAP for picture in pictures) - GAP
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), BACKDROP)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return sheet


def compose(rows) -> Image.Image:
    """The rows in columns, each under its name, filled from the top left."""
    width = sum(int(view["viewport"]["width"] * SCALE) + GAP for view in VIEWS.values()) + 2 * GAP
    heights = [max(picture.height for picture in pictures) + LABEL + GAP for _, pictures in rows]
    tops, bottoms = [], [GAP] * COLUMNS
    for height in heights:
        column = bottoms.index(min(bottoms))
        tops.append((column, bottoms[column]))
        bottoms[column] += height
    sheet = Image.new("RGB", (width * COLUMNS, max(bottoms)), BACKDROP)
    draw = ImageDraw.Draw(sheet)
    for (name, pictures), (column, top) in zip(rows, tops, strict=True):
        left = column * width + GAP
        draw.text((left, top), name, fill="white")
        for picture in pictures:
            sheet.paste(picture, (left, top + LABEL))
            left += picture.width + GAP
    return sheet


if __name__ == "__main__":
    sys.exit(main())
