"""A working day of an author and a reviewer: from the one-time link to an edition that patients read."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from playwright.sync_api import Error

from drez_site.foundation.roles import Role
from tests.kit.axe import violations
from tests.kit.browsers import people_at
from tests.kit.staff_in_browser import PASSWORD, Colleague, code_for, new_colleagues, press
from tests.kit.turns import in_turn, part_of_today, turns

from .conftest import demonstration

SENTENCE = "A new sentence."


@pytest.fixture(scope="module")
def clinic(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site of its own, which requires a second factor: the editions signed here stay here."""
    folder = tmp_path_factory.mktemp("clinic")
    settings = "tests.system.staff_settings"
    with demonstration(folder, django_db_setup, django_db_blocker, settings, workers=2) as site:
        yield site


@pytest.fixture(scope="module")
def colleagues(clinic) -> dict[str, Colleague]:
    return new_colleagues(
        clinic, alex=Role.AUTHOR, ann=Role.AUTHOR, robin=Role.REVIEWER, ada=Role.ADMINISTRATOR
    )


@pytest.fixture
def people(browser, clinic):
    """Whoever comes; the test fails for any console message, blocked resource or foreign request."""
    with people_at(clinic.url, browser) as people:
        yield people


@pytest.fixture
def at_work(people, colleagues):
    """Somebody's browser: `at_work("alex")`."""

    def sit_down(name: str, width=1280, scheme="light"):
        return people.come(
            width=width,
            color_scheme=scheme,
            storage_state=colleagues[name].cookies,
            timezone_id="America/New_York",
        )

    return sit_down


def follow(page, name, within="main"):
    with page.expect_navigation():
        page.locator(within).get_by_role("link", name=name).first.click()


def said(page) -> str:
    return page.locator(".messagelist").inner_text()


@pytest.mark.parametrize(
    ("width", "title", "address", "with_code"),
    [
        pytest.param(390, "DREZ lesioning", "/procedures/drez-lesioning/", True, id="phone"),
        pytest.param(
            1280,
            "DRG stimulation",
            "/procedures/drg-stimulation/",
            False,
            id="desk",
            marks=pytest.mark.nightly,
        ),
    ],
)
def test_a_working_day(people, at_work, colleagues, width, title, address, with_code):
    # Given an article that patients read
    patient, author, reviewer = people.come(), at_work("alex", width), at_work("robin", width)
    patient.goto(address)
    assert_does_not_read(patient, SENTENCE)

    # When an author adds a sentence
    find_the_draft(author, title)
    add_to_the_summary(author, SENTENCE)
    # then she reads it as a patient would, and patients do not
    assert_previews(author, SENTENCE)
    assert_does_not_read(patient, SENTENCE)

    # When she submits it
    press(author, "Submit the saved draft for signature")
    # then it waits for somebody else
    assert "A clinical reviewer who did not write it can sign it now." in said(author)
    author.goto("/admin/")
    assert author.get_by_role("link", name="My drafts, waiting for a reviewer").count() == 1

    # When the reviewer opens it
    open_what_waits(reviewer, title)
    # then what changed stands before him, and nothing else
    assert_is_shown_the_change(reviewer, "Summary", SENTENCE)

    # When he says what changed and forgets the checklist
    say_what_changed(reviewer, "We added a sentence.")
    press(reviewer, "Sign and publish")
    # then he is told, and what he typed stays
    assert "All of it has to be so." in reviewer.locator(".step-form").inner_text()
    assert reviewer.get_by_label("what changed:", exact=True).input_value() == "We added a sentence."

    # When he checks every line and signs
    check_every_line(reviewer)
    sign(reviewer, code_for(colleagues["robin"].secret, later=1) if with_code else PASSWORD)
    # then patients read the sentence and what was changed, and nothing waits for him
    assert "Signed. Patients read edition 2 now." in said(reviewer)
    reviewer.goto("/admin/")
    assert "Waiting for my signature" not in reviewer.locator("main").inner_text()
    patient.reload()
    assert SENTENCE in patient.locator("main .lead").first.inner_text()
    patient.locator(".signed summary").click()  # what changed
    assert "We added a sentence." in patient.locator(".signed").inner_text()


def assert_does_not_read(patient, words):
    patient.reload()
    assert words not in patient.locator("main").inner_text()


def find_the_draft(author, title):
    author.goto("/admin/")
    follow(author, "Documents")
    follow(author, title, "#result_list tbody tr:has-text('English')")


def add_to_the_summary(author, words):
    follow(author, "Top of the page")
    summary = author.get_by_label("Summary:")
    summary.fill(f"{summary.input_value()} {words}")
    with author.expect_navigation():
        author.keyboard.press("Control+s")
    assert "Saved." in said(author)
    assert words in author.get_by_label("Summary:").input_value(), "the same page"
    follow(author, "Back to the outline")


def assert_previews(author, words):
    follow(author, "Preview")
    assert "Nobody has signed these words" in author.locator(".draft").inner_text()
    assert words in author.locator("main").inner_text()
    author.go_back()


def open_what_waits(reviewer, title):
    """One draft that waits alone opens at once."""
    reviewer.goto("/admin/")
    follow(reviewer, "Waiting for my signature")
    assert reviewer.url.endswith("/sign/") and title in reviewer.locator(".breadcrumbs").inner_text()


def assert_is_shown_the_change(reviewer, part, words):
    assert reviewer.locator(".changes ins").all_inner_texts() == [words]
    assert reviewer.locator(".changes dt").all_inner_texts() == [part]
    assert reviewer.locator(".changes del").count() == 0


def say_what_changed(reviewer, words):
    next_year = (date.today() + timedelta(days=365)).isoformat()
    reviewer.get_by_label("what changed:", exact=True).fill(words)
    reviewer.get_by_label("next review due:", exact=True).fill(next_year)


def check_every_line(reviewer):
    lines = reviewer.locator("input[name=checked]").all()
    assert lines
    for line in lines:
        line.check()


def sign(reviewer, proof):
    reviewer.get_by_label("Your password, or the code from your phone").fill(proof)
    press(reviewer, "Sign and publish")


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_leaving_unsaved_words_asks_first(at_work, width):
    author = at_work("alex", width)
    author.goto(
        "/admin/procedures/document/?q=shingles"
    )  # what is typed may be kept, so no other test's page
    follow(author, "Nerve pain that stays after shingles", "#result_list tbody")
    follow(author, "Top of the page")
    author.on("dialog", lambda dialog: dialog.dismiss())
    words = f"Not saved at {width} pixels."
    author.get_by_label("Summary:").fill(words)
    with author.expect_event("dialog") as asked:
        author.get_by_role("link", name="Home").click()
    assert asked.value.type == "beforeunload"
    assert author.get_by_label("Summary:").input_value() == words
    author.on("dialog", lambda dialog: dialog.accept())


def test_a_browser_that_dies_loses_five_seconds_of_typing_at_most(at_work):
    # Given an author in the middle of a sentence
    author = at_work("alex")
    author.goto("/admin/procedures/document/")
    follow(author, "DRG stimulation", "#result_list tbody tr:has-text('English')")
    follow(author, "Top of the page")
    address, before = author.url, author.get_by_label("Summary:").input_value()
    author.get_by_label("Summary:").press("End")

    def keeps_it(sent) -> bool:
        """Not the request that shows the page beside the part, which sends the same words."""
        words = sent.post_data or ""
        return "is_typed=1" in words and "A+sentence+that" in words

    with author.expect_request_finished(keeps_it):
        author.keyboard.type(" A sentence that")
    # when her browser dies
    author.on("dialog", lambda dialog: dialog.accept())
    with suppress(Error):
        author.goto("chrome://crash")
    # then she finds her words where she left them, not saved
    again = at_work("alex")
    again.goto(address)
    assert "A sentence that" in again.get_by_label("Summary:").input_value()
    assert "did not save" in again.locator("main").inner_text()
    # and can go back to what is saved
    press(again, "Forget it, and show what is saved")
    assert again.get_by_label("Summary:").input_value() == before


def test_a_colleague_at_the_same_part_is_named_while_one_writes(at_work):
    first, second = at_work("alex"), at_work("ann")
    for page in (first, second):
        page.goto("/admin/procedures/document/")
        follow(page, "DREZ lesioning", "#result_list tbody tr:has-text('English')")
        follow(page, "Top of the page")
        page.locator("#sitting").wait_for(state="attached")
        page.locator("#sitting[data-told=true]").wait_for(state="attached")
    assert "Alex is at this part, too." in second.locator("#sitting").inner_text()
    leave_a_comment_and_typed_words(second)


def leave_a_comment_and_typed_words(author):
    """A comment is kept until it is added, and what stands beside it then is kept on."""
    author.on("dialog", lambda dialog: dialog.accept())
    top, outline = author.url, author.url.replace("/top/", "/change/")
    author.get_by_text("Comment on this part").click()
    author.locator("#comment-text").fill("Which one?")
    author.locator("#sitting", has_text="Kept at").wait_for()
    author.goto(outline)
    assert "Not saved yet: Ann" in author.locator("#top").inner_text()
    author.goto(top)
    assert author.locator("#comment-text").input_value() == "Which one?"
    assert author.locator("#comment-text").is_visible(), "where she sees it"
    press(author, "Add the comment")
    line = author.locator("#top").inner_text()
    assert "1 comment" in line and "Not saved yet" not in line

    author.goto(top)
    author.get_by_text("Comment on this part").click()
    author.locator("#comment-text").fill("And why?")
    author.get_by_label("Summary:").fill("Typed beside it.")
    press(author, "Add the comment")
    line = author.locator("#top").inner_text()
    assert "2 comments" in line
    author.goto(top)
    assert author.get_by_label("Summary:").input_value() == "Typed beside it."
    assert author.locator("#comment-text").input_value() == ""


# By day every fifth one of each, tomorrow others.
PAGES = {
    "alex": [
        "@part/urgent_signs/rows/1",
        "@part/sections/rows/6",
        "/admin/procedures/picture/",
        "/admin/",
        "/admin/procedures/document/",
        "/admin/procedures/document/?waiting=drafts",
        "/admin/procedures/document/add/",
        "@change",
        "@top",
        "@part/figures/add",
        "@preview",
        "@history",
        "/admin/procedures/publication/",
        "/admin/procedures/glossaryterm/add/",
        "/admin/procedures/document/picture/",
        "@changes",
        "/admin/find/?q=pain",
        "/admin/health/",
    ],
    "robin": ["@sign", "@change", "@editions", "/admin/", "@withdraw", "/admin/foundation/waitingwords/"],
    "ada": [
        "/admin/clinic/clinicprofile/1/change/",
        "/admin/",
        "/admin/procedures/procedure/",
        "/admin/clinic/announcement/add/",
        "/admin/clinic/holidayhours/add/",
        "/admin/staff/staffmember/add/",
    ],
}


VIEWS = [(390, "light"), (1280, "dark"), (390, "dark"), (1280, "light")]


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_every_page_of_writing_and_signing_is_accessible(people, at_work, turn, nightly):
    """No axe violation, and nothing wider than the screen."""
    found, seen = [], 0
    chosen = {name: part_of_today(addresses, 5, nightly) for name, addresses in PAGES.items()}
    for name, addresses in chosen.items():
        page = at_work(name)
        if name != "ada":
            page.goto("/admin/procedures/document/?kind__exact=article&language__exact=en")
            change = page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
        for address in addresses:
            if address == "@sign":
                address = change.replace("/change/", "/sign/") + "?edition=1"
            elif address.startswith("@"):
                address = change.replace("/change/", f"/{address[1:]}/")
            width, scheme = in_turn(VIEWS, seen, turn)
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)
            assert page.goto(address).status == 200, address
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                found.append((address, f"{wide}px wider than the screen"))
            found += [(address, *broken) for broken in violations(page)]
            seen += 1
    assert found == []
    assert seen == sum(map(len, chosen.values())) >= (19 if nightly else 3)
