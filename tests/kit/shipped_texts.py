"""The shipped medical words as their files say them. No database is read."""

import re
import tomllib
from collections.abc import Iterator

from procedures.content_files import CONTENT
from procedures.models import Abstract

SLUGS = ["drez-lesioning", "drg-stimulation"]
CITATION = re.compile(r"\[(@[A-Za-z0-9-]+(?:\s*;\s*@[A-Za-z0-9-]+)*)\]")
BANNED = re.compile(
    r"""\b(?:
        cure[sd]? | safe(?:r|st|ly)? | pain-?less(?:ly)? | guarantee\w* | breakthroughs? | eliminat\w+
      | state[ -]of[ -]the[ -]art | success\ rates? | up\ to | silenc\w+ | minimally\ invasive
      | fully\ reversible | completely\ reversible | no\ risk | miracle\w* | superior\w* | class\ a
      | invented | most\ advanced | revolutionary | world-class
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def read(name: str) -> dict:
    """A file of the shipped content, as it is written."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


ARTICLES = {slug: read(f"en/{slug}.toml") for slug in SLUGS}
PUBLICATIONS = read("publications.toml")["publications"]
TERMS = read("en/glossary.toml")["terms"]
COMPARISON = read("en/comparison.toml")
FINDINGS = read("en/findings.toml")
CONDITIONS = {path.stem: read(f"en/conditions/{path.name}") for path in CONTENT.glob("en/conditions/*.toml")}
PAGES = {path.stem: read(f"en/pages/{path.name}") for path in CONTENT.glob("en/pages/*.toml")}
SUMMARIES = {summary["key"]: summary for summary in read("en/evidence.toml")["summaries"]}


def texts_of_article(article: dict) -> Iterator[tuple[str, str]]:
    """Every text of an article that a patient reads: where it stands, and its words."""
    for name in ("title", "full_name", "summary"):
        yield name, article[name]
    for point in article["key_points"]:
        yield "key point", point["text"]
    for fact in article["facts"]:
        yield "fact", f"{fact['value']} {fact['label']}"
    for section in article["sections"]:
        yield section["kind"], section["heading"]
        yield section["kind"], section["body"]
    for step in article["steps"]:
        yield f"{step['sequence']} step", step["heading"]
        yield f"{step['sequence']} step", step["body"]
    for figure in article["figures"]:
        yield "figure", figure["sentence"]
    for sign in article["urgent_signs"]:
        yield "urgent sign", sign["text"]
    for question in article["questions"]:
        yield "question", question["text"]


def texts_of_condition(condition: dict) -> Iterator[tuple[str, str]]:
    """Every text of a kind of pain that a patient reads: where it stands, and its words."""
    for name in ("title", "full_name", "summary"):
        yield name, condition[name]
    for section in condition["sections"]:
        yield section["kind"], section["heading"]
        yield section["kind"], section["body"]
    for standing in condition["standings"]:
        yield "standing", standing["reason"]
    for name in ("sayings", "urgent_signs", "questions"):
        for row in condition[name]:
            yield name, row["text"]


def texts_of_page(page: dict) -> Iterator[tuple[str, str]]:
    """Every text of a page of the clinic's own: where it stands, and its words."""
    for name in ("title", "summary", "body"):
        yield name, page[name]
    for section in page["sections"]:
        yield section["kind"], section["heading"]
        yield section["kind"], section["body"]


def sections(document: dict) -> dict[str, str]:
    """The texts of its sections by their kind."""
    return {section["kind"]: section["body"] for section in document["sections"]}


def texts_of_grid(document: dict) -> list[str]:
    """Every text of the comparison or the findings."""
    found = [document["title"], document["summary"], *sections(document).values()]
    for name in ("options", "rows", "findings", "strength_rules", "disagreements"):
        for part in document.get(name, []):
            found += [value for value in part.values() if isinstance(value, str)]
    return found


def texts_of_summary(summary: dict) -> list[str]:
    """Every text of what we say about a source."""
    return [summary[name] for name in ("title", "summary", *Abstract.PARTS) if name in summary]


def cited_keys(text: str) -> list[str]:
    """The keys of every citation in a text, in order."""
    return [key.strip()[1:] for group in CITATION.findall(text) for key in group.split(";")]
