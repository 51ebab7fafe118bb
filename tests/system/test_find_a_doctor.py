"""Find a doctor in a browser: every answer said once, every filter, and a location that is kept nowhere."""

import json
import re
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import expect

from providers.models import Provider
from tests.kit.axe import violations
from tests.kit.browsers import follow, people_at, stop_the_clock
from tests.kit.turns import part_of_today

# Nobody's address: a field in North Carolina, more exact than any browser should tell us.
FIELD = {"latitude": 36.076543, "longitude": -79.812345}
ON_THE_GRID = {"latitude": 36.08, "longitude": -79.82}
TRACES = re.compile(r"36\.07654|79\.81234|36\.08\b|79\.82\b")

DESK_AT_NIGHT = pytest.param(1280, marks=pytest.mark.nightly)


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def scripts(request):
    return request.param


@pytest.fixture(params=[390, DESK_AT_NIGHT])
def patient(browser, site, scripts, request):
    with people_at(site.url, browser) as people:
        yield people.come(java_script_enabled=scripts, width=request.param, height=900)


def doctors(page) -> list[str]:
    return [card.get_attribute("data-doctor") for card in page.locator("article.doctor-card").all()]


def announced(page) -> list[str]:
    """What screen readers are told without being asked."""
    return [
        words
        for each in page.locator("[role=status], [role=alert]").all()
        if (words := each.inner_text().strip())
    ]


def assert_accessible(page):
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []


OUTCOMES = {
    "results": ("/doctors/?near=27710", "Showing 10 of "),
    "everybody": ("/doctors/", "Showing 10 of "),
    "filters": (
        "/doctors/?near=27710&language=es&wheelchair=yes&accepting=yes",
        " doctors.",
    ),
    "none match": (
        "/doctors/?near=59718&procedure=drez-lesioning&within=25&language=vi",
        "No doctors with all",
    ),
    "which place": ("/doctors/?near=Springfield", "places match “Springfield”."),
    "a whole state": ("/doctors/?near=Ohio", "A state is too large to measure from."),
    "unknown place": ("/doctors/?near=Qwertyville", "We do not know that place."),
    "abroad": ("/doctors/?near=M5V+2T6", "outside the United States"),
    "wrong filter": ("/doctors/?near=27710&within=7", "There is a problem with your search"),
}


def test_every_outcome_is_said_once(patient, scripts, nightly):
    """By day axe sees a third of them, tomorrow the next."""
    seen_by_axe = part_of_today([*OUTCOMES], 3, nightly)
    for outcome, (address, words) in OUTCOMES.items():
        patient.goto(address)
        # The answer to a place stands below what is wrong with the rest of the question.
        said, *also = announced(patient)
        assert words in said, outcome
        assert len(also) == (outcome == "wrong filter"), outcome
        assert not [each for each in also if "doctors" not in each], outcome
        is_error = outcome in ("unknown place", "abroad", "wrong filter")
        assert patient.title().startswith("Error: ") == is_error, outcome
        assert patient.locator('main a[href^="tel:"]').count() >= 1, f"{outcome}: never a dead end"
        if scripts:
            focused = patient.evaluate("document.activeElement.className")
            assert (focused == "error-summary") == is_error, outcome
            if outcome in seen_by_axe:
                assert_accessible(patient)
    assert len(seen_by_axe) >= 3


@contextmanager
def nobody_listed():
    pks = list(Provider.objects.listed().values_list("pk", flat=True))
    Provider.objects.update(is_listed=False)
    try:
        yield
    finally:
        Provider.objects.filter(pk__in=pks).update(is_listed=True)


def test_an_empty_directory_says_whom_to_call(site, browser, its_database):
    with its_database(), nobody_listed():
        for scripts in (True, False):
            context = browser.new_context(java_script_enabled=scripts, base_url=site.url)
            page = context.new_page()
            for address in ("/doctors/", "/doctors/?near=27710&within=25&procedure=drez-lesioning"):
                page.goto(address)
                assert announced(page) == ["We list no doctors yet."]
                assert (
                    "We are still asking doctors who do these operations."
                    in page.locator("main").inner_text()
                )
                assert page.locator('main a[href^="tel:"]').count() == 1
                if scripts:
                    assert_accessible(page)
            context.close()


def test_filters_are_chosen_applied_and_taken_off(patient):
    # Given a patient who sees the doctors near her
    patient.goto("/doctors/?near=27710")
    summary = patient.locator(".filters > summary", has_text="Filters")
    is_narrow = patient.viewport_size["width"] < 992
    assert summary.is_visible() == is_narrow
    if is_narrow:
        assert not patient.get_by_label("Wheelchair access").is_visible()
        summary.click()

    # When she chooses what she needs
    patient.get_by_role("combobox", name="Language").select_option(label="Spanish")
    patient.get_by_label("Wheelchair access").check()
    patient.locator("summary", has_text="More filters").click()
    patient.get_by_label("Doctor’s name").fill("exampel")
    follow(patient, patient.get_by_role("button", name="Apply filters"))
    # then only those are left who have all of it, and a card says what no line of it shows
    assert "near=27710" in patient.url and "language=es" in patient.url and "wheelchair=yes" in patient.url
    chips = patient.get_by_label("Filters that are on")
    assert [chip.text_content().split(",")[0].strip() for chip in chips.locator(".chip").all()] == [
        "Speaks Spanish",
        "Wheelchair access",
        "Name like “exampel”",
    ]
    assert doctors(patient) == ["alex-example"]
    assert "Has that name, or one like it." in patient.locator("article").first.inner_text()

    # When she takes one filter off
    if is_narrow:
        assert summary.inner_text().strip() == "Filters (3 on)"
        summary.click()
    follow(patient, chips.get_by_role("link", name="Name like “exampel”"))
    # then the others stay
    assert "q=" not in patient.url and "language=es" in patient.url
    assert len(doctors(patient)) > 1

    # When she looks near another place
    if is_narrow:
        patient.locator("summary", has_text="Change place").click()
    patient.get_by_label("ZIP code or city").fill("Atlanta, GA")
    follow(patient, patient.get_by_role("button", name="Search", exact=True))
    assert "near=Atlanta" in patient.url and "language=es" in patient.url, "the place keeps the filters"

    # When she clears all filters
    if is_narrow:
        summary.click()
    follow(patient, patient.get_by_role("link", name="Clear all filters"))
    # then the place stays
    assert patient.url.endswith("/doctors/?near=Atlanta%2C+GA")


def test_none_match_leads_on_by_numbers_that_are_true(patient):
    # Given a patient near whom nobody has all that she asks for
    patient.goto("/doctors/?near=27710&procedure=drez-lesioning&within=25&language=ko")
    way = patient.locator("main .callout li").filter(has_text="doctor").first
    number = re.search(r"(\d+) doctors?", way.inner_text())[1]
    assert len(doctors(patient)) == 3, "the nearest anyway"
    # When she drops what the page says would help, then she finds as many as it said
    follow(patient, way.get_by_role("link"))
    assert re.search(rf"\b{number} doctors?\b", patient.locator("#results-count").inner_text())


def test_more_doctors_come_in_place_or_on_the_next_page(patient, scripts, nightly):
    patient.goto("/doctors/?near=27710")
    first = doctors(patient)
    total = int(re.search(r"of (\d+) doctors", patient.locator("#results-count").inner_text())[1])
    more = patient.get_by_role("link", name="Show 10 more doctors")
    if not scripts:
        follow(patient, more)
        assert "page=2" in patient.url
        assert announced(patient) == [f"Showing 11 to 20 of {total} doctors."]
        assert len(doctors(patient)) == 10 and not set(first) & set(doctors(patient))
        return
    more.evaluate("link => (link.href = link.href.replace('page=2', 'page=1'))")
    more.click()
    expect(more).to_have_attribute("href", re.compile("page=2"))
    assert doctors(patient) == first, "nobody who is on the page already comes again"
    more.click()
    expect(patient.locator("article.doctor-card")).to_have_count(20)
    assert "page=" not in patient.url
    assert doctors(patient)[:10] == first and len(set(doctors(patient))) == 20
    assert announced(patient) == [f"Showing 20 of {total} doctors."]
    focused = patient.evaluate("document.activeElement.closest('article').dataset.doctor")
    assert focused == doctors(patient)[10]
    assert_accessible(patient)
    while (more := patient.locator("[data-more]")).count():
        before = len(doctors(patient))
        more.press("Enter")
        expect(patient.locator("article.doctor-card")).to_have_count(min(before + 10, total))
    assert announced(patient) == [f"{total} doctors."]
    assert len(set(doctors(patient))) == len(doctors(patient)) == total
    assert patient.get_by_role("heading", name="Distance unknown").count() == 1
    if nightly:  # axe looks at each card for a tenth of a second
        assert_accessible(patient)


def test_all_of_them_on_one_page(patient):
    patient.goto("/doctors/?near=27710")
    total = int(re.search(r"of (\d+) doctors", patient.locator("#results-count").inner_text())[1])
    assert 10 < total <= 100
    follow(patient, patient.get_by_role("link", name=f"Show all {total} doctors on one page"))
    assert len(doctors(patient)) == total
    assert patient.locator(".pager").count() == 0


def test_more_doctors_when_the_network_fails_is_still_a_link(browser, site):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/doctors/?near=27710")
    page.route(
        "**/doctors/?*page=2*",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    follow(page, page.locator("[data-more]"))
    assert "page=2" in page.url and len(doctors(page)) == 10
    context.close()


class TestMyLocation:
    """The device is asked only on a press, and only a coarse square is sent, once."""

    @pytest.fixture(params=[390, DESK_AT_NIGHT])
    def visit(self, browser, site, request):
        contexts = []

        def visit(address="/doctors/", script="", **options):
            context = browser.new_context(
                base_url=site.url, viewport={"width": request.param, "height": 900}, **options
            )
            contexts.append(context)
            page = context.new_page()
            if script:
                page.add_init_script(script)
            page.goto(address)
            return page

        yield visit
        for context in contexts:
            context.close()

    def button(self, page):
        return page.get_by_role("button", name="Use my location")

    @pytest.fixture
    def assert_says(self, nightly):
        """The page and its words: `assert_says(page, words)`; by day axe sees them in Spanish only."""

        def assert_says(page, words):
            expect(page.locator("[data-located]")).to_contain_text(words)
            assert page.evaluate("document.activeElement.id") == "id_near", "focus goes back to the box"
            assert "near=" not in page.url
            if nightly or "/es/" in page.url:
                assert_accessible(page)

        return assert_says

    def test_not_without_scripts_nor_where_devices_cannot_tell(self, visit):
        assert self.button(visit(java_script_enabled=False)).count() == 0
        blind = visit(
            script="Object.defineProperty(Navigator.prototype, 'geolocation', {get: () => undefined})"
        )
        assert self.button(blind).count() == 0

    def test_granted(self, visit, site, its_database):
        sent = []
        page = visit(
            "/doctors/?procedure=drez-lesioning&language=es", geolocation=FIELD, permissions=["geolocation"]
        )
        page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
        with page.expect_navigation():
            self.button(page).click()
        zip_code = re.search(r"[?&]near=(\d{5})(&|$)", page.url)[1]
        assert "procedure=drez-lesioning" in page.url and "language=es" in page.url
        assert f" NC {zip_code}" in page.locator("h1").inner_text()
        (asked,) = [each for each in sent if each[0] == "POST"]
        assert asked[1] == site.url + "/doctors/locate/"
        assert json.loads(asked[2]) == ON_THE_GRID
        assert not [url for _, url, _ in sent if TRACES.search(url)]
        self.assert_nothing_is_kept(page, site)
        with its_database():
            words, columns = all_words()
        assert columns > 150
        assert "Example Pain Surgery Center" in words
        assert not TRACES.search(words)

    def assert_nothing_is_kept(self, page, site):
        state = page.context.storage_state(indexed_db=True)
        assert state == {"cookies": [], "origins": []}
        kept = page.evaluate(
            "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.cookie])"
        )
        assert not TRACES.search(kept)
        log = site.log.read_text()
        assert "/doctors/locate/" in log and not TRACES.search(log)

    def test_denied(self, visit, assert_says):
        page = visit(permissions=[])
        self.button(page).click()
        assert_says(page, "Your browser did not share your location.")

    def test_unavailable(self, visit, assert_says):
        page = visit(script="navigator.geolocation.getCurrentPosition = (found, failed) => failed({code: 2})")
        self.button(page).click()
        assert_says(page, "Your device could not tell where you are.")

    def test_hanging(self, visit, assert_says):
        page = visit(script="navigator.geolocation.getCurrentPosition = () => {}")
        page.clock.install()
        page.reload()
        stop_the_clock(page)
        self.button(page).press("Enter")
        status = page.locator("[data-located]")
        expect(status).to_contain_text("Looking for the ZIP code nearest to you.")
        page.clock.fast_forward(9_000)
        expect(status).to_contain_text("Looking for")
        page.clock.fast_forward(1_500)
        expect(status).to_contain_text("took longer than 10 seconds")
        page.clock.resume()  # axe waits for it, too
        assert_says(page, "took longer than 10 seconds")

    def test_outside_the_united_states(self, visit, assert_says):
        london = {"latitude": 51.5, "longitude": -0.12}
        page = visit(geolocation=london, permissions=["geolocation"])
        self.button(page).click()
        assert_says(page, "You seem to be outside the United States.")

    def test_the_site_cannot_be_reached(self, visit, assert_says):
        page = visit("/es/doctors/", geolocation=FIELD, permissions=["geolocation"])
        page.route("**/locate/", lambda route: route.abort())
        page.get_by_role("button", name="Usar mi ubicación").click()
        assert_says(page, "No pudimos responder en este momento.")

    def test_it_is_on_the_front_page_too(self, visit):
        page = visit("/", geolocation=FIELD, permissions=["geolocation"])
        with page.expect_navigation():
            self.button(page).click()
        assert re.search(r"/doctors/\?near=\d{5}$", page.url)


def all_words() -> tuple[str, int]:
    """Every word in every table of the site, and how many columns that are."""
    words = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND"
            " data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'tsvector')"
        )
        columns = cursor.fetchall()
        for table, column in columns:
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            words += [word for (word,) in cursor]
    return "\n".join(words), len(columns)
