"""What a patient does: read, look for a doctor, make a mistake, try again; also without JavaScript."""

import http.client

import pytest

from tests.kit.browsers import follow


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def patient(browser, site, request):
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 390, "height": 844}, base_url=site.url
    )
    yield context.new_page()
    context.close()


def cards(page):
    return [
        (card.get_attribute("data-doctor"), card.get_attribute("data-miles"))
        for card in page.locator("article.doctor-card").all()
    ]


def look_near(patient, place):
    """Type a place into the form of the page, and press its button."""
    patient.locator("main form").get_by_label("ZIP code or city").fill(place)
    follow(patient, patient.locator("main form").get_by_role("button").first)


def assert_nearest_first(found):
    miles = [float(distance) for _, distance in found]
    assert miles == sorted(miles)


def test_from_the_front_door_to_the_nearest_doctor(patient):
    # Given a patient at the front door
    patient.goto("/")
    # When she types her ZIP code
    patient.get_by_label("ZIP code or city").fill("27710")
    follow(patient, patient.get_by_role("button", name="Find a doctor"))
    # then ten doctors stand there, the nearest first, and how far is said as it was measured
    assert "near=27710" in patient.url
    found = cards(patient)
    assert len(found) == 10
    assert_nearest_first(found)
    assert "Durham, NC 27710" in patient.locator("h1").inner_text()
    assert "straight line" in patient.locator("main").inner_text()


def test_reading_then_the_nearest_three_who_do_this_operation(patient):
    # Given a patient who reads about an operation
    patient.goto("/procedures/drez-lesioning/")
    # When she types her ZIP code there
    look_near(patient, "27710")
    # then the nearest three who do it stand in the same place of the same page
    assert "/procedures/drez-lesioning/?" in patient.url and patient.url.endswith("#find-a-doctor")
    panel = patient.locator("section, div").filter(has=patient.locator("#find-a-doctor")).last
    assert panel.locator("article.doctor-card").count() == 3
    found = cards(patient)
    assert len(found) == 3
    assert_nearest_first(found)


def test_a_place_we_do_not_know_keeps_what_was_typed(patient):
    # Given a patient who looks for a doctor
    patient.goto("/doctors/")
    # When she types a place that does not exist
    look_near(patient, "Qwertyville")
    # then she is told so beside the field, which keeps what she typed
    assert patient.title().startswith("Error: ")
    field = patient.get_by_label("ZIP code or city")
    assert field.input_value() == "Qwertyville"
    assert field.get_attribute("aria-invalid") == "true"
    summary = patient.locator(".error-summary")
    assert summary.get_by_role("link").last.get_attribute("href") == f"#{field.get_attribute('id')}"
    described = field.get_attribute("aria-describedby").split()
    assert any("We do not know that place" in patient.locator(f"#{name}").inner_text() for name in described)


def test_the_summary_of_an_error_takes_the_focus(watched):
    watched.goto("/doctors/?near=Qwertyville")
    assert watched.evaluate("document.activeElement.className") == "error-summary"


def test_a_place_that_could_be_several_is_asked_back(patient):
    # Given a patient who typed a name that several places have
    patient.goto("/doctors/?near=Springfield")
    # When she says which one she means
    choice = patient.locator("main").get_by_role("link", name="Springfield, IL")
    follow(patient, choice)
    # then she finds the doctors near it
    assert "Springfield, IL" in patient.locator("h1").inner_text()
    assert cards(patient)


def test_nobody_near_is_never_a_dead_end(patient):
    # Given a patient far from everybody who does the operation
    patient.goto("/doctors/?near=59718&procedure=drez-lesioning&within=25")
    # then she is told so, and finds the nearest anyway
    assert "No doctors" in patient.locator("#results-count").inner_text()
    assert len(cards(patient)) >= 3
    # When she takes the first way out
    ways_out = patient.locator("main .callout a").all()
    assert ways_out
    patient.goto(ways_out[0].get_attribute("href"))
    # then there are doctors
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
    follow(patient, patient.locator(".doctor-card .doc__who a").first)
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
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=20)
    connection.request("GET", address)
    assert connection.getresponse().status in (200, 400, 404, 414)
    connection.close()


def test_skipping_to_the_content(watched):
    watched.goto("/")
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")
    assert watched.evaluate("document.activeElement.id") == "main"


def test_the_whole_way_in_spanish(patient):
    # Given a patient who starts from her pain
    patient.goto("/es/")
    follow(
        patient, patient.locator("main").get_by_role("link", name="Un brazo que arde o da descargas").first
    )
    assert patient.locator("h1").inner_text().startswith("Dolor después de que los nervios del brazo")
    # When she reads about an operation, and compares it with the others
    follow(patient, patient.get_by_role("link", name="Leer sobre lesión DREZ"))
    assert patient.locator("h1").inner_text() == "Lesión DREZ"
    follow(patient, patient.get_by_role("link", name="Comparar opciones").first)
    assert "Es para mi dolor" in patient.locator("main").inner_text()
    # and searches the site in her own words
    patient.goto("/es/search/")
    patient.locator("main").get_by_role("searchbox").fill("culebriya")
    follow(patient, patient.locator("main").get_by_role("button", name="Buscar", exact=True).first)
    assert "Dolor neuropático que queda después de la culebrilla" in patient.locator("main").inner_text()
    # and looks for who does it near her, in her language
    patient.goto("/es/doctors/?procedure=drez-lesioning")
    field = patient.locator("main form").get_by_label("Código postal o ciudad")
    field.fill("27710")
    follow(patient, patient.locator("main form").get_by_role("button").first)
    assert patient.locator("h1").inner_text().startswith("Médicos que hacen lesión DREZ, primero los más")
    everybody = cards(patient)
    patient.goto("/es/doctors/?near=27710&procedure=drez-lesioning&language=es")
    assert_nearest_first(cards(patient))
    assert 0 < len(cards(patient)) < len(everybody)
    # then a doctor's page, the paper to take along, and the report of a mistake speak Spanish, too
    follow(patient, patient.locator(".doctor-card .doc__who a").first)
    assert "Confirmado con el consultorio del Dr." in patient.locator("main").inner_text()
    follow(patient, patient.locator('a[href$="/report/"]').first)
    assert patient.locator("h1").inner_text().startswith("Reportar un error")
    patient.goto("/es/procedures/drez-lesioning/?sheet=questions")
    assert "preguntas para su médico" in patient.locator("h1").inner_text()
    assert patient.locator("html").get_attribute("lang") == "es" and "/es/" in patient.url
    # and each of them leads to the same page in English
    follow(patient, patient.get_by_role("link", name="English").first)
    assert patient.url.endswith("/procedures/drez-lesioning/?sheet=questions") and "/es/" not in patient.url
