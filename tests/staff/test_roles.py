"""What each role may do: every model, every action and every address of the admin.

A model, action or address without a row fails here. Add the row, and the permission in
drez_site/staff/roles.py.
"""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.roles import Role
from drez_site.staff import names, resets
from drez_site.staff.roles import PERMISSIONS
from procedures import kinds
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.documents import author, make_draft_article, make_paper
from tests.kit.places import make_zip_code
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.kit.unwritten_pages import unwritten_pages

pytestmark = pytest.mark.django_db

# Who stands in the columns below.
WHO = {
    "nobody": {},
    "author": {"group": Role.AUTHOR},
    "reviewer": {"group": Role.REVIEWER},
    "directory": {"group": Role.DIRECTORY},
    "administrator": {"group": Role.ADMINISTRATOR},
    "superuser": {"is_superuser": True},
}

# V view, A add, C change, D delete, - nothing. PARTS are all that documents are made of.
MODELS = """
                              nobody  author  reviewer  directory  administrator  superuser
clinic.clinicprofile       -       -       -         -          VC             VC
  clinic.clinicplace       -       -       -         -          VACD           VACD
  clinic.clinicreason      -       -       -         -          VACD           VACD
  clinic.noticetranslation -       -       -         -          VACD           VACD
clinic.announcement        -       -       -         -          VACD           VACD
clinic.holidayhours        -       -       -         -          VACD           VACD
clinic.languagenotice      -       -       -         -          VACD           VACD
staff.staffmember         -       -       -         -          VAC            VAC
staff.reviewernomination  -       -       V         -          VA             VA
staff.nameproposal        -       -       -         -          V              V
staff.signinreset         -       -       V         -          V              V
foundation.waitingwords    -       -       V         V          V              V
foundation.approvedwords   -       -       VC        -          -              VC
procedures.document           -       VAC     V         -          -              VACD
  PARTS                       -       VACD    V         -          -              VACD
procedures.glossaryterm       -       VAC     V         -          -              VACD
procedures.picture            -       VD      V         -          -              VD
procedures.procedure          -       V       V         V          VAC            VACD
procedures.publication        -       VAC     V         -          -              VACD
providers.language            -       -       -         VAC        -              VACD
providers.location            -       -       -         VACD       -              VACD
providers.place               -       -       -         V          -              V
providers.provider            -       -       -         VACD       -              VACD
  providers.boardcertification -      -       -         VACD       -              VACD
  providers.offering          -       -       -         VACD       -              VACD
  providers.photo             -       -       -         VACD       -              VACD
  providers.practice          -       -       -         VACD       -              VACD
  providers.statelicense      -       -       -         VACD       -              VACD
providers.proposal            -       -       -         VC         -              VC
providers.report              -       VC      -         VCD        -              VCD
providers.specialty           -       -       -         VAC        -              VACD
"""

# What a list can do with several rows at once, besides deleting them.
ACTIONS = """
                                              nobody  author  reviewer  directory  administrator  superuser
staff.staffmember make_link               -       -       -         -          yes            yes
staff.staffmember unlock                  -       -       -         -          yes            yes
providers.provider ask_again                  -       -       -         yes        -              yes
providers.provider confirmed_today            -       -       -         yes        -              yes
providers.provider put_on                     -       -       -         yes        -              yes
providers.provider take_off                   -       -       -         yes        -              yes
providers.proposal leave                      -       -       -         yes        -              yes
providers.proposal take_over                  -       -       -         yes        -              yes
providers.report being_checked                -       yes     -         yes        -              yes
providers.report nothing_changed              -       yes     -         yes        -              yes
"""

# Addresses besides list, add, change, delete and history.
ADDRESSES = """
                                  nobody  author  reviewer  directory  administrator  superuser
index                             yes     yes     yes       yes        yes            yes
password_change                   yes     yes     yes       yes        yes            yes
password_change_done              yes     yes     yes       yes        yes            yes
recovery_codes                    yes     yes     yes       yes        yes            yes
passkeys                          yes     yes     yes       yes        yes            yes
my_account                        yes     yes     yes       yes        yes            yes
still_here                        yes     yes     yes       yes        yes            yes
jsi18n                            yes     yes     yes       yes        yes            yes
find                              yes     yes     yes       yes        yes            yes
staff_staffmember_new_link    -       -       -         -          yes            yes
staff_reviewernomination_confirm -    -       yes       -          -              -
staff_nameproposal_answer     -       -       -         -          yes            yes
staff_signinreset_vouch       -       -       yes       -          -              -
staff_reviewernomination_end  -       -       -         -          yes            yes
procedures_document_preview       -       yes     yes       -          -              yes
procedures_document_choose        -       yes     yes       -          -              yes
procedures_document_translate     -       yes     -         -          -              yes
procedures_document_as-typed      -       yes     -         -          -              yes
procedures_document_as-typed-new  -       yes     -         -          -              yes
procedures_document_as-typed-part -       yes     -         -          -              yes
procedures_document_top           -       yes     yes       -          -              yes
procedures_document_part          -       yes     yes       -          -              yes
procedures_document_new-part      -       yes     yes       -          -              yes
procedures_document_rows          -       yes     yes       -          -              yes
procedures_document_as-typed-rows -       yes     -         -          -              yes
procedures_document_move          -       yes     -         -          -              yes
procedures_document_typed         -       yes     -         -          -              yes
procedures_document_forget        -       yes     -         -          -              yes
procedures_document_changes       -       yes     yes       -          -              yes
procedures_document_comment       -       yes     yes       -          -              yes
procedures_document_answer        -       yes     yes       -          -              yes
procedures_document_return        -       -       yes       -          -              yes
procedures_document_take-back     -       yes     -         -          -              yes
procedures_document_editions      -       yes     yes       -          -              yes
procedures_document_bring-back    -       yes     -         -          -              yes
procedures_document_submit        -       yes     -         -          -              yes
procedures_document_start-again   -       yes     -         -          -              yes
procedures_document_sign          -       -       yes       -          -              yes
procedures_document_withdraw      -       -       yes       -          -              yes
procedures_document_call-off      -       -       yes       -          -              yes
procedures_document_picture       -       yes     -         -          -              yes
procedures_document_shown         -       yes     yes       -          -              yes
procedures_publication_retraction - yes     yes       -          -              yes
clinic_clinicprofile_put_back  -       -       -         -          yes            yes
clinic_announcement_put_back   -        -       -         -          yes            yes
clinic_holidayhours_put_back   -        -       -         -          yes            yes
clinic_languagenotice_put_back -       -       -         -          yes            yes
procedures_glossaryterm_put_back - yes     -         -          -              yes
procedures_procedure_put_back -        -       -         -          yes            yes
procedures_publication_put_back - yes      -         -          -              yes
providers_location_removed    -        -       -         yes        -              yes
providers_provider_removed    -        -       -         yes        -              yes
providers_provider_import     -       -       -         yes        -              yes
providers_provider_alike -     -       -         yes        -              yes
providers_provider_photo -     -       yes       yes        yes            yes
providers_provider_merge -     -       -         yes        -              yes
providers_location_alike -     -       -         yes        -              yes
providers_location_merge -     -       -         yes        -              yes
providers_provider_calling    -       -       -         yes        -              yes
providers_provider_call_sheet -       -       -         yes        -              yes
providers_provider_export     -       -       -         yes        -              yes
providers_provider_template   -       -       -         yes        -              yes
providers_language_put_back       -       -       -         yes        -              yes
providers_location_put_back       -       -       -         yes        -              yes
providers_provider_put_back       -       -       -         yes        -              yes
providers_specialty_put_back      -       -       -         yes        -              yes
"""

# Open to everybody who knows the address, or answering by what is asked: tested where they belong.
ELSEWHERE = {"login", "logout", "autocomplete", "view_on_site", "app_list"}
ELSEWHERE |= {"new_passkey", "remove_passkey", "passkey_question"}
# Endings of the names of addresses that are only posted to.
POSTED = (
    "_submit",
    "_start-again",
    "_move",
    "_end",
    "_typed",
    "_forget",
    "_comment",
    "_answer",
    "_return",
    "_take-back",
)
STANDARD = {"changelist": "V", "add": "A", "change": "V", "delete": "D", "history": "V"}


def rows(table: str) -> dict[str, dict[str, str]]:
    """{row: {column: cell}}, in which "-" is empty."""
    head, *lines = table.strip("\n").splitlines()
    columns = head.split()
    read = {}
    for line in lines:
        (*name,) = line.split()
        cells = name[-len(columns) :]
        read[" ".join(name[: -len(columns)])] = {
            column: cell.replace("-", "") for column, cell in zip(columns, cells, strict=True)
        }
    return read


def rights() -> dict[str, dict[str, str]]:
    """MODELS, with a row for each part of a document that has a form of its own."""
    read = rows(MODELS)
    parts = read.pop("PARTS")
    declared = [part for kind in kinds.ALL for part in kind.parts if part.form]
    return read | {part.model._meta.label_lower: parts for part in declared}


@pytest.fixture
def people():
    return {name: make_staff(f"the-{name}", **fields) for name, fields in WHO.items()}


def request_of(person):
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def model_admins():
    """(name, instance) of every model of the admin, and of every inline that a page of it may show."""
    for model, model_admin in admin.site._registry.items():
        yield model._meta.label_lower, model_admin
    waiting = [InlineModelAdmin]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.model and kind.__module__.partition(".")[0] in ("drez_site", "procedures", "providers"):
            yield kind.model._meta.label_lower, kind(kind.model, admin.site)


def letters(model_admin, request) -> str:
    add = (request, None) if isinstance(model_admin, InlineModelAdmin) else (request,)
    may = {
        "V": model_admin.has_view_permission(request),
        "A": model_admin.has_add_permission(*add),
        "C": model_admin.has_change_permission(request),
        "D": model_admin.has_delete_permission(request),
    }
    return "".join(letter for letter, allowed in may.items() if allowed)


def test_every_model_has_its_row_and_every_role_its_rights(people):
    ClinicProfile().save()
    expected = rights()
    found = {
        label: {who: letters(model_admin, request_of(person)) for who, person in people.items()}
        for label, model_admin in model_admins()
    }
    assert sorted(found.keys() - expected.keys()) == [], "these models have no row in MODELS"
    assert sorted(expected.keys() - found.keys()) == [], "these rows have no model"
    assert {label: row for label, row in found.items() if row != expected[label]} == {}
    assert len(found) >= 29


def test_every_bulk_action_has_its_row(people):
    expected = rows(ACTIONS)
    found = {}
    for model, model_admin in admin.site._registry.items():
        for who, person in people.items():
            for name in model_admin.get_actions(request_of(person)):
                if name != "delete_selected":
                    found.setdefault(f"{model._meta.label_lower} {name}", dict.fromkeys(WHO, ""))[who] = "yes"
    assert sorted(found.keys() - expected.keys()) == [], "these actions have no row in ACTIONS"
    assert found == expected


def test_the_table_of_roles_names_models_of_the_admin_only():
    labels = {label for label, _ in model_admins()}
    assert {name for may in PERMISSIONS.values() for name in may} - labels == set()


@pytest.fixture
def things():
    """An object of every model of the admin, by label."""
    from drez_site.clinic.models import Announcement, HolidayHours, LanguageNotice
    from procedures.models import GlossaryTerm, Picture
    from providers.models import Place, Proposal, Provider, Report

    provider = make_doctor("Tester", make_location(), biography="Words that patients read.")
    approve_all()
    Provider.objects.update(education="Words that wait.")
    ClinicProfile().save()
    make_paper(), make_specialty(), make_language()
    GlossaryTerm.objects.get_or_create(
        slug="nerve", language="en", defaults={"term": "nerve", "definition": "A fibre that carries signals."}
    )
    Report.objects.create(provider=provider, about="phone")
    Proposal.objects.create(
        npi="1234567893", fact="credentials", key="MD", value="MD", source="main", released="2026-08-09"
    )
    sizes = dict.fromkeys(("width", "height", "small_width", "small_height"), 1)
    picture = Picture(large=b"large", small=b"small", added_by=author(), **sizes)
    picture.digest = picture.true_digest()
    picture.save()
    now = timezone.now()
    Announcement.objects.create(text="Closed.", shown_until=now + timedelta(days=1))
    HolidayHours.objects.create(first_day=now.date(), last_day=now.date())
    if not LanguageNotice.objects.exists():
        LanguageNotice.objects.bulk_create([LanguageNotice()])
    if not Place.objects.exists():
        make_zip_code()
    first = make_reviewer("first-reviewer")
    names.propose(first, "First", "MD")
    resets.record(first, None)
    known = {"procedures.document": make_draft_article()}
    for model in admin.site._registry:
        label = model._meta.label_lower
        thing = known.get(label) or model._base_manager.first()
        assert thing, f"make an object of {label} in this fixture"
        known[label] = thing
    return known


def addresses(things) -> dict[str, tuple[str, str]]:
    """{name: (address, "" or the label of its model)} of every address of the admin."""
    found = {}

    def walk(patterns, prefix, label):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, route, label_of(route))
            elif pattern.name:
                thing = things.get(label)
                filled = re.sub(r"<(?:\w+:)?(?:pk|object_id)>", str(thing.pk if thing else 0), route)
                found[pattern.name] = ("/admin/" + re.sub(r"<[^>]*>", "0", filled), label)

    def label_of(route):
        parts = route.strip("/").split("/")
        return ".".join(parts[:2]) if len(parts) >= 2 else ""

    walk(admin.site.get_urls(), "", "")
    return found


def expected_answers(things) -> dict[str, dict[str, str]]:
    """{name of an address: {who: "yes" or ""}}"""
    models, special, expected = rights(), rows(ADDRESSES), {}
    for name, (_, label) in addresses(things).items():
        step = name.rpartition("_")[2]
        if name in special:
            expected[name] = special[name]
        elif name not in ELSEWHERE and label in models and step in STANDARD:
            letter = STANDARD[step]
            expected[name] = {who: "yes" if letter in may else "" for who, may in models[label].items()}
    return expected


def test_every_address_of_the_admin_is_swept(things):
    unknown = addresses(things).keys() - expected_answers(things).keys() - ELSEWHERE
    assert sorted(unknown) == [], "these addresses have no row in ADDRESSES"
    assert rows(ADDRESSES).keys() - addresses(things).keys() == set()


@pytest.mark.parametrize("who", WHO)
def test_every_address_of_another_role_answers_403(things, who):
    client = Client()
    client.force_login(make_staff("somebody", **WHO[who]))
    wrong, swept, where = {}, 0, addresses(things)
    for name, row in expected_answers(things).items():
        address, _ = where[name]
        call = client.post if name.endswith(POSTED) else client.get
        with unwritten_pages():
            status = call(address).status_code
        swept += 1
        if (status == 403) is bool(row[who]) or status >= 500:
            wrong[f"{name} {address}"] = status
    assert wrong == {}
    assert swept >= 75


@pytest.mark.parametrize("who", WHO)
def test_what_may_not_be_read_may_not_be_posted_either(things, who):
    """A form that is not shown must not work when it is sent all the same."""
    client = Client()
    client.force_login(make_staff("somebody", **WHO[who]))
    models = rights()
    answers = {}
    for name, (address, label) in addresses(things).items():
        step = name.rpartition("_")[2]
        letter = {"add": "A", "change": "C", "delete": "D"}.get(step)
        if letter and label in models and letter not in models[label][who]:
            with unwritten_pages():
                answers[name] = client.post(address, {"post": "yes"}).status_code
    assert set(answers.values()) <= {403}, answers
    assert len(answers) >= (30 if who in ("nobody", "author", "reviewer", "administrator") else 3)


def test_permissions_that_the_database_gives_to_a_role_do_not_count():
    from django.contrib.auth.models import Permission

    Group.objects.get(name=Role.AUTHOR).permissions.set(Permission.objects.all())
    person = make_staff(group=Role.AUTHOR)
    assert person.has_perm("procedures.change_document")
    assert not person.has_perm("providers.change_provider")


def test_two_roles_add_up_and_a_retired_account_may_nothing():
    person = make_staff(group=Role.AUTHOR)
    person.groups.add(Group.objects.get(name=Role.DIRECTORY))
    assert person.has_perm("procedures.submit_document") and person.has_perm("providers.change_provider")
    assert not person.has_perm("procedures.sign_document")
    person.is_active = False
    assert not person.has_perm("providers.change_provider")
