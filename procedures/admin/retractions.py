"""From the page of a source: mark that it was retracted, agree to a mark, refuse one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from drez_site.foundation.refusals import Refused
from procedures.models import Edition, Publication, Retraction
from procedures.models.retraction import HOURS_KEPT_FROM_READERS
from procedures.publishing import retractions

from .forms import JudgeForm, MarkForm
from .links import links


class Retractions:
    """For the admin of sources."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.retraction_view)
        step = path("<int:pk>/retraction/", view, name="procedures_publication_retraction")
        return [step, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("retractions")

    @admin.display(description=gettext_lazy("retraction"))
    def retraction(self, publication):
        mark = _standing(publication)
        return state_of(mark) if mark else "-"

    @admin.display(description="")
    def retraction_step(self, publication):
        if not publication.pk:
            return "-"
        address = reverse("admin:procedures_publication_retraction", args=[publication.pk])
        words = _("Check the mark") if _standing(publication) else _("Mark it as retracted")
        return format_html('<a href="{}">{}</a>', address, words)

    @method_decorator(never_cache)
    def retraction_view(self, request, pk):
        """Make a mark, or say of the one that stands whether it is right."""
        may_mark = request.user.has_perm("procedures.mark_publication")
        may_judge = request.user.has_perm("procedures.judge_publication")
        if not (may_mark or may_judge):
            raise PermissionDenied
        publication = get_object_or_404(Publication, pk=pk)
        mark = publication.retractions.not_refused().select_related("marked_by", "confirmed_by").first()
        if mark:
            form = JudgeForm(request.POST or None, request=request, may_refuse=may_judge, mark=mark)
        else:
            form = MarkForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                self._say(request, publication, self._do(request.user, publication, form))
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                return redirect("admin:procedures_publication_change", publication.pk)
        refused = publication.retractions.exclude(refused_by=None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "publication": publication,
            "title": _("Retraction of %(key)s") % {"key": publication.key},
            "mark": mark,
            "state": state_of(mark) if mark else "",
            "hours": HOURS_KEPT_FROM_READERS,
            "form": form,
            "earlier": refused.select_related("marked_by", "refused_by"),
        }
        return render(request, "admin/procedures/publication/retraction.html", context)

    def _do(self, person, publication: Publication, form) -> Retraction:
        if isinstance(form, MarkForm):
            given = {name: form.cleaned_data[name] for name in ("retracted_on", "notice")}
            return retractions.mark(publication, person, **given)
        do = retractions.refuse if form.cleaned_data["verdict"] == JudgeForm.REFUSE else retractions.agree
        return do(form.mark, person)

    def _say(self, request, publication: Publication, mark: Retraction):
        self.log_change(request, publication, state_of(mark))
        messages.success(request, state_of(mark))
        citing = [edition.document for edition in Edition.objects.public().resting_on(publication.key)]
        if citing and not mark.refused_by_id:
            messages.warning(request, format_html("{} {}", _("These public pages cite it:"), links(citing)))


def _standing(publication: Publication) -> Retraction | None:
    """From the rows that were read with it."""
    if not publication.pk:
        return None
    return next((each for each in publication.retractions.all() if each.refused_by_id is None), None)


def state_of(mark: Retraction) -> str:
    """Who said what of it, and what readers see of that."""
    day = {"day": date_format(mark.retracted_on, "DATE_FORMAT")}
    if mark.refused_by_id:
        return _("Refused: patients do not see this mark.")
    if mark.confirmed_by_id:
        return _("Retracted on %(day)s, confirmed by a clinical reviewer: readers are told so.") % day
    if mark.seconded_by_id:
        return _("Marked, and seconded: readers are told that the paper may have been retracted.")
    return _(
        "Marked by one person: nothing that cites it can be signed. Readers are told that it may have been "
        "retracted when somebody else agrees, or %(hours)d hours after the mark."
    ) % {"hours": HOURS_KEPT_FROM_READERS}
