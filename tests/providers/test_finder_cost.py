"""What a page of the finder costs: queries and bytes."""

import pytest

from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.finder import cards, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # place, operations, the search, cards, and three for who may be near off the map
        ("/doctors/?near=27710", 7),
        ("/doctors/?near=27710&page=2", 4),
        ("/doctors/?near=27710&procedure=drez-lesioning&within=250", 7),
        # with those whose distance is not known
        ("/doctors/?near=27710&page=3", 4),
        ("/doctors/", 3),
        ("/doctors/?near=Springfield", 2),
    ],
)
def test_queries(rf, drez, address, queries, django_assert_num_queries):
    """The search's own: what the layout asks for besides is counted where the layout is."""
    from providers.forms import FindADoctorForm
    from providers.presenters import page_for
    from providers.search import answer

    place, other, nowhere = (
        make_location(),
        make_location(at=(40, -80)),
        make_location(at=None),
    )
    for i in range(21):
        make_doctor(f"D{i}", place, other, does=[drez], specialties=[make_specialty(f"S{i}")])
    make_doctor("Lost", nowhere, does=[drez])
    with django_assert_num_queries(queries):
        form = FindADoctorForm(rf.get(address).GET)
        assert form.is_valid()
        str(form)
        if not form.which_place:
            page = page_for(answer(form.query()))
            assert [card.languages_text + card.specialty_text for card in page.cards + page.unplaced]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # clinic, navigation, operations with the choices of the filters, place, the search, cards
        # and three for who is off the map
        ("/doctors/?near=27710", 9),
        ("/doctors/?near=27710&page=3", 6),
        ("/doctors/?near=27710&size=100", 9),
        # and who is meant by the name, on the map and off it
        ("/doctors/?near=27710&procedure=drez-lesioning&within=250&accepting=yes&telehealth=yes&q=d1", 11),
        ("/doctors/", 5),
    ],
)
def test_queries_of_the_whole_page(client, drez, address, queries, django_assert_num_queries):
    place, nowhere = make_location(), make_location(at=None)
    for i in range(25):
        make_doctor(f"D{i}", place if i < 22 else nowhere, does=[drez])
    with django_assert_num_queries(queries):
        assert cards(get(client, address))


def test_many_cards_are_still_a_light_page(client, drez, drg):
    """100 doctors, each at a place of their own; the rest of the page is 22 kB (see tests/system)."""
    spanish, surgeon = make_language(), make_specialty()
    for number in range(100):
        place = make_location(f"Clinic {number * 7919 % 997}", at=(36 + number / 50, -79 + number / 31))
        make_doctor(
            f"Name{number * 104_729 % 9_973}",
            place,
            does=[drez, drg],
            speaks=[spanish],
            specialties=[surgeon],
        )
    response = client.get("/doctors/?near=27710&size=100", headers={"accept-encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert len(response.content) <= 15_000
    assert len(cards(get(client, "/doctors/?near=27710&size=100"))) == 100
