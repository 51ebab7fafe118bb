"""What a translator has done stays done, over saves and further English, until all of it is."""

import pytest

from procedures.models import Document, Submission
from procedures.publishing import revisions
from procedures.publishing.beside_original import BesideOriginal
from procedures.publishing.snapshot import freeze
from procedures.publishing.translations import texts_to_translate
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_edition, make_signed_article
from tests.kit.translating import address, make_translation, sign_again, to_do

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    return make_signed_article(title="DREZ lesioning")


@pytest.fixture
def spanish(english):
    return make_translation(english)


@pytest.fixture
def desk(client):
    client.force_login(author())
    return client


def change_two(english):
    """Its summary, and its only question."""
    Document.objects.filter(pk=english.pk).update(summary="A better sentence.")
    english.questions.update(text="What happens if pain comes back later?")
    sign_again(english)


def save(desk, document, *, press="_save", **said):
    form = Form(desk.get(address(document)).text, to_do(document)[0])
    return desk.post(address(document), form.data(**said, **{press: ""}), follow=True)


def test_a_text_that_was_saved_is_not_asked_for_again(english, spanish, desk):
    change_two(english)
    kept = "\n".join(text for _place, text in texts_to_translate(freeze(spanish)))
    Document.objects.filter(pk=spanish.pk).update(left_in_english=kept)
    assert to_do(spanish) == ["summary", "questions-1-text"]
    save(desk, spanish, summary="Una frase mejor.")
    assert to_do(spanish) == ["questions-1-text"]
    save(desk, spanish, press="_submit", **{"questions-1-text": "¿Y si el dolor vuelve después?"})
    submitted = Submission.objects.get(document=spanish).content
    assert (submitted["translates_edition"], submitted["summary"]) == (2, "Una frase mejor.")
    assert Document.objects.get(pk=spanish.pk).translated_so_far is None


def test_all_of_many_changed_texts_come_and_are_submitted(english, spanish, desk):
    for position in range(30):
        english.questions.create(text=f"Is this question {position} of ours?", position=position + 9)
        spanish.questions.create(text=f"¿Es la pregunta {position}?", position=position + 9)
    sign_again(english)
    Document.objects.filter(pk=spanish.pk).update(translates_edition=2)
    for row in english.questions.all():
        row.text = f"Still: {row.text}"
        row.save()
    sign_again(english)
    first = to_do(spanish)
    assert len(first) == 31
    page = save(desk, spanish, **{f"stays-{name}": "on" for name in first[:20]})
    assert to_do(spanish) == first[20:] and "Texts that still follow older English: 11" in page.text
    assert len(page.context["form"].places) == 11 and "_submit" in page.text
    page = save(desk, spanish, **{f"stays-{name}": "on" for name in first[20:]})
    assert "follows edition 3" in page.text and to_do(spanish) == []


def test_what_was_done_counts_when_the_english_changes_once_more(english, spanish, desk):
    change_two(english)
    save(desk, spanish, **{"stays-summary": "on"})
    english.steps.filter(heading="First days").update(body="Rest a lot.")
    sign_again(english)
    assert to_do(spanish) == ["steps-2-body", "questions-1-text"]
    (question,) = [text for text in BesideOriginal(spanish_now(spanish)).texts_to_do if "?" in text.english]
    assert question.before == "What happens if pain comes back?", "the English that it stands for"
    Document.objects.filter(pk=english.pk).update(summary="The best sentence.")
    sign_again(english)
    assert "summary" in to_do(spanish)
    (summary,) = [text for text in BesideOriginal(spanish_now(spanish)).texts_to_do if text.name == "summary"]
    assert summary.before == "A better sentence.", "what somebody looked at"
    english.questions.update(text="What happens if pain comes back?")
    sign_again(english)
    assert "questions-1-text" not in to_do(spanish), "as it was when it was translated"


def spanish_now(document):
    return Document.objects.get(pk=document.pk)


def test_rows_that_come_go_and_move_keep_their_words_between_saves(english, spanish, desk):
    for number, text in enumerate("BC", start=1):
        english.questions.create(text=f"Question {text} of ours?", position=number)
        spanish.questions.create(text=f"¿Pregunta {text}?", position=number)
    sign_again(english)
    Document.objects.filter(pk=spanish.pk).update(translates_edition=2)
    english.questions.first().delete()
    english.questions.create(text="Question D of ours?", position=8)
    Document.objects.filter(pk=english.pk).update(summary="A better sentence.")
    sign_again(english)
    save(desk, spanish, summary="Una frase mejor.")
    assert to_do(spanish) == ["questions-3-text"]
    said = ["¿Pregunta B?", "¿Pregunta C?", "Question D of ours?"]
    assert [row.text for row in spanish.questions.all()] == said
    spanish.questions.filter(text="¿Pregunta B?").delete()
    spanish.questions.create(text="¿Una de más?", position=0)
    assert to_do(spanish) == ["questions-1-text", "questions-3-text"], "a row that went is to be written anew"
    save(desk, spanish, **{"questions-1-text": "¿Otra vez B?", "questions-3-text": "¿Pregunta D?"})
    said = ["¿Otra vez B?", "¿Pregunta C?", "¿Pregunta D?"]
    assert [row.text for row in spanish.questions.all()] == said
    assert spanish_now(spanish).translates_edition == 3


def test_untranslated_words_stay_to_be_translated_when_their_english_changes(english, spanish, desk):
    english.questions.create(text="A wholly new question of ours?", position=9)
    sign_again(english)
    save(desk, spanish)
    english.questions.filter(position=9).update(text="Another question of ours?")
    sign_again(english)
    assert to_do(spanish) == ["questions-2-text"]


def test_what_counts_ends_with_its_words_and_with_another_edition_chosen(english, spanish, desk):
    make_edition(spanish)
    change_two(english)
    save(desk, spanish, summary="Una frase mejor.")
    revisions.start_again(spanish_now(spanish), author())
    assert to_do(spanish) == ["summary", "questions-1-text"]
    save(desk, spanish, summary="Una frase mejor.")
    Document.objects.filter(pk=spanish.pk).update(translates_edition=2)
    assert to_do(spanish) == [], "somebody chose the edition that it follows"


def test_a_colleagues_late_words_are_not_lost_beside_what_was_confirmed(english, spanish, desk):
    change_two(english)
    form = Form(desk.get(address(spanish)).text, "summary")
    save(desk, spanish, **{"stays-summary": "on"})
    late = desk.post(address(spanish), form.data(summary="Una frase distinta."), follow=True).text
    assert "Nothing is saved yet" in late and "Una frase distinta." in late
