"""The comparison: every option told alike, chosen without a script, and down when it should be."""

import re
from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone

from procedures.kinds import read
from procedures.models import Document
from procedures.publishing.signing import withdraw
from procedures.publishing.snapshot import texts_by_place
from tests.kit.documents import (
    OPTIONS,
    make_draft_comparison,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    make_signed_comparison,
    mark_retracted,
    reviewer,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/procedures/compare/"
ALL = list(OPTIONS)


def tree(page):
    return html5lib.parse(page.text, namespaceHTMLElements=False)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def columns(page) -> list[str]:
    return [words(cell) for cell in tree(page).iter("th") if cell.get("scope") == "col"][1:]


def ticked(page) -> list[str]:
    boxes = [e for e in tree(page).iter("input") if e.get("type") == "checkbox"]
    assert len(boxes) == len(ALL)
    return [box.get("value") for box in boxes if "checked" in box.attrib]


def test_every_option_stands_in_the_table_with_its_answers(client):
    make_signed_comparison()
    page = client.get(ADDRESS)
    assert columns(page) == [f"Option {kind}" for kind in ALL]
    table = next(tree(page).iter("table"))
    assert table.get("role") is None, "a browser knows what a table is"
    assert len(list(table.iter("tr"))) == 3
    assert len(list(table.iter("td"))) == 2 * len(ALL)
    assert ticked(page) == list(ALL), "the boxes say what the table shows"


def test_it_reads_in_order_without_style(client):
    """The markup itself says whose answer each one is, question by question."""
    make_signed_comparison()
    table = next(tree(client.get(ADDRESS)).iter("table"))
    read = words(table)
    places = []
    for position, question in enumerate(("What is it?", "What did studies find?")):
        places.append(read.index(question))
        for kind in ALL:
            places.append(read.index(f"Option {kind} Answer {position} of {kind}"))
    assert len(places) == 12
    assert places == sorted(places)


def test_the_page_stands_in_its_order(client):
    make_signed_comparison()
    page = client.get(ADDRESS).text
    order = ["<h1", "<form class=", "About how_to_read", "<table", "About decision", "About not_known"]
    order += ["About left_out", "About updates", "About funding", 'id="reviewed"', 'id="references"']
    places = [page.index(part) for part in order]
    assert places == sorted(places)


def test_the_caution_stands_where_people_are_counted(client):
    document = make_draft_comparison()
    document.answers.filter(row__position=0).update(text="No number.")
    make_edition(document)
    rows = [words(e) for e in tree(client.get(ADDRESS)).iter("th") if e.get("scope") == "row"]
    caution = "These numbers come from different people and cannot be ranked."
    assert rows == ["What is it?", f"What did studies find? {caution}"]


def test_one_number_alone_needs_no_caution(client):
    """Nobody ranks a single count, and a score out of a hundred counts no people."""
    document = make_draft_comparison()
    document.answers.exclude(option__kind="drez").update(
        text="Nobody counted people in this kind of study.[@Paper2020]"
    )
    make_edition(document)
    assert "cannot be ranked" not in client.get(ADDRESS).text


@pytest.mark.parametrize("chosen", [["drez", "nothing"], ["drg", "scs", "care"], ALL])
def test_some_options_are_chosen_by_address_alone(client, chosen):
    make_signed_comparison()
    page = client.get(ADDRESS, {"option": chosen, "show": "chosen"})
    assert columns(page) == [f"Option {kind}" for kind in chosen]
    assert ticked(page) == chosen
    assert 'name="robots" content="noindex"' in page.text


@pytest.mark.parametrize(
    ("query", "message", "kept"),
    [
        ({"show": "chosen"}, "Choose at least 2 options.", []),
        ({"show": "chosen", "option": ["drg"]}, "Choose at least 2 options.", ["drg"]),
        ({"option": ["drg", "drg"]}, "Choose at least 2 options.", ["drg"]),
        ({"option": ["drg", "leeches"]}, "Choose options from the list.", ["drg"]),
        ({"option": ["drg", "\x00"]}, "Choose options from the list.", ["drg"]),
    ],
)
def test_a_wrong_choice_is_told_beside_the_boxes_and_loses_nothing(client, query, message, kept):
    make_signed_comparison()
    page = client.get(ADDRESS, query)
    assert page.status_code == 200
    assert "<title>Error: " in page.text
    fieldset = next(tree(page).iter("fieldset"))
    assert message in words(fieldset)
    assert f'<a href="#id_option_0">{message}</a>' in page.text
    assert ticked(page) == kept
    assert columns(page) == [f"Option {kind}" for kind in ALL]


def test_only_the_sources_of_the_chosen_options_are_listed(client):
    document = make_draft_comparison()
    make_paper("Other2021", description="Another paper")
    document.answers.filter(option__kind="nothing").update(
        text="Told by another paper, in other people.[@Other2021]"
    )
    make_edition(document)
    assert "Another paper" in client.get(ADDRESS).text
    assert "Another paper" not in client.get(ADDRESS, {"option": ["drez", "drg"]}).text


def test_without_a_signature_there_is_no_page_and_no_link(client):
    make_signed_article()
    make_draft_comparison()
    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/").text


def test_the_masthead_links_to_it_once_it_is_up(client):
    make_signed_article()
    make_signed_comparison()
    for path in ("/", "/procedures/", "/procedures/drez-lesioning/", "/glossary/"):
        assert f'href="{ADDRESS}"' in client.get(path).text
    main = re.search(r'<nav class="nav".*?</nav>', client.get(ADDRESS).text, re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]+)"( aria-current)?', main) == [
        ("/procedures/drez-lesioning/", ""),
        (ADDRESS, " aria-current"),
        ("/doctors/", ""),
        ("/search/", ""),
    ]


def test_withdrawn_it_says_so_and_loses_its_links(client):
    make_signed_article()
    withdraw(make_signed_comparison(), reviewer(), "Wrong.")
    page = client.get(ADDRESS)
    assert page.status_code == 410
    assert "Compare your options" in page.text and "tel:911" in page.text
    assert f'href="{ADDRESS}"' not in client.get("/").text
    assert ADDRESS not in client.get("/sitemap.xml").text


def test_it_is_in_the_sitemap_in_both_languages(client):
    make_signed_comparison()
    sitemap = client.get("/sitemap.xml").text
    assert f"{ADDRESS}</" in sitemap and f"/es{ADDRESS}</" in sitemap


@pytest.mark.parametrize(
    ("months", "status", "leads"), [(11, 200, 0), (13, 200, 0), (25, 200, 1), (37, 410, 0)]
)
def test_a_late_review_is_said_and_at_last_takes_the_page_down(client, clock, months, status, leads):
    make_signed_comparison()
    clock(timezone.now() + timedelta(days=30.5 * months))
    page = client.get(ADDRESS)
    assert page.status_code == status
    if status == 200:
        late = page.text.count("Review was due on")
        assert late == (0 if months < 12 else 1 + leads)


def test_a_retracted_source_is_told_at_the_top_at_once(client):
    make_signed_comparison()
    mark_retracted(on=date(2026, 1, 2))
    page = client.get(ADDRESS).text
    assert "A paper that this page cites was retracted" in page[: page.index("<h1")]
    assert "Retracted on January 2, 2026" in page


def test_in_spanish_it_shows_the_signed_english_and_says_so(client):
    document = make_draft_comparison()
    document.options.filter(kind="nothing").update(name="No procedure")
    make_edition(document)
    page = client.get("/es" + ADDRESS)
    assert "Todavía no hemos traducido este texto" in page.text
    root = tree(page)
    assert root.get("lang") == "es"
    english = [e for e in root.iter() if e.get("lang") == "en" and e.tag == "div"]
    assert any("Answer 0 of drez" in words(e) for e in english)
    labels = [words(e) for e in root.iter("label")]
    assert "Sin procedimiento" in labels
    make_signed_comparison(language="es", title="Opciones")
    page = client.get("/es" + ADDRESS).text
    assert "<h1>Opciones</h1>" in page and "Todavía no hemos traducido este texto" not in page


def test_a_page_costs_few_queries(client, django_assert_num_queries):
    make_procedure()
    make_signed_comparison()
    with django_assert_num_queries(3):  # the edition, the clinic, the operations
        assert client.get(ADDRESS).status_code == 200


def test_its_sources_are_told_to_machines(client):
    make_paper(description="A paper")
    make_signed_comparison()
    page = client.get(ADDRESS).text
    assert (
        '"@type":"MedicalWebPage"' in page
        and '"citation":["https://clinic.example/evidence/Paper2020/"]' in page
    )


def test_an_edition_from_before_has_no_grid():
    """Editions of other kinds, signed before comparisons existed, are read as before."""
    document = make_signed_article()
    content = document.editions.get().content
    for name in ("options", "rows", "findings", "strength_rules", "disagreements"):
        assert name not in content
    assert read(content).sections
    assert texts_by_place(content)


def test_there_is_one_comparison_in_each_language():
    make_signed_comparison()
    with pytest.raises(Exception, match="site_has_one_document_of_a_kind_per_language"):
        Document.objects.create(kind=Document.Kind.COMPARISON, language="en", title="T", summary="S.")
