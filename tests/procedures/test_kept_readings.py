"""Signed words are rendered once in a process; what stands beside them and is not signed is as it is now."""

import pytest

from procedures import markup
from procedures.models import Document
from procedures.publishing import retractions
from tests.kit.documents import (
    make_cited_paper,
    make_edition,
    make_signed_article,
    make_signed_comparison,
    mark_retracted,
    reviewer,
)

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"


@pytest.fixture
def rendered(monkeypatch):
    """The Markdown texts that were rendered since the test began."""
    texts: list[str] = []
    for name in ("render", "render_inline"):
        plain = getattr(markup.DocumentRenderer, name)
        monkeypatch.setattr(
            markup.DocumentRenderer,
            name,
            lambda self, text, plain=plain: texts.append(text) or plain(self, text),
        )
    return texts


def test_an_edition_is_rendered_once_in_each_language(client, rendered):
    make_signed_article(summary="Rendered once in each language.")
    for address in (PAGE, f"/es{PAGE}"):
        rendered.clear()
        first = client.get(address)
        assert rendered
        rendered.clear()
        assert client.get(address).content == first.content
        assert rendered == []
    assert "Reference 1" in client.get(PAGE).text
    assert 'aria-label="Referencia 1"' in client.get(f"/es{PAGE}").text


def test_new_words_are_read_as_soon_as_they_are_signed_and_old_ones_when_signed_again(client):
    document = make_signed_article(summary="First words.")
    assert "First words." in client.get(PAGE).text
    Document.objects.update(summary="Second words.")
    make_edition(document)
    assert "Second words." in client.get(PAGE).text
    assert "First words." not in client.get(PAGE).text
    Document.objects.update(summary="First words.")
    make_edition(document)
    assert "First words." in client.get(PAGE).text


def test_a_mark_of_retraction_is_on_the_page_and_off_it_at_once(client):
    make_cited_paper()
    make_signed_article()
    warning = "do not rely on it"
    assert warning not in client.get(PAGE).text
    mark = mark_retracted()
    assert warning in client.get(PAGE).text
    retractions.refuse(mark, reviewer())
    assert warning not in client.get(PAGE).text


def test_a_comparison_is_kept_for_each_choice_of_its_readers(client):
    make_signed_comparison()
    address = "/procedures/compare/"
    every, some = client.get(address), client.get(f"{address}?option=drez&option=drg")
    assert every.content != some.content
    assert client.get(address).content == every.content
    assert client.get(f"{address}?option=drg&option=drez").content != every.content
