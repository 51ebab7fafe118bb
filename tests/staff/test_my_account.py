"""What patients read of whoever signs: she says it herself; somebody else confirms name and credentials."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff import names
from drez_site.staff.models import NameProposal, StaffMember
from tests.kit.browser_forms import Form
from tests.kit.documents import make_draft_article, make_edition
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
MINE = "/admin/my-account/"
LIST = "/admin/staff/nameproposal/"


@pytest.fixture
def rita():
    """A new reviewer, of whom the account says nothing yet."""
    make_reviewer("robin")
    return make_reviewer("rita", credentials="", conflicts_of_interest="")


def say(client, **fields):
    return client.post(MINE, Form(client.get(MINE).text, having="credentials").data(**fields), follow=True)


def as_it_is(person) -> tuple[str, str, str]:
    person.refresh_from_db()
    return person.full_name, person.credentials, person.conflicts_of_interest


def test_she_is_told_what_she_lacks_before_she_reads_a_page_to_sign(client, rita):
    client.force_login(rita)
    page = client.get("/admin/").text
    assert page.count("You cannot sign yet.") == 1, "one sentence with all that she has to do"
    assert "propose your name and credentials" in page and "write your conflicts of interest" in page
    assert "You have nothing to do" not in page
    assert f'href="{MINE}"' in page
    say(client, credentials="MD", conflicts_of_interest="None declared")
    page = client.get("/admin/").text
    assert "Your name and credentials wait for an administrator" in page
    assert "conflicts of interest" not in page
    client.force_login(make_staff("ann", group=Role.AUTHOR))
    assert "You cannot sign yet" not in client.get("/admin/").text


def test_conflicts_are_her_own_word_at_once(client, rita):
    client.force_login(rita)
    page = say(client, conflicts_of_interest="Consults for Example Inc.\r\nOwns no shares.")
    assert "Changed the conflicts of interest." in page.text
    assert as_it_is(rita) == ("Rita", "", "Consults for Example Inc.\nOwns no shares.")
    assert not NameProposal.objects.exists()
    assert LogEntry.objects.latest("pk").get_change_message() == "Changed the conflicts of interest."


def test_her_name_and_credentials_wait_for_an_administrator(client, rita):
    client.force_login(rita)
    page = say(client, full_name="Rita Example", credentials="MD, PhD", conflicts_of_interest="None declared")
    assert "that waits for an administrator" in page.text
    assert as_it_is(rita) == ("Rita", "", "None declared")
    client.force_login(make_staff("ada", group=Role.ADMINISTRATOR))
    assert "Names and credentials to confirm" in client.get("/admin/").text
    proposal = NameProposal.objects.get()
    assert str(proposal) == "Rita Example, MD, PhD"
    answer = f"{LIST}{proposal.pk}/answer/"
    assert answer in client.get(f"{LIST}{proposal.pk}/change/").text
    assert "Rita Example (MD, PhD)" in client.get(answer).text
    for wrong in ({"outcome": "confirmed", "password": "wrong"}, {"password": PASSWORD}, {"outcome": "x"}):
        assert client.post(answer, wrong).status_code == 200
    assert rita.credentials == ""
    done = client.post(answer, {"outcome": "confirmed", "password": PASSWORD}, follow=True)
    assert "Confirmed: patients read it" in done.text
    assert as_it_is(rita) == ("Rita Example", "MD, PhD", "None declared")
    edition = make_edition(make_draft_article(), by=rita)
    assert (edition.reviewer_name, edition.reviewer_credentials) == ("Rita Example", "MD, PhD")


def test_an_administrator_refuses(client, rita):
    proposal = names.propose(rita, "Rita", "MD, Nobel Prize")
    client.force_login(make_staff("ada", group=Role.ADMINISTRATOR))
    client.post(f"{LIST}{proposal.pk}/answer/", {"outcome": "refused", "password": PASSWORD})
    assert as_it_is(rita) == ("Rita", "", "")
    with pytest.raises(Refused, match="any more"):
        names.answer(proposal, make_staff("eva", group=Role.ADMINISTRATOR), "confirmed")


def test_the_newest_proposal_counts(rita):
    first, second = names.propose(rita, "Rita", "MD"), names.propose(rita, "Rita", "MD, PhD")
    ada = make_staff("ada", group=Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        names.answer(first, ada, "confirmed")
    names.answer(second, ada, "confirmed")
    assert as_it_is(rita)[1] == "MD, PhD"


def test_nobody_confirms_her_own(client):
    make_reviewer("robin")
    both = make_reviewer("both", credentials="")
    proposal = names.propose(both, "Both", "MD")
    both.groups.set([Group.objects.get(name=Role.ADMINISTRATOR)])
    client.force_login(both)
    assert "Names and credentials to confirm" not in client.get("/admin/").text
    refused = client.post(f"{LIST}{proposal.pk}/answer/", {"outcome": "confirmed", "password": PASSWORD})
    assert refused.status_code == 403
    with pytest.raises(Refused, match="An administrator who is not that person answers."):
        names.answer(proposal, both, "confirmed")
    with pytest.raises(IntegrityError), transaction.atomic():
        NameProposal.objects.update(outcome="confirmed", answered_by=both)
    assert as_it_is(both)[1] == ""


@pytest.mark.parametrize("who", [Role.ADMINISTRATOR, "superuser"])
def test_nobody_else_writes_what_stands_beside_her_signature(client, rita, who):
    rights = {"is_superuser": True} if who == "superuser" else {"group": who}
    client.force_login(make_staff("ada", **rights))
    address = f"/admin/staff/staffmember/{rita.pk}/change/"
    said = {"full_name": "Another", "credentials": "Quack", "conflicts_of_interest": "None declared"}
    mine = said | {"digest": "never", "pk": rita.pk, "username": "rita"}
    form = Form(client.get(address).text, having="username")
    assert not said.keys() & form.fields.keys()
    assert client.post(address, form.data(**said)).status_code == 302
    assert as_it_is(rita) == ("Rita", "", "")
    assert client.post(MINE, mine).status_code == 302
    assert as_it_is(rita) == ("Rita", "", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"full_name": "98% of patients are cured"},
        {"credentials": "MD, cures pain"},
        {"conflicts_of_interest": "None: our operation is completely safe."},
        {"full_name": ""},
    ],
)
def test_what_claims_a_result_is_refused_beside_its_field_and_nothing_is_lost(client, rita, fields):
    client.force_login(rita)
    page = say(client, **{"credentials": "MD"} | fields)
    [name] = fields
    assert page.context["form"].errors.keys() == {name}
    assert Form(page.text, having="credentials").fields[name] == fields[name]
    assert as_it_is(rita) == ("Rita", "", "") and not NameProposal.objects.exists()


def test_a_page_sent_back_as_it_stands_changes_nothing(client, rita):
    client.force_login(rita)
    say(client)
    assert as_it_is(rita) == ("Rita", "", "") and not NameProposal.objects.exists()
    assert StaffMember.objects.get(username="robin").credentials == "MD, PhD"
