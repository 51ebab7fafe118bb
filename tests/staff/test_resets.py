"""After somebody reset how a reviewer signs in, she is told, and signs nothing for a day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff import nominations, resets
from drez_site.staff.models import Phone, SignInReset, StaffMember
from drez_site.staff.one_time_links import new_sign_in_link
from procedures.models import Edition, Retraction, Withdrawal
from procedures.publishing import retractions
from procedures.publishing.signing import withdraw
from tests.kit.browser_forms import Form
from tests.kit.documents import make_draft_article, make_edition, make_paper, make_signed_article
from tests.kit.signing_in import PASSWORD, SIGN_IN, code_of, go_through
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/staff/signinreset/"


@pytest.fixture
def house():
    """Robin and Rita review, Ada and Bo administer."""
    people = {
        "robin": make_reviewer("robin", email="robin@example.org"),
        "rita": make_reviewer("rita"),
        "ada": make_staff("ada", group=Role.ADMINISTRATOR),
        "bo": make_staff("bo", group=Role.ADMINISTRATOR),
    }
    return people


def reset_by_ada(client, house, who="robin") -> SignInReset:
    client.force_login(house["ada"])
    answer = client.post(f"/admin/staff/staffmember/{house[who].pk}/new-link/", {"password": PASSWORD})
    assert "new-link" in answer.text
    return SignInReset.objects.get(person=house[who])


def hours_later(hours: float):
    """Make every reset so much older than it is; the database would not let anybody."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE staff_signinreset RENAME TO was_kept")
        cursor.execute(
            "CREATE VIEW staff_signinreset AS SELECT id, made_at - %s * interval '1 hour' AS made_at,"
            " made_by_id, person_id, vouched_at, vouched_by_id FROM was_kept",
            [hours],
        )


def test_she_signs_nothing_for_a_day_by_any_way(client, house):
    reset_by_ada(client, house)
    document = make_draft_article()
    with pytest.raises(Refused, match="you can sign from"):
        make_edition(document, by=house["robin"])
    assert make_edition(document, by=house["rita"]).number == 1


def test_the_database_refuses_the_signature_too(client, house, monkeypatch):
    reset_by_ada(client, house)
    monkeypatch.setattr(StaffMember, "waits_until", None)
    with pytest.raises(Refused, match="have another reviewer vouch for you"):
        make_edition(make_draft_article(), by=house["robin"])
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("hours", "signs"), [(23.9, False), (24.1, True)])
def test_a_day_later_she_signs_again(client, house, hours, signs):
    reset_by_ada(client, house)
    hours_later(hours)
    assert (house["robin"].waits_until is None) is signs
    if signs:
        assert make_edition(make_draft_article(), by=house["robin"])
    else:
        with pytest.raises(Refused):
            make_edition(make_draft_article(), by=house["robin"])


def test_taking_down_and_confirming_a_retraction_are_never_held(client, house):
    document, paper = make_signed_article(), make_paper()
    mark = retractions.mark(
        paper,
        make_staff("alex2", group=Role.AUTHOR),
        retracted_on=timezone.localdate(),
        notice="https://doi.org/10.1000/retracted",
    )
    reset_by_ada(client, house)
    withdraw(document, house["robin"], "Wrong dose.")
    assert Withdrawal.objects.exists()
    retractions.agree(mark, house["robin"])
    assert Retraction.objects.get().confirmed_by == house["robin"]


def test_what_makes_more_public_or_more_signers_is_held_as_a_signature_is(client, house, monkeypatch):
    """Otherwise whoever holds the link would let in a signer of their own, or hide a retraction."""
    proposed = nominations.propose(make_staff("eve", group=Role.AUTHOR), house["bo"])
    mark = retractions.mark(
        make_paper(), house["rita"], retracted_on=timezone.localdate(), notice="https://doi.org/10.1000/x"
    )
    reset_by_ada(client, house)
    with pytest.raises(Refused, match="another reviewer confirms"):
        nominations.confirm(proposed, house["robin"])
    with pytest.raises(Refused, match="another reviewer refuses it"):
        retractions.refuse(mark, house["robin"])
    monkeypatch.setattr(StaffMember, "waits_until", None)
    with pytest.raises(IntegrityError, match="another reviewer refuses the mark"), transaction.atomic():
        retractions.refuse(mark, house["robin"])


def test_another_reviewer_vouches_with_her_own_password(client, house):
    reset = reset_by_ada(client, house)
    client.force_login(house["rita"])
    assert "Reviewers who cannot sign yet" in client.get("/admin/").text
    vouch = f"{LIST}{reset.pk}/vouch/"
    assert vouch in client.get(f"{LIST}{reset.pk}/change/").text
    for password in ("", "wrong"):
        assert client.post(vouch, {"password": password}).status_code == 200
    assert house["robin"].waits_until
    assert "They can sign again." in client.post(vouch, {"password": PASSWORD}, follow=True).text
    reset.refresh_from_db()
    assert (reset.vouched_by, house["robin"].waits_until) == (house["rita"], None)
    assert LogEntry.objects.latest("pk").get_change_message() == "Vouched for the link."
    assert make_edition(make_draft_article(), by=house["robin"])
    with pytest.raises(Refused, match="any more"):
        resets.vouch(reset, house["rita"])


@pytest.mark.parametrize("who", ["robin", "ada", "bo", "both reset", "superuser"])
def test_who_cannot_vouch(client, house, who):
    """She herself, who made the link, one who made it and reviews now, one who was reset too, a superuser."""
    if who == "bo":
        client.force_login(house["bo"])
        client.post(f"/admin/staff/staffmember/{house['robin'].pk}/new-link/", {"password": PASSWORD})
        reset = SignInReset.objects.get()
        house["bo"].groups.clear()
        nominations.confirm(nominations.propose(house["bo"], house["ada"]), house["rita"])
    else:
        reset = reset_by_ada(client, house)
    if who == "both reset":
        reset_by_ada(client, house, "rita")
    people = house | {"both reset": house["rita"], "superuser": make_staff("gus", is_superuser=True)}
    person = StaffMember.objects.get(pk=people[who].pk)
    with pytest.raises(Refused, match="A clinical reviewer vouches who neither made the link nor got it"):
        resets.vouch(reset, person)
    client.force_login(person)
    client.post(f"{LIST}{reset.pk}/vouch/", {"password": PASSWORD})
    assert house["robin"].waits_until
    assert "Reviewers who cannot sign yet" not in client.get("/admin/").text


def test_a_link_made_on_the_server_holds_nobody_and_she_is_told_all_the_same(client, house):
    call_command("new_sign_in_link", "robin", stdout=StringIO())
    assert SignInReset.objects.get().made_by is None and house["robin"].waits_until is None
    client.force_login(StaffMember.objects.get(username="robin"))
    assert "Somebody on the server made a new sign-in link for your account" in client.get("/admin/").text


def test_a_first_link_resets_nothing(client, house):
    client.force_login(house["ada"])
    for _link in range(2):
        newcomer = StaffMember.objects.filter(username="nina").first() or StaffMember(
            username="nina", full_name="Nina", is_staff=True, is_active=True
        )
        if newcomer.pk is None:
            newcomer.set_unusable_password()
            newcomer.save()
        client.post(f"/admin/staff/staffmember/{newcomer.pk}/new-link/", {"password": PASSWORD})
    assert not SignInReset.objects.exists()


def test_a_second_link_before_the_first_is_opened_is_a_reset_as_well(client, house):
    reset_by_ada(client, house)
    client.post(f"/admin/staff/staffmember/{house['robin'].pk}/new-link/", {"password": PASSWORD})
    first, second = SignInReset.objects.filter(person=house["robin"])
    resets.vouch(first, house["rita"])
    assert house["robin"].waits_until, "each needs somebody who vouches"
    resets.vouch(second, house["rita"])
    assert house["robin"].waits_until is None


def test_she_is_told_when_she_signs_in_and_on_her_first_page_for_a_month(client, house):
    reset_by_ada(client, house)
    client.force_login(StaffMember.objects.get(username="robin"))
    page = client.get("/admin/").text
    assert "Ada made a new sign-in link for your account on" in page
    assert "take down what you did not sign" in page and "another clinical reviewer vouches for you" in page
    hours_later(24 * 29)
    again = client.get("/admin/").text
    assert "Ada made a new sign-in link" in again and "vouches for you" not in again
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW staff_signinreset")
        cursor.execute("ALTER TABLE was_kept RENAME TO staff_signinreset")
    hours_later(24 * 31)
    assert "Ada made a new sign-in link" not in client.get("/admin/").text


def test_she_is_told_before_she_fills_in_a_signature(client, house):
    document = make_signed_article()
    reset_by_ada(client, house)
    client.force_login(StaffMember.objects.get(username="robin"))
    page = client.get(f"/admin/procedures/document/{document.pk}/sign/?edition=1").text
    assert "You cannot sign this" in page and "Somebody made you a new sign-in link" in page
    assert "Sign and publish" not in page


def test_she_is_told_by_email_if_she_has_an_address(
    client, house, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        reset_by_ada(client, house)
        client.post(f"/admin/staff/staffmember/{house['rita'].pk}/new-link/", {"password": PASSWORD})
    [letter] = mailoutbox
    assert letter.to == ["robin@example.org"]
    assert "Ada made a new sign-in link for your account" in letter.body and "/admin/" not in letter.body


def test_who_changes_an_address_first_tells_the_old_one(
    client, house, mailoutbox, django_capture_on_commit_callbacks
):
    """Not of another change, and not of the first address."""
    client.force_login(house["ada"])
    for who, fields in (
        ("robin", {"email": "ada@example.net"}),
        ("rita", {"email": "rita@example.org"}),
        ("rita", {"username": "rita.lee"}),
    ):
        address = f"/admin/staff/staffmember/{house[who].pk}/change/"
        sent = Form(client.get(address).text, having="username").data(**fields)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address, sent).status_code == 302
    [letter] = mailoutbox
    assert letter.to == ["robin@example.org"]
    assert "Ada changed the email address of your account" in letter.body


def test_a_letter_that_cannot_be_sent_is_in_the_log(
    client, house, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    with django_capture_on_commit_callbacks(execute=True):
        assert reset_by_ada(client, house).holds
    assert "Could not write to robin: A new sign-in link was made for your account." in caplog.text


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM staff_signinreset",
        "TRUNCATE staff_signinreset",
        "UPDATE staff_signinreset SET made_at = made_at - interval '2 days'",
        "UPDATE staff_signinreset SET made_by_id = NULL",
        "UPDATE staff_signinreset SET person_id = (SELECT id FROM staff_staffmember WHERE username = 'rita')",
        "UPDATE staff_signinreset SET vouched_by_id = person_id",
        "UPDATE staff_signinreset SET vouched_by_id = made_by_id",
        "UPDATE staff_signinreset SET vouched_at = statement_timestamp()",
        "INSERT INTO staff_signinreset (person_id, made_by_id, made_at, vouched_by_id)"
        " SELECT person_id, made_by_id, made_at, made_by_id FROM staff_signinreset",
    ],
)
def test_nobody_rewrites_who_made_a_link(client, house, sql):
    reset_by_ada(client, house)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)
    assert house["robin"].waits_until


def test_the_day_is_that_of_the_database_whatever_a_script_says(house):
    before = timezone.now() - timedelta(days=3)
    reset = SignInReset.objects.create(person=house["robin"], made_by=house["ada"], made_at=before)
    reset.refresh_from_db()
    assert reset.made_at > before + timedelta(days=2) and house["robin"].waits_until


def test_who_makes_a_link_for_herself_is_held_as_well(house):
    """The admin refuses it; code and SQL do not."""
    new_sign_in_link(house["bo"], by=house["bo"])
    assert house["bo"].waits_until


def test_whoever_sets_up_on_the_link_is_told_at_every_sign_in_and_signs_nothing(client, house):
    link = new_sign_in_link(house["robin"], by=house["ada"])
    assert go_through(client, link, password=PASSWORD)
    client.logout()
    phone = Phone.objects.get(user=house["robin"])
    page = client.post(
        SIGN_IN, {"username": "robin", "password": PASSWORD, "otp_token": code_of(phone, 1)}, follow=True
    ).text
    assert page.count("Ada made a new sign-in link") == 2, "as a message of the sign-in, and on the page"
    assert StaffMember.objects.get(username="robin").waits_until
