"""Who answers for a colleague: queue, button, page and database say the same of everybody."""

import pytest
from django.db import transaction

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff import names, nominations, resets
from drez_site.staff.models import NameProposal, ReviewerNomination, SignInReset, StaffMember
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
PEOPLE = ("robin", "rita", "rob", "held", "ada", "bo", "alex", "gus")


@pytest.fixture
def house():
    """Robin, Rita, Rob and Held review, Ada and Bo administer, Alex writes, Gus is a superuser.

    Ada reset how Robin and Held sign in, and proposed Alex. Robin proposed another name, as did Ada.
    """
    people = {name: make_reviewer(name) for name in ("robin", "rita", "rob", "held")}
    people |= {name: make_staff(name, group=Role.ADMINISTRATOR) for name in ("ada", "bo")}
    people |= {"alex": make_staff("alex", group=Role.AUTHOR), "gus": make_staff("gus", is_superuser=True)}
    for name in ("robin", "held"):
        resets.record(people[name], people["ada"])
    nominations.propose(people["alex"], people["ada"])
    for name in ("robin", "ada"):
        names.propose(people[name], name.title(), "MD")
    return {name: StaffMember.objects.get(pk=person.pk) for name, person in people.items()}


def does(action, *args) -> bool:
    """Whether the database lets somebody; nothing of it stays."""
    try:
        with transaction.atomic():
            action(*args)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True


STEPS = {
    "vouch": (SignInReset, "robin", "to-vouch", lambda row, by: resets.vouch(row, by), {"rita", "rob"}),
    "confirm": (
        ReviewerNomination,
        "alex",
        "to-confirm",
        lambda row, by: nominations.confirm(row, by),
        {"rita", "rob"},
    ),
    "answer": (NameProposal, "ada", "to-answer", None, {"bo", "gus"}),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", PEOPLE)
def test_queue_button_page_and_database_say_the_same(client, house, step, who):
    model, about, queue, action, who_may = STEPS[step]
    row = model.objects.get(person=house[about])
    address = f"/admin/staff/{model._meta.model_name}/"
    client.force_login(house[who])
    listed = client.get(address, {"waiting": queue})
    offered = {name for name, _label in _queues(listed)}
    in_queue = queue in offered and row in listed.context["cl"].queryset
    button = f"{address}{row.pk}/{step}/" in client.get(f"{address}{row.pk}/change/").text
    page = client.get(f"{address}{row.pk}/{step}/").status_code
    may = who in who_may
    assert in_queue is may or who == "gus", "a superuser is asked nothing by a queue"
    assert (button, page) == (may, 200 if may else 403)
    if action:
        assert does(action, row, house[who]) is may
    answered = client.post(
        f"{address}{row.pk}/{step}/", {"password": PASSWORD, "outcome": NameProposal.Outcome.CONFIRMED}
    )
    assert answered.status_code == (302 if may else 403)


def _queues(listed) -> list:
    changes = listed.context and listed.context.get("cl")
    filters = changes.filter_specs if changes else []
    return [choice for each in filters for choice in getattr(each, "lookup_choices", [])]


@pytest.mark.parametrize("step", STEPS)
def test_who_comes_too_late_reads_so(client, house, step):
    """A colleague answered between the list and the click."""
    model, about, _queue, _action, who_may = STEPS[step]
    row = model.objects.get(person=house[about])
    address = f"/admin/staff/{model._meta.model_name}/{row.pk}/{step}/"
    first, second = sorted(who_may) if step != "answer" else ("bo", "gus")
    for name, said in ((first, ""), (second, "any more")):
        client.force_login(house[name])
        page = client.post(address, {"password": PASSWORD, "outcome": "confirmed"}, follow=True)
        assert page.status_code == 200 and said in page.text
    assert page.redirect_chain
