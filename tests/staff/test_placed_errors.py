"""What a form refuses stands at the field to put right, and leads there from the top of the page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.utils import timezone

from drez_site.foundation.roles import Role
from drez_site.staff.templatetags.admin_errors import form_errors
from providers.models import Provider
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_location
from tests.kit.document_desk import path
from tests.kit.documents import author, make_draft_article
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=30)).isoformat()
LATER = (timezone.localdate() + timedelta(days=40)).isoformat()
HOLIDAY, ANNOUNCEMENT = "/admin/clinic/holidayhours/add/", "/admin/clinic/announcement/add/"
SENTENCES = [
    (HOLIDAY, {"first_day": LATER, "last_day": SOON}, "last_day", "must not be before the first day"),
    (HOLIDAY, {"first_day": SOON, "days_before": "61"}, "days_before", "At most 60 days before."),
    (HOLIDAY, {"first_day": SOON, "opens": "09:00"}, "closes", "Give both times"),
    (HOLIDAY, {"first_day": SOON, "opens": "9 am"}, "opens", "like 09:00"),
    (HOLIDAY, {"first_day": "31.12.2030"}, "first_day", "like 2026-12-31"),
    (HOLIDAY, {"first_day": "2026-01-01"}, "first_day", "This day has gone by"),
    (
        ANNOUNCEMENT,
        {"shown_from": f"{LATER}T09:00", "shown_until": f"{SOON}T09:00"},
        "shown_until",
        "It must end after it begins.",
    ),
    (
        ANNOUNCEMENT,
        {"shown_from": "2025-12-31T09:00", "shown_until": "2026-01-01T09:00"},
        "shown_until",
        "This moment has gone by",
    ),
]


@pytest.mark.parametrize(("address", "typed", "field", "sentence"), SENTENCES)
def test_an_error_stands_at_its_field_and_leads_there(client, address, typed, field, sentence):
    client.force_login(make_staff(group=Role.ADMINISTRATOR))
    given = {"text": "We are closed.", "days_before": "7"} | typed
    page = client.post(address, given)
    form = page.context["adminform"].form
    assert list(form.errors) == [field] and sentence in str(form.errors[field])
    summary = page.text.partition("Nothing is saved yet")[2].partition("</section>")[0]
    assert f'href="#id_{field}"' in summary and sentence in summary


def test_half_a_position_is_one_error_at_what_is_missing(client):
    place = make_location()
    client.force_login(make_staff(group=Role.DIRECTORY))
    address = f"/admin/providers/location/{place.pk}/change/"
    form = Form(client.get(address).text, having="_save")
    page = client.post(address, form.data(latitude="36", longitude="", located_by=""))
    assert list(page.context["adminform"].form.errors) == ["longitude", "located_by"]


def test_a_leave_that_is_over_is_typed_by_nobody_and_kept_by_all(client):
    doctor = make_doctor("Away", make_location())
    client.force_login(make_staff(group=Role.DIRECTORY))
    address = f"/admin/providers/provider/{doctor.pk}/change/"
    form = Form(client.get(address).text, having="_save")
    page = client.post(address, form.data(on_leave_until="2026-01-01"))
    assert "This day has gone by" in str(page.context["adminform"].form.errors["on_leave_until"])
    Provider.objects.update(on_leave_until="2026-01-01")
    form = Form(client.get(address).text, having="_save")
    row = form.row_where("practices", id=doctor.practices.get().pk)
    asked = {f"{row}-accepting_new_patients": "true", f"{row}-checked_on": "31.12.2026"}
    page = client.post(address, form.data(**asked))
    assert "like 2026-12-31" in page.text and "Enter the day on which you asked" not in page.text
    assert client.post(address, form.data()).status_code == 302


def test_a_second_article_leads_to_the_first(client):
    first = make_draft_article()
    client.force_login(author())
    address = "/admin/procedures/document/add/"
    typed = {"kind": "article", "language": first.language, "procedure": first.procedure_id, "title": "Twice"}
    page = client.post(address, typed)
    assert f'<a href="{path(first, "change")}">' in str(page.context["adminform"].form.errors["procedure"])
    assert "&lt;a" not in page.text


def test_an_error_of_no_single_field_is_said_too():
    class Disagrees(forms.Form):
        one = forms.CharField()

        def clean(self):
            raise forms.ValidationError("These two disagree.")

    (link,) = form_errors(SimpleNamespace(form=Disagrees({"one": "1"})), [])
    assert (link.text, link.url) == ("These two disagree.", "")
