"""Every job of docs/staff-guide.md, done as the guide says it, until patients read the change."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from drez_site.staff import second_factor
from drez_site.staff.models import Phone, StaffMember
from procedures.models import Edition, Procedure, Publication
from procedures.publishing.signing import submit
from providers.models import Photo, Provider, Report
from tests.kit.approving import approve_all
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    reviewer,
)
from tests.kit.places import make_zip_code
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_staff
from tests.kit.staff_desk import Desk, seen_by_patients, sign
from tests.kit.staff_guide import GUIDE, jobs, plain

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def at_the_desk(request):
    """Staff by role. Afterwards every word in bold of the job was on a screen."""
    screens: list[str] = []
    yield lambda person: Desk(person, screens)
    seen = plain(" ".join(screens))
    bold = re.findall(r"\*\*(.+?)\*\*", jobs()[request.node.name])
    assert bold
    assert [words for words in bold if plain(words) not in seen] == []


@pytest.fixture
def editor(at_the_desk):
    return at_the_desk(make_staff("dana", group="Directory editor"))


@pytest.fixture
def administrator(at_the_desk):
    return at_the_desk(make_staff("ada", group="Administrator"))


def search(procedure: Procedure) -> str:
    return seen_by_patients(f"/doctors/?near=27705&procedure={procedure.slug}")


@pytest.fixture
def drez():
    return make_procedure()


@pytest.fixture
def two_hospitals(drez):
    """Dr. Terry Mover sees patients at the first one; both stand near 27705."""
    make_zip_code("27705")
    old, new = make_location("Old Hospital"), make_location("New Hospital")
    mover = make_doctor("Mover", old, does=[drez])
    mover.practices.update(phone="+19195550177", accepting_new_patients=True, checked_on=TODAY())
    return mover, old, new


def test_every_job_of_the_guide_has_its_test():
    assert len(jobs()) == 18 and set(jobs()) <= {*globals()}


def test_every_picture_of_the_guide_is_there_and_small():
    named = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", GUIDE.read_text())
    files = {GUIDE.parent / path for _, path in named}
    assert files == set((GUIDE.parent / "staff-guide").glob("*.webp")) and len(files) >= 6
    assert max(path.stat().st_size for path in files) < 60_000
    assert all(len(words) > 15 for words, _ in named), "who cannot see it reads what it shows"


def test_this_doctor_moved(editor, two_hospitals):
    mover, old, new = two_hospitals
    editor.open("/admin/providers/location/add/")
    address = editor.open_from_list("/admin/providers/provider/?q=Mover", str(mover))

    def change(form):
        row = form.row_where("practices", location=old.pk)
        return {f"{row}-location": new.pk, f"{row}-phone": "", f"{row}-accepting_new_patients": "unknown"}

    assert mover.full_name in seen_by_patients(old.get_absolute_url())
    editor.save(address, "practices-TOTAL_FORMS", change)
    assert mover.full_name in seen_by_patients(new.get_absolute_url())
    assert mover.full_name not in seen_by_patients(old.get_absolute_url())
    page = seen_by_patients(mover.get_absolute_url())
    assert "New Hospital" in page and "Old Hospital" not in page and "555-0177" not in page


def test_a_doctor_is_on_leave(editor, two_hospitals):
    mover, old, _new = two_hospitals
    address = editor.open_from_list("/admin/providers/provider/?q=Mover", str(mover))
    heir = make_doctor("Heir", old)
    assert "Accepting new patients" in seen_by_patients(mover.get_absolute_url())
    until = TODAY() + timedelta(days=60)
    editor.save(address, "practices-TOTAL_FORMS", on_leave_until=until.isoformat())
    page = seen_by_patients(mover.get_absolute_url())
    assert f"On leave until {until:%B} {until.day}, {until.year}" in page
    assert "Accepting new patients" not in page
    gone = {"left_on": (TODAY() - timedelta(days=1)).isoformat(), "successor": heir.pk}
    editor.save(address, "practices-TOTAL_FORMS", **gone)
    page = seen_by_patients(mover.get_absolute_url(), status=410)
    assert heir.get_absolute_url() in page and "no longer sees patients" in page
    editor.save(address, "practices-TOTAL_FORMS", left_on="", is_listed=None)
    assert mover.full_name not in seen_by_patients(mover.get_absolute_url(), status=410)


def test_a_doctor_stopped_doing_an_operation(editor, two_hospitals, drez):
    mover, old, _new = two_hospitals
    make_doctor("Stays", old, does=[drez])
    address = editor.open_from_list("/admin/providers/provider/?q=Mover", str(mover))
    assert mover.get_absolute_url() in search(drez)

    def change(form):
        return {f"{form.row_where('offerings', procedure=drez.pk)}-DELETE": "on"}

    editor.save(address, "offerings-TOTAL_FORMS", change)
    assert mover.get_absolute_url() not in search(drez)


def test_a_new_phone_number(editor, administrator, two_hospitals):
    mover, old, _new = two_hospitals
    mover.practices.update(phone="")
    address = editor.open_from_list("/admin/providers/location/", old.name)
    editor.save(address, "located_by", phone="(919) 555-0123")
    assert "(919) 555-0123" in seen_by_patients(old.get_absolute_url())
    assert "(919) 555-0123" in seen_by_patients(mover.get_absolute_url())

    ClinicProfile(name="Test Clinic", phone="+19195550100").save()
    address = administrator.open_from_list("/admin/clinic/clinicprofile/", "Test Clinic")
    administrator.save(address, "urgent_phone", phone="+19195550124")
    assert 'href="tel:+19195550124"' in seen_by_patients("/contact/")


def test_a_hospital_closed(editor, two_hospitals):
    mover, old, new = two_hospitals
    other = make_doctor("Other", old)
    for doctor, place in {mover: new, other: None}.items():
        address = editor.open_from_list("/admin/providers/provider/?q=Old+Hospital", str(doctor))

        def change(form, place=place):
            row = form.row_where("practices", location=old.pk)
            asked = {f"{row}-phone": "", f"{row}-accepting_new_patients": "unknown"}
            return {f"{row}-location": place.pk} | asked if place else {f"{row}-DELETE": "on"}

        editor.save(address, "practices-TOTAL_FORMS", change)
    assert "New Hospital" in seen_by_patients(mover.get_absolute_url())
    address = editor.open_from_list("/admin/providers/location/", old.name)
    editor.open(address)
    editor.save(address.replace("/change/", "/delete/"), "post")
    seen_by_patients(old.get_absolute_url(), status=410)
    assert str(other) in editor.open("/admin/providers/provider/?waiting=no-place")
    editor.open("/admin/")


def test_add_a_doctor(editor, two_hospitals, drez):
    _mover, _old, new = two_hospitals
    editor.open("/admin/providers/provider/")

    def change(form):
        form.add_row("offerings", procedure=drez.pk, confirmed_on=TODAY().isoformat())
        form.add_row("practices", location=new.pk)
        return {}

    editor.save(
        "/admin/providers/provider/add/",
        "practices-TOTAL_FORMS",
        change,
        given_name="Nia",
        family_name="Newcomer",
        credentials="MD",
        slug="nia-newcomer",
    )
    page = search(drez)
    editor.open(f"/admin/providers/provider/{_mover.pk}/change/")
    assert "Nia Newcomer" in page and "Ask the clinic" in seen_by_patients("/doctors/nia-newcomer/")
    assert Provider.objects.get(slug="nia-newcomer").practices.get().accepting_new_patients is None


def test_correct_a_sentence(at_the_desk):
    document = make_signed_article(summary="A sentense.")
    writer = at_the_desk(author())
    page = writer.open_from_list("/admin/procedures/document/", document.title)
    top = re.search(r'href="([^"]+/top/)"', writer.open(page))[1]
    writer.save(top, "title", summary="A sentence.")
    assert "A sentence." in writer.open(page.replace("/change/", "/preview/"))
    assert "A sentense." in seen_by_patients(document.procedure.get_absolute_url()), "nobody signed it yet"
    form = next(line for line in writer.open(page).splitlines() if 'id="submit-draft"' in line)
    writer.client.post(re.search(r'action="([^"]+)"', form)[1])
    writer.open(page)
    signer = at_the_desk(reviewer())
    page = signer.open_from_list("/admin/procedures/document/?waiting=signature", document.title)
    signer.open(page)
    sign(signer, page.replace("/change/", "/sign/"), kind="minor", review_due="", reviewed_on="")
    public = seen_by_patients(document.procedure.get_absolute_url())
    assert "A sentence." in public and "A sentense." not in public
    assert Edition.objects.newest().get().kind == Edition.Kind.MINOR_CORRECTION


def test_mend_what_was_returned(at_the_desk):
    document = make_signed_article()
    document.sections.filter(kind="tests").update(body="Some tests.")
    submit(document, author())
    signer, writer = at_the_desk(reviewer()), at_the_desk(author())
    step = f"/admin/procedures/document/{document.pk}/sign/"
    form = Form(signer.open(step), having="text")
    form.fields["text"] = ["Which tests?", ""]
    signer.client.post(step.replace("/sign/", "/return/"), form.data())
    assert "My drafts with comments" in writer.open("/admin/")
    outline = writer.open(step.replace("/sign/", "/change/"))
    part = re.search(r'href="([^"]+)">Tests before: text', outline)[1]
    writer.save(part, "_save", **{"sections-0-body": "An MRI scan.", "answered": document.comments.get().pk})
    writer.client.post(step.replace("/sign/", "/submit/"))
    assert "Answered by Alex" in signer.open(step)


def test_the_yearly_review(at_the_desk, clock):
    now, signed_on = timezone.now(), TODAY()
    # Demonstrations show no day on which a clinician reads them.
    document = make_draft_article(is_demonstration=False)
    make_edition(document, review_due=signed_on + timedelta(days=370))
    make_edition(make_draft_article(make_procedure("late")), review_due=signed_on + timedelta(days=330))
    clock(now + timedelta(days=350))
    signer = at_the_desk(reviewer())
    signer.open("/admin/procedures/document/?waiting=overdue")
    page = signer.open_from_list("/admin/procedures/document/?waiting=due-soon", document.title)
    assert f"/{document.pk}/" in page, "the other one is overdue"
    signer.open(page.partition("?")[0].replace("/change/", "/editions/"))
    due = signed_on + timedelta(days=700)
    address = page.partition("?")[0].replace("/change/", "/sign/") + "?edition=1"
    dates = {"reviewed_on": signed_on.isoformat(), "review_due": due.isoformat()}
    sign(signer, address, note="Read again.", **dates)
    public = seen_by_patients(document.procedure.get_absolute_url())
    assert f"{due:%B} {due.day}, {due.year}" in public


def test_a_paper_was_retracted(at_the_desk):
    document = make_signed_article()
    make_draft_article(make_procedure("another"))
    paper = Publication.objects.get()
    writer = at_the_desk(author())
    writer.open("/admin/procedures/publication/")
    writer.open(f"/admin/procedures/publication/{paper.pk}/change/")
    step = f"/admin/procedures/publication/{paper.pk}/retraction/"
    notice = {"retracted_on": "2026-10-05", "notice": "https://journal.example/notice"}
    writer.save(step, "retracted_on", password=PASSWORD, **notice)
    assert "retract" not in seen_by_patients(document.procedure.get_absolute_url())
    signer = at_the_desk(reviewer())
    assert "Retractions that no reviewer has checked" in signer.open("/admin/")
    signer.save(step, "verdict", verdict="agree", password=PASSWORD)
    public = seen_by_patients(document.procedure.get_absolute_url())
    assert "retract" in public and "https://journal.example/notice" in public
    assert "Pages that cite a retracted paper" in writer.open("/admin/")
    answer = writer.client.post(f"/admin/procedures/document/{document.pk}/submit/", follow=True)
    assert "the paper was retracted on 5 October 2026" in answer.text


def test_take_this_page_down_now(at_the_desk):
    document = make_signed_article()
    make_signed_article(document.procedure, language="es", translates_edition=1)
    signer = at_the_desk(reviewer())
    page = signer.open_from_list("/admin/procedures/document/?language__exact=en", document.title)
    signer.open(page)
    signer.save(
        page.partition("?")[0].replace("/change/", "/withdraw/"), "reason", reason="Wrong.", password=PASSWORD
    )
    public = seen_by_patients(document.procedure.get_absolute_url(), status=410)
    assert "We took this page down on" in public and 'href="tel:911"' in public
    seen_by_patients(f"/es{document.procedure.get_absolute_url()}", status=410)


def link_on(page: str) -> str:
    return re.search(r'<code id="new-link">https://clinic\.example([^<]+)</code>', page)[1]


def test_a_new_colleague(administrator):
    administrator.open("/admin/staff/staffmember/")

    def change(form):
        assert form.label_of("full_name")
        roles = re.findall(r'name="groups" value="(\d+)"', administrator.screens[-1])
        return {"groups": roles[:1]}

    said = administrator.save(
        "/admin/staff/staffmember/add/",
        "full_name",
        change,
        username="noa",
        full_name="Noa New",
        asked_again=PASSWORD,
    )
    assert "Make the link" in said
    noa = StaffMember.objects.get(username="noa")
    link = link_on(
        administrator.client.post(f"/admin/staff/staffmember/{noa.pk}/new-link/", {"password": PASSWORD}).text
    )
    assert Client().get(link).status_code == 200
    assert noa.groups.count() == 1 and not noa.has_usable_password()


def test_a_lost_phone(administrator):
    kim = make_staff("kim", group="Author")
    second_factor.set_up(kim, second_factor.new_secret(), used_step=-1)
    old_session = Client()
    old_session.force_login(kim)
    page = administrator.open_from_list("/admin/staff/staffmember/", "Kim")
    administrator.open(page)
    administrator.open(f"/admin/staff/staffmember/{kim.pk}/new-link/")
    link = link_on(
        administrator.client.post(f"/admin/staff/staffmember/{kim.pk}/new-link/", {"password": PASSWORD}).text
    )
    assert Client().get(link).status_code == 200
    assert old_session.get("/admin/").status_code == 302
    assert not Phone.objects.filter(user=kim).exists()
    kim.refresh_from_db()
    assert not kim.check_password(PASSWORD)


def test_call_the_offices(editor, two_hospitals, drez):
    mover, _old, _new = two_hospitals
    mover.practices.update(checked_on=TODAY() - timedelta(days=91))
    assert "/calling/" in editor.open("/admin/")
    address = editor.open_from_list("/admin/providers/provider/", "Calling round")
    editor.save(address, "begin", begin="yes")
    assert "Call to check" in seen_by_patients(mover.get_absolute_url())
    practice, offering = re.findall(r'name="yes" value="([^"]+)"', page := editor.open(address))
    call = re.search(r'name="call" value="(\d+)"', page)[1]
    for answer in ({"no": practice}, {"yes": offering}):
        editor.client.post(address, {"call": call} | answer)
        editor.open(address)
    public = seen_by_patients(mover.get_absolute_url())
    assert "Not accepting new patients" in public
    assert f"Confirmed with {mover.full_name}’s office in {TODAY():%B %Y}" in public


def test_answer_a_reader(editor, two_hospitals):
    _mover, old, _new = two_hospitals
    Client().post(f"{old.get_absolute_url()}report/", {"about": "phone"})
    report = Report.objects.get()
    assert "Mistakes that readers reported" in editor.open("/admin/")
    address = editor.open_from_list("/admin/providers/report/?waiting=open", "The phone number")
    fields = {f"location_{old.pk}_phone": "(919) 555-0155", "checked_how": "office"}
    editor.save(address, "checked_how", **fields)
    assert "(919) 555-0155" in seen_by_patients(old.get_absolute_url())
    assert f"Checked {TODAY():%B %Y}" in seen_by_patients(old.get_absolute_url())
    assert "changed the listing" in seen_by_patients(report.get_absolute_url())


def test_we_are_closed_for_a_day(administrator):
    ClinicProfile(name="Test Clinic", phone="+19195550100").save()
    day = TODAY() + timedelta(days=1)
    administrator.save("/admin/clinic/holidayhours/add/", "first_day", first_day=day.isoformat())
    said = {"text": "Closed by the storm.", "text_es": "Cerrado por tormenta."}
    administrator.save("/admin/clinic/announcement/add/", "text", shown_until=f"{day}T17:00", **said)
    assert said["text"] not in Client().get("/").text
    approve_all()
    assert said["text"] in Client().get("/").text and said["text_es"] in Client().get("/es/doctors/").text
    assert f"Closed on {day:%A, %B} {day.day}." in Client().get("/").text


def test_add_a_source(at_the_desk):
    writer, address = at_the_desk(author()), "/admin/procedures/publication/add/"
    given = {"pasted": "@misc{x, title={A paper}, author={Example, Ann}, year=2021}", "kind": "case_series"}
    sent = Form(writer.open(address), "title").data(**given, _save=None, _fill="")
    page = Form(writer.client.post(address, sent).text, "title")
    assert not Publication.objects.exists()
    writer.client.post(address, page.data(_fill=None))
    assert Publication.objects.get().key == "Example2021"
    seen_by_patients("/evidence/Example2021/", status=404)


def test_approve_words(editor, at_the_desk):
    doctor = make_doctor("Writer", make_location())
    Photo(provider=doctor).show(b"jpeg", 4, 3).save()
    address = editor.open_from_list("/admin/providers/provider/", str(doctor))
    said = editor.save(address, "biography", biography="She teaches at a school of medicine.")
    assert "Patients read these words once a clinical reviewer approved them" in said
    assert "She teaches" not in seen_by_patients(doctor.get_absolute_url())
    signer = at_the_desk(reviewer())
    keys = re.findall(r'name="words" value="([^"]+)"', signer.open("/admin/foundation/waitingwords/"))
    signer.save("/admin/foundation/waitingwords/", "words", words=keys, password=PASSWORD)
    assert "She teaches" in seen_by_patients(doctor.get_absolute_url())
    editor.save(address, "biography", biography="")
    assert "She teaches" not in seen_by_patients(doctor.get_absolute_url())
