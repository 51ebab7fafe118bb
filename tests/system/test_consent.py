"""Nothing stays in a browser unless its owner accepts; then one ZIP code does, and can be taken away."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.kit.axe import violations
from tests.kit.browsers import people_at
from tests.kit.server_processes import wait_until
from tests.kit.turns import part_of_today

ACCEPT, REJECT, FORGET = "Accept", "Reject", "Forget my ZIP code and doctors"
NOTHING_YET = {"zip": "", "doctors": ""}
OFFER = "Remember my ZIP code and the doctors I choose on this device?"


@pytest.fixture
def reader(browser, site):
    """Opens pages as a new visitor; fails for any console message or request to another host."""
    with people_at(site.url, browser) as people:
        yield partial(people.come, width=390)


def stored(page) -> dict[str, str]:
    """Everything that this site keeps in the browser."""
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("caches ? caches.keys().then(all => all.length) : 0") == 0
    return page.evaluate("({...localStorage})")


def near(page):
    return page.locator("form [name=near]").first


def offer(page, path="/"):
    """Open a page, go to its ZIP field, and give the offer beside it."""
    page.goto(path)
    near(page).scroll_into_view_if_needed()
    box = page.locator("[data-zip]")
    box.wait_for(state="visible")
    return box


def button(page, name):
    return page.locator("[data-zip]").get_by_role("button", name=name, exact=True)


PAGES_THAT_ASK = ["/", "/doctors/", "/procedures/drez-lesioning/"]


def test_the_first_visit_asks_with_equal_weight(reader, nightly):
    """By day axe sees one of the pages, tomorrow the next."""
    seen_by_axe = part_of_today(PAGES_THAT_ASK, len(PAGES_THAT_ASK), nightly)
    page = reader()
    for path in PAGES_THAT_ASK:
        box = offer(page, path)
        assert OFFER in box.inner_text()
        looks = [
            button(page, name).evaluate(
                "b => [b.className, b.tagName, getComputedStyle(b).backgroundColor,"
                " getComputedStyle(b).color, getComputedStyle(b).fontWeight, b.offsetHeight]"
            )
            for name in (ACCEPT, REJECT)
        ]
        assert looks[0] == looks[1] and looks[0][-1] >= 44, path
        if path in seen_by_axe:
            assert violations(page) == [], path
        assert box.get_by_role("link", name="Find out more").get_attribute("href") == "/cookies/"
        assert stored(page) == {}, path
    assert seen_by_axe


def test_going_on_is_not_asked_again_and_nothing_is_kept(reader):
    # Given a reader who was asked whether to remember the ZIP code
    page = reader()
    offer(page)
    # When she goes on without an answer
    page.get_by_role("button", name="Find a doctor").first.click()
    page.wait_for_url("**/doctors/**")
    # then nobody asks again, and nothing is kept
    assert not page.locator("[data-zip]").is_visible()
    assert stored(page) == {}


def test_rejecting_keeps_nothing_and_gives_back_the_focus(reader):
    # Given a reader who was asked
    page = reader()
    offer(page)
    # When she says no
    button(page, REJECT).click()
    # then she is told that nothing is kept
    assert page.evaluate("document.activeElement.textContent") == "Nothing is kept."
    assert not button(page, ACCEPT).is_visible()
    # When she looks for a doctor, then that is so
    near(page).fill("27710")
    near(page).press("Enter")
    page.wait_for_url("**near=27710**")
    assert stored(page) == {}


def test_accepting_keeps_the_next_zip_code_and_nothing_else(reader):
    # Given a reader who was asked
    page = reader()
    sent = []
    offer(page)
    # When she says yes, then she is told where it stays
    button(page, ACCEPT).press("Enter")
    assert "stays in this browser" in page.evaluate("document.activeElement.textContent")
    assert stored(page) == NOTHING_YET
    # When she looks for a doctor, then the five digits are kept
    near(page).fill(" 27710-1234 ")
    near(page).press("Enter")
    page.wait_for_url("**/doctors/**")
    assert stored(page) == NOTHING_YET | {"zip": "27710"}
    # When she types a place that is none, where nothing is offered, then they stay
    page.goto("/doctors/?near=nowhere+at+all")
    assert stored(page) == NOTHING_YET | {"zip": "27710"}
    # When she comes back, then the field is filled in, and the browser has told nobody
    page.on("request", lambda request: sent.append(f"{request.url} {request.all_headers()}"))
    page.goto("/es/")
    near(page).scroll_into_view_if_needed()
    expect(near(page)).to_have_value("27710")
    assert sent and not [each for each in sent if "27710" in each.replace("near=27710", "", 1)], (
        "never by itself"
    )


def test_a_city_is_not_kept(reader):
    page = reader()
    offer(page)
    button(page, ACCEPT).click()
    near(page).fill("Durham, NC")
    near(page).press("Enter")
    page.wait_for_url("**near=Durham**")
    assert stored(page) == NOTHING_YET


def remembering(reader, **options):
    page = reader(**options)
    page.goto("/robots.txt")
    page.evaluate("localStorage.setItem('zip', '27710')")
    return page


def test_what_is_kept_is_filled_in_and_can_be_forgotten(reader):
    # Given a reader whose browser remembers the ZIP code
    page = remembering(reader)
    offer(page, "/doctors/")
    assert near(page).input_value() == "27710"
    # When she lets it forget, then nothing is kept
    button(page, FORGET).click()
    assert stored(page) == {} and near(page).input_value() == ""
    assert page.evaluate("document.activeElement.textContent") == "Nothing is kept."


def test_what_was_asked_is_not_overwritten(reader):
    page = remembering(reader)
    page.goto("/doctors/?near=Springfield")
    page.locator("summary", has_text="Change place").click()
    page.locator("[data-zip]").wait_for(state="visible")
    assert near(page).input_value() == "Springfield"


def test_the_page_about_cookies_shows_and_changes_the_choice(reader):
    page = reader()
    for path, words in (("/cookies/", [ACCEPT, REJECT]), ("/es/cookies/", ["Aceptar", "Rechazar"])):
        page.goto(path)
        box = page.locator("[data-zip]")
        box.wait_for(state="visible")
        accept, reject = (box.get_by_role("button", name=word, exact=True) for word in words)
        accept.click()
        assert stored(page) == NOTHING_YET
        reject.click()
        assert stored(page) == {}
        assert page.evaluate("document.activeElement.dataset.when") == "no"
    page = remembering(reader)
    page.goto("/cookies/")
    page.locator("[data-kept]").wait_for(state="visible")
    assert page.locator("[data-kept]").inner_text() == "27710"
    assert page.locator("[data-zip] p:visible").count() == 1


def test_global_privacy_control_means_no(reader):
    page = remembering(reader)
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page.goto("/doctors/")
    near(page).scroll_into_view_if_needed()
    # Not by wait_for_function, which our policy lets look once.
    wait_until(lambda: page.evaluate("localStorage.length") == 0)
    assert stored(page) == {} and near(page).input_value() == ""
    assert not page.locator("[data-zip]").is_visible()
    page.goto("/cookies/")
    page.locator("[data-zip]").wait_for(state="visible")
    assert "Global Privacy Control" in page.locator("[data-zip]").inner_text()
    assert not button(page, ACCEPT).is_visible()


def test_without_javascript_nothing_is_offered(reader):
    page = reader(java_script_enabled=False)
    for path in ("/", "/doctors/", "/cookies/"):
        page.goto(path)
        assert page.locator("[data-zip]").count() == 1 and not page.locator("[data-zip]").is_visible()
    assert page.context.storage_state()["origins"] == []


def test_a_browser_that_lets_nobody_store_still_works(reader):
    page = reader()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw Error('no') }})")
    page.goto("/doctors/")
    assert not page.locator("[data-zip]").is_visible()
    near(page).fill("27710")
    near(page).press("Enter")
    page.wait_for_url("**near=27710**")


def test_every_control_has_a_visible_focus_and_fits_a_small_screen(reader):
    page = reader()
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/cookies/", "/es/doctors/"):
        page.goto(path)
        box = page.locator("[data-zip]")
        its_heading = page.get_by_role("heading", name="Remember my ZIP code")
        (its_heading if path == "/cookies/" else near(page)).scroll_into_view_if_needed()
        box.wait_for(state="visible")
        controls = box.locator("button:visible, a:visible").all()
        assert len(controls) >= 2
        for control in controls:
            control.focus()
            assert control.evaluate("c => c.matches(':focus')")
            size = control.bounding_box()
            assert size["x"] >= 0 and size["x"] + size["width"] <= 320
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Of those that are wholly in view; its distance from the top of the screen, in pixels.
FOCUS_ON_THE_LOWEST_LINK = """() => {
    const link = [...document.querySelectorAll('main a[href]')]
        .findLast(each => each.getBoundingClientRect().bottom <= innerHeight);
    link.focus({preventScroll: true});
    return link.getBoundingClientRect().top;
}"""


def test_an_offer_that_comes_late_pushes_no_focus_off_the_screen(reader):
    # Given a reader on a slow line, who has come to the lowest link on her screen before the offer is there
    page = reader()
    waiting = []
    page.route("**/remember*.js", lambda route: waiting.append(route))
    page.goto("/")
    with page.expect_request("**/remember*.js"):
        near(page).scroll_into_view_if_needed()
    before = page.evaluate(FOCUS_ON_THE_LOWEST_LINK)
    # When it comes, above that link, then the link stays where it was
    waiting.pop().continue_()
    page.locator("[data-zip]").wait_for(state="visible")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") == pytest.approx(before, abs=1)


@pytest.mark.parametrize(("turn", "choice"), [(0, "none yet"), (1, ACCEPT), (2, REJECT)])
def test_every_page_before_and_after_each_choice(reader, addresses, one_of_each_kind, nightly, turn, choice):
    """No request elsewhere, no cookie, no console message; nothing stored unless accepted.

    By day a page of every second kind, in turn after each choice; tomorrow of the others.
    """
    chosen = addresses if nightly else part_of_today(one_of_each_kind, 2, nightly)[turn::3]
    page = reader()
    if choice != "none yet":
        offer(page)
        button(page, choice).click()
    expected = NOTHING_YET if choice == ACCEPT else {}
    swept = 0
    for address in chosen:
        page.goto(address)
        if address.endswith("/report/"):  # the one form that writes has the cookie that it needs
            assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
            page.context.clear_cookies()
        assert stored(page) == expected, address
        swept += 1
    assert swept == len(chosen) > (15 if nightly else 2)
