"""Pages of the library, as a test reads them."""


def page(client, path: str, status=200) -> str:
    """Its HTML, once it answered with this status."""
    response = client.get(path)
    assert response.status_code == status
    return response.text


def main(text: str) -> str:
    """What stands in the main part, on one line."""
    return " ".join(text.partition("<main")[2].partition("</main>")[0].split())


def keys(text: str) -> list[str]:
    """Of the sources on a page of the list, in order."""
    return [part.partition("/")[0] for part in main(text).split('<h3><a href="/evidence/')[1:]]
