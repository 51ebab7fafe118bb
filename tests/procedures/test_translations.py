"""A translation is submitted when its edition exists and nothing stands in English by accident."""

from dataclasses import replace

import pytest
from django.urls import reverse

from drez_site.foundation.languages import es, packs
from drez_site.foundation.refusals import Refused
from procedures.models import Document
from procedures.publishing import translations
from procedures.publishing.signing import submit
from procedures.publishing.translations import reads_as_english
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_draft_article, make_procedure, make_signed_article
from tests.kit.spanish import in_spanish
from tests.kit.staff_accounts import make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish():
    """A Spanish page, with the English text of every part still in it."""
    english = make_signed_article(make_procedure())
    return make_draft_article(
        english.procedure, language="es", title="Una operación", summary="Qué es y a quién puede ayudar."
    )


def reasons(document) -> list[str]:
    with pytest.raises(Refused) as refusal:
        submit(document, author())
    return refusal.value.messages


def left(document) -> str:
    return "\n".join(reason for reason in reasons(document) if "translate “" in reason)


def test_a_page_that_is_wholly_english_is_refused_part_by_part(spanish):
    Document.objects.filter(pk=spanish.pk).update(title="An operation")
    said = left(spanish)
    assert "Title: translate “An operation ...”" in said
    assert said.count("translate “") >= 10
    assert "If it stays English on purpose, write it under “Left in English”." in said


def test_what_is_translated_is_submitted(spanish):
    in_spanish(spanish)
    assert submit(spanish, author()).content["language"] == "es"


def test_one_sentence_that_was_left_is_found_wherever_it_stands(spanish):
    in_spanish(spanish)
    question = spanish.questions.first()
    for words in ("What happens if the pain comes back?", "You can ask us for a copy of this page."):
        question.text = words
        question.save()
        assert words.split()[0] in left(spanish) and left(spanish).count("translate “") == 1


def test_what_stays_english_on_purpose_is_said_so_and_the_reviewer_reads_it(spanish, client):
    in_spanish(spanish)
    section = spanish.sections.first()
    section.body = "The name of the study is: The Long Road to Being Well."
    section.save()
    assert left(spanish)
    Document.objects.filter(pk=spanish.pk).update(left_in_english="The Long Road to Being Well")
    assert left(spanish), "the rest of the sentence is English, too"
    Document.objects.filter(pk=spanish.pk).update(left_in_english=f"x\r\n{section.body}\r\n")
    submit(spanish, author())
    client.force_login(make_reviewer("rita"))
    page = client.get(f"/admin/procedures/document/{spanish.pk}/sign/").text
    assert "Left in English on purpose" in page and "The Long Road to Being Well." in page


def test_the_edition_that_it_translates_exists(spanish):
    in_spanish(spanish)
    Document.objects.filter(pk=spanish.pk).update(translates_edition=99)
    assert any("There is no edition 99 of the English page" in reason for reason in reasons(spanish))


def test_the_edition_is_chosen_from_a_list(spanish, client):
    client.force_login(author())
    address = reverse("admin:procedures_document_top", args=[spanish.pk])
    page = client.get(address)
    choices = page.context["adminform"].form.fields["translates_edition"].choices
    assert [value for value, _label in choices] == ["", 1]
    form = Form(page.text, having="translates_edition")
    assert form.fields["translates_edition"] == "1"
    refused = client.post(address, form.data(translates_edition="99"))
    assert "translates_edition" in refused.context["adminform"].form.errors
    assert client.post(address, form.data(title="Otra operación")).status_code == 302
    assert Document.objects.get(pk=spanish.pk).translates_edition == 1


def test_authors_are_told_while_they_write(spanish, client):
    client.force_login(author())
    address = reverse("admin:procedures_document_change", args=[spanish.pk])
    assert "write it under “Left in English”" in client.get(address).text


def test_the_english_page_translates_nothing():
    document = make_draft_article()
    assert translations.problems(document, {"translates_edition": None}) == []


@pytest.mark.parametrize(
    ("text", "is_english"),
    [
        ("The strip where the root enters the cord.", True),
        ("Ask your team what you can do at home.", True),
        ("Call us. We will answer.", True),
        ("La franja por donde la raíz entra en la médula.", False),
        ("Pregunte a su equipo qué puede hacer en casa.", False),
        ("Estimulación de la médula espinal (SCS), en inglés spinal cord stimulation", False),
        ("Con el Dr. Be Well y la Sra. In, a las 8 am", False),
        ("DREZ", False),
        ("911", False),
        ("The arm, la pierna, and the leg", True),
    ],
)
def test_a_sentence_is_known_by_its_small_words(text, is_english):
    assert reads_as_english(text, "es") is is_english


# Of languages without a pack here: words that their sentences are full of, some of which English has, too.
COMMON_WORDS = {
    "da": "af, at, av, den, der, det, du, efter, en, er, et, for, har, i, ikke, kan, man, med, og, på, til",
    "de": "am, an, arm, auf, das, dem, den, der, die, es, hand, in, ist, man, mit, nicht, und, war, was",
    "fr": "à, au, aux, ce, de, des, du, en, est, et, la, le, les, on, ou, par, pas, pour, qui, un, une, vous",
    "nl": "arm, de, dat, die, een, en, had, hand, het, in, is, men, na, niet, of, om, over, u, van, was, we",
    "vi": "bị, các, cho, có, của, hoặc, khi, không, là, một, này, ở, quý, sau, thể, trong, và, vào, vị, với",
}
SENTENCES = {
    "da": ("Det er en arm", "Du kan tage den med hjem, men ikke over natten.", "Den er for stiv at have på."),
    "de": ("Die Hand war in dem Arm", "Es war an der Hand", "Was man nach dem Eingriff an der Hand hat."),
    "fr": ("Demandez à votre équipe ce que vous pouvez faire à la maison, ou on vous aidera.", "On a des os"),
    "nl": (
        "De pijn is in de arm en was in de hand over de hele dag",
        "U had het over de arm of de hand.",
        "We of u of de arts",
    ),
    "vi": ("Hỏi nhóm chăm sóc của quý vị xem quý vị có thể làm gì ở nhà.", "Cơn đau ở lưng và ở chân"),
}
ENGLISH = (
    "The hand was in the arm.",
    "Ask your team what you can do at home.",
    "We will have it over in an hour.",
    "You may feel pain in your arm or hand after it is out.",
)


@pytest.mark.parametrize("language", SENTENCES)
def test_another_language_is_told_from_english_by_the_words_of_its_pack(language, monkeypatch):
    words = frozenset(COMMON_WORDS[language].split(", "))
    monkeypatch.setitem(packs.PACKS, language, replace(es.PACK, code=language, common_words=words))
    assert [text for text in SENTENCES[language] if reads_as_english(text, language)] == []
    assert [text for text in ENGLISH if not reads_as_english(text, language)] == []


def test_a_page_in_a_language_that_shares_words_with_english_is_submitted(monkeypatch):
    words = frozenset(COMMON_WORDS["de"].split(", "))
    monkeypatch.setitem(packs.PACKS, "de", replace(es.PACK, code="de", common_words=words))
    content = {
        "kind": "glossary",
        "language": "de",
        "declaration": 1,
        "full_name": "",
        "body": "",
        "terms": [],
    }
    content |= {"title": "Die Hand war in dem Arm", "summary": "The hand was in the arm."}
    left = [text for _place, text in translations.left_in_english(content, None, "")]
    assert left == ["The hand was in the arm."]
