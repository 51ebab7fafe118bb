"""What every test starts from."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language active in the thread; the next test starts in English again."""
    with translation.override("en"):
        yield
