"""From the file that staff choose to a small picture in memory, which keeps nothing else of the file."""

import struct
from io import SEEK_CUR
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from .file_inputs import MEGABYTE, MOST_MEGABYTES, too_large
from .heavy_work import HEAVY_WORK

MILLION = 1_000_000
MOST_PIXELS = 60 * MILLION
MOST_MEMORY = 150_000_000  # bytes, for a moment; two pictures at a time in each process
# Bytes that reading takes for each pixel of the file, rounded up. A plain JPEG is made at a quarter of its
# size, so that a phone's 50 million are welcome. A phone's MPO is a JPEG with more behind it. One that comes
# in several passes, as a progressive one does, is kept whole until the last: two bytes of each color.
MEMORY = {"JPEG": 1, "MPO": 1, "JPEG in passes": 7, "JPEG of four colors in passes": 9, "PNG": 9, "WEBP": 17}
# Of what stands before the picture in a JPEG: tables, notes, and what a camera says
HAS_A_LENGTH = [bytes([mark]) for mark in (*range(0xC0, 0xC8), *range(0xC9, 0xD0), *range(0xDB, 0xFF))]
START_OF_PASS = b"\xda"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
FROM_AN_IPHONE = _(
    "This is a HEIC file, as iPhones keep pictures. On the iPhone, choose Settings > Camera > Formats > Most "
    "Compatible, and take the picture again. Or save this one as a JPEG, and send that."
)


def shrunk_picture(file: Any, side: int) -> Image.Image:
    """The picture on white, at most `side` pixels wide and high, as the camera was held.

    Nothing else of the file is kept: no place, time, camera, or thumbnail. Raises ValidationError, in words
    for staff, when the file is too large or is not a picture; TooMuchAtOnce when many others send one.
    """
    if file.size > MOST_MEGABYTES * MEGABYTE:
        raise ValidationError(too_large(), code="size")
    try:
        with HEAVY_WORK.one(), Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as opened:
            _refuse_what_takes_too_much(opened)
            picture = _shrunk(opened, side)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        said = FROM_AN_IPHONE if _is_heic(file) else _("Choose a picture: JPEG, PNG, or WebP.")
        raise ValidationError(said, code="not_a_picture") from error
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture)
    return flat


def _is_heic(file: Any) -> bool:
    """Whether it begins as such files do, whatever it is called."""
    file.seek(0)
    head: bytes = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS


def _refuse_what_takes_too_much(opened: Image.Image) -> None:
    """Known before anything is read: a file of 2 kB can stand for a gigabyte."""
    pixels = opened.width * opened.height
    if pixels > MOST_PIXELS:
        raise ValidationError(
            _("This picture has more than %(most)d million pixels. Please choose a smaller one."),
            code="size",
            params={"most": MOST_PIXELS // MILLION},
        )
    kind = str(opened.format)
    if isinstance(opened, JpegImageFile) and _comes_in_passes(opened):
        kind = "JPEG of four colors in passes" if opened.layers > 3 else "JPEG in passes"
    if pixels * MEMORY[kind] > MOST_MEMORY:
        raise ValidationError(
            _("This picture has more than %(millions)d million pixels. Please save it smaller, as a JPEG.")
            % {"millions": MOST_MEMORY // MEMORY[kind] // 1_000_000},
            code="size",
        )


def _comes_in_passes(opened: JpegImageFile) -> bool:
    """Progressive, or each color by itself: then the first pass has fewer of them than the picture.

    What is unusual before it, so that others may find another first pass than we do, counts as that.
    """
    file = opened.fp
    if file is None or "progressive" in opened.info:
        return True
    at = file.tell()
    file.seek(2)  # behind the mark of a JPEG
    while len(head := file.read(4)) == 4 and head[:1] == b"\xff" and head[1:2] in HAS_A_LENGTH:
        file.seek(int.from_bytes(head[2:]) - 2, SEEK_CUR)
    colors = file.read(1) if head[1:2] == START_OF_PASS else b"\0"
    file.seek(at)
    return int.from_bytes(colors) < opened.layers


def _shrunk(opened: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels on a side, as the camera was held, with whatever is transparent."""
    opened.draft("RGB", (2 * side, 2 * side))
    whole = opened.convert("RGBA") if opened.mode in ("P", "PA", "1") else opened
    whole.thumbnail((side, side))
    return _turned(whole).convert("RGBA")


def _turned(small: Image.Image) -> Image.Image:
    """As EXIF says that the camera was held, if it can be read; where it says so goes with the file."""
    try:
        return ImageOps.exif_transpose(small)
    except (struct.error, LookupError, SyntaxError, TypeError, ValueError):
        return small
