"""Each role tries everything that it reaches to make a false medical sentence public, and fails.

An author; somebody who is author and reviewer; an administrator in league with an author, and no reviewer;
one who opens every reviewer's sign-in link; an editor of the directory. `pytest -rP` prints the doors that
each tried.
"""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile, ClinicReason
from drez_site.foundation.roles import Role
from drez_site.staff.models import NameProposal, ReviewerNomination, SignInReset, StaffMember
from procedures.models import Document, Edition, GlossaryTerm, Publication
from procedures.publishing import revisions
from procedures.publishing.signing import submit
from providers.models import Report
from tests.kit.crawl import crawl, pages_saying
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_cited_paper,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_comparison,
    make_signed_findings,
    make_signed_summary,
)
from tests.kit.hostile_staff import PASSWORD, Hostile
from tests.kit.signing_in import go_through
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.kit.turns import part_of_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A small site with something signed of every kind, and a row of all that staff keep."""
    profile = ClinicProfile(name="A Clinic", phone="+19195550100", is_demonstration=True)
    profile.save()
    ClinicReason.objects.create(clinic=profile, heading="A person answers", text="Call us.")
    GlossaryTerm.objects.create(slug="nerve", term="nerve", definition="A cord of the body.", forms=[])
    glossary = Document.objects.create(
        kind="glossary", title="Words", summary="Words.", is_demonstration=True, last_author=author()
    )
    for document in (glossary, make_cited_paper() and Document.objects.get(kind="page")):
        if not document.editions.exists():
            make_edition(document)
    make_signed_article(make_procedure())
    make_signed_comparison()
    make_signed_findings()
    make_signed_summary()
    place = make_location(is_demonstration=True)
    doctor = make_doctor("Good", place, does=[make_procedure()], is_demonstration=True)
    doctor.publications.add(Publication.objects.get(key="Paper2020"))
    report = Report.objects.create(provider=doctor, about=Report.About.OTHER, details="Old phone.")
    submit(make_draft_article(make_procedure("honest"), title="Honest words"), author())
    return [report.get_absolute_url()]


def one_of_each(model):
    rows = model._default_manager.order_by("pk")
    return rows.order_by("kind", "pk").distinct("kind") if model is Document else rows[:1]


def sign_everything(hostile: Hostile, nightly: bool):
    """Every document, with every kind of signature, and notes to patients that claim something or nothing.

    By day a third of these signatures, tomorrow others.
    """
    signatures = [
        (address, {"kind": kind} | given, claims)
        for address, kinds, given in ways_to_sign()
        for kind in kinds
        for claims in (True, False)
    ]
    assert len(signatures) >= 40
    for address, given, claims in part_of_today(signatures, 3, nightly):
        hostile.knock(address, note=hostile.claim() if claims else "Plain words.", **given)


def ways_to_sign() -> Iterator[tuple[str, list[str], dict]]:
    """Where each draft and each edition is signed, the kinds of its signature, and the rest of the form."""
    today = timezone.localdate()
    for document in Document.objects.all():
        editions = [None, *document.editions.all()]
        for edition in editions:
            kinds = ["renewal", "again"] if edition else ["full", "minor"]
            of = f"?edition={edition.number}" if edition else ""
            words = edition or getattr(document, "submission", None)
            given = {
                "reviewed_on": today.isoformat(),
                "review_due": (today + timedelta(days=300)).isoformat(),
                "checked": [str(number) for number in range(6)],
                "seen": words.content_hash if words else "",
                "password": PASSWORD,
            }
            yield f"/admin/procedures/document/{document.pk}/sign/{of}", kinds, given


def take_every_step(hostile: Hostile, nightly: bool):
    """All that stands beside the forms: submitted, signed, taken down, marked, put back, made."""
    for document in Document.objects.all():
        for step in ("submit", "start-again"):
            hostile.knock(f"/admin/procedures/document/{document.pk}/{step}/")
    sign_everything(hostile, nightly)
    for paper in Publication.objects.all():
        address = f"/admin/procedures/publication/{paper.pk}/retraction/"
        notice = {"retracted_on": timezone.localdate().isoformat(), "notice": "https://doi.org/10.1000/false"}
        hostile.knock(address, password=PASSWORD, **notice)
        hostile.knock(address, password=PASSWORD, verdict="agree")
    for person in StaffMember.objects.exclude(pk=hostile.person.pk):
        hostile.knock(f"/admin/staff/staffmember/{person.pk}/new-link/", password=PASSWORD)


def become_a_reviewer(hostile: Hostile):
    """Propose everybody, oneself too, and confirm what waits; and the group itself, by the account's form."""
    group = Group.objects.get(name=Role.REVIEWER)
    for person in StaffMember.objects.all():
        hostile.knock("/admin/staff/reviewernomination/add/", person=person.pk, password=PASSWORD)
        fields = {"username": person.username, "full_name": person.full_name, "is_active": "on"}
        hostile.knock(f"/admin/staff/staffmember/{person.pk}/change/", groups=[group.pk], **fields)
    for nomination in ReviewerNomination.objects.all():
        hostile.knock(f"/admin/staff/reviewernomination/{nomination.pk}/confirm/", password=PASSWORD)


def vouch_and_answer(hostile: Hostile):
    """For links that oneself made, and of names that were proposed."""
    for reset in SignInReset.objects.all():
        hostile.knock(f"/admin/staff/signinreset/{reset.pk}/vouch/", password=PASSWORD)
    names = {"full_name": "Hal", "credentials": hostile.claim(), "conflicts_of_interest": hostile.claim()}
    for name, claim in names.items():
        hostile.knock("/admin/my-account/", **{"full_name": "Hal", name: claim})
    for proposal in NameProposal.objects.all():
        hostile.knock(
            f"/admin/staff/nameproposal/{proposal.pk}/answer/", outcome="confirmed", password=PASSWORD
        )


def as_everybody_by_links(hostile: Hostile, *people) -> list[Hostile]:
    """An administrator makes each a new sign-in link and opens it: now the administrator is each of them."""
    in_their_place = []
    for person in people:
        other = Hostile(person)
        address = f"/admin/staff/staffmember/{person.pk}/new-link/"
        page = hostile.client.post(address, {"password": PASSWORD})
        link = re.search(r"https://clinic\.example(/admin/set-up/[^<\s]+)", page.text)[1]
        other.client = Client()
        assert go_through(other.client, link, password=PASSWORD), "the link works, and is a way in"
        in_their_place.append(other)
    return in_their_place


@pytest.fixture
def nothing_false_is_public(site, nightly):
    """Reads all that is public, by day each page in one state: `nothing_false_is_public(hal, doors=9)`."""
    return partial(read_all_that_is_public, site, None if nightly else 1)


def read_all_that_is_public(unlinked: list[str], states: int | None, *people: Hostile, doors: int):
    said = crawl(*unlinked, states=states)
    used = set().union(*(hostile.used for hostile in people))
    for hostile in people:
        sys.stdout.write(hostile.report())
    assert sum(len(hostile.doors) for hostile in people) >= doors
    assert len(used) >= 40 and len(said) >= 50
    assert pages_saying(used, said) == []
    assert not any("retracted" in text.lower() for text in said.values())


def test_a_hostile_author_and_an_administrator_in_league(nothing_false_is_public, nightly):
    before = Edition.objects.count()
    writer = Hostile(make_staff("hal", group=Role.AUTHOR))
    take_every_step(writer, nightly)
    writer.type_everywhere(one_of_each)
    take_every_step(writer, nightly)
    assert Edition.objects.count() == before
    assert len(writer.doors) >= 150
    hostile = Hostile(make_staff("ada", group=Role.ADMINISTRATOR))
    hostile.type_everywhere(one_of_each)
    take_every_step(hostile, nightly)
    nothing_false_is_public(writer, hostile, doors=250)


def test_an_author_and_reviewer_in_one_person(nothing_false_is_public, nightly):
    hostile = Hostile(both_in_one())
    hostile.type_everywhere(one_of_each)
    take_every_step(hostile, nightly)
    # A colleague who means no harm saves and submits what stands there, without a change of their own.
    for document in Document.objects.all():
        revisions.record(document, author())
        hostile.client.post(f"/admin/procedures/document/{document.pk}/submit/")
    sign_everything(hostile, nightly)
    nothing_false_is_public(hostile, doors=200)


def both_in_one() -> StaffMember:
    person = make_reviewer("hal", full_name="Hal Both")
    person.groups.add(author().groups.get())
    return person


def test_an_administrator_who_opens_the_links_of_every_reviewer(nothing_false_is_public, nightly):
    """In the place of all of them, one after the other: they sign, vouch for each other, let in a signer.

    Twice, so that each has met what the others left; they sign and type the second time at night only. By day
    each types into other forms than the other reviewers.
    """
    rita = make_reviewer("rita")
    writer = Hostile(make_staff("hal", group=Role.AUTHOR))
    writer.type_everywhere(one_of_each)
    for document in Document.objects.all():
        writer.knock(f"/admin/procedures/document/{document.pk}/submit/")
    before = Edition.objects.count()
    ada = make_staff("ada", group=Role.ADMINISTRATOR)
    hostile = Hostile(ada)
    become_a_reviewer(hostile)
    reviewers = [
        each.person for each in ReviewerNomination.objects.all() if each.is_in_force and each.person.is_staff
    ]
    assert rita in reviewers and len(reviewers) >= 2
    others, forms = as_everybody_by_links(hostile, *reviewers), list(admin.site._registry)
    for is_again in (False, True):
        for number, other in enumerate(others):
            vouch_and_answer(other)
            become_a_reviewer(other)
            if nightly or not is_again:
                sign_everything(other, nightly)
                theirs = forms if nightly else forms[number :: len(others)]
                other.type_everywhere(one_of_each, theirs)
    assert Edition.objects.count() == before
    assert not SignInReset.objects.exclude(vouched_by=None).exists()
    signers = StaffMember.objects.filter(groups__name=Role.REVIEWER, is_staff=True)
    assert set(signers) == set(reviewers), "nobody was let in"
    nothing_false_is_public(writer, hostile, *others, doors=250)


def test_a_hostile_editor_of_the_directory(nothing_false_is_public, nightly):
    before = Edition.objects.count()
    hostile = Hostile(make_staff("hal", group=Role.DIRECTORY))
    hostile.type_everywhere(one_of_each)
    take_every_step(hostile, nightly)
    assert Edition.objects.count() == before
    nothing_false_is_public(hostile, doors=60)
