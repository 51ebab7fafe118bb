"""A working day of an author and a reviewer: from the one-time link to an edition that patients read."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.kit.axe import violations
from tests.kit.staff_in_browser import PASSWORD, code_for, create, press, set_up

from .conftest import demonstration

DECLARED = """
from drez_site.staff.models import StaffMember
StaffMember.objects.filter(username="robin").update(credentials="MD", conflicts_of_interest="None declared")
"""


@dataclass(frozen=True)
class Colleague:
    """Cookies of somebody who set up password and phone; the secret is their phone's."""

    cookies: dict
    secret: str


@pytest.fixture(scope="module")
def clinic(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site of its own, which requires a second factor: the editions signed here stay here."""
    with demonstration(
        tmp_path_factory.mktemp("clinic"), django_db_setup, django_db_blocker, "tests.system.staff_settings"
    ) as site:
        yield site


@pytest.fixture(scope="module")
def colleagues(browser, clinic) -> dict[str, Colleague]:
    found = {}
    for name, role in (("alex", "author"), ("robin", "clinical-reviewer"), ("ada", "administrator")):
        context = browser.new_context()
        secret = set_up(context.new_page(), create(clinic.manage, name, "--role", role))
        found[name] = Colleague(context.storage_state(), secret)
        context.close()
    clinic.manage("shell", "--no-imports", "-c", DECLARED)
    return found


@pytest.fixture
def at_work(browser, clinic, colleagues):
    """Somebody's browser; the test fails for any console message, blocked resource or foreign request."""
    opened, faults = [], []

    def come(name: str | None = None, width=1280, scheme="light", is_watched=True):
        context = browser.new_context(
            base_url=clinic.url,
            storage_state=colleagues[name].cookies if name else None,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            timezone_id="America/New_York",
        )
        opened.append(context)
        page = context.new_page()
        if is_watched:
            page.on("console", lambda said: faults.append((page.url, said.text)))
        page.on("pageerror", lambda error: faults.append((page.url, str(error))))
        page.on(
            "request", lambda sent: sent.url.startswith(clinic.url) or faults.append((page.url, sent.url))
        )
        return page

    yield come
    for context in opened:
        context.close()
    assert faults == []


def follow(page, name, within="main"):
    with page.expect_navigation():
        page.locator(within).get_by_role("link", name=name).first.click()


def said(page) -> str:
    return page.locator(".messagelist").inner_text()


@pytest.mark.parametrize(
    ("width", "title", "address", "with_code"),
    [
        (390, "DREZ lesioning (English)", "/procedures/drez-lesioning/", True),
        (1280, "DRG stimulation (English)", "/procedures/drg-stimulation/", False),
    ],
    ids=["phone", "desk"],
)
def test_a_working_day(at_work, colleagues, width, title, address, with_code):
    patient = at_work()
    patient.goto(address)
    assert "A new sentence." not in patient.locator("main").inner_text()

    # The author changes the summary, reads it as a patient would, and submits it.
    author = at_work("alex", width)
    author.goto("/admin/")
    follow(author, "Documents")
    follow(author, title.removesuffix(" (English)"), "#result_list tbody tr:has-text('English')")
    summary = author.get_by_label("Summary:")
    summary.fill(f"{summary.input_value()} A new sentence.")
    press(author, "Save and continue editing")
    assert "was changed successfully" in said(author)
    follow(author, "Preview")
    assert "Nobody has signed these words" in author.locator(".draft").inner_text()
    assert "A new sentence." in author.locator("main").inner_text()
    patient.reload()
    assert "A new sentence." not in patient.locator("main").inner_text()
    author.go_back()
    press(author, "Submit the saved draft for signature")
    assert "A clinical reviewer who did not write it can sign it now." in said(author)
    author.goto("/admin/")
    assert author.get_by_role("link", name="My drafts, waiting for a reviewer").count() == 1

    # The reviewer finds it, reads what changed, forgets the checklist, and signs.
    reviewer = at_work("robin", width)
    reviewer.goto("/admin/")
    follow(reviewer, "Waiting for my signature")
    follow(reviewer, title.removesuffix(" (English)"), "#result_list tbody")
    follow(reviewer, "Review and sign")
    assert reviewer.locator(".changes ins").all_inner_texts() == ["A new sentence."]
    assert reviewer.locator(".changes dt").all_inner_texts() == ["Summary"]
    assert reviewer.locator(".changes del").count() == 0
    reviewer.get_by_label("what changed:", exact=True).fill("We added a sentence.")
    reviewer.get_by_label("next review due:", exact=True).fill(
        (date.today() + timedelta(days=365)).isoformat()
    )
    press(reviewer, "Sign and publish")
    assert "Check every line." in reviewer.locator(".step-form").inner_text()
    assert reviewer.get_by_label("what changed:", exact=True).input_value() == "We added a sentence."
    for line in reviewer.locator("input[name=checked]").all():
        line.check()
    proof = code_for(colleagues["robin"].secret, later=1) if with_code else PASSWORD
    reviewer.get_by_label("Your password, or the code from your phone").fill(proof)
    press(reviewer, "Sign and publish")
    assert "Signed. Patients read edition 2 now." in said(reviewer)
    reviewer.goto("/admin/")
    assert "Waiting for my signature" not in reviewer.locator("main").inner_text()

    patient.reload()
    main = patient.locator("main").inner_text()
    assert "A new sentence." in main and "We added a sentence." in main


@pytest.mark.parametrize("width", [390, 1280])
def test_leaving_unsaved_words_asks_first(at_work, width):
    author = at_work("alex", width)
    author.goto("/admin/procedures/document/")
    follow(author, "DREZ lesioning", "#result_list tbody")
    asked = []
    author.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    author.get_by_label("Summary:").fill("Not saved.")
    author.get_by_role("link", name="Home").click()
    author.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert author.get_by_label("Summary:").input_value() == "Not saved."
    author.on("dialog", lambda dialog: dialog.accept())


PAGES = {
    "alex": [
        "/admin/",
        "/admin/procedures/document/",
        "/admin/procedures/document/?waiting=drafts",
        "/admin/procedures/document/add/",
        "@change",
        "@preview",
        "@history",
        "/admin/procedures/publication/",
        "/admin/procedures/glossaryterm/add/",
    ],
    "robin": ["/admin/", "@change", "@editions", "@sign", "@withdraw"],
    "ada": ["/admin/", "/admin/clinic/clinicprofile/1/change/", "/admin/procedures/procedure/"],
}


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
)
def test_every_page_of_writing_and_signing_is_accessible(at_work, clinic, width, scheme):
    """No axe violation, and nothing wider than the screen."""
    found, seen = [], 0
    for name, addresses in PAGES.items():
        # To read style sheets axe tries a style of its own; the policy refuses it, and the console says so.
        page = at_work(name, width, scheme, is_watched=False)
        if name != "ada":
            page.goto("/admin/procedures/document/?kind__exact=article&language__exact=en")
            change = page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
        for address in addresses:
            if address == "@sign":
                address = change.replace("/change/", "/sign/") + "?edition=1"
            elif address.startswith("@"):
                address = change.replace("/change/", f"/{address[1:]}/")
            assert page.goto(address).status == 200, address
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                found.append((address, f"{wide}px wider than the screen"))
            found += [(address, *violation) for violation in violations(page)]
            seen += 1
    assert found == []
    assert seen == sum(map(len, PAGES.values()))
