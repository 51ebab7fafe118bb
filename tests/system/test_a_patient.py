"""What a patient does: read, look for a doctor, make a mistake, try again; also without JavaScript."""

import pytest


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def patient(browser, site, request):
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 390, "height": 844}, base_url=site.url
    )
    yield context.new_page()
    context.close()


def follow(page, control):
    """Press a link or button, and wait until the page behind it is whole."""
    with page.expect_navigation():
        control.click()


def cards(page):
    return [
        (card.get_attribute("data-doctor"), card.get_attribute("data-miles"))
        for card in page.locator("article.doctor-card").all()
    ]


def test_from_the_front_door_to_the_nearest_doctor(patient):
    patient.goto("/")
    patient.get_by_label("ZIP code or city").fill("27710")
    follow(patient, patient.get_by_role("button", name="Find a doctor"))
    assert "near=27710" in patient.url
    found = cards(patient)
    miles = [float(distance) for _, distance in found]
    assert len(found) == 10
    assert miles == sorted(miles)
    assert "Durham, NC 27710" in patient.locator("#results-count").inner_text()
    assert "straight line" in patient.locator("main").inner_text()


def test_reading_then_the_nearest_three_who_do_this_operation(patient):
    patient.goto("/procedures/drez-lesioning/")
    panel = patient.locator("section, div").filter(has=patient.locator("#find-a-doctor")).last
    patient.locator("main form").get_by_label("ZIP code or city").fill("27710")
    follow(patient, patient.locator("main form").get_by_role("button").first)
    assert "/procedures/drez-lesioning/?" in patient.url and patient.url.endswith("#find-a-doctor")
    assert panel
    found = cards(patient)
    assert len(found) == 3
    assert [float(m) for _, m in found] == sorted(float(m) for _, m in found)


def test_a_place_we_do_not_know_keeps_what_was_typed(patient):
    patient.goto("/doctors/")
    patient.get_by_label("ZIP code or city").fill("Qwertyville")
    follow(patient, patient.locator("main form").get_by_role("button").first)
    assert patient.title().startswith("Error: ")
    field = patient.get_by_label("ZIP code or city")
    assert field.input_value() == "Qwertyville"
    assert field.get_attribute("aria-invalid") == "true"
    summary = patient.locator(".error-summary")
    assert summary.get_by_role("link").first.get_attribute("href") == f"#{field.get_attribute('id')}"
    described = field.get_attribute("aria-describedby").split()
    assert any("We do not know that place" in patient.locator(f"#{name}").inner_text() for name in described)


def test_the_summary_of_an_error_takes_the_focus(watched):
    watched.goto("/doctors/?near=Qwertyville")
    assert watched.evaluate("document.activeElement.className") == "error-summary"


def test_a_place_that_could_be_several_is_asked_back(patient):
    patient.goto("/doctors/?near=Springfield")
    choice = patient.locator("main").get_by_role("link", name="Springfield, IL")
    follow(patient, choice)
    assert "Springfield, IL" in patient.locator("#results-count").inner_text()
    assert cards(patient)


def test_nobody_near_is_never_a_dead_end(patient):
    patient.goto("/doctors/?near=59718&procedure=drez-lesioning&within=25")
    assert "No doctors" in patient.locator("#results-count").inner_text()
    assert len(cards(patient)) >= 3
    ways_out = patient.locator("main .callout a").all()
    assert ways_out
    patient.goto(ways_out[0].get_attribute("href"))
    assert cards(patient)


def test_the_next_page_goes_on_where_this_one_ended(patient):
    patient.goto("/doctors/?near=27710")
    first = cards(patient)
    follow(patient, patient.get_by_role("link", name="Next").first)
    second = cards(patient)
    assert not {slug for slug, _ in first} & {slug for slug, _ in second}
    assert float(second[0][1]) >= float(first[-1][1])


def test_a_doctor_and_a_place(patient):
    patient.goto("/doctors/?near=27710&procedure=drez-lesioning")
    follow(patient, patient.locator("article.doctor-card h3 a").first)
    assert "DREZ lesioning" in patient.locator("main").inner_text()
    assert patient.locator('main a[href^="tel:+1"]').count() >= 1
    follow(patient, patient.locator('main a[href^="/locations/"]').first)
    assert patient.locator('main a[href^="/doctors/"]').count() >= 1


def test_the_same_page_in_spanish(patient):
    patient.goto("/doctors/?near=27710")
    follow(patient, patient.get_by_role("link", name="Español").first)
    assert "/es/doctors/" in patient.url
    assert patient.locator("html").get_attribute("lang") == "es"


@pytest.mark.parametrize(
    "address",
    [
        "/doctors/?near=%00",
        "/doctors/?near=27710&page=999999999999999999999",
        "/doctors/?near=27710&page=-1",
        "/doctors/?near=27710&page=x",
        "/doctors/?procedure=%00&within=1e9",
        "/doctors/?procedure=nothing&within=%F0%9F%98%80",
        "/doctors/?near=" + "9" * 3000,
        "/doctors/?near=" + "9" * 100_000,
        "/doctors/?" + "&".join(f"a{n}=1" for n in range(1200)),
        "/doctors/?near=%ff%fe",
        "/doctors/?near='%3B+DROP+TABLE+providers_provider%3B--",
        "/doctors/%F0%9F%98%80/",
        "/procedures/drez-lesioning/?near=%00",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_bad_input_never_breaks_the_site(site, address):
    import http.client

    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=20)
    connection.request("GET", address)
    assert connection.getresponse().status in (200, 400, 404, 414)
    connection.close()


def test_skipping_to_the_content(watched):
    watched.goto("/")
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")
    assert watched.evaluate("document.activeElement.id") == "main"
