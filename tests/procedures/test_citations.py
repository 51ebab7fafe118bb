"""Citations that other programs read: every shipped record, parsed back by third-party parsers."""

import re
import tomllib

import bibtexparser
import pytest
import rispy

from procedures.citations import bibtex, full_pages, line, ris
from procedures.content_files import CONTENT
from procedures.models import Publication
from procedures.models.publication import printed_name

RECORDS = tomllib.loads((CONTENT / "publications.toml").read_text(encoding="utf-8"))["publications"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
MONTHS += ["October", "November", "December"]
HARD = {
    "key": "Hard2020",
    "title": r"Ärzte & Ñandú: 50% of {braced} \ back_slash #1 $5 ~ ^ in CRPS and DREZ",
    "authors": ["{Müller & Söhne, Inc.}", "Van Broeckhoven T", "O'Connell NE", "Ovelmen-Levitt J", "Kumar"],
    "journal": "Revista Española de Dolor & Salud",
    "kind": "case_series",
    "doi": "10.1000/a_b%c(1)",
    "pages": "e17-e23",
    "year": 2020,
    "month": 2,
    "day": 3,
    "keywords": ["dolor neuropático", "50%"],
}
MANY = {
    "key": "Many2021",
    "authors": [f"Author{n} AB" for n in range(60)],
    "kind": "guideline",
    "et_al": True,
}
NOTHING = {"key": "Nothing", "kind": "web_page"}
ALL = [*RECORDS, HARD, MANY, NOTHING]
LATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def publication(fields: dict) -> Publication:
    return Publication(**{name: value for name, value in fields.items() if name != "procedures"})


def plain(text: str) -> str:
    """What LaTeX prints."""
    pieces = re.split("(" + "|".join(map(re.escape, LATEX)) + ")", text)
    return "".join(LATEX[piece] if piece in LATEX else _plain(piece) for piece in pieces)


def _plain(piece: str) -> str:
    return re.sub(r"\\([&%$#_])", r"\1", re.sub(r"(?<!\\)[{}]", "", piece))


def person(name: str) -> str:
    """The way we store it, from "Deer, T. R."."""
    family, _, given = name.partition(", ")
    return f"{family} {given.replace('. ', '').removesuffix('.')}".strip()


def wanted_names(source: Publication) -> list[str]:
    return [printed_name(name) for name in source.authors]


def as_text(value) -> str:
    return str(value) if value else ""


def test_there_are_as_many_records_as_the_facts_have():
    assert len(RECORDS) == 185


@pytest.mark.parametrize("fields", ALL, ids=lambda fields: fields["key"])
def test_bibtex_parses_back(fields):
    source = publication(fields)
    entries = bibtexparser.loads(bibtex(source)).entries
    assert len(entries) == 1
    entry = entries[0]
    assert entry["ID"] == source.key
    assert plain(entry.get("title", "")) == source.title
    names = re.split(r" and (?![^{]*\})", entry["author"]) if "author" in entry else []
    assert (names[-1:] == ["others"]) == source.et_al
    people = [name for name in names if name != "others"]
    assert [plain(name) if name.startswith("{") else person(name) for name in people] == wanted_names(source)
    for name, value in (
        ("journal", source.journal),
        ("publisher", source.publisher),
        ("volume", source.volume),
        ("number", source.issue),
        ("pages", full_pages(source.pages).replace("-", "--")),
        ("keywords", ", ".join(source.keywords)),
    ):
        assert plain(entry.get(name, "")) == value, name
    assert entry.get("year", "") == as_text(source.year)
    assert entry.get("month", "") == (MONTHS[source.month - 1] if source.month else "")
    for name in ("doi", "pmid", "pmcid"):
        assert entry.get(name, "") == getattr(source, name)
    assert entry.get("url", "") == source.source_url
    assert "" not in entry.values(), "what was not seen is left out"


@pytest.mark.parametrize("fields", ALL, ids=lambda fields: fields["key"])
def test_ris_parses_back(fields):
    source = publication(fields)
    entries = rispy.loads(ris(source))
    assert len(entries) == 1
    entry = entries[0]
    assert entry["id"] == source.key
    assert entry.get("title", "") == source.title
    organizations = {printed_name(name) for name in source.authors if name.startswith("{")}
    read = [name if name in organizations else person(name) for name in entry.get("authors", [])]
    assert read == wanted_names(source)
    for name, value in (
        ("journal_name", source.journal),
        ("publisher", source.publisher),
        ("volume", source.volume),
        ("number", source.issue),
        ("doi", source.doi),
        ("accession_number", source.pmid),
        ("custom2", source.pmcid),
        ("year", as_text(source.year)),
    ):
        assert entry.get(name, "") == value, name
    pages = [entry[name] for name in ("start_page", "end_page") if name in entry]
    assert "-".join(pages) == full_pages(source.pages)
    assert entry.get("keywords", []) == source.keywords
    assert entry.get("urls", []) == ([source.source_url] if source.source_url else [])
    day = [source.year, *(f"{part:02}" for part in (source.month, source.day) if part)]
    assert entry.get("date", "") == ("/".join(map(str, day)) if source.month else "")


def test_every_ris_line_is_a_tag_and_its_text():
    lines = [text for fields in ALL for text in ris(publication(fields)).split("\r\n")]
    assert len(lines) > 900
    assert [text for text in lines if text and not re.fullmatch(r"[A-Z][A-Z0-9]  - .*", text)] == []


def test_the_files_of_all_records_together_parse_too():
    together = "\n".join(bibtex(publication(fields)) for fields in RECORDS)
    assert len({entry["ID"] for entry in bibtexparser.loads(together).entries}) == 185
    assert len(rispy.loads("\r\n".join(ris(publication(fields)) for fields in RECORDS))) == 185


def test_the_line_to_copy_is_in_the_order_of_medical_journals():
    deer = next(fields for fields in RECORDS if fields["key"] == "Deer2017")
    text = line(publication(deer))
    assert text.startswith(
        "Deer TR, Levy RM, Kramer J, Poree L, Amirdelfan K, Grigsby E, et al. "
        "Dorsal root ganglion stimulation yielded"
    )
    assert text.endswith(
        "a randomized comparative trial. Pain. 2017 Apr;158(4):669-681. "
        "doi:10.1097/j.pain.0000000000000814. PMID: 28030470."
    )


def test_the_line_leaves_out_what_was_not_seen():
    harrison = next(fields for fields in RECORDS if fields["key"] == "Harrison")
    assert line(publication(harrison)).endswith(
        "as a Treatment for Neuropathic Pain: A Literature Review. https://www.ndcn.ox.ac.uk/publications/725548."
    )
    assert line(publication(NOTHING)) == ""


def test_a_retraction_goes_along():
    source = publication(HARD)
    source.marked = {"on": "2026-01-02", "notice": "https://doi.org/10.1000/notice", "is_confirmed": True}
    assert "Retracted on 2026-01-02." in bibtex(source)
    assert "N1  - Retracted on 2026-01-02." in ris(source)
    source.marked |= {"is_confirmed": False}
    assert "May have been retracted: this is being checked." in bibtex(source)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [("1923-30", "1923", "1930"), ("E177-84", "E177", "E184"), ("S12-8", "S12", "S18"), ("e1-e9", "e1", "e9")]
    + [("12-8, 130-5", "12", "135"), ("99-101", "99", "101"), ("417", "417", "")],
)
def test_shortened_page_ranges_are_written_out(printed, first, last):
    source = Publication(key="Pages2020", title="Pages", journal="Pain", pages=printed)
    read = rispy.loads(ris(source))[0]
    assert (read["start_page"], read.get("end_page", "")) == (first, last)
    pages = next(text for text in bibtex(source).splitlines() if "pages" in text)
    assert pages.endswith(f"{last or first}}},")


@pytest.mark.parametrize(
    ("name", "in_bibtex", "in_ris"),
    [
        ("Nashold BS Jr", "Nashold, Jr., B. S.", "Nashold, B. S., Jr."),
        ("Smith J III", "Smith, III, J.", "Smith, J., III"),
        ("Kowalski Ł", "Kowalski, Ł.", "Kowalski, Ł."),
        ("Şahin Ş-Ğ", "Şahin, Ş. Ğ.", "Şahin, Ş. Ğ."),
        ("Kim II", "Kim, I. I.", "Kim, I. I."),
    ],
)
def test_suffixes_and_initials_of_any_alphabet_stand_apart(name, in_bibtex, in_ris):
    source = Publication(key="Name2020", title="Names", journal="Pain", authors=[name])
    assert f"author = {{{in_bibtex}}}" in bibtex(source)
    assert f"AU  - {in_ris}\r\n" in ris(source)
