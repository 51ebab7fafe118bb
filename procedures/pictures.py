"""Pictures in texts: `![what it shows](/pictures/<hash>/960x640.webp "who made it")`.

The address names the SHA-256 hash of what is shown, so the words that are signed say which picture it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from PIL import Image

from drez_site.foundation.markdown.rendering import plain_parser, ready
from drez_site.foundation.pictures import shrunk_picture

from .models import Picture

LARGE, SMALL = 960, 480  # pixels of the longer side: for a desk or a tablet, and for a phone
MOST_BYTES = {LARGE: 60_000, SMALL: 20_000}
QUALITIES = (80, 72, 64, 56, 48, 38, 28, 18, 8)
NO_PHONE = "(min-width: 48rem) and (min-height: 30rem)"  # a phone on its side is wide, and low
FOLDER = "/pictures/"
PARSER = ready(plain_parser().enable("image"))
ADDRESS = re.compile(
    r"/pictures/(?P<digest>[0-9a-f]{64})/(?P<width>[1-9][0-9]{0,2})x(?P<height>[1-9][0-9]{0,2})\.webp"
)
IN_TEXT = re.compile(r'!\[(?P<alt>[^\[\]]*)\]\((?P<address>[^()\s]*)(?:[ \t]"(?P<source>[^"()]*)")?\)')


@dataclass(frozen=True, slots=True)
class Named:
    """A picture as a text names it."""

    alt: str
    source: str
    address: str

    @property
    def is_ours(self) -> bool:
        """Whether its address is that of a picture of this site, in one of its sizes."""
        found = ADDRESS.fullmatch(self.address)
        if found is None:
            return False
        return Picture.objects.at(found["digest"], int(found["width"]), int(found["height"])).exists()


def encoded(file: Any) -> Picture:
    """The file as a picture of ours in two sizes, not saved. Raises ValidationError, and TooMuchAtOnce."""
    large = shrunk_picture(file, LARGE)
    small = large.copy()
    small.thumbnail((SMALL, SMALL))
    large_bytes, small_bytes = _webp(large, MOST_BYTES[LARGE]), _webp(small, MOST_BYTES[SMALL])
    picture = Picture(
        large=large_bytes,
        small=small_bytes,
        width=large.width,
        height=large.height,
        small_width=small.width,
        small_height=small.height,
    )
    picture.digest = picture.true_digest()
    return picture


def _webp(picture: Image.Image, most: int) -> bytes:
    for quality in QUALITIES:
        output = BytesIO()
        picture.save(output, "WEBP", quality=quality, method=4)
        if output.tell() <= most:
            return output.getvalue()
    raise ValidationError(
        _("This picture has too much detail for a phone: choose a simpler one, or a part of it."), code="size"
    )


def markdown(picture: Picture, alt: str, source: str) -> str:
    """What stands in a text for it. Brackets and quotation marks would end what they say."""
    alt = " ".join(alt.replace("[", "(").replace("]", ")").split())
    source = " ".join(source.replace('"', "”").replace("(", "[").replace(")", "]").split())
    return f'![{alt}]({picture.get_absolute_url()} "{source}")'


def named_in(text: str) -> Iterator[Named]:
    """Every picture of a text, in order."""
    for block in PARSER.parse(text):
        for token in block.children or ():
            if token.type == "image":
                source = str(token.attrs.get("title", ""))
                yield Named(token.content.strip(), source.strip(), str(token.attrs["src"]))


def without_pictures(text: str, stays: Callable[[str], bool] = bool) -> str:
    """The words alone, with what pictures show and who made them, for counting and reading.

    Of a picture whose words shall not stay, nothing is left.
    """

    def words(found: re.Match[str]) -> str:
        said = f"{found['alt']}. {found['source'] or ''}".strip()
        return said if stays(said) else ""

    return IN_TEXT.sub(words, text)


def problems_of_pictures(text: str) -> Iterator[str]:
    """What is wrong with the pictures of a text, and what to do.

    An address has to stand in the text to the letter: spelled otherwise, as with `&#97;` for `a`, or below
    the text, the database would not see which picture was signed.
    """
    written = Counter(found["address"] for found in IN_TEXT.finditer(text))
    for named in named_in(text):
        shown = {"alt": named.alt or named.address}
        written.subtract([named.address])
        if written[named.address] < 0:
            yield (
                _("Write the picture “%(alt)s” as “Picture” writes it: its address in round brackets.")
                % shown
            )
        if not named.is_ours:
            yield _("“%(alt)s” is no picture of this site. Add it with “Picture”.") % shown
        if not named.alt:
            yield _("Say what the picture shows, between “![” and “]”, for people who cannot see it.")
        if not named.source:
            yield _("Say who made the picture “%(alt)s”, in quotation marks behind its address.") % shown


def shown(alt: str, address: str, source: str) -> str:
    """HTML of a picture in a text; of an address that is none of ours, what it would show."""
    found = ADDRESS.fullmatch(address)
    if found is None:
        return escape(alt)
    width, height = int(found["width"]), int(found["height"])
    small_width, small_height = small_size(width, height)
    small = f"{FOLDER}{found['digest']}/{small_width}x{small_height}.webp"
    large = f'<source media="{NO_PHONE}" srcset="{address}">' if small_width < width else ""
    return (
        f'<picture>{large}<img src="{small}" width="{width}" height="{height}" alt="{escape(alt)}" '
        f'loading="lazy" decoding="async"></picture><small>{escape(source)}</small>'
    )


def small_size(width: int, height: int) -> tuple[int, int]:
    """Of the smaller picture: what Pillow makes of these."""
    picture = Image.new("1", (width, height))
    picture.thumbnail((SMALL, SMALL))
    return picture.size
