"""From the file that staff choose to the small, plain JPEG that patients load."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .models.photo import MOST_BYTES

SIDE = 480  # pixels of the longer side, twice what the page shows, for sharp screens
MOST_PIXELS = 60_000_000
MOST_UPLOADED_BYTES = 15_000_000
QUALITIES = (82, 74, 66, 58, 50, 40, 30)


def portrait(file) -> tuple[bytes, int, int]:
    """The picture as a JPEG of at most 60 kB, with its width and height in pixels.

    Nothing else of the file is kept: no place, time, camera, or thumbnail. Raises ValidationError, in words
    for staff, when the file is too large or is not a picture.
    """
    if file.size > MOST_UPLOADED_BYTES:
        raise ValidationError(_("This file is larger than 15 MB. Please choose a smaller one."), code="size")
    try:
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(
                    _("This picture has more than 60 million pixels. Please choose a smaller one."),
                    code="size",
                )
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Choose a picture: JPEG, PNG, or WebP."), code="not_a_picture") from error
    picture.thumbnail((SIDE, SIDE))
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture)
    return _small_jpeg(flat), *flat.size


def _small_jpeg(picture: Image.Image) -> bytes:
    for quality in QUALITIES:
        output = BytesIO()
        picture.save(output, "JPEG", quality=quality, optimize=True, progressive=True)
        if output.tell() <= MOST_BYTES:
            break
    return output.getvalue()
