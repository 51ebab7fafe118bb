"""The rules of a signature, one function each. `manage.py write_signing_rules` puts them into SECURITY.md.

The first line of a rule's docstring is its row of that table. The rule names what refuses the same in the
database (sql/edition_is_signed.sql, or a constraint of Edition), and yields what the signer reads: a sentence
that says what to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.dates import add_months
from drez_site.foundation.languages.claims import no_results
from drez_site.foundation.sign_in_hold import HOLD_HOURS

from ..kinds import Content
from ..models import Document, Edition
from ..models.edition import LONGEST_YEARS
from . import checks, differences, translations
from .four_eyes import Writers
from .people import Person

# What the first lines of docstrings below name in braces.
LIMITS = {"years": LONGEST_YEARS, "words": differences.MOST_CHANGED_WORDS, "hours": HOLD_HOURS}
WORDS_CHANGED = gettext_lazy("The words changed after you opened them. Read them again before you sign.")

Reasons = Iterator[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What a signature stands under, and who wrote it."""

    content: Content
    content_hash: str
    writers: Writers


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A signature that somebody wants to give. `words` is None when there are none that it could be given to.

    What the signer has not filled in yet is empty: only the rules about words and signer can be asked then.
    """

    document: Document
    newest: Edition | None
    reviewer: Person
    words: Words | None
    note: str = ""
    seen: str = ""
    reviewed_on: date | None = None
    review_due: date | None = None
    live_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of a signature. `held_by` names what in the database refuses the same, if anything."""

    name: str
    sentence: str
    held_by: tuple[str, ...]
    reasons: Callable[[Attempt], Reasons]

    def __call__(self, attempt: Attempt) -> Reasons:
        """What this rule has against the attempt."""
        return self.reasons(attempt)


def rule(*held_by: str) -> Callable[[Callable[[Attempt], Reasons]], Rule]:
    """Make a rule of a function that yields reasons."""

    def declare(reasons: Callable[[Attempt], Reasons]) -> Rule:
        sentence = (reasons.__doc__ or "").partition("\n")[0].format_map(LIMITS)
        return Rule(reasons.__name__, sentence, held_by, reasons)

    return declare


def kept_by_the_database(name: str, sentence: str) -> Rule:
    """A rule that only scripts run into: the program fills in its subject, or another rule refuses first."""
    return Rule(name, sentence, (name,), lambda attempt: iter(()))


# Who signs


@rule("edition_is_signed_by_a_clinical_reviewer")
def signer_is_a_reviewer(attempt: Attempt) -> Reasons:
    """The signer is an active member of the group *Clinical reviewer*."""
    if not attempt.reviewer.is_clinical_reviewer:
        yield _("Only an active member of the group Clinical reviewer can sign.")


@rule("edition_names_its_reviewer_credentials_and_conflicts")
def signer_is_named(attempt: Attempt) -> Reasons:
    """The signer's account has a full name and credentials."""
    if not attempt.reviewer.full_name or not attempt.reviewer.credentials:
        yield _(
            "Patients read your name and credentials beside what you sign, and no administrator has "
            "confirmed yours yet. Propose them under “My account”, or wait for the answer if you have."
        )


@rule("edition_names_its_reviewer_credentials_and_conflicts")
def signer_declares_conflicts(attempt: Attempt) -> Reasons:
    """The signer's account declares conflicts of interest, or that there are none."""
    if not attempt.reviewer.conflicts_of_interest:
        yield _("Add your conflicts of interest under “My account”, or “None declared”.")


@rule("edition_is_not_signed_after_a_reset")
def sign_in_was_not_reset(attempt: Attempt) -> Reasons:
    """No administrator made the signer a sign-in link within {hours} hours, or another reviewer vouched."""
    if until := attempt.reviewer.waits_until:
        yield _(
            "Somebody made you a new sign-in link: you can sign from %(moment)s on, or as soon as another "
            "clinical reviewer vouches for you. You can take pages down at any time."
        ) % {"moment": format_date(timezone.localtime(until), "j F Y, H:i")}


@rule("edition_is_not_signed_by_its_writers")
def signer_wrote_none_of_the_words(attempt: Attempt) -> Reasons:
    """The signer wrote none of the words that changed (below)."""
    if attempt.words:
        yield from attempt.words.writers.reasons_against(attempt.reviewer)


signer_is_shown_as_they_are = kept_by_the_database(
    "edition_shows_its_reviewer_as_they_are",
    "Name, credentials and conflicts on the edition are those of the signer's account.",
)

# When


@rule("edition_is_not_reviewed_in_the_future")
def review_has_happened(attempt: Attempt) -> Reasons:
    """The day of the review is not in the future."""
    if attempt.reviewed_on and attempt.reviewed_on > timezone.localdate():
        yield _("The day of the review is in the future: enter the day on which you read the page.")


@rule("edition_review_due_within_three_years")
def next_review_is_within_three_years(attempt: Attempt) -> Reasons:
    """The next review is due within {years} years of this one."""
    reviewed_on, review_due = attempt.reviewed_on, attempt.review_due
    if reviewed_on and review_due and review_due > add_months(reviewed_on, 12 * LONGEST_YEARS):
        yield _("The next review is too far away: choose a day within %(years)d years of this one.") % {
            "years": LONGEST_YEARS
        }


@rule()
def next_review_is_ahead(attempt: Attempt) -> Reasons:
    """The next review is due after today."""
    if attempt.review_due and attempt.review_due <= timezone.localdate():
        yield _("The next review is not in the future: choose a day after today.")


@rule()
def day_is_to_come(attempt: Attempt) -> Reasons:
    """A moment from which patients read it, if one is given, has not come yet."""
    if attempt.live_from and attempt.live_from <= timezone.now():
        yield _("That day has begun: choose a day after today, or none to publish at once.")


@rule("edition_goes_live_before_its_next_review")
def goes_live_before_its_next_review(attempt: Attempt) -> Reasons:
    """It goes live before its next review is due."""
    live_from, review_due = attempt.live_from, attempt.review_due
    if live_from and review_due and timezone.localdate(live_from) >= review_due:
        yield _("Its next review would be due before anybody reads it: choose an earlier day.")


@rule("edition_follows_what_patients_read")
def nothing_waits_for_its_day(attempt: Attempt) -> Reasons:
    """No newer edition waits for its day."""
    if attempt.newest and attempt.newest.is_to_come():
        yield _("Edition %(number)d waits for its day: call it off first, or sign a full review.") % {
            "number": attempt.newest.number
        }


@rule("edition_translates_what_patients_read", "edition_translates_what_is_not_taken_down")
def original_is_read_by_then(attempt: Attempt) -> Reasons:
    """A translation goes live with the English edition that it names, or later."""
    if attempt.words is None:
        return
    original = translations.edition_translated(attempt.document, attempt.words.content)
    yield from translations.reasons_if_called_off(original)
    yield from translations.reasons_if_taken_down(original)
    if original and original.is_to_come() and (attempt.live_from or timezone.now()) < original.live_since:
        yield _(
            "Patients read edition %(number)d of the English page from %(day)s on: choose that day for its "
            "translation, or a later one."
        ) % {
            "number": original.number,
            "day": format_date(timezone.localtime(original.live_since), "j F Y"),
        }


# Which words


@rule("edition_signs_the_submitted_draft")
def draft_is_submitted(attempt: Attempt) -> Reasons:
    """The words are those that were submitted, whatever was written in the draft since."""
    if attempt.words:
        return
    if attempt.newest is None:
        yield _("No draft is submitted: ask its author to submit it.")
    else:
        yield _(
            "No draft is submitted: it was taken back, or %(reviewer)s has just signed it as edition "
            "%(number)d. Open the document again."
        ) % {"reviewer": attempt.newest.reviewer_name, "number": attempt.newest.number}


@rule("edition_signs_words_that_were_signed")
def page_can_be_renewed(attempt: Attempt) -> Reasons:
    """The words are those of the newest edition, and nobody withdrew it."""
    if attempt.newest is None:
        yield _("There is no edition to renew: sign it as a full review.")
    elif attempt.words is None:
        yield _("Only a page that is not withdrawn can be renewed: sign an older edition again.")


@rule("edition_signs_words_that_were_signed")
def edition_is_of_this_document(attempt: Attempt) -> Reasons:
    """The words are those of an earlier edition of the same document."""
    if attempt.words is None:
        yield _("Choose the edition of this document to sign again.")


@rule()
def words_are_those_on_the_screen(attempt: Attempt) -> Reasons:
    """The words are those that the signer's page showed."""
    if attempt.words and attempt.seen and attempt.seen != attempt.words.content_hash:
        yield str(WORDS_CHANGED)


@rule()
def words_pass_the_checks(attempt: Attempt) -> Reasons:
    """The words keep the rules of writing: sections, sources, numbers, wording."""
    if attempt.words:
        yield from checks.problems(attempt.words.content)


@rule("edition_says_what_changed")
def readers_learn_what_changed(attempt: Attempt) -> Reasons:
    """A note for patients says what changed, and claims no result."""
    if not attempt.note.strip():
        yield _("Say what changed, in words for patients.")
    try:
        no_results(attempt.note)
    except ValidationError as claim:
        yield from claim.messages


sources_stand = kept_by_the_database(
    "edition_rests_on_no_marked_source", "The words cite no paper that is marked as retracted."
)
pictures_are_kept = kept_by_the_database(
    "edition_shows_pictures_that_are_kept", "Every picture that the words show is one that somebody added."
)
pictures_are_named_to_the_letter = kept_by_the_database(
    "edition_names_pictures_to_the_letter", "The words name each picture just as its button writes it."
)
words_were_saved = kept_by_the_database(
    "edition_signs_a_saved_draft", "The words were saved as a draft, so that it is known who wrote them."
)
words_have_their_hash = kept_by_the_database(
    "edition_hash_is_that_of_its_words",
    "The SHA-256 hash is that of the words, and these are of the document's kind and language.",
)
demonstration_stays_one = kept_by_the_database(
    "edition_is_as_real_as_its_draft",
    "An edition is demonstration data exactly when its draft is, and only on a demonstration.",
)
numbers_follow = kept_by_the_database(
    "edition_number_follows_the_last", "The edition's number is one more than the last."
)
numbers_are_given_once = kept_by_the_database(
    "edition_number_is_given_once", "No two editions of a document have one number."
)

# What a minor correction may change


@rule("edition_minor_correction_keeps_the_dates")
def page_to_correct_is_up(attempt: Attempt) -> Reasons:
    """It follows a page that is up, and keeps the dates of its review."""
    if attempt.newest is None:
        yield _("There is no edition to correct: sign it as a full review.")
    elif attempt.newest.taken_down_on():
        yield _("The page was taken down: only a full review brings it back.")


@rule()
def correction_is_small(attempt: Attempt) -> Reasons:
    """Only words change, up to {words}: no heading, number, source, risk, limit, answer or drawing."""
    if attempt.words and attempt.newest:
        yield from differences.reasons_against_minor_correction(attempt.newest.content, attempt.words.content)


OF_THE_SIGNER = (
    signer_is_a_reviewer,
    signer_is_named,
    signer_declares_conflicts,
    sign_in_was_not_reset,
    signer_wrote_none_of_the_words,
    signer_is_shown_as_they_are,
)
OF_THE_DATES = (review_has_happened, next_review_is_within_three_years, next_review_is_ahead)
OF_THE_DAY = (day_is_to_come, goes_live_before_its_next_review)
OF_EVERY_EDITION = (
    original_is_read_by_then,
    words_are_those_on_the_screen,
    words_pass_the_checks,
    sources_stand,
    pictures_are_kept,
    pictures_are_named_to_the_letter,
    words_have_their_hash,
    demonstration_stays_one,
    numbers_follow,
    numbers_are_given_once,
)
OF_A_DRAFT = (draft_is_submitted, words_were_saved)
EVERY_RULE = (
    *OF_THE_SIGNER,
    *OF_THE_DATES,
    *OF_THE_DAY,
    nothing_waits_for_its_day,
    *OF_A_DRAFT,
    page_can_be_renewed,
    edition_is_of_this_document,
    page_to_correct_is_up,
    correction_is_small,
    readers_learn_what_changed,
    *OF_EVERY_EDITION,
)
