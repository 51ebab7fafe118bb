"""The page on which somebody who works here says what patients read of them, and what is written to them."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.line_ends import with_plain_line_ends

from . import break_glass, names
from .forms import StaffForm
from .models import StaffMember


class MyAccountForm(StaffForm, forms.ModelForm):
    """Saves the conflicts of interest; name and credentials are only proposed."""

    class Meta:
        model = StaffMember
        fields = ["full_name", "credentials", "conflicts_of_interest", "digest"]
        widgets = {"conflicts_of_interest": forms.Textarea({"rows": 4})}
        help_texts = {
            "full_name": gettext_lazy("As patients read it. An administrator confirms a change."),
            "credentials": gettext_lazy("After the name, like MD, PhD. An administrator confirms a change."),
            "conflicts_of_interest": gettext_lazy(
                "Who paid you for what, as far as it touches what you sign. Write “None declared” if so. "
                "It stands beside your name on every page that you sign from now on."
            ),
        }

    def clean_conflicts_of_interest(self):
        return with_plain_line_ends(self.cleaned_data["conflicts_of_interest"]).strip()

    def save_own(self) -> list[str]:
        """Do what was asked for; a sentence for each thing done."""
        said, person = self.cleaned_data, StaffMember.objects.get(pk=self.instance.pk)
        done = []
        if said["conflicts_of_interest"] != person.conflicts_of_interest:
            person.conflicts_of_interest = said["conflicts_of_interest"]
            person.save(update_fields=["conflicts_of_interest"])
            done.append(_("Changed the conflicts of interest."))
        if said["digest"] != person.digest:
            person.digest = said["digest"]
            person.save(update_fields=["digest"])
            done.append(_("Changed when letters about what waits are sent."))
        asked = (said["full_name"], said["credentials"])
        if asked != (person.full_name, person.credentials):
            names.propose(person, *asked)
            done.append(_("Proposed another name or other credentials: an administrator confirms them."))
        return done


def my_account(request: HttpRequest, context: dict) -> HttpResponse:
    """`context` is that of every page of the admin."""
    person = StaffMember.objects.get(pk=request.user.pk)
    form = MyAccountForm(request.POST or None, instance=person)
    if form.is_valid():
        for done in form.save_own():
            break_glass.note(person, person, done)
            messages.success(request, done)
        return redirect("admin:my_account")
    waiting = person.name_proposals.waiting().first()
    context |= {"form": form, "waiting": waiting, "title": _("My account")}
    return render(request, "staff/my_account.html", context)
