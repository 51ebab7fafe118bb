"""A document of whatever kind opens as an outline, and each of its parts is written on its own page."""

import pytest

from procedures import kinds
from procedures.models import Document, KeyPoint
from procedures.publishing import checks, revisions
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
from tests.kit.documents import (
    author,
    make_draft_article,
    make_draft_findings,
    make_draft_summary,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_comparison,
)
from tests.kit.hostile_staff import text_fields
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.kit.writers import who_may_sign
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", kinds.ALL, ids=str)
ADD = "/admin/procedures/document/add/"
QUERIES_OF_AN_OUTLINE = 45
QUERIES_OF_A_PART = 40
QUERIES_OF_A_SAVE = 70


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


def outline(client, document):
    page = client.get(path(document, "change"))
    assert page.status_code == 200
    return page.context["outline"], page.text


def save(client, address, button="_save", **fields):
    form = Form(client.get(address).text, having="_save")
    return client.post(address, form.data(**fields, **{button: "1"}), follow=True)


@every_kind
def test_every_row_of_every_part_has_its_page(ann, kind):
    document = make_rich_document(str(kind))
    drawn, text = outline(ann, document)
    assert [group.part for group in drawn.groups] == [part for part in kind.parts if part.form]
    assert path(document, "top") in text
    for group in drawn.groups:
        assert [line.key for line in group.lines] == [row.pk for row in group.part.rows_of(document)]
        first = group.part.rows_of(document).first()
        assert part_path(document, group.part.name, first) in text
        form = Form(ann.get(part_path(document, group.part.name, first)).text, having="_save")
        assert any(name.endswith(f"-{field}") for field in group.part.fields for name in form.fields)


@every_kind
def test_a_page_sent_back_as_it_stands_changes_nothing(ann, kind):
    document = make_rich_document(str(kind))
    revisions.record(document, author())
    before = freeze(document)
    for part in kind.parts:
        if part.form and not part.is_one_row:
            save(ann, part_path(document, part.name, part.rows_of(document).first()))
    save(ann, path(document, "top"))
    assert document.revisions.count() == 1 and freeze(Document.objects.get()) == before


@pytest.mark.parametrize("make", [make_draft_article, make_draft_findings])
def test_every_page_of_writing_asks_the_database_little(ann, make, django_assert_max_num_queries):
    document = make()
    make_edition(document)
    section = document.sections.first()
    ann.get("/admin/")  # warm: content types
    with django_assert_max_num_queries(QUERIES_OF_AN_OUTLINE):
        ann.get(path(document, "change"))
    address = part_path(document, "sections", section)
    with django_assert_max_num_queries(QUERIES_OF_A_PART):
        form = Form(ann.get(address).text, having="_save")
    with django_assert_max_num_queries(QUERIES_OF_A_SAVE):
        assert ann.post(address, form.data(**{"sections-0-heading": "Another?"})).status_code == 302


def test_what_patients_do_not_read_yet_is_marked(ann):
    document = make_signed_article()
    assert not any(line.is_changed for _name, line in outline(ann, document)[0].lines())
    section = document.sections.get(kind="tests")
    save(ann, part_path(document, "sections", section), **{"sections-0-body": "Other words."})
    changed = [(name, line.key) for name, line in outline(ann, document)[0].lines() if line.is_changed]
    assert changed == [("sections", section.pk)]


def test_an_answer_that_changed_marks_its_question(ann):
    document = make_signed_comparison()
    question = document.gridrows.last()
    question.answers.update(text="Not known.")
    changed = [(name, line.key) for name, line in outline(ann, document)[0].lines() if line.is_changed]
    assert changed == [("rows", question.pk)]


def test_a_problem_leads_to_the_part_where_it_is(ann):
    document = make_draft_article(summary="It is safe.")
    step = document.steps.first()
    document.steps.filter(pk=step.pk).update(body=" ".join(["word"] * 40))
    section = document.sections.get(kind="benefits_and_risks")
    document.sections.filter(pk=section.pk).update(body="7 of 14 people felt less pain.")
    drawn, text = outline(ann, document)
    found = {hint: (name, line.key) for name, line in drawn.lines() for hint in line.hints}
    assert found["Cite a source for “7 of 14 people felt less pain. ...”."] == ("sections", section.pk)
    assert found["40 words in one sentence, make two: “word word word word word word word word ...”"] == (
        "steps",
        step.pk,
    )
    assert [name for hint, (name, _key) in found.items() if hint.startswith("Do not write “safe”")] == [""]
    told = f'<a href="{part_path(document, "sections", section)}">Cite a source for'
    assert told in text
    assert "Cite a source for" in ann.get(part_path(document, "sections", section)).text


def test_what_is_missing_has_no_line_to_lead_to(ann):
    document = make_draft_article()
    document.sections.filter(kind="cost").delete()
    document.urgentsigns.all().delete()
    drawn, text = outline(ann, document)
    assert "List the signs after which to call 911" in text and "Add the section “cost and insurance”" in text
    assert [line.hints for _name, line in drawn.lines() if line.hints] == []


def test_a_missing_section_is_written_at_a_click_and_stands_where_it_belongs(ann):
    document = make_draft_article()
    before = list(document.sections.values_list("kind", flat=True))
    document.sections.filter(kind="tests").delete()
    _drawn, text = outline(ann, document)
    address = f"{part_path(document, 'sections')}?kind=tests"
    assert address in text
    form = Form(ann.get(address).text, having="_save")
    assert form.fields["sections-0-kind"] == "tests"
    typed = {"sections-0-heading": "Which tests?", "sections-0-body": "Some."}
    assert ann.post(address, form.data(**typed)).status_code == 302
    assert list(document.sections.values_list("kind", flat=True)) == before
    assert "Missing:" not in outline(ann, document)[1]


def test_a_new_part_without_words_is_refused_beside_its_field(ann):
    document = make_draft_article()
    address = part_path(document, "questions")
    answer = ann.post(address, Form(ann.get(address).text, having="_save").data())
    assert answer.status_code == 200 and "This field is required." in answer.text
    assert 'href="#id_questions-0-text"' in answer.text, "the errors at the top lead there"


def test_parts_are_moved_by_buttons(ann):
    document = make_draft_article()
    for number in range(3):
        document.questions.create(text=f"Question {number}?", position=5)
    keys = list(document.questions.values_list("pk", flat=True))
    revisions.record(document, author())
    assert f'name="row" value="{keys[1]}:0"' in outline(ann, document)[1]

    def moved(key, to):
        return ann.post(path(document, "part/questions/move"), {"row": f"{key}:{to}"})

    assert moved(keys[2], 0).headers["Location"].endswith(f"/change/#questions-{keys[2]}")
    assert list(document.questions.values_list("pk", flat=True)) == [keys[2], keys[0], keys[1], keys[3]]
    assert moved(keys[2], 99).status_code == 302
    assert list(document.questions.values_list("pk", flat=True)) == [keys[0], keys[1], keys[3], keys[2]]
    assert document.revisions.last().saved_by == author() and document.revisions.count() == 3
    for odd in ("", "x", f"{keys[0]}", f"{keys[0]}:x", "999999:0"):
        answer = ann.post(path(document, "part/questions/move"), {"row": odd}, follow=True)
        assert "That part is gone." in answer.text
    assert document.revisions.count() == 3


def test_a_part_of_another_kind_and_of_another_document_has_no_page_here(ann):
    document, other = make_draft_article(), make_draft_article(make_procedure("other"))
    assert ann.get(part_path(document, "findings")).status_code == 404
    assert ann.get(part_path(document, "answers")).status_code == 404
    assert ann.get(part_path(document, "sections", other.sections.first())).status_code == 404
    form = Form(ann.get(part_path(other, "sections", other.sections.first())).text, having="_save")
    sent = form.data(**{"sections-0-heading": "Taken over"})
    ann.post(part_path(document, "sections", other.sections.first()), sent)
    assert not Document.objects.filter(sections__heading="Taken over").exists()


def test_the_buttons_of_a_part_lead_on(ann):
    document = make_draft_article()
    first, second = document.sections.all()[:2]
    address = part_path(document, "sections", first)
    steps = {
        "_save": f"{path(document, 'change')}#sections-{first.pk}",
        "_continue": address,
        "_next": part_path(document, "sections", second),
    }
    for button, leads in steps.items():
        form = Form(ann.get(address).text, having="_save")
        assert ann.post(address, form.data(**{button: "1"})).headers["Location"] == leads
    last = document.questions.last()
    form = Form(ann.get(part_path(document, "questions", last)).text, having="_save")
    answer = ann.post(part_path(document, "questions", last), form.data(_next="1"))
    assert answer.headers["Location"] == f"{path(document, 'change')}#questions-{last.pk}"
    new = part_path(document, "questions")
    form = Form(ann.get(new).text, having="_save").data(**{"questions-0-text": "One more?"})
    assert ann.post(new, form | {"_addanother": "1"}).headers["Location"] == new
    again = ann.post(new, form | {"_continue": "1", "questions-0-text": "Another?"})
    assert again.headers["Location"] == part_path(
        document, "questions", document.questions.get(text="Another?")
    )
    said = save(ann, address, "_submit", **{"sections-0-body": "Submitted."}).text
    assert "A clinical reviewer who did not write it can sign it now." in said
    assert document.submission.content["sections"][0]["body"] == "Submitted."


@every_kind
def test_a_new_document_begins_with_all_that_its_kind_needs(ann, kind):
    procedure = make_procedure()
    fields = {"kind": str(kind), "language": "en", "title": "New", "summary": "It is new."}
    if kind.address.value == "procedure":
        fields["procedure"] = str(procedure.pk)
    elif kind.address.value == "slug":
        fields["slug"] = "Paper2020" if kind.sums_up_a_source else "new"
    if kind.sums_up_a_source:
        make_rich_document("evidence").delete()
        fields["slug"] = "Zed-1"
    form = Form(ann.get(f"{ADD}?kind={kind}").text, having="_save")
    page = ann.post(f"{ADD}?kind={kind}", form.data(**fields), follow=True)
    document = Document.objects.get()
    drawn = page.context["outline"]
    assert [group.missing for group in drawn.groups if group.missing] == []
    for group in drawn.groups:
        values = kind.values_to_begin_with(group.part)
        assert len(group.lines) == (len(values) or int(group.part.is_one_row))
        assert all(line.is_empty for line in group.lines)
    assert document.revisions.get().saved_by == author()
    assert checks.problems(freeze(document)), "it cannot be submitted as it is"


def test_the_skeleton_of_an_article_has_headings_and_cannot_be_submitted(ann):
    fields = {"title": "New", "summary": "It is new.", "procedure": str(make_procedure().pk)}
    save(ann, ADD, **fields)
    document = Document.objects.get()
    assert [section.heading for section in document.sections.all()][:2] == [
        "How it differs from other operations",
        "What it is",
    ]
    assert [point.about for point in document.keypoints.all()] == list(KeyPoint.About)
    assert {sign.urgency for sign in document.urgentsigns.all()} == {"emergency", "same_day", "call_office"}
    said = ann.post(path(document, "submit"), follow=True).text
    assert "Fill in “sign” of each urgent sign, or take that one out: it is empty." in said
    assert not hasattr(Document.objects.get(), "submission")


def test_a_copy_has_the_words_and_their_writers(ann):
    """Nobody signs her own words, whatever document they were copied to."""
    rita = make_reviewer("rita")
    original = make_draft_article(last_author=None)
    revisions.record(original, make_staff("bob"))
    original.sections.filter(kind="tests").update(body="Rita's words.")
    revisions.record(original, rita)
    other = make_procedure("another")
    address = f"{ADD}?kind=article&language=en&copy_of={original.pk}"
    assert address.replace("&", "&amp;") in outline(ann, original)[1]
    form = Form(ann.get(address).text, having="_save")
    answer = ann.post(
        address, form.data(title="Copy", summary="A copy.", procedure=str(other.pk)), follow=True
    )
    assert answer.status_code == 200, answer.context["errors"]
    copied = Document.objects.get(title="Copy")
    assert freeze(copied)["sections"] == freeze(original)["sections"]
    assert [each.saved_as for each in copied.revisions.order_by("number")] == ["Bob", "Rita", "Alex"]
    submit(copied, author())
    assert who_may_sign(copied, {"rita": rita, "sue": make_reviewer("sue")}) == {"sue"}


def test_what_a_new_document_lacks_is_said_beside_its_field(ann):
    page = ann.get(f"{ADD}?kind=article").text
    form = Form(page, having="_save")
    refused = ann.post(ADD, form.data(title="New", summary="New."))
    assert refused.context["adminform"].form.errors == {
        "procedure": ["Choose the operation that the article is about."]
    }
    assert 'href="#id_procedure"' in refused.text
    assert 'data-kinds="article"' in page and 'data-kinds="condition evidence page"' in page
    sent = form.data(kind="page", title="New", summary="New.", procedure=str(make_procedure().pk))
    assert "slug" in ann.post(ADD, sent).context["adminform"].form.errors
    assert ann.post(ADD, sent | {"slug": "new-page"}).status_code == 302
    assert Document.objects.get().procedure is None, "no page has an operation"
    assert "Page: New (English)</option>" in ann.get(ADD).text


def test_only_a_document_of_the_same_kind_and_language_is_copied(ann):
    make_procedure("another")
    page = make_rich_document("page")
    form = Form(ann.get(ADD).text, having="_save")
    fields = {"title": "New", "summary": "New.", "procedure": str(make_procedure("another").pk)}
    answer = ann.post(ADD, form.data(**fields, copy_of=str(page.pk)))
    assert "Choose a document of the same kind and language." in answer.text
    assert Document.objects.count() == 1


def test_a_part_that_stands_once_is_shown_instead_of_added(ann):
    document = make_draft_summary()
    there = document.abstracts.get()
    add = part_path(document, "abstracts")
    answer = ann.get(add, follow=True)
    assert answer.redirect_chain[-1][0] == part_path(document, "abstracts", there)
    assert "This document has that part already: here it is." in answer.text
    assert add not in outline(ann, document)[1]


def test_a_part_that_a_colleague_added_meanwhile_is_no_second_one(ann):
    document = make_draft_summary()
    there = document.abstracts.get()
    document.abstracts.all().delete()
    form = Form(ann.get(part_path(document, "abstracts")).text, having="_save")
    there.save(force_insert=True)
    fields = form.data(**{"abstracts-0-limits": "- It was small."}, _save="1")
    answer = ann.post(part_path(document, "abstracts"), fields)
    assert "This document has that part already, and takes no second one." in answer.text
    assert "- It was small." in answer.text
    assert document.abstracts.get() == there


@pytest.mark.parametrize(
    ("make", "part", "field", "sentence"),
    [
        (make_draft_article, "sections", "kind", "This document already has that section."),
        (make_draft_findings, "strength_rules", "strength", "These findings already have a rule for that."),
    ],
)
def test_what_a_document_has_already_is_no_second_one(ann, make, part, field, sentence):
    document = make()
    rows = kinds.of(document).part(part).rows_of(document)
    count, there = rows.count(), rows.first()
    form = Form(ann.get(part_path(document, part)).text, having="_save")
    (name,) = (name for name in form.fields if name.endswith(f"-0-{field}"))
    typed = dict.fromkeys(text_fields(form), "Other words.")
    answer = ann.post(
        part_path(document, part), form.data(**typed | {name: getattr(there, field)}, _save="1")
    )
    assert sentence in answer.text and "Other words." in answer.text
    assert rows.all().count() == count
