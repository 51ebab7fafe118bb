"""The first day of a clinic as its people live it: in browsers, over TLS, by the roles of the database.

From tables and places alone to two signed articles and a listed doctor, in production settings behind the
nginx of deploy/. What each form does has its own tests, and `test_first_day.py` reads every shipped draft.
"""

import hashlib
import os
import re
import subprocess
from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.kit.browsers import follow
from tests.kit.clinic_database import clinic_database
from tests.kit.real_nginx import HOST, NGINX, real_nginx
from tests.kit.small_country import LOAD_PLACES
from tests.kit.staff_in_browser import PASSWORD, press, set_up, with_a_security_key

from .running import CHROMIUM, CHROMIUM_FLAGS, free_port, serving

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.browser,
    pytest.mark.skipif(NGINX is None and not os.environ.get("CI"), reason="no nginx on this machine"),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine"),
]
ORIGIN = f"https://{HOST}"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "drez_site.settings.production",
    "SECRET_KEY": "a secret of this test, as long as that of a real site has to be",
    "PHONE_KEYS": "a-key-of-this-test-as-long-as-that-of-a-real-site-has-to-be",
    "ALLOWED_HOSTS": HOST,
    "PUBLIC_ORIGIN": ORIGIN,
    "CLINIC_PHONE": "+19195550100",
    "CLINIC_URGENT_PHONE": "+19195550101",
    "BEHIND_TLS_PROXY": "true",
    "PROXY_DEPTH": "1",
}
ARTICLES = ("drez-lesioning", "drg-stimulation")


class Clinic:
    """The site behind nginx, and its people's browsers."""

    def __init__(self, database, browser):
        self.database, self.browser = database, browser

    def manage(self, *arguments: str) -> str:
        return self.database.run("web", "manage.py", *arguments, **PRODUCTION, DATABASE_URL=self.url)

    @property
    def url(self) -> str:
        """As the website's role, to a server that is told to take real rows though it keeps nothing safe."""
        return f"{self.database.url('web')}&options=-c%20drez_site.demonstration_only=off"

    def person(self, name: str, role: str):
        """Added on the server, and signed in by the link that this prints."""
        said = self.manage("create_staff", name, "--full-name", f"{name.title()} Example", "--role", role)
        page = self.visitor()
        set_up(page, re.search(r"https://\S+", said)[0])
        return page

    def visitor(self):
        return self.browser.new_context(base_url=ORIGIN).new_page()

    def number_of(self, question: str, *values) -> int:
        with self.database.connect(None) as connection:
            return connection.execute(question, values).fetchone()[0]


def fingerprint(certificate) -> str:
    """Of its key, by which Chromium trusts this one certificate."""
    command = f"openssl x509 -in {certificate} -pubkey -noout | openssl pkey -pubin -outform der"
    key = subprocess.run(["sh", "-c", command], capture_output=True, check=True).stdout
    return b64encode(hashlib.sha256(key).digest()).decode()


@pytest.fixture
def clinic(tmp_path, playwright, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clinic_database("over_tls") as made:
        made.make_roles()
        made.run("owner", "manage.py", "shell", "--no-imports", "-c", LOAD_PLACES)
        made.make_roles()
        site = Clinic(made, None)
        site.manage("collectstatic", "--noinput", "--verbosity=0")
        site.manage("write_proxy_pages", str(tmp_path / "pages"))
        site.manage("start_clinic", "Real Clinic", "+19195550100")
        environment = PRODUCTION | {"PORT": str(free_port()), "DATABASE_URL": site.url}
        with (
            serving(environment, tmp_path / "log", workers=2, probe="/healthz"),
            real_nginx(tmp_path, int(environment["PORT"])) as nginx,
        ):
            here = [
                f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{nginx.tls}",
                f"--ignore-certificate-errors-spki-list={fingerprint(tmp_path / 'cert.pem')}",
            ]
            site.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, *here])
            yield site
            site.browser.close()


def test_a_clinic_signs_two_articles_and_lists_a_doctor(clinic):
    # Given a clinic that has begun, and four people who came in by their links
    patient = clinic.visitor()
    answer = patient.goto("/procedures/drez-lesioning/")
    assert answer.status == 404, "nobody has signed anything"
    assert answer.security_details()["protocol"] == "TLS 1.3"
    alex, robin = clinic.person("alex", "author"), clinic.person("robin", "clinical-reviewer")
    ada, dana = clinic.person("ada", "administrator"), clinic.person("dana", "directory-editor")

    # When the reviewer says who she is, and an administrator confirms it
    robin.goto("/admin/my-account/")
    robin.get_by_label("credentials").fill("MD")
    robin.get_by_label("conflicts of interest").fill("None declared")
    press(robin, "Save")
    proposal = clinic.number_of("SELECT id FROM staff_nameproposal WHERE outcome = ''")
    ada.goto(f"/admin/staff/nameproposal/{proposal}/answer/")
    ada.locator("[name=outcome][value=confirmed]").check()
    ada.locator("#id_password").fill(PASSWORD)
    follow(ada, ada.locator(".step-form input[type=submit]"))

    # and adds a passkey
    with_a_security_key(robin)
    robin.goto("/admin/passkeys/")
    robin.get_by_label("What do you call it?").fill("key on my badge")
    robin.locator("#id_password").fill(PASSWORD)
    press(robin, "Next: your device")
    press(robin, "Ask my device")
    assert "The passkey is added." in robin.locator("main").inner_text()

    # When an author submits the shipped articles, then she signs them with it
    for slug in ARTICLES:
        document = clinic.number_of(
            "SELECT d.id FROM procedures_document d JOIN procedures_procedure p ON p.id = d.procedure_id"
            " WHERE p.slug = %s AND d.language = 'en'",
            slug,
        )
        alex.goto(f"/admin/procedures/document/{document}/change/")
        press(alex, "Submit the saved draft for signature")
        robin.goto(f"/admin/procedures/document/{document}/sign/")
        fill_in_the_review(robin)
        robin.get_by_role("button", name="Use a passkey").click()
        robin.get_by_text("Your passkey answered.").wait_for()
        press(robin, "Sign and publish")
        assert "Signed. Patients read edition 1 now." in robin.locator(".messagelist").inner_text()

    # When an editor adds a place and a doctor
    enter_a_place(dana)
    enter_a_doctor(dana)

    # then patients read all of it over TLS, and nothing stays in their browser
    for slug in ARTICLES:
        answer = patient.goto(f"/procedures/{slug}/")
        assert answer.status == 200 and "Robin Example, MD" in patient.locator("main").inner_text()
    patient.goto("/doctors/?near=27710")
    assert "Terry New" in patient.locator("main").inner_text()
    assert patient.context.cookies() == []


def fill_in_the_review(page) -> None:
    today = timezone.localdate()
    page.locator("#id_kind").select_option("full")
    page.locator("#id_reviewed_on").fill(today.isoformat())
    page.locator("#id_review_due").fill((today + timedelta(days=365)).isoformat())
    page.locator("#id_note").fill("First edition.")
    for box in page.locator("input[name=checked]").all():
        box.check()


def enter_a_place(page) -> None:
    page.goto("/admin/providers/location/add/")
    place = {"name": "Duke Clinic", "street": "40 Medicine Circle", "city": "Durham", "zip_code": "27710"}
    for name, text in place.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_slug").fill("duke-clinic")
    page.locator("#id_state").fill("NC")
    page.locator("#id_phone").fill("(919) 555-0100")
    save(page)


def enter_a_doctor(page) -> None:
    page.goto("/admin/providers/provider/add/")
    doctor = {"honorific": "Dr.", "given_name": "Terry", "family_name": "New", "credentials": "MD"}
    for name, text in doctor.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_slug").fill("terry-new")
    page.locator("#id_is_listed").check()
    page.locator("#id_specialties").get_by_label("Neurosurgeon").check()
    page.locator("#id_languages input").first.check()
    for group, field in {"practices": "location", "offerings": "procedure"}.items():
        if not page.locator(f"#id_{group}-0-{field}").count():
            page.locator(f"#{group}-group .add-row a").click()
        choose(page, page.locator(f"#id_{group}-0-{field}"))
    save(page)


def choose(page, select) -> None:
    """The first choice of a list, or of one that is looked up as somebody types."""
    if "admin-autocomplete" not in (select.get_attribute("class") or ""):
        select.select_option(index=1)
        return
    select.locator("xpath=following-sibling::span").click()
    page.locator(".select2-results__option--highlighted").click()


def save(page) -> None:
    follow(page, page.get_by_role("button", name="Save", exact=True))
    assert page.locator(".errorlist").count() == 0, page.locator("#content").inner_text()
