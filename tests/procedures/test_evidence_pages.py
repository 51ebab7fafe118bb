"""The library as readers meet it: the list, the record of a source, and what is signed in both."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from drez_site.foundation.refusals import Refused
from procedures.admin.queues import citing_retracted
from procedures.models import Document, Edition, Publication
from procedures.publishing.signing import sign, submit, withdraw
from tests.kit.documents import (
    author,
    make_cited_paper,
    make_draft_article,
    make_draft_summary,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    make_signed_summary,
    mark_retracted,
    reviewer,
)
from tests.kit.library_pages import main, page
from tests.kit.signatures import filled_in

pytestmark = pytest.mark.django_db


# The record of a source


def test_a_record_shows_its_facts_and_what_was_not_seen(client):
    paper = make_paper(
        title="A trial of hope",
        authors=["Deer TR", "{Example & Sons}"],
        affiliations={"Deer TR": "Example University"},
        et_al=True,
        journal="Pain",
        year=2017,
        month=4,
        volume="158",
        pages="669-681",
        doi="10.1000/abc",
        pmid="123",
        participants=1339,
        level=4,
        follow_up="mean 60 months",
        funding="The maker paid.",
        keywords=["leads"],
    )
    make_signed_summary(title="A trial of hope")
    text = main(page(client, paper.get_absolute_url()))
    for words in (
        '<h1 class="h-long">A trial of hope</h1>',
        "Deer TR, Example &amp; Sons, and others",
        "<li>Deer TR: Example University</li>",
        "1,339 people",
        "mean 60 months",
        "Level 4 of 5 on the Oxford CEBM 2011 scale, where 1 is strongest.",
        '<i class="is-on">4</i>',
        "<cite>Pain</cite>, volume 158, pages 669-681",
        "April 2017",
        'href="https://doi.org/10.1000/abc"',
        'href="https://pubmed.ncbi.nlm.nih.gov/123/"',
        "The maker paid.",
        'href="/evidence/?keyword=leads"',
        "No page cites it now.",
        'href="/evidence/Paper2020.bib"',
        'href="/evidence/Paper2020.ris"',
    ):
        assert words in text, words
    assert '<dt>Access</dt> <dd> <a href="https://doi.org/10.1000/abc">Read the source at doi.org</a>' in text
    assert "Not recorded: access, conflicts of interest.</p>" in text
    assert text.count("Not recorded:") == 1 and "<dt>Publisher</dt>" not in text


def test_a_source_of_which_little_was_seen_is_no_list_of_gaps(client):
    paper = make_cited_paper(url="https://www.example.org/paper.html")
    text = main(page(client, paper.get_absolute_url()))
    assert "Not recorded: title, authors, journal or publisher, day of publication.</p>" in text
    assert text.count("Not recorded") == 1
    assert re.findall(r"<dt>(.*?)</dt>", text) == ["Type", "Access", "Cited on"]
    assert '<a href="https://www.example.org/paper.html">Read the source at example.org</a>' in text


def test_what_we_say_of_a_source_is_public_only_signed(client):
    make_cited_paper()
    document = make_draft_summary(results="6 of 7 people did well.")
    text = page(client, "/evidence/Paper2020/")
    assert "No clinician has signed a summary of this source yet." in text
    assert "What Paper2020 found" not in text and "6 of 7" not in text
    assert "What Paper2020 found" not in page(client, "/evidence/")
    make_edition(document)
    text = main(page(client, "/evidence/Paper2020/"))
    assert "What Paper2020 found</h1>" in text and "6 of 7 people did well." in text
    assert "Demonstration: not reviewed by a clinician" in text
    assert "What Paper2020 found" in page(client, "/evidence/")


def test_our_description_of_a_source_is_never_public_unsigned(client):
    make_cited_paper(description="Report that hails a treatment")
    for path in ("/evidence/", "/evidence/Paper2020/", "/evidence/Paper2020.bib", "/evidence/Paper2020.ris"):
        assert "hails" not in page(client, path)


def test_the_limits_stand_before_the_abstract_and_one_sentence_names_its_missing_parts(client):
    make_signed_summary(methods="A series of 7 people.")
    text = main(page(client, "/evidence/Paper2020/"))
    order = ["In plain words", "What it does not show", "Summary of the source", "Methods"]
    places = [text.index(f">{heading}<") for heading in order]
    assert places == sorted(places)
    assert "Not recorded of this source: introduction, results, conclusion.</p>" in text
    assert "<h3>Introduction</h3>" not in text
    assert "<h3>Methods</h3> <p>A series of 7 people.</p>" in text


def test_a_draft_that_changed_shows_the_signed_words(client):
    document = make_signed_summary()
    Document.objects.filter(pk=document.pk).update(summary="Changed.")
    assert "In 7 people, pain fell." in page(client, "/evidence/Paper2020/")


def test_a_summary_that_was_taken_down_leaves_the_facts_of_what_is_cited(client):
    make_cited_paper()
    document = make_signed_summary()
    withdraw(document, reviewer(), "Wrong.")
    text = page(client, "/evidence/Paper2020/")
    assert "We took our summary down on" in text and "About the source" in text
    assert "pain fell" not in text
    assert "pain fell" not in page(client, "/evidence/")


def test_a_summary_that_nobody_reviewed_for_years_takes_itself_down(client, clock):
    make_signed_summary()
    clock(timezone.now() + timedelta(days=365 * 4))
    assert "pain fell" not in page(client, "/evidence/Paper2020/", 410)


def test_cited_on_leads_to_the_sections_of_public_pages(client):
    make_signed_summary()
    paper = make_paper()
    make_draft_article()
    assert "No page cites it now." in main(page(client, paper.get_absolute_url()))
    draft = Document.objects.get(kind=Document.Kind.ARTICLE)
    draft.sections.filter(kind="tests").update(body="One.[@Paper2020]")
    draft.steps.filter(sequence="recovery").update(body="Two.[@Paper2020]")
    make_edition(draft)
    text = main(page(client, paper.get_absolute_url()))
    assert '<a href="/procedures/drez-lesioning/">An operation</a>' in text
    for kind in ("tests", "recovery", "benefits-and-risks"):
        assert f'href="/procedures/drez-lesioning/#{kind}"' in text
    assert "#what-it-is" not in text
    withdraw(draft, reviewer(), "Wrong.")
    assert "No page cites it now." in main(page(client, paper.get_absolute_url()))


def test_a_page_of_the_clinics_own_that_cites_it_is_named(client):
    make_signed_summary()
    paper = make_paper()
    fields = {"kind": Document.Kind.PAGE, "slug": "about", "body": "One.[@Paper2020]"}
    words = {"title": "About", "summary": "x", "is_demonstration": True, "last_author": author()}
    document = Document.objects.create(**fields | words)
    make_edition(document)
    assert '<a href="/pages/about/">About</a>' in main(page(client, paper.get_absolute_url()))
    withdraw(document, reviewer(), "Wrong.")
    assert "No page cites it now." in main(page(client, paper.get_absolute_url()))


def test_a_key_that_begins_like_another_is_not_cited(client):
    make_signed_article()
    make_signed_summary("Paper202")
    assert "No page cites it now." in main(page(client, "/evidence/Paper202/"))


def test_the_references_of_an_article_lead_to_the_record(client):
    make_signed_article()
    assert 'href="/evidence/Paper2020/"' in page(client, "/procedures/drez-lesioning/")


def test_the_spanish_page_says_that_the_summary_is_english(client):
    make_signed_summary()
    text = main(page(client, "/es/evidence/Paper2020/"))
    assert "Todavía no hemos traducido" in text or "en inglés" in text
    assert '<h1 class="h-long" lang="en">What Paper2020 found</h1>' in text
    assert "Sobre la fuente" in text and "Nivel de evidencia" in text
    make_signed_summary(
        language="es", title="Lo que encontró Paper2020", summary="En 7 personas, el dolor bajó."
    )
    text = main(page(client, "/es/evidence/Paper2020/"))
    assert '<h1 class="h-long">Lo que encontró Paper2020</h1>' in text
    assert "Serie de casos" in text


@pytest.mark.parametrize(
    "path", ["/evidence/Nobody1900/", "/evidence/Nobody1900.bib", "/evidence/Nobody1900.ris"]
)
def test_a_source_that_nobody_knows(client, path):
    page(client, path, 404)


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")],
)
def test_files_to_take_along(client, ending, media_type):
    make_cited_paper(title="Émile's trial")
    response = client.get(f"/evidence/Paper2020.{ending}")
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="Paper2020.{ending}"'
    assert "Émile's trial" in response.content.decode()
    assert not response.cookies


# Access, by the clock


def test_an_embargo_ends_by_itself(client, clock):
    make_paper(access=Publication.Access.EMBARGOED, embargo_until=date(2027, 3, 1))
    make_signed_summary()
    clock(datetime(2027, 2, 28, 17, tzinfo=UTC))
    assert "Free to read from March 1, 2027 on." in page(client, "/evidence/Paper2020/")
    clock(datetime(2027, 3, 1, 17, tzinfo=UTC))
    text = main(page(client, "/evidence/Paper2020/"))
    assert "<dt>Access</dt> <dd>Free to read.</dd>" in text


@pytest.mark.parametrize(
    ("access", "words"),
    [("open", "Free to read."), ("subscription", "The full text may need a subscription.")],
)
def test_access_is_said_in_words(client, access, words):
    make_paper(access=access)
    make_signed_summary()
    assert f"<dt>Access</dt> <dd>{words}</dd>" in main(page(client, "/evidence/Paper2020/"))


# Retraction


def test_a_retraction_shows_at_once_where_the_source_is_cited_until_a_new_edition_is_signed(client):
    draft = make_draft_article()
    make_edition(draft)
    summary = make_signed_summary("Other2021", limits="- What others found.[@Paper2020]")
    cited_on = ["/procedures/drez-lesioning/", "/evidence/Other2021/"]
    assert not any("retracted" in page(client, path).lower() for path in cited_on)
    mark_retracted(on=date(2026, 11, 3))
    for path in cited_on:
        text = page(client, path)
        assert "A paper that this page cites was retracted" in text[: text.index("<h1")], path
    own = page(client, "/evidence/Paper2020/")
    assert "Retracted on November 3, 2026: do not rely on it." in own[: own.index("<h1")]
    assert "Retracted on November 3, 2026" in page(client, "/evidence/")
    flagged = {document.pk for document in citing_retracted(Document.objects.all())}
    assert flagged == {draft.pk, summary.pk}
    with pytest.raises(Refused, match="Paper2020"):
        make_edition(summary)
    summary.abstracts.update(limits="- What others found.")
    make_edition(summary)
    assert "was retracted" not in page(client, "/evidence/Other2021/")
    assert {document.pk for document in citing_retracted(Document.objects.all())} == {draft.pk}


def test_the_summary_of_a_retracted_source_can_be_signed(client):
    mark_retracted(on=date(2026, 11, 3), notice="https://doi.org/10.1000/notice")
    make_signed_summary(summary="This paper was retracted.")
    text = page(client, "/evidence/Paper2020/")
    assert "This paper was retracted." in text and 'href="https://doi.org/10.1000/notice"' in text


def test_a_correction_is_said(client):
    make_paper(corrected_on=date(2026, 2, 1), correction_notice="https://doi.org/10.1000/corrected")
    make_signed_summary()
    text = page(client, "/evidence/Paper2020/")
    assert "Its journal corrected it on February 1, 2026." in text
    assert 'href="https://doi.org/10.1000/corrected"' in text


# What it costs


@pytest.mark.parametrize("articles", [1, 3])
def test_a_record_costs_the_same_for_many_citations(client, django_assert_num_queries, articles):
    make_signed_summary()
    for number in range(articles):
        make_signed_article(make_procedure(f"operation-{number}"))
    client.get("/evidence/Paper2020/")
    with django_assert_num_queries(5):
        client.get("/evidence/Paper2020/")


def test_a_file_costs_one_query(client, django_assert_num_queries):
    make_cited_paper()
    with django_assert_num_queries(1):
        client.get("/evidence/Paper2020.bib")


def test_a_summary_is_signed_like_every_document(client):
    document = make_draft_summary(limits="")
    with pytest.raises(Refused, match="what it does not show"):
        make_edition(document)
    document.abstracts.update(limits="- What happens later.", results="Pain fell by 50%.")
    with pytest.raises(Refused, match="as people"):
        make_edition(document)
    document.abstracts.update(results="It is a cure.")
    with pytest.raises(Refused, match="Nothing here is a cure"):
        make_edition(document)
    document.abstracts.update(results="")
    assert make_edition(document).number == 1


def test_a_change_of_the_abstract_after_its_submission_is_not_signed():
    document = make_draft_summary()
    submitted = submit(document, author()).content["abstracts"]
    document.abstracts.update(results="New.")
    edition = sign(document, reviewer(), filled_in())
    assert edition.content["abstracts"] == submitted
    assert document.abstracts.get().results == "New."


def test_an_edition_from_before_the_abstracts_still_reads(client):
    """Content of older editions has no part that came later."""
    make_signed_article()
    edition = Edition.objects.get()
    from procedures.kinds import read
    from procedures.publishing.snapshot import texts_by_place

    old = {name: value for name, value in edition.content.items() if name != "abstracts"}
    old["sources"] = [source | {"note": "An older field."} for source in old["sources"]]
    for source in old["sources"]:
        source.pop("publisher")
    assert read(old).references[0].publication.key == "Paper2020"
    assert "An older field." in texts_by_place(old)[("source", "Paper2020")]


def test_every_reference_begins_with_a_name_and_ends_once(client, few_documents):
    swept = 0
    for address in ("/procedures/drez-lesioning/", "/procedures/compare/", "/evidence/findings/"):
        text = client.get(address).text
        for line in re.findall(r'<li id="ref-\d+">(.*?)<span class="meta">', text, re.DOTALL):
            words = " ".join(re.sub("<[^>]+>", "", line).split())
            assert words[0].isalnum() and ".." not in words, (address, words)
            swept += 1
    assert swept > 60
