"""Free texts are public in the words that a reviewer approved who wrote none of them, whoever writes."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.admin import as_said
from drez_site.foundation.approved_words import with_approved_words
from drez_site.foundation.approving import approve, give_back, take_down
from drez_site.foundation.history import versions
from drez_site.foundation.models import ApprovedWords, ReturnedWords, WaitingWords
from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff.models import SignInReset, StaffMember
from providers.models import Provider
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
CALM = "Most people sleep through the night after it."  # the lists of words know nothing against it
QUEUE = "/admin/foundation/waitingwords/"


def saved_by(person, doctor: Provider, **fields) -> Provider:
    """As a form saves: the history says who."""
    for name, value in fields.items():
        setattr(doctor, name, value)
    doctor._history_user = person
    doctor.save()
    return doctor


@pytest.fixture
def doctor() -> Provider:
    return make_doctor(biography=CALM)


def waiting() -> WaitingWords:
    return WaitingWords.objects.get()


def read(doctor: Provider) -> str:
    return with_approved_words(Provider.objects.filter(pk=doctor.pk)).get().for_readers("biography")


def test_what_nobody_approved_waits_and_no_page_says_it(doctor):
    assert (waiting().words, waiting().read_now, read(doctor)) == (CALM, "", "")
    assert CALM not in Client().get(doctor.get_absolute_url()).text
    approve(waiting(), make_reviewer())
    assert read(doctor) == CALM and not WaitingWords.objects.exists()
    assert CALM in Client().get(doctor.get_absolute_url()).text


def test_other_words_wait_and_patients_read_the_last_approved_ones(doctor):
    approve_all()
    Provider.objects.update(biography="Half of her patients throw away their crutches.")
    assert read(doctor) == CALM == waiting().read_now
    Provider.objects.update(biography=f" {CALM}\r\n")
    assert read(doctor) == CALM and not WaitingWords.objects.exists(), "the same words"
    Provider.objects.update(biography="")
    assert read(doctor) == "", "what is emptied is gone at once"


WRITES = {
    "in bulk": lambda doctor: Provider.objects.bulk_update([doctor], ["biography"]),
    "by SQL": lambda doctor: run(f"UPDATE providers_provider SET biography = '{doctor.biography}'"),
}


@pytest.mark.parametrize("how", WRITES)
def test_whatever_writes_them_they_wait(doctor, how):
    approve_all()
    doctor.biography = "No one was ever harmed here."
    WRITES[how](doctor)
    assert waiting().words == doctor.biography and read(doctor) == CALM


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_comes_back_under_its_number_waits_again(doctor):
    """It may be another doctor, of whom nobody approved a word."""
    approve_all()
    Provider.objects.all().delete()
    doctor.family_name = "Another"
    doctor.save(force_insert=True)
    assert (waiting().words, read(doctor)) == (CALM, "")
    approve_all()
    assert read(doctor) == CALM


def test_words_are_not_swapped_with_the_numbers_of_their_rows(doctor):
    other = make_doctor(biography="Another story.")
    approve_all()
    with pytest.raises(IntegrityError, match="number of a row never changes"), transaction.atomic():
        run(f"UPDATE providers_provider SET id = -1 WHERE id = {other.pk}")
    assert (read(doctor), read(other)) == (CALM, "Another story.")


@pytest.mark.parametrize("model", [m for m in apps.get_models() if getattr(m, "TO_APPROVE", ())], ids=str)
def test_every_row_with_free_texts_keeps_its_number(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [model._meta.db_table, "%_words_keep_their_number"],
        )
        assert cursor.fetchone() == (1,)


def test_what_goes_waits_no_more(doctor):
    doctor.delete()
    assert not WaitingWords.objects.exists()
    make_doctor(biography=CALM)
    run("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE providers_provider CASCADE")
    assert not WaitingWords.objects.exists()


def test_its_writer_does_not_approve_it(doctor):
    both = make_reviewer("both")
    saved_by(both, doctor, biography="Written by a reviewer.")
    with pytest.raises(Refused, match="Whoever wrote some of these words does not approve them"):
        approve(waiting(), both)
    saved_by(make_staff(), doctor, biography="Written by a reviewer, with a comma.")
    with pytest.raises(Refused, match="Whoever wrote"):
        approve(waiting(), both)
    approve(waiting(), make_reviewer("another"))
    saved_by(make_staff("other"), doctor, biography="New words.")
    approve(waiting(), both)
    assert read(doctor) == "New words."


def test_words_that_come_back_keep_their_writer(doctor):
    both, other = make_reviewer("both"), make_reviewer("other")
    saved_by(both, doctor, biography="Mine.")
    mine = versions.versions(doctor)[0]
    saved_by(make_staff(), doctor, biography="Another's.")
    approve(waiting(), other)
    versions.put_back(doctor, mine)
    assert waiting().words == "Mine."
    with pytest.raises(Refused, match="Whoever wrote"):
        approve(waiting(), both)


def test_who_changed_something_else_approves(doctor):
    both = make_reviewer("both")
    saved_by(both, doctor, family_name="Else")
    approve(waiting(), both)


def test_only_a_reviewer_approves_and_not_after_a_reset(doctor):
    for person in (make_staff(group=Role.DIRECTORY), make_staff("super", is_superuser=True)):
        with pytest.raises(Refused, match="Only an active member of the group Clinical reviewer"):
            approve(waiting(), person)
    held = make_reviewer("held")
    SignInReset.objects.create(person=held, made_by=make_staff("maker", group=Role.ADMINISTRATOR))
    with pytest.raises(Refused, match="Somebody reset how you sign in"):
        approve(waiting(), held)


def test_only_the_words_that_wait_are_approved(doctor):
    seen = waiting()
    Provider.objects.update(biography="Most people sleep until morning after it.")
    with pytest.raises(Refused, match="These words changed meanwhile"):
        approve(seen, make_reviewer())
    assert read(doctor) == ""


FORGERIES = [
    "UPDATE foundation_approvedwords SET words = 'Forged'",
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE foundation_approvedwords",
    "INSERT INTO foundation_approvedwords (subject_table, subject_id, field, words, approved_by_id,"
    " reviewer_name, reviewer_credentials, approved_at) SELECT subject_table, subject_id, field, 'Forged',"
    " approved_by_id, reviewer_name, reviewer_credentials, approved_at FROM foundation_approvedwords",
]


@pytest.mark.parametrize("statement", FORGERIES)
def test_what_was_approved_is_never_changed(doctor, statement):
    approve_all()
    with pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


def test_on_a_clinics_site_only_the_owner_of_the_tables_forgets_it(doctor):
    approve_all()
    ClinicProfile.objects.create(name="A clinic", phone="+19195550100", is_demonstration=False)
    run("CREATE ROLE wide_open")
    run("GRANT ALL ON ALL TABLES IN SCHEMA public TO wide_open")
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        run("SET LOCAL ROLE wide_open; DELETE FROM foundation_approvedwords")
    assert ApprovedWords.objects.count() == 1


def test_it_is_written_down_who_approved_them_and_when(doctor):
    before = timezone.now()
    reviewer = make_reviewer()
    kept = approve(waiting(), reviewer)
    said = (kept.words, kept.approved_by, kept.reviewer_name, kept.reviewer_credentials)
    assert said == (CALM, reviewer, "Robin", "MD, PhD")
    assert kept.approved_at.date() >= before.date()


# The page


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_reviewer(password=PASSWORD))
    return client


def test_a_reviewer_sees_both_side_by_side_and_approves_what_is_marked(doctor, desk):
    approve_all()
    doctor.biography = "Spine surgeon since 2001."
    doctor.save()
    other = make_doctor("Other", biography="She speaks at schools.")
    assert "Words to approve" in desk.get("/admin/").text
    page = desk.get(QUEUE).text
    assert CALM in page and "Spine surgeon since 2001." in page
    key = WaitingWords.objects.get(subject_id=doctor.pk).key
    answer = desk.post(QUEUE, {"words": [key], "password": PASSWORD}, follow=True)
    assert "Approved. Patients read 1 text anew." in answer.text
    assert (read(doctor), read(other)) == ("Spine surgeon since 2001.", "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": [], "password": PASSWORD}, "Mark the words that you approve."),
        ({"password": "wrong"}, "This is neither your password nor a new code"),
    ],
)
def test_nothing_is_approved_without_a_mark_and_the_password(doctor, desk, given, said):
    answer = desk.post(QUEUE, {"words": [waiting().key]} | given)
    assert said in answer.text and read(doctor) == ""


def test_words_that_changed_under_the_page_are_read_again(doctor, desk):
    key = waiting().key
    Provider.objects.update(biography="Changed.")
    answer = desk.post(QUEUE, {"words": [key], "password": PASSWORD})
    assert "These words changed meanwhile" in answer.text and "Changed." in answer.text
    assert read(doctor) == ""


def test_no_comment_and_no_mark_is_lost_when_words_change_under_the_page(doctor, desk):
    """Beside the new words stands what was written beside the ones before, also after they are gone."""
    second = make_doctor("Second", biography="Other words.")
    about = {each.subject_id: f"comment-{each.key}" for each in WaitingWords.objects.all()}
    sent = {"_return": "1", about[doctor.pk]: "Say whom.", about[second.pk]: "Since when?"}
    saved_by(make_staff("ed", group=Role.DIRECTORY), doctor, biography="Changed meanwhile.")
    page = desk.post(QUEUE, sent).text
    assert "Nothing is done yet" in page and "Returned" not in page
    assert "Changed meanwhile." in page and "These words changed. You wrote your comment" in page
    assert "Say whom.</textarea>" in page and "Since when?</textarea>" in page
    second.delete()
    page = desk.post(QUEUE, sent).text
    assert "On words that no longer wait" in page and "Since when?</textarea>" in page
    doctor.delete()
    assert "Say whom.</textarea>" in desk.post(QUEUE, sent).text
    assert not ReturnedWords.objects.exists()


def test_words_that_moved_to_another_page_are_returned_and_marks_stay(doctor, desk, monkeypatch):
    marked = WaitingWords.objects.get(subject_id=doctor.pk)
    second = make_doctor("Second", biography="Other words.")
    other = WaitingWords.objects.get(subject_id=second.pk)
    page = f"{QUEUE}?waiting=approval"
    sent = {"_return": "1", "words": [marked.key, other.key], f"comment-{other.key}": "Since\x00 when?"}
    monkeypatch.setattr("drez_site.foundation.admin.MOST_ON_A_PAGE", 1)
    assert "?waiting=approval&amp;page=2" in desk.get(page).text
    answer = desk.post(page, sent, follow=True)
    assert "Returned 1 text." in answer.text and ReturnedWords.objects.get().words == "Other words."
    assert f'value="{marked.key}" id="id_words_0" checked' in answer.text, "and nothing is approved"
    assert read(doctor) == "" and " checked" not in desk.get(page).text


def test_what_reviewers_said_is_asked_once_for_a_page(doctor, desk):
    make_doctor("Second", biography="Other words.")
    rita = make_reviewer("rita")
    for words in WaitingWords.objects.all():
        give_back(words, rita, f"About {words.words}")
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(QUEUE).text
    assert f"About {CALM}" in page and "About Other words." in page
    assert sum('FROM "foundation_returnedwords"' in each["sql"] for each in asked) == 1


def test_a_writer_who_is_a_reviewer_is_told_why_not(doctor, desk):
    saved_by(StaffMember.objects.get(username="robin"), doctor, biography="My own words.")
    page = desk.get(QUEUE).text
    assert "Written by Robin" in page and "another reviewer approves them" in page
    assert 'type="checkbox"' not in page
    answer = desk.post(QUEUE, {"words": [waiting().key], "password": PASSWORD})
    assert "Whoever wrote some of these words does not approve them" in answer.text
    assert read(doctor) == ""


def test_who_may_not_approve_sees_what_waits_without_a_form(doctor):
    client = Client()
    client.force_login(make_staff(group=Role.DIRECTORY))
    page = client.get(QUEUE).text
    assert CALM in page and "I approve these words" not in page
    assert client.post(QUEUE, {"words": [waiting().key], "password": PASSWORD}).status_code == 200
    assert read(doctor) == ""


def test_words_go_back_to_whoever_wrote_them_and_come_again_when_they_are_mended(doctor, desk):
    ed, other = (make_staff(name, group=Role.DIRECTORY) for name in ("ed", "olga"))
    saved_by(ed, doctor, biography="She cures pain.")
    page = desk.get(QUEUE).text
    assert f'href="{doctor.get_absolute_url()}"' in page
    assert "/admin/providers/provider/" not in page, "a reviewer cannot open it"
    field = f"comment-{waiting().key}"
    assert "write beside the words what is to be mended" in desk.post(QUEUE, {"_return": "1"}).text
    both = {"words": [waiting().key], field: "Say whom.", "password": PASSWORD}
    answer = desk.post(QUEUE, both)
    assert "do one of both" in answer.text and "Say whom.</textarea>" in answer.text and read(doctor) == ""
    answer = desk.post(QUEUE, {"_return": "1", field: "Say whom."}, follow=True)
    assert "Returned 1 text." in answer.text
    assert "</b> Words to approve" not in desk.get("/admin/").text

    client = Client()
    for person, is_writer in ((ed, True), (other, False)):
        client.force_login(person)
        assert ("Words that a reviewer returned" in client.get("/admin/").text) is is_writer
    client.force_login(ed)
    page = client.get(f"{QUEUE}?waiting=returned").text
    assert "Say whom." in page and f"/admin/providers/provider/{doctor.pk}/change/" in page
    saved_by(ed, doctor, biography=CALM)
    assert "Words that a reviewer returned" not in client.get("/admin/").text
    page = desk.get(f"{QUEUE}?waiting=approval").text
    assert CALM in page and "returned earlier words" in page and "Say whom." in page


def test_a_reviewer_who_wrote_them_takes_approved_words_down_and_says_why(doctor, desk):
    mine = "Most people wake up rested after it."
    robin, ed = StaffMember.objects.get(username="robin"), make_staff("ed", group=Role.DIRECTORY)
    saved_by(robin, doctor, biography=mine, biography_translations={"es": "Casi todos duermen."})
    approve_all()
    page = doctor.get_absolute_url()
    assert mine in Client().get(page).text and "Casi todos" in Client().get(f"/es{page}").text
    approved = ApprovedWords.objects.read_now().get(field="biography")
    assert mine in desk.get("/admin/foundation/approvedwords/", {"q": "wake up rested"}).text
    own = f"/admin/foundation/approvedwords/{approved.pk}/change/"
    for wrong in ({"password": PASSWORD}, {"reason": "Not so.", "password": "wrong"}):
        assert desk.post(own, wrong).status_code == 200 and read(doctor) == mine
    answer = desk.post(own, {"reason": "Not so.", "password": PASSWORD}, follow=True)
    assert "Patients no longer read these words." in answer.text
    assert read(doctor) == "" and mine not in Client().get(page).text
    assert "Casi todos" not in Client().get(f"/es{page}").text, "nor what translates them"
    english = WaitingWords.objects.get(field="biography")
    assert (english.words, ReturnedWords.objects.get().comment) == (mine, "Not so.")
    assert "Not so." in desk.get(f"{QUEUE}?waiting=returned").text, "who wrote them is told"
    assert desk.get(own).status_code == 302, "and there is nothing more to take down"
    client = Client()
    client.force_login(ed)
    assert client.post(own, {"reason": "Mine.", "password": PASSWORD}).status_code == 403
    with pytest.raises(Refused, match="do not read these words any more"):
        take_down(approved, robin, "Again.")
    with pytest.raises(Refused, match="Somebody returned these words meanwhile"):
        approve(english, make_reviewer("other"))
    approve_all()
    assert read(doctor) == mine


def test_what_patients_read_comes_down_while_other_words_wait(doctor, desk):
    approve_all()
    Provider.objects.update(biography="Other words.")
    approved = waiting().approved
    assert f"/admin/foundation/approvedwords/{approved.pk}/change/" in desk.get(QUEUE).text
    take_down(approved, make_reviewer("other"), "Not so.")
    assert (read(doctor), waiting().words) == ("", "Other words.")
    assert WaitingWords.objects.to_approve().exists(), "nobody returned these"


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("biography", "We are closed.", "We are closed."),
        ("biography_translations", '{"es": "Está cerrado."}', "Spanish: Está cerrado."),
        ("biography_translations", '["a"]', '["a"]'),
        ("biography_translations", "", ""),
        ("biography", '{"es": "No more pain.", "es": "Calm."}', '{"es": "No more pain.", "es": "Calm."}'),
    ],
)
def test_a_reviewer_reads_every_word_and_translations_by_their_language(field, words, said):
    waiting = WaitingWords(subject_table="providers_provider", field=field, words=words)
    assert as_said(waiting, waiting.words) == said
