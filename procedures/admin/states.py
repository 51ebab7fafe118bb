"""How far each document is, for lists of them: what patients read of it, and what waits."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from procedures.models import Document, Edition


class State(TextChoices):
    """The first that is so."""

    WAITING = "waiting", _("Waits for a signature")
    NEVER_SIGNED = "never_signed", _("Never signed")
    TO_COME = "to_come", _("Signed for a day to come")
    DOWN = "down", _("Taken down")
    CHANGED = "changed", _("Signed; draft saved since")
    SIGNED = "signed", _("Signed")


def with_state(documents: QuerySet[Document], at: datetime | None = None) -> QuerySet[Document]:
    """Annotate `state`, a value of State; `at` is the moment it is told for, now if none is given."""
    editions = Edition.objects.filter(document=OuterRef("pk"))
    public = Edition.objects.public(at).filter(document=OuterRef("pk"))
    is_in_state = {
        State.WAITING: Q(submission__isnull=False),
        State.NEVER_SIGNED: ~Exists(editions.standing()),
        State.TO_COME: Exists(editions.to_come(at)),
        State.DOWN: ~Exists(public),
        State.CHANGED: ~Exists(editions.standing().filter(published_at__gte=OuterRef("updated_at"))),
    }
    cases = [When(condition, then=Value(state.value)) for state, condition in is_in_state.items()]
    return documents.annotate(state=Case(*cases, default=Value(State.SIGNED.value)))


class ShowsStates(admin.ModelAdmin):
    """A list of documents with the column `state_now`."""

    def get_queryset(self, request):
        return with_state(super().get_queryset(request))

    @admin.display(description=_("state"), ordering=F("state"))
    def state_now(self, document):
        return State(document.state).label
