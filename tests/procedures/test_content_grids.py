"""The shipped comparison and findings: equal detail, plain words, and all that a decision aid must say."""

import re

import pytest

from procedures.kinds.comparison import MOST_UNEQUAL, columns_as_answers, words_of_options
from procedures.models import Edition, Strength
from procedures.publishing import checks
from procedures.publishing.snapshot import citing_texts
from tests.kit.documents import OPTIONS
from tests.kit.shipped_texts import (
    BANNED,
    COMPARISON,
    FINDINGS,
    PUBLICATIONS,
    cited_keys,
    sections,
    texts_of_grid,
)

CELLS = [(row["question"], kind, row[kind]) for row in COMPARISON["rows"] for kind in OPTIONS]
both = pytest.mark.parametrize("document", [COMPARISON, FINDINGS], ids=["comparison", "findings"])


def test_the_grid_is_whole_and_has_no_winner():
    assert [option["kind"] for option in COMPARISON["options"]] == list(OPTIONS)
    assert len(COMPARISON["rows"]) >= 12
    assert len(CELLS) == 5 * len(COMPARISON["rows"])
    assert [cell for cell in CELLS if not cell[2].strip()] == []
    ranked = re.compile(r"\b(?:best|better|worse|worst|winner|preferred|recommended|first choice)\b|[✓✔★]")
    assert [cell for cell in CELLS if ranked.search(cell[2])] == []


def test_every_option_is_told_in_equal_detail():
    words = words_of_options({"language": "en", **columns_as_answers(COMPARISON)})
    assert set(words) == set(OPTIONS)
    assert min(words.values()) > 18
    assert max(words.values()) <= MOST_UNEQUAL * min(words.values())


def test_the_grid_says_where_nobody_knows():
    assert sum("Not known" in text or "not known" in text for _, _, text in CELLS) >= 4


def test_the_comparison_has_what_a_decision_aid_needs():
    """The minimum of the International Patient Decision Aid Standards."""
    said = sections(COMPARISON)
    assert "The decision is whether" in said["decision"]
    assert "what matters most to you" in said["decision"]
    assert "different people" in said["how_to_read"]
    assert "date" in said["updates"] and "retracted" in said["updates"] and "new edition" in said["updates"]
    assert "paid for this page" in said["funding"]
    questions = {row["question"] for row in COMPARISON["rows"]}
    assert {"What did studies find?", "What can go wrong?", "How sure is this?"} <= questions
    assert {"Who paid for the studies?", "Can it be undone?", "Does relief last?"} <= questions
    assert len({key for _, _, text in CELLS for key in cited_keys(text)}) > 30


def test_what_is_left_out_is_named_with_the_reason():
    left_out = sections(COMPARISON)["left_out"]
    assert "drug pump" in left_out and "Rhizotomy" in left_out
    assert {"Burchiel2019", "JPR-IDD"} <= set(cited_keys(left_out))


def test_the_two_summaries_of_drg_stimulation_stand_against_each_other():
    two = FINDINGS["disagreements"][0]
    assert cited_keys(two["one"]) == ["Deer2020"]
    assert cited_keys(two["other"]) == ["Cochrane2021"]
    assert {"Cochrane2021", "Deer2017"} <= set(cited_keys(two["why"]))


def test_findings_say_how_many_of_whom_and_how_strong():
    rules = [rule["strength"] for rule in FINDINGS["strength_rules"]]
    assert rules == Strength.values
    found = FINDINGS["findings"]
    assert len(found) >= 20
    reached = {finding["strength"] for finding in found}
    assert reached == {"moderate", "limited", "conflicting"}
    unused = [rule["rule"] for rule in FINDINGS["strength_rules"] if rule["strength"] not in reached]
    assert len(unused) == 2
    assert [rule for rule in unused if "Nothing on this page reaches this level." not in rule] == []
    assert {finding["procedure"] for finding in found} == {"drez-lesioning", "drg-stimulation"}
    for procedure in ("drez-lesioning", "drg-stimulation"):
        meanings = {f.get("meaning", "benefit") for f in found if f["procedure"] == procedure}
        assert meanings == {"benefit", "harm"}
    assert [finding for finding in found if not cited_keys(finding["outcome"])] == []


def test_small_groups_keep_their_own_count():
    counted = [finding for finding in FINDINGS["findings"] if "out_of" in finding]
    assert len(counted) >= 15
    small = [finding for finding in counted if finding.get("people", 100) < 20]
    assert len(small) >= 3
    assert [finding for finding in small if finding["out_of"] == 100] == []


def test_unapproved_uses_are_marked():
    uses = [f for f in FINDINGS["findings"] if f["procedure"] == "drg-stimulation"]
    approved = ("Leg pain from CRPS or causalgia", "All uses: problems")
    unmarked = [
        f["indication"]
        for f in uses
        if f["indication"] not in approved and "off-label" not in f["indication"]
    ]
    assert len(uses) > 6
    assert unmarked == []


@both
def test_no_word_promises_too_much_and_nothing_is_in_percent(document):
    swept = texts_of_grid(document)
    assert len(swept) > 60
    assert [text for text in swept if BANNED.search(text) or re.search(r"%|\bper ?cent", text)] == []


@both
def test_every_source_is_known(document):
    known = {publication["key"] for publication in PUBLICATIONS}
    cited = {key for text in texts_of_grid(document) for key in cited_keys(text)}
    assert len(cited) > 20
    assert cited <= known


@pytest.mark.parametrize("kind", ["comparison", "findings"])
def test_the_words_are_for_grade_eight_or_lower(kind, few_documents):
    content = Edition.objects.get(document__kind=kind, document__language="en").content
    assert len(list(citing_texts(content))) > 30
    assert checks.reading_grade(content) <= 8
    assert checks.problems(content) == []
    assert checks.warnings(content) == []
