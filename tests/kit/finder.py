"""Asking the finder as a browser does."""

import re


def get(client, address, status=200):
    """The answer at this address, which must have this status."""
    response = client.get(address)
    assert response.status_code == status, address
    return response


def cards(response) -> list[tuple[str, str]]:
    """(slug, miles) of the cards on the page, in order."""
    return re.findall(r'data-doctor="([^"]*)" data-miles="([^"]*)"', response.content.decode())
