"""Rules that every shipped medical sentence keeps: who was counted, which measure, both sides, which danger.

Reads the files only, no database.
"""

import re

import pytest

from tests.kit.shipped_texts import (
    ARTICLES,
    CITATION,
    COMPARISON,
    CONDITIONS,
    FINDINGS,
    PAGES,
    PUBLICATIONS,
    SUMMARIES,
    cited_keys,
    read,
    texts_of_article,
    texts_of_condition,
    texts_of_grid,
    texts_of_page,
    texts_of_summary,
)

SENTENCE = re.compile(r"(?<=[.!?])\s+(?!\[@)|\n+")
TEXTS = [
    *((slug, text) for slug, article in ARTICLES.items() for _, text in texts_of_article(article)),
    *((slug, text) for slug, condition in CONDITIONS.items() for _, text in texts_of_condition(condition)),
    *((slug, text) for slug, page in PAGES.items() for _, text in texts_of_page(page)),
    *(("comparison", text) for text in texts_of_grid(COMPARISON)),
    *(("findings", text) for text in texts_of_grid(FINDINGS)),
    *((key, text) for key, summary in SUMMARIES.items() for text in texts_of_summary(summary)),
]
SENTENCES = [(where, sentence) for where, text in TEXTS for sentence in SENTENCE.split(text) if sentence]
READ_BY_PATIENTS = ("drez-lesioning", "drg-stimulation", "comparison", "findings")
STUDIES = {"randomized_trial", "trial_substudy", "systematic_review", "literature_review", "case_series"}
NAMES_WHAT_IS_MISSING = re.compile(r"did not see|saw no|could not (?:see|find)|cut off|no results|maps")


def found(pattern: str) -> list[tuple[str, str]]:
    assert len(SENTENCES) > 1500
    return [(where, text) for where, text in SENTENCES if re.search(pattern, text)]


def test_who_cannot_go_on_is_sent_to_one_number():
    """A fact of the emergency list and of the lifeline would send a reader in despair to two places."""
    told = found(r"cannot go on|ending your life")
    assert len(told) >= 10
    assert [text for _, text in told if "988" not in text and "in danger now" not in text] == []
    assert [text for _, text in told if "911" in text] == []


def test_nobody_is_told_to_turn_off_what_has_stopped():
    told = [(where, text) for where, text in TEXTS if re.search(r"[Tt]urn (?:it|the device) off", text)]
    assert len(told) >= 3
    assert [each for each in told if re.search(r"suddenly stops|not come back", each[1])] == []


def test_mean_relief_is_parts_of_the_pain_and_never_points():
    assert found(r"\d points?\b|points? (?:in|of) (?:every )?100") == []
    means = found(r"of every 100 parts")
    assert {"Levy2019", "Chivukula", "Liem2015"} <= {where for where, _ in means}
    assert [each for each in means if not re.search(r"pain|painful|\d+ of every 100 parts", each[1])] == []


def test_the_main_study_counts_those_who_completed_the_trial_period():
    told = found(r"\b56 of 69\b")
    assert {"drg-stimulation", "comparison", "findings", "Deer2017"} <= {where for where, _ in told}
    assert found(r"(?:81|56)(?: and 56)? of 100.{0,60}(?:with|got) an implant") == []
    assert found(r"counts (?:people who passed|those who got)") == []
    for where in READ_BY_PATIENTS[1:]:
        words = " ".join(text for place, text in TEXTS if place == where)
        assert "of those who completed the trial period" in words.lower(), where
        assert "of everyone who" not in words.replace("not “of everyone", "").replace('not "of everyone', "")


def test_the_two_pooled_results_of_avulsion_keep_their_own_measures():
    newest = found(r"655 of 917|71 of 100")
    assert {"drez-lesioning", "comparison", "findings"} <= {where for where, _ in newest}
    assert [each for each in newest if re.search(r"71 of 100[^.]*more than half", each[1])] == []
    assert [each for each in found(r"655 of 917") if not re.search("significant", each[1])] == []


def test_small_arms_keep_their_own_count_and_each_group_its_own_base():
    assert found(r"\b6 of 100 (?:people )?(?:without|with physical)") == [
        ("Kemler2004", text)
        for where, text in SENTENCES
        if where == "Kemler2004" and "6 of 100 without" in text
    ]
    assert found(r"21(?:\.0)? of 100[^.;]*249|249[^.;]*21(?:\.0)? of 100") == []
    anchored = [each for each in found(r"\b13 of 62\b") if each[0] in READ_BY_PATIENTS]
    assert len(anchored) >= 2
    figures = ARTICLES["drg-stimulation"]["figures"]
    assert [figure["people"] for figure in figures if figure["happened"] == 13] == [62]


def test_a_forecast_is_called_an_estimate():
    forecasts = found(r"\b41 of 100\b")
    assert len(forecasts) >= 5
    assert [each for each in forecasts if "estimate" not in each[1]] == []


def test_what_no_source_says_carries_no_citation():
    undone = found(r"cannot be undone")
    assert len(undone) >= 5
    assert [each for each in undone if re.search(r"cannot be undone[.,]? \[@", each[1])] == []


def test_a_rule_of_one_hospital_or_one_manual_is_named_as_such():
    rules = [each for each in found(r"[Nn]o bending|5 pounds") if each[0] in READ_BY_PATIENTS]
    assert len(rules) >= 4
    assert [each for each in rules if not re.search(r"[Oo]ne (?:US center|manual)", each[1])] == []


@pytest.mark.parametrize("where", ["drez-lesioning", "drg-stimulation", "comparison", "FDA-notice"])
def test_the_danger_of_gabapentin_and_pregabalin_is_told_whole(where):
    told = [text for place, text in SENTENCES if place == where and "breathing dangerously" in text]
    assert told
    for text in told:
        assert all(word in text for word in ("Gabapentin or pregabalin", "opioid", "lung disease", "older"))
    assert found(r"[Ww]ith opioids, (?:there is )?a danger|danger to breathing with opioids") == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_each_article_tells_nobody_to_stop_a_drug_and_asks_how_wheelchair_users_transfer(slug):
    words = " ".join(text for _, text in texts_of_article(ARTICLES[slug]))
    assert "Do not stop or lower an opioid by yourself" in words
    assert "[@FDA-opioid2019]" in words
    assert "I lift myself to transfer and to take pressure off my skin" in words
    assert words.count("use a wheelchair") == 2
    assert not re.search(r"(?:stop|avoid|skip)[^.]{0,30}pressure lift", words)


def test_the_recall_has_its_date_its_source_and_what_to_do():
    recovery = next(s["body"] for s in ARTICLES["drg-stimulation"]["sections"] if s["kind"] == "recovery")
    told = next(part for part in recovery.split("\n\n") if "recall" in part)
    assert "September 13, 2023" in told and "model 3664" in told and "[@DRG-recall2023]" in told
    assert "reports, not a rate" in told and "did not see if the notice is closed" in told
    assert "Ask your implant team before any MRI" in told
    assert "[@DRG-recall2023]" in next(
        row["drg"] for row in COMPARISON["rows"] if row["question"] == "What is life like after?"
    )


def test_what_a_clinician_must_confirm_first_is_asked_and_not_told():
    places = [
        (slug, name)
        for slug, article in ARTICLES.items()
        for name, text in texts_of_article(article)
        if "autonomic dysreflexia" in text
    ]
    assert places == [("drez-lesioning", "question"), ("drg-stimulation", "question")]
    asking = {where for where, _ in found("autonomic dysreflexia")}
    assert asking == {*ARTICLES, "spinal-cord-injury-pain"}
    told = dict(texts_of_condition(CONDITIONS["spinal-cord-injury-pain"])) | {"questions": ""}
    assert "autonomic dysreflexia" not in " ".join(told.values())


def test_no_depth_and_no_mri_field_strength_is_printed():
    assert found(r"\b\d+(?:\.\d+)? ?(?:m|meters|feet|kPa|tesla)\b") == []


def test_no_page_says_that_a_clinician_has_checked_it():
    assert found(r"A clinician (?:checks|checked|has checked)|[Rr]eviewed by|[Ll]ast reviewed") == []
    assert len(found(r"Before this page is signed, a clinician is to check")) == 2


def test_a_number_needed_to_treat_is_for_one_more_person_than_with_a_dummy_pill():
    told = found(r"tricyclic drugs?,? (?:for|6|6\.4)|take a tricyclic|3\.6 for tricyclic")
    assert {"drez-lesioning", "drg-stimulation", "comparison", "Finnerup2015"} <= {where for where, _ in told}
    assert [each for each in told if not re.search(r"1 more person|one more person", each[1])] == []


def test_conflicting_uses_show_both_sides():
    outside = next(f for f in FINDINGS["findings"] if "nerve outside the spine" in f["indication"])
    assert outside["strength"] == "conflicting"
    assert {"Sampson1995", "Sindou-DREZ20y"} <= set(cited_keys(outside["outcome"]))
    cancer = next(f for f in FINDINGS["findings"] if f["indication"].startswith("Cancer pain"))
    assert {"Gadgil2012", "CNS-guideline2020"} <= set(cited_keys(cancer["outcome"]))


def test_a_record_without_results_says_what_was_not_seen():
    kinds = {paper["key"]: paper["kind"] for paper in PUBLICATIONS}
    without = [
        key
        for key, summary in SUMMARIES.items()
        if kinds[key] in STUDIES and not {"results", "conclusion"} & set(summary)
    ]
    silent = [
        key for key in without if not NAMES_WHAT_IS_MISSING.search(" ".join(texts_of_summary(SUMMARIES[key])))
    ]
    assert len(without) > 15
    assert silent == []


def test_no_record_is_empty():
    """What a source is, and what it says or that its result was not seen, is on every page of the list."""
    short = [
        key for key, summary in SUMMARIES.items() if len(CITATION.sub("", summary["summary"]).split()) < 12
    ]
    assert len(SUMMARIES) > 130
    assert short == []


def test_titles_are_as_printed_where_they_were_seen():
    titles = {paper["key"]: paper["title"] for paper in PUBLICATIONS if "title" in paper}
    assert len(titles) > 85
    assert titles["Sindou2001"].endswith("long-term results in a series of 44 patients")
    assert titles["Denkers2002"].startswith(
        "Dorsal root entry zone lesioning used to treat central neuropathic"
    )
    assert titles["Mehta2013"].endswith("Systematic Review of Dorsal Root Entry Zone Procedure")
    assert "the Management of Phantom Limb Pain" in titles["Srinivasan2022"]
    assert "for Chronic Pain" in titles["ASPN2023"]
    assert [
        key for key, title in titles.items() if re.search(r"\(our words\)|read from|\(cut\)", title)
    ] == []


def test_the_facts_list_of_the_glossary_word_agrees():
    terms = {term["slug"]: term["definition"] for term in read("en/glossary.toml")["terms"]}
    assert terms["chronic-pain"] == "Pain that lasts longer than three months."
