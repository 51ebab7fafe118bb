"""The findings: the same numbers drawn and told, with the rule for each word about their strength."""

import re

import html5lib
import pytest

from procedures.models import Figure, Strength
from procedures.publishing.signing import withdraw
from procedures.publishing.snapshot import freeze
from procedures.readings.findings import Findings
from procedures.templatetags.reading import DOT, dot_blocks
from tests.kit.documents import (
    make_draft_findings,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_findings,
    reviewer,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/evidence/findings/"


def tree(page):
    return html5lib.parse(page.text, namespaceHTMLElements=False)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_chart_has_the_numbers_of_the_table_in_words_that_grow(client):
    """Nothing of it is only drawn, and no word is drawn: letters in a drawing stay as small as they are."""
    make_signed_findings()
    root = tree(client.get(ADDRESS))
    figure = next(e for e in root.iter("figure") if e.get("class").startswith("chart"))
    table = words(next(root.iter("table")))
    assert [words(e) for e in figure.iter("li")] == [
        "Arm pain Label of the benefit 4 of 14",
        "Harm: Label of the harm 5 of 14",
    ]
    assert all(count in table for count in ("4 of 14", "5 of 14"))
    drawings = [e for e in figure.iter() if str(e.tag).endswith("svg")]
    assert len(drawings) == 2 + 2, "two of the legend, which stands first"
    assert all(e.get("aria-hidden") == "true" and words(e) == "" for e in drawings)


def test_each_dot_is_a_person_of_the_group():
    findings = Findings(freeze(make_draft_findings()))
    groups = findings.operations[0].groups
    assert [(group.out_of, group.happened, group.rows) for group in groups] == [(14, 4, 1), (14, 5, 1)]
    assert [group.finding.meaning for group in groups] == Figure.Meaning.values
    area = 14 * DOT * DOT
    assert all(sum(w * h for *_, w, h, _ in dot_blocks(group)) == area for group in groups)


def test_a_group_of_more_than_a_hundred_is_drawn_as_a_hundred():
    document = make_draft_findings()
    document.findings.update(happened=655, out_of=917, people=917)
    group = Findings(freeze(document)).operations[0].groups[0]
    assert (group.out_of, group.happened, group.rows) == (100, 71, 5)


def test_readers_find_their_own_pain_first(client):
    document = make_draft_findings()
    document.findings.filter(meaning="harm").update(indication="Leg pain")
    make_edition(document)
    page = client.get(ADDRESS).text
    links = re.findall(r'<a href="#(drez-lesioning-\d)">(.*?)</a>', page)
    assert links == [("drez-lesioning-1", "Arm pain"), ("drez-lesioning-2", "Leg pain")]
    assert all(page.count(f'id="{anchor}"') == 1 for anchor, _ in links)
    assert page.index("Find your pain") < page.index("About how_to_read") < page.index("<table")
    assert page.index('class="chart') < page.index("<table")


def test_each_kind_of_pain_is_named_once_above_its_bars():
    document = make_draft_findings()
    one, two = document.findings.all()
    for position, indication in enumerate(["Arm pain", "Leg pain", "Leg pain"], start=5):
        two.pk, two.position, two.indication = None, position, indication
        two.save()
    document.findings.filter(position=6).update(happened=None, out_of=None)
    bars = Findings(freeze(document)).operations[0].groups
    assert [(bar.finding.indication, bar.is_first) for bar in bars] == [
        ("Arm pain", True),
        ("Arm pain", False),
        ("Arm pain", False),
        ("Leg pain", True),
    ]


def test_every_word_about_strength_stands_with_its_rule(client):
    make_signed_findings()
    page = client.get(ADDRESS).text
    for strength in Strength:
        assert f"Rule for {strength.label}." in page


def test_opposite_answers_stand_side_by_side(client):
    make_signed_findings()
    sides = next(e for e in tree(client.get(ADDRESS)).iter("div") if e.get("class") == "sides")
    assert [words(side)[:3].strip(" .") for side in sides] == ["Yes", "No"]


def test_what_was_not_seen_is_said(client):
    document = make_draft_findings()
    document.findings.update(happened=None, out_of=None, people=None, follow_up="")
    make_edition(document)
    page = client.get(ADDRESS)
    assert words(next(tree(page).iter("tbody"))).count("Not known to us") == 2 * 3
    assert 'class="many"' not in page.text


def test_its_address_is_no_record_of_evidence(client):
    make_signed_findings()
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/es" + ADDRESS).status_code == 200


def test_articles_link_to_it_when_it_is_up(client):
    make_signed_article()
    assert ADDRESS not in client.get("/procedures/drez-lesioning/").text
    document = make_signed_findings()
    page = client.get("/procedures/drez-lesioning/").text
    assert f'href="{ADDRESS}"' in page[page.index("About evidence") :]
    library = client.get("/evidence/").text
    assert f'href="{ADDRESS}"' in library[library.index("<h1") : library.index("<form")]
    assert ADDRESS in client.get("/sitemap.xml").text
    withdraw(document, reviewer(), "Wrong.")
    assert client.get(ADDRESS).status_code == 410
    assert ADDRESS not in client.get("/procedures/drez-lesioning/").text


def test_without_a_signature_there_is_no_page(client):
    make_draft_findings()
    assert client.get(ADDRESS).status_code == 404


def test_operations_stand_in_their_order_whatever_the_draft(client):
    document = make_draft_findings()
    second = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue", position=2)
    first = document.findings.first()
    first.pk, first.procedure, first.position = None, second, 0
    first.save()
    findings = Findings(freeze(document))
    assert [operation.slug for operation in findings.operations] == ["drez-lesioning", "drg-stimulation"]
    assert [len(operation.findings) for operation in findings.operations] == [2, 1]


def test_a_page_costs_few_queries(client, django_assert_num_queries):
    make_signed_findings()
    with django_assert_num_queries(3):  # the edition, the clinic, the operations
        assert client.get(ADDRESS).status_code == 200


def test_the_numbers_cannot_be_ranked(client):
    make_signed_findings()
    assert re.search(
        "These numbers come from different people and cannot be ranked", client.get(ADDRESS).text
    )
