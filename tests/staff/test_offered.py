"""Lists and forms of the admin answer what their pages offer, whatever an address asks.

Sweeps read the rows that a list found; one page of each is written whole.
"""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.urls import reverse

from drez_site.foundation.models import WaitingWords
from drez_site.staff.models import StaffMember
from tests.kit.directory import make_doctor, make_language, make_location
from tests.kit.documents import make_draft_article, make_paper
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.kit.turns import in_turn
from tests.kit.unwritten_pages import unwritten_pages

pytestmark = pytest.mark.django_db
WHOLE = "The list cannot be asked that way. Here it is whole."
ENDINGS = ("", "__exact", "__startswith", "__regex", "__in", "__contains", "__gt", "__isnull")
ODD = ("\x00", "9" * 20, "(", "²", "-1", "9" * 5000, "x' OR 1=1 --", "2026-13-45", "")


@pytest.fixture
def glass(client):
    """A superuser sees every list."""
    client.force_login(make_staff("glass", is_superuser=True))
    return client


def lists():
    """Every list of the site, with its address; words that wait have a page of their own."""
    for model, model_admin in admin.site._registry.items():
        if model is WaitingWords:
            continue
        yield model_admin, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def offered(model_admin) -> set[str]:
    return {each[0] if isinstance(each, tuple) else each for each in model_admin.list_filter}


def rows_of(client, address: str, otherwise=()) -> list | None:
    """What a list finds; None where it answers `otherwise` (statuses) or leads to the whole list."""
    with unwritten_pages():
        answer = client.get(address)
    assert answer.status_code in (200, *otherwise), address
    if answer.status_code == 302:
        assert answer.headers["Location"] == address.partition("?")[0], address
    return list(answer.context_data["cl"].result_list) if answer.status_code == 200 else None


def test_the_letters_of_a_password_are_not_asked(client):
    make_reviewer("robin")
    client.force_login(make_staff("ada", group="Administrator"))
    robin = StaffMember.objects.get(username="robin")
    path = reverse("admin:staff_staffmember_changelist")
    for question in (
        {"username": "robin", "password__startswith": robin.password[:9]},
        {"password__regex": "^argon2"},
        {"password": robin.password},
        {"totpdevice__key__startswith": "a"},
        {"is_superuser__exact": "1"},
        {"groups__permissions__codename": "x"},
    ):
        answer = client.get(path, question)
        assert (answer.status_code, answer.headers.get("Location")) == (302, path), question
    assert WHOLE in client.get(path).text


def test_no_list_is_asked_for_a_column_that_it_does_not_offer(glass):
    asked = 0
    for model_admin, path in lists():
        for field in model_admin.model._meta.concrete_fields:
            if {field.name, field.attname} & offered(model_admin):
                continue
            for name in {field.name, field.attname}:
                for ending in ENDINGS:
                    assert not model_admin.lookup_allowed(f"{name}{ending}", "1", None)
                    asked += 1
            answer = glass.get(path, {f"{field.name}__startswith": "a"})
            assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert asked > 1000


def test_what_filters_offer_is_answered(glass):
    article = make_draft_article(with_parts=False)
    doctor = make_doctor("Of Filters", make_location())
    doctor.languages.add(make_language())
    make_paper("Filtered2020", year=2020)
    links = 0
    for _model_admin, path in lists():
        changes = glass.get(path).context_data["cl"]
        for spec in changes.filter_specs:
            for choice in spec.choices(changes):
                assert rows_of(glass, path + choice["query_string"]) is not None
                links += 1
    assert links >= 40
    listed = glass.get(reverse("admin:procedures_document_changelist"), {"kind__exact": "article"}).text
    assert str(article.title) in listed


def test_odd_values_lead_to_the_whole_list(glass, nightly):
    """At night every value in the place of every name; by day each name gets two, in turn."""
    swept, typed, number = 0, set(), 0
    for model_admin, path in lists():
        names = offered(model_admin) - {each for each in offered(model_admin) if isinstance(each, type)}
        asked = ["q", "p", "o", "waiting", "all", "_to_field"]
        for name in sorted(names):
            field = model_admin.opts.get_field(name.partition("__")[0])
            endings = ("__id__exact",) if field.is_relation else ("", "__exact", "__isnull", "__isempty")
            asked += [f"{name}{ending}" for ending in endings]
        for name in asked:
            may_answer = (302,) if "__" in name or name in names else (302, 400)
            for turn in range(0, len(ODD), 1 if nightly else 5):
                value = in_turn(ODD, number, turn)
                rows_of(glass, f"{path}?{urlencode({name: value})}", otherwise=may_answer)
                typed.add((name, value))
                swept += 1
            number += 1
    assert {value for name, value in typed if name == "q"} == {*ODD}
    assert swept > (1_100 if nightly else 230)


def test_the_page_of_waiting_words_reads_nothing_but_its_number(glass):
    make_doctor("Waiting", biography="Likes to sail.")
    path = reverse("admin:foundation_waitingwords_changelist")
    waiting = glass.get(path).context["shown"]
    assert waiting
    for field in WaitingWords._meta.concrete_fields:
        for ending in ENDINGS:
            answer = glass.get(path, {f"{field.name}{ending}": "x"})
            assert answer.status_code == 200 and answer.context["shown"] == waiting
    for name in ("page", "q", "p", "o", "all", "_to_field"):
        for value in ODD:
            answer = glass.get(path, {name: value})
            assert answer.status_code == 200 and answer.context["shown"] == waiting, (name, value)


def test_a_popup_stays_one(glass):
    path = reverse("admin:providers_location_changelist")
    answer = glass.get(path, {"_popup": "1", "slug__startswith": "a"})
    assert answer.headers["Location"] == f"{path}?_popup=1"


def test_a_form_that_offers_no_copy_makes_none(glass):
    draft = make_draft_article(with_parts=False)
    path = reverse("admin:procedures_document_top", args=[draft.pk])
    answer = glass.post(path, {"_saveasnew": "1", "title": "A copy"})
    assert answer.status_code == 200 and answer.context["adminform"].form.instance.pk == draft.pk
    assert type(draft).objects.count() == 1
