"""What stands on a doctor's page besides the doctor's own fields: boards, licenses, a photo."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from drez_site.foundation.file_inputs import KINDS_OF_PICTURES, PICTURES, FileInput
from providers.models import BoardCertification, Photo, StateLicense
from providers.photos import portrait


class Credentials(admin.StackedInline):
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("provider")


class BoardCertificationInline(Credentials):
    model = BoardCertification
    fields = [("board", "checked_on")]


class StateLicenseInline(Credentials):
    model = StateLicense
    fields = [("state", "checked_on")]


CHOOSE_AGAIN = _(
    "Choose this picture again: something else on the page has to be put right first, and no browser sends a "
    "file twice."
)


class PhotoForm(forms.ModelForm):
    file = forms.FileField(
        label=_("Picture"),
        help_text=format_lazy(
            "{} {}", KINDS_OF_PICTURES, _("We make it small and remove where and when it was taken.")
        ),
        widget=FileInput(PICTURES),
    )

    class Meta:
        model = Photo
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = self.instance.digest == ""

    @property
    def held(self):
        """Which picture stands there now: no browser sends it back."""
        return {"file": self.instance.digest}

    def clean_file(self):
        """The portrait, which the row takes on when all of the page is right; None for the one it has."""
        if not (file := self.cleaned_data["file"]):
            return None
        chosen = portrait(file)
        self["file"].help_text = CHOOSE_AGAIN  # for whoever sees this form again
        return chosen

    def save(self, commit=True):
        if chosen := self.cleaned_data["file"]:
            self.instance.show(*chosen)
        return super().save(commit)


class PhotoInline(admin.StackedInline):
    model = Photo
    form = PhotoForm
    fields = ("shown", "file")
    readonly_fields = ("shown",)

    @admin.display(description=_("now"))
    def shown(self, photo):
        if not photo.digest:
            return _("No photo: the page shows initials.")
        address, width, height, alt = photo.picture_of("digest", photo.digest)
        waits = _("It waits for a clinical reviewer. Until then the page shows initials.")
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">{}',
            address,
            width // 2,
            height // 2,
            alt,
            "" if photo.is_approved else format_html("<p>{}</p>", waits),
        )


class ShowsPhotos(admin.ModelAdmin):
    """For the admin of doctors: a photo as staff see it, before and after a reviewer approved it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.photo_view)
        return [path("photos/<slug:digest>.jpg", view, name="providers_provider_photo"), *super().get_urls()]

    @method_decorator(never_cache)
    def photo_view(self, request, digest):
        """For who may change it, and who sees what waits for a reviewer."""
        if not any(map(request.user.has_perm, ("providers.view_photo", "foundation.view_waitingwords"))):
            raise PermissionDenied
        photo = Photo.objects.with_digest(digest).first()
        if photo is None:
            raise Http404
        return HttpResponse(bytes(photo.content), content_type="image/jpeg")
