"""Every rule of a signature, broken for each way to sign that keeps it, and the table that lists them."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from drez_site.foundation.dates import add_months, beginning_of
from drez_site.foundation.refusals import Refused
from drez_site.staff import resets
from procedures.models import Document, Edition
from procedures.publishing import differences, rules
from procedures.publishing.signing import sign, submit, withdraw
from procedures.publishing.steps import (
    SIGNING_STEPS,
    FullReview,
    MinorCorrection,
    Renewal,
    SignedAgain,
    SigningStep,
)
from procedures.publishing.table_of_rules import BEGIN, END, NoPlaceForTheTable, table, with_table
from procedures.publishing.talk import take_back
from tests.kit.documents import author, make_draft_article, make_procedure, make_signed_article
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import become_reviewer, make_reviewer, make_staff

pytestmark = pytest.mark.django_db
SQL = settings.BASE_DIR / "procedures/sql"


def ready(step: type[SigningStep]) -> Document:
    """A signed page of Alex's, with whatever this step signs."""
    document = make_signed_article()
    if step in (FullReview, MinorCorrection):
        document.sections.filter(kind="tests").update(body="Text of some tests.")
        submit(document, author())
    return document


def of(document: Document, step: type[SigningStep]) -> dict:
    return {"edition": document.editions.last()} if step is SignedAgain else {}


def signs(document: Document, step: type[SigningStep], by=None, **fields) -> Edition:
    return sign(document, by or make_reviewer("casey"), filled_in(step, **of(document, step) | fields))


# Each breaks one rule in a page that is ready, and then tries to sign.


def by_an_account(**fields) -> Callable:
    return lambda document, step: signs(document, step, make_reviewer("casey", **fields))


def by_its_writer(document, step):
    alex = author()
    become_reviewer(alex)
    alex.credentials, alex.conflicts_of_interest = "MD", "None declared"
    alex.save()
    return signs(document, step, alex)


def after_a_reset(document, step):
    casey = make_reviewer("casey")
    resets.record(casey, make_staff("ada", group="Administrator"))
    return signs(document, step, casey)


def in_days(**days) -> Callable:
    today = timezone.localdate
    return lambda document, step: signs(
        document, step, **{name: today() + timedelta(days=number) for name, number in days.items()}
    )


def for_today(document, step):
    return signs(document, step, live_from=beginning_of(timezone.localdate()))


def for_the_day_of_its_next_review(document, step):
    due = document.editions.get().review_due  # which a minor correction keeps
    dates = {} if step is MinorCorrection else {"review_due": due}
    return signs(document, step, live_from=beginning_of(due), **dates)


def while_another_waits(document, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Edition, "is_to_come", lambda edition: True)
        return signs(document, step)


def before_its_original(document, step):
    with pytest.MonkeyPatch.context() as patch:
        original = Edition(document=document, number=7, live_from=timezone.now() + timedelta(days=7))
        patch.setattr("procedures.publishing.translations.edition_translated", lambda *_words: original)
        return signs(document, step)


def without_a_draft(document, step):
    take_back(document)
    return signs(document, step)


def of_a_withdrawn_page(document, step):
    withdraw(document, make_reviewer("robin2"), "Wrong.")
    if step is MinorCorrection:
        submit(document, author())  # what was submitted went with the page
    return signs(document, step)


def of_another_document(document, step):
    other = make_signed_article(make_procedure("drg-stimulation", look="drg", color="blue"))
    return signs(document, step, edition=other.editions.get())


def with_much_changed(document, step):
    document.sections.filter(kind="tests").update(heading="Another heading")
    submit(document, author())
    return signs(document, step)


def with_words_out_of_order(document, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("procedures.publishing.checks.problems", lambda content: ["Out of order."])
        return signs(document, step)


def with_words_unseen(document, step):
    return signs(document, step, seen="0" * 64)


def without_a_note(document, step):
    return signs(document, step, note="  ")


BREAKS = {
    rules.signer_is_a_reviewer: (by_an_account(is_active=False), "Only an active member"),
    rules.signer_is_named: (by_an_account(credentials=""), "no administrator has confirmed yours"),
    rules.signer_declares_conflicts: (by_an_account(conflicts_of_interest=""), "Add your conflicts"),
    rules.sign_in_was_not_reset: (after_a_reset, "Somebody made you a new sign-in link: you can sign from"),
    rules.signer_wrote_none_of_the_words: (by_its_writer, "You wrote some of these words"),
    rules.review_has_happened: (in_days(reviewed_on=1), "in the future: enter the day"),
    rules.next_review_is_within_three_years: (in_days(review_due=3 * 366 + 1), "choose a day within 3 years"),
    rules.next_review_is_ahead: (in_days(review_due=0), "not in the future: choose a day after today"),
    rules.day_is_to_come: (for_today, "That day has begun: choose a day after today"),
    rules.goes_live_before_its_next_review: (for_the_day_of_its_next_review, "choose an earlier day"),
    rules.nothing_waits_for_its_day: (while_another_waits, "Edition 1 waits for its day: call it off first"),
    rules.original_is_read_by_then: (before_its_original, "Patients read edition 7 of the English page from"),
    rules.draft_is_submitted: (without_a_draft, "has just signed it as edition 1. Open the document again."),
    rules.page_can_be_renewed: (of_a_withdrawn_page, "sign an older edition again"),
    rules.edition_is_of_this_document: (of_another_document, "Choose the edition of this document"),
    rules.page_to_correct_is_up: (of_a_withdrawn_page, "only a full review brings it back"),
    rules.correction_is_small: (with_much_changed, "Headings changed: sign it as a full review."),
    rules.words_are_those_on_the_screen: (with_words_unseen, "Read them again before you sign"),
    rules.words_pass_the_checks: (with_words_out_of_order, "Out of order."),
    rules.readers_learn_what_changed: (without_a_note, "Say what changed, in words for patients."),
}
KEPT_BY_THE_DATABASE = {
    rules.signer_is_shown_as_they_are,
    rules.sources_stand,
    rules.pictures_are_kept,
    rules.pictures_are_named_to_the_letter,
    rules.words_were_saved,
    rules.words_have_their_hash,
    rules.demonstration_stays_one,
    rules.numbers_follow,
    rules.numbers_are_given_once,
}
KEPT = [(step, rule) for step in SIGNING_STEPS for rule in step.rules if rule in BREAKS]


@pytest.mark.parametrize("step", SIGNING_STEPS)
def test_what_breaks_no_rule_is_signed(step):
    document = ready(step)
    edition = signs(document, step)
    assert (edition.number, edition.kind) == (2, step.kind)


@pytest.mark.parametrize(("step", "rule"), KEPT, ids=[f"{step.__name__}-{rule.name}" for step, rule in KEPT])
def test_what_breaks_a_rule_is_refused_with_its_sentence_alone(step, rule):
    document = ready(step)
    breaks, sentence = BREAKS[rule]
    with pytest.raises(Refused) as refusal:
        breaks(document, step)
    [reason] = refusal.value.messages
    assert sentence in reason
    assert document.editions.count() == 1


def test_the_next_review_may_be_on_the_last_day_but_neither_later_nor_past():
    today, casey, document = timezone.localdate(), make_reviewer("casey"), ready(Renewal)
    last = add_months(today, 12 * rules.LONGEST_YEARS)
    for due, sentence in [
        (last + timedelta(days=1), "choose a day within 3 years"),
        (today - timedelta(days=1), "choose a day after today"),
    ]:
        with pytest.raises(Refused, match=sentence):
            signs(document, Renewal, casey, review_due=due)
    for due in (last, today + timedelta(days=1)):
        assert signs(document, Renewal, casey, review_due=due).review_due == due


def test_every_rule_is_broken_somewhere():
    """Those of no step would be rules on paper; the rest the database keeps (test_signatures.py)."""
    assert set(rules.EVERY_RULE) == BREAKS.keys() | KEPT_BY_THE_DATABASE
    assert {rule for step in SIGNING_STEPS for rule in step.rules} == set(rules.EVERY_RULE)
    assert len(KEPT) == 58
    assert all(kept.held_by for kept in KEPT_BY_THE_DATABASE)


def test_there_is_a_step_for_each_kind_of_signature():
    assert [step.kind for step in SIGNING_STEPS] == list(Edition.Kind)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (MinorCorrection, "There is no edition to correct"),
        (Renewal, "There is no edition to renew: sign it as a full review."),
        (FullReview, "ask its author to submit it"),
    ],
)
def test_before_the_first_edition(step, sentence):
    with pytest.raises(Refused, match=sentence):
        signs(make_draft_article(), step)


def test_sentences_say_the_limits_that_rules_hold(monkeypatch):
    monkeypatch.setattr(rules, "LONGEST_YEARS", 2)
    with pytest.raises(Refused, match="choose a day within 2 years of this one"):
        in_days(review_due=2 * 366 + 1)(ready(Renewal), Renewal)
    assert f"Only words change, up to {differences.MOST_CHANGED_WORDS}:" in rules.correction_is_small.sentence
    assert not any("{" in rule.sentence for rule in rules.EVERY_RULE)


# The table


def test_security_md_lists_the_rules_of_the_code():
    text = (settings.BASE_DIR / "SECURITY.md").read_text()
    assert table() in text
    assert with_table(text) == text, "run `manage.py write_signing_rules`"


def test_the_command_puts_the_table_in_its_place(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    page = tmp_path / "SECURITY.md"
    page.write_text(f"Before.\n\n{BEGIN}\nAn older table.\n{END}\n\nAfter.\n")
    call_command("write_signing_rules", stdout=StringIO())
    assert page.read_text() == f"Before.\n\n{BEGIN}\n\n{table()}\n\n{END}\n\nAfter.\n"


def test_the_table_names_all_that_the_database_refuses():
    sql = "".join(path.read_text() for path in sorted(SQL.glob("*.sql")))
    refused = set(re.findall(r"refuse_signature\('(edition_\w+)'", sql))
    constraints = {constraint.name for constraint in Edition._meta.constraints}
    assert len(refused) == 19 and len(constraints) == 4
    assert {name for rule in rules.EVERY_RULE for name in rule.held_by} == refused | constraints


def test_a_text_without_a_place_for_the_table_is_refused():
    for text in ("Nothing.", BEGIN, f"{BEGIN}{BEGIN}"):
        with pytest.raises(NoPlaceForTheTable):
            with_table(text)
