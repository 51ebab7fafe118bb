"""Accounts in the admin: who makes, changes and unlocks them, and what is noted."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from drez_site.staff.models import StaffMember
from tests.kit.signing_in import (
    PASSWORD,
    lock,
    path_of,
    sign_in,
)
from tests.kit.staff_accounts import make_staff
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = make_staff("admin", group="Administrator")
    client.force_login(person)
    return person


def test_an_administrator_adds_somebody_and_gets_their_link(client, administrator):
    from django.contrib.auth.models import Group

    author = Group.objects.get(name="Author")
    fields = {"username": "kim", "full_name": "Kim Lee", "email": "kim@clinic.example", "is_active": "on"}
    page = client.post(
        "/admin/staff/staffmember/add/",
        fields | {"groups": [author.pk], "asked_again": PASSWORD},
        follow=True,
    )
    kim = StaffMember.objects.get(username="kim")
    assert page.redirect_chain[-1][0] == f"/admin/staff/staffmember/{kim.pk}/new-link/"
    assert kim.is_staff and not kim.is_superuser and not kim.has_usable_password()
    page = client.post(f"/admin/staff/staffmember/{kim.pk}/new-link/", {"password": PASSWORD})
    link = re.search(r"https://clinic\.example/admin/set-up/[^<\s]+", page.text)[0]
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().get(path_of(link)).status_code == 200
    history = client.get(f"/admin/staff/staffmember/{kim.pk}/history/").text
    assert "Made a new sign-in link." in history


def named(person, username: str) -> str:
    """What the page says after the account was given this name."""
    client = Client()
    client.force_login(StaffMember.objects.get(username="admin"))
    fields = {"username": username, "full_name": "Sam", "email": "s@clinic.example", "is_active": "on"}
    return client.post(f"/admin/staff/staffmember/{person.pk}/change/", fields, follow=True).text


def test_nobody_is_renamed_to_a_name_that_differs_in_capitals_alone(administrator):
    make_staff("pat")
    assert "capitals make no difference" in named(make_staff("sam"), "PAT")
    assert StaffMember.objects.filter(username="sam").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_the_second_is_told(administrator):
    sam, kim = make_staff("sam"), make_staff("kim")
    assert "capitals make no difference" in while_uncommitted(
        lambda: named(sam, "Pat"), lambda: named(kim, "PAT")
    )
    assert set(StaffMember.objects.values_list("username", flat=True)) == {"admin", "Pat", "kim"}


def test_nobody_changes_their_own_roles_and_only_a_superuser_makes_another(client, administrator):
    from django.contrib.auth.models import Group

    reviewers = Group.objects.get(name="Clinical reviewer")
    own = f"/admin/staff/staffmember/{administrator.pk}/change/"
    fields = {"username": "admin", "full_name": "New Name", "email": "a@clinic.example"}
    client.post(own, fields | {"groups": [reviewers.pk], "is_superuser": "on"})
    administrator.refresh_from_db()
    assert administrator.full_name == "New Name" and administrator.is_active
    assert [group.name for group in administrator.groups.all()] == ["Administrator"]
    assert not administrator.is_superuser

    other = make_staff("other")
    client.post(
        f"/admin/staff/staffmember/{other.pk}/change/",
        {
            "username": "other",
            "full_name": "Other",
            "email": "o@clinic.example",
            "is_superuser": "on",
            "asked_again": PASSWORD,
        },
    )
    other.refresh_from_db()
    assert not other.is_superuser


def test_a_break_glass_account_is_out_of_an_administrators_reach(client, administrator):
    glass = make_staff("glass", is_superuser=True)
    assert (
        client.post(f"/admin/staff/staffmember/{glass.pk}/new-link/", {"password": PASSWORD}).status_code
        == 403
    )
    assert client.post(f"/admin/staff/staffmember/{glass.pk}/change/", {}).status_code == 403
    glass.refresh_from_db()
    assert glass.check_password(PASSWORD)


def test_accounts_are_never_deleted(client):
    other = make_staff("other")
    client.force_login(make_staff("glass", is_superuser=True))
    assert client.post(f"/admin/staff/staffmember/{other.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_administrator_ends_a_lock(client, administrator):
    make_staff("pat")
    stranger = Client()
    lock(stranger)
    pat = StaffMember.objects.get(username="pat")
    page = client.post(
        reverse("admin:staff_staffmember_changelist"),
        {"action": "unlock", "_selected_action": [pat.pk]},
        follow=True,
    )
    assert "They can try again now." in page.text
    assert sign_in(stranger).status_code == 302


def test_the_action_takes_one_person_to_their_new_link(client, administrator):
    pat, sam = make_staff("pat"), make_staff("sam")
    path = reverse("admin:staff_staffmember_changelist")
    one = client.post(path, {"action": "make_link", "_selected_action": [pat.pk]})
    assert one.headers["Location"] == f"/admin/staff/staffmember/{pat.pk}/new-link/"
    two = client.post(path, {"action": "make_link", "_selected_action": [pat.pk, sam.pk]}, follow=True)
    assert "Choose one person." in two.text


def test_what_a_superuser_does_is_marked_in_the_history(client):
    glass = make_staff("glass", is_superuser=True)
    other = make_staff("other")
    for person, mark in ((glass, "Break-glass account. "), (make_staff("adm", group="Administrator"), "")):
        client.force_login(person)
        fields = {"username": "other", "full_name": f"Named by {person}"}
        client.post(f"/admin/staff/staffmember/{other.pk}/change/", fields | {"is_active": "on"})
        assert LogEntry.objects.latest("pk").get_change_message() == f"{mark}Changed Full name."
    client.logout()
    sign_in(client, "glass")
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account. Signed in."


def test_a_superuser_who_deletes_or_adds_is_marked_too(client):
    from procedures.models import GlossaryTerm

    client.force_login(make_staff("glass", is_superuser=True))
    fields = {
        "term": "ganglion",
        "slug": "ganglion",
        "language": "en",
        "definition": "A knot of nerve cells.",
    }
    client.post("/admin/procedures/glossaryterm/add/", fields)
    term = GlossaryTerm.objects.get(slug="ganglion")
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account. Added."
    client.post(f"/admin/procedures/glossaryterm/{term.pk}/delete/", {"post": "yes"})
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account."
