"""Inputs for files of staff: one that is too large is said beside its field, before it is sent."""

from typing import TYPE_CHECKING

from django import forms
from django.forms.widgets import Script
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MEGABYTE = 1_000_000
# With the rest of a form this stays below `MOST_BYTES_OF_STAFF`, behind which nobody reads.
MOST_MEGABYTES = 15
PICTURES = "image/jpeg,image/png,image/webp"
KINDS_OF_PICTURES = format_lazy(_("JPEG, PNG or WebP, at most {most} MB."), most=MOST_MEGABYTES)


def too_large(most_megabytes: int = MOST_MEGABYTES) -> "StrOrPromise":
    return format_lazy(
        _("This file is larger than {most} MB. Please choose a smaller one."), most=most_megabytes
    )


class FileInput(forms.FileInput):
    """For files of these kinds (of the `accept` of HTML), of at most so many megabytes.

    Without scripts, what is longer than the site reads is refused as a whole.
    """

    class Media:
        js = [Script("js/admin/file_size.js", type="module")]

    def __init__(self, accept: str, most_megabytes: int = MOST_MEGABYTES) -> None:
        super().__init__(
            {
                "accept": accept,
                "data-most": most_megabytes * MEGABYTE,
                "data-too-large": too_large(most_megabytes),
            }
        )
