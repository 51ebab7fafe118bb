"""The nine kinds of pain that are shipped: whole, cited, plain, and honest about both operations.

Reads the files only, no database.
"""

import re

import pytest

from drez_site.foundation.languages.packs import pack
from procedures import kinds
from tests.kit.shipped_texts import (
    BANNED,
    CITATION,
    CONDITIONS,
    PUBLICATIONS,
    cited_keys,
    sections,
    texts_of_condition,
)

ADDRESSES = {
    "arm-nerves-torn",
    "cancer-nerve-pain",
    "crps",
    "diabetic-nerve-pain",
    "nerve-pain-after-surgery",
    "pain-after-back-surgery",
    "phantom-stump-pain",
    "shingles-pain",
    "spinal-cord-injury-pain",
}
# Words that must stand together in one sign, by page: what the list of red flags may never lose.
EMERGENCIES = {
    "arm-nerves-torn": [
        "leg walking bladder",
        "cold pale pulse",
        "breathing chest",
        "confusion crash",
        "tight cast",
    ],
    "spinal-cord-injury-pain": ["between legs bladder", "weak cough", "chest pain", "pump spasms sleepiness"],
    "crps": [
        "cold white pulse",
        "cast swelling numbness",
        "breathing chest",
        "bladder",
        "stimulator weakness",
    ],
    "nerve-pain-after-surgery": [
        "groin lump vomiting",
        "testicle",
        "coughing blood",
        "between legs both legs",
    ],
    "phantom-stump-pain": ["other leg cold pale", "breath chest", "stump blue black", "bleeds"],
    "shingles-pain": ["face droops arm speaking sight headache", "urine legs", "immune rash neck confusion"],
    "pain-after-back-surgery": [
        "genitals urine bladder both legs",
        "headache upright neck",
        "cold foot belly",
    ],
    "diabetic-nerve-pain": [
        "black foul fever",
        "cold pale blue",
        "fruit vomiting low blood sugar",
        "chest heart",
    ],
    "cancer-nerve-pain": [
        "band spine cough lie",
        "bladder bowel walk",
        "fever chemotherapy",
        "neck veins blood",
        "pump",
    ],
}
SAME_DAY = {
    "arm-nerves-torn": ["burn cut numb arm", "pus fever", "swells blue"],
    "spinal-cord-injury-pain": [
        "new pain spasms months years",
        "infection urine",
        "leg swollen warm",
        "skin weight",
    ],
    "crps": ["fever pus joint", "calf", "infection clot gout bone", "stimulator leak skin"],
    "nerve-pain-after-surgery": ["fever pus wound", "replaced joint years", "calf", "cancer"],
    "phantom-stump-pain": ["scar smell pus", "sudden rise", "calf", "quiet years cancer", "fall", "implant"],
    "shingles-pain": ["eye nose", "ear hearing", "pus fever", "pregnant", "virus days"],
    "pain-after-back-surgery": ["watery leak headache upright", "night sweats", "foot drops", "cancer night"],
    "diabetic-nerve-pain": [
        "sore blister swelling",
        "red streaks",
        "hot swollen",
        "one side hands",
        "implant leak",
    ],
    "cancer-nerve-pain": ["bone fall", "thirst confusion", "swollen leg", "out of control night number"],
}
every_page = pytest.mark.parametrize("address", sorted(CONDITIONS))


def words_of(address: str) -> str:
    return " ".join(text for _, text in texts_of_condition(CONDITIONS[address]))


def test_nine_pages_are_shipped():
    assert set(CONDITIONS) == ADDRESSES == set(EMERGENCIES) == set(SAME_DAY)


@every_page
def test_signs_to_get_help_are_whole(address):
    signs = CONDITIONS[address]["urgent_signs"]
    swept = 0
    for urgency, lists in (("emergency", EMERGENCIES), ("same_day", SAME_DAY)):
        entries = [sign["text"].lower() for sign in signs if sign["urgency"] == urgency]
        for sign in lists[address]:
            swept += 1
            assert any(all(word in entry for word in sign.split()) for entry in entries), (urgency, sign)
    assert swept >= 7
    danger = [sign for sign in signs if "ending your life" in sign["text"]]
    assert [sign["urgency"] for sign in danger] == ["emergency"]
    assert "in danger now" in danger[0]["text"] and "988" in danger[0]["text"]


@every_page
def test_it_has_each_section_once_and_in_order(address):
    found = [section["kind"] for section in CONDITIONS[address]["sections"]]
    assert found == [str(section) for section in kinds.named("condition").sections]
    assert len(CONDITIONS[address]["questions"]) >= 5


@every_page
def test_it_says_where_both_operations_stand_and_what_the_label_says(address):
    standings = CONDITIONS[address]["standings"]
    assert {standing["procedure"] for standing in standings} == {"drez-lesioning", "drg-stimulation"}
    for standing in standings:
        if standing["procedure"] == "drez-lesioning":
            assert "approval" not in standing
            assert standing["verdict"] == "not_used" or "cannot be undone" in words_of(address)
        else:
            is_on_label = standing.get("place") in (
                "In the foot or leg",
                "A leg nerve injury that is CRPS type II",
            )
            assert standing["approval"] == ("approved" if is_on_label else "off_label")
            assert not is_on_label or "FDA-PMA" in cited_keys(standing["reason"])


def test_only_what_studies_count_is_called_used():
    used = {
        (address, standing["procedure"], standing.get("place", ""))
        for address, condition in CONDITIONS.items()
        for standing in condition["standings"]
        if standing["verdict"] == "used"
    }
    assert {(address, procedure) for address, procedure, _ in used} == {
        ("arm-nerves-torn", "drez-lesioning"),
        ("spinal-cord-injury-pain", "drez-lesioning"),
        ("crps", "drg-stimulation"),
        ("nerve-pain-after-surgery", "drg-stimulation"),
    }
    assert len(used) == 4


def test_the_hand_and_the_arm_stand_apart_from_the_leg():
    places = {s["place"]: s for s in CONDITIONS["crps"]["standings"] if s["procedure"] == "drg-stimulation"}
    assert set(places) == {"In the foot or leg", "In the hand or arm"}
    assert places["In the hand or arm"]["verdict"] == "uncertain"


@pytest.mark.parametrize(
    ("address", "one", "other"),
    [
        ("shingles-pain", "Friedman1984", "web-DREZ-textbook"),
        ("nerve-pain-after-surgery", "Sindou-DREZ20y", "Sampson1995"),
        ("phantom-stump-pain", "Sindou-DREZ20y", "web-DREZ-textbook"),
        ("phantom-stump-pain", "Guemann2022", "Wang2021"),
        ("cancer-nerve-pain", "Gadgil2012", "CNS-guideline2020"),
        ("pain-after-back-surgery", "Traeger2023", "SCS-rebuttal"),
        ("pain-after-back-surgery", "Harrison", "Huygen2020"),
        ("arm-nerves-torn", "Chalil2021", "CaseSeries2023"),
    ],
)
def test_both_sides_are_shown(address, one, other):
    bodies = [
        *sections(CONDITIONS[address]).values(),
        *(s["reason"] for s in CONDITIONS[address]["standings"]),
    ]
    assert any({one, other} <= set(cited_keys(body)) for body in bodies)


@every_page
def test_its_words_promise_nothing_blame_nobody_and_are_plain(address):
    words = CITATION.sub("", words_of(address))
    assert not BANNED.search(words)
    assert not re.search(r"%|\bper ?cent|not effective|does(?: not|n.t) help (?:this|here|in|with)", words)
    blame = r"last hope|all in your head|failed (?:back|patient)|victim|suffer|drug.seeking|useless|imaginary"
    assert not re.search(blame, words, re.IGNORECASE)
    for section in CONDITIONS[address]["sections"]:
        plain = re.sub(r"[*]|^- ", "", CITATION.sub("", section["body"]), flags=re.MULTILINE)
        assert pack("en").reading_grade(plain) <= 8, section["kind"]


@every_page
def test_every_number_of_a_paragraph_is_followed_by_a_citation(address):
    bodies = [
        *sections(CONDITIONS[address]).values(),
        *(s["reason"] for s in CONDITIONS[address]["standings"]),
    ]
    paragraphs = [line for body in bodies for line in body.splitlines() if line.strip()]
    uncited = [
        p for p in paragraphs if re.search(r"\b\d", CITATION.split(p)[-1] if CITATION.search(p) else p)
    ]
    assert len(paragraphs) > 15
    assert uncited == []


def test_citations_name_publications():
    known = {paper["key"] for paper in PUBLICATIONS}
    cited = {key for address in CONDITIONS for key in cited_keys(words_of(address))}
    assert len(cited) > 70
    assert cited <= known


def test_no_saying_names_what_only_a_doctor_can_find():
    said = [saying["text"] for condition in CONDITIONS.values() for saying in condition["sayings"]]
    assert len(said) == len(set(said)) >= 36
    assert [
        text for text in said if re.search(r"CRPS|neuralgia|neuropathy|avulsion|plexus|neuroma", text)
    ] == []


def test_the_main_trial_stands_with_its_other_group_its_measure_and_who_paid():
    told = [line for line in every_line() if "56 of 69" in line]
    assert len(told) == 2
    for line in told:
        assert "39 of 70 with spinal cord stimulation" in line
        assert "of those who completed the trial period" in line
        assert "at the end of the trial period and again at 3 months" in line
        assert "Everybody knew who had which device, and the maker paid. [@CTgov]" in line


def test_counts_that_may_look_too_good_or_count_others_say_so():
    medicines = [line for line in every_line() if "8 for pregabalin" in line]
    assert len(medicines) == 4
    assert [line for line in medicines if "Studies that were never published" not in line] == []
    assert [line for line in every_line() if "7 of 19" in line and "several causes" not in line] == []
    assert [
        line for line in every_line() if "14 of 36" in line and "12 of the 36 never got" not in line
    ] == []
    assert [line for line in every_line() if "@PROCESS" in line and "31 of 100 needed more" not in line] == []


def test_early_strong_pain_after_a_broken_wrist_is_seen_early():
    signs = [s["text"] for s in CONDITIONS["crps"]["urgent_signs"] if s["urgency"] == "call_office"]
    assert any("broken wrist" in sign and "5 or more of 10" in sign for sign in signs)


def every_line() -> list[str]:
    bodies = [body for condition in CONDITIONS.values() for body in sections(condition).values()]
    bodies += [s["reason"] for condition in CONDITIONS.values() for s in condition["standings"]]
    return [line for body in bodies for line in body.splitlines() if line]
