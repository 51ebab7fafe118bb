"""While somebody writes a part: who else is there, and what was typed and is not saved yet.

The page of a part says every few seconds what stands in its fields. That changes no draft: half a sentence is
nobody's to build on, and whoever types and thinks better of it has written nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from procedures.models import Document, Sitting
from procedures.presenters.outline import Margin

from .places import Places, address_of

NOT_TYPED = {"csrfmiddlewaretoken", "place", "label", "is_typed"}
COMMENT = {"text", "label"}  # the names of the box for a comment


class KeepsWhatIsTyped:
    """For the admin of documents."""

    def get_urls(self):
        return [
            path(
                "<int:pk>/typed/",
                self.admin_site.admin_view(self.typed_view),
                name="procedures_document_typed",
            ),
            path(
                "<int:pk>/forget/",
                self.admin_site.admin_view(self.forget_view),
                name="procedures_document_forget",
            ),
            *super().get_urls(),
        ]

    def sitting(self, request, document: Document, place: str) -> dict:
        """For the page of a part: what was typed there before, and who is there."""
        mine = document.sittings.filter(person=request.user, place=place).unsaved().first()
        return {"place": place, "kept": mine, "others": _said_of(_others(request, document, place))}

    def margin(self, request, document: Document) -> Margin:
        """For the outline: who is where, whose words wait there to be saved, and what was said of it."""
        here, typed = defaultdict(list), defaultdict(list)
        for sitting in document.sittings.select_related("person"):
            if sitting.is_present() and sitting.person != request.user:
                here[sitting.place].append(str(sitting.person))
            if sitting.typed:
                typed[sitting.place].append(str(sitting.person))
        places = Places(document)
        said = document.comments.open().values_list("place", flat=True)
        return Margin(here, typed, Counter(map(places.now, said)))

    @method_decorator(require_POST)
    def typed_view(self, request, pk):
        """Keep what stands in the fields of a part, or only that somebody looks at it."""
        document = self._document(request, pk, "change")
        place = request.POST.get("place", "")
        address_of(document, place)
        now, is_typed = timezone.now(), "is_typed" in request.POST
        seen = {"seen_at": now}
        if is_typed:
            sent = request.POST.lists()
            seen["typed"] = {name: values for name, values in sent if name not in NOT_TYPED}
        Sitting.objects.update_or_create(document=document, place=place, person=request.user, defaults=seen)
        Sitting.objects.over(now).delete()
        said = [_said_of(_others(request, document, place))]
        if is_typed:
            moment = time_format(timezone.localtime(now), "TIME_FORMAT")
            said.append(_("Kept at %(moment)s, not saved yet.") % {"moment": moment})
        return JsonResponse({"said": " ".join(filter(None, said))})

    @method_decorator(require_POST)
    def forget_view(self, request, pk):
        """Let the fields of a part say again what is saved."""
        document = self._document(request, pk, "change")
        place = request.POST.get("place", "")
        address = address_of(document, place)
        self.forget(request, document, place)
        messages.success(request, _("Here is what is saved."))
        return redirect(address)

    def forget(self, request, document: Document, place: str) -> None:
        """What was typed is saved, or not wanted."""
        document.sittings.filter(person=request.user, place=place).update(typed={})

    def forget_comment(self, request, document: Document, place: str) -> None:
        """The comment that was typed is said; what else was typed there is still kept."""
        for sitting in document.sittings.filter(person=request.user, place=place).unsaved():
            sitting.typed = {name: values for name, values in sitting.typed.items() if name not in COMMENT}
            sitting.save(update_fields=["typed"])


def _others(request, document: Document, place: str) -> list[str]:
    places = Places(document).on_the_page_of(place)
    here = document.sittings.present().filter(place__in=places).exclude(person=request.user)
    return list(dict.fromkeys(str(sitting.person) for sitting in here.select_related("person")))


def _said_of(names: Iterable[str]) -> str:
    names = list(names)
    if not names:
        return ""
    said = ngettext("%(names)s is at this part, too.", "%(names)s are at this part, too.", len(names))
    return said % {"names": get_text_list(names, _("and"))}
