"""A day that has not come yet is refused, in words that fit every field that asks for a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from drez_site.foundation.dates import not_in_the_future


def test_tomorrow_is_refused_and_the_error_supposes_nothing_of_the_field():
    """Doctors' offices are asked, notices are read by translators, pages are tested: one sentence for all."""
    not_in_the_future(timezone.localdate())
    with pytest.raises(ValidationError) as refusal:
        not_in_the_future(timezone.localdate() + timedelta(days=1))
    assert refusal.value.messages == ["This day has not come yet."]
