"""What keeps a comparison and findings from being signed, and how they go through staff's hands."""

import pytest
from django.db import IntegrityError, connection, transaction

from procedures.models import Document, Option, Submission
from procedures.publishing import checks
from procedures.publishing.differences import changes, more_than_a_correction
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze, words

from .factories import author, make_comparison, make_findings, make_paper, mark_retracted, reviewer
from .test_signing_admin import PASSWORD, path, signature

pytestmark = pytest.mark.django_db


def problems(document) -> str:
    return "\n".join(checks.problems(freeze(Document.objects.get(pk=document.pk))))


def test_complete_drafts_have_no_problems():
    assert problems(make_comparison(sign_it=False)) == ""
    assert problems(make_findings(sign_it=False)) == ""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda d: d.gridrows.filter(position=1).update(nothing=" "),
            "Answer “What did studies find?” for the option “no procedure”: the cell is empty. "
            "Write “Not known: we found no study” if that is so.",
        ),
        (
            lambda d: d.options.filter(kind="scs").delete(),
            "Add the option “spinal cord stimulation”: it is missing.",
        ),
        (lambda d: d.gridrows.all().delete(), "Add questions to the comparison: there is none."),
        (
            lambda d: d.gridrows.update(drg="So.[@Nobody1900]"),
            "Correct [@Nobody1900] or add that publication",
        ),
        (lambda d: mark_retracted(), "was retracted on"),
        (
            lambda d: d.gridrows.update(care="Helped 4 of 14 people."),
            "Cite a source for “Helped 4 of 14 people.",
        ),
        (lambda d: d.gridrows.update(care="In 7% [@Paper2020]"), "Write “7%” as people"),
        (
            lambda d: d.gridrows.update(drez="word " * 40),
            "Tell every option in equal detail: “DREZ lesioning” has 80 words",
        ),
        (lambda d: d.gridrows.update(drez="It is safe."), "Do not write “safe”."),
        (lambda d: d.sections.filter(kind="funding").delete(), "Add the section “who paid”: it is missing."),
        (
            lambda d: d.sections.filter(kind="not_known").update(body="Only 3 people."),
            "Cite a source for “Only 3 people.",
        ),
    ],
)
def test_each_problem_of_a_comparison_says_what_to_do(spoil, sentence):
    document = make_comparison(sign_it=False)
    spoil(document)
    assert sentence in problems(document)


def test_an_unknown_answer_counts_as_filled():
    document = make_comparison(sign_it=False)
    answers = dict.fromkeys(Option.Kind.values, "Not known: we found no study.")
    document.gridrows.update(**answers)
    assert problems(document) == ""


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
            "Add the section “how the page is kept right”",
        ),
    ],
)
def test_each_problem_of_findings_says_what_to_do(spoil, sentence):
    document = make_findings(sign_it=False)
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
    document = make_findings(sign_it=False)
    keys = [
        make_paper(f"Bears{number}", kind=kind, level=level).key
        for number, (kind, level) in enumerate(papers, 1)
    ]
    document.findings.update(strength=strength, outcome="So.[" + "; ".join(f"@{key}" for key in keys) + "]")
    assert problems(document) == ""


def test_the_database_keeps_counts_within_their_group():
    document = make_findings(sign_it=False)
    for happened, out_of in ((5, 4), (1, None), (None, 4), (0, 0)):
        with pytest.raises(IntegrityError, match="finding_counts_people"), transaction.atomic():
            document.findings.update(happened=happened, out_of=out_of)


@pytest.mark.parametrize(
    ("make", "table", "change"),
    [
        (make_comparison, "option", "name = 'Other'"),
        (make_comparison, "gridrow", "drez = 'Other'"),
        (make_findings, "finding", "outcome = 'Other'"),
        (make_findings, "strengthrule", "rule = 'Other'"),
        (make_findings, "disagreement", "why = 'Other'"),
    ],
)
def test_any_change_takes_the_submission_back(make, table, change):
    document = make(sign_it=False)
    submit(document, author())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE procedures_{table} SET {change}")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("make", "related", "field"),
    [
        (make_comparison, "options", "name"),
        (make_comparison, "gridrows", "question"),
        *((make_comparison, "gridrows", kind) for kind in Option.Kind.values),
        (make_findings, "findings", "indication"),
        (make_findings, "findings", "label"),
        (make_findings, "findings", "outcome"),
        (make_findings, "findings", "follow_up"),
        (make_findings, "strengthrules", "rule"),
        *((make_findings, "disagreements", part) for part in ("question", "one", "other", "why")),
    ],
)
def test_every_word_is_signed_and_compared_and_needs_a_full_review(make, related, field):
    document = make(sign_it=False)
    before = freeze(document)
    getattr(document, related).update(**{field: "Zebra"})
    after = freeze(Document.objects.get(pk=document.pk))
    assert before != after
    assert any("Zebra" in text for text in words(after).values())
    assert any(("added", "Zebra") in change.runs for change in changes(before, after))
    assert "Answers or findings changed: sign it as a full review." in more_than_a_correction(before, after)


@pytest.mark.parametrize(
    ("make", "address"),
    [(make_comparison, "/procedures/compare/"), (make_findings, "/evidence/findings/")],
)
def test_every_signed_text_is_on_the_page(client, make, address):
    make(body="Words before all others.")
    page = client.get(address).text
    assert page.index("Words before all others.") < page.index("About how_to_read")


@pytest.mark.parametrize("make", [make_comparison, make_findings])
def test_staff_write_preview_submit_and_sign_it(client, make):
    document = make(sign_it=False)
    client.force_login(author())
    page = client.get(path(document, "change")).text
    assert path(document, "preview") in page
    assert "glancefacts-" not in page and "urgentsigns-" not in page
    for prefix in {
        make_comparison: ("options", "gridrows", "sections"),
        make_findings: ("findings", "strengthrules", "disagreements", "sections"),
    }[make]:
        assert f'name="{prefix}-0-id"' in page
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


def test_an_author_fills_a_cell_in_the_admin(client):
    document = make_comparison(sign_it=False)
    client.force_login(author())
    page = client.get(path(document, "change"))
    form = {}
    for formset in [each.formset for each in page.context["inline_admin_formsets"]]:
        form |= {
            f"{formset.prefix}-TOTAL_FORMS": len(formset.forms),
            f"{formset.prefix}-INITIAL_FORMS": len(formset.forms),
        }
        for each in formset.forms:
            form |= {each.add_prefix(name): each[name].value() for name in each.fields}
    form |= {"kind": "comparison", "language": "en", "title": document.title, "summary": "S."}
    form["gridrows-0-nothing"] = "Filled in."
    form = {name: "" if value is None else value for name, value in form.items()}
    assert client.post(path(document, "change"), form).status_code == 302
    assert document.gridrows.first().nothing == "Filled in."
