"""The shipped library: every source of the facts, with its summary. Reads the files only, no database."""

import re
import tomllib

import pytest

from drez_site.foundation.languages.packs import pack
from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys
from procedures.content_files import CONTENT
from procedures.models import Abstract
from tests.kit.counted_numbers import listed, tokens
from tests.kit.shipped_texts import SUMMARIES, texts_of_summary

# Every paper of the clinic's list of facts about both operations, those in its list of extras at the end.
PAPERS = [
    "Deer2017",
    "Levy2019",
    "Harrison",
    "Deer2020",
    "Cochrane2021",
    "Huygen2020",
    "Liem2015",
    "Mol2023",
    "Srinivasan2022",
    "Eldabe2015",
    "Vanloon2025",
    "Moman",
    "Leads2024",
    "Leads2021",
    "Explant2022",
    "Sivanesan2019",
    "Piedade2022",
    "ASPN2023",
    "NACC",
    "Nashold1979",
    "Friedman1984",
    "Friedman1988",
    "Sampson1995",
    "Sindou2001",
    "Sindou-DREZ20y",
    "Aichaoui2011",
    "Falci2002",
    "Chalil2021",
    "CaseSeries2023",
    "Hopkins-DREZ",
    "Denkers2002",
    "Mehta2013",
]
EXTRA = [
    "Prestor2006",
    "Kumagai1992",
    "Ruiz2011",
    "MDT2017",
    "Sitthinamsuwan2025",
    "Tomycz2011",
    "Chivukula",
    "Burchiel2019",
    "Kemler2000",
    "Kemler2008",
    "PROCESS",
    "Finnerup2015",
    "Smart2022",
    "Liem-first-series",
    "Schu2015",
    "Groin34",
    "Deer2019-Safety",
    "Floridia2018",
    "Baranidharan2020",
    "SCS-SCI",
    "Baur",
    "Bara2015",
    "Zheng2009",
    "JPR-IDD",
    "Anesthesiology2011",
    "Young-Ko",
    "Deer2019-Brain-Sci",
]
ADDED = [
    "Shekouhi2024",
    "DREZ-after-SCS",
    "Awad2013",
    "Prestor2001",
    "Gadgil2012",
    "CNS-guideline2020",
    "Alamri2023",
    "Fareed2024",
    "Iglesias2023",
    "Dombovy2020",
    "CanPain-SCI",
    "web-actionnuggets",
    "Mekhail2020",
    "Deer2019-Paresthesia",
    "DRG-SHAM-2025",
    "web-meddatax-NCT04909138",
    "Morgalla2018",
    "Papa2020",
    "Karri",
    "Vuka2019",
    "Dorner2025",
    "PHN-review-es",
    "Isagulyan2023",
    "BurstL2-2024",
    "DRG-discogenic2019",
    "Kemler2004",
    "SCS-CRPS8y",
    "West2023",
    "Kleppel2024",
    "Reddy2019",
    "NACC-salvage2024",
    "NMF-loss",
    "DRG-recall2023",
    "Abbott-MRI-support",
    "web-Anchor",
    "Abbott3667",
    "web-pharmacovigilance",
    "SCS-SCI-2022",
    "SCS-SCI-2024",
    "Lyon-review2001",
    "DREZ-SCI-review",
    "FDA-opioid2019",
]


def read(name, records):
    text = (CONTENT / name).read_text(encoding="utf-8")
    return {record["key"]: record for record in tomllib.loads(text)[records]}


PUBLICATIONS = read("publications.toml", "publications")
every_summary = pytest.mark.parametrize("key", SUMMARIES)


def test_every_paper_and_every_extra_is_shipped():
    assert len(PAPERS) == len(set(PAPERS)) == 32
    assert len(EXTRA) == len(set(EXTRA)) == 27
    assert len(ADDED) == len(set(ADDED)) == 42
    assert set(PAPERS + EXTRA + ADDED) <= set(PUBLICATIONS)
    assert len(PUBLICATIONS) == 185
    assert PUBLICATIONS["Harrison"]["authors"][-1] == "FitzGerald JJ"


def test_every_record_has_one_summary():
    assert set(SUMMARIES) == set(PUBLICATIONS)


@every_summary
def test_a_summary_says_what_the_source_does_not_show(key):
    summary = SUMMARIES[key]
    assert set(summary) <= {"key", "title", "summary", *Abstract.PARTS}
    assert summary["summary"].strip() and len(summary["title"]) <= 120
    assert "[@" not in summary["title"] + summary["summary"], "plain text, in which nothing is cited"
    points = summary["limits"].strip().splitlines()
    assert points and all(point.startswith("- ") for point in points)
    assert all(summary[part].strip() for part in Abstract.PARTS if part in summary), "leave out what is empty"


@every_summary
def test_a_summary_promises_nothing_and_counts_people(key):
    for text in texts_of_summary(SUMMARIES[key]):
        assert list(pack("en").refused_words(text)) == []
        assert not re.search(r"%|per ?cent", text)


def test_a_study_of_people_says_how_many_where_it_was_seen():
    counted = [key for key, fields in PUBLICATIONS.items() if fields.get("participants", 0) > 1]
    assert len(counted) > 35
    silent = []
    for key in counted:
        number = f"{PUBLICATIONS[key]['participants']:,}"
        said = " ".join(texts_of_summary(SUMMARIES[key]))
        people = number in said or key in {"NasholdOstdahl-suppl", "Levy2019"}
        silent += [] if people else [key]
    assert silent == []


def test_every_number_of_a_summary_is_in_the_facts_list_of_its_source():
    """The page of a source is its citation; a text may also cite others."""
    counted, faults = 0, []
    for key, summary in SUMMARIES.items():
        for text in texts_of_summary(summary):
            known = set().union(*(listed(each) for each in (key, *cited_keys(text))))
            numbers = [(core, unit) for _, core, unit in tokens(CITATION.sub("", text))]
            counted += len(numbers)
            faults += [(key, number) for number in numbers if number not in known]
    assert faults == []
    assert counted > 500


def test_every_number_in_the_facts_about_a_study_is_in_its_facts_list():
    counted, faults = 0, []
    for key, fields in PUBLICATIONS.items():
        people = f"{fields['participants']:,} people" if "participants" in fields else ""
        numbers = [(core, unit) for _, core, unit in tokens(f"{people}. {fields.get('follow_up', '')}")]
        counted += len(numbers)
        faults += [(key, number) for number in numbers if number not in listed(key)]
    assert faults == []
    assert counted > 70


def test_level_two_trials_of_the_maker_say_so():
    assert "maker paid" in SUMMARIES["Deer2017"]["limits"]
    assert PUBLICATIONS["Deer2017"]["funding"] == "The maker of the device was the sponsor of the trial."


def test_opposing_reviews_point_to_each_other():
    assert "[@Cochrane2021]" in SUMMARIES["Deer2020"]["limits"]
    assert "[@Deer2020]" in SUMMARIES["Cochrane2021"]["limits"]


def test_what_was_not_seen_is_left_out():
    harrison = PUBLICATIONS["Harrison"]
    assert not {"journal", "year", "doi", "pmid", "volume", "pages"} & set(harrison)
    assert set(harrison["affiliations"]) == set(harrison["authors"])
    with_affiliations = [key for key, fields in PUBLICATIONS.items() if "affiliations" in fields]
    assert with_affiliations == ["Harrison"]
    assert "title" not in PUBLICATIONS["Friedman1988"]
