"""Nobody becomes a clinical reviewer by one person's act: every door is tried, in the admin and by SQL."""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff import nominations
from drez_site.staff.models import ReviewerNomination, StaffMember
from tests.kit.browser_forms import Form
from tests.kit.rows import write_anew
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import become_reviewer, make_reviewer, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/staff/reviewernomination/"


@pytest.fixture
def house():
    """Ada administers, Robin reviews, Alex writes, Gus has a superuser's account, Bo writes and reviews."""
    people = {
        "robin": make_reviewer("robin"),
        "ada": make_staff("ada", group=Role.ADMINISTRATOR),
        "alex": make_staff("alex", group=Role.AUTHOR),
        "gus": make_staff("gus", is_superuser=True),
        "bo": make_staff("bo", group=Role.AUTHOR),
    }
    become_reviewer(people["bo"])
    return people


def reviewers() -> set[str]:
    return set(StaffMember.objects.filter(groups__name=Role.REVIEWER).values_list("username", flat=True))


# The way in


def test_an_administrator_proposes_and_a_reviewer_confirms(client, house):
    client.force_login(house["ada"])
    client.post(f"{LIST}add/", {"person": house["alex"].pk, "asked_again": PASSWORD})
    nomination = ReviewerNomination.objects.get(person=house["alex"])
    assert nomination.waits and nomination.proposed_by == house["ada"] and "alex" not in reviewers()

    client.force_login(house["robin"])
    assert "Proposed clinical reviewers" in client.get("/admin/").text
    assert f"{LIST}{nomination.pk}/confirm/" in client.get(f"{LIST}{nomination.pk}/change/").text
    for password in ("", "wrong"):
        assert client.post(f"{LIST}{nomination.pk}/confirm/", {"password": password}).status_code == 200
    assert "alex" not in reviewers()
    page = client.post(f"{LIST}{nomination.pk}/confirm/", {"password": PASSWORD}, follow=True)
    assert "They can sign medical pages as soon as their credentials" in page.text
    nomination.refresh_from_db()
    assert nomination.is_in_force and nomination.confirmed_by == house["robin"] and "alex" in reviewers()
    assert LogEntry.objects.latest("pk").get_change_message() == "Confirmed."
    assert "Proposed clinical reviewers" not in client.get("/admin/").text


def test_whoever_is_no_reviewer_any_more_needs_a_new_nomination(client, house):
    nomination = ReviewerNomination.objects.get(person=house["bo"])
    client.force_login(house["ada"])
    page = client.post(f"{LIST}{nomination.pk}/end/", follow=True)
    assert "They can no longer sign medical pages." in page.text
    assert reviewers() == {"robin"}
    nomination.refresh_from_db()
    assert nomination.ended_at and not nomination.is_in_force
    with pytest.raises(Refused, match="not open any more"):
        nominations.confirm(nomination, house["robin"])
    nominations.confirm(nominations.propose(house["bo"], house["ada"]), house["robin"])
    assert reviewers() == {"robin", "bo"}


def test_whoever_leaves_the_group_has_left_it(house):
    house["bo"].groups.remove(Group.objects.get(name=Role.REVIEWER))
    assert not ReviewerNomination.objects.get(person=house["bo"]).is_in_force
    assert [group.name for group in house["bo"].groups.all()] == [Role.AUTHOR]


def test_an_account_that_retires_comes_back_without_the_role(house):
    for is_active in (False, True):
        StaffMember.objects.filter(username="bo").update(is_active=is_active)
    assert reviewers() == {"robin"}


def test_other_changes_of_an_account_leave_its_roles_alone(client, house):
    client.force_login(house["ada"])
    path = f"/admin/staff/staffmember/{house['bo'].pk}/change/"
    fields = {"username": "bo", "email": "bo@clinic.example", "is_active": "on", "asked_again": PASSWORD}
    fields["groups"] = [Group.objects.get(name=Role.AUTHOR).pk]
    assert 'value="Clinical' not in client.get(path).text
    assert client.post(path, fields).status_code == 302
    assert "bo" in reviewers()
    assert LogEntry.objects.latest("pk").get_change_message() == "Changed Email address."
    assert client.post(path, {**fields, "is_active": ""}).status_code == 302
    assert reviewers() == {"robin"}


# The first one


def test_only_the_first_reviewer_is_appointed_on_the_server(caplog):
    call_command("create_staff", "robin", "--role", "clinical-reviewer", stdout=StringIO())
    assert reviewers() == {"robin"}
    assert "Appointed the first clinical reviewer on the server: robin" in caplog.text
    with pytest.raises(CommandError, match="an administrator proposes the next one in the admin"):
        call_command("create_staff", "sasha", "--role", "clinical-reviewer", stdout=StringIO())
    assert not StaffMember.objects.filter(username="sasha").exists()
    StaffMember.objects.filter(username="robin").update(is_active=False)
    call_command("create_staff", "kim", "--role", "clinical-reviewer", "--role", "author", stdout=StringIO())
    assert reviewers() == {"kim"}, "none was left"


# Doors of the admin


def by_account_form(client, house):
    group = Group.objects.get(name=Role.REVIEWER).pk
    fields = {
        "username": "kim",
        "full_name": "Kim",
        "is_active": "on",
        "groups": [group],
        "asked_again": PASSWORD,
    }
    page = client.post("/admin/staff/staffmember/add/", fields)
    assert page.status_code == 403 or "groups" in page.context["adminform"].form.errors
    fields |= {"username": "alex", "full_name": "Alex"}
    client.post(f"/admin/staff/staffmember/{house['alex'].pk}/change/", fields)


def by_permissions(client, house):
    chosen = list(Permission.objects.filter(codename__contains="document").values_list("pk", flat=True))
    fields = {
        "username": "alex",
        "full_name": "Alex",
        "is_active": "on",
        "user_permissions": chosen,
        "asked_again": PASSWORD,
    }
    client.post(f"/admin/staff/staffmember/{house['alex'].pk}/change/", fields)
    assert not StaffMember.objects.get(username="alex").has_perm("procedures.sign_document")


def by_superuser_flag(client, house):
    fields = {
        "username": "alex",
        "full_name": "Alex",
        "is_active": "on",
        "is_superuser": "on",
        "asked_again": PASSWORD,
    }
    client.post(f"/admin/staff/staffmember/{house['alex'].pk}/change/", fields)


def by_group_form(client, house):
    group = Group.objects.get(name=Role.AUTHOR).pk
    for path in ("", "add/", f"{group}/change/"):
        assert client.post(f"/admin/auth/group/{path}", {"name": Role.REVIEWER}).status_code == 404


def by_confirming_alone(client, house):
    client.post(f"{LIST}add/", {"person": house["alex"].pk, "asked_again": PASSWORD})
    for nomination in ReviewerNomination.objects.filter(person=house["alex"]):
        client.post(f"{LIST}{nomination.pk}/confirm/", {"password": PASSWORD})
        client.post(f"{LIST}{nomination.pk}/change/", {"confirmed_by": house["robin"].pk})


def by_proposing_oneself(client, house):
    for person in house.values():
        client.post(
            f"{LIST}add/", {"person": person.pk, "confirmed_by": house["robin"].pk, "asked_again": PASSWORD}
        )
    me = StaffMember.objects.get(pk=client.session["_auth_user_id"])
    assert not ReviewerNomination.objects.filter(person=me, proposed_by=me).exists()


DOORS = [
    by_account_form,
    by_permissions,
    by_superuser_flag,
    by_group_form,
    by_confirming_alone,
    by_proposing_oneself,
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["ada", "alex", "gus", "bo", "robin"])
def test_no_one_person_makes_a_reviewer_in_the_admin(client, house, who, door):
    """Robin and Bo may confirm what others propose, Ada may propose, and nobody both."""
    client.force_login(house[who])
    door(client, house)
    assert reviewers() == {"robin", "bo"}


def test_a_proposal_is_not_confirmed_by_whom_it_concerns_or_who_made_it(client, house):
    """Eve proposed it when she was an administrator."""
    house["eve"] = make_staff("eve", group=Role.ADMINISTRATOR)
    by_eve = nominations.propose(house["alex"], house["eve"])
    house["eve"].groups.clear()
    become_reviewer(house["eve"])
    for person in ("eve", "alex", "gus", "ada"):
        with pytest.raises(Refused, match="A clinical reviewer who did not propose|Nobody proposes"):
            nominations.confirm(by_eve, house[person])
    for person in ("alex", "robin"):
        with pytest.raises(Refused, match="An administrator proposes somebody else"):
            nominations.propose(house["gus"], house[person])
    with pytest.raises(Refused, match="already"):
        nominations.propose(house["alex"], house["ada"])
    client.force_login(house["eve"])
    page = client.post(f"{LIST}{by_eve.pk}/confirm/", {"password": PASSWORD})
    assert page.status_code == 403 and by_eve.waits


# Who signs makes no accounts: it would be the way to two people in one.


def roles_of(person) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


@pytest.mark.parametrize("field", ["groups", "is_superuser"])
def test_a_reviewer_is_made_no_administrator(client, house, field):
    client.force_login(house["gus"])
    address = f"/admin/staff/staffmember/{house['bo'].pk}/change/"
    administrator = Group.objects.get(name=Role.ADMINISTRATOR).pk
    fields = Form(client.get(address).text, having="username").data(asked_again=PASSWORD)
    gained = {"groups": [administrator], "is_superuser": "on"}[field]
    page = client.post(address, fields | {field: gained})
    assert page.context["adminform"].form.errors.keys() == {field}
    assert "A clinical reviewer cannot make accounts, too" in page.text
    assert roles_of(house["bo"]) == {Role.AUTHOR, Role.REVIEWER}
    retired = {name: value for name, value in fields.items() if name != "is_active"} | {field: gained}
    assert client.post(address, retired).status_code == 302, "who retires is no reviewer any more"


@pytest.mark.parametrize("who", ["ada", "gus"])
def test_who_makes_accounts_is_not_proposed(client, house, who):
    client.force_login(make_staff("eve", group=Role.ADMINISTRATOR))
    page = client.post(f"{LIST}add/", {"person": house[who].pk, "asked_again": PASSWORD})
    assert page.context["adminform"].form.errors.keys() == {"person"}
    assert "This person is an administrator" in page.text and not ReviewerNomination.objects.filter(
        person=house[who]
    )
    proposed = nominations.propose(house[who], StaffMember.objects.get(username="eve"))
    with pytest.raises(Refused, match="at once"):
        nominations.confirm(proposed, house["robin"])
    assert reviewers() == {"robin", "bo"}


@pytest.mark.parametrize("besides", [["--role", "administrator"], ["--break-glass"]])
def test_the_server_makes_nobody_both(besides):
    with pytest.raises(CommandError, match="at once"):
        call_command("create_staff", "kim", "--role", "clinical-reviewer", *besides, stdout=StringIO())
    assert not StaffMember.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {groups} (staffmember_id, group_id) VALUES ({robin}, {administrator})",
        "UPDATE {groups} SET group_id = {administrator} WHERE staffmember_id = {bo} AND group_id = {author}",
        "UPDATE {groups} SET staffmember_id = {robin} WHERE staffmember_id = {ada}",
        "UPDATE staff_staffmember SET is_superuser = true",
    ],
)
def test_no_statement_makes_somebody_both(house, statement):
    people = {name: f"(SELECT id FROM staff_staffmember WHERE username = '{name}')" for name in house}
    groups = {role.name.lower(): f"(SELECT id FROM auth_group WHERE name = '{role}')" for role in Role}
    with pytest.raises(IntegrityError, match="at once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(groups=MEMBERSHIP, **people, **groups))


# Doors of SQL: each is one statement, by somebody who may write every row.

GROUP = "(SELECT id FROM auth_group WHERE name = 'Clinical reviewer')"
OTHER = "(SELECT id FROM auth_group WHERE name = 'Author')"
ALEX = "(SELECT id FROM staff_staffmember WHERE username = 'alex')"
ADA = "(SELECT id FROM staff_staffmember WHERE username = 'ada')"
ROBIN = "(SELECT id FROM staff_staffmember WHERE username = 'robin')"
COLUMNS = "(person_id, proposed_by_id, confirmed_by_id, proposed_at, confirmed_at)"
NOMINATION = f"INSERT INTO staff_reviewernomination {COLUMNS}"
MEMBERSHIP = "staff_staffmember_groups"
STATEMENTS = [
    f"INSERT INTO {MEMBERSHIP} (staffmember_id, group_id) VALUES ({ALEX}, {GROUP})",
    f"UPDATE {MEMBERSHIP} SET group_id = {GROUP} WHERE staffmember_id = {ALEX}",
    f"UPDATE {MEMBERSHIP} SET staffmember_id = {ALEX} WHERE staffmember_id = {ROBIN}",
    f"UPDATE auth_group SET name = CASE name WHEN 'Author' THEN 'Clinical reviewer' ELSE 'Old' END "
    f"WHERE id IN ({OTHER}, {GROUP})",
    f"UPDATE auth_group SET id = -id WHERE id = {OTHER}",
    f"{NOMINATION} VALUES ({ALEX}, NULL, NULL, now(), now())",
    f"{NOMINATION} VALUES ({ALEX}, {ADA}, {ROBIN}, now(), now())",
    f"{NOMINATION} VALUES ({ALEX}, {ALEX}, NULL, now(), NULL)",
    f"{NOMINATION} VALUES ({ALEX}, {ROBIN}, NULL, now(), NULL)",
    f"UPDATE staff_reviewernomination SET person_id = {ALEX} WHERE person_id = {ROBIN}",
    "UPDATE staff_reviewernomination SET confirmed_by_id = proposed_by_id WHERE confirmed_at IS NULL",
    "UPDATE staff_reviewernomination SET confirmed_by_id = person_id WHERE confirmed_at IS NULL",
    f"UPDATE staff_reviewernomination SET confirmed_by_id = {ALEX} WHERE confirmed_at IS NULL",
    "UPDATE staff_reviewernomination SET ended_at = NULL WHERE ended_at IS NOT NULL",
    f"UPDATE staff_reviewernomination SET proposed_by_id = {ADA}, confirmed_by_id = {ROBIN}",
    f"UPDATE auth_group SET name = 'Old' WHERE id = {GROUP}",
    f"DELETE FROM auth_group WHERE id = {GROUP}",
    "TRUNCATE auth_group CASCADE",
    "DELETE FROM staff_reviewernomination",
    "DELETE FROM staff_reviewernomination WHERE ended_at IS NOT NULL",
    "TRUNCATE staff_reviewernomination",
    f"DELETE FROM staff_staffmember WHERE id = {ROBIN}",
    f"DELETE FROM staff_staffmember WHERE id = {ADA}",
    "TRUNCATE staff_staffmember CASCADE",
]


def waiting_and_ended(house):
    """A proposal of Gus that waits, and one of Alex that was taken back."""
    nominations.propose(house["gus"], house["ada"])
    nominations.end(nominations.propose(house["alex"], house["ada"]))


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_one_statement_makes_a_reviewer(house, statement):
    waiting_and_ended(house)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
    assert reviewers() == {"robin", "bo"}


# Each is one transaction whose foreign keys are asked at its end.
TRANSACTIONS = {
    "another group takes the number, with its members": [
        "INSERT INTO auth_group (id, name) VALUES (-1, 'Y')",
        f"INSERT INTO {MEMBERSHIP} (staffmember_id, group_id) VALUES ({ALEX}, -1)",
        f"UPDATE auth_group SET name = 'Z' WHERE id = {GROUP}",
        "DELETE FROM auth_group WHERE id = -1",
        "INSERT INTO auth_group (id, name) VALUES (-1, 'Clinical reviewer')",
    ],
    "the group goes, and another comes": [
        "INSERT INTO auth_group (id, name) VALUES (-1, 'Y')",
        f"INSERT INTO {MEMBERSHIP} (staffmember_id, group_id) VALUES ({ALEX}, -1)",
        f"DELETE FROM auth_group WHERE id = {GROUP}",
        "DELETE FROM auth_group WHERE id = -1",
        "INSERT INTO auth_group (id, name) VALUES (-1, 'Clinical reviewer')",
    ],
    "the first of all, when nobody was before": [
        "DELETE FROM staff_reviewernomination",
        f"{NOMINATION} VALUES ({ALEX}, NULL, NULL, now(), now())",
    ],
}


@pytest.mark.parametrize("door", TRANSACTIONS)
def test_no_one_transaction_makes_a_reviewer(house, door):
    waiting_and_ended(house)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in TRANSACTIONS[door]:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert reviewers() == {"robin", "bo"}
    assert ReviewerNomination.objects.filter(person=house["alex"], ended_at__isnull=False).exists()


@pytest.mark.parametrize("name", ["robin", "alex"])
def test_nobody_else_takes_the_number_of_an_account(house, name):
    def become_another(rows):
        rows[0] |= {"username": "evil", "full_name": "Evil Person"}

    with pytest.raises(IntegrityError, match="An account is never deleted"):
        write_anew("staff_staffmember", f"username = '{name}'", become_another)


def test_a_signature_asks_for_the_nomination_and_not_for_the_group_alone(house):
    """Even where the guard of the group was taken off for a moment."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER staff_staffmember_groups_were_confirmed ON {MEMBERSHIP}")
        cursor.execute(f"INSERT INTO {MEMBERSHIP} (staffmember_id, group_id) VALUES ({ALEX}, {GROUP})")
        assert reviewers() == {"robin", "bo", "alex"}
        cursor.execute("SELECT username FROM staff_staffmember, reviewer_as_signed(staff_staffmember.id)")
        assert {name for (name,) in cursor.fetchall()} == {"robin", "bo"}


def test_a_moment_of_confirmation_without_a_reviewer_is_not_kept(house):
    waiting_and_ended(house)
    ReviewerNomination.objects.filter(person=house["gus"]).update(confirmed_at="2026-11-01T00:00Z")
    assert ReviewerNomination.objects.get(person=house["gus"]).waits
    assert reviewers() == {"robin", "bo"}


def test_the_doors_are_counted():
    assert (len(DOORS), len(STATEMENTS), len(TRANSACTIONS)) == (6, 24, 3)
