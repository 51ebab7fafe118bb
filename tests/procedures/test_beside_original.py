"""A translation beside its original: what is new in English, kept apart from what is not."""

import pytest

from procedures.kinds import own_fields
from procedures.models import Document, Edition, Submission
from procedures.publishing import revisions
from procedures.publishing.beside_original import BesideOriginal, aligned
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.snapshot import freeze
from procedures.publishing.translations import left_empty, problems, texts_to_translate
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_draft_article, make_edition, make_signed_article, reviewer
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


def test_nothing_is_to_do_while_the_english_stays(spanish):
    assert to_do(spanish) == []


def test_a_changed_section_is_the_only_thing_to_do(english, spanish, desk):
    section = english.sections.get(kind="tests")
    number = list(english.sections.values_list("kind", flat=True)).index("tests") + 1
    section.body = "Text of tests. One more sentence.[@Paper2020]"
    section.save()
    sign_again(english)
    before = freeze(spanish)
    name = f"sections-{number}-body"
    assert to_do(spanish) == [name]
    page = desk.get(address(spanish)).text
    assert "<ins>" in page and "One more sentence." in page
    form = Form(page, name)
    assert [field for field in form.fields if field.startswith("sections-")] == [name]
    refused = desk.post(address(spanish), form.data(**{name: "Otra frase."}))
    assert "cite it, too" in refused.text and "[@Paper2020]" in refused.text and "Otra frase." in refused.text
    answer = desk.post(
        address(spanish), form.data(**{name: "Otra frase.[@Paper2020]"}, _save=""), follow=True
    )
    assert "The translation follows edition 2." in answer.text
    spanish.refresh_from_db()
    after = freeze(spanish)
    assert after["sections"][number - 1]["body"] == "Otra frase.[@Paper2020]"
    after["sections"][number - 1] = before["sections"][number - 1]
    assert after == before | {"translates_edition": 2}, "everything else is as it was"
    assert to_do(spanish) == []


def test_a_changed_section_is_submitted_with_four_presses(english, spanish, desk):
    """The list, the document, “Translate what is new”, “Save and submit”: fewer than the six asked for."""
    section = english.sections.get(kind="tests")
    section.body = "Text of tests. One more sentence."
    section.save()
    sign_again(english)
    kept = "\n".join(text for _place, text in texts_to_translate(freeze(spanish)))
    Document.objects.filter(pk=spanish.pk).update(left_in_english=kept)
    document = f"/admin/procedures/document/{spanish.pk}/change/"
    assert document in desk.get("/admin/procedures/document/").text
    assert f'href="{address(spanish)}"' in desk.get(document).text
    (name,) = to_do(spanish)
    form = Form(desk.get(address(spanish)).text, name)
    desk.post(address(spanish), form.data(**{name: "Texto. Otra frase."}, _submit=""), follow=True)
    submitted = Submission.objects.get(document=spanish).content
    assert submitted["translates_edition"] == 2 and to_do(Document.objects.get(pk=spanish.pk)) == []
    assert any(row["body"] == "Texto. Otra frase." for row in submitted["sections"])


def test_a_text_may_stay_as_it_is_if_somebody_says_so(english, spanish, desk):
    english.summary = "A better sentence."
    english.save()
    sign_again(english)
    form = Form(desk.get(address(spanish)).text, "summary")
    left = desk.post(address(spanish), form.data(), follow=True)
    assert "Texts that still follow older English: 1" in left.text
    spanish.refresh_from_db()
    assert spanish.translates_edition == 1
    form = Form(left.text, "summary")
    said = desk.post(address(spanish), form.data(**{"stays-summary": "on"}), follow=True)
    assert "follows edition 2" in said.text
    spanish.refresh_from_db()
    assert (spanish.translates_edition, spanish.summary) == (2, "Una frase.")


def test_an_unchanged_translation_is_not_submitted_and_says_what_is_missing(english, spanish, desk):
    english.summary = "A better sentence."
    english.save()
    english.questions.create(text="A wholly new question of ours, is it?", position=9)
    sign_again(english)
    form = Form(desk.get(address(spanish)).text, "summary")
    page = desk.post(address(spanish), form.data(_submit="")).text
    assert "Nothing is saved yet" in page and not Submission.objects.exists()
    for field, said in (("summary", "translate it anew"), ("questions-2-text", "stands in English still")):
        assert f'href="#id_{field}"' in page and page.count(said) == 2, "above all, and beside the field"


def test_the_english_keeps_its_paragraphs_and_places_have_names(english, spanish, desk):
    section = english.sections.get(kind="tests")
    section.body = "Text of tests.\n\nOne more paragraph.[@Paper2020]"
    section.save()
    sign_again(english)
    page = desk.get(address(spanish)).text
    assert "<legend>About tests</legend>" in page and "Section 6" not in page
    assert "<ins><br><br>One more paragraph." in page
    Document.objects.filter(pk=spanish.pk).update(translates_edition=2)
    spanish.refresh_from_db()
    spanish.sections.filter(kind="tests").update(heading="Pruebas", body="You can ask us for a copy of it.")
    (said,) = [each for each in problems(spanish, freeze(spanish)) if "You can ask us" in each]
    assert said.startswith("Pruebas, Text: translate")


def test_a_new_translation_begins_with_the_parts_of_the_english_page(english, desk):
    english.steps.create(sequence="day", heading="You wake up", body="Slowly.[@Paper2020]", position=9)
    sign_again(english)
    page = desk.get(f"/admin/procedures/document/{english.pk}/change/").text
    add = f"/admin/procedures/document/add/?kind=article&language=es&procedure={english.procedure.pk}&slug="
    assert add.replace("&", "&amp;") in page and "Translate it into Spanish" in page
    form = Form(desk.get(add).text, having="_save")
    answer = desk.post(add, form.data(title="Lesión DREZ", summary="Una frase."))
    spanish = Document.objects.get(language="es")
    assert answer.headers["Location"] == address(spanish)
    said, original = freeze(spanish), freeze(english)
    for part in ("sections", "steps", "figures", "urgent_signs", "questions", "key_points", "sources"):
        assert said[part] == original[part]
    assert "sections-1-body" in to_do(spanish) and "title" not in to_do(spanish)
    spanish.sections.update(body="")
    assert "sections-1-body" in to_do(spanish), "an empty text is no translation"
    assert (
        "Translate it into Spanish" not in desk.get(f"/admin/procedures/document/{english.pk}/change/").text
    )


def test_structure_and_figures_follow(english, spanish, desk):
    english.figures.update(happened=5)
    english.questions.create(text="A wholly new question, is it?", position=9)
    gone = english.steps.first()
    gone.delete()
    sign_again(english)
    keys = dict(spanish.sections.values_list("kind", "pk"))
    assert to_do(spanish) == ["questions-2-text"]
    form = Form(desk.get(address(spanish)).text, "questions-2-text")
    answer = desk.post(
        address(spanish), form.data(**{"questions-2-text": "¿Una pregunta nueva?"}), follow=True
    )
    assert "follows edition 2" in answer.text
    assert spanish.figures.get().happened == 5 and spanish.figures.get().sentence.startswith("En una serie")
    assert [row.text for row in spanish.questions.all()][-1] == "¿Una pregunta nueva?"
    assert spanish.steps.count() == english.steps.count() == 1
    assert spanish.steps.get().heading == "Sobre First days"
    assert dict(spanish.sections.values_list("kind", "pk")) == keys, "rows keep their keys"


def test_what_is_left_in_english_cannot_be_submitted(english, spanish, desk):
    english.questions.create(text="A wholly new question of ours, is it?", position=9)
    sign_again(english)
    form = Form(desk.get(address(spanish)).text, "questions-2-text")
    answer = desk.post(address(spanish), form.data(), follow=True)
    assert "Texts that still follow older English: 1" in answer.text
    spanish.refresh_from_db()
    assert spanish.translates_edition == 1 and to_do(spanish) == ["questions-2-text"]
    assert any("A wholly new question" in problem for problem in problems(spanish, freeze(spanish)))


def test_a_translation_that_begins_is_asked_for_a_few_parts_at_a_time(english, desk):
    document = make_draft_article(
        english.procedure, language="es", translates_edition=None, title=english.title
    )
    page = desk.get(address(document))
    assert len(page.context["form"].places) == 20 and "more parts come when you have saved" in page.text
    texts = [text for place in page.context["form"].places for text in place.texts]
    form = Form(page.text, texts[0].name)
    cited = {text.name: "".join(f"[@{key}]" for key in text.cites) for text in texts}
    said = {name: f"Un texto.{keys}" for name, keys in cited.items()}
    after = desk.post(address(document), form.data(**said), follow=True)
    assert len(after.context["form"].places) < 20
    document.refresh_from_db()
    assert f"Texts that still follow older English: {len(to_do(document))}" in after.text
    assert document.title == "Un texto." and document.translates_edition is None


def test_a_translation_that_was_laid_out_empty_is_saved_in_pieces(english, spanish, desk):
    spanish.keypoints.update(text="")
    kept = to_do(spanish)
    assert len(kept) > 1 and all(name.startswith("key_points-") for name in kept)
    form = Form(desk.get(address(spanish)).text, kept[0])
    said = {kept[0]: f"Un punto.{''.join(f'[@{key}]' for key in cites(spanish, kept[0]))}"}
    answer = desk.post(address(spanish), form.data(**said), follow=True)
    assert f"Texts that still follow older English: {len(kept) - 1}" in answer.text
    assert to_do(spanish) == kept[1:]
    page = desk.post(address(spanish), Form(answer.text, kept[1]).data(_submit="")).text
    assert page.count("Nothing stands here yet: translate it before you submit.") == 2 * (len(kept) - 1)


def test_a_translation_says_something_wherever_its_english_does(english, spanish):
    def empty():
        return [each for each in problems(spanish, freeze(spanish)) if "nothing stands there" in each]

    assert empty() == []
    spanish.steps.filter(heading="Sobre First days").update(body="")
    assert empty() == ["Sobre First days, Text: nothing stands there. Translate “Rest. ...”."]
    spanish.steps.first().delete()
    assert empty() == [], "of other rows nobody knows which is which"
    there = len(english.editions.get().content["steps"])
    assert f"Steps: {there - 1} here, {there} in edition 1 of the English page." in " ".join(
        problems(spanish, freeze(spanish))
    )


@pytest.mark.parametrize("name", own_fields.TRANSLATED)
def test_the_top_of_a_translation_says_something_wherever_its_english_does(spanish, name):
    edition = Edition.objects.get(document__language="en")
    edition.content[name] = "Said in English."
    said = [place for place, _text in left_empty(freeze(spanish) | {name: " "}, edition)]
    assert said == [str(Document._meta.get_field(name).verbose_name).capitalize()]
    assert list(left_empty(freeze(spanish) | {name: "Dicho."}, edition)) == []


def test_who_signs_a_translation_sees_what_changed_in_the_english(english, spanish, client):
    make_edition(spanish)
    client.force_login(reviewer())
    for translated, is_shown in ((1, False), (2, True)):
        english.sections.filter(kind="tests").update(
            body=f"Text of tests. Sentence {translated}.[@Paper2020]"
        )
        sign_again(english)
        cites = "[@Paper2020]" if is_shown else ""  # as the English edition does
        words = "Frase primera." if is_shown else "Una frase."
        spanish.sections.filter(kind="tests").update(body=f"{words}{cites}")
        spanish.summary, spanish.translates_edition = words, translated
        spanish.left_in_english = "\n".join(text for _place, text in texts_to_translate(freeze(spanish)))
        spanish.save()
        revisions.record(spanish, author())
        submit(spanish, author())
        page = client.get(f"/admin/procedures/document/{spanish.pk}/sign/").text
        assert ("Changes of the English, from edition 1 to 2" in page) is is_shown
        assert ("Sentence 1." in page) is is_shown


def cites(document, name: str) -> list[str]:
    texts = (text for place in BesideOriginal(document).places for text in place.texts)
    return next(text.cites for text in texts if text.name == name)


def test_nothing_is_translated_while_the_english_is_taken_down(english, desk):
    withdraw(english, reviewer(), "Wrong.", with_translations=False)
    outline = f"/admin/procedures/document/{english.pk}/change/"
    assert "Translate it into Spanish" not in desk.get(outline).text
    add = f"/admin/procedures/document/add/?kind=article&language=es&procedure={english.procedure.pk}&slug="
    form = Form(desk.get(add).text, having="_save")
    desk.post(add, form.data(title="Lesión DREZ", summary="Una frase."))
    spanish = Document.objects.get(language="es")
    assert not spanish.sections.filter(body__startswith="Text of").exists()
    assert "or it was taken down" in desk.get(address(spanish), follow=True).text
    sign_again(english)
    assert to_do(spanish), "signed anew, it is there to be translated"


def test_two_translators_do_not_save_over_each_other(english, spanish, desk):
    english.summary = "A better sentence."
    english.save()
    sign_again(english)
    form = Form(desk.get(address(spanish)).text, "summary")
    desk.post(address(spanish), form.data(summary="Primera."))
    late = desk.post(address(spanish), form.data(summary="Segunda."), follow=True)
    spanish.refresh_from_db()
    assert spanish.summary == "Primera."
    assert "Nothing is saved yet" in late.text and "Segunda." in late.text


def test_nobody_translates_english_that_was_not_on_the_page(english, spanish, desk):
    english.summary = "A better sentence."
    english.save()
    sign_again(english)
    form = Form(desk.get(address(spanish)).text, "summary")
    english.summary = "Another sentence."
    english.save()
    sign_again(english)
    late = desk.post(address(spanish), form.data(summary="Mejor."), follow=True).text
    spanish.refresh_from_db()
    assert (spanish.summary, spanish.translates_edition) == ("Una frase.", 1)
    assert ">Mejor.<" in late and "<ins>Another</ins>" in late
    form = Form(late, "summary")
    assert form.fields["summary"] == "Una frase."
    desk.post(address(spanish), form.data(summary="Otra."))
    spanish.refresh_from_db()
    assert (spanish.summary, spanish.translates_edition) == ("Otra.", 3)


def test_a_page_in_english_or_without_an_edition_has_no_original(english, desk):
    draft = make_draft_article(make_signed_article_slug("other"), language="es")
    for document in (english, draft):
        answer = desk.get(address(document), follow=True)
        assert "There is no signed English page" in answer.text


def make_signed_article_slug(slug):
    from tests.kit.documents import make_procedure

    return make_procedure(slug)


@pytest.mark.parametrize(
    ("before", "now", "which"),
    [
        ("abc", "abc", [0, 1, 2]),
        ("abc", "axc", [0, 1, 2]),
        ("abc", "abxc", [0, 1, None, 2]),
        ("abc", "ac", [0, 2]),
        ("abc", "bca", [1, 2, 0]),
        ("", "ab", [None, None]),
        ("ab", "", []),
        ("abcd", "axyzd", [0, 1, 2, None, 3]),
    ],
)
def test_rows_find_what_they_said_before(before, now, which):
    assert aligned([{"text": each} for each in before], [{"text": each} for each in now]) == which
