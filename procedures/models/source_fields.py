"""What is signed of a source: each field of `Publication` once, with what it is to readers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceField:
    """A field that is signed: with every document that cites the source, or with its summary alone."""

    name: str
    is_cited: bool = False  # part of a citation
    is_ours: bool = (
        False  # typed by staff in words of their own: public with the signed summary, never before
    )
    is_compared: bool = False  # stands in the one line by which signers compare sources
    is_searched: bool = False  # by the words that readers type in the list of evidence


# In the order in which signers read them.
SOURCE_FIELDS = (
    SourceField("key", is_cited=True, is_searched=True),
    SourceField("title", is_cited=True, is_compared=True, is_searched=True),
    SourceField("description", is_cited=True, is_ours=True, is_compared=True),
    SourceField("journal", is_cited=True, is_compared=True, is_searched=True),
    SourceField("publisher", is_cited=True, is_compared=True, is_searched=True),
    SourceField("year", is_cited=True, is_compared=True),
    SourceField("authors", is_cited=True, is_compared=True, is_searched=True),
    SourceField("level", is_cited=True, is_ours=True, is_compared=True),
    SourceField("doi", is_cited=True, is_compared=True, is_searched=True),
    SourceField("et_al", is_cited=True),
    SourceField("volume", is_cited=True),
    SourceField("issue", is_cited=True),
    SourceField("pages", is_cited=True),
    SourceField("pmid", is_cited=True, is_searched=True),
    SourceField("url", is_cited=True),
    SourceField("kind", is_cited=True),
    SourceField("participants", is_cited=True, is_ours=True),
    SourceField("affiliations", is_searched=True),
    SourceField("month"),
    SourceField("day"),
    SourceField("pmcid", is_searched=True),
    SourceField("follow_up", is_ours=True),
    SourceField("keywords", is_ours=True),
    SourceField("funding", is_ours=True),
    SourceField("conflicts_of_interest", is_ours=True),
    SourceField("access"),
    SourceField("embargo_until"),
    SourceField("corrected_on"),
    SourceField("correction_notice"),
)
SIGNED_WHERE_CITED = tuple(field.name for field in SOURCE_FIELDS if field.is_cited)
SIGNED = tuple(field.name for field in SOURCE_FIELDS)
TYPED_BY_STAFF = tuple(field.name for field in SOURCE_FIELDS if field.is_ours)
COMPARED = tuple(field.name for field in SOURCE_FIELDS if field.is_compared)
SEARCHED = tuple(field.name for field in SOURCE_FIELDS if field.is_searched)
