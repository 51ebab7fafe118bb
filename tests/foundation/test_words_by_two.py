"""Two at the words to approve, or one beside a colleague who writes: neither undoes what the other did."""

import pytest
from django.test import Client

from drez_site.foundation.approving import approve, give_back, take_down
from drez_site.foundation.models import MOST_RETURNS_SHOWN, ApprovedWords, ReturnedWords, WaitingWords
from drez_site.foundation.refusals import Refused
from drez_site.staff.models import StaffMember
from providers.models import Provider
from tests.kit.approving import approve_all, approver
from tests.kit.directory import make_doctor
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_reviewer
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db
QUEUE = "/admin/foundation/waitingwords/"
ENGLISH, SPANISH = "Grew up in Durham.", "Creció en Durham."


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_reviewer(password=PASSWORD))
    return client


def read_now() -> list[str]:
    return list(ApprovedWords.objects.read_now().values_list("words", flat=True))


def test_a_translation_is_approved_beside_the_english_that_was_read(desk):
    make_doctor(biography=ENGLISH, biography_translations={"es": SPANISH})
    seen = WaitingWords.objects.get(field="biography_translations")
    key = seen.key
    Provider.objects.update(biography="Never lived in Durham.")
    sent = {"words": [key], f"comment-{key}": "Which town?", "password": PASSWORD}
    page = desk.post(QUEUE, sent).text
    assert "Which town?</textarea>" in page and "These words changed." in page
    del sent[f"comment-{key}"]
    assert "These words changed meanwhile" in desk.post(QUEUE, sent).text
    with pytest.raises(Refused, match="These words changed meanwhile"):
        approve(seen, approver())
    assert read_now() == []


def test_what_is_approved_beside_a_refused_one_waits_no_more(desk):
    make_doctor("Theirs", biography=ENGLISH)
    mine = make_doctor("Mine")
    mine.biography, mine._history_user = "My own words.", StaffMember.objects.get(username="robin")
    mine.save()
    marked = [each.key for each in WaitingWords.objects.all()]
    page = desk.post(QUEUE, {"words": marked, "password": PASSWORD}).text
    assert "Approved. Patients read 1 text anew." in page and "Whoever wrote some of these words" in page
    assert read_now() == [ENGLISH] and page.count("<fieldset") == 1


def test_a_comment_goes_with_words_that_another_reviewer_returned_meanwhile(desk):
    make_doctor(biography=ENGLISH)
    waiting = WaitingWords.objects.get()
    desk.get(QUEUE)
    give_back(waiting, approver(), "Since when?")
    page = desk.post(QUEUE, {"words": [waiting.key], "password": PASSWORD}).text
    assert "Somebody returned these words meanwhile" in page and "Since when?" in page and read_now() == []
    blank = {"_return": "1", f"comment-{waiting.key}": "\x00 "}
    assert "write beside the words what is to be mended" in desk.post(QUEUE, blank).text
    sent = {"_return": "1", f"comment-{waiting.key}": "Says who?"}
    assert "Returned 1 text." in desk.post(f"{QUEUE}?waiting=approval", sent, follow=True).text
    for n in range(MOST_RETURNS_SHOWN):
        give_back(waiting, approver(), f"{n}?")
    page = desk.get(QUEUE).text
    seen = [returned.pk for returned in ReturnedWords.objects.all()]
    assert all(f'name="seen" value="{key}"' in page for key in seen)
    sent = {"words": [waiting.key], "password": PASSWORD}
    page = desk.post(QUEUE, sent | {"seen": seen[1:]}).text
    assert "Somebody returned these words meanwhile" in page and read_now() == [], "though an earlier one"
    desk.post(QUEUE, sent | {"seen": seen})
    assert read_now() == [ENGLISH]


def test_a_comment_stays_where_its_writer_wrote_other_words_meanwhile(desk):
    doctor = make_doctor(biography=ENGLISH)
    sent = {"_return": "1", f"comment-{WaitingWords.objects.get().key}": "Since when?"}
    doctor.biography, doctor._history_user = "Mine by now.", StaffMember.objects.get(username="robin")
    doctor.save()
    page = desk.post(QUEUE, sent).text
    assert "You wrote some of these words" in page and "Since when?</textarea>" in page


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.fixture
    def both(self) -> tuple[ApprovedWords, WaitingWords]:
        make_doctor(biography=ENGLISH)
        approve_all()
        Provider.objects.update(biography="Other words.")
        waiting = WaitingWords.objects.get()
        return waiting.approved, waiting

    def test_words_that_are_being_approved_are_not_taken_down_with_those_before(self, both):
        approved, waiting = both
        by, other = approver(), make_reviewer("other")
        with pytest.raises(Refused, match="do not read these words any more"):
            while_uncommitted(lambda: approve(waiting, by), lambda: take_down(approved, other, "Not so."))
        assert read_now() == ["Other words."]

    def test_words_that_wait_wait_on_while_others_are_taken_down(self, both):
        approved, waiting = both
        by, other = approver(), make_reviewer("other")
        with pytest.raises(Refused, match="These words changed meanwhile"):
            while_uncommitted(lambda: take_down(approved, other, "Not so."), lambda: approve(waiting, by))
        assert read_now() == []
        again = WaitingWords.objects.get()
        assert (again.words, again.since) == ("Other words.", waiting.since)

    def test_a_comment_that_is_sent_twice_stands_once(self, both):
        _approved, waiting = both
        by = approver()
        while_uncommitted(lambda: give_back(waiting, by, "Whose?"), lambda: give_back(waiting, by, "Whose?"))
        assert ReturnedWords.objects.count() == 1
        seen = {ReturnedWords.objects.get().pk}
        with pytest.raises(Refused, match="These words changed meanwhile"):
            while_uncommitted(lambda: approve(waiting, by, seen), lambda: give_back(waiting, by, "Too late."))

    def test_words_that_are_being_returned_are_not_approved_unseen(self, both, desk):
        """The page was read, and the password is being asked, before the comment is there."""
        _approved, waiting = both
        by = approver()
        page = while_uncommitted(
            lambda: give_back(waiting, by, "Whose?"),
            lambda: desk.post(QUEUE, {"words": [waiting.key], "password": PASSWORD}),
        ).text
        assert "Somebody returned these words meanwhile" in page and "Whose?" in page
        assert read_now() == [ENGLISH]

    def test_a_comment_that_was_not_returned_says_why(self, both, desk):
        approved, waiting = both
        by = approver()
        page = while_uncommitted(
            lambda: take_down(approved, by, "Not so."),
            lambda: desk.post(QUEUE, {"_return": "1", f"comment-{waiting.key}": "Whose?"}),
        ).text
        assert "Not returned: " in page and "took down what patients read there" in page
        assert "Whose?</textarea>" in page and ReturnedWords.objects.get().comment == "Not so."
