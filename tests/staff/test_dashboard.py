"""The staff's first page: what waits for whom, each with the list that shows the same rows."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile, ClinicText
from drez_site.foundation.roles import Role
from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import Queue, queues_for
from drez_site.staff.dashboard import COUNTED_UP_TO, Panel
from procedures.models import Document
from procedures.publishing import signing as publishing
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    mark_retracted,
    reviewer,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def panels(client, person) -> list[Panel]:
    client.force_login(person)
    return client.get("/admin/").context["panels"]


def by_label(client, person) -> dict[str, int]:
    return {str(panel.label): panel.count for panel in panels(client, person)}


@pytest.fixture
def a_busy_day():
    """Something in every queue that documents have."""
    submitted = make_draft_article(make_procedure("one"), title="Submitted")
    publishing.submit(submitted, author())
    make_draft_article(make_procedure("two"), title="Unsent")
    for days in (10, 60):
        document = make_draft_article(make_procedure(f"due-{days}"))
        make_edition(document, review_due=timezone.localdate() + timedelta(days=days))
    publishing.withdraw(make_signed_article(make_procedure("down")), reviewer(), "Wrong.")
    english = make_signed_article(make_procedure("three"))
    make_signed_article(make_procedure("three"), language="es", translates_edition=1)
    Document.objects.filter(pk=english.pk).update(summary="Other words.")
    make_edition(Document.objects.get(pk=english.pk))
    mark_retracted(confirmed=False)


AUTHORS = {
    "My drafts, not yet submitted": 1,
    "My drafts, waiting for a reviewer": 1,
    "Pages that cite a retracted paper": 4,
    "Retractions that no reviewer has checked": 1,
    "Reviews due within 30 days": 1,
    "Reviews due in 31 to 90 days": 1,
    "Pages that are taken down": 1,
    "Translations older than the English page": 1,
}


def test_an_author_sees_drafts_and_what_became_of_pages(client, a_busy_day):
    assert by_label(client, author()) == AUTHORS


def test_a_reviewer_sees_what_to_sign_and_no_drafts_of_others(client, a_busy_day):
    mine = {label: count for label, count in AUTHORS.items() if not label.startswith("My")}
    assert by_label(client, reviewer()) == mine | {"Waiting for my signature": 1}


def test_a_directory_editor_sees_the_directory_alone(client, a_busy_day):
    found = panels(client, make_staff("editor", group="Directory editor"))
    assert {panel.url.split("/")[2] for panel in found} <= {"providers"}


def test_what_is_urgent_comes_first(client, a_busy_day):
    urgent = [panel.is_urgent for panel in panels(client, author())]
    assert urgent[0] and urgent == sorted(urgent, reverse=True)


def test_every_panel_leads_to_as_many_rows(client, a_busy_day):
    seen = 0
    for person in (author(), reviewer(), make_staff("boss", is_superuser=True)):
        for panel in panels(client, person):
            page = client.get(panel.url)
            assert page.status_code == 200
            listed = page.context.get("cl")
            assert (listed.result_count if listed else 1) == panel.count, panel
            seen += 1
    assert seen > 15


def test_an_unknown_queue_filters_nothing(client):
    make_draft_article()
    client.force_login(author())
    page = client.get("/admin/procedures/document/?waiting=signature")
    assert page.context["cl"].result_count == 1, "an author has no such queue"


def test_every_queue_has_its_own_name_and_answers_on_an_empty_site():
    boss = make_staff("boss", is_superuser=True)
    seen = 0
    for model, model_admin in admin.site._registry.items():
        queues: list[Queue] = queues_for(boss, model_admin)
        assert len({queue.slug for queue in queues}) == len(queues)
        for queue in queues:
            assert not queue.rows(model._default_manager.all(), boss).exists()
            seen += 1
    assert seen >= 9


def test_an_idle_day_says_so(client):
    client.force_login(reviewer())
    page = client.get("/admin/").text
    assert "You have nothing to do" in page


def test_nothing_stands_above_what_waits(client, a_busy_day):
    client.force_login(author())
    main = client.get("/admin/").text.partition("<main")[2]
    before = re.sub(
        r"<div[^>]* hidden>.*?</div>", "", main.partition('<ul class="waiting"')[0], flags=re.DOTALL
    )
    assert re.sub(r"<[^>]*>", " ", before.partition(">")[2]).split() == ["What", "you", "have", "to", "do"]


def test_an_account_without_a_role_is_told_whom_to_ask(client):
    client.force_login(make_staff("new"))
    page = client.get("/admin/").text
    assert "Ask an administrator for a role." in page
    assert "You have nothing to do" not in page


@pytest.fixture
def texts_of_the_clinic():
    """In another language: of the profile, of each of three places and of each of three reasons."""
    clinic = ClinicProfile.objects.create(hours="Mondays", travel="By train.")
    owners = [{"field": "hours"}, {"field": "travel"}]
    for number in range(3):
        place = clinic.places.create(
            city=f"City {number}", state="NC", zip_code="27710", opening_hours="Mondays", directions="Left."
        )
        reason = clinic.reasons.create(heading=f"Reason {number}", text="Because.", position=number)
        owners += [{"field": name, "place": place} for name in place.TRANSLATED]
        owners += [{"field": name, "reason": reason} for name in reason.TRANSLATED]
    for owner in owners:
        ClinicText.objects.create(clinic=clinic, language="es", words="Los lunes", **owner)
    return ClinicText.objects.all()


def test_a_text_that_fell_behind_is_in_the_queue_whoever_owns_it(client, texts_of_the_clinic):
    ada = make_staff("ada", group=Role.ADMINISTRATOR)
    label = "Translations older than the English"
    assert label not in by_label(client, ada)
    seen = 0
    for text in texts_of_the_clinic:
        owner, before = text.owner, text.english
        setattr(owner, text.field, "Tuesdays")
        owner.save()
        assert by_label(client, ada)[label] == 1, text
        setattr(owner, text.field, before)
        owner.save()
        seen += 1
    assert seen == 14 and label not in by_label(client, ada)


@pytest.mark.parametrize("group", Role)
def test_the_page_costs_one_query_for_each_queue(
    client, a_busy_day, texts_of_the_clinic, group, django_assert_num_queries
):
    texts_of_the_clinic.update(checked_against="What the English was.")
    person = make_staff("new", group=group)
    client.force_login(person)
    client.get("/admin/")
    queues = [
        queue
        for model_admin in admin.site._registry.values()
        for queue in queues_for(person, model_admin)
        if person.has_perm(f"{model_admin.opts.app_label}.view_{model_admin.opts.model_name}")
    ]
    # Of the own account: who made it a link, whether it signs; of a reviewer, what it lacks. For an
    # administrator the texts in other languages, and in each of two lists whether there is a profile.
    own = {Role.REVIEWER: 3, Role.ADMINISTRATOR: 5}.get(group, 2)
    alone = [panel for panel in panels(client, person) if "waiting=" not in panel.url]
    own += 4  # session, account, roles, second factor
    with django_assert_num_queries(own + len(queues) + len(alone)):
        client.get("/admin/")


def test_more_than_anybody_can_do_is_not_counted_to_the_end():
    assert Panel("x", COUNTED_UP_TO, "", False).count_text == "999"
    assert Panel("x", COUNTED_UP_TO + 1, "", False).count_text == "999+"


def test_everything_is_found_by_subject_in_plain_words(client):
    client.force_login(make_staff("boss", is_superuser=True))
    page = client.get("/admin/")
    groups = {str(group["name"]): group["models"] for group in page.context["app_list"]}
    assert list(groups)[:2] == ["What patients read", "Doctors and places"]
    assert [str(model["name"]) for model in groups["Accounts of staff"]] == [
        "Clinical reviewers",
        "Names and credentials",
        "New sign-in links",
        "Staff members",
    ]
    assert "Authentication" not in page.text and "Drez_Site" not in page.text
    listed = [model["model"] for models in groups.values() for model in models]
    assert sorted(map(str, listed)) == sorted(map(str, admin.site._registry)), "nothing is lost"


def test_every_list_names_its_subject():
    """A list without one would fall under another's heading, or break the page."""
    subjects = {model: getattr(listed, "subject", None) for model, listed in admin.site._registry.items()}
    assert len(subjects) >= 14
    assert [model for model, subject in subjects.items() if subject not in list(Subject)] == []
    assert set(subjects.values()) == set(Subject)


def test_an_app_of_its_own_still_opens(client):
    client.force_login(make_staff("boss", is_superuser=True))
    assert client.get("/admin/procedures/").status_code == 200


def test_staff_see_which_version_the_site_is(client):
    client.force_login(author())
    said = f"Version {settings.VERSION}"
    for path in ("/admin/", "/admin/procedures/document/"):
        assert said in client.get(path).text
    client.logout()
    assert said not in client.get("/admin/", follow=True).text
