"""The same doctor or place twice: told while somebody types, asked before it is saved, merged into one."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.united_states import phones
from drez_site.foundation.write_lock import ConcurrentEdit, run_exclusively
from providers.merging import CannotMerge

ANOTHER = "is_another"


class NewRowForm(forms.ModelForm):
    """Asks once more when a new row looks like one that is there. `look` finds those."""

    look = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop(ANOTHER, None)

    is_another = forms.BooleanField(
        label=_("This is another one"),
        required=False,
        help_text=_("Only if the page says that it is there already, and you are sure that it is not."),
    )

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk or cleaned.get(ANOTHER):
            return cleaned
        if alike := self.look({name: str(value or "") for name, value in cleaned.items()}):
            text = _("This may be on the list already: {}. Open that one, or check “This is another one”.")
            raise ValidationError(format_html(text, links(alike)), code="alike")
        return cleaned


def links(rows):
    return format_html_join(", ", '<a href="{}">{}</a>', ((change_address(row), str(row)) for row in rows))


def change_address(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class MergeForm(forms.Form):
    other = forms.SlugField(
        label=_("Page address of the other entry"),
        help_text=_("The last part of its address. That entry goes, with its address leading here."),
    )

    def __init__(self, data, kept):
        super().__init__(data)
        self._kept = kept

    def clean_other(self):
        found = type(self._kept).objects.here().filter(slug=self.cleaned_data["other"]).first()
        if found is None:
            raise ValidationError(_("No entry has this address."), code="unknown")
        return found


class FindsDuplicates(admin.ModelAdmin):
    """For the admin of rows that `look_alike(typed, but)` compares and `merge(kept, other, staff)` joins."""

    def look_alike(self, typed: dict[str, str], but: int | None = None) -> list:
        raise NotImplementedError

    def merge(self, kept, other, staff) -> None:
        raise NotImplementedError

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = kwargs.pop("form", self.form)
        asks = type(form.__name__, (NewRowForm, form), {"look": staticmethod(self.look_alike)})
        return super().get_form(request, obj, change, form=asks, **kwargs)

    def get_fieldsets(self, request, obj=None):
        first, *others = super().get_fieldsets(request, obj)
        if obj is not None:
            return [first, *others]
        name, options = first
        return [(name, options | {"fields": [*options["fields"], ANOTHER]}), *others]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("alike/", self.admin_site.admin_view(self.alike_view), name=f"{name}_alike"),
            path("<int:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=f"{name}_merge"),
            *super().get_urls(),
        ]

    def alike_view(self, request):
        """What is like the fields that somebody has typed so far, for the script of the form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = {name: value.strip() for name, value in request.GET.items()}
        but = typed.pop("but", "")
        rows = self.look_alike(typed, int(but) if but.isascii() and but.isdigit() else None)
        return JsonResponse({"rows": [{"text": str(row), "url": change_address(row)} for row in rows]})

    def merge_view(self, request, object_id):
        """Ask which other entry, show both, then merge."""
        kept = self.get_object(request, str(object_id))
        if kept is None:
            raise Http404
        if not (self.has_change_permission(request, kept) and self.has_delete_permission(request, kept)):
            raise PermissionDenied
        form = MergeForm(request.POST or request.GET or None, kept)
        other = form.cleaned_data["other"] if form.is_bound and form.is_valid() else None
        if request.method == "POST" and other and "confirmed" in request.POST:
            try:
                run_exclusively(lambda: self.merge(kept, other, request.user))
            except (CannotMerge, ConcurrentEdit) as error:
                form.add_error(
                    "other", str(error) or _("Somebody else was saving at the same moment. Try again.")
                )
            else:
                self.log_change(request, kept, gettext("Merged with %(other)s.") % {"other": other})
                text = _("%(other)s is merged into this entry.") % {"other": other}
                self.message_user(request, text, messages.SUCCESS)
                return redirect(change_address(kept))
        context = self.admin_site.each_context(request) | {
            "title": gettext("Merge another entry into %(kept)s") % {"kept": kept},
            "opts": self.opts,
            "kept": kept,
            "form": form,
            "other": None if form.errors else other,
        }
        return TemplateResponse(request, "admin/providers/merge.html", context)


def typed_phone(text: str) -> str:
    """In E.164; "" for what is no number yet."""
    try:
        return phones.read(text) if text else ""
    except ValidationError:
        return ""
