"""What somebody pastes about a source, as programs and journals write it."""

import json

import pytest

from procedures.citations import bibtex, ris
from procedures.models import Publication
from procedures.models.identifiers import number_alone
from procedures.pasted_sources.bibtex import MOST_OF_A_VALUE
from procedures.pasted_sources.found import FoundSource
from procedures.pasted_sources.reading import MOST_SIGNS, Unreadable, read
from tests.kit.pasted_sources import BIBTEX, CSL, RIS
from tests.kit.shipped_texts import PUBLICATIONS


def test_bibtex():
    assert read(BIBTEX) == FoundSource(
        title="Outcomes of DREZ lesioning & spinal cord stimulation: 50% of Étés",
        authors=(
            "Chalil A",
            "Staudt MD",
            "van Broeckhoven T",
            "{Centers for Disease Control and Prevention}",
            "García A",
            "FitzGerald JJ",
        ),
        et_al=True,
        journal="Frontiers in Pain Research",
        publisher="Frontiers Media",
        year="2021",
        month="9",
        volume="2",
        issue="4",
        pages="749801-749810",
        doi="10.3389/fpain.2021.749801",
        pmid="35295462",
    )


def test_ris():
    for text in (RIS, RIS.replace("\n", "\r\n"), RIS.replace("ER  - \n", ""), "\ufeff" + RIS):
        assert read(text) == FoundSource(
            title="Outcomes of DREZ",
            authors=("Chalil A", "Staudt MD", "Deer TR Jr", "{World Health Organization}"),
            journal="Frontiers in Pain Research",
            year="2021",
            month="9",
            day="3",
            volume="2",
            issue="4",
            pages="12-19",
            doi="10.3389/FPAIN.2021.749801",
            pmid="35295462",
            pmcid="PMC8915554",
            url="https://journal.example/paper",
        )


def test_csl_json():
    for text in (json.dumps(CSL), json.dumps([CSL]), json.dumps({"items": [CSL]}, indent=1)):
        assert read(text) == FoundSource(
            title="Outcomes of DREZ lesioning & more",
            authors=("Chalil A", "van Broeckhoven T", "{World Health Organization}", "{A Study Group}"),
            journal="Frontiers in Pain Research",
            year="2021",
            month="9",
            pages="12-19",
            doi="10.3389/fpain.2021.749801",
            pmid="35295462",
        )


@pytest.mark.parametrize(
    ("name", "pasted", "number"),
    [
        ("doi", "https://doi.org/10.1000/abc", "10.1000/abc"),
        ("doi", "http://dx.doi.org/10.1000/a%3Cb%3E", "10.1000/a<b>"),
        ("doi", " doi: 10.1000/a%3Cb ", "10.1000/a%3Cb"),
        ("doi", "DOI:10.1000/abc", "10.1000/abc"),
        ("pmid", "PMID: 28030470", "28030470"),
        ("pmid", "pmid 28030470", "28030470"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/28030470/", "28030470"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC7079258/", "PMC7079258"),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7079258", "PMC7079258"),
        ("pmcid", "pmc7079258", "PMC7079258"),
        ("doi", "https://example.org/10.1000/abc", ""),
        ("pmid", "PMID: 0", ""),
        ("pmid", "123456789", ""),
        ("pmcid", "7079258", ""),
    ],
)
def test_numbers_as_they_are_pasted(name, pasted, number):
    assert number_alone(name, pasted) == number
    if number:
        assert read(pasted) == FoundSource(**{name: number})


def test_the_numbers_of_a_printed_reference():
    printed = "Chalil A. Outcomes. Front Pain Res. 2021;2. doi:10.3389/fpain.2021.749801. PMID: 35295462."
    assert read(printed) == FoundSource(doi="10.3389/fpain.2021.749801", pmid="35295462")
    assert read(printed).is_a_number_alone and not read(BIBTEX).is_a_number_alone


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "Chalil 2021",
        "@article{broken, title={x",
        "{",
        "[1, 2]",
        '{"a": 1}',
        "[" * 5_000,
        "TY  - \n",
        "\x00\x01",
        "@comment{nothing}",
    ],
)
def test_what_is_no_source_is_refused_with_what_to_do(pasted):
    with pytest.raises(Unreadable, match="Paste a DOI"):
        read(pasted)


def test_one_source_at_a_time():
    with pytest.raises(Unreadable, match=r"There are 2 sources in this.*Outcomes of DREZ; Second"):
        read(RIS + RIS.replace("Outcomes of DREZ", "Second"))
    with pytest.raises(Unreadable, match="too long"):
        read("x" * (MOST_SIGNS + 1))


def test_abbreviations_that_the_paste_does_not_explain_are_left_out():
    found = read("@article{a, title={One}, journal = fpain, year = 2021, month = foo}")
    assert (found.title, found.journal, found.year) == ("One", "", "2021")


def test_the_numbers_of_other_databases_are_none_of_pubmed():
    other = RIS.replace("N1  - PMID: 35295462", "AN  - 71234567\nDB  - APA PsycInfo")
    assert read(other).pmid == ""
    assert read(other.replace("APA PsycInfo", "PubMed")).pmid == "71234567"
    assert read(other.replace("71234567", "WOS:0001").replace("APA PsycInfo", "PubMed")).pmid == ""


@pytest.mark.parametrize("fields", PUBLICATIONS[::9], ids=lambda fields: fields["key"])
@pytest.mark.parametrize("write", [bibtex, ris])
def test_what_this_site_exports_it_reads_again(fields, write):
    source = Publication(**{name: value for name, value in fields.items() if name != "procedures"})
    found = read(write(source))
    for name in ("title", "journal", "volume", "issue", "pages", "doi", "pmid", "pmcid"):
        assert getattr(found, name) == getattr(source, name).removesuffix("."), name
    assert [name.strip("{}") for name in found.authors] == [name.strip("{}") for name in source.authors]
    assert found.et_al == source.et_al
    assert (found.year, found.month) == (str(source.year or ""), str(source.month or ""))


def test_abbreviations_of_abbreviations_stay_small():
    """Ten times ten times ten: 466 signs would be 100 million."""
    wide = "".join(f"@string{{a{n} = " + " # ".join([f"a{n - 1}"] * 10) + "}\n" for n in range(1, 8))
    entry = "@article{k, title = a%d, journal = j # { of Pain}, year = 2021, month = sep, volume = unknown}"
    text = '@string{a0="0123456789"}\n@string{j="Journal"}\n' + wide
    found = read(text + entry % 2)
    assert (found.title, found.journal, found.month) == ("0123456789" * 100, "Journal of Pain", "9")
    assert found.volume == ""
    for deep in (5, 6, 7):
        assert len(read(text + entry % deep).title) <= MOST_OF_A_VALUE
    empty = text.replace("0123456789", "") + entry % 7
    assert read(empty).journal == "Journal of Pain"


@pytest.mark.parametrize("name", ["title", "author", "note"])
@pytest.mark.parametrize("end", ["", "x" + "}" * 3001 + "}"], ids=["open", "closed"])
def test_braces_within_braces_without_end_are_unreadable(name, end):
    with pytest.raises(Unreadable, match="Paste a DOI"):
        read("@article{k, " + name + " = {" + "{" * 3000 + end)


def test_some_braces_within_braces_are_read():
    assert read("@article{k, title = {" + "{" * 5 + "Pain" + "}" * 5 + "}}").title == "Pain"
