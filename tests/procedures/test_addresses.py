"""What was signed stays at its address, whoever writes: the tables' owner, or the website's role."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from drez_site.clinic.models import ClinicProfile
from procedures import urls
from procedures.models import Document, Procedure, ProcedureAddress, Publication
from procedures.models.procedure import RESERVED_ADDRESSES
from tests.kit.documents import (
    make_draft_article,
    make_paper,
    make_procedure,
    make_signed_real_article,
    make_signed_summary,
)
from tests.kit.rows import write_anew
from tests.kit.staff_accounts import make_staff
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["owner of the tables", "website's role"])
def pages(request):
    """Two signed articles of a real clinic, and from here on the role that tries to swap them."""
    ClinicProfile(is_demonstration=False).save()
    drez = make_signed_real_article(make_procedure(), summary="About the root entry zone.")
    other = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue")
    drg = make_signed_real_article(other, summary="About the ganglion.")
    if request.param == "website's role":
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE website_of_a_test NOSUPERUSER NOINHERIT")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO website_of_a_test")
            cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO website_of_a_test")
            cursor.execute("SET LOCAL ROLE website_of_a_test")
    return drez, drg


def execute(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def each_stays_at_its_address(client) -> bool:
    return (
        "About the root entry zone." in client.get("/procedures/drez-lesioning/").text
        and "About the ganglion." in client.get("/procedures/drg-stimulation/").text
    )


def swap(table, column, one, two, between):
    return [
        f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}"
        for old, new in ((one, between), (two, one), (between, two))
    ]


@pytest.mark.parametrize("table", ["document", "procedure"])
def test_numbers_are_never_swapped(pages, client, table):
    one, two = (getattr(page, "procedure_id" if table == "procedure" else "pk") for page in pages)
    with pytest.raises(IntegrityError, match="number of a row never changes"):
        execute("SET CONSTRAINTS ALL DEFERRED", *swap(f"procedures_{table}", "id", one, two, -1))
    assert each_stays_at_its_address(client)


def test_addresses_are_never_swapped(pages, client):
    with pytest.raises(IntegrityError, match="that was never used"):
        execute(*swap("procedures_procedure", "slug", "'drez-lesioning'", "'drg-stimulation'", "'between'"))
    assert each_stays_at_its_address(client)


def test_addresses_are_not_swapped_one_by_one_over_days(pages, client):
    execute("UPDATE procedures_procedure SET slug = 'drez' WHERE slug = 'drez-lesioning'")
    for thief in (
        "UPDATE procedures_procedure SET slug = 'drez-lesioning' WHERE slug = 'drg-stimulation'",
        "UPDATE procedures_procedure SET slug = 'drez-lesioning' WHERE slug = 'drez'",
        "INSERT INTO procedures_procedure (slug, name, look, color, position) "
        "VALUES ('drez-lesioning', 'x', 'drez', 'plum', 1)",
    ):
        with pytest.raises(IntegrityError, match="that was never used"):
            execute(thief)
    assert set(ProcedureAddress.objects.values_list("slug", "procedure__slug")) == {
        ("drez-lesioning", "drez"),
        ("drez", "drez"),
    }


def test_addresses_that_were_used_stay_written_down(pages):
    execute("UPDATE procedures_procedure SET slug = 'drez' WHERE slug = 'drez-lesioning'")
    for attempt in (
        "DELETE FROM procedures_procedureaddress",
        "UPDATE procedures_procedureaddress SET slug = slug || 'x'",
        f"UPDATE procedures_procedureaddress SET procedure_id = {pages[1].procedure_id}",
        "TRUNCATE procedures_procedureaddress",
    ):
        with pytest.raises(DatabaseError, match="stays written down"):
            execute(attempt)
    assert ProcedureAddress.objects.count() == 2


def test_the_old_address_leads_to_the_new_one(pages, client):
    execute("UPDATE procedures_procedure SET slug = 'drez' WHERE slug = 'drez-lesioning'")
    execute("UPDATE procedures_procedure SET slug = 'drez-surgery' WHERE slug = 'drez'")
    for language in ("", "/es"):
        for old in ("drez-lesioning", "drez"):
            answer = client.get(f"{language}/procedures/{old}/")
            assert (answer.status_code, answer.url) == (301, f"{language}/procedures/drez-surgery/")
    assert "About the root entry zone." in client.get("/procedures/drez-surgery/").text
    assert client.get("/procedures/never-was/").status_code == 404


def test_what_nobody_signed_may_move(pages):
    free = make_procedure("one-more", name="One more", look="drg", color="blue")
    Procedure.objects.filter(pk=free.pk).update(slug="another")
    Procedure.objects.filter(pk=free.pk).update(slug="one-more")
    assert ProcedureAddress.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=free.pk).update(slug="drez-lesioning")


def test_the_key_of_a_signed_source_stays(pages):
    cited = Publication.objects.filter(citations__edition__isnull=False).first()
    assert cited, "the article cites something"
    free = make_paper("Free2020")
    with pytest.raises(IntegrityError, match="its key stays as it is"), transaction.atomic():
        Publication.objects.filter(pk=cited.pk).update(key="Else2020")
    Publication.objects.filter(pk=free.pk).update(key="Freer2020")
    with pytest.raises(IntegrityError, match="number of a row never changes"), transaction.atomic():
        Publication.objects.filter(pk=free.pk).update(id=-1)


def exchange(*columns):
    """Let two rows have each other's columns."""

    def change(rows):
        one, two = rows
        for column in columns:
            one[column], two[column] = two[column], one[column]

    return change


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        ("document", ["procedure_id"], "This document has signed editions"),
        ("document", ["id"], "This document has signed editions"),
        ("procedure", ["slug", "name"], "A page about this operation was signed"),
        ("procedure", ["id"], "A page about this operation was signed"),
    ],
)
def test_rows_deleted_and_written_anew_swap_no_pages(pages, client, table, columns, reason):
    with pytest.raises(IntegrityError, match=f"{reason}, so .* never deleted"):
        write_anew(f"procedures_{table}", "true", exchange(*columns))
    assert each_stays_at_its_address(client)


def test_a_procedure_does_not_leave_the_addresses_that_it_had(pages):
    execute("UPDATE procedures_procedure SET slug = 'drez' WHERE slug = 'drez-lesioning'")
    with pytest.raises(IntegrityError, match="operation is never deleted"):
        execute("DELETE FROM procedures_procedure WHERE slug = 'drez'")


def test_a_signed_source_is_not_written_anew_under_another_key(pages):
    def rename(rows):
        rows[0]["key"] = "Else2020"

    for where in ("key = 'Paper2020'", "true"):
        with pytest.raises(IntegrityError, match="names? this source, so it is never deleted"):
            write_anew("procedures_publication", where, rename)
    assert Publication.objects.filter(key="Paper2020").exists()


def test_a_source_that_only_its_signed_summary_names_stays():
    make_signed_summary("Alone2020")
    with pytest.raises(IntegrityError, match="name this source"):
        execute("DELETE FROM procedures_publication WHERE key = 'Alone2020'")


def test_what_nobody_signed_may_go(pages):
    free = make_procedure("one-more", name="One more", look="drg", color="blue")
    draft = make_draft_article(free, with_parts=False)
    paper = make_paper("Free2020")
    for row in (draft, free, paper):
        row.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Procedure.objects.filter(slug="one-more").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_swap_at_once_the_second_is_refused():
    """Who waits for the other's address finds it written down when the wait is over."""
    ClinicProfile(is_demonstration=False).save()
    make_signed_real_article(make_procedure())
    other = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue")
    make_signed_real_article(other)

    def free_it():
        Procedure.objects.filter(slug="drez-lesioning").update(slug="drez")

    def take_it():
        execute("UPDATE procedures_procedure SET slug = 'drez-lesioning' WHERE slug = 'drg-stimulation'")

    with pytest.raises(IntegrityError, match="that was never used"):
        while_uncommitted(free_it, take_it)


@pytest.mark.parametrize("slug", ["compare", "drez-cures-all-pain", "best-cure", "98-percent-pain-free"])
def test_an_operation_takes_no_other_pages_address_and_claims_nothing_there(slug):
    make_procedure()
    procedure = Procedure.objects.get()
    procedure.slug = slug
    with pytest.raises(ValidationError) as refused:
        procedure.full_clean()
    assert "slug" in refused.value.error_dict


@pytest.mark.parametrize("slug", ["drez-cures-all-pain", "best-cure", "sin-dolor"])
def test_a_page_claims_nothing_in_its_address(slug):
    with pytest.raises(ValidationError) as refused:
        Document(kind="page", slug=slug, title="A page", summary="A sentence.").clean()
    assert list(refused.value.error_dict) == ["slug"]


def test_every_page_below_the_operations_is_reserved():
    """Also for raw SQL: the signed article would have no address left."""
    words = re.findall(r"procedures/([a-z-]+)/", " ".join(str(each.pattern) for each in urls.urlpatterns))
    assert set(words) == set(RESERVED_ADDRESSES) == {"compare"}
    make_procedure()
    for slug in words:
        with pytest.raises(IntegrityError, match="operation_takes_no_other_pages_address"):
            execute(f"UPDATE procedures_procedure SET slug = '{slug}'")


def test_staff_read_why_beside_the_field(client):
    ClinicProfile(is_demonstration=False).save()
    page = make_signed_real_article(make_procedure())
    execute("UPDATE procedures_procedure SET slug = 'drez' WHERE slug = 'drez-lesioning'")
    other = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue")
    other.slug = "drez-lesioning"
    with pytest.raises(ValidationError, match="has or had this address") as refused:
        other.full_clean()
    assert list(refused.value.error_dict) == ["slug"]
    page.procedure.refresh_from_db()
    page.procedure.full_clean()
    staff = Client()
    staff.force_login(make_staff(is_superuser=True))
    form = {
        "slug": "drez-lesioning",
        "name": "DRG stimulation",
        "look": "drg",
        "color": "blue",
        "position": "1",
    }
    answer = staff.post(f"/admin/procedures/procedure/{other.pk}/change/", form)
    assert answer.status_code == 200 and "has or had this address" in answer.text
