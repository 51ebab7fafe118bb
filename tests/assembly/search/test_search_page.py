"""The page of the search, as a reader meets it."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from drez_site.assembly.search.answer import Answer
from drez_site.assembly.search.question import MOST_LETTERS, MOST_TERMS, Question
from drez_site.assembly.search.urgent import Urgency
from drez_site.assembly.search.where import among
from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.content_version import Version, as_of
from drez_site.foundation.reading_page import READ_AS_OF
from tests.kit.approving import approve_all
from tests.kit.documents import make_signed_article
from tests.kit.english_words import unmarked_english
from tests.kit.places import make_town
from tests.kit.site_search import hits, search, text

pytestmark = pytest.mark.django_db


def test_a_place_says_where_it_stands_and_marks_what_fits(client, loaded):
    page = search(client, "battery")
    assert "/procedures/drg-stimulation/#recovery" in hits(page)
    assert "<mark>battery</mark>" in page.text
    assert "DRG stimulation Recovery" in text(page)
    assert "places on our pages, the best first." in text(page)


@pytest.mark.parametrize(
    ("typed", "url"), [("find a doctor", "/doctors/"), ("how are these pages made", "/how-we-make-content/")]
)
def test_a_page_of_ours_that_nobody_signs_says_what_it_is_for(client, loaded, typed, url):
    found = {hit.url: hit for hit in search(client, typed).context["answer"].hits}
    assert len(found[url].words) > 40


def test_many_words_find_what_has_most_of_them_first(client, loaded):
    assert hits(search(client, "arm pain after a motorcycle crash"))[0].startswith(
        "/conditions/arm-nerves-torn/"
    )


def test_a_misspelled_word_is_read_and_the_page_says_how(client, loaded):
    page = search(client, "batery")
    assert hits(page)[:3] == hits(search(client, "battery"))[:3]
    assert "We looked for “battery” instead of “batery”." in text(page)


@pytest.mark.parametrize("typed", ["neuritis", "vulvodynia", "grout"])
def test_a_word_is_read_as_it_is_and_another_is_only_offered(client, loaded, typed):
    page = search(client, f"{typed} battery")
    assert "instead of" not in text(page)
    assert hits(page)[:3] == hits(search(client, "battery"))[:3]
    said = f"No page of ours says “{typed}”. Did you mean"
    assert said in page.text or f"Not on our pages: “{typed}”." in page.text


def test_who_needs_911_is_offered_no_other_spelling(client, loaded):
    page = search(client, "slurred battery")
    assert "tel:911" in page.text and "instead of" not in text(page) and "Did you mean" not in page.text


@pytest.mark.parametrize("typed", ["dead arm", "shoulder nerve torn bike", "nuca", "poop"])
def test_no_word_of_our_lists_is_taken_for_another(client, loaded, typed):
    found = text(search(client, typed))
    assert "Did you mean" not in found and "instead of" not in found


@pytest.mark.parametrize("typed", ["socorro", "ayuda", "help me"])
def test_a_cry_for_help_comes_before_a_place_of_that_name(client, loaded, typed):
    main = search(client, typed).text.partition("<main")[2]
    assert 0 < main.index("tel:911") < main.index('name="q"')
    assert "/doctors/?near" not in main.partition('name="q"')[0]


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_despair_is_sent_to_no_phone_that_may_be_closed(client, loaded, prefix):
    main = search(client, "dead", prefix).text.partition("<main")[2]
    assert "tel:988" in main
    assert 'id="results-count"' not in main and 'id="results-count"' in search(client, "qqqq", prefix).text


def test_who_needs_911_is_led_to_nobody_with_a_name_a_little_like_her_words(client, loaded):
    assert "Luz Drafty" in text(search(client, "drafti"))
    page = search(client, "drank bleach")
    assert "tel:911" in page.text and "Luz Drafty" not in text(page)


def test_no_word_is_read_as_one_that_begins_with_another_letter(client, loaded):
    for typed in ("zattery", "qurning"):
        assert "instead of" not in text(search(client, typed))


def test_for_what_sounds_like_an_emergency_when_to_call_comes_first(client, loaded):
    found = hits(search(client, "fever after surgery"))
    assert [url.partition("#")[2] for url in found[:3]] == ["urgent-help"] * 3
    assert hits(search(client, "battery"))[0].partition("#")[2] != "urgent-help"


def test_a_place_whose_heading_is_the_sites_has_it_and_shows_its_words(client, loaded):
    page = search(client, "seizure")
    assert "When to get help fast" in text(page)
    assert "A <mark>seizure</mark>." in page.text


def test_words_that_stand_nowhere_are_named(client, loaded):
    page = search(client, "battery qqqqqq")
    assert hits(page)
    assert "Not on our pages: “qqqqqq”." in text(page)


@pytest.mark.parametrize("typed", ["", "   ", "qqqqqq wwwwww", "?!", "\x00", "😀", "a" * 3_000, "的"])
def test_nothing_is_a_dead_end(client, loaded, typed):
    page = search(client, typed)
    assert page.status_code == 200
    assert hits(page) == []
    assert 'href="/conditions/crps/"' in page.text
    assert 'href="/doctors/"' in page.text
    assert ClinicProfile.current().phone in page.text.partition("<main")[2]


ODD = [
    "<script>alert(1)</script> battery",
    "battery & ! | :* ( ) <-> ' \" \\ %s %(a)s",
    "battery\x00\x01\u202e\u2066\ufeff\x02\x03",
    "ﷺ" * 200,
    "\ud800 battery".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "e\u0301" * 150,
    "ß ı İ ﬁ battery",
    "battery " * 20_000,
    " ".join(f"word{number}" for number in range(5_000)),
    "مرحبا battery שלום",
    "'; DROP TABLE procedures_edition; --",
]


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_anything_at_all_gets_a_page(client, loaded, typed):
    page = search(client, typed)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "\x02" not in page.text
    assert len(page.content) < 60_000


def test_only_the_first_letters_and_words_are_looked_for(client, loaded):
    question = Question.of("battery " * 1_000, "en")
    assert len(question.text) <= MOST_LETTERS
    assert question.is_cut
    assert len(Question.of(" ".join("abcdefghijklmnopqrstuvwxyz"), "en").terms) <= MOST_TERMS
    assert "We looked for the first" in text(search(client, "pain " * 200))


@pytest.mark.parametrize("words", [[f"001{number:02}" for number in range(33)], ["Hope"] * 33])
def test_of_many_places_a_few_are_tried(loaded, words):
    """And each once: to learn that a ZIP code is nowhere takes some twenty statements."""
    make_town("Hope", "AR")
    counts = []
    for typed in (words[:6], words):
        with CaptureQueriesContext(connection) as asked:
            among(" ".join(typed), frozenset(["hope"]))
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_the_same_work_for_a_hundred_times_the_words(client, loaded):
    counts = []
    for typed in ("zig zag " * 20, "zig zag " * 2_000):
        with CaptureQueriesContext(connection) as asked:
            search(client, typed)
        counts.append((len(asked), sum(len(query["sql"]) for query in asked)))
    assert all(one == other for one, other in pairwise(counts))


@pytest.mark.parametrize(
    ("typed", "statements"),
    [
        ("battery", 1),  # our places
        ("the battery", 2),  # and whether a place is called so
        ("surgeon near Durham, NC", 2),  # and the city
        ("qwrtz plmkj", 8),  # our places, words like these, kinds of place, one among them, who, the doctors
        ("Dr. Luz Drafty", 8),  # our places, kinds of place, one among them, who, the doctors, their cards
    ],
)
def test_what_is_asked_of_the_database(loaded, django_assert_num_queries, typed, statements):
    """Whatever the directory holds: one of a million doctors is asked for as one of ten."""
    clinic = ClinicProfile.current()
    with as_of(Version(f"asks for {typed}", timezone.now() + timedelta(days=1))):
        Answer.to("Dr. Anchor", "en", clinic)
        with django_assert_num_queries(statements):
            Answer.to(typed, "en", clinic)


@pytest.mark.parametrize(("typed", "first"), [("i want to die", "988"), ("chest pain", "911")])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_urgent_help_stands_first(client, loaded, typed, first, prefix):
    main = search(client, typed, prefix).text.partition("<main")[2]
    numbers = re.findall(r'href="tel:(\d+)"', main)
    assert numbers[:2] == [first, {"911": "988", "988": "911"}[first]]
    assert main.index(f"tel:{first}") < main.index('name="q"')


def test_who_thinks_of_dying_is_not_led_to_how_many_died(client, loaded):
    assert hits(search(client, "i want to die")) == []
    assert hits(search(client, "crps i want to die"))[0].startswith("/conditions/crps/")
    assert hits(search(client, "can i die from this operation"))


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("my husband says he wants to kill himself", ""),
        ("my wife wants to kill herself", ""),
        ("i dont wanna be here anymore", ""),
        ("mi esposo se quiere matar", "/es"),
        ("quiero acabar", "/es"),
        ("mi esposo se quiere matar", ""),
    ],
)
def test_words_beside_despair_lead_nowhere(client, loaded, typed, prefix):
    page = search(client, typed, prefix)
    assert "tel:988" in page.text.partition('name="q"')[0].partition("<main")[2]
    assert hits(page) == []
    assert "/doctors/?" not in page.text.partition("<main")[2]


@pytest.mark.parametrize("typed", ["chest pain alex exampel", "alex exampel chest pain"])
def test_who_is_in_danger_is_led_to_no_name_that_is_only_alike(client, loaded, typed):
    assert "/doctors/?q=" not in search(client, typed).text


def test_a_zip_code_goes_to_the_finder(client, loaded):
    for typed in ("27710", " 27710 ", "27710-3000"):
        answer = search(client, typed)
        assert (answer.status_code, answer["Location"]) == (302, f"/doctors/?near={typed.strip()}")
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("surgeons near Durham, NC", "/doctors/?near=Durham%2C+NC"),
        ("doctor in Springfield", "/doctors/?near=Springfield"),
        ("Asheville", "/doctors/?near=Asheville%2C+NC"),
        ("battery", None),
    ],
)
def test_a_place_offers_the_finder(client, loaded, typed, near):
    page = search(client, typed)
    assert (
        (f'class="button" href="{escape(near)}"' in page.text)
        if near
        else ("/doctors/?near" not in page.text)
    )


@pytest.fixture
def towns_called_like_words(loaded):
    for name, state in (
        ("Reading", "PA"),
        ("Spanish Fork", "UT"),
        ("Los Angeles", "CA"),
        ("El Paso", "TX"),
        ("Angeles", "PR"),
    ):
        make_town(name, state)
    ClinicProfile.objects.update(
        travel="From Springfield, Fairfax County or the northern fork take the train. El paso is slow. Los!"
    )
    approve_all()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Reading, PA", "Reading%2C+PA"),
        ("springfield il", "Springfield%2C+IL"),
        ("northern IL", "northern+IL"),
        ("doctor near Spanish Fork, UT", "Spanish+Fork%2C+UT"),
        ("Spanish Fork doctor", "Spanish+Fork%2C+UT"),
        ("Fairfax County, VA", "Fairfax+County%2C+VA"),
        ("doctor in Los Angeles", "Los+Angeles%2C+CA"),
        ("médico en Los Ángeles", "Los+Angeles%2C+CA"),
        ("el paso", "El+Paso%2C+TX"),
        ("the Springfield, IL", "Springfield%2C+IL"),
    ],
)
def test_a_place_is_found_though_its_words_say_something_else_too(
    client, towns_called_like_words, typed, near
):
    page = search(client, typed)
    assert hits(page)
    assert f'class="button" href="/doctors/?near={near}"' in page.text


@pytest.mark.parametrize(
    ("typed", "prefix", "finder"),
    [
        ("spanish speaking doctor", "", "/doctors/?language=es"),
        ("Spanish speaking doctor Springfield", "", "/doctors/?near=Springfield&language=es"),
        ("Spanish speaking doctor 27710", "", "/doctors/?near=27710&language=es"),
        ("médico que habla español en Asheville NC", "/es", "/es/doctors/?near=Asheville%2C+NC&language=es"),
    ],
)
def test_who_asks_for_a_language_is_led_to_doctors_who_speak_it(client, loaded, typed, prefix, finder):
    assert f'class="button" href="{escape(finder)}"' in search(client, typed, prefix).text


@pytest.mark.parametrize("typed", ["hi", "MS pain", "burning pain ms", "spanish", "burning or"])
def test_a_word_that_is_also_a_state_or_a_language_is_no_search_for_a_doctor(client, loaded, typed):
    assert "/doctors/?" not in search(client, typed).text.partition("<main")[2]


def test_a_cry_for_help_is_heard_behind_what_we_look_for():
    story = "my arm burns since the crash and nobody believes me " * 8
    question = Question.of(f"{story} i want to die", "en")
    assert question.urgency is Urgency.DESPAIR and len(question.text) <= MOST_LETTERS


def test_a_name_that_is_also_a_place_offers_both(client, loaded):
    make_town("Alex", "NC")
    page = search(client, "alex").text
    assert 'href="/doctors/alex-example/"' in page and 'href="/doctors/?near=Alex' in page
    assert "/doctors/?q=" not in search(client, "Asheville").text


@pytest.mark.parametrize("typed", ["Alex Example", "dr example", "Dr. Exampel", "alex exampel"])
def test_a_doctor_is_found_by_name(client, loaded, typed):
    page = search(client, typed)
    assert 'href="/doctors/alex-example/"' in page.text
    assert 'href="/doctors/?q=' in page.text


def test_spanish_words_find_spanish_pages(client, loaded):
    for typed in ("quemazón", "arden", "medula", "operación"):
        page = search(client, typed, "/es")
        assert hits(page)[0].startswith("/es/")
        assert '<span lang="en">' not in page.text.partition("<main")[2] and "solo en inglés" not in text(
            page
        )


def test_a_place_names_its_operation_in_the_language_of_the_page(client, loaded):
    for typed in ("dolor brazo arrancados", "culebrilla"):
        page = search(client, typed, "/es")
        found = text(page)
        assert "Lesión DREZ: " in found and "lesioning: " not in found and "DRG stimulation: " not in found
        assert list(unmarked_english(page.text, "es")) == [], "as titles of sources are"
    assert "DREZ lesioning: " in text(search(client, "shingles"))


def test_spanish_words_find_english_pages_and_say_so(client):
    make_signed_article(title="Burning", summary="About burning pain.")
    page = search(client, "quemazón", "/es")
    assert hits(page)[0].startswith("/es/procedures/")
    assert '<h3><a href="/es/procedures/' in page.text and '<span lang="en">' in page.text
    assert "están solo en inglés" in text(page)


def test_words_of_the_other_language_lead_to_its_search(client, loaded):
    page = search(client, "culebrilla")
    assert hits(page)[0].startswith("/conditions/shingles-pain/")
    assert 'href="/es/search/?q=culebrilla"' in page.text
    assert "/es/search/?q" not in search(client, "battery").text.partition("<main")[2].partition("</main>")[0]


def test_nothing_typed_is_kept(client, loaded):
    answer = search(client, "battery")
    assert answer["Cache-Control"] == "private, no-store"
    assert READ_AS_OF not in answer.wsgi_request.META
    assert not answer.cookies
    assert 'autocomplete="off"' in answer.text
    assert "noindex" in answer.text
    assert client.get("/search/")["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_that_is_not_there_offers_the_search(client, loaded, language):
    page = client.get("/nowhere/").text
    form = re.search(r'<form[^>]*action="(/|/es/)search/"[^>]*>.*?</form>', page, re.DOTALL)
    assert form
    assert f'id="q-{language}" name="q"' in page
    assert 'name="q"' not in client.get("/search/%zz").text or client.get("/search/%zz").status_code == 404


def test_the_masthead_leads_to_it(client, loaded):
    for path in ("/", "/es/", "/procedures/drez-lesioning/"):
        page = client.get(path).text
        assert ('href="/es/search/"' if path == "/es/" else 'href="/search/"') in page.partition("<main")[0]
