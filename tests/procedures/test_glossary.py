"""The page of words: by their letters, as a dictionary has them."""

import pytest

from procedures.presenters.glossary import by_letter
from tests.kit.elements import parse


def term(word):
    return {"slug": word.lower(), "term": word, "definition": f"What {word} is.", "forms": []}


def test_large_letters_and_accents_make_no_difference():
    words = ["DREZ", "Ásta", "Deafferentation", "ablation", "Ataxia", "drug"]
    letters = by_letter(map(term, words))
    assert [(letter.name, letter.anchor) for letter in letters] == [("A", "letter-a"), ("D", "letter-d")]
    assert [each["term"] for letter in letters for each in letter.terms] == [
        *("ablation", "Ásta", "Ataxia"),
        *("Deafferentation", "DREZ", "drug"),
    ]


@pytest.mark.django_db
def test_each_letter_leads_to_its_words(client, few_documents):
    page = client.get("/glossary/").text
    main = parse(page[page.index("<main") : page.index("</main>") + 7])
    contents = next(each for each in main.iter("nav") if "toc" in each.get("class"))
    letters = {"".join(link.itertext()): link.get("href").removeprefix("#") for link in contents.iter("a")}
    assert len(letters) > 8
    headings = {each.get("id"): "".join(each.itertext()) for each in main.iter("h2")}
    assert {headings[anchor]: anchor for anchor in letters.values()} == letters
