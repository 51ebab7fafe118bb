"""Every medical number that patients read: cited where it stands, and in the facts list for that source.

A number carries its unit. What counts people is never a share of the pain, a score, a lead or a report: 58
of every 100 parts of the pain do not make 58 points, or 58 of 100 people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from procedures import demonstration_staff, kinds
from procedures.models import Document, Edition
from procedures.publishing.signing import sign, submit
from procedures.readings.reading import Reading
from tests.kit.counted_numbers import FACTS, YEARS, listed, tokens
from tests.kit.documents import author
from tests.kit.elements import parse
from tests.kit.signatures import filled_in

TODAY = date(2026, 11, 20)
# What a page says that no document says: the frame of the site, the clinic, doctors, reviews and the sources.
FRAME = {
    "masthead",
    "foot",
    "nextbar",
    "sheet",
    "skip",
    "refs",
    "signed",
    "qr",
    "urgent",
    "find",
    "doc",
    "gloss",
}
FRAME |= {"docs", "finder", "crumbs", "error-summary", "choose", "sprite", "vh", "pager", "hours"}
FRAME |= {"review", "sources", "asked"}  # when it was reviewed, and how many sources and questions there are
FRAME |= {"chart"}  # a drawing: it repeats the table below it
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4")


@dataclass
class Block:
    """Words with the places where sources are cited, as (position, keys)."""

    text: str
    cited: list[tuple[int, list[str]]]

    def faults(self, own: str = "") -> Iterator[str]:
        """`own` is the source that a whole page is about: it needs no citation there."""
        for where, core, unit in tokens(self.text):
            number = f"{core} {unit}".strip()
            keys = next((keys for position, keys in self.cited if position >= where), [])
            keys = [*keys, own] if own else keys
            if not keys:
                yield f"{number}: no source is cited after it in “{self.text[:90]}”"
            elif not any((core, unit) in listed(key) for key in keys):
                yield f"{number}: not in the facts list of {', '.join(keys)}; in “{self.text[:90]}”"

    def count(self) -> int:
        return len(list(tokens(self.text)))


def block(element, keys_of) -> Block:
    parts, cited = [], []

    def walk(node):
        if is_framed(node):
            return
        if node.tag == "sup" and node.get("class") == "cite":
            numbers = [link.get("href") for link in node.iter("a")]
            position = sum(map(len, parts))
            if cited and not "".join(parts)[cited[-1][0] :].strip():
                cited[-1][1].extend(keys_of[number] for number in numbers)
            else:
                cited.append((position, [keys_of[number] for number in numbers]))
        else:
            parts.append(node.text or "")
            for child in node:
                walk(child)
                parts.append((" " if child.tag in (*BLOCKS, "b") else "") + (child.tail or ""))

    walk(element)
    return Block("".join(parts), cited)


def is_framed(element) -> bool:
    names = set((element.get("class") or "").split())
    return not isinstance(element.tag, str) or bool(names & FRAME) or element.tag == "svg"


def blocks(root, keys_of, within=None) -> Iterator[Block]:
    """The smallest blocks that hold words; a step of a list is whole, and so is a row of the findings."""

    def walk(element):
        if is_framed(element) or element.get("data-noprint") is not None:
            return
        if {"glance", "pcard"} & set((element.get("class") or "").split()):
            return  # cited where the article repeats it: see `at_a_glance`
        if element.tag == "tr" and findings_table(element):
            yield row(element, keys_of)
        elif element.tag in BLOCKS and not (
            element.tag in ("li", "dd", "td") and any(child.tag in ("ul", "ol") for child in element)
        ):
            yield block(element, keys_of)
        else:
            for child in element:
                yield from walk(child)

    def findings_table(element) -> bool:
        return any(
            "grid-table--findings" in (t.get("class") or "") and element in list(t.iter("tr")) for t in tables
        )

    tables = list(root.iter("table"))
    yield from walk(next(root.iter("main")) if within is None else within)


def row(element, keys_of) -> Block:
    """A row of the findings cites its sources in one cell for all of them."""
    cells = [block(cell, keys_of) for cell in element]
    keys = [key for cell in cells for _, group in cell.cited for key in group]
    text = "; ".join(cell.text for cell in cells)
    return Block(text, [(len(text), keys)] if keys else [])


def at_a_glance(root) -> Iterator[tuple[str, str, str]]:
    """(article, words, number with its unit) of the numbers on cards, which cite nothing where they stand."""
    for element in root.iter():
        names = (element.get("class") or "").split()
        if "glance" in names or "pcard" in names:
            links = [link.get("href") for link in element.iter("a")]
            for fact in element.iter("dd" if "glance" in names else "b"):
                words = "".join(fact.itertext())
                yield from ((*links, words, (core, unit)) for _, core, unit in tokens(words))


def page(client, address: str) -> tuple:
    """The elements of what the page is about, and the key of each source by the address of its record."""
    response = client.get(address)
    assert response.status_code == 200, address
    shown = [response.context.get(str(kind)) for kind in kinds.ALL]
    reading = next((words for words in shown if isinstance(words, Reading)), None)
    if "record" in response.context:
        reading = response.context["record"].summary
    references = reading.references if reading else []
    keys_of = {
        reference.publication.get_absolute_url(): reference.publication.key for reference in references
    }
    (main,) = re.findall("<main.*</main>", response.text, re.DOTALL)
    return parse(main), keys_of


EVERY_OPTION = "/procedures/compare/?option=drez&option=drg&option=scs&option=care&option=nothing&show=chosen"
EVERY_OPTION = "/procedures/compare/?option=drez&option=drg&option=scs&option=care&option=nothing&show=chosen"
PAGES = {  # address -> at least so many numbers
    "/procedures/drez-lesioning/": 100,
    "/procedures/drg-stimulation/": 100,
    "/procedures/compare/": 30,
    EVERY_OPTION: 60,
    "/evidence/findings/": 120,
    "/conditions/": 0,
    "/conditions/arm-nerves-torn/": 20,
    "/conditions/crps/": 5,
    "/conditions/spinal-cord-injury-pain/": 5,
    "/conditions/nerve-pain-after-surgery/": 5,
    "/conditions/phantom-stump-pain/": 5,
    "/conditions/shingles-pain/": 5,
    "/conditions/pain-after-back-surgery/": 5,
    "/conditions/diabetic-nerve-pain/": 5,
    "/conditions/cancer-nerve-pain/": 5,
    "/pages/cost-and-insurance/": 15,
    "/": 0,
    "/procedures/": 0,
    "/glossary/": 0,
    "/words-of-the-site/": 0,
}
# Definitions cite nothing: where one holds a number, it is in the facts list of this source.
OWN_SOURCE = {"/glossary/": "Deer2019-Brain-Sci"}


def test_every_number_on_shipped_pages_is_cited_and_in_the_facts_list(client, shipped):
    faults, counted = [], {}
    signed = Edition.objects.public().filter(document__language="en").exclude(document__kind="evidence")
    documents = [edition.document for edition in signed.select_related("document__procedure")]
    assert {kinds.of(document).url(document) for document in documents} <= set(PAGES)
    assert len(documents) >= 5
    for address in PAGES:
        found = list(blocks(*page(client, address)))
        counted[address] = sum(each.count() for each in found)
        own = OWN_SOURCE.get(address, "")
        faults += [f"{address} {fault}" for each in found for fault in each.faults(own)]
    assert faults == []
    few = {address: counted[address] for address, least in PAGES.items() if counted[address] < least}
    assert few == {}
    assert sum(counted.values()) > 400


def test_every_number_on_the_records_of_evidence_is_in_the_facts_list(client, shipped, nightly):
    """A record is about one source, so its numbers are that source's, or those of one that is cited there.

    Every record at night, else every fourth.
    """
    faults, counted, pages = [], 0, 0
    keys = list(YEARS)[:: 1 if nightly else 4]
    for key in keys:
        root, keys_of = page(client, f"/evidence/{key}/")
        told = next(e for e in root.iter("div") if "record-page" in (e.get("class") or ""))
        found = [each for part in told if part.tag == "div" for each in blocks(root, keys_of, part)]
        counted += sum(each.count() for each in found)
        faults += [f"/evidence/{key}/ {fault}" for each in found for fault in each.faults(key)]
        pages += 1
    assert faults == []
    assert len(YEARS) >= 130
    assert pages == len(keys) >= len(YEARS) / 4
    assert counted > 3 * pages


def test_numbers_on_cards_stand_cited_in_the_article(client, shipped):
    swept, faults = 0, []
    articles = [address for address in PAGES if address.startswith("/procedures/d")]
    cited = {
        address: {
            pair
            for each in blocks(*page(client, address))
            if not list(each.faults())
            for _, core, unit in tokens(each.text)
            for pair in ((core, unit), (core, ""))
        }
        for address in articles
    }
    for address in (*articles, "/", "/procedures/"):
        for *links, words, number in at_a_glance(page(client, address)[0]):
            swept += 1
            article = links[0] if links else address
            if number not in cited[article]:
                faults.append((address, words))
    assert faults == []
    assert swept >= 10


def test_numbers_in_charts_stand_in_the_table_too(client, shipped):
    root, keys_of = page(client, "/evidence/findings/")
    told = {core for each in blocks(root, keys_of) for _, core, _ in tokens(each.text)}
    charts = [figure for figure in root.iter("figure") if "chart" in (figure.get("class") or "").split()]
    drawn = [core for chart in charts for _, core, _ in tokens(" ".join(chart.itertext()))]
    assert len(drawn) > 15
    assert set(drawn) <= told


def test_the_facts_list_names_sources_once_and_says_what_each_number_counts():
    assert set(FACTS) <= set(YEARS)
    facts = [(key, fact) for key, listed_facts in FACTS.items() for fact in listed_facts]
    assert len(facts) == len(set(facts)) > 300
    assert [fact for _, fact in facts if not list(tokens(fact))] == []
    assert [fact for _, fact in facts if not re.search(r"[A-Za-z]{4,}", fact)] == []


CITED = [(40, ["Chalil2021"])]
PARTS = [(60, ["Levy2019"])]
LEADS = [(60, ["Leads2024"])]


@pytest.mark.parametrize(
    ("text", "cited", "fault"),
    [
        ("In 692 people, 82 of 100 did well.", CITED, ""),
        ("In 692 people, 82 of every 100 did well.", CITED, ""),
        ("In 692 people, 83 of 100 did well.", CITED, "83 of 100: not in the facts list of Chalil2021"),
        ("In 692 people, 82 of 101 did well.", CITED, "82 of 101: not in the facts list"),
        ("It lasted for six years.", CITED, "6 year: not in the facts list"),
        ("In 692 people.", [], "692: no source is cited after it"),
        ("In 692 people.", [(2, ["Chalil2021"])], "692: no source is cited after it"),
        ("In 692 people.", [(14, ["Nobody1900"])], "692: not in the facts list of Nobody1900"),
        ("In 692 people.", [(14, ["Nobody1900", "Chalil2021"])], ""),
        ("Call 911, or (919) 555-0134.", [], ""),
        ("Two operations, of type II.", [], ""),
        ("On average 58 of every 100 parts of the pain.", PARTS, ""),
        (
            "From 67 to 74 of every 100 parts.",
            PARTS,
            "67 to 74 of 100 part: not in the facts list of Levy2019",
        ),
        ("From 69 to 74 of every 100 parts.", PARTS, ""),
        ("Pain fell by 58 points.", PARTS, "58 point: not in the facts list of Levy2019"),
        ("Pain fell by 58 points in 100.", PARTS, "58 point: not in the facts list of Levy2019"),
        ("It helped 58 of 100 people.", PARTS, "58 of 100: not in the facts list of Levy2019"),
        ("It helped 58 people.", PARTS, "58: not in the facts list of Levy2019"),
        ("Pain fell by 58%.", PARTS, "58 percent: not in the facts list of Levy2019"),
        ("Pain fell by 58 percent.", PARTS, "58 percent: not in the facts list of Levy2019"),
        ("It was 69 to 74 of 100 people.", PARTS, "69 to 74 of 100: not in the facts list of Levy2019"),
        ("Of leads, 9.1 of 100 leads moved.", LEADS, ""),
        ("In 9.1 of 100 people a lead moved.", LEADS, "9.1 of 100: not in the facts list of Leads2024"),
        ("The true number may be 3 to 8.", [(40, ["Moman"])], ""),
        ("It may be 3 to 8 of 100 parts.", [(40, ["Moman"])], "3 to 8 of 100 part: not in the facts list"),
    ],
)
def test_the_sweep_finds_a_number_without_a_source(text, cited, fault):
    faults = list(Block(text, cited).faults())
    assert bool(faults) is bool(fault)
    assert not fault or faults[0].startswith(fault)


def test_a_number_in_a_changed_page_is_found(client, shipped):
    edition = Edition.objects.get(document__kind=Document.Kind.COMPARISON, document__language="en")
    document = edition.document
    document.answers.filter(row__position=1, option__kind="care").update(
        text="Helps 99 of 100 people.[@Chalil2021]"
    )
    submit(document, author())
    sign(document, demonstration_staff.reviewer(), filled_in())
    faults = [fault for each in blocks(*page(client, EVERY_OPTION)) for fault in each.faults()]
    assert len(faults) == 1 and faults[0].startswith("99 of 100: not in the facts list of Chalil2021")
