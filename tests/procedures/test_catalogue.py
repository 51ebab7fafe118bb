"""What the site offers to read about its operations: what is up, in whose words, and nothing that is down."""

import pytest

from procedures.catalogue import Catalogue, titled
from procedures.models import Procedure
from procedures.publishing.signing import withdraw
from tests.kit.documents import (
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_comparison,
    make_signed_findings,
    reviewer,
)

pytestmark = pytest.mark.django_db

COMPARISON, FINDINGS = 'href="/procedures/compare/"', 'href="/evidence/findings/"'


def test_a_card_has_the_signed_words_and_no_draft_has_one():
    document = make_draft_article(make_procedure("second", position=2), title="Signed", summary="In short.")
    document.glancefacts.create(value="5 hours", label="in surgery", icon="clock")
    make_edition(document)
    make_signed_article(make_procedure("first", position=1), title="Leads")
    make_draft_article(make_procedure("third", position=3), title="Draft")
    leading, other = Catalogue.of("en").cards
    assert (leading.title, leading.procedure.slug) == ("Leads", "first")
    assert (other.title, other.summary, other.words_language) == ("Signed", "In short.", "en")
    assert other.facts == [{"value": "5 hours", "label": "in surgery", "icon": "clock"}]


def test_a_language_without_an_article_has_the_plain_name_and_english_words():
    procedure = make_procedure(name="Plain name")
    make_signed_article(procedure, title="English title", summary="In English.")
    (card,) = Catalogue.of("es").cards
    assert (card.title, card.summary, card.words_language) == ("Plain name", "In English.", "en")
    make_signed_article(procedure, language="es", title="Título", summary="En español.", translates_edition=1)
    (card,) = Catalogue.of("es").cards
    assert (card.title, card.summary, card.words_language) == ("Título", "En español.", "es")
    assert [each.title for each in titled(Procedure.objects.all(), "es")] == ["Título"]


def test_what_the_address_of_a_language_does_not_show_is_not_offered_there():
    """The Spanish address answers for the Spanish document, even when the English page is up."""
    procedure = make_procedure()
    for make in (make_signed_comparison, make_signed_findings):
        make()
        withdraw(make(language="es"), reviewer(), "Wrong.", with_translations=False)
    make_signed_article(procedure)
    spanish = make_signed_article(procedure, language="es", translates_edition=1)
    withdraw(spanish, reviewer(), "Wrong.", with_translations=False)
    english, spanish = Catalogue.of("en"), Catalogue.of("es")
    assert (len(english.cards), english.has_comparison, english.has_findings) == (1, True, True)
    assert (spanish.cards, spanish.has_comparison, spanish.has_findings) == ((), False, False)


def test_all_of_it_is_one_query(django_assert_num_queries):
    for slug in ("one", "two"):
        make_signed_article(make_procedure(slug))
    make_signed_comparison()
    make_signed_findings()
    with django_assert_num_queries(1):
        catalogue = Catalogue.of("en")
        assert [(card.procedure.name, card.facts) for card in catalogue.cards]


@pytest.mark.parametrize("address", ["/", "/procedures/", "/procedures/compare/", "/evidence/findings/"])
def test_pages_link_only_to_what_is_up(client, address):
    make_signed_article()
    comparison, findings = make_signed_comparison(), make_signed_findings()
    page = client.get(address).text
    assert COMPARISON in page and FINDINGS in page
    down = comparison if address == "/evidence/findings/" else findings
    withdraw(down, reviewer(), "Wrong.")
    page = client.get(address)
    assert page.status_code == 200
    assert (COMPARISON if down == comparison else FINDINGS) not in page.text
