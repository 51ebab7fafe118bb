"""How long the word of a doctor's office counts. An older answer is not known any more."""

from datetime import timedelta

CHECKED_IS_GOOD_FOR = timedelta(days=90)
CONFIRMED_IS_GOOD_FOR = timedelta(days=365)
