"""From the file that staff choose to the small, plain JPEG that patients load."""

from io import BytesIO
from typing import IO

from PIL import Image

from drez_site.foundation.pictures import shrunk_picture

from .models.photo import MOST_BYTES

SIDE = 480  # pixels of the longer side, twice what the page shows, for sharp screens
QUALITIES = (82, 74, 66, 58, 50, 40, 30)


def portrait(file: IO[bytes]) -> tuple[bytes, int, int]:
    """The picture as a JPEG of at most 60 kB, with its width and height in pixels.

    Raises what `shrunk_picture` raises.
    """
    flat = shrunk_picture(file, SIDE)
    return _small_jpeg(flat), *flat.size


def _small_jpeg(picture: Image.Image) -> bytes:
    for quality in QUALITIES:
        output = BytesIO()
        picture.save(output, "JPEG", quality=quality, optimize=True, progressive=True)
        if output.tell() <= MOST_BYTES:
            break
    return output.getvalue()
