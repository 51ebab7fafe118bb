"""What a clinic may not say of itself: results belong into signed articles, with their sources."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.languages.wording import refused_words

# A share of patients, or a comparison with others.
OUTCOMES = {
    "en": re.compile(
        r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:%|per ?cent\b)|\b\d+ (?:out )?of (?:every |our )?\d+\b"
        r"|\b(?:best|leading|top|number one|no\. ?1|unmatched|better (?:than|results))\b|#\s?1\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:%|por ciento\b)|\b\d+ de(?: cada)? \d+\b"
        r"|\bcuramos\b|\b(?:l[oa]s? mejor(?:es)?|el mejor|mejores resultados)\b"
        r"|\b(?:l[ií]der(?:es)?|n[uú]mero uno|inigualables?)\b",
        re.IGNORECASE,
    ),
}


def no_outcome_claims_in_english(text: str):
    _refuse_outcome_claims(text, "en")


def no_outcome_claims_in_spanish(text: str):
    _refuse_outcome_claims(text, "es")


def _refuse_outcome_claims(text: str, language: str):
    """Raise ValidationError with the words that claim a result or a rank."""
    found = next((words for words, _advice in refused_words(text, language)), None)
    if claim := OUTCOMES[language].search(text):
        found = found or claim[0]
    if found:
        raise ValidationError(
            _(
                "Do not write “%(words)s”: it claims a result, or that you are better than others. "
                "Say what you do, like “We answer calls within one working day”."
            ),
            code="claim",
            params={"words": found},
        )


def not_a_later_year(year: int):
    if year > timezone.localdate().year:
        raise ValidationError(_("This year has not come yet."), code="future")
