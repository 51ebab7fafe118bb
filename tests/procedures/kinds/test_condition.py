"""A kind of pain to start from: urgent signs first, a verdict on each operation, an honest way on."""

import pytest

from procedures import kinds
from procedures.catalogue import Catalogue
from procedures.models import Document
from procedures.publishing.checks import problems
from procedures.publishing.signing import withdraw
from procedures.publishing.snapshot import freeze
from tests.kit.documents import make_edition, make_signed_article, reviewer

from .rich import make_rich_document

pytestmark = pytest.mark.django_db
ADDRESS, INDEX = "/conditions/arm-x/", "/conditions/"


@pytest.fixture
def draft() -> Document:
    return make_rich_document("condition")


@pytest.fixture
def signed(draft) -> Document:
    make_edition(draft)
    return draft


def test_signs_to_get_help_stand_before_every_section_of_the_page(client, signed):
    page = client.get(ADDRESS).text
    main = page[page.index("<main") : page.index("</main>")]
    places = [main.index(f'id="{anchor}"') for anchor in ("contents", "urgent-help", "what-it-is")]
    assert places == sorted(places)
    assert main.count("You cannot move: ") == 3
    assert (
        'href="tel:988"' in main
        and "If no one answers, go to the emergency room." in main
        or ("When the office is closed, or if no one answers, go to the emergency room." in main)
    )


def test_each_operation_has_its_verdict_and_what_the_label_says(client, signed):
    page = client.get(ADDRESS).text
    said = ["Used for this, and studied", "Uncertain for this", "Not used for this, as far as we found"]
    assert [page.count(verdict) for verdict in said] == [1, 1, 1]
    assert page.count("<b>FDA-approved for this</b>") == page.count("<b>Off-label for this</b>") == 1


def test_doctors_are_offered_only_of_operations_that_may_be_asked_about(client, signed):
    page = client.get(ADDRESS).text
    assert 'href="/doctors/?procedure=drg-stimulation"' in page
    assert 'href="/doctors/?procedure=drez-lesioning"' not in page


def test_where_no_operation_is_used_the_page_says_that_our_doctors_may_be_the_wrong_ones(client, draft):
    draft.standings.update(verdict="not_used", approval="")
    make_edition(draft)
    page = client.get(ADDRESS).text
    assert "/doctors/?procedure=" not in page
    assert "the doctors on our list may not be the right ones" in page


def test_it_leads_to_articles_that_are_up(client, signed):
    assert 'href="/procedures/drg-stimulation/"' not in client.get(ADDRESS).text.partition("<main")[2]
    make_signed_article(kinds.named("article") and signed.standings.first().procedure)
    assert "/procedures/" in client.get(ADDRESS).text.partition("<main")[2]


def test_home_and_index_lead_to_it_in_the_words_of_patients(client, signed):
    link = f'<a href="{ADDRESS}">My “arm” 0</a>'
    for address in ("/", INDEX):
        page = client.get(address).text
        assert link in page, address
        assert "My “arm” 1" not in page
    withdraw(signed, reviewer(), "Wrong.")
    assert client.get(INDEX).status_code == 200
    for address in ("/", INDEX):
        assert ADDRESS not in client.get(address).text


def test_in_spanish_english_words_say_that_they_are(client, signed):
    assert f'<a href="/es{ADDRESS}" lang="en">My “arm” 0</a>' in client.get(f"/es{INDEX}").text
    assert "<h1>About condition: é</h1>" in client.get(f"/es{ADDRESS}").text
    said = "están por ahora en inglés"
    assert said in client.get(f"/es{INDEX}").text and said in client.get("/es/").text
    assert "are in English so far" not in client.get(INDEX).text


def test_the_catalogue_keeps_the_most_hopeful_verdict_on_each_operation(signed):
    (start,) = Catalogue.of("en").conditions
    assert start.saying == "My “arm” 0"
    assert start.verdicts == {"drg-stimulation": "used", "drez-lesioning": "not_used"}
    assert Catalogue.of("en").starting_points("drg-stimulation") == [start]
    assert Catalogue.of("en").starting_points("drez-lesioning") == []
    assert Catalogue.of("en").starting_points("never-heard-of") == []


def test_what_it_must_hold(draft):
    assert problems(freeze(draft)) == []
    draft.standings.all().delete()
    draft.sayings.all().delete()
    draft.urgentsigns.filter(urgency="emergency").delete()
    found = " ".join(problems(freeze(draft)))
    for sentence in (
        "List the signs after which to call 911",
        "Add the words that patients use for it",
        "Say where each operation stands for this pain",
    ):
        assert sentence in found


@pytest.mark.parametrize(
    ("verdict", "approval", "is_refused"),
    [("used", "", True), ("uncertain", "", True), ("not_used", "approved", True), ("not_used", "", False)],
)
def test_a_hopeful_verdict_and_an_approval_name_their_source(draft, verdict, approval, is_refused):
    draft.standings.update(verdict=verdict, approval=approval, reason="We think so.")
    found = [problem for problem in problems(freeze(draft)) if problem.startswith("Cite a source for where")]
    assert bool(found) is is_refused


def test_a_number_in_a_reason_names_its_source(draft):
    draft.standings.update(verdict="not_used", approval="", reason="It helped 4 of 14 people.")
    assert any(problem.startswith("Cite a source for “It helped") for problem in problems(freeze(draft)))
