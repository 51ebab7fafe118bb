"""Whoever lets somebody in is asked once more who they are: a browser left open makes nobody a colleague."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from drez_site.foundation.roles import Role
from drez_site.staff.models import ReviewerNomination, StaffMember
from tests.kit.signing_in import PASSWORD, add_phone, code_of
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/staff/staffmember/"
NOMINATIONS = "/admin/staff/reviewernomination/"
REFUSED = (
    "Enter your password, or the code from your phone.",
    "This is neither your password nor a new code from your phone.",
)


@pytest.fixture
def ada(client):
    """An administrator whose browser stands open."""
    person = make_staff("ada", group=Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def is_refused(page) -> bool:
    return page.status_code == 200 and any(words in page.text for words in REFUSED)


def author() -> int:
    return Group.objects.get(name=Role.AUTHOR).pk


def new_account(client, **fields):
    given = {"username": "kim", "full_name": "Kim Lee", "is_active": "on", "groups": [author()]}
    return client.post(f"{ACCOUNTS}add/", given | fields)


@pytest.mark.parametrize("answer", ["", "wrong", "000000"])
def test_an_open_browser_makes_no_account(client, ada, answer):
    assert is_refused(new_account(client, asked_again=answer))
    assert not StaffMember.objects.filter(username="kim").exists()


def test_a_code_from_the_phone_is_as_good_and_is_not_used_up_by_another_mistake(client, ada):
    phone = add_phone(ada)
    client.force_login(ada)
    code = code_of(phone)
    assert new_account(client, username="", asked_again=code).status_code == 200
    assert new_account(client, asked_again=code).status_code == 302
    assert StaffMember.objects.filter(username="kim").exists()


@pytest.mark.parametrize("answer", [None, "", "wrong"])
@pytest.mark.parametrize("who", ["pat", "robin"])
def test_an_open_browser_makes_no_link(client, ada, who, answer):
    person = make_reviewer("robin") if who == "robin" else make_staff("pat", group=Role.AUTHOR)
    page = client.post(f"{ACCOUNTS}{person.pk}/new-link/", {} if answer is None else {"password": answer})
    assert page.status_code == 200 and "/admin/set-up/" not in page.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "what they had still works"


def test_nobody_makes_a_link_for_themselves(client, ada):
    address = f"{ACCOUNTS}{ada.pk}/new-link/"
    assert client.get(address).status_code == client.post(address, {"password": PASSWORD}).status_code == 403
    assert "new-link" not in client.get(f"{ACCOUNTS}{ada.pk}/change/").text


@pytest.mark.parametrize(
    "change",
    [{"groups": "administrator"}, {"groups": "none"}, {"is_active": ""}],
    ids=["more", "none", "away"],
)
def test_what_somebody_may_do_is_not_changed_without_it(client, ada, change):
    pat = make_staff("pat", group=Role.AUTHOR)
    groups = {"administrator": [author(), Group.objects.get(name=Role.ADMINISTRATOR).pk], "none": []}
    given = {"username": "pat", "full_name": "Pat", "is_active": "on", "groups": [author()]} | change
    given["groups"] = groups.get(given["groups"], given["groups"]) if "groups" in change else [author()]
    path = f"{ACCOUNTS}{pat.pk}/change/"
    assert is_refused(client.post(path, given))
    pat.refresh_from_db()
    assert pat.is_active and [group.pk for group in pat.groups.all()] == [author()]
    assert client.post(path, given | {"asked_again": PASSWORD}).status_code == 302
    assert "password" not in LogEntry.objects.latest("pk").get_change_message()


def test_a_name_is_put_right_without_it(client, ada):
    pat = make_staff("pat", group=Role.AUTHOR)
    given = {"username": "pat", "full_name": "Pat Right", "is_active": "on", "groups": [author()]}
    assert client.post(f"{ACCOUNTS}{pat.pk}/change/", given).status_code == 302
    assert StaffMember.objects.get(pk=pat.pk).full_name == "Pat Right"


def test_nobody_is_proposed_without_it(client, ada):
    pat = make_staff("pat", group=Role.AUTHOR)
    for answer in ({}, {"asked_again": "wrong"}):
        assert is_refused(client.post(f"{NOMINATIONS}add/", {"person": pat.pk} | answer))
    assert not ReviewerNomination.objects.filter(person=pat).exists()
    client.post(f"{NOMINATIONS}add/", {"person": pat.pk, "asked_again": PASSWORD})
    assert ReviewerNomination.objects.get(person=pat).proposed_by == ada


def test_whoever_only_looks_is_asked_nothing(client, ada):
    glass = make_staff("glass", is_superuser=True)
    page = client.get(f"{ACCOUNTS}{glass.pk}/change/")
    assert page.status_code == 200 and "asked_again" not in page.text


def test_the_answer_is_shown_to_nobody(client, ada):
    """Not on the page that is refused because somebody saved it meanwhile."""
    pat = make_staff("pat", group=Role.AUTHOR)
    given = {"username": "pat", "full_name": "Other", "is_active": "on", "groups": [author()]}
    given |= {"asked_again": "a secret answer", "opened_with": "cannot be read"}
    page = client.post(f"{ACCOUNTS}{pat.pk}/change/", given)
    assert page.status_code == 200 and "Nothing is saved yet" in page.text
    assert "a secret answer" not in page.text
