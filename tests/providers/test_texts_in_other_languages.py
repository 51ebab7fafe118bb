"""What staff write of a doctor and a place in Spanish: approved beside its English, shown beside no other."""

import re

import pytest
from django.test import Client

from drez_site.foundation.approving import approve
from drez_site.foundation.models import WaitingWords
from drez_site.foundation.roles import Role
from providers.models import Location, Provider
from tests.kit.approving import approve_all, approver
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_location
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db
DOCTOR = {
    "biography": "Grew up in Durham.",
    "biography_translations": {"es": "Se crió en Durham."},
    "education": "Residency: neurosurgery",
    "education_translations": {"es": "Residencia: neurocirugía"},
}
PLACE = {
    "getting_in": "The left door.",
    "getting_in_translations": {"es": "La puerta de la izquierda."},
    "parking": "Behind the house.",
    "parking_translations": {"es": "Detrás del edificio."},
}
ENGLISH = ["Grew up in Durham.", "Residency: neurosurgery", "The left door.", "Behind the house."]
SPANISH = [
    "Se crió en Durham.",
    "Residencia: neurocirugía",
    "La puerta de la izquierda.",
    "Detrás del edificio.",
]


@pytest.fixture
def doctor() -> Provider:
    return make_doctor("Tester", make_location(**PLACE), **DOCTOR)


def read(prefix: str = "/es") -> str:
    return Client().get(f"{prefix}/doctors/{Provider.objects.get().slug}/").text


def said(prefix: str = "/es") -> list[str]:
    """On the page of the doctor, which holds that of the place."""
    page = read(prefix)
    for words in ENGLISH:
        if words in page and prefix:
            assert re.search(rf'lang="en">(?:\s*<p>)?{re.escape(words)}', page), words
    return [words for words in (*ENGLISH, *SPANISH) if words in page]


def test_readers_of_spanish_get_what_was_approved_or_else_marked_english(doctor):
    assert said() == [] == said("")
    for waiting in WaitingWords.objects.exclude(field__endswith="translations"):
        approve(waiting, approver())
    assert said() == ENGLISH == said("")
    approve_all()
    assert said() == SPANISH and said("") == ENGLISH


def test_beside_other_english_a_translation_waits_again(doctor):
    approve_all()
    Location.objects.update(parking="In front of the house.")
    assert said() == [*ENGLISH[3:], *SPANISH[:3]], "the English that was approved, and not what waits"
    reviewer = Client()
    reviewer.force_login(make_reviewer())
    queue = reviewer.get("/admin/foundation/waitingwords/").text
    assert "Detrás del edificio." in queue and '<p lang="en">In front of the house.</p>' in queue
    for waiting in WaitingWords.objects.filter(field="parking"):
        approve(waiting, approver())
    assert "In front of the house." in read()
    Location.objects.update(parking_translations={"es": "Frente al edificio."})
    approve_all()
    assert "Frente al edificio." in read()


@pytest.mark.django_db(transaction=True)
def test_an_approval_ends_that_is_given_while_other_english_is_saved(doctor):
    waiting = WaitingWords.objects.get(field="biography_translations")
    reviewer = approver()
    while_uncommitted(
        lambda: approve(waiting, reviewer),
        lambda: Provider.objects.update(biography="Never lived in Durham."),
    )
    assert said() == []
    assert WaitingWords.objects.get(field="biography_translations").words == waiting.words


def test_who_changes_the_english_reads_what_becomes_of_its_translation(doctor):
    approve_all()
    editor = Client()
    editor.force_login(make_staff(group=Role.DIRECTORY))
    address = f"/admin/providers/provider/{doctor.pk}/change/"
    typed = Form(editor.get(address).text, having="_save").data(biography="Grew up in Raleigh.")
    page = editor.post(address, typed, follow=True).text
    assert "until then what was approved before: “About”." in page
    assert "no earlier translation: “About, in other languages”." in page
    assert "Grew up in Durham." in read() and SPANISH[0] not in read()
    reviewer = Client()
    reviewer.force_login(make_reviewer())
    queue = reviewer.get("/admin/foundation/waitingwords/").text
    assert "No translation: the English, as it was approved." in queue and "Nothing." not in queue
    assert "A command wrote this, and nobody who is signed in." in queue


def test_staff_write_both_in_one_form(doctor):
    editor = Client()
    editor.force_login(make_staff(group=Role.DIRECTORY))
    for row, name in ((doctor, "biography"), (Location.objects.get(), "parking")):
        address = f"/admin/providers/{row._meta.model_name}/{row.pk}/change/"
        form = Form(editor.get(address).text, having="_save")
        typed = form.data(**{f"{name}_es": "Otras palabras."})
        assert 'lang="es"' in editor.get(address).text
        assert editor.post(address, typed).status_code == 302
        row.refresh_from_db()
        assert getattr(row, f"{name}_translations") == {"es": "Otras palabras."}
        form = Form(editor.get(address).text, having="_save")
        refused = editor.post(address, form.data(**{name: "", f"{name}_es": "Solo en español."}))
        assert "Write the English words first." in refused.text
        refused = editor.post(address, form.data(**{f"{name}_es": "Cura el dolor."}))
        assert "Do not write “Cura" in refused.text
