"""Nobody makes unsigned words public: a Django superuser tries, as the tables' owner and as the website.

Each attempt runs twice: over the connection of the test, which owns the tables, and as a PostgreSQL role that
may read and write every row and owns nothing, which is how a clinic's website should connect.
"""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.refusals import Refused
from drez_site.staff.models import StaffMember
from procedures.models import Document, Edition, GlossaryTerm, Procedure, Section, Submission, Withdrawal
from procedures.publishing.signing import sign, submit, withdraw
from procedures.publishing.snapshot import freeze
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_real_article,
    reviewer,
)
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import become_reviewer, make_reviewer

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"
POISON = "It always works."
INSERT = """
    INSERT INTO procedures_edition (document_id, number, kind, content, content_hash, reviewer_id,
        reviewer_name, reviewer_credentials, reviewer_conflicts, reviewed_on, review_due, what_changed,
        published_at, is_demonstration)
    SELECT document_id, number + 1, 'full', %(content)s, words_hash(%(content)s),
        coalesce(%(reviewer)s, reviewer_id), coalesce(%(name)s, reviewer_name), reviewer_credentials,
        reviewer_conflicts, reviewed_on, review_due, what_changed, published_at, is_demonstration
    FROM procedures_edition WHERE id = %(edition)s
"""


@pytest.fixture(params=["owner of the tables", "website's role"])
def signed(request):
    """The signed edition of a real clinic, and from here on the role that tries to get past it."""
    ClinicProfile(is_demonstration=False).save()
    document = make_signed_real_article(summary="Signed words.")
    make_reviewer("second")
    if request.param == "website's role":
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE website_of_a_test NOSUPERUSER NOINHERIT")
            cursor.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO website_of_a_test"
            )
            cursor.execute("SET LOCAL ROLE website_of_a_test")
    return document.editions.get()


@pytest.fixture(autouse=True)
def patients_read_what_was_signed(signed, client):
    """Whatever the test tried."""
    yield
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Signed words." in page.text
    assert POISON not in page.text
    for path in ("/es" + PAGE, "/", "/sitemap.xml"):
        assert POISON not in client.get(path).text


def poisoned(edition) -> dict:
    return edition.content | {"summary": POISON}


def submit_new_words(document, by) -> Submission:
    """What patients read already is not submitted again."""
    Document.objects.filter(pk=document.pk).update(pronunciation="new")
    return submit(document, by)


def execute(sql, parameters=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def insert(edition, content=None, *, reviewer=None, name=None):
    """A raw INSERT with everything right but what the test says."""
    content = Jsonb(content or poisoned(edition))
    execute(INSERT, {"edition": edition.pk, "content": content, "reviewer": reviewer, "name": name})


# The six


def test_attempt_1_orm_update(signed):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Edition.objects.filter(pk=signed.pk).update(content=poisoned(signed))


def test_attempt_2_bulk_update(signed):
    signed.content = poisoned(signed)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Edition.objects.bulk_update([signed], ["content"])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        signed.save()


def test_attempt_3_raw_update(signed):
    with pytest.raises(IntegrityError, match="never changed"):
        execute(
            "UPDATE procedures_edition SET content = jsonb_set(content, '{summary}', '\"It always works.\"')"
        )


def test_attempt_4_raw_insert_with_an_invented_reviewer(signed):
    with pytest.raises(IntegrityError, match="those of the account that signs"):
        insert(signed, name="Dr. Nobody")
    outsider = StaffMember.objects.create(
        username="outsider", full_name="Outsider", credentials="MD", conflicts_of_interest="None declared"
    )
    with pytest.raises(IntegrityError, match="Clinical reviewer"):
        insert(signed, reviewer=outsider.pk)


def test_attempt_5_insert_signed_by_the_author(signed):
    writer = author()
    become_reviewer(writer)
    for name in ("full_name", "credentials", "conflicts_of_interest"):
        setattr(writer, name, getattr(reviewer(), name))
    writer.save()
    submit_new_words(signed.document, writer)
    with pytest.raises(IntegrityError, match="ask another reviewer"):
        insert(signed, Submission.objects.get().content, reviewer=writer.pk)


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: document.save(),
        lambda document: Document.objects.update(summary=POISON),
        lambda document: document.sections.update(body=POISON),
        lambda document: Section.objects.bulk_update(
            [Section(pk=section.pk, body=POISON) for section in document.sections.all()], ["body"]
        ),
        lambda document: document.figures.all().delete(),
        lambda document: document.questions.create(text=POISON),
        lambda document: execute("UPDATE procedures_step SET body = 'It always works.'"),
        lambda document: execute("UPDATE procedures_urgentsign SET text = 'It always works.'"),
        lambda document: execute("DELETE FROM procedures_section WHERE kind = 'tests'"),
    ],
)
def test_attempt_6_editing_the_draft_after_submission(signed, edit):
    """The submission stands, and what is signed is what was submitted, not a word of what came later."""
    document = signed.document
    submission = submit_new_words(document, author())
    edit(document)
    newer = freeze(Document.objects.get(pk=document.pk))
    if newer != submission.content:
        with pytest.raises(IntegrityError, match="not the words of the submitted draft"):
            insert(signed, newer)
    edition = sign(document, reviewer(), filled_in(seen=submission.content_hash))
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.number, edition.content, edition.content_hash) == (
        2,
        submission.content,
        submission.content_hash,
    )
    assert not Submission.objects.exists()
    assert freeze(Document.objects.get(pk=document.pk)) == newer
    with pytest.raises(IntegrityError, match="not the words of the submitted draft"):
        insert(edition, newer)


def test_attempt_6_signing_the_newer_words_by_their_hash(signed):
    """Whoever opened the newer words cannot sign them, nor the submitted ones in their place."""
    document = signed.document
    submission = submit_new_words(document, author())
    Document.objects.update(summary=POISON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words_hash(%s)", [Jsonb(freeze(Document.objects.get(pk=document.pk)))])
        newer = cursor.fetchone()[0]
    with pytest.raises(Refused, match="Read them again before you sign"):
        sign(document, reviewer(), filled_in(seen=newer))
    assert Submission.objects.get().content_hash == submission.content_hash


def test_attempt_6_a_submission_that_another_replaced(signed):
    """Of two submissions the older is gone, and with it the way to sign its words."""
    document = signed.document
    older = submit_new_words(document, author())
    Document.objects.update(pronunciation="newer")
    newer = submit(document, author())
    with pytest.raises(Refused, match="Read them again before you sign"):
        sign(document, reviewer(), filled_in(seen=older.content_hash))
    with pytest.raises(IntegrityError, match="not the words of the submitted draft"):
        insert(signed, older.content)
    assert sign(document, reviewer(), filled_in(seen=newer.content_hash)).content == newer.content


# And more


def test_words_that_were_not_submitted(signed):
    submit_new_words(signed.document, author())
    with pytest.raises(IntegrityError, match="not the words of the submitted draft"):
        insert(signed)


def test_a_submission_is_never_changed(signed):
    submission = submit_new_words(signed.document, author())
    with pytest.raises(IntegrityError, match="submit it again"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(content=poisoned(signed))


def test_a_hash_of_other_words(signed):
    submission = submit_new_words(signed.document, author())
    signed.pk, signed.number = None, 2
    signed.content, signed.content_hash = poisoned(signed), submission.content_hash
    with pytest.raises(IntegrityError, match="hash is not that of these words"), transaction.atomic():
        signed.save(force_insert=True)


@pytest.mark.parametrize("kind", ["minor", "renewal", "again", "anything"])
def test_a_kind_of_review_that_asks_for_less(signed, kind):
    signed.pk, signed.number, signed.kind, signed.content = None, 2, kind, poisoned(signed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words_hash(%s)", [Jsonb(signed.content)])
        signed.content_hash = cursor.fetchone()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        signed.save(force_insert=True)


def test_temporary_tables_cannot_stand_in_for_ours(signed):
    """A temporary table is found before all others, unless a function says otherwise."""
    outsider = StaffMember.objects.create(username="outsider", full_name="Outsider")
    execute(
        "CREATE TEMPORARY TABLE auth_group ON COMMIT DROP AS SELECT 1 id, 'Clinical reviewer'::text AS name"
    )
    execute(
        "CREATE TEMPORARY TABLE staff_staffmember_groups ON COMMIT DROP AS "
        "SELECT %s AS staffmember_id, 1 AS group_id",
        [outsider.pk],
    )
    with pytest.raises(IntegrityError, match="Clinical reviewer"):
        insert(signed, reviewer=outsider.pk)
    execute("DROP TABLE pg_temp.auth_group, pg_temp.staff_staffmember_groups")


def test_deleting_an_edition_brings_no_older_one_back(signed):
    make_edition(signed.document)
    for attempt in (
        lambda: Edition.objects.order_by("-number").first().delete(),
        lambda: execute("DELETE FROM procedures_edition"),
    ):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("TRUNCATE procedures_edition CASCADE")
    assert Edition.objects.count() == 2


def test_a_real_clinic_cannot_claim_to_be_a_demonstration_and_delete(signed):
    for attempt in (
        lambda: ClinicProfile.objects.update(is_demonstration=True),
        lambda: execute("DELETE FROM clinic_clinicprofile"),
        lambda: execute("UPDATE clinic_clinicprofile SET id = 2"),
    ):
        with (
            pytest.raises(IntegrityError, match="stays the site of a real clinic|only one"),
            transaction.atomic(),
        ):
            attempt()


def test_a_demonstration_edition_is_refused_on_a_real_site(signed):
    other = make_draft_article(make_procedure("drg-stimulation", look="drg", color="blue"))
    with pytest.raises(Refused, match="only on a demonstration site"):
        make_edition(other)


def test_signed_words_cannot_be_moved_to_another_page(signed):
    other = make_procedure("drg-stimulation", look="drg", color="blue")
    for change in ({"procedure": other}, {"language": "es"}):
        with pytest.raises(IntegrityError, match="Write a new document"), transaction.atomic():
            Document.objects.filter(pk=signed.document_id).update(**change)


def test_the_draft_of_a_signed_page_is_not_public(signed):
    Document.objects.update(summary=POISON, title=POISON)
    Section.objects.update(body=POISON)


def test_the_glossary_needs_a_signature_too(signed, client):
    GlossaryTerm.objects.create(slug="word", term="Word", definition="Signed meaning.", forms=["word"])
    glossary = Document.objects.create(kind="glossary", title="Words", summary="All.", last_author=author())
    assert "Signed meaning." not in client.get("/glossary/").text
    make_edition(glossary)
    GlossaryTerm.objects.update(definition=POISON)
    assert "Signed meaning." in client.get("/glossary/").text
    assert POISON not in client.get("/es/glossary/").text
    withdraw(glossary, reviewer(), "Wrong.")
    page = client.get("/glossary/")
    assert page.status_code == 410 and "Signed meaning." not in page.text


def test_the_other_language_needs_a_signature_of_its_own(signed):
    make_draft_article(signed.document.procedure, language="es", is_demonstration=False, summary=POISON)


def test_a_preview_is_never_stored(signed, client):
    Document.objects.update(summary=POISON)
    staff = StaffMember.objects.create(username="boss", is_staff=True, is_superuser=True)
    client.force_login(staff)
    preview = client.get(f"/admin/procedures/document/{signed.document_id}/preview/")
    assert POISON in preview.text
    assert {"no-store", "private"} <= set(preview.headers["Cache-Control"].split(", "))
    client.logout()
    assert client.get(f"/admin/procedures/document/{signed.document_id}/preview/").status_code == 302


def test_a_withdrawal_is_never_changed_or_taken_back(signed, client):
    other = make_procedure("drg-stimulation", look="drg", color="blue")
    document = make_draft_article(other, is_demonstration=False)
    edition = make_edition(document)
    withdraw(document, reviewer(), "Wrong.")
    for attempt in (
        lambda: Withdrawal.objects.all().delete(),
        lambda: Withdrawal.objects.update(reason="Right."),
        lambda: execute("UPDATE procedures_withdrawal SET edition_id = %s", [signed.pk]),
    ):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("TRUNCATE procedures_withdrawal")
    assert client.get(edition.document.procedure.get_absolute_url()).status_code == 410


def test_only_a_reviewer_withdraws(signed):
    with pytest.raises(IntegrityError, match="Clinical reviewer"), transaction.atomic():
        Withdrawal.objects.create(edition=signed, reason="x", withdrawn_by=author())
    with pytest.raises(Refused, match="Clinical reviewer"):
        withdraw(signed.document, author(), "x")


def test_a_procedure_with_a_signed_page_and_its_people_stay(signed):
    for rows in (
        Procedure.objects.all(),
        Document.objects.all(),
        StaffMember.objects.filter(username="robin"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)
            connection.check_constraints()
