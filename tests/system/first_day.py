"""The first day of a clinic, by the commands and forms alone that docs/your-clinic.md names.

`python -m tests.system.first_day`, as the website's role, on a database of tables and places alone. The
shipped summaries of evidence are few unless `all` is asked for.
"""

import re
import sys
from datetime import timedelta
from io import StringIO

import django
import pytest

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from drez_site.foundation.refusals import Refused  # noqa: E402
from drez_site.staff.models import StaffMember  # noqa: E402
from procedures.models import Document, Edition, Submission  # noqa: E402
from procedures.publishing.signing import sign, submit  # noqa: E402
from procedures.publishing.steps import FullReview  # noqa: E402
from providers.models import Language, Location, Provider, Specialty  # noqa: E402
from tests.kit.browser_forms import Form  # noqa: E402
from tests.kit.document_desk import path, signature  # noqa: E402
from tests.kit.signing_in import go_through  # noqa: E402
from tests.kit.small_country import few_summaries  # noqa: E402

PASSWORD = "four words make one"
ARTICLES = ("drez-lesioning", "drg-stimulation")
EMPTY = ["/procedures/", "/conditions/", "/evidence/", "/glossary/", "/doctors/", "/compare/", "/"]


def run(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def colleague(name: str, role: str) -> Client:
    """Added on the server, and signed in by the link that this prints."""
    said = run("create_staff", name, "--full-name", f"{name.title()} Example", "--role", role)
    client = Client()
    codes = go_through(client, re.search(r"https://\S+", said)[0], PASSWORD)
    assert len(codes) == 10
    return client


def errors(page: str) -> list[str]:
    """What a form of the admin says against what it was sent."""
    return re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL)


def save(client: Client, address: str, **fields) -> str:
    """Fill in the page's form and send it; what the next page says."""
    answer = client.post(address, Form(client.get(address).text).data(**fields), follow=True)
    assert answer.status_code == 200
    assert not errors(answer.text), errors(answer.text)
    return answer.text


def nothing_is_public(patient: Client) -> None:
    drafts = Document.objects.exclude(title="")
    assert drafts.count() > 15 and not Edition.objects.exists() and not Submission.objects.exists()
    for address in EMPTY:
        answer = patient.get(address)
        assert answer.status_code in (200, 404), address
        told = [each.summary for each in drafts if each.summary[:60] in answer.text]
        assert told == [], f"{address} says what nobody signed"
    for slug in ARTICLES:
        answer = patient.get(f"/procedures/{slug}/")
        article = drafts.get(procedure__slug=slug, language="en")
        assert article.summary not in answer.text and article.sections.first().body[:60] not in answer.text


def names_are_confirmed(reviewer: Client, administrator: Client) -> None:
    mine = "/admin/my-account/"
    form = Form(reviewer.get(mine).text, having="credentials")
    reviewer.post(mine, form.data(credentials="MD", conflicts_of_interest="None declared"))
    waiting = administrator.get("/admin/staff/nameproposal/").text
    number = re.search(r"/admin/staff/nameproposal/(\d+)/change/", waiting)[1]
    answer = {"outcome": "confirmed", "password": PASSWORD}
    administrator.post(f"/admin/staff/nameproposal/{number}/answer/", answer)


def publish(document: Document, author: Client, reviewer: Client) -> None:
    """Submitted as it came, and signed by somebody else."""
    answer = author.post(path(document, "submit"), follow=True)
    document = Document.objects.get(pk=document.pk)
    assert hasattr(document, "submission"), re.findall(r'class="(?:error|warning)">(.*?)</li>', answer.text)
    assert reviewer.get(path(document, "sign")).status_code == 200
    signed = reviewer.post(path(document, "sign"), signature(document, password=PASSWORD), follow=True)
    assert document.editions.exists(), signed.text


def everything_can_be_submitted() -> int:
    """As it came; a translation once the English page is signed."""
    alex = StaffMember.objects.get(username="alex")
    drafts = Document.objects.filter(editions=None).order_by("pk")
    for document in drafts.filter(language="en"):
        submit(document, alex)
    for document in drafts.exclude(language="en"):
        original = Document.objects.translations_of(document).get(language="en")
        if not original.editions.exists():
            today = timezone.localdate()
            year = timedelta(days=365)
            step = FullReview(note="First edition.", reviewed_on=today, review_due=today + year)
            sign(original, StaffMember.objects.get(username="robin"), step)
        with pytest.raises(Refused, match="Name the translator"):
            submit(document, alex)
        document.translator, document.translates_edition = "Terry Translator", 1
        document.save()
        submit(document, alex)
    return Submission.objects.count()


def a_doctor(editor: Client) -> None:
    save(
        editor,
        "/admin/providers/location/add/",
        name="Duke Clinic", slug="duke-clinic", street="40 Medicine Circle", city="Durham", state="NC",
        zip_code="27710", phone="(919) 555-0100",
    )  # fmt: skip
    form = Form(editor.get("/admin/providers/provider/add/").text)
    form.add_row("practices", location=str(Location.objects.get().pk))
    operation = Document.objects.get(procedure__slug=ARTICLES[0], language="en").procedure_id
    form.add_row("offerings", procedure=str(operation))
    fields = {"honorific": "Dr.", "given_name": "Terry", "family_name": "New", "credentials": "MD"}
    fields |= {"slug": "terry-new", "is_listed": "on", "languages": [str(Language.objects.first().pk)]}
    fields |= {"specialties": [str(Specialty.objects.get(label="Neurosurgeon").pk)]}
    answer = editor.post("/admin/providers/provider/add/", form.data(**fields), follow=True)
    assert Provider.objects.exists(), errors(answer.text)


def main() -> None:
    with pytest.MonkeyPatch.context() as patch:
        if "all" not in sys.argv:
            few_summaries(patch)
        run("start_clinic", "Real Clinic", "+19195550100")
    patient = Client()
    nothing_is_public(patient)
    administrator, author = colleague("ada", "administrator"), colleague("alex", "author")
    reviewer, editor = colleague("robin", "clinical-reviewer"), colleague("dana", "directory-editor")
    names_are_confirmed(reviewer, administrator)
    for slug in ARTICLES:
        publish(Document.objects.get(procedure__slug=slug, language="en"), author, reviewer)
        page = patient.get(f"/procedures/{slug}/")
        assert page.status_code == 200 and "Robin Example, MD" in page.text
        assert "demonstration" not in page.text.lower()
    a_doctor(editor)
    found = patient.get("/doctors/?near=27710")
    assert found.status_code == 200 and "Terry New" in found.text
    assert patient.get("/doctors/terry-new/").status_code == 200
    for edition in Edition.objects.all():
        assert edition.writer_accounts == [] and edition.writers[0].startswith("Shipped text, version ")
    counted = f"{Edition.objects.count()} articles signed, {Provider.objects.count()} doctor listed"
    sys.stdout.write(f"{counted}, {everything_can_be_submitted()} more submitted")


if __name__ == "__main__":
    main()
