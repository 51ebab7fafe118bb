"""What stands on a doctor's page besides the doctor's own fields: boards, licenses, a photo."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

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
        file = self.cleaned_data["file"]
        if file:
            self.instance.show(*portrait(file))
        return file


class PhotoInline(admin.StackedInline):
    model = Photo
    form = PhotoForm
    fields = ("shown", "file")
    readonly_fields = ("shown",)

    @admin.display(description=_("now"))
    def shown(self, photo):
        if not photo.digest:
            return _("No photo: the page shows initials.")
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="">',
            photo.get_absolute_url(),
            photo.width // 2,
            photo.height // 2,
        )
