"""Facts about sources: checked where staff enter them, refused twice, and kept while they are cited."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from procedures.models import Document, Publication
from tests.kit.documents import (
    make_answer,
    make_draft_article,
    make_draft_summary,
    make_paper,
    make_procedure,
    make_signed_article,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = make_staff("sam", is_superuser=True)
    client.force_login(person)
    return person


def refused(**fields) -> dict:
    with pytest.raises(ValidationError) as refusal:
        Publication(**{"key": "New2026", "kind": "case_series"} | fields).full_clean()
    return refusal.value.message_dict


# Formats and duplicates


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "Two words"},
        {"key": "findings"},
        {"doi": "11.1000/abc"},
        {"doi": "10.1000/a b"},
        {"pmid": "12a"},
        {"pmid": "0123"},
        {"pmcid": "7079258"},
        {"level": 6},
        {"year": 20},
        {"year": 2020, "month": 13},
        {"year": 2021, "month": 2, "day": 29},
        {"authors": ["Deer TR", " "]},
        {"authors": "Deer TR"},
        {"authors": ["Deer TR"], "affiliations": {"Levy RM": "Elsewhere"}},
        {"affiliations": {"Deer TR": ""}},
        {"url": "not an address"},
    ],
)
def test_a_format_is_refused_beside_its_field(fields):
    assert set(refused(**fields)) <= set(fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"month": 3}, "A day needs its month, and a month its year."),
        ({"access": "open", "embargo_until": date(2027, 1, 1)}, "An embargo has a day on which it ends"),
        ({"access": "embargoed"}, "An embargo has a day on which it ends"),
        ({"correction_notice": "https://example.org/"}, "Say when it was corrected."),
    ],
)
def test_what_does_not_go_together_is_refused_here_and_by_the_database(fields, sentence):
    assert sentence in str(refused(**fields))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_paper("New2026", **fields)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"doi": "10.1000/ABC"}, {"doi": "10.1000/abc"}),
        ({"pmid": "123"}, {"pmid": "123"}),
        ({"pmcid": "PMC1"}, {"pmcid": "PMC1"}),
        ({"key": "Old2026"}, {"key": "OLD2026"}),
    ],
)
def test_a_source_is_listed_once(first, second):
    make_paper(**{"key": "Old2026"} | first)
    assert "Another publication has this" in str(refused(**second))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_paper(**{"key": "New2026"} | second)


def test_two_sources_may_lack_the_same_numbers():
    make_paper("One")
    make_paper("Two")
    Publication(key="Three", kind="web_page").full_clean()


@pytest.mark.parametrize("pasted", ["https://doi.org/10.1000/abc", "doi:10.1000/abc", " 10.1000/abc"])
def test_a_pasted_doi_is_stripped_to_itself(pasted):
    source = Publication(key="New2026", kind="case_series", doi=pasted)
    source.clean_fields()
    assert source.doi == "10.1000/abc"


# Embargo


def test_an_embargo_of_twelve_months_is_filled_in():
    source = Publication(key="New2026", kind="case_series", access="embargoed", year=2024, month=2, day=29)
    source.full_clean()
    assert source.embargo_until == date(2025, 2, 28)
    assert source.embargo_end(months=6) == date(2024, 8, 29)
    assert Publication(year=2024).embargo_end() is None


def test_a_given_end_of_the_embargo_stays():
    source = Publication(
        key="New2026",
        kind="case_series",
        access="embargoed",
        embargo_until=date(2027, 1, 1),
        year=2026,
        month=1,
        day=1,
    )
    source.full_clean()
    assert source.embargo_until == date(2027, 1, 1)


# Deletion


def draft_citing(place: str) -> Document:
    draft = make_draft_article(with_parts=False)
    if place == "step":
        draft.steps.create(sequence="day", heading="A step", body="One.[@Paper2020]")
    elif place == "figure":
        draft.figures.create(meaning="harm", happened=1, out_of=2, sentence="One.[@Other; @Paper2020]")
    elif place == "abstract":
        draft.abstracts.create(results="One.[@Paper2020]")
    elif place == "body":
        Document.objects.filter(pk=draft.pk).update(body="One.[@Paper2020]")
    elif place == "row":
        row = draft.gridrows.create(question="What?")
        make_answer(row, draft.options.create(kind="scs", name="SCS"), "One.[@Paper2020]")
    return draft


@pytest.mark.parametrize("place", ["step", "figure", "abstract", "body", "row"])
def test_a_source_cited_by_a_draft_stays_and_says_where(place):
    draft = draft_citing(place)
    paper = make_paper()
    with pytest.raises(ProtectedError, match="An operation"):
        paper.delete()
    with pytest.raises(ProtectedError, match="An operation"):
        Publication.objects.filter(key="Paper2020").delete()
    assert list(Document.objects.resting_on(paper)) == [draft]
    assert Publication.objects.filter(key="Paper2020").exists()


def test_a_source_of_a_signed_page_stays_when_the_draft_dropped_it():
    document = make_signed_article()
    document.figures.all().delete()
    with pytest.raises(ProtectedError, match="An operation"):
        Publication.objects.get(key="Paper2020").delete()


def test_a_source_with_a_summary_stays():
    make_draft_summary()
    with pytest.raises(ProtectedError, match="What Paper2020 found"):
        Publication.objects.get(key="Paper2020").delete()


def test_a_source_that_nobody_cites_goes():
    draft_citing("step")
    make_paper("Paper202").delete()
    make_paper("Paper2020b").delete()
    make_paper("Other2").delete()
    Publication.objects.filter(key="Nobody").delete()
    assert not Publication.objects.exists()


def test_a_cited_source_keeps_its_key():
    draft_citing("step")
    paper = make_paper()
    paper.key = "Renamed"
    with pytest.raises(ValidationError, match="It is cited under its old key"):
        paper.full_clean()
    free = make_paper("Free")
    free.key = "Renamed"
    free.full_clean()


# The admin


def change(paper) -> str:
    return reverse("admin:procedures_publication_change", args=[paper.pk])


def form_of(paper, **fields) -> dict:
    blank = {"key": paper.key, "kind": paper.kind, "access": "unknown"}
    return blank | fields


def test_authors_are_entered_a_line_each_with_affiliations(client, staff):
    paper = make_paper()
    lines = "FitzGerald JJ | Oxford\r\n\r\n Van Broeckhoven T\r\n{Example & Sons} | Durham"
    response = client.post(change(paper), form_of(paper, author_lines=lines))
    assert response.status_code == 302, response.context["errors"]
    paper.refresh_from_db()
    assert paper.authors == ["FitzGerald JJ", "Van Broeckhoven T", "{Example & Sons}"]
    assert paper.affiliations == {"FitzGerald JJ": "Oxford", "{Example & Sons}": "Durham"}
    shown = client.get(change(paper)).text
    assert "FitzGerald JJ | Oxford\nVan Broeckhoven T\n{Example &amp; Sons} | Durham</textarea>" in shown
    assert client.post(change(paper), form_of(paper, author_lines="")).status_code == 302
    paper.refresh_from_db()
    assert (paper.authors, paper.affiliations) == ([], {})


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [("| Oxford", "Write the name before the bar"), ("Deer TR\nDeer TR", "Deer TR is listed twice.")],
)
def test_wrong_author_lines_say_so_and_stay(client, staff, lines, sentence):
    paper = make_paper()
    response = client.post(change(paper), form_of(paper, author_lines=lines))
    assert response.status_code == 200
    assert sentence in response.text and lines.replace("\n", "\r\n").split("\r\n")[0] in response.text


def test_the_page_of_a_source_says_where_it_is_cited(client, staff):
    article = make_signed_article()
    text = client.get(change(Publication.objects.get(key="Paper2020"))).text
    assert reverse("admin:procedures_document_change", args=[article.pk]) in text
    assert "kind=evidence&amp;slug=Paper2020" in text
    summary = make_draft_summary()
    text = client.get(change(Publication.objects.get(key="Paper2020"))).text
    assert reverse("admin:procedures_document_change", args=[summary.pk]) in text


def test_the_way_to_a_new_summary_is_filled_in(client, staff):
    make_paper()
    text = client.get(reverse("admin:procedures_document_add") + "?kind=evidence&slug=Paper2020").text
    assert 'name="slug" value="Paper2020"' in text
    assert 'value="evidence" selected' in text


def test_the_admin_refuses_to_delete_what_is_cited(client, staff):
    make_signed_article()
    paper = Publication.objects.get(key="Paper2020")
    page = reverse("admin:procedures_publication_delete", args=[paper.pk])
    assert "Paper2020 cannot be deleted, because it is cited in: An operation" in client.get(page).text
    client.post(page, {"post": "yes"})
    together = reverse("admin:procedures_publication_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [paper.pk], "post": "yes"}
    assert "because it is cited in" in client.post(together, chosen).text
    assert Publication.objects.filter(pk=paper.pk).exists()


def test_a_summary_names_a_source_that_exists():
    summary = Document(kind=Document.Kind.EVIDENCE, slug="Nobody1900", title="x", summary="x")
    with pytest.raises(ValidationError, match="no publication has this one"):
        summary.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(kind=Document.Kind.EVIDENCE, title="x", summary="x")


def test_the_list_of_sources_finds_authors(client, staff):
    make_paper(authors=["Müller K"]).procedures.add(make_procedure())
    make_paper("Other")
    text = client.get(reverse("admin:procedures_publication_changelist") + "?q=Müller").text
    assert "Paper2020" in text and ">Other<" not in text


def test_the_preview_of_a_summary_is_its_page(client, staff):
    summary = make_draft_summary(results="6 of 7 people did well.")
    text = client.get(reverse("admin:procedures_document_preview", args=[summary.pk])).text
    assert "What Paper2020 found</h1>" in text and "6 of 7 people did well." in text
    assert "What it does not show" in text and "About the source" in text
    assert "Demonstration: not reviewed" not in text
