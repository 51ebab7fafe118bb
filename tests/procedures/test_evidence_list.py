"""The library's list: what it finds, how it is filtered, and what it costs."""

import pytest

from procedures.models import Document, Publication
from procedures.presenters.library import PAGE_SIZE
from procedures.source_questions import SourceQuestion, matching
from tests.kit.documents import (
    make_cited_paper,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_summary,
)
from tests.kit.library_pages import keys, main, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    drg = make_procedure("drg-stimulation")
    trial = make_paper("Trial2017", kind="randomized_trial", level=2, year=2017, title="A trial in CRPS")
    trial.procedures.add(drg)
    make_signed_summary("Trial2017", title="A trial in CRPS")
    make_paper("Series2023", level=4, year=2023, authors=["Müller K"], keywords=["leads"])
    make_cited_paper("Page", kind="web_page", publisher="Example Hospital")
    make_signed_summary("Series2023", title="How often leads move", results="In 21 of 100 people.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Series2023", "Trial2017", "Page"]),
        ("?procedure=drg-stimulation", ["Trial2017"]),
        ("?kind=web_page", ["Page"]),
        ("?level=4", ["Series2023"]),
        ("?year=2017", ["Trial2017"]),
        ("?keyword=leads", ["Series2023"]),
        ("?q=crps", ["Trial2017"]),
        ("?q=m%C3%BCller", ["Series2023"]),
        ("?q=hospital", ["Page"]),
        ("?q=LEADS+move", ["Series2023"]),
        ("?q=21+of+100", ["Series2023"]),
        ("?q=leads+crps", []),
        ("?q=%25", []),
        ("?q=leads&level=2", []),
    ],
)
def test_the_list_finds(client, library, asked, found):
    assert keys(page(client, f"/evidence/{asked}")) == found


@pytest.mark.parametrize(
    "typed",
    [
        "O’Connell",
        "O'Connell",
        "“O‘Connell”",
        "Nunez",
        "NÚÑEZ,",
        "PMID: 34854473",
        "pmid 34854473.",
        "https://pubmed.ncbi.nlm.nih.gov/34854473/",
        "www.ncbi.nlm.nih.gov/pubmed/34854473",
        "PMC5470804",
        "PMCID: PMC5470804",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5470804/",
        "10.1002/14651858.cd013756.pub2",
        "doi:10.1002/14651858.CD013756.pub2",
        "doi: 10.1002/14651858.CD013756.pub2.",
        "https://doi.org/10.1002/14651858.CD013756.PUB2",
        "http://dx.doi.org/10.1002/14651858.CD013756.pub2",
        "(O'Connell) burning",
    ],
)
def test_a_source_is_found_in_every_form_in_which_it_is_printed(library, typed):
    """Our own citations print most of them."""
    make_paper(
        "Review2021",
        authors=["O'Connell NE", "Núñez A"],
        doi="10.1002/14651858.CD013756.pub2",
        pmid="34854473",
        pmcid="PMC5470804",
    )
    make_signed_summary("Review2021", title="What helps", results="It helped some with búrning pain.")
    assert [each.key for each in matching(SourceQuestion(text=typed))] == ["Review2021"]


def test_the_list_counts_and_says_what_is_filtered(client, library):
    assert '<p id="results-count" role="status">3 sources.</p>' in page(client, "/evidence/")
    text = main(page(client, "/evidence/?level=4&keyword=leads"))
    assert '<p id="results-count" role="status">1 source.</p>' in text
    assert '<a class="chip" href="/evidence/?keyword=leads">Level 4' in text
    assert '<a class="chip" href="/evidence/?level=4">leads' in text
    assert '<a href="/evidence/">Clear all filters</a>' in text
    nothing = main(page(client, "/evidence/?q=nothing+like+it"))
    assert "No source matches." in nothing and "Remove a filter above, or use fewer words." in nothing


@pytest.mark.parametrize("asked", ["level=9", "kind=poem", "year=soon", "procedure=none", "keyword=none"])
def test_a_filter_that_cannot_be_read_says_so_and_filters_nothing(client, library, asked):
    text = page(client, f"/evidence/?{asked}&q=leads")
    assert "<title>Error: Evidence" in text
    field = asked.partition("=")[0]
    assert f'<a href="#id_{field}">Choose from the list.</a>' in main(text)
    assert keys(text) == ["Series2023"], "what can be read still filters"


def test_words_that_no_page_can_hold_are_refused(client, library):
    text = page(client, "/evidence/?q=%00leads")
    assert 'href="#id_q"' in text and len(keys(text)) == 3


def test_words_that_are_too_long_say_so_and_lose_nothing(client, library):
    text = page(client, f"/evidence/?q={'x' * 101}")
    assert 'href="#id_q"' in text and "x" * 101 in text


def test_more_words_than_six_are_said_to_be_left_out(client, library):
    text = main(page(client, "/evidence/?q=leads+a+e+i+o+LEADS+n+nothing+like+it"))
    assert "We looked for the first 6 words, and not for “nothing like it”." in text
    assert "No source matches." not in text
    assert "We looked for" not in page(client, "/evidence/?q=leads+leads+leads+leads+leads+leads+leads")


def test_words_cost_no_more_than_six_of_them(library):
    """Each word reads every source and every summary, so a long question would keep the site busy."""
    asked = [
        str(matching(SourceQuestion(text=" ".join("abcdefghijklmnopqrst"[:n]))).query) for n in (1, 6, 20)
    ]
    per_word = [text.count("UPPER") for text in asked]
    assert per_word[1] == per_word[2] == 6 * per_word[0] > 0


def test_every_state_of_the_list_has_a_title_of_its_own(client, library):
    titles = [
        page(client, f"/evidence/{asked}").partition("<title>")[2].partition(" | ")[0]
        for asked in ("", "?kind=web_page", "?level=4&keyword=leads", "?q=leads", "?level=9")
    ]
    assert titles == [
        "Evidence",
        "Evidence: Web page",
        "Evidence: Level 4, leads",
        "Evidence: “leads”",
        "Error: Evidence",
    ]


def test_an_empty_library(client):
    assert "No source is listed yet." in page(client, "/evidence/")


def test_the_list_has_pages(client):
    for number in range(PAGE_SIZE + 1):
        make_cited_paper(f"Paper{number:03}")
    text = main(page(client, "/evidence/"))
    assert f"Showing 1 to {PAGE_SIZE} of {PAGE_SIZE + 1} sources." in text
    assert 'href="/evidence/?page=2" aria-label="Page 2"' in text
    assert keys(page(client, "/evidence/?page=2")) == [f"Paper{PAGE_SIZE:03}"]
    for path in ("/evidence/?page=3", "/evidence/?page=0", "/evidence/?page=x"):
        page(client, path, 404)


def test_the_list_shows_the_newest_signed_summary_of_each(client, library):
    document = Document.objects.get(slug="Series2023")
    Document.objects.filter(pk=document.pk).update(title="Leads move, second look")
    make_edition(document)
    text = page(client, "/evidence/")
    assert "Leads move, second look" in text and "How often leads move" not in text


def test_reading_the_library_leaves_no_cookie(client, library):
    for path in ("/evidence/", "/evidence/Trial2017/", "/evidence/Trial2017.bib"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("papers", [2, 12])
def test_the_list_costs_the_same_for_many(client, django_assert_num_queries, papers):
    drg = make_procedure("drg-stimulation")
    for number in range(papers):
        make_signed_summary(f"Paper{number}")
        Publication.objects.get(key=f"Paper{number}").procedures.add(drg)
    client.get("/evidence/")
    with django_assert_num_queries(9):
        client.get("/evidence/")
