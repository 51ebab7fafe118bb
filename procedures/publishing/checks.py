"""What keeps words from being signed, one sentence for each, and what is only worth a second look."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from drez_site.foundation.languages.claims import claims_a_result
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, pack
from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys

from .. import kinds
from ..kinds import own_fields
from ..markup import whole_words
from ..models import Retraction, Section
from ..models.source_fields import TYPED_BY_STAFF
from ..pictures import problems_of_pictures, without_pictures
from ..readings.reading import anchor_of
from .differences import place_label
from .snapshot import citing_texts, texts_by_place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
LIST_NUMBER = re.compile(r"^\d+[.)]\s")
UNSEEN = re.compile(r"[^ -~\n\r\t]")
# Of Unicode: controls, formats, ends of lines and paragraphs, marks around letters, what is no sign at all.
UNSEEN_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Zl", "Zp"}
STROKES = range(0x300, 0x370)  # over or through the letter before, where the two are not one letter
EMERGENCY_NUMBERS = re.compile(r"\b(?:911|112|988)\b")
MARKS = re.compile(r"\[([^\[\]]*)\]\([^()\[]*\)|[*_#`>|]")
ANCHOR_LINK = re.compile(r"\[([^\[\]]*)\]\(#([^()\s]*)\)")
LONGEST_SENTENCE = 30
HARDEST_GRADE = 8
LEAST_EASE = 55  # INFLESZ: what most people read


def problems(content: kinds.Content) -> list[str]:
    """Each reason why these words cannot be signed, and what to do about it."""
    by_themselves = _problems_of_words(json.dumps(content, sort_keys=True), get_language())
    return list(dict.fromkeys([*by_themselves, *_retracted_sources(content), *_pictures(content)]))


@lru_cache(maxsize=16)
def _problems_of_words(words: str, spoken: str | None) -> tuple[str, ...]:
    """Kept: the same words are checked when they are shown, submitted and signed."""
    with override(spoken):  # the language of the sentences
        return tuple(problems_of_words(json.loads(words)))


def problems_of_words(content: kinds.Content) -> Iterator[str]:
    """Those that the words tell by themselves."""
    kind, content = kinds.named(content["kind"]), kinds.complete(content)
    yield from _missing(content)
    yield from _empty_rows(content)
    yield from _printed_nowhere(kind, content)
    yield from _sections(kind, content)
    yield from _dead_anchors(content)
    yield from (problem for check in kind.checks for problem in check(content))
    yield from _unknown_sources(content)
    yield from _citations_out_of_place(content)
    yield from _unseen_signs(content)
    yield from _percentages(content)
    yield from _uncited(kind, content)
    yield from _wording(content)


def warnings(content: kinds.Content) -> list[str]:
    """What may be hard to read. Nothing here keeps anybody from signing."""
    found = list(long_sentences(content))
    if (grade := reading_grade(content)) is not None and grade > HARDEST_GRADE:
        found.append(
            _("The words are for school grade %(grade).1f: aim for grade %(hardest)d with shorter words.")
            % {"grade": grade, "hardest": HARDEST_GRADE}
        )
    if (ease := reading_ease(content)) is not None and ease < LEAST_EASE:
        found.append(
            _(
                "The words are hard to read: %(ease).0f on the INFLESZ scale. Aim for %(least)d or more with "
                "shorter words and sentences."
            )
            % {"ease": ease, "least": LEAST_EASE}
        )
    return found


def long_sentences(content: kinds.Content) -> Iterator[str]:
    for sentence in _sentences(content):
        if (length := len(sentence.split())) > LONGEST_SENTENCE:
            yield (
                _("%(length)d words in one sentence, make two: “%(start)s ...”")
                % {"length": length, "start": _beginning(sentence)}
            )


def reading_grade(content: kinds.Content) -> float | None:
    """School grade, without the words that the glossary explains; None in a language without a formula."""
    return _measured(content, pack(content["language"]).reading_grade)


def reading_ease(content: kinds.Content) -> float | None:
    """The same on the INFLESZ scale, where more is easier; None in a language that is not read by it."""
    return _measured(content, pack(content["language"]).reading_ease, of_nothing=100.0)


def _measured(
    content: kinds.Content, formula: Callable[[str], float] | None, of_nothing: float = 0.0
) -> float | None:
    if formula is None:
        return None
    forms = {form for term in content["terms"] for form in (term["term"].lower(), *term["forms"])}
    text = " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in _sentences(content))
    if forms:
        text = whole_words(forms).sub("it", text)
    return formula(text) if text else of_nothing


def _sentences(content: kinds.Content) -> list[str]:
    running = "\n".join([content["summary"], *citing_texts(content)])
    plain = MARKS.sub(r"\1", CITATION.sub("", without_pictures(running))).replace("- ", "")
    return [sentence.strip() for sentence in SENTENCE_END.split(plain) if sentence.strip()]


def _missing(content: kinds.Content) -> Iterator[str]:
    said: Mapping[str, Any] = content
    for name, label in (("title", _("title")), ("summary", _("summary"))):
        if not said[name].strip():
            yield _("Write the %(part)s: it is empty.") % {"part": label}
    if content["language"] != SOURCE_LANGUAGE:
        if not content["translator"].strip():
            yield _("Name the translator of this text.")
        if not content["translates_edition"]:
            yield _("Enter the number of the English edition that was translated.")


def _empty_rows(content: kinds.Content) -> Iterator[str]:
    for part, _number, row in kinds.rows(content):
        for name in part.needed:
            if not row[name].strip():
                yield _("Fill in “%(field)s” of each %(part)s, or take that one out: it is empty.") % {
                    "field": part.column(name).verbose_name,
                    "part": part.model._meta.verbose_name,
                }


def _printed_nowhere(kind: kinds.Kind, content: kinds.Content) -> Iterator[str]:
    if content["body"].strip() and not kind.has_body:
        yield _("Take out the text: this kind of document has none of its own, and no page would print it.")


def _sections(kind: kinds.Kind, content: kinds.Content) -> Iterator[str]:
    """The required ones are all there, each with its text, in the order in which a patient asks."""
    sections = content.get("sections", [])
    written = {section["kind"]: section for section in sections}
    for required in kind.sections:
        if required not in written:
            yield _("Add the section “%(section)s”: it is missing.") % {"section": required.label}
        elif not written[required]["body"].strip():
            yield _("Write the section “%(section)s”: it is empty.") % {"section": required.label}
    ordered = [Section.Kind(name) for name in written if name in kind.sections]
    for before, after in pairwise(ordered):
        if kind.sections.index(before) > kind.sections.index(after):
            yield _("Move the section “%(after)s” up: it stands after “%(before)s”.") % {
                "after": after.label,
                "before": before.label,
            }


def _pictures(content: kinds.Content) -> Iterator[str]:
    for text in citing_texts(content):
        yield from problems_of_pictures(text)


def _dead_anchors(content: kinds.Content) -> Iterator[str]:
    """Links to a section that the page does not have."""
    anchors = {anchor_of(section["kind"]) for section in content.get("sections", [])}
    for text in citing_texts(content):
        for words, anchor in ANCHOR_LINK.findall(text):
            if anchor not in anchors:
                yield _(
                    "Correct the link “%(words)s”: no section has the address #%(anchor)s. Those that there "
                    "are: %(anchors)s."
                ) % {
                    "words": words,
                    "anchor": anchor,
                    "anchors": ", ".join(f"#{each}" for each in sorted(anchors)),
                }


def _unseen_signs(content: kinds.Content) -> Iterator[str]:
    """Signs that nobody sees, or that are drawn over a letter: in “not” they make it another word."""
    for place, text in texts_by_place(content).items():
        for found in UNSEEN.finditer(normalize("NFC", text)):
            if category(found[0]) in UNSEEN_CATEGORIES or ord(found[0]) in STROKES:
                yield _(
                    "%(place)s: take out the sign U+%(code)04X behind “%(before)s”. Nobody sees it, and no "
                    "check sees through it."
                ) % {
                    "place": place_label(place),
                    "code": ord(found[0]),
                    "before": found.string[max(0, found.start() - 12) : found.start()],
                }


def _unknown_sources(content: kinds.Content) -> Iterator[str]:
    known = {source["key"] for source in content["sources"]}
    for key in _cited(content):
        if key not in known:
            yield _("Correct [@%(key)s] or add that publication: no publication has this key.") % {"key": key}


def _cited(content: kinds.Content) -> list[str]:
    return list(dict.fromkeys(key for text in citing_texts(content) for key in cited_keys(text)))


def _retracted_sources(content: kinds.Content) -> Iterator[str]:
    marks = (
        Retraction.objects.not_refused()
        .filter(publication__key__in=_cited(content))
        .order_by("publication__key")
    )
    for mark in marks.select_related("publication"):
        words = {"key": mark.publication.key, "day": format_date(mark.retracted_on, "j F Y")}
        if mark.confirmed_by_id:
            yield _("Remove [@%(key)s] and what rests on it: the paper was retracted on %(day)s.") % words
        else:
            yield (
                _(
                    "Remove [@%(key)s] and what rests on it, or ask a clinical reviewer to check its mark: "
                    "that says it was retracted on %(day)s."
                )
                % words
            )


def _citations_out_of_place(content: kinds.Content) -> Iterator[str]:
    """What is no Markdown is printed as it is: readers would meet the brackets."""
    said: Mapping[str, Any] = content
    plain = [said[name] or "" for name in own_fields.PLAIN]
    plain += [f"{term['term']}: {term['definition']}" for term in content["terms"]]
    for part, _number, row in kinds.rows(content):
        plain += [str(row[name]) for name in part.fields if name not in part.texts]
    for text in plain:
        if citation := CITATION.search(text):
            yield _("Remove %(citation)s from “%(start)s ...”: sources cannot be cited there.") % {
                "citation": citation[0],
                "start": _beginning(text),
            }


def _percentages(content: kinds.Content) -> Iterator[str]:
    """Numbers about people are people: “7 of 100”, never “7%”."""
    language = pack(content["language"])
    running = [content["summary"], *citing_texts(content)]
    for sentence in (sentence for text in running for sentence in SENTENCE_END.split(text)):
        percentage = language.percentage.search(sentence)
        if percentage and not language.people_counted.search(sentence):
            yield _("Write “%(percentage)s” as people, like “7 of 100 people”.") % {
                "percentage": percentage[0]
            }


def _uncited(kind: kinds.Kind, content: kinds.Content) -> Iterator[str]:
    """What names no source and has to: risks, results, and what counts something."""
    for section in content.get("sections", []):
        if section["kind"] == Section.Kind.BENEFITS_AND_RISKS:
            for paragraph in _paragraphs(section["body"]):
                if _needs_a_citation(paragraph) and not CITATION.search(paragraph):
                    yield _cite(paragraph)
    for part, _number, row in kinds.rows(content):
        for text in (row[name] for name in part.always_cites):
            if not CITATION.search(text):
                yield _cite(text)
        for text in (row[name] for name in part.cites_numbers):
            if _counts_without_a_source(text):
                yield _cite(text)
    if kind.cites_every_number:
        for text in (content["body"], *(section["body"] for section in content.get("sections", []))):
            for paragraph in _paragraphs(text):
                if _counts_without_a_source(paragraph):
                    yield _cite(paragraph)


def _counts_without_a_source(text: str) -> bool:
    counted = EMERGENCY_NUMBERS.sub("", LIST_NUMBER.sub("", _statements(text)))
    return bool(re.search(r"\d", counted)) and not CITATION.search(text)


def _statements(text: str) -> str:
    """Without what pictures show and who made them when, unless those words claim a result."""
    return without_pictures(text, claims_a_result)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs and list items, without headings."""
    blocks = re.split(r"\n(?:[^\S\n]*\n)+|\n(?=[^\S\n]*(?:[-*+]|\d+[.)])\s)", text)
    return [block.strip() for block in blocks if block.strip() and not block.lstrip().startswith("#")]


def _needs_a_citation(paragraph: str) -> bool:
    is_item = re.match(r"(?:[-*+]|\d+[.)])\s", paragraph)
    return bool(is_item or re.search(r"\d", EMERGENCY_NUMBERS.sub("", _statements(paragraph))))


def _cite(paragraph: str) -> str:
    return _("Cite a source for “%(start)s ...”.") % {"start": _beginning(paragraph.lstrip("-*+ "))}


def _beginning(text: str) -> str:
    """By which its author knows a text again: the first words that readers meet."""
    return " ".join(without_pictures(text).split()[:8])


def _wording(content: kinds.Content) -> Iterator[str]:
    for place, text in texts_by_place(content).items():
        if place[0] == "source":
            continue  # titles are quotations; what we say about a source is checked below
        for refused, rule in pack(content["language"]).refused_words(text):
            yield _wording_sentence(refused, rule.advice)
    said = [source["description"] for source in content["sources"]]
    said += [str(fact) for name, fact in (content.get("source") or {}).items() if name in TYPED_BY_STAFF]
    for text in said:
        for refused, rule in pack(SOURCE_LANGUAGE).refused_words(text):
            yield _wording_sentence(refused, rule.advice)


def _wording_sentence(refused: str, advice: "StrOrPromise") -> str:
    return _("Do not write “%(words)s”. %(advice)s") % {"words": refused, "advice": advice}
