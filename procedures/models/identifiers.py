"""The numbers by which everybody finds a source, however somebody pasted them."""

import re
from urllib.parse import unquote

# As publishers, PubMed and reference programs write them. By the field of a publication that holds it.
WRITTEN = {
    "doi": re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi: ?)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE),
    "pmid": re.compile(
        r"(?:(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/|PMID:? ?)?"
        r"([1-9][0-9]{0,7})/?",
        re.IGNORECASE,
    ),
    "pmcid": re.compile(
        r"(?:(?:https?://)?(?:pmc|www)?\.?ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/|PMCID:? ?)?"
        r"(PMC[0-9]{1,9})/?",
        re.IGNORECASE,
    ),
}


def number_alone(name: str, text: str) -> str:
    """“https://doi.org/10.1000/abc” as “10.1000/abc”, “PMID: 2803” as “2803”; "" for no such number."""
    found = WRITTEN[name].fullmatch(" ".join(text.split()))
    if not found:
        return ""
    if name == "pmcid":
        return found[1].upper()
    return unquote(found[1]) if "://" in text else found[1]
