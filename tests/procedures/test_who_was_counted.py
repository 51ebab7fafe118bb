"""Who was counted, and for how long: part of every figure and of every row of the chart."""

from collections import Counter
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from procedures import kinds
from procedures.counts import on_public_pages
from procedures.models import Edition, Figure, Finding
from procedures.publishing.checks import problems
from procedures.publishing.snapshot import freeze
from procedures.readings.findings import FindingView, GroupView
from procedures.templatetags.reading import DOT, dot_blocks
from tests.kit.counted_numbers import listed, tokens
from tests.kit.documents import (
    make_draft_article,
    make_draft_findings,
    make_edition,
    make_procedure,
    make_signed_article,
)
from tests.kit.shipped_texts import ARTICLES, read

FINDINGS = read("en/findings.toml")["findings"]
SHIPPED = [
    *((slug, figure) for slug, article in ARTICLES.items() for figure in article["figures"]),
    *(("findings", finding) for finding in FINDINGS if "out_of" in finding),
]
GROUPS = [  # people, out_of, whether it may be drawn so
    (26, 26, True),
    (26, 100, False),
    (99, 100, False),
    (100, 100, True),
    (692, 100, True),
    (187, 187, True),
    (15, 14, True),
    (150, 160, False),
    (None, 100, True),
]


def test_every_shipped_result_says_who_was_counted_and_for_how_long():
    assert len(SHIPPED) >= 12 + 20
    assert [row for _, row in SHIPPED if not row.get("people") or not row.get("follow_up")] == []
    assert [row for _, row in SHIPPED if row["people"] < 100 and row["out_of"] != row["people"]] == []


# Few people never look like many


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "out_of", "may"), GROUPS)
def test_a_small_group_is_drawn_as_its_very_people(people, out_of, may):
    draft = make_draft_article(with_parts=False)
    numbers = {"happened": 4, "out_of": out_of, "people": people, "document": draft}
    figure = Figure(meaning="benefit", sentence="One.", **numbers)
    finding = Finding(
        procedure=make_procedure(), indication="Pain", outcome="One.", strength="limited", **numbers
    )
    for row in (figure, finding):
        if may:
            row.full_clean()
            row.save()
            continue
        with pytest.raises(ValidationError, match="drawn as more people than were counted"):
            row.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.parametrize(
    ("people", "out_of", "happened", "dots", "filled"),
    [
        (12, 12, 8, 12, 8),
        (26, 26, 20, 26, 20),
        (692, 100, 82, 100, 82),
        (250, 100, 5, 100, 5),
        (187, 187, 5, 100, 3),
        (692, 692, 1, 100, 1),
        (692, 692, 691, 100, 99),
        (692, 692, 692, 100, 100),
        (692, 692, 0, 100, 0),
        (14, 14, 14, 14, 14),
        (None, 14, 7, 14, 7),
        (None, 100, 50, 100, 50),
    ],
)
def test_a_dot_of_the_chart_is_a_person_of_a_group_up_to_a_hundred(people, out_of, happened, dots, filled):
    """It happened to somebody: never no dot. It did not happen to everybody: never all of them."""
    finding = FindingView(
        indication="Pain",
        anchor="drez-lesioning-1",
        is_first=True,
        meaning="benefit",
        label="Relief",
        outcome="",
        happened=happened,
        out_of=out_of,
        people=people,
        follow_up="",
        strength="limited",
    )
    group = GroupView(finding, is_first=True)
    assert (group.out_of, group.happened) == (dots, filled)
    assert sum(w * h for *_, w, h, _ in dot_blocks(group)) == dots * DOT * DOT
    assert sum(w * h for *_, w, h, is_filled in dot_blocks(group) if is_filled) == filled * DOT * DOT


# Needed to sign, and on the page

ASKED = "how many people were counted, and how long they were followed"


@pytest.mark.django_db
@pytest.mark.parametrize("unsaid", [{"people": None}, {"follow_up": ""}, {"follow_up": " "}])
def test_nothing_that_counts_people_is_signed_without_saying_whom(unsaid):
    draft, findings = make_draft_article(), make_draft_findings()
    assert not [
        each for document in (draft, findings) for each in problems(freeze(document)) if ASKED in each
    ]
    draft.figures.update(**unsaid)
    findings.findings.filter(meaning="harm").update(**unsaid)
    assert [each.split("”")[0] for each in problems(freeze(draft)) if ASKED in each] == ["Say of “4 of 14"]
    assert [each.split("”")[0] for each in problems(freeze(findings)) if ASKED in each] == [
        "Say of “Arm pain: Label of the harm"
    ]


@pytest.mark.django_db
def test_a_finding_that_counts_nobody_needs_neither():
    findings = make_draft_findings()
    findings.findings.update(happened=None, out_of=None, people=None, follow_up="")
    assert [each for each in problems(freeze(findings)) if ASKED in each] == []


@pytest.mark.django_db
def test_the_page_says_it_beside_the_dots_and_old_editions_stay_as_they_were(client):
    document = make_signed_article()
    told = "<small>People counted: 14. Followed for: 27 months.</small>"
    assert told in client.get("/procedures/drez-lesioning/").text
    content = Edition.objects.get(document=document).content
    old = content | {
        "declaration": 1,
        "figures": [
            {name: value for name, value in figure.items() if name not in ("people", "follow_up")}
            for figure in content["figures"]
        ],
    }
    figure = kinds.read(old).figures[0]
    assert (figure.out_of, figure.people, figure.follow_up) == (14, None, "")


@pytest.mark.django_db
def test_a_change_of_who_was_counted_is_no_change_of_nothing():
    document = make_signed_article()
    document.figures.update(follow_up="3 years")
    make_edition(document, note="Longer.")
    assert document.editions.count() == 2


# The list of them all


def numbers_alone(count):
    return count.happened, count.out_of, count.people, count.sources


def test_every_count_on_the_shipped_pages_is_in_the_facts_list_of_its_source(few_documents):
    counts, translated = (
        [count for count in on_public_pages() if ("(en)" in count.page) is english]
        for english in (True, False)
    )
    assert Counter(map(numbers_alone, translated)) == Counter(map(numbers_alone, counts))
    faults = []
    for count in counts:
        known = set().union(*(listed(key) for key in count.sources))
        counted = f"{count.happened} of {count.out_of} people. {count.people:,} people"
        told = f"{counted}. {count.follow_up}. {count.text}"
        faults += [(count.place, core, unit) for _, core, unit in tokens(told) if (core, unit) not in known]
    assert faults == []
    assert len(counts) == len(SHIPPED)
    assert {count.unit for count in counts} == {"people", "of every 100 people"}

    printed = StringIO()
    call_command("list_counts", stdout=printed)
    head, *lines = printed.getvalue().splitlines()
    assert head.split("\t") == [
        "page",
        "place",
        "sources",
        "count",
        "unit",
        "people counted",
        "followed for",
        "text on the page",
    ]
    assert len(lines) == len(counts) + len(translated)
    main_trial = next(line.split("\t") for line in lines if "56 of 69" in line)
    assert main_trial[2:7] == ["Deer2017, CTgov", "56 of 69", "people", "69", "3 months"]
