"""What keeps a comparison and findings from being signed, and how they go through staff's hands."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction

from procedures import kinds
from procedures.kinds.comparison import columns_as_answers, words_of_options
from procedures.models import Document, Submission
from procedures.publishing import checks
from procedures.publishing.differences import changes, reasons_against_minor_correction
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze, texts_by_place
from tests.kit.browser_forms import Form
from tests.kit.document_desk import PASSWORD, part_path, path, signature
from tests.kit.documents import (
    OPTIONS,
    author,
    make_draft_comparison,
    make_draft_findings,
    make_paper,
    make_signed_comparison,
    make_signed_findings,
    mark_retracted,
    reviewer,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def problems(document) -> str:
    return "\n".join(checks.problems(freeze(Document.objects.get(pk=document.pk))))


def test_complete_drafts_have_no_problems():
    assert problems(make_draft_comparison()) == ""
    assert problems(make_draft_findings()) == ""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda d: d.answers.filter(row__position=1, option__kind="nothing").update(text=" "),
            "Answer “What did studies find?” for the option “Option nothing”: the cell is empty. "
            "Begin with “Not known” if no study says it.",
        ),
        (
            lambda d: d.options.filter(kind="nothing").delete(),
            "Add the option of no procedure, with the short name “nothing”: it is missing.",
        ),
        (
            lambda d: d.options.exclude(kind="nothing").delete(),
            "Add options: there must be something to choose from.",
        ),
        (
            lambda d: d.options.create(kind="pump", name="A pump"),
            "Answer “What is it?” for the option “A pump”: the cell is empty.",
        ),
        (lambda d: d.gridrows.all().delete(), "Add questions to the comparison: there is none."),
        (
            lambda d: d.answers.filter(option__kind="drg").update(text="So.[@Nobody1900]"),
            "Correct [@Nobody1900] or add that publication",
        ),
        (lambda d: mark_retracted(), "was retracted on"),
        (
            lambda d: d.answers.filter(option__kind="care").update(text="Helped 4 of 14 people."),
            "Cite a source for “Helped 4 of 14 people.",
        ),
        (
            lambda d: d.answers.filter(option__kind="care").update(text="In 7% [@Paper2020]"),
            "Write “7%” as people",
        ),
        (
            lambda d: d.answers.filter(option__kind="drez").update(text="word " * 40),
            "Tell every option in equal detail: an answer about “Option drez” has 40 words",
        ),
        (lambda d: d.answers.filter(option__kind="drez").update(text="It is safe."), "Do not write “safe”."),
        (lambda d: d.sections.filter(kind="funding").delete(), "Add the section “who paid”: it is missing."),
        (
            lambda d: d.sections.filter(kind="not_known").update(body="Only 3 people."),
            "Cite a source for “Only 3 people.",
        ),
    ],
)
def test_each_problem_of_a_comparison_says_what_to_do(spoil, sentence):
    document = make_draft_comparison()
    spoil(document)
    assert sentence in problems(document)


def test_an_unknown_answer_counts_as_filled():
    document = make_draft_comparison()
    document.answers.update(text="Not known: we found no study.")
    assert problems(document) == ""


@pytest.mark.parametrize(
    ("answer", "is_told_in_few_words"),
    [
        ("Not known: we found no study.", False),
        (" not known", False),
        ("Not known: we found no study, " + "and asked for one in vain " * 2, True),
        ("Not known.[@Paper2020]", True),
        ("It takes an hour.", True),
        ("No se sabe: no hay ningún estudio.", True),  # the words of another language
    ],
)
def test_only_what_nobody_knows_is_left_out_of_equal_detail(answer, is_told_in_few_words):
    """However short an answer is: an option told in few words is told in fewer than the others."""
    document = make_draft_comparison()
    document.answers.update(
        text="An answer about this option that has a good many words, " * 5 + "4 of 14.[@Paper2020]"
    )
    document.answers.filter(option__kind="scs").update(text=answer)
    assert ("Tell every option in equal detail" in problems(document)) == is_told_in_few_words


def test_each_language_has_its_words_for_what_nobody_knows():
    content = columns_as_answers({"language": "es", "options": [], "rows": []})
    answers = [("drez", "No se sabe."), ("drg", "Dura una hora."), ("scs", "Not known.")]
    content |= {"answers": [{"option": option, "text": text} for option, text in answers]}
    assert words_of_options(content) == {"drg": 3, "scs": 2}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.findings.all().delete(), "Add findings: there is none."),
        (
            lambda d: d.strengthrules.filter(strength="limited").delete(),
            "Write the rule for “limited” evidence: it is missing.",
        ),
        (
            lambda d: d.findings.update(outcome="No source."),
            "Cite a source for the finding “Drez Lesioning: Arm pain”.",
        ),
        (lambda d: mark_retracted(), "was retracted on"),
        (
            lambda d: d.findings.update(strength="strong"),
            "Do not call the evidence for “Drez Lesioning: Arm pain” “strong”, or cite what bears it: "
            "a review of trials, or two randomized trials.",
        ),
        (lambda d: d.findings.update(strength="moderate"), "cite what bears it: a randomized trial."),
        (lambda d: d.findings.update(strength="conflicting"), "cite what bears it: two sources."),
        (lambda d: d.findings.update(label=""), "a label for the chart."),
        (lambda d: d.disagreements.update(other="No."), "Cite a source for “No. ...”"),
        (
            lambda d: d.sections.filter(kind="updates").delete(),
            "Add the section “how this page is kept up to date”",
        ),
    ],
)
def test_each_problem_of_findings_says_what_to_do(spoil, sentence):
    document = make_draft_findings()
    spoil(document)
    assert sentence in problems(document)


@pytest.mark.parametrize(
    ("strength", "papers"),
    [
        ("moderate", [("randomized_trial", 2)]),
        ("strong", [("randomized_trial", 2), ("randomized_trial", 2)]),
        ("strong", [("systematic_review", 1)]),
        ("conflicting", [("case_series", 4), ("web_page", None)]),
        ("not_effective", [("case_series", 4)]),
    ],
)
def test_sources_that_bear_the_word(strength, papers):
    document = make_draft_findings()
    keys = [
        make_paper(f"Bears{number}", kind=kind, level=level).key
        for number, (kind, level) in enumerate(papers, 1)
    ]
    document.findings.update(strength=strength, outcome="So.[" + "; ".join(f"@{key}" for key in keys) + "]")
    assert problems(document) == ""


def test_the_database_keeps_counts_within_their_group():
    document = make_draft_findings()
    for happened, out_of in ((5, 4), (1, None), (None, 4), (0, 0)):
        with pytest.raises(IntegrityError, match="finding_counts_people"), transaction.atomic():
            document.findings.update(happened=happened, out_of=out_of)


@pytest.mark.parametrize(
    ("make", "table", "change"),
    [
        (make_draft_comparison, "option", "name = 'Other'"),
        (make_draft_comparison, "gridrow", "question = question || '?'"),
        (make_draft_comparison, "answer", "text = 'Other'"),
        (make_draft_findings, "finding", "outcome = 'Other'"),
        (make_draft_findings, "strengthrule", "rule = 'Other'"),
        (make_draft_findings, "disagreement", "why = 'Other'"),
    ],
)
def test_no_change_reaches_what_was_submitted(make, table, change):
    document = make()
    before = submit(document, author()).content
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE procedures_{table} SET {change}")
    assert Submission.objects.get().content == before != freeze(document)


@pytest.mark.parametrize(
    ("make", "related", "field"),
    [
        (make_draft_comparison, "options", "name"),
        (make_draft_comparison, "answers", "text"),
        (make_draft_findings, "findings", "indication"),
        (make_draft_findings, "findings", "label"),
        (make_draft_findings, "findings", "outcome"),
        (make_draft_findings, "findings", "follow_up"),
        (make_draft_findings, "strengthrules", "rule"),
        *((make_draft_findings, "disagreements", part) for part in ("question", "one", "other", "why")),
    ],
)
def test_every_word_is_signed_and_compared_and_needs_a_full_review(make, related, field):
    document = make()
    before = freeze(document)
    getattr(document, related).update(**{field: "Zebra"})
    after = freeze(Document.objects.get(pk=document.pk))
    assert before != after
    assert any("Zebra" in text for text in texts_by_place(after).values())
    assert any(("added", "Zebra") in change.runs for change in changes(before, after))
    assert "Answers or findings changed: sign it as a full review." in reasons_against_minor_correction(
        before, after
    )


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (make_signed_comparison, "/procedures/compare/?" + urlencode({"option": OPTIONS}, doseq=True)),
        (make_signed_findings, "/evidence/findings/"),
    ],
)
def test_every_signed_text_is_on_the_page(client, make, address):
    document = make(body="Words before all others.")
    page = client.get(address).text
    assert page.index("Words before all others.") < page.rindex("About how_to_read")
    main = unescape(page[page.index("<main") : page.index("</main>")])
    content = document.editions.get().content
    rows = [content, *(row for _part, _number, row in kinds.rows(kinds.complete(content)))]
    said = {
        text.replace("[@Paper2020]", "")
        for row in rows
        for text in row.values()
        if isinstance(text, str) and " " in text
    }
    assert len(said) >= 15
    assert {text for text in said if text not in main} == set()


@pytest.mark.parametrize("make", [make_draft_comparison, make_draft_findings])
def test_staff_write_preview_submit_and_sign_it(client, make):
    document = make()
    client.force_login(author())
    page = client.get(path(document, "change")).text
    assert path(document, "preview") in page
    assert "/part/facts/" not in page and "/part/urgent_signs/" not in page
    for name in {
        make_draft_comparison: ("options", "rows", "sections"),
        make_draft_findings: ("findings", "strength_rules", "disagreements", "sections"),
    }[make]:
        assert path(document, f"part/{name}/move") in page
    preview = client.get(path(document, "preview"))
    assert preview.status_code == 200 and "Preview for staff." in preview.text
    assert 'id="reviewed"' not in preview.text and preview.headers["X-Robots-Tag"] == "noindex"
    answer = client.post(path(document, "submit"), follow=True)
    assert "Submitted. A clinical reviewer who did not write it can sign it now." in answer.text
    client.force_login(reviewer())
    document = Document.objects.get()
    answer = client.post(path(document, "sign"), signature(document), follow=True)
    assert "Signed. Patients read edition 1 now." in answer.text
    client.post(path(document, "withdraw"), {"reason": "Wrong.", "password": PASSWORD})
    assert document.editions.get().withdrawal.reason == "Wrong."


@pytest.fixture
def opened(client):
    """A comparison of which an author has opened the first question: document, address and form."""
    document = make_draft_comparison()
    document.answers.filter(option__kind="scs").update(
        text="One line.\n\nAnother line, 4 of 14 people.[@Paper2020]"
    )
    client.force_login(author())
    address = part_path(document, "rows", document.gridrows.first())
    return document, address, Form(client.get(address).text, having="_save")


def test_an_author_fills_a_cell_in_the_admin(client, opened):
    document, address, form = opened
    assert form.label_of("gridrows-0-answer_nothing") == "Option nothing"
    sent = form.data(**{"gridrows-0-answer_nothing": "Filled in."})
    assert client.post(address, sent).status_code == 302
    first = document.answers.filter(row__position=0)
    assert first.get(option__kind="nothing").text == "Filled in."
    assert first.get(option__kind="drez").text.startswith("Answer 0 of drez") and first.count() == 5


def test_an_author_adds_a_question_with_its_answers(client, opened):
    document, _address, _form = opened
    address = part_path(document, "rows")
    answers = {f"gridrows-0-answer_{kind}": f"Told of {kind}." for kind in OPTIONS}
    form = Form(client.get(address).text, having="_save")
    sent = form.data(**answers, **{"gridrows-0-question": "What else?"})
    assert client.post(address, sent).status_code == 302
    row = document.gridrows.get(question="What else?")
    told = dict(row.answers.values_list("option__kind", "text"))
    assert told == {kind: f"Told of {kind}." for kind in OPTIONS}


def test_a_save_that_changes_no_cell_leaves_the_submission(client, opened):
    """Browsers send two signs at the end of each line."""
    document, address, _form = opened
    submit(document, author())
    form = Form(client.get(address).text, having="_save")
    sent = {
        name: re.sub("\r?\n", "\r\n", value) if isinstance(value, str) else value
        for name, value in form.data().items()
    }
    assert "\r\n" in sent["gridrows-0-answer_scs"]
    assert client.post(address, sent).status_code == 302
    assert Submission.objects.filter(document=document).exists()


def test_an_answer_with_html_is_refused_beside_its_field(client, opened):
    _document, address, form = opened
    answer = client.post(address, form.data(**{"gridrows-0-answer_nothing": "It <b>helps</b>."}))
    assert answer.status_code == 200 and "It &lt;b&gt;helps&lt;/b&gt;." in answer.text
    assert "HTML is not used here." in answer.text


def test_an_option_goes_with_its_answers_even_with_one_just_written(client, opened):
    document, question, opened_before = opened
    address = part_path(document, "options", document.options.get(kind="scs"))
    form = Form(client.get(address).text, having="_save")
    assert client.post(address, form.data(**{"options-0-DELETE": "on"})).status_code == 302
    client.post(question, opened_before.data(**{"gridrows-0-answer_scs": "Written at the last moment."}))
    assert [option.kind for option in document.options.all()] == [kind for kind in OPTIONS if kind != "scs"]
    assert document.answers.count() == 2 * 4


def test_who_may_only_look_sees_every_answer(client):
    document = make_draft_comparison()
    onlooker = make_staff()
    onlooker.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(onlooker)
    for position, row in enumerate(document.gridrows.all()):
        page = client.get(part_path(document, "rows", row))
        assert page.status_code == 200
        for kind in OPTIONS:
            assert f"Answer {position} of {kind}, 4 of 14 people." in page.text
