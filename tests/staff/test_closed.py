"""Staff who come to a page of other roles read so, and find back; nobody else learns anything."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from drez_site.foundation.roles import Role
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
OF_ADMINISTRATORS = "admin:staff_staffmember_changelist"


def page_for(client, *roles):
    person = make_staff("somebody", group=roles[0] if roles else None)
    person.groups.add(*Group.objects.filter(name__in=roles))
    client.force_login(person)
    return client.get(reverse(OF_ADMINISTRATORS))


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ([Role.AUTHOR], f"Your role is {Role.AUTHOR}: it does not open this page."),
        (
            [Role.AUTHOR, Role.DIRECTORY],
            f"Your roles are {Role.AUTHOR}, {Role.DIRECTORY}: they do not open this page.",
        ),
        ([], "You have no role yet, so you may open nothing here."),
    ],
)
def test_they_read_which_roles_they_have_and_find_back(client, roles, sentence):
    page = page_for(client, *roles)
    assert page.status_code == 403
    assert sentence in page.text
    assert f'<a href="{reverse("admin:index")}">To your first page</a>' in page.text
    assert "911" not in page.text


def test_nobody_else_learns_what_there_is(client):
    answer = client.get(reverse(OF_ADMINISTRATORS))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("admin:login"))
