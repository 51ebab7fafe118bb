"""What the tests of staff share."""

import pytest


@pytest.fixture
def second_factor_required(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
