"""Staff accounts, their groups, and the way in."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from drez_site.foundation.roles import Role
from drez_site.staff.one_time_links import demonstration_login_path, demonstration_tokens
from procedures.models import Document, Procedure
from tests.kit.documents import make_draft_article, make_signed_article
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def test_the_group_of_each_role_exists_from_the_start():
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_the_demonstration_link_signs_in_once(client):
    path = demonstration_login_path()
    assert client.get(path).status_code == 200
    assert client.get("/admin/").status_code == 302, "opening the link alone signs nobody in"
    assert client.post(path).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    second = Client()
    assert second.get(path).status_code == 410
    assert second.post(path).status_code == 410
    assert second.get("/admin/").status_code == 302


def test_a_link_works_for_nobody_else(client):
    mine, other = make_staff("mine"), make_staff("other")
    token = demonstration_tokens.make_token(mine)
    assert client.get(f"/admin/once/{other.pk}/{token}/").status_code == 410
    assert client.get(f"/admin/once/{mine.pk}/x-{token}/").status_code == 410
    assert client.get(f"/admin/once/999999/{token}/").status_code == 410
    mine.is_active = False
    mine.save()
    assert client.get(f"/admin/once/{mine.pk}/{token}/").status_code == 410


def test_the_link_needs_the_form_and_is_never_stored():
    strict = Client(enforce_csrf_checks=True)
    path = demonstration_login_path()
    assert strict.post(path).status_code == 403
    assert "no-store" in strict.get(path).headers["Cache-Control"]


ADMIN_PAGES = [
    "/admin/",
    *(
        f"/admin/{model}/{page}"
        for model in (
            "staff/staffmember",
            "clinic/clinicprofile",
            "procedures/procedure",
            "procedures/document",
            "procedures/publication",
            "procedures/glossaryterm",
            "providers/provider",
            "providers/location",
        )
        for page in ("", "add/")
    ),
]


@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_every_admin_page_opens_for_staff_and_for_nobody_else(client, path):
    assert client.get(path).status_code == 302
    client.force_login(make_staff(is_superuser=True))
    assert client.get(path).status_code == 200


def test_staff_who_save_a_document_become_its_author(client):
    document = make_draft_article(with_parts=False)
    staff = make_staff(is_superuser=True)
    client.force_login(staff)
    path = f"/admin/procedures/document/{document.pk}/top/"
    saved = client.post(
        path,
        {
            "kind": "article",
            "language": "en",
            "procedure": document.procedure_id,
            "title": "New title",
            "summary": "New summary.",
            "opened_with": client.get(path).context["opened_with"],
        },
    )
    assert saved.status_code == 302, saved.context["adminform"].form.errors
    document = Document.objects.get()
    assert (document.title, document.last_author) == ("New title", staff)
    assert document.is_demonstration


def test_a_new_document_on_a_demonstration_site_is_demonstration_data(client):
    make_draft_article(with_parts=False).delete()
    client.force_login(make_staff(is_superuser=True))
    fields = {
        "kind": "article",
        "language": "es",
        "procedure": Procedure.objects.get().pk,
        "title": "T",
        "summary": "S",
    }
    client.post("/admin/procedures/document/add/", fields)
    assert Document.objects.get().is_demonstration


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("language", {"language": "es"}),
        ("kind", {"kind": "page", "slug": "about", "procedure": ""}),
    ],
)
def test_what_a_signed_document_is_cannot_change_and_the_field_says_so(client, field, change):
    document = make_signed_article()
    client.force_login(make_staff(is_superuser=True))
    fields = {
        "kind": "article",
        "language": "en",
        "procedure": document.procedure_id,
        "title": "New title",
        "summary": "New summary.",
    }
    path = f"/admin/procedures/document/{document.pk}/top/"
    fields["opened_with"] = client.get(path).context["opened_with"]
    refused = client.post(path, fields | change)
    assert refused.status_code == 200
    assert refused.context["adminform"].form.errors[field] == [
        "Patients have read signed editions of this document, so this stays as it is. Write a new document."
    ]
    assert "New title" in refused.text, "nothing that was typed is lost"
    assert client.post(path, fields).status_code == 302


def test_staff_are_called_by_their_full_name():
    staff = make_staff(full_name="Sam Specimen")
    assert str(staff) == staff.get_full_name() == staff.get_short_name() == "Sam Specimen"
