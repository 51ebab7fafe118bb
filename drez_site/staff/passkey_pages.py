"""The pages on which somebody who works here adds a passkey and takes one away."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from drez_site.clinic.current import current_clinic
from drez_site.foundation.forms import ReauthenticationForm

from . import break_glass, passkeys
from .models import Passkey

WAITING = "new_passkey"


class NewPasskeyForm(ReauthenticationForm):
    """Its name, and once more who this is: whoever finds a browser open gets no way in of their own."""

    name = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        help_text=gettext_lazy("Like “laptop in room 3” or “key on my badge”."),
        max_length=64,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        own = Passkey.objects.filter(user_id=self.request.user.pk)
        if own.filter(name__iexact=name).exists():
            raise ValidationError(_("You have a passkey of this name."))
        if own.count() >= passkeys.MOST_OF_ONE_PERSON:
            raise ValidationError(
                _("You have %(most)d passkeys. Remove one first.") % {"most": passkeys.MOST_OF_ONE_PERSON}
            )
        return name


@never_cache
@require_safe
def question(request: HttpRequest) -> JsonResponse:
    """What any browser asks any passkey: the same to everybody but for its random part."""
    return JsonResponse(passkeys.question())


def own_passkeys(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Those of whoever is signed in, and the first step to one more."""
    form = NewPasskeyForm(request.POST or None, request=request)
    if passkeys.are_possible() and form.is_valid():
        invitation = passkeys.invitation(request.user, current_clinic(request).name)
        request.session[WAITING] = {"name": form.cleaned_data["name"], "invitation": invitation}
        return redirect("admin:new_passkey")
    context |= {
        "form": form,
        "passkeys": Passkey.objects.filter(user_id=request.user.pk),
        "are_possible": passkeys.are_possible(),
    }
    return render(request, "staff/sign_in/passkeys.html", context)


def new_passkey(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The device answers the invitation that the session keeps, within five minutes."""
    waiting = request.session.get(WAITING)
    if waiting is None:
        return redirect("admin:passkeys")
    if request.method != "POST":
        context |= {"name": waiting["name"], "invitation": json.dumps(waiting["invitation"])}
        return render(request, "staff/sign_in/new_passkey.html", context)
    del request.session[WAITING]
    answer = request.POST.get("answer", "")
    if passkeys.added(request.user, waiting["name"], waiting["invitation"], answer):
        break_glass.note(request.user, request.user, _("Added a passkey: %(name)s.") % waiting)
        messages.success(request, _("The passkey is added. Use it instead of a code."))
    else:
        messages.error(request, _("No passkey was added. Begin again."))
    return redirect("admin:passkeys")


def remove_passkey(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """Take it out of service, and with it the sessions that it opened."""
    passkey = get_object_or_404(Passkey, pk=pk, user_id=request.user.pk)
    form = ReauthenticationForm(request.POST or None, request=request)
    if form.is_valid():
        passkey.delete()
        break_glass.note(request.user, request.user, _("Removed a passkey: %(name)s.") % {"name": passkey})
        messages.success(request, _("The passkey is removed."))
        return redirect("admin:passkeys")
    context |= {"form": form, "passkey": passkey}
    return render(request, "staff/sign_in/remove_passkey.html", context)
