"""What keeps words from being signed, one sentence for each, and what is only worth a second look."""

import re

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from drez_site.foundation.languages.wording import refused_words
from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys

from ..markup import whole_words
from ..models import Document, Publication, Section, UrgentSign
from ..readings.reading import PEOPLE, texts
from .grid_checks import grid_cells, grid_problems
from .snapshot import words

PERCENTAGE = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:%|per ?cent\b|por ciento\b)", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
EMERGENCY_NUMBERS = re.compile(r"\b(?:911|112|988)\b")
MARKS = re.compile(r"\[([^\[\]]*)\]\([^()\[]*\)|[*_#`>|]")
LONGEST_SENTENCE = 30
HARDEST_GRADE = 8


def problems(content: dict) -> list[str]:
    """Each reason why these words cannot be signed, and what to do about it."""
    found = [
        *_missing(content),
        *_order(content),
        *grid_problems(content),
        *_citations(content),
        *_risks(content),
        *_wording(content),
    ]
    return list(dict.fromkeys(found))


def warnings(content: dict) -> list[str]:
    """What may be hard to read. Nothing here keeps anybody from signing."""
    found = []
    for sentence in _sentences(content):
        if (length := len(sentence.split())) > LONGEST_SENTENCE:
            found.append(
                _("%(length)d words in one sentence, make two: “%(start)s ...”")
                % {"length": length, "start": " ".join(sentence.split()[:8])}
            )
    if content["language"] == "en" and (grade := reading_grade(content)) > HARDEST_GRADE:
        found.append(
            _("The words are for school grade %(grade).1f: aim for grade %(hardest)d with shorter words.")
            % {"grade": grade, "hardest": HARDEST_GRADE}
        )
    return found


def reading_grade(content: dict) -> float:
    """Flesch-Kincaid grade of an English text, without the words that the glossary explains."""
    import textstat

    forms = {form for term in content["terms"] for form in (term["term"].lower(), *term["forms"])}
    text = " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in _sentences(content))
    if forms:
        text = whole_words(forms).sub("it", text)
    return textstat.textstat.flesch_kincaid_grade(text) if text else 0.0


def _sentences(content: dict) -> list[str]:
    running = "\n".join([content["summary"], *texts(content)])
    plain = MARKS.sub(r"\1", CITATION.sub("", running)).replace("- ", "")
    return [sentence.strip() for sentence in SENTENCE_END.split(plain) if sentence.strip()]


def _missing(content: dict):
    for name, label in (("title", _("title")), ("summary", _("summary"))):
        if not content[name].strip():
            yield _("Write the %(part)s: it is empty.") % {"part": label}
    if content["language"] != "en":
        if not content["translator"].strip():
            yield _("Name the translator of this text.")
        if not content["translates_edition"]:
            yield _("Give the number of the English edition that was translated.")
    if content["kind"] == Document.Kind.GLOSSARY:
        if not content["terms"]:
            yield _("Add words to the glossary: there is none in this language.")
        return
    if content["kind"] == Document.Kind.EVIDENCE:
        if not any(abstract["limits"].strip() for abstract in content["abstracts"]):
            yield _("Write “what it does not show”: it is empty.")
        return
    required = Section.kinds_of(content["kind"])
    if not required and not content["body"].strip():
        yield _("Write the text: it is empty.")
    written = {section["kind"]: section for section in content["sections"]}
    for kind in required:
        if kind not in written:
            yield _("Add the section “%(section)s”: it is missing.") % {"section": kind.label}
        elif not written[kind]["body"].strip():
            yield _("Write the section “%(section)s”: it is empty.") % {"section": kind.label}
    if content["kind"] == Document.Kind.ARTICLE and not any(
        sign["urgency"] == UrgentSign.Urgency.EMERGENCY for sign in content["urgent_signs"]
    ):
        yield _("List the signs after which to call 911: there is none.")


def _order(content: dict):
    order = list(Section.Kind)
    kinds = [Section.Kind(section["kind"]) for section in content["sections"]]
    for before, after in zip(kinds, kinds[1:], strict=False):
        if order.index(before) > order.index(after):
            yield _("Move the section “%(after)s” up: it stands after “%(before)s”.") % {
                "after": after.label,
                "before": before.label,
            }


def _citations(content: dict):
    known = {source["key"] for source in content["sources"]}
    cited = list(dict.fromkeys(key for text in texts(content) for key in cited_keys(text)))
    for key in cited:
        if key not in known:
            yield _("Correct [@%(key)s] or add that publication: no publication has this key.") % {"key": key}
    for paper in Publication.objects.retracted().filter(key__in=cited):
        yield _("Take out [@%(key)s] and what rests on it: the paper was retracted on %(day)s.") % {
            "key": paper.key,
            "day": format_date(paper.retracted_on, "j F Y"),
        }


def _risks(content: dict):
    """Numbers about people need a source and people: “7 of 100 [@Key]”, never “7%”."""
    running = [content["summary"], *texts(content)]
    for sentence in (sentence for text in running for sentence in SENTENCE_END.split(text)):
        if (percentage := PERCENTAGE.search(sentence)) and not PEOPLE.search(sentence):
            yield _("Write “%(percentage)s” as people, like “7 of 100 people”.") % {
                "percentage": percentage[0]
            }
    for section in content["sections"]:
        if section["kind"] == Section.Kind.BENEFITS_AND_RISKS:
            for paragraph in _paragraphs(section["body"]):
                if _needs_a_citation(paragraph) and not CITATION.search(paragraph):
                    yield _uncited(paragraph)
    for figure in content["figures"]:
        if not CITATION.search(figure["sentence"]):
            yield _uncited(figure["sentence"])
    for text in _told_in_numbers(content):
        if re.search(r"\d", CITATION.sub("", text)) and not CITATION.search(text):
            yield _uncited(text)


def _told_in_numbers(content: dict):
    """The answers of a comparison, and the paragraphs around a comparison or findings."""
    yield from grid_cells(content)
    if content["kind"] in (Document.Kind.COMPARISON, Document.Kind.FINDINGS):
        for section in content["sections"]:
            yield from _paragraphs(section["body"])


def _paragraphs(text: str) -> list[str]:
    """Paragraphs and list items, without headings."""
    blocks = re.split(r"\n(?:[^\S\n]*\n)+|\n(?=[^\S\n]*(?:[-*+]|\d+[.)])\s)", text)
    return [block.strip() for block in blocks if block.strip() and not block.lstrip().startswith("#")]


def _needs_a_citation(paragraph: str) -> bool:
    is_item = re.match(r"(?:[-*+]|\d+[.)])\s", paragraph)
    return bool(is_item or re.search(r"\d", EMERGENCY_NUMBERS.sub("", paragraph)))


def _uncited(paragraph: str) -> str:
    return _("Cite a source for “%(start)s ...”.") % {"start": " ".join(paragraph.lstrip("-*+ ").split()[:8])}


def _wording(content: dict):
    for place, text in words(content).items():
        if place[0] == "source":
            continue  # titles are quotations; what we say about a source is checked below
        for refused, advice in refused_words(text, content["language"]):
            yield _wording_sentence(refused, advice)
    for source in content["sources"]:
        for refused, advice in refused_words(source["description"], "en"):
            yield _wording_sentence(refused, advice)


def _wording_sentence(refused: str, advice: str) -> str:
    return _("Do not write “%(words)s”. %(advice)s") % {"words": refused, "advice": advice}
