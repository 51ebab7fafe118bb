"""What a drawing shows: the colors of its solid places, and whether each of its parts paints anything."""

import base64
import re
from functools import reduce
from io import BytesIO

from PIL import Image, ImageChops

from .running import ROOT

PATCH = 4  # pixels: what is smaller may be the soft edge of a shape
TOLERANCE = 2  # of 255, for each of red, green and blue
# A browser that paints a drawing again may change a few pixels at the edges of shapes that stay.
REPAINTED = 12  # of 255: a change that such an edge seldom passes
FAINT = 2  # of 255: a change that counts where it fills a patch, for an edge never does
FEWEST = 3  # places of 2 x 2 pixels
MANY = 40

# The page's pixels that an element touches, once it is in view: left, top, right, bottom.
PIXELS = """element => {
    element.scrollIntoView({block: 'nearest'});
    const box = element.getBoundingClientRect();
    return [Math.floor(box.left + scrollX), Math.floor(box.top + scrollY), Math.ceil(box.right + scrollX),
        Math.ceil(box.bottom + scrollY)];
}"""
# Every shape of a drawing in view, with the pixels of the page that it may touch; null if it has no shape.
# A bar that stands for nobody has no width, and a shape out of view belongs to a pattern that goes on.
PARTS = """svg => {
    const repeated = [...svg.querySelectorAll('use')].map(use => use.getAttribute('href').slice(1));
    const box = svg.getBoundingClientRect(), air = 6;
    const pixels = box => [Math.floor(box.left + scrollX) - air, Math.floor(box.top + scrollY) - air,
        Math.ceil(box.right + scrollX) + air, Math.ceil(box.bottom + scrollY) + air];
    return [...svg.querySelectorAll('path, rect, circle, ellipse, line, polygon, text, use')].map(shape => {
        const isRepeated = repeated.some(id => shape.closest('#' + CSS.escape(id)));
        const own = shape.getBoundingClientRect();
        const isEmpty = !isRepeated && own.width + own.height === 0;
        const isOutOfView = !isEmpty && !isRepeated && (own.bottom <= box.top || own.top >= box.bottom
            || own.right <= box.left || own.left >= box.right);
        const isNobody = shape.getAttribute('width') === '0';
        if (isOutOfView || isNobody || shape.closest('pattern, symbol')) return null;
        const name = (shape.getAttribute('class') || shape.parentNode.getAttribute('class') || '') + ': '
            + (shape.textContent.trim() || shape.outerHTML).slice(0, 70);
        return [shape, [name, isEmpty ? null : pixels(isRepeated ? box : own)]];
    }).filter(Boolean).map(([shape, part], number) => {
        shape.dataset.part = number;
        return part;
    });
}"""
# All parts but one.
LEAVE_OUT = """(svg, number) => {
    for (const part of svg.querySelectorAll('[data-part]'))
        part.style.setProperty('visibility', part.dataset.part === String(number) ? 'hidden' : '');
}"""
# Labels of one drawing that leave it or lie on one another. An em has some air above and below the letters.
CROWDED = """svg => {
    const view = svg.viewBox.baseVal, labels = [...svg.querySelectorAll('text')];
    const boxes = labels.map(label => label.getBBox());
    const air = 3;
    return labels.filter((label, n) => {
        const a = boxes[n];
        return a.x < view.x || a.x + a.width > view.x + view.width || a.y < view.y - air
            || a.y + a.height > view.y + view.height + air
            || boxes.some((b, m) => m !== n && a.x < b.x + b.width && b.x < a.x + a.width
                && a.y + air < b.y + b.height - air && b.y + air < a.y + a.height - air);
    }).map(label => label.textContent);
}"""


def palette(scheme: str) -> dict[tuple[int, int, int], str]:
    """The colors of the custom properties, in the light or the dark scheme: color -> the property's name."""
    style = (ROOT / "static/css/site.css").read_text()
    tokens = style[style.index("@layer tokens {") : style.index("@layer base {")]
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    colors = _properties(light)
    if scheme == "dark":
        colors |= _properties(dark)
    return {color: name for name, color in colors.items()}


def _properties(rules: str) -> dict[str, tuple[int, int, int]]:
    found = re.findall(r"(--[\w-]+): #([0-9a-f]{3,6});", rules)
    wide = (
        (name, value if len(value) == 6 else "".join(2 * digit for digit in value)) for name, value in found
    )
    return {name: tuple(bytes.fromhex(value)) for name, value in wide}


def solid_colors(picture: Image.Image) -> dict[tuple[int, int, int], int]:
    """Each color that fills PATCH x PATCH pixels somewhere -> at how many places."""
    across, down = _runs(picture, (1, 0)), _runs(picture, (0, 1))
    # A patch begins where PATCH runs to the right lie under one another and their first pixels are alike.
    same = reduce(ImageChops.darker, [down, *(ImageChops.offset(across, 0, -step) for step in range(PATCH))])
    inner = (0, 0, picture.width - PATCH + 1, picture.height - PATCH + 1)
    if inner[2] < 1 or inner[3] < 1:
        return {}
    marked = picture.convert("RGBA")
    marked.putalpha(same)
    colors = marked.crop(inner).getcolors(picture.width * picture.height)
    return {color[:3]: times for times, color in colors if color[3]}


def _runs(picture: Image.Image, direction: tuple[int, int]) -> Image.Image:
    """White where a run of PATCH pixels of one color begins, in the direction."""
    moved = (
        ImageChops.offset(picture, -step * direction[0], -step * direction[1]) for step in range(1, PATCH)
    )
    differences = (band for other in moved for band in ImageChops.difference(picture, other).split())
    return reduce(ImageChops.lighter, differences).point(lambda value: 0 if value else 255)


def strange_colors(picture: Image.Image, scheme: str) -> dict[str, int]:
    """The solid colors that the palette of the scheme lacks, as #rrggbb -> at how many places."""
    known = palette(scheme)
    return {
        f"#{bytes(color).hex()}": times
        for color, times in solid_colors(picture).items()
        if not any(all(abs(a - b) <= TOLERANCE for a, b in zip(color, ours, strict=True)) for ours in known)
    }


class Camera:
    """Takes pictures of a page as it stands, without waiting for anything to settle."""

    def __init__(self, page):
        self._session = page.context.new_cdp_session(page)

    def picture(self, left: int, top: int, right: int, bottom: int) -> Image.Image:
        """That part of the page, in CSS pixels from its top left corner."""
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}
        taken = self._session.send("Page.captureScreenshot", {"clip": clip, "optimizeForSpeed": True})
        return Image.open(BytesIO(base64.b64decode(taken["data"]))).convert("RGB")

    def picture_of(self, element) -> Image.Image:
        return self.picture(*element.evaluate(PIXELS))


def parts(svg) -> list[str]:
    """The parts of a drawing that are in view: class and words of each."""
    return [name for name, _ in svg.evaluate(PARTS)]


def parts_that_paint_nothing(page, svg, chosen=list) -> list[str]:
    """Those that one can take away and see no difference; of the parts that `chosen(all)` are."""
    svg = svg.element_handle()  # a locator would look for it again before each step
    camera = Camera(page)
    left, top, right, bottom = svg.evaluate(PIXELS)
    whole = camera.picture(left, top, right, bottom)
    unseen = []
    for number, (name, box) in chosen([*enumerate(svg.evaluate(PARTS))]):
        if box is None:
            unseen.append(name)
            continue
        box = (max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom))
        svg.evaluate(LEAVE_OUT, number)
        without = camera.picture(*box)
        before = whole.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        if not _differ(before, without):
            unseen.append(name)
    svg.evaluate(LEAVE_OUT, None)
    return unseen


def _differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether more changed than the soft edges of shapes that stay, which a browser may paint anew."""
    by = ImageChops.difference(one, other).convert("L")
    clear, faint = (
        by.point(lambda value, least=least: 255 * (value > least)) for least in (REPAINTED, FAINT)
    )
    return _places(faint, PATCH) > 0 or _places(clear, size=2) >= FEWEST or _places(clear, size=1) >= MANY


def _places(marked: Image.Image, size: int) -> int:
    """How many squares of that many pixels are marked whole."""
    whole = marked
    for direction in ((1, 0), (0, 1)):
        moved = (ImageChops.offset(whole, step * direction[0], step * direction[1]) for step in range(size))
        whole = reduce(ImageChops.darker, list(moved))
    inner = whole.crop((size - 1, size - 1, whole.width, whole.height))
    return sum(inner.histogram()[1:])


def crowded_labels(svg) -> list[str]:
    """The labels that leave the drawing or lie on one another."""
    return svg.evaluate(CROWDED)
