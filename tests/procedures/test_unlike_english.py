"""A translation says the same in the same order: rows, counts, urgency and sources."""

import pytest

from drez_site.foundation.refusals import Refused
from procedures import kinds
from procedures.models import Document, Procedure
from procedures.publishing import translations
from procedures.publishing.rows_in_both import texts_of
from procedures.publishing.side_by_side import side_by_side
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import SignedAgain
from procedures.publishing.translations import original_of
from procedures.publishing.unlike_english import differences
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    reviewer,
)
from tests.kit.spanish import in_spanish
from tests.kit.staff_accounts import make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish():
    """A Spanish page that can be submitted as it is."""
    english = make_signed_article(make_procedure())
    document = make_draft_article(
        english.procedure, language="es", title="Una operación", summary="Qué es y a quién puede ayudar."
    )
    in_spanish(document)
    return document


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def reasons(document) -> list[str]:
    with pytest.raises(Refused) as refused:
        submit(document, author())
    return refused.value.messages


def test_the_same_in_the_same_order_is_submitted(spanish):
    assert submit(spanish, author()).content["language"] == "es"


def test_signs_that_changed_places_are_found_by_how_urgent_they_are(spanish):
    first, second = spanish.urgentsigns.all()[:2]
    names = first.get_urgency_display(), second.get_urgency_display()
    urgencies = first.urgency, second.urgency
    changed(first, urgency=urgencies[1])
    changed(second, urgency=urgencies[0])
    said = reasons(spanish)
    for number, (there, here) in enumerate((names, names[::-1]), start=1):
        assert (
            f"Urgent sign {number}, What to do: “{here}” here, “{there}” in edition 1 of the English page. "
            "Say the same, with the rows in the same order." in said
        )


@pytest.mark.parametrize("field", ["happened", "people"])
def test_a_figure_counts_what_the_english_counts(spanish, field):
    figure = spanish.figures.first()
    was = getattr(figure, field)
    changed(figure, **{field: was + 1})
    (said,) = reasons(spanish)
    assert f": “{was + 1}” here, “{was}” in edition 1 of the English page." in said


def test_a_text_cites_what_the_english_cites(spanish):
    changed(spanish.figures.first(), sentence="Esto lo decimos en español, para usted. [@Another2021]")
    said = "it cites [@Another2021], and edition 1 of the English page [@Paper2020]. Cite the same,"
    assert [reason for reason in reasons(spanish) if said in reason]


def test_a_row_that_is_missing_is_counted(spanish):
    there = spanish.questions.count()
    spanish.questions.first().delete()
    (said,) = reasons(spanish)
    assert said.startswith(f"Questions to ask: {there - 1} here, {there} in edition 1 of the English page.")


def test_who_signs_reads_each_text_beside_its_english(spanish, client):
    submit(spanish, author())
    client.force_login(reviewer())
    page = client.get(f"/admin/procedures/document/{spanish.pk}/sign/")
    pairs = {both.place: (both.english, both.translated) for both in page.context["beside_english"]}
    assert pairs["Title"] == ("An operation", "Una operación")
    sign = spanish.urgentsigns.first()
    assert pairs["Urgent sign 1, Sign"] == (f"Sign: {sign.urgency}", sign.text)
    texts = sum(len(part.rows_of(spanish)) * len(texts_of(part)) for part in kinds.of(spanish).parts)
    assert len(pairs) >= texts and "Read each text beside edition 1 of the English page" in page.text


def test_a_row_that_only_one_of_them_has_stands_beside_nothing(spanish):
    english = original_of(spanish).editions.get()
    spanish.questions.all().delete()
    both = next(each for each in side_by_side(freeze(spanish), english) if each.place.startswith("Question"))
    assert both.english and both.translated == ""


def test_a_text_that_the_english_does_not_have_is_named(spanish):
    changed(spanish, full_name="Una operación que todo lo cura")
    assert [
        reason for reason in reasons(spanish) if "edition 1 of the English page says nothing there" in reason
    ]


@pytest.mark.parametrize("kind", ["findings", "condition"])
def test_operations_may_move_and_be_called_otherwise_meanwhile(few_documents, kind):
    document = Document.objects.filter(kind=kind, language="es").first()
    edition = original_of(document).editions.get()
    assert list(differences(freeze(document), edition)) == []
    first, *others = Procedure.objects.order_by("position")
    first.slug, first.position = "another-address", 99
    first.save()
    assert others and list(differences(freeze(document), edition)) == []
    english, spanish = (
        list(side_by_side(freeze(each), edition)) for each in (original_of(document), document)
    )
    assert [both.english for both in spanish] == [both.english for both in english]
    assert all(both.english == both.translated for both in english), "each beside itself"


def test_what_an_edition_could_not_say_when_it_was_signed_is_not_compared(spanish):
    edition = original_of(spanish).editions.get()
    for figure in edition.content["figures"]:
        del figure["people"]
    del edition.content["questions"]
    assert list(differences(freeze(spanish), edition)) == []


def test_words_of_the_glossary_stand_side_by_side(few_documents):
    document = Document.objects.get(kind="glossary", language="es")
    edition = original_of(document).editions.get()
    pairs = {both.place: both for both in side_by_side(freeze(document), edition)}
    term = edition.content["terms"][0]
    assert pairs[term["slug"]].english == f"{term['term']}: {term['definition']}"
    assert pairs[term["slug"]].translated and pairs[term["slug"]].translated != pairs[term["slug"]].english


@pytest.mark.parametrize("again", [False, True])
def test_of_a_page_that_was_taken_down_nothing_is_signed(monkeypatch, spanish, again):
    english = original_of(spanish)
    how = {"by": make_reviewer("dana")}
    if again:
        how |= {"step": SignedAgain, "edition": make_edition(spanish)}
        withdraw(spanish, reviewer(), "Wrong.")
    withdraw(english, reviewer(), "Dangerous.", with_translations=False)
    for _by_the_rule_and_by_the_database in range(2):
        with pytest.raises(Refused, match="The English page was taken down"):
            make_edition(spanish, **how)
        monkeypatch.setattr(translations, "reasons_if_taken_down", lambda edition: [])
    monkeypatch.undo()
    Document.objects.filter(pk=english.pk).update(summary="Better words.")
    spanish.refresh_from_db()
    Document.objects.filter(pk=spanish.pk).update(translates_edition=make_edition(english).number)
    how = {"by": how["by"]}
    assert make_edition(spanish, **how).number == 1 + again
