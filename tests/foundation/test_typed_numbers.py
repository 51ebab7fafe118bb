"""What stands where a number should: in the address of a step, in a form."""

import pytest

from drez_site.foundation.typed_numbers import typed_number
from tests.kit.staff_accounts import make_staff

ODD = ["", "x", "-1", "+1", "1.0", " 1", "1 ", "1\n", "²", "٣", "１", "1" * 10, "9" * 5_000, "edition"]


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_number_is_that_of_no_row(text):
    assert typed_number(text) == 0


def test_numbers_are_read():
    assert [typed_number(text) for text in ("0", "7", "007", "999999999")] == [0, 7, 7, 999_999_999]


@pytest.mark.django_db
def test_no_page_of_staff_breaks_on_an_odd_number(client):
    client.force_login(make_staff("boss", is_superuser=True))
    for text in ("²", "٣", "9" * 50):
        page = client.get(f"/admin/procedures/document/{text}/change/")
        assert page.status_code == 302, "Django says that there is no such document"
        client.post("/admin/providers/provider/removed/", {"row": text})
