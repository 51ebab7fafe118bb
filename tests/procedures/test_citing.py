"""What rests on what: the rows of Citation follow the words, whoever changes them and however."""

import pytest
from django.db import IntegrityError, connection, transaction

from drez_site.foundation.markdown.citation_keys import cited_keys
from procedures import content_files
from procedures.markdown_field import MarkdownField
from procedures.models import Citation, Document, Edition, Publication
from procedures.models.parts import Part
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path
from tests.kit.documents import (
    make_draft_article,
    make_draft_summary,
    make_edition,
    make_paper,
    make_signed_article,
    make_signed_comparison,
    make_signed_findings,
    make_signed_summary,
)
from tests.kit.staff_accounts import make_staff
from tests.kit.turns import part_of_today

pytestmark = pytest.mark.django_db

DRAFTS = [Document, *Part.__subclasses__()]


def cited(document: Document, edition: Edition | None = None) -> set[str]:
    """The keys that the draft cites, or one of its editions."""
    return set(document.citations.filter(edition=edition).values_list("publication", flat=True))


def read_anew() -> set[tuple[int, str]]:
    """Document and key of every citation in a draft, found by reading all of them in Python."""
    found = {(summary.pk, summary.slug) for summary in Document.objects.filter(kind=Document.Kind.EVIDENCE)}
    for model in DRAFTS:
        texts = [field.name for field in model._meta.fields if isinstance(field, MarkdownField)]
        for row in model.objects.all():
            document = row.pk if model is Document else row.document_id
            found |= {(document, key) for text in texts for key in cited_keys(getattr(row, text))}
    return found


def kept() -> set[tuple[int, str]]:
    return set(Citation.objects.filter(edition=None).values_list("document", "publication"))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Six of 7.[@One2020]", {"One2020"}),
        ("[@One2020; @Two-2021;@Three]", {"One2020", "Two-2021", "Three"}),
        ("[@One ;\n@Two] and [@Two]", {"One", "Two"}),
        ("[@One;\u00a0@Two][@Three\u2003;\u3000@Four]", {"One", "Two", "Three", "Four"}),
        ('Quoted "text"\\ with\ttabs [@One]', {"One"}),
        ("[@One2020", set()),
        ("@One2020", set()),
        ("[One2020]", set()),
        ("[@One2020, @Two]", set()),
        ("[@Ünï]", set()),
        ("", set()),
    ],
)
def test_the_database_reads_citations_as_the_pages_do(text, keys):
    assert set(cited_keys(text)) == keys
    draft = make_draft_article(with_parts=False)
    draft.sections.create(kind="tests", heading="Tests", body=text)
    assert cited(draft) == keys


def test_a_key_that_is_too_long_for_a_source_does_not_stand_in_the_way_of_saving():
    draft = make_draft_article(with_parts=False, body=f"[@{'a' * 41}] and [@{'b' * 40}]")
    assert cited(draft) == {"b" * 40}


@pytest.mark.parametrize("model", DRAFTS)
def test_every_table_of_drafts_is_watched(model):
    """A part that is added one day is missing here until its migration installs the triggers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = 'draft_keeps_its_citations' AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (2,)


def test_one_by_one_together_and_past_the_models():
    draft, other = make_draft_article(with_parts=False), make_draft_article(with_parts=False, language="es")
    step = draft.steps.create(sequence="day", heading="First", body="[@One]")
    draft.steps.bulk_create(
        draft.steps.model(document=draft, sequence="day", heading="x", body=f"[@{key}]")
        for key in ("One", "Two")
    )
    assert cited(draft) == {"One", "Two"}
    step.body = "[@Three]"
    step.save()
    assert cited(draft) == {"One", "Two", "Three"}
    draft.steps.filter(heading="x").update(body="[@Four]")
    assert cited(draft) == {"Three", "Four"}
    step.document = other
    step.save()
    assert (cited(draft), cited(other)) == ({"Four"}, {"Three"})
    draft.steps.all().delete()
    Document.objects.filter(pk=draft.pk).update(body="[@Five]")
    assert cited(draft) == {"Five"}
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procedures_step")
    assert (cited(draft), cited(other)) == ({"Five"}, set())


def test_what_is_taken_back_was_never_cited():
    draft = make_draft_article(with_parts=False, body="[@Before]")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Document.objects.filter(pk=draft.pk).update(body="[@After]")
        assert cited(draft) == {"After"}
        raise ZeroDivisionError
    assert cited(draft) == {"Before"}


def test_a_source_that_is_entered_after_it_was_cited():
    draft = make_draft_article(with_parts=False, body="[@Later2026]")
    paper = make_paper("Later2026")
    assert list(Document.objects.resting_on(paper)) == [draft]


def test_a_draft_goes_with_what_it_cites():
    draft = make_draft_article(body="[@Paper2020]")
    assert cited(draft)
    draft.delete()
    connection.check_constraints()
    assert not Citation.objects.exists()
    Publication.objects.get(key="Paper2020").delete()


def test_a_summary_rests_on_its_source_and_on_what_it_cites():
    summary = make_draft_summary(results="As before.[@Other2020]")
    assert cited(summary) == {"Paper2020", "Other2020"}
    Document.objects.filter(pk=summary.pk).update(slug="Third2020")
    assert cited(summary) == {"Third2020", "Other2020"}


def test_an_edition_keeps_what_it_was_signed_with():
    article = make_signed_article()
    first = article.editions.get()
    article.figures.all().delete()
    second = make_edition(article)
    assert (cited(article), cited(article, first), cited(article, second)) == (set(), {"Paper2020"}, set())
    paper = Publication.objects.get(key="Paper2020")
    assert list(Edition.objects.resting_on(paper)) == [first]
    assert list(Edition.objects.citing(Publication.objects.all())) == [first]
    assert list(Document.objects.resting_on(paper)) == [article]
    article.editions.all().delete()
    connection.check_constraints()
    assert not Citation.objects.exists()


def test_nobody_writes_citations_by_hand():
    draft = make_draft_article(with_parts=False, body="[@Paper2020]")
    for forbidden in (
        lambda: Citation.objects.create(
            document=draft, publication_id="Other", citing_table="procedures_step", citing_row=1
        ),
        lambda: Citation.objects.update(publication="Other"),
        lambda: Citation.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="follow the words"), transaction.atomic():
            forbidden()
    assert cited(draft) == {"Paper2020"}


def test_the_forms_of_a_document_add_changes_and_deletes(client):
    draft = make_draft_article(with_parts=False, body="")
    keep = draft.steps.create(sequence="day", heading="Keep", body="[@One]")
    drop = draft.steps.create(sequence="day", heading="Drop", body="[@Two]")
    client.force_login(make_staff("sam", is_superuser=True))
    new = {"sequence": "recovery", "heading": "New", "body": "[@Four]"}
    for row, typed in ((keep, {"body": "[@Three]"}), (drop, {"DELETE": "on"}), (None, new)):
        address = part_path(draft, "steps", row)
        form = Form(client.get(address).text, having="_save")
        sent = form.data(**{f"steps-0-{name}": value for name, value in typed.items()})
        assert client.post(address, sent).status_code == 302
    assert cited(draft) == {"Three", "Four"}


def test_a_document_that_is_loaded_again(shipped, nightly):
    """The loader deletes the parts of a draft and writes them anew, many in one statement.

    By day every third that has parts, and every twentieth summary of a source; tomorrow others.
    """
    assert len(kept()) > 200
    assert kept() == read_anew()
    signed = Edition.objects.values_list("pk", "content__sources")
    cited = Citation.objects.exclude(edition=None)
    assert set(cited.filter(sums_up=False).values_list("edition", "publication")) == {
        (pk, source["key"]) for pk, sources in signed for source in sources
    }
    summaries = Edition.objects.summaries().values_list("pk", "document__slug")
    assert set(cited.filter(sums_up=True).values_list("edition", "publication")) == set(summaries)
    documents, summaries = (
        list(chosen.order_by("pk").values_list("pk", flat=True))
        for chosen in (Document.objects.exclude(kind="evidence"), Document.objects.filter(kind="evidence"))
    )
    anew = [*part_of_today(documents, 3, nightly), *part_of_today(summaries, 20, nightly)]
    assert Document.objects.filter(pk__in=anew).update(source_digest="") > (200 if nightly else 8)
    content_files.load()
    assert kept() == read_anew()


def test_all_kinds_of_parts_together():
    for make in (make_signed_article, make_signed_comparison, make_signed_findings, make_signed_summary):
        make()
    assert len(kept()) == 4
    assert kept() == read_anew()


def test_finding_what_cites_a_source_reads_the_index(django_assert_num_queries):
    paper = make_paper()
    for make in (make_signed_article, make_signed_comparison, make_signed_findings):
        make()
    with django_assert_num_queries(1):
        assert len(Document.objects.resting_on(paper)) == 3
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Citation.objects.filter(publication=paper).order_by().explain()
    assert "Index" in plan and "key" in plan
