"""Two people, or two windows, at one page: nobody saves over words that they have not seen."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .opened_pages import Difference, Opened, ValuesByPlace, differences, gone_rows_become_new, values

FIELD = "opened_with"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others saved after a page was opened, beside what was typed there."""

    names: list[str]
    differences: list[Difference]


class RefusesStaleSaves:
    """In front of every `ModelAdmin` of the site; StaffSite sees to it.

    A `ModelAdmin` can say by `saved_since(row, moment)` who saved a row: pairs of the account's key and the
    name; without it, the log of the admin says so. If it `must_say_what_it_opened`, so must every save.
    """

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        says = FIELD in request.POST or getattr(self, "must_say_what_it_opened", False)
        if request.method != "POST" or obj is None or not obj.pk or not says:
            return form
        return _refusing(form, self, request)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """With what was typed into a row that somebody took away meanwhile, as a new row."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in given and obj.pk and FIELD in request.POST:
            formset = inline.get_formset(request, obj)(**given | {"data": request.POST})
            rows = inline.model._default_manager.filter(**{formset.fk.name: obj.pk})
            opened = Opened.read(request.POST[FIELD], timezone.now())
            gone_rows_become_new(
                given["data"], formset, set(map(str, rows.values_list("pk", flat=True))), opened
            )
        return given

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            form = context["adminform"].form
            if form.is_bound:
                page = getattr(form, "page_now", None) or self.page_now(request, obj)
            else:
                page = values(form, [each.formset for each in context["inline_admin_formsets"]])
            context |= {
                "opened_with": str(Opened.of(page, timezone.now())),
                "meanwhile": getattr(form, "meanwhile", None),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_now(self, request, obj) -> ValuesByPlace:
        """What the database says now, on the same page."""
        fresh = self.get_object(request, str(obj.pk))
        form = super().get_form(request, fresh, change=True)
        return values(form(instance=fresh), self._formsets(request, fresh, None))

    def page_typed(self, request, form) -> ValuesByPlace:
        """What a bound form and the rows below it were sent with."""
        return values(form, self._formsets(request, form.instance, request.POST))

    def _formsets(self, request, row, data):
        return [
            formset(data, instance=row, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]

    def names_of_savers(self, request, obj, moment: datetime) -> list[str]:
        """Who saved it since, each once."""
        if saved_since := getattr(self, "saved_since", None):
            saved = list(saved_since(obj, moment))
        else:
            entries = LogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(obj),
                object_id=str(obj.pk),
                action_time__gte=moment,
            )
            saved = [(entry.user_id, str(entry.user)) for entry in entries.select_related("user")]
        names = (_("you, in another window") if pk == request.user.pk else name for pk, name in saved)
        return list(dict.fromkeys(name or _("a command") for name in names)) or [_("somebody")]


def _refusing(form: type[forms.ModelForm], model_admin, request) -> type[forms.ModelForm]:
    """The form, with an error while the page holds what others changed after it was opened."""

    class StaleSaveForm(form):
        meanwhile: Meanwhile | None = None
        page_now: ValuesByPlace

        def clean(self):
            cleaned = super().clean()
            row = self.instance
            # Held until this save is done or refused, so that two saves cannot both be first.
            list(type(row)._base_manager.select_for_update().order_by().filter(pk=row.pk).values("pk"))
            opened = Opened.read(request.POST.get(FIELD, ""), timezone.now())
            self.page_now = model_admin.page_now(request, row)
            if changed := opened.changed_in(self.page_now):
                typed = model_admin.page_typed(request, self)
                if different := differences(changed, self.page_now, typed):
                    names = model_admin.names_of_savers(request, row, opened.at)
                    self.meanwhile = Meanwhile(names, different)
                    raise ValidationError(_refusal(names), code="stale")
            return cleaned

    return StaleSaveForm


def _refusal(names: list[str]) -> str:
    return _(
        "Nothing is saved yet: %(names)s saved this page after you opened it. Both versions stand above, and "
        "what you typed still stands below. Bring the two together, then save."
    ) % {"names": ", ".join(names)}
