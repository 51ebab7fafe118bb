"""From a file to the line of Markdown that shows it as a picture. Staff alone see one unsigned."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from drez_site.foundation.file_inputs import KINDS_OF_PICTURES, PICTURES, FileInput
from drez_site.foundation.heavy_work import TooMuchAtOnce
from drez_site.foundation.staff_pages import STAFF_PAGES
from procedures import pictures
from procedures.models import Picture

FOLDER = f"{STAFF_PAGES}procedures/document/picture"


def with_staff_pictures(page: bytes) -> bytes:
    """A preview, with pictures from where staff see them, signed or not."""
    return page.replace(f'"{pictures.FOLDER}'.encode(), f'"{FOLDER}/'.encode())


class PictureForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=format_lazy(
            "{} {}",
            KINDS_OF_PICTURES,
            gettext_lazy("Where it was taken, and with what, is not kept. Show nobody who could be known."),
        ),
        widget=FileInput(PICTURES),
    )
    alt = forms.CharField(
        label=gettext_lazy("What it shows"),
        help_text=gettext_lazy("A sentence for people who cannot see it."),
        max_length=300,
    )
    source = forms.CharField(
        label=gettext_lazy("Who made it"),
        help_text=gettext_lazy("Stands below the picture, like “Photo: our clinic, 2026”."),
        max_length=200,
    )

    def clean_file(self) -> Picture:
        try:
            return pictures.encoded(self.cleaned_data["file"])
        except TooMuchAtOnce as busy:
            raise forms.ValidationError(
                _("Others are sending pictures just now. Please try again in a minute.")
            ) from busy


class AddsPictures:
    """For the admin of documents."""

    def get_urls(self):
        add, show = map(self.admin_site.admin_view, (self.add_picture_view, self.picture_view))
        return [
            path("picture/", add, name="procedures_document_picture"),
            path(
                "picture/<slug:digest>/<int:width>x<int:height>.webp", show, name="procedures_document_shown"
            ),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def add_picture_view(self, request):
        """A form, alone or for the dialog of a text box; then the line that shows the picture."""
        if not request.user.has_perm("procedures.change_document"):
            raise PermissionDenied
        form, line = PictureForm(request.POST or None, request.FILES or None), ""
        if form.is_valid():
            made = form.cleaned_data["file"]
            made.added_by = request.user
            Picture.objects.bulk_create([made], ignore_conflicts=True)  # the same picture is one
            line = pictures.markdown(made, form.cleaned_data["alt"], form.cleaned_data["source"])
            if "in_dialog" in request.POST:
                return JsonResponse({"line": line})
        is_in_dialog = "in_dialog" in request.GET or "in_dialog" in request.POST
        name = "dialog" if is_in_dialog else "page"
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Add a picture"),
            "form": form,
            "line": line,
        }
        return render(request, f"admin/procedures/picture/{name}.html", context)

    @method_decorator(never_cache)
    def picture_view(self, request, digest, width, height):
        """Any picture, for staff."""
        if not request.user.has_perm("procedures.view_document"):
            raise PermissionDenied
        picture = get_object_or_404(Picture.objects.at(digest, width, height))
        return HttpResponse(picture.of_width(width), content_type="image/webp")
