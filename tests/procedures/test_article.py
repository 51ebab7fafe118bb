"""The article: what a patient reads, in order, and who may see it."""

import pytest
from django.urls import reverse

from drez_site.clinic.models import ClinicProfile
from procedures import kinds
from procedures.catalogue import titled
from procedures.models import Procedure
from procedures.publishing.snapshot import freeze
from procedures.readings.article import Article, FigureView
from procedures.templatetags.reading import DOT, dot_blocks
from tests.kit.documents import (
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_real_article,
)

pytestmark = pytest.mark.django_db


def test_references_are_numbered_down_the_page():
    article = Article(freeze(make_draft_article()))
    assert [reference.publication.key for reference in article.references] == ["Paper2020"]
    assert 'href="/evidence/Paper2020/"' in article.figures[0].sentence


def test_urgent_signs_are_kept_apart_and_whole():
    article = Article(freeze(make_draft_article()))
    assert article.urgent_signs == {
        "emergency": ["Sign: emergency"],
        "same_day": ["Sign: same_day"],
        "call_office": ["Sign: call_office"],
    }


@pytest.mark.parametrize(("happened", "out_of"), [(82, 100), (4, 14), (0, 5), (5, 5), (1, 21)])
def test_every_person_of_a_figure_is_one_dot(happened, out_of):
    figure = FigureView("benefit", happened, out_of, out_of, "", "")
    dots = [
        (left, top, is_filled)
        for x, y, width, height, is_filled in dot_blocks(figure)
        for left in range(x, x + width, DOT)
        for top in range(y, y + height, DOT)
    ]
    assert len(dots) == len({(left, top) for left, top, _ in dots}) == out_of
    assert sum(is_filled for *_, is_filled in dots) == happened
    assert all(left < figure.columns * DOT and top < figure.rows * DOT for left, top, _ in dots)


def test_a_demonstration_article_is_public_on_a_demonstration_site(client):
    make_signed_article(title="Shown here")
    assert "Shown here" in client.get("/procedures/drez-lesioning/").text


def test_a_real_unsigned_article_is_never_public(client):
    make_draft_article(is_demonstration=False)
    assert client.get("/procedures/drez-lesioning/").status_code == 404


def test_an_unsigned_demonstration_article_is_not_public_either(client):
    make_draft_article()
    assert client.get("/procedures/drez-lesioning/").status_code == 404


def test_a_signed_article_is_public_on_a_real_site(client):
    ClinicProfile(is_demonstration=False).save()
    make_signed_real_article(title="Signed here")
    assert "Signed here" in client.get("/procedures/drez-lesioning/").text


def test_an_unknown_procedure_is_not_found(client):
    assert client.get("/procedures/cordotomy/").status_code == 404


def test_the_page_shows_every_part(client):
    document = make_signed_article(title="Whole", full_name="the whole thing", pronunciation="hole")
    page = client.get(document.procedure.get_absolute_url()).text
    for words in [
        "the whole thing",
        "hole",
        "You go to sleep",
        "First days",
        "What happens if pain comes back?",
    ]:
        assert words in page
    for section in document.sections.all():
        assert section.heading in page
    for sign in document.urgentsigns.all():
        assert sign.text in page
    assert "988" in page and "911" in page
    assert "not reviewed by a clinician" in page


def test_sections_are_on_the_page_in_order(client):
    document = make_signed_article()
    page = client.get(document.procedure.get_absolute_url()).text
    main = page[page.index("<main") : page.index("</main>")]
    places = [main.index(f"About {kind}</h") for kind in kinds.named("article").sections]
    assert places == sorted(places)


def test_the_appointment_number_stands_at_the_top_and_after_eligibility(client):
    ClinicProfile(name="Example", phone="+19195550134").save()
    page = client.get(make_signed_article().procedure.get_absolute_url()).text
    main = page[page.index("<main") : page.index("</main>")]
    call = 'href="tel:+19195550134"'
    assert main.index(call) < main.index("About what_it_is</h")
    after_eligibility = main[main.index("About who_it_may_not_suit</h") : main.index("About alternatives</h")]
    assert call in after_eligibility


def test_a_page_without_a_translation_says_so_and_marks_the_language(client):
    make_signed_article(title="Only in English")
    page = client.get("/es/procedures/drez-lesioning/").text
    assert '<html lang="es"' in page
    assert "Only in English" in page
    assert 'lang="en"' in page[page.index("<main") :]
    assert "Todavía no hemos traducido este texto" in page


def test_a_translated_page_is_in_its_language(client):
    make_signed_article(title="Operation")
    make_signed_article(title="Operación", language="es")
    page = client.get("/es/procedures/drez-lesioning/").text
    assert "Operación" in page
    assert "Todavía no hemos traducido este texto" not in page


@pytest.mark.parametrize("questions", [1, 60])
def test_a_page_costs_four_queries_whatever_its_length(client, django_assert_num_queries, questions):
    document = make_draft_article()
    for number in range(questions):
        document.questions.create(text=f"Question {number}?")
        document.steps.create(sequence="day", heading=f"Step {number}", body="Text.[@Paper2020]")
    make_edition(document)
    with django_assert_num_queries(4):
        assert client.get(document.procedure.get_absolute_url()).status_code == 200


def test_the_index_lists_every_procedure_whose_page_is_up(client):
    make_signed_article(make_procedure("drez-lesioning"), summary="Signed summary.")
    make_signed_article(make_procedure("drg-stimulation", look="drg", color="blue"))
    make_procedure("cordotomy")
    page = client.get(reverse("procedures:index")).text
    assert "/procedures/drez-lesioning/" in page and "Signed summary." in page
    assert "/procedures/drg-stimulation/" in page
    assert "cordotomy" not in page


def test_procedures_take_their_title_from_the_public_article():
    procedure = make_procedure(name="Plain name")

    def title(language):
        return titled(Procedure.objects.all(), language).get().title

    assert title("es") == "Plain name"
    make_signed_article(procedure, language="es", title="Título")
    assert title("es") == "Título"
    assert title("en") == "Plain name"
