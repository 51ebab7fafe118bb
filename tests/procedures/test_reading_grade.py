"""How hard the shipped words are to read: Flesch-Kincaid for each part, SMOG for each page.

Words that the glossary explains count as easy ones. Names and titles are no sentences.
"""

import re

import pytest
import textstat

from tests.kit.shipped_texts import (
    ARTICLES,
    CITATION,
    COMPARISON,
    CONDITIONS,
    FINDINGS,
    PAGES,
    TERMS,
    texts_of_article,
    texts_of_condition,
    texts_of_grid,
    texts_of_page,
)

HARDEST_PART, HARDEST_PAGE = 8, 9
NAMES = {"title", "full_name"}
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARK = re.compile(r"(^|\n)[ \t]*(?:[-*]|#+|[0-9]+\.)[ \t]+")
FORMS = {form.lower() for term in TERMS for form in (term["term"], *term.get("forms", ()))}
EXPLAINED = re.compile(
    rf"\b(?:{'|'.join(re.escape(form) for form in sorted(FORMS, key=len, reverse=True))})\b", re.IGNORECASE
)


def parts() -> dict[str, dict[str, list[str]]]:
    """The texts of each page, by their part of it."""
    pages: dict[str, dict[str, list[str]]] = {}
    for texts, documents in (
        (texts_of_article, ARTICLES),
        (texts_of_condition, CONDITIONS),
        (texts_of_page, PAGES),
    ):
        for name, document in documents.items():
            for part, text in texts(document):
                if part not in NAMES and text:
                    pages.setdefault(name, {}).setdefault(part, []).append(text)
    for name, grid in (("comparison", COMPARISON), ("findings", FINDINGS)):
        pages[name] = {"all": [text for text in texts_of_grid(grid) if text]}
    pages["glossary"] = {"all": [term["definition"] for term in TERMS]}
    return pages


def as_read(texts: list[str]) -> str:
    """Sentences without marks: each paragraph, item and heading ends as one."""
    text = MARK.sub("\n\n", LINK.sub(r"\1", CITATION.sub("", "\n\n".join(texts))))
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", re.sub("[*`]", "", text)))
    ended = (each if each[-1] in ".?!" else f"{each}." for each in paragraphs if each)
    return EXPLAINED.sub("it", " ".join(ended))


PAGES_BY_PART = parts()


@pytest.mark.parametrize("page", PAGES_BY_PART)
def test_no_part_is_harder_than_grade_eight_and_no_page_than_smog_nine(page):
    grades = {
        part: textstat.textstat.flesch_kincaid_grade(as_read(texts))
        for part, texts in PAGES_BY_PART[page].items()
    }
    assert grades
    assert {part: grade for part, grade in grades.items() if grade > HARDEST_PART} == {}
    whole = as_read([text for texts in PAGES_BY_PART[page].values() for text in texts])
    assert textstat.textstat.smog_index(whole) <= HARDEST_PAGE


def test_the_measure_sees_hard_words():
    hard = "Contraindications necessitate interdisciplinary preoperative consideration. " * 30
    assert textstat.textstat.smog_index(hard) > HARDEST_PAGE
    assert textstat.textstat.flesch_kincaid_grade(hard) > HARDEST_PART
