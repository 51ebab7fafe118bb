"""What the guards of signatures may know of an account, and the groups that the roles need."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from drez_site.foundation.roles import Role
from drez_site.staff import roles
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def as_signed(account: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, credentials, conflicts_of_interest FROM reviewer_as_signed(%s)", [account]
        )
        return cursor.fetchall()


SAID = {"full_name": "Ada Example", "credentials": "MD", "conflicts_of_interest": "None declared"}


def test_a_reviewer_is_named_as_the_account_says():
    assert as_signed(make_staff(group=Role.REVIEWER, **SAID).pk) == [("Ada Example", "MD", "None declared")]


@pytest.mark.parametrize(
    "fields",
    [
        {"group": Role.AUTHOR},
        {"group": Role.ADMINISTRATOR, "is_superuser": True},
        {"group": Role.REVIEWER, "is_active": False},
    ],
)
def test_nobody_else_is(fields):
    assert as_signed(make_staff(**fields, **SAID).pk) == []


def test_an_account_that_is_not_there_signs_nothing():
    assert as_signed(0) == []


def test_each_role_has_its_group_again_after_a_migration():
    kept = Group.objects.get(name=Role.AUTHOR)
    Group.objects.filter(name=Role.DIRECTORY).delete()
    roles.make_groups(using="default")
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(Role.values)
    assert Group.objects.get(name=Role.AUTHOR) == kept


def test_back_before_there_were_groups_none_is_made(django_assert_num_queries):
    class Nothing:
        def get_model(self, app_label, name):
            raise LookupError

    with django_assert_num_queries(0):
        roles.make_groups(using="default", apps=Nothing())
