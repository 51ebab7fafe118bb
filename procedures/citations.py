"""A source as one line to copy, and as files that programs for references read: BibTeX and RIS.

What was not seen is left out of all three, and nothing of what we say about a source is in them.
"""

import re
from collections.abc import Iterator

from .models import Publication
from .models.publication import is_organization, printed_name

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_INITIALS = 5  # signs
SUFFIXES = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd"}
PAGE_RANGE = re.compile(
    r"\b(?P<letters>[^\W\d_]{0,4})(?P<first>\d{1,8})-(?P<other>[^\W\d_]{0,4})(?P<last>\d{1,8})\b"
)
BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# Styles write titles in small letters; what stands in braces stays as it is.
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
Kind = Publication.Kind
BIBTEX_TYPES = {
    Kind.BOOK_CHAPTER: "incollection",
    Kind.THESIS: "phdthesis",
    Kind.DEVICE_LABEL: "manual",
    Kind.REGULATOR: "techreport",
}
RIS_TYPES = {
    Kind.BOOK_CHAPTER: "CHAP",
    Kind.THESIS: "THES",
    Kind.REGULATOR: "RPRT",
    Kind.WEB_PAGE: "ELEC",
}


def line(source: Publication) -> str:
    """The usual order of medical journals: authors, title, journal, date, place in it, identifiers."""
    volume = source.volume + (f"({source.issue})" if source.issue else "")
    place = ":".join(filter(None, [volume, source.pages]))
    when = _english_date(source)
    parts = [
        source.authors_text,
        source.title,
        source.published_in,
        ";".join(filter(None, [when, place])),
        f"doi:{source.doi}" if source.doi else "",
        f"PMID: {source.pmid}" if source.pmid else "",
        f"PMCID: {source.pmcid}" if source.pmcid else "",
        "" if source.doi else source.url,
    ]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def bibtex(source: Publication) -> str:
    """One entry, in UTF-8."""
    kind = "article" if source.journal else BIBTEX_TYPES.get(source.kind, "misc")
    fields = {
        "author": " and ".join([*map(_bibtex_name, source.authors), *(["others"] if source.et_al else [])]),
        "title": _with_capitals_kept(_bibtex(source.title)),
        "journal": _bibtex(source.journal),
        "publisher": _bibtex(source.publisher),
        "howpublished": source.kind.replace("_", " ") if kind == "misc" else "",
        "year": str(source.year or ""),
        "volume": _bibtex(source.volume),
        "number": _bibtex(source.issue),
        "pages": _bibtex(full_pages(source.pages).replace("-", "--")),
        "doi": source.doi,
        "pmid": source.pmid,
        "pmcid": source.pmcid,
        "url": source.source_url.replace("{", "%7B").replace("}", "%7D"),
        "keywords": _bibtex(", ".join(source.keywords)),
        "note": _bibtex(_status(source)),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    if source.month:
        lines.append(f"  month = {MONTHS[source.month - 1]},")
    return "\n".join([f"@{kind}{{{source.key},", *lines, "}", ""])


def ris(source: Publication) -> str:
    """One record: a tag on each line, the lines ended the way the format asks."""
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in _ris_tags(source))


def _ris_tags(source: Publication) -> Iterator[tuple[str, str]]:
    first, last = _first_and_last(full_pages(source.pages))
    day = [f"{number:02}" for number in (source.month, source.day) if number]
    found = [
        ("TY", "JOUR" if source.journal else RIS_TYPES.get(source.kind, "GEN")),
        ("ID", source.key),
        *(("AU", _ris_name(name)) for name in source.authors),
        ("TI", source.title),
        ("JO", source.journal),
        ("PB", source.publisher),
        ("PY", str(source.year or "")),
        ("DA", "/".join([str(source.year), *day]) if day else ""),
        ("VL", source.volume),
        ("IS", source.issue),
        ("SP", first),
        ("EP", last),
        ("DO", source.doi),
        ("AN", source.pmid),
        ("C2", source.pmcid),  # where programs keep the number of PubMed Central
        ("UR", source.source_url),
        *(("KW", keyword) for keyword in source.keywords),
        ("N1", "There are more authors than these." if source.et_al else ""),
        ("N1", _status(source)),
    ]
    yield from ((tag, text) for tag, text in found if text)
    yield "ER", ""


def _status(source: Publication) -> str:
    if mark := source.retraction:
        if mark.is_confirmed:
            return f"Retracted on {mark.on.isoformat()}."
        return "May have been retracted: this is being checked."
    return f"Corrected on {source.corrected_on.isoformat()}." if source.corrected_on else ""


def _english_date(source: Publication) -> str:
    """Like "2017 Apr 5", whatever the language of the page."""
    month = MONTHS[source.month - 1].capitalize() if source.month else ""
    return " ".join(str(part) for part in (source.year, month, source.day) if part)


def has_initials(name: str) -> bool:
    """Whether it is a person as journals print one, like “FitzGerald JJ”."""
    return bool(_parts_of_a_name(name)[1])


def full_pages(pages: str) -> str:
    """With what journals leave out of the last page: "1923-30" is 1923-1930, "E177-84" is E177-E184."""
    return PAGE_RANGE.sub(_full_range, pages)


def _full_range(found: re.Match[str]) -> str:
    letters, first, other, last = found.group("letters", "first", "other", "last")
    if len(last) < len(first):
        last = first[: -len(last)] + last
    if other not in ("", letters) or int(last) < int(first):
        return found[0]
    return f"{letters}{first}-{letters}{last}"


def _first_and_last(pages: str) -> tuple[str, str]:
    """Of one range or of several; the last is "" for a single page."""
    found = [page.strip() for page in re.split(r"[-,;]", pages) if page.strip()]
    return (found[0], found[-1] if len(found) > 1 else "") if found else ("", "")


def _parts_of_a_name(name: str) -> tuple[str, str, str]:
    """ "Nashold BS Jr" is the family Nashold, "B. S." and "Jr."; a name without initials is one part."""
    words = name.split()
    suffix = ""
    if len(words) > 2 and words[-1] in SUFFIXES and _are_initials(words[-2]):
        suffix = words.pop()
    if len(words) < 2 or not _are_initials(words[-1]):
        return name, "", ""
    given = " ".join(f"{letter}." for letter in words[-1].replace("-", ""))
    return " ".join(words[:-1]), given, f"{suffix}." if suffix in ("Jr", "Sr") else suffix


def _are_initials(word: str) -> bool:
    letters = word.replace("-", "")
    return len(word) <= MOST_INITIALS and letters.isalpha() and letters.isupper()


def _bibtex_name(name: str) -> str:
    if is_organization(name):
        return f"{{{_bibtex(printed_name(name))}}}"
    family, given, suffix = map(_bibtex, _parts_of_a_name(name))
    if given:
        return ", ".join(filter(None, (family, suffix, given)))
    return f"{{{family}}}" if " " in family else family


def _ris_name(name: str) -> str:
    return ", ".join(filter(None, _parts_of_a_name(printed_name(name))))


def _with_capitals_kept(title: str) -> str:
    """Words with two capitals or more, like DREZ, in braces."""
    return re.sub(
        r"\S+", lambda word: f"{{{word[0]}}}" if len(CAPITAL.findall(word[0])) > 1 else word[0], title
    )


def _bibtex(text: str) -> str:
    return "".join(BIBTEX_SIGNS.get(sign, sign) for sign in " ".join(text.split()))
