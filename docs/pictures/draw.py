"""Draw the pictures that other programs show: social cards, the favicon, icons for home screens.

    .venv/bin/python docs/pictures/draw.py

The results are committed; draw again only when a name, a color or a drawing has changed. Needs Chromium.
"""

import base64
import io
import re
import shutil
import sys
import tomllib
from pathlib import Path

from django.template import Context, Engine
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

COLOR = re.compile(r"(?<![a-z-])--([a-z-]+): (#[0-9a-f]+)")
# Those of a light screen come first in the style sheet.
COLORS = dict(reversed(COLOR.findall((STATIC / "css/site.css").read_text())))
SUN = COLORS["sun"]
SHIPPED = tomllib.loads((ROOT / "procedures/content/procedures.toml").read_text())["procedures"]
OPERATIONS = {row["look"]: row for row in SHIPPED}
# file: look, name, full name; the site shows that of an operation's look, or else its own
CARDS = {
    "site.en": ("", "When nerve<br>pain will not<br>let go", "Surgery for severe nerve pain"),
    "site.es": (
        "", "Cuando el dolor de los nervios no cede", "Cirugía para el dolor neuropático intenso",
    ),
    "drez.en": ("drez", OPERATIONS["drez"]["name"], "Dorsal root entry zone lesioning"),
    "drez.es": (
        "drez", "Lesión DREZ", "Lesión de la zona de entrada<br>de la raíz dorsal",
    ),
    "drg.en": ("drg", OPERATIONS["drg"]["name"], "Dorsal root ganglion stimulation"),
    "drg.es": (
        "drg", "Estimulación<br>del GRD", "Estimulación del ganglio<br>de la raíz dorsal",
    ),
}  # fmt: skip

CARD = """<!doctype html><meta charset="utf-8"><style>
  @font-face { font-family: Card; src: url(data:font/woff2;base64,%(font)s); font-weight: 400 700; }
  * { margin: 0; box-sizing: border-box; }
  body { width: 1200px; height: 630px; overflow: hidden; position: relative; }
  body { background: %(color)s; color: #fff; font-family: Card; }
  .art, .art svg, .art img { position: absolute; right: 0; top: 0; height: 630px; }
  .art svg { width: 551px; fill: none; stroke: #fff; stroke-width: 2; stroke-linecap: round; }
  .art svg { mask: linear-gradient(to right, transparent, #000 20%%); }
  .art img { right: -40px; top: -60px; height: 760px; }
  .roots-solid { fill: %(sun)s; stroke: none; }
  .roots-dots { stroke: %(sun)s; stroke-width: 8; }
  .roots-faint { opacity: .5; }
  .words { position: absolute; left: 80px; top: 0; bottom: 0; width: %(width)s; }
  .words { display: flex; flex-direction: column; justify-content: center; gap: 28px; }
  .glyph { width: 112px; fill: none; stroke: %(sun)s; stroke-width: 1.75; }
  .glyph { stroke-linecap: round; stroke-linejoin: round; }
  h1 { font-size: 88px; line-height: 1.02; letter-spacing: -.015em; }
  p { font-size: 38px; line-height: 1.25; }
</style><body><div class="art">%(art)s</div>
<div class="words">%(glyph)s<h1>%(name)s</h1><p>%(full_name)s</p></div>
"""
ICON = (
    """<!doctype html><style>* { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>%s"""
)


def main() -> int:
    if CHROMIUM is None:
        print("No Chromium on this machine (Debian: apt install chromium).", file=sys.stderr)  # noqa: T201
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, card in CARDS.items():
            picture = photograph(browser, card_page(*card), 1200, 630).convert("RGB")
            save(picture.quantize(64, dither=Image.Dither.NONE), STATIC / "img/cards" / f"{name}.png")
        mark = (STATIC / "img/icon.svg").read_text()
        square = mark.replace(' rx="9"', "")  # phones round the corners themselves
        for name, svg, size in (
            ("apple-touch-icon", square, 180),
            ("icon-192", mark, 192),
            ("icon-512", mark, 512),
        ):
            save(photograph(browser, ICON % svg, size, size), STATIC / "img" / f"{name}.png")
        photograph(browser, ICON % mark, 32, 32).save(STATIC / "img/favicon.ico", sizes=[(32, 32)])
        browser.close()
    return 0


def card_page(look: str, name: str, full_name: str) -> str:
    templates = Engine(dirs=[ROOT / "templates"])

    def render(template):
        return templates.get_template(template).render(Context())

    if look:
        art = render(f"procedures/art/{look}/header.html")
        glyph = render(f"procedures/art/{look}/glyph.html").replace('class="icon"', 'class="glyph"')
    else:
        art, glyph = f'<img src="{data(STATIC / "img/rootlets.svg", "image/svg+xml")}">', ""
    color = COLORS[OPERATIONS[look]["color"]] if look else COLORS["hero"]
    font = data(STATIC / "fonts/atkinson-next.woff2", "").partition(",")[2]
    return CARD % {
        "font": font, "color": color, "art": art, "glyph": glyph, "name": name, "full_name": full_name,
        "sun": SUN, "width": "680px" if look else "560px",
    }  # fmt: skip


def data(path: Path, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def photograph(browser, html: str, width: int, height: int) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return picture


def save(picture: Image.Image, path: Path):
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
