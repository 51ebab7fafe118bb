"""Which format a paste has, and the one source in it."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procedures.models.identifiers import WRITTEN, number_alone

from . import bibtex, csl, ris
from .found import FoundSource, numbers

MOST_SIGNS = 200_000  # of a paste or a file; one source has some thousand
NAMED = 5  # sources of a paste with too many
ENTRY = re.compile(r"^ {0,8}@[A-Za-z]{1,20} ?[{(]", re.MULTILINE)
RECORD = re.compile(r"^TY  ?- ", re.MULTILINE)
# In a printed reference
IN_WORDS = {
    "doi": re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>;,]+"),
    "pmid": re.compile(r"\bPMID:? ?[1-9][0-9]{0,7}\b", re.IGNORECASE),
    "pmcid": re.compile(r"\bPMC[0-9]{1,9}\b"),
}


class Unreadable(ValueError):
    """With a sentence for whoever pasted: what it was, and what to do."""

    def __init__(self, sentence: "str | Promise") -> None:
        self.sentence = sentence
        super().__init__(str(sentence))


def read(text: str) -> FoundSource:
    """The source that a paste describes. Raises Unreadable for none, and for more than one."""
    if len(text) > MOST_SIGNS:
        raise Unreadable(_("This is too long for one source. Export the one source alone, and paste that."))
    sources = _sources(text.removeprefix("\ufeff").strip())
    found = [source for source in sources if source != FoundSource()]
    if not found:
        raise Unreadable(
            _(
                "We cannot read a source in this. Paste a DOI, “PMID: 28030470”, or the whole text of a "
                "BibTeX, RIS or CSL-JSON file."
            )
        )
    if len(found) > 1:
        titles = [source.title or source.doi for source in found[:NAMED]]
        more = ["…"] if len(found) > NAMED else []
        raise Unreadable(
            _("There are %(number)d sources in this. Paste one of them alone: %(titles)s")
            % {"number": len(found), "titles": "; ".join([*titles, *more])}
        )
    return found[0]


def _sources(text: str) -> list[FoundSource]:
    if text.startswith(("{", "[")):
        try:
            return csl.read(text)
        except (ValueError, RecursionError):
            return []
    if RECORD.search(text):
        return ris.read(text)
    if ENTRY.search(text):
        try:
            return bibtex.read(text)
        except RecursionError:  # braces within braces
            return []
    return _numbers(text)


def _numbers(text: str) -> list[FoundSource]:
    """The numbers of a source, alone or in a printed reference."""
    for name in WRITTEN:
        if number := number_alone(name, text):
            return [FoundSource(**numbers({name: number}))]
    found = {name: pattern.search(text) for name, pattern in IN_WORDS.items()}
    said = {name: match[0].rstrip(".)]") for name, match in found.items() if match}
    return [FoundSource(**numbers(said))] if said else []
