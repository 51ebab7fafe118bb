"""The shipped medical words: complete, cited, plainly worded. Reads the files only, no database."""

import re

import pytest

from tests.kit.shipped_texts import (
    ARTICLES,
    BANNED,
    CITATION,
    PUBLICATIONS,
    SLUGS,
    TERMS,
    cited_keys,
    texts_of_article,
)

SECTIONS = [
    "different",
    "what_it_is",
    "who_it_may_help",
    "who_it_may_not_suit",
    "alternatives",
    "tests",
    "on_the_day",
    "recovery",
    "benefits_and_risks",
    "urgent_help",
    "where_it_is_done",
    "find_a_doctor",
    "cost",
    "questions",
    "evidence",
]
PUBLICATION_KINDS = {
    "randomized_trial",
    "trial_substudy",
    "systematic_review",
    "literature_review",
    "case_series",
    "case_report",
    "registry_or_database",
    "guideline",
    "regulator",
    "device_label",
    "web_page",
    "book_chapter",
    "thesis",
}
EMERGENCY_NUMBERS = re.compile(r"\b(?:911|112)\b")
DENIALS = ("not a cure",)
# Every sign to show, as words that must stand together in one entry.
AFTER_SPINE_SURGERY = {
    "emergency": [
        "new growing weakness numbness arms legs",
        "bladder bowel cannot pass urine",
        "numbness between legs",
        "breathing",
        "chest pain",
        "sudden severe headache stiff neck confusion",
        "seizure",
    ],
    "same_day": ["fever chills", "wound red hot swollen opening draining", "clear watery fluid wound"]
    + ["headache worse upright", "pain rises fast medicine", "calf"],
    "call_office": ["fall", "unsteady not settle", "constipation days", "new burning pain"],
}
WITH_A_DEVICE = {
    "emergency": ["severe back pain growing bleeding"],
    "same_day": [
        "wound leaking",
        "shocks jolts",
        "stimulation suddenly stops",
        "stimulation new place turn off",
        "stimulation not come back mri",
        "skin over device wearing through",
    ],
    "call_office": [
        "pain comes back",
        "pain over generator",
        "told need mri operation before",
        "lost new phone controller",
    ],
}
URGENT_LISTS = {
    "drez-lesioning": [AFTER_SPINE_SURGERY],
    "drg-stimulation": [AFTER_SPINE_SURGERY, WITH_A_DEVICE],
}


# Read as leaflets, manuals, copies and index pages whose public address was not recorded.
NO_ADDRESS_SEEN = """
    Abbott-controller Abbott-manual Abbott3667 Anesthesiology2011 DREZ-SCI-review Explant2022
    FDA-SSED Friedman1988 Ganglionectomy Groin34 Hopkins-DREZ Karri Kumagai1992 Liem2015 NACC
    Ruiz2011 Sindou1972 Sindou2001 Springer-spasticity-chapter StJude-manual Young-Ko web-ADAM
    web-Abbott web-BPI-reviews web-DREZ-textbook web-gabapentin web-medthority
"""


both_articles = pytest.mark.parametrize("slug", SLUGS)


def paragraphs(article, kinds=("section", "step", "figure")):
    """Paragraphs and list items that must carry their citations."""
    bodies = {
        "section": [section["body"] for section in article["sections"]],
        "step": [step["body"] for step in article["steps"]],
        "figure": [figure["sentence"] for figure in article["figures"]],
    }
    for kind in kinds:
        for body in bodies[kind]:
            yield from (line for line in body.splitlines() if line.strip() and not line.startswith("#"))


def uncited_numbers(paragraph):
    """The digits of a paragraph that no citation follows."""
    rest = CITATION.split(paragraph)[-1] if CITATION.search(paragraph) else paragraph
    return re.findall(r"\d+", EMERGENCY_NUMBERS.sub("", rest))


def section(article, kind):
    return next(s["body"] for s in article["sections"] if s["kind"] == kind)


def words(article):
    plain = CITATION.sub("", " ".join(text for _, text in texts_of_article(article)))
    return len(re.findall(r"[A-Za-z0-9][\w'.-]*", plain))


# Articles


@both_articles
def test_article_has_its_four_facts_and_one_is_about_reversibility(slug):
    facts = ARTICLES[slug]["facts"]
    assert len(facts) == 4
    icons = {"clock", "bed", "home", "oneway", "tryfirst", "device", "calendar"}
    assert {fact["icon"] for fact in facts} <= icons
    assert all(len(fact["value"]) <= 60 and len(fact["label"]) <= 80 for fact in facts)
    reversibility = {"drez-lesioning": "Not reversible", "drg-stimulation": "Partly reversible"}
    assert sum(fact["value"] == reversibility[slug] for fact in facts) == 1


@both_articles
def test_article_has_each_section_once_and_in_order(slug):
    sections = ARTICLES[slug]["sections"]
    assert [s["kind"] for s in sections] == SECTIONS
    assert all(s["heading"].strip() and s["body"].strip() for s in sections)
    assert "doing nothing" in sections[SECTIONS.index("alternatives")]["heading"]


@both_articles
def test_article_tells_the_day_and_the_recovery_and_offers_questions(slug):
    article = ARTICLES[slug]
    sequences = [step["sequence"] for step in article["steps"]]
    assert set(sequences) == {"day", "recovery"}
    assert sequences.count("day") >= 5
    assert sequences.count("recovery") >= 5
    assert len(article["questions"]) >= 8
    assert all(len(question["text"]) <= 240 for question in article["questions"])


def test_articles_are_of_similar_length_in_whole_and_in_each_part():
    first, second = (words(ARTICLES[slug]) for slug in SLUGS)
    assert min(first, second) > 1500
    assert max(first, second) <= 1.3 * min(first, second)
    for part in ("key_points", "facts", "sections", "steps", "figures", "questions"):
        assert len(ARTICLES[SLUGS[0]][part]) == len(ARTICLES[SLUGS[1]][part]), part


@both_articles
def test_each_article_points_to_the_other(slug):
    other = next(s for s in SLUGS if s != slug)
    different = section(ARTICLES[slug], "different")
    assert f"(/procedures/{other}/)" in different
    links = re.findall(r"\]\(([^)]+)\)", " ".join(text for _, text in texts_of_article(ARTICLES[slug])))
    assert len(links) >= 2
    assert {link for link in links if not link.startswith("#")} == {f"/procedures/{other}/"}


# Citations


@both_articles
def test_every_citation_names_a_publication(slug):
    known = {publication["key"] for publication in PUBLICATIONS}
    cited = [key for _, text in texts_of_article(ARTICLES[slug]) for key in cited_keys(text)]
    assert len(cited) > 60
    assert set(cited) <= known


@both_articles
def test_every_bracket_with_an_at_sign_is_a_well_formed_citation(slug):
    everything = "\n".join(text for _, text in texts_of_article(ARTICLES[slug]))
    assert everything.count("[@") == len(CITATION.findall(everything)) > 40
    assert everything.count("@") == len(cited_keys(everything))


@both_articles
def test_every_number_is_followed_by_a_citation_in_its_paragraph(slug):
    swept = list(paragraphs(ARTICLES[slug]))
    with_numbers = [p for p in swept if re.search(r"\d", CITATION.sub("", p))]
    assert len(swept) > 80
    assert len(with_numbers) > 25
    assert {p: uncited_numbers(p) for p in swept if uncited_numbers(p)} == {}


@both_articles
def test_every_number_at_a_glance_stands_cited_in_the_article(slug):
    cited = " ".join(p for p in paragraphs(ARTICLES[slug]) if CITATION.search(p))
    numbers = [n for f in ARTICLES[slug]["facts"] for n in re.findall(r"\d+(?: to \d+)? \w+", f["value"])]
    assert len(numbers) >= 2
    assert [n for n in numbers if n not in cited] == []


def test_the_check_for_uncited_numbers_finds_one():
    assert uncited_numbers("It took 5 hours. [@Duke2023] Then 6 people left.") == ["6"]
    assert uncited_numbers("Call **911** now.") == []


# Figures


@both_articles
def test_figures_count_people_and_show_benefit_beside_harm(slug):
    figures = ARTICLES[slug]["figures"]
    assert 4 <= len(figures) <= 6
    assert [f for f in figures if not 0 < f["happened"] <= f["out_of"]] == []
    meanings = [f["meaning"] for f in figures]
    assert set(meanings) == {"benefit", "harm"}
    assert meanings.count("harm") >= meanings.count("benefit")


@both_articles
def test_every_figure_says_what_kind_of_study_how_long_and_from_where(slug):
    figures = ARTICLES[slug]["figures"]
    study = re.compile(r"series|review|randomized study")
    assert len(figures) == 6
    for figure in figures:
        assert cited_keys(figure["sentence"]), figure["sentence"]
        assert study.search(figure["sentence"]), figure["sentence"]
        assert figure["people"] >= figure["happened"] and figure["follow_up"], figure["sentence"]


# Wording


@both_articles
def test_no_word_that_promises_too_much(slug):
    swept = list(texts_of_article(ARTICLES[slug]))
    assert len(swept) > 80
    found = []
    for place, text in swept:
        for denial in DENIALS:
            text = text.replace(denial, "")
        found += [(place, match) for match in BANNED.findall(text)]
    assert found == []


def test_no_word_that_promises_too_much_in_the_glossary_and_our_descriptions():
    swept = [term["definition"] for term in TERMS]
    swept += [p.get("description", "") for p in PUBLICATIONS]
    assert len(swept) > 100
    assert [text for text in swept if BANNED.search(text)] == []


def test_the_check_for_promises_finds_them():
    promises = ["It is safe.", "A cure.", "Relief in up to 70.", "State-of-the-art care.", "The success rate"]
    assert [p for p in promises if not BANNED.search(p)] == []
    assert not BANNED.search("Safety has not been shown; it is secure.")


@both_articles
def test_no_percentages(slug):
    swept = list(texts_of_article(ARTICLES[slug]))
    assert len(swept) > 80
    assert [(place, text) for place, text in swept if re.search(r"%|\bper ?cent", text)] == []


def test_unapproved_uses_are_marked_off_label():
    told = section(ARTICLES["drg-stimulation"], "who_it_may_help").split("\n\n")
    (uses,) = [paragraph for paragraph in told if paragraph.startswith("**Off-label** means")]
    named = (
        "groin pain",
        "phantom limb pain",
        "pain after shingles",
        "back pain",
        "the arm, chest, or pelvis",
    )
    assert [use for use in named if use not in uses] == []
    assert "All of these are off-label." in uses


def test_opposing_evidence_stands_side_by_side_and_money_ties_are_stated():
    pairs = {
        "drez-lesioning": [
            ("Friedman1984", "web-DREZ-textbook"),
            ("Sindou-DREZ20y", "Sampson1995"),
            ("Gadgil2012", "CNS-guideline2020"),
            ("Chalil2021", "CaseSeries2023"),
        ],
        "drg-stimulation": [
            ("Deer2020", "Cochrane2021"),
            ("Harrison", "Huygen2020"),
        ],
    }
    swept = 0
    for slug, expected in pairs.items():
        evidence = section(ARTICLES[slug], "evidence")
        assert "Money ties" in evidence
        for pair in expected:
            swept += 1
            assert any(set(pair) <= set(cited_keys(line)) for line in evidence.splitlines()), pair
    assert swept == 6


# Urgent help


@both_articles
def test_urgent_lists_are_whole(slug):
    signs = ARTICLES[slug]["urgent_signs"]
    swept = 0
    for expected in URGENT_LISTS[slug]:
        for urgency, wanted in expected.items():
            entries = [sign["text"].lower() for sign in signs if sign["urgency"] == urgency]
            for sign in wanted:
                swept += 1
                assert any(all(word in entry for word in sign.split()) for entry in entries), (urgency, sign)
    assert swept == {"drez-lesioning": 17, "drg-stimulation": 28}[slug]
    assert {sign["urgency"] for sign in signs} == {"emergency", "same_day", "call_office"}
    assert all(len(sign["text"]) <= 200 for sign in signs)


@both_articles
def test_urgent_help_begins_with_911_and_leaves_988_to_the_template(slug):
    body = section(ARTICLES[slug], "urgent_help")
    assert "**911**" in body
    assert "local emergency number" in body
    assert "988" not in body


# Publications and glossary


def test_publications_are_named_once_and_fit_their_fields():
    keys = [p["key"] for p in PUBLICATIONS]
    assert len(keys) == len(set(keys)) >= 90
    assert [key for key in keys if not re.fullmatch(r"[A-Za-z0-9-]{2,40}", key)] == []
    for p in PUBLICATIONS:
        assert ("title" in p) != ("description" in p), p["key"]
        assert len(p.get("title", "")) <= 400 and len(p.get("description", "")) <= 200, p["key"]
        assert p["kind"] in PUBLICATION_KINDS, p["key"]
        assert p.get("level", 1) in range(1, 6), p["key"]
        assert p.get("participants", 1) > 0, p["key"]
        assert 1970 <= p.get("year", 2000) <= 2100, p["key"]


def test_what_was_not_seen_is_left_out_of_a_publication():
    values = [(p["key"], field, value) for p in PUBLICATIONS for field, value in p.items()]
    assert len(values) > 600
    blank = {"", "-", "n/a", "not seen", "unknown", "gk"}
    assert [v for v in values if str(v[2]).strip().lower() in blank or v[2] == []] == []
    assert [p["key"] for p in PUBLICATIONS if p.get("et_al") and not p.get("authors")] == []


def test_identifiers_are_well_formed_and_used_once():
    dois = [p["doi"] for p in PUBLICATIONS if "doi" in p]
    pmids = [p["pmid"] for p in PUBLICATIONS if "pmid" in p]
    assert len(dois) == len(set(dois)) >= 25
    assert len(pmids) == len(set(pmids)) >= 19
    assert [doi for doi in dois if not re.fullmatch(r"10\.\d{4,9}/\S+", doi)] == []
    assert [pmid for pmid in pmids if not re.fullmatch(r"\d{7,8}", pmid)] == []
    assert [
        p["url"] for p in PUBLICATIONS if "url" in p and not re.match(r"https?://[^/]+/.+", p["url"])
    ] == []


def test_every_source_can_be_opened_unless_nobody_saw_its_address():
    closed = {p["key"] for p in PUBLICATIONS if not {"doi", "pmid", "url"} & set(p)}
    assert closed == set(NO_ADDRESS_SEEN.split())
    assert len(PUBLICATIONS) - len(closed) > 80


def test_case_series_are_not_graded_above_level_four():
    graded = [p for p in PUBLICATIONS if p["kind"] in {"case_series", "case_report"} and "level" in p]
    assert len(graded) > 30
    assert [p["key"] for p in graded if p["level"] < 4] == ["BurstL2-2024"]  # two series, set side by side


def test_glossary_explains_thirty_words_in_at_most_thirty_words():
    assert len(TERMS) == len({term["slug"] for term in TERMS}) == 30
    assert [term["slug"] for term in TERMS if len(term["definition"].split()) > 30] == []
    assert [term["slug"] for term in TERMS if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", term["slug"])] == []


def test_glossary_forms_are_lower_case_and_belong_to_one_word():
    forms = [form for term in TERMS for form in term["forms"]]
    assert len(forms) == len(set(forms)) > 50
    assert [form for form in forms if form != form.lower().strip()] == []
    assert [term["slug"] for term in TERMS if not term["forms"]] == []
