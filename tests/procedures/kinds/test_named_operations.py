"""Drafts say names and addresses of operations, which stand in a table of their own."""

import pytest

from procedures.models import Document, Publication
from procedures.publishing.revisions import record
from procedures.publishing.snapshot import freeze
from tests.kit.documents import author, make_procedure
from tests.kit.staff_accounts import make_staff

from .rich import make_rich_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["article", "comparison", "findings", "evidence"])
def test_who_changes_an_operation_changes_every_draft_that_names_it(client, name):
    document = make_rich_document(name)
    procedure = make_procedure()
    if name == "evidence":
        Publication.objects.get(key=document.slug).procedures.add(procedure)
    if name == "comparison":
        document.options.filter(kind="drez").update(procedure=procedure)
    before = freeze(document)
    record(document, author())
    admin = make_staff(is_superuser=True)
    client.force_login(admin)
    data = {"slug": "other", "name": "Other", "look": "", "color": "teal", "position": "3"}
    assert client.post(f"/admin/procedures/procedure/{procedure.pk}/change/", data).status_code == 302
    newest = document.revisions.order_by("number").last()
    document = Document.objects.get(pk=document.pk)
    assert newest.saved_by == admin and newest.content == freeze(document) != before


def test_who_changes_an_operation_changes_no_other_draft(client):
    document = make_rich_document("article")
    record(document, author())
    other = make_procedure("other")
    client.force_login(make_staff(is_superuser=True))
    data = {"slug": "another", "name": "Other", "look": "", "color": "teal", "position": "3"}
    assert client.post(f"/admin/procedures/procedure/{other.pk}/change/", data).status_code == 302
    assert document.revisions.count() == 1
