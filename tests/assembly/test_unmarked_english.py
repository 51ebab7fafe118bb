"""A page in Spanish is in Spanish: what stays English says so, for who listens to it and for who reads on."""

import pytest

from providers.models import Location, Provider
from tests.kit.english_words import unmarked_english
from tests.kit.turns import part_of_today
from tests.system.public_pages import EXAMPLES

ADDRESSES = [address for addresses in EXAMPLES.values() for address in addresses]
ADDRESSES += ["/conditions/crps/", "/conditions/shingles-pain/", "/nowhere/"]
EACH_DAY = 8  # every so many, tomorrow the next


def test_what_stays_english_on_a_spanish_page_says_so(client, loaded, nightly):
    real = {
        "@doctor": Provider.objects.public().first().get_absolute_url(),
        "@location": Location.objects.public().first().get_absolute_url(),
    }
    found, swept = {}, 0
    for address in part_of_today(ADDRESSES, EACH_DAY, nightly):
        for name, path in real.items():
            address = address.replace(name, path)
        if english := list(unmarked_english(client.get(f"/es{address}").text, "es")):
            found[address] = english
        swept += 1
    assert found == {}
    assert swept >= len(ADDRESSES) // EACH_DAY


@pytest.mark.parametrize(
    ("body", "is_english"),
    [
        ("<p>Ask the clinic for what you need.</p>", True),
        ('<p lang="en">Ask the clinic for what you need.</p>', False),
        ('<p>Vea <span lang="en">Ask the clinic</span>.</p>', False),
        ("<p>Pregunte a la clínica.</p><p><b>Ask</b> the <i>clinic</i></p>", True),
        ("<p>Lo dice <cite>The end of pain</cite>.</p>", False),
        ("<p>Llame al Dr. Alex Example, de Duke Clinic.</p>", False),
        ('<p>Vea <a translate="no">The House of the Pines</a>, Durham.</p>', False),
        ('<p translate="no">The House of the Pines</p>', False),
        ('<p>See the doctor of <a translate="no">The House of the Pines</a></p>', True),
    ],
)
def test_a_sentence_that_was_left_is_found(body, is_english):
    page = f'<html lang="es"><body>{body}</body></html>'
    assert bool(list(unmarked_english(page, "es"))) is is_english
