"""“Health of the site”: each list has what it says, to whom its role may see it, and as a table."""

import csv
from datetime import timedelta

import pytest
from django.utils import formats, timezone

from drez_site.assembly import site_health
from drez_site.assembly.models import CheckedLink
from drez_site.foundation.roles import Role
from providers.models import Report
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/health/"


@pytest.fixture
def boss(client):
    client.force_login(make_staff("boss", is_superuser=True))
    return client


def table(client, slug: str) -> list[list[str]]:
    answer = client.get(f"{PAGE}{slug}.csv")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    assert all(len(row) == len(head) for row in rows)
    assert all(row[-1].startswith("https://clinic.example/admin/") for row in rows)
    return [row[:-1] for row in rows]


def test_pages_by_the_age_of_their_review(boss, monkeypatch):
    today = timezone.localdate()
    for days, title in ((300, "Early"), (10, "Late")):
        document = make_draft_article(make_procedure(f"in-{days}"), title=title)
        make_edition(document, review_due=today + timedelta(days=days))
    assert [(row[0], row[3]) for row in table(boss, "ages")] == [
        ("Late (English)", ""),
        ("Early (English)", ""),
    ]
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: today + timedelta(days=20))
    assert [row[3] for row in table(boss, "ages")] == ["overdue", ""]


def test_broken_links_stand_with_the_page_that_has_them(boss):
    paper = make_paper("Elm2020", doi="10.5555/elm", url="")
    CheckedLink.objects.create(
        address="https://doi.org/10.5555/elm", asked_at=timezone.now(), answered="404", nights_without_page=3
    )
    assert table(boss, "links") == [[str(paper), "https://doi.org/10.5555/elm", "404", "3"]]
    assert f'href="/admin/procedures/publication/{paper.pk}/change/"' in boss.get(PAGE).text


def test_what_is_not_translated_or_behind(boss):
    operations = [make_procedure(slug) for slug in ("one", "two")]
    for operation in operations:
        make_signed_article(operation, title=operation.slug)
    make_signed_article(operations[1], title="dos", language="es", translates_edition=1)
    assert table(boss, "untranslated") == [["one (English)", "Spanish", "missing"]]


def test_doctors_to_confirm_and_reports_to_answer(boss):
    operation = make_procedure("one")
    asked = timezone.localdate() - timedelta(days=400)
    doctor = make_doctor("Found", make_location("Elm Clinic"), does=[operation])
    old = make_doctor("Old", does=[operation])
    old.offerings.update(confirmed_on=asked)
    report = Report.objects.create(provider=doctor, about="phone", details="=HYPERLINK(1)")
    Report.objects.update(received_at=timezone.now() - timedelta(days=30))
    assert table(boss, "unconfirmed") == [
        [str(doctor), str(operation), ""],
        [str(old), str(operation), asked.isoformat()],
        [str(doctor), "New patients at Elm Clinic, Durham, NC", ""],
    ]
    report.refresh_from_db()
    received, due = timezone.localdate(report.received_at), report.due_on
    assert table(boss, "unanswered") == [[str(report), received.isoformat(), due.isoformat(), "overdue"]]
    page = boss.get(PAGE).text
    assert f"<td>{formats.date_format(asked)}</td>" in page and "None" not in page


def test_whoever_answers_reports_on_pages_sees_no_others(client):
    Report.objects.create(provider=make_doctor("Found"), about="phone")
    report = Report.objects.create(document=make_signed_article(make_procedure("one")), about="wrong")
    client.force_login(author())
    assert [row[0] for row in table(client, "unanswered")] == [str(report)]


def test_a_table_holds_no_formula(boss):
    make_signed_article(make_procedure("one"), title="=1+1")
    make_doctor("@SUM", make_location("+clinic"), does=[make_procedure("two")], given_name="-2")
    for slug in ("ages", "unconfirmed"):
        assert all(cell[:1] not in ("=", "+", "-", "@") for row in table(boss, slug) for cell in row)


def test_the_page_shows_the_first_and_the_table_all(boss, monkeypatch):
    monkeypatch.setattr(site_health, "SHOWN", 2)
    for number in range(4):
        make_doctor(f"Many{number}", does=[make_procedure(f"p{number}")])
    page = boss.get(PAGE).text
    assert page.count("Many") == 2 and "The first 2. The table has them all." in page
    assert len(table(boss, "unconfirmed")) == 4


def test_each_role_sees_its_own_lists(client):
    seen = {}
    for person in (author(), make_staff("editor", group=Role.DIRECTORY), make_staff("nobody")):
        client.force_login(person)
        answer = client.get(PAGE)
        seen[person.username] = (
            {shown.list.slug for shown in answer.context["lists"]} if answer.status_code == 200 else 403
        )
        for each in site_health.LISTS:
            allowed = seen[person.username] != 403 and each.slug in seen[person.username]
            assert client.get(f"{PAGE}{each.slug}.csv").status_code == (200 if allowed else 403)
    assert seen["nobody"] == 403
    assert {"unconfirmed", "unanswered"} <= seen["editor"] and "ages" in seen[author().username]
    assert client.get(f"{PAGE}other.csv").status_code == 404
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_its_cost_does_not_grow_with_the_clinic(boss, django_assert_max_num_queries):
    for number in range(6):
        make_doctor(f"Many{number}", make_location(), does=[make_procedure(f"p{number}")])
        make_signed_article(make_procedure(f"a{number}"))
    with django_assert_max_num_queries(24):
        boss.get(PAGE)
