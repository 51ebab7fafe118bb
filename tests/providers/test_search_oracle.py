"""Hundreds of random questions, answered again in plain Python: the same doctors, in the same order.

The oracle shares no code with the search. It reads the tables, not the index; it knows its own formula for
distances, its own way to fold names, and its own trigrams.
"""

import random
import re
import unicodedata
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from geographiclib.geodesic import Geodesic

from providers.models import Language, Location, Offering, Place, Practice, Provider, Specialty
from providers.search import DirectoryQuery, NoneMatch, answer, names, statements
from tests.kit.distances import haversine

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("America/New_York"))
FAR_PLACES = [
    (13.4443, 144.7937),  # Guam
    (61.2181, -149.9003),  # Anchorage
    (51.88, -176.6581),  # Adak, and on the other side of the 180th meridian
    (52.0, 177.5),  # Kiska
    (-14.2756, -170.702),  # Pago Pago
    (-17.7134, 179.9),
    (21.3069, -157.8583),  # Honolulu
    (18.4655, -66.1057),  # San Juan
    (89.99, 10.0),
]
FAMILIES = [
    *("Smith", "Smyth", "Smithson", "Nguyen", "Osei", "O'Brien", "OBrien", "Núñez", "Nunes", "Ng", "Lee"),
    *("De la Cruz", "Delacroix", "García-López", "Garcia", "Lopez", "van der Berg", "Vanderberg", "Ångström"),
    *("Johnson", "Johnston", "Jonsson", "Müller", "Mueller", "Miller", "Weiß", "Kowalski", "Kowalska"),
]
GIVENS = [
    "Ada",
    "Adam",
    "John",
    "Jon",
    "María José",
    "Maria",
    "Søren",
    "Lee",
    "Ng",
    "Anh",
    "Zoë",
    "J.",
    "Olu",
]


def fold(name: str) -> str:
    letters = [each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)]
    text = "".join(letters).lower().replace("'", "").replace("’", "").replace("ß", "ss").replace("ø", "o")
    return " ".join(re.findall(r"\w+", text))


def own_words(provider) -> set[str]:
    words = set()
    for name in (fold(provider.given_name), fold(provider.family_name)):
        words |= {*name.split(), name.replace(" ", "")}
    return words


def one_letter_less(word: str) -> set[str]:
    return {word} | ({word[:n] + word[n + 1 :] for n in range(len(word))} if len(word) > 2 else set())


def likeness(one: str, other: str) -> float:
    first, second = ({f"  {word} "[n : n + 3] for n in range(len(word) + 1)} for word in (one, other))
    return len(first & second) / len(first | second)


class Oracle:
    """The directory in memory."""

    def __init__(self):
        practices = Practice.objects.select_related("provider", "location").order_by("pk")
        self.practices = list(practices.filter(provider__is_listed=True))
        self.provider_facts = {
            provider.pk: (
                set(provider.offerings.values_list("procedure_id", flat=True)),
                set(provider.specialties.values_list("pk", flat=True)),
                set(provider.languages.values_list("pk", flat=True)),
            )
            for provider in Provider.objects.all()
        }
        self.words = {each.provider_id: own_words(each.provider) for each in self.practices}
        self.known_words = set().union(*self.words.values())

    def doctors(self, query: DirectoryQuery) -> list[tuple[int, float | None]]:
        """(practice, miles) in the order of the answer."""
        named = self.named(query.name) if query.name.strip() else None
        best = {}
        for practice in self.practices:
            if (named is None or practice.provider_id in named) and self.matches(query, practice):
                miles = self.miles(query, practice)
                if query.place and query.within and (miles is None or miles > query.within):
                    continue
                rank = (miles is None, miles or 0, practice.pk)
                if practice.provider_id not in best or rank < best[practice.provider_id][0]:
                    best[practice.provider_id] = rank, miles, practice
        ordered = sorted(
            best.values(),
            key=lambda found: (
                found[0][:2],
                fold(found[2].provider.family_name) + "\t" + fold(found[2].provider.given_name),
                found[2].provider_id,
            ),
        )
        return [(practice.pk, miles) for _, miles, practice in ordered]

    def miles(self, query, practice) -> float | None:
        place, location = query.place, practice.location
        if place is None or location.latitude is None:
            return None
        return haversine((place.latitude, place.longitude), (location.latitude, location.longitude))

    def matches(self, query, practice) -> bool:
        procedures, specialties, languages = self.provider_facts[practice.provider_id]
        is_fresh = practice.checked_on is not None and (NOW.date() - practice.checked_on).days <= 90
        said = practice.accepting_new_patients if is_fresh else None
        return (
            (query.procedure is None or query.procedure.pk in procedures)
            and (query.specialty is None or query.specialty.pk in specialties)
            and (query.language is None or query.language.pk in languages)
            and not (query.telehealth and practice.provider.video_first_visit is False)
            and not (query.wheelchair and practice.location.wheelchair_access is False)
            and not (query.accepting == "yes" and said is False)
            and not (query.accepting == "confirmed" and said is not True)
        )

    def named(self, typed: str) -> set[int]:
        words = list(dict.fromkeys(fold(typed).split()))
        words = [word for word in words if len(word) > 1 and word not in ("dr", "md", "phd")] or words
        exact = [{word} for word in words]
        near = [
            {
                known
                for known in self.known_words
                if (known.startswith(word) and len(word) > 1)
                or one_letter_less(known) & one_letter_less(word)
            }
            for word in words
        ]
        wide = []
        for word, meanings in zip(words, near, strict=True):
            alike = sorted((-likeness(known, word), known) for known in self.known_words)
            if meanings := meanings | {known for rank, known in alike[:8] if -rank >= 0.3}:
                wide.append(meanings)
        few = [list(each) for each in combinations(wide, len(wide) - 1)] if len(wide) > 2 else [wide]
        for tier in ([exact], [near], few):
            found = {
                provider
                for provider, own in self.words.items()
                if any(way and all(own & meanings for meanings in way) for way in tier)
            }
            if found:
                return found
        return set()


@pytest.fixture
def directory(country, drez, drg, clock) -> random.Random:
    """320 doctors: shared points, several practices, no practice, no coordinates, facts of every age."""
    clock(NOW)
    chance = random.Random(27710)
    points = [(chance.uniform(25, 48), chance.uniform(-123, -68)) for _ in range(60)] + FAR_PLACES
    points += [*points[:12], *[None] * 5]
    locations = Location.objects.bulk_create(
        Location(
            slug=f"p{i}",
            name=f"P{i}",
            city="X",
            state="NC",
            zip_code="27710",
            latitude=point and point[0],
            longitude=point and point[1],
            located_by="address" if point else "",
            wheelchair_access=chance.choice([True, False, None, None]),
        )
        for i, point in enumerate(points)
    )
    providers = Provider.objects.bulk_create(
        Provider(
            slug=f"d{i}",
            given_name=chance.choice(GIVENS),
            family_name=chance.choice(FAMILIES),
            is_listed=i % 19 != 0,
            video_first_visit=chance.choice([True, False, None]),
        )
        for i in range(320)
    )
    ages = [0, 1, 45, 89, 90, 91, 92, 200, 400, None]
    practices = []
    for provider in providers:
        for location in chance.sample(locations, chance.choice([0, 1, 1, 1, 2, 3, 5])):
            age = chance.choice(ages)
            practices.append(
                Practice(
                    provider=provider,
                    location=location,
                    accepting_new_patients=chance.choice([True, True, False, None]),
                    checked_on=None if age is None else NOW.date() - timedelta(days=age),
                )
            )
    Practice.objects.bulk_create(practices)
    specialties = Specialty.objects.bulk_create(Specialty(code=f"{i:09d}X", label=f"S{i}") for i in range(4))
    languages = Language.objects.bulk_create(
        Language(code=f"l{i}", name=f"L{i}", endonym=f"L{i}") for i in range(4)
    )
    Offering.objects.bulk_create(
        Offering(provider=provider, procedure=procedure)
        for provider in providers
        for procedure, share in ((drez, 0.1), (drg, 0.7))
        if chance.random() < share
    )
    for facts, through, column in (
        (specialties, Provider.specialties.through, "specialty_id"),
        (languages, Provider.languages.through, "language_id"),
    ):
        through.objects.bulk_create(
            through(provider_id=provider.pk, **{column: fact.pk})
            for provider in providers
            for n, fact in enumerate(facts)
            if chance.random() < (0.6, 0.3, 0.1, 0.02)[n]
        )
    return chance


def misspelled(chance, word: str) -> str:
    at = chance.randrange(len(word))
    letter = chance.choice("aehilnorst")
    return chance.choice(
        [
            word,
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[: max(2, at)],
        ]
    )


def a_name(chance) -> str:
    given, family = misspelled(chance, chance.choice(GIVENS)), misspelled(chance, chance.choice(FAMILIES))
    return chance.choice(
        [
            family,
            family,
            family.upper(),
            given,
            f"{given} {family}",
            f"{family}, {given}",
            f"Dr. {given} X. {family}",
        ]
        + [f"{given} {family} Facs", "Nobody Whatsoever"]
    )


def a_question(chance, places, procedures, specialties, languages) -> DirectoryQuery:
    """Each filter is on now and then: more of them at once than any patient would ask for, or none."""
    eager = chance.choice([0.05, 0.2, 0.5])

    def maybe(choices, otherwise):
        return chance.choice(choices) if chance.random() < eager else otherwise

    return DirectoryQuery(
        place=chance.choice(places) if chance.random() < 0.85 else None,
        procedure=maybe(procedures, None),
        within=maybe([1, 25, 50, 100, 250, 1_000, 4_000, 12_450], None),
        specialty=maybe(specialties, None),
        language=maybe(languages, None),
        accepting=maybe(["yes", "confirmed"], ""),
        telehealth=maybe([True], False),
        wheelchair=maybe([True], False),
        name=a_name(chance) if chance.random() < 0.25 else "",
        size=chance.choice([10, 100, 100, 100, 100]),
    )


def everything(query: DirectoryQuery) -> list[tuple[int, float | None]]:
    """All pages, each of which must say the same total."""
    found, total = statements.page_and_total(query)
    while len(found) < total.doctors:
        query = query.on_page(query.page + 1)
        rows, again = statements.page_and_total(query)
        assert again == total and rows
        found += rows
    return found


@pytest.fixture
def with_crowds(monkeypatch):
    """Say whether three practices of one name are a crowd, or as many as are shipped."""
    shipped = names.MOST_CALLED

    def decide(are_few_many: bool):
        monkeypatch.setattr(names, "MOST_CALLED", 2 if are_few_many else shipped)
        for statement in (statements._page, statements._total, statements._page_and_total):
            statement.cache_clear()

    yield decide
    decide(False)


def test_hundreds_of_questions(directory, drez, drg, nightly, with_crowds):
    questions = 1_000 if nightly else 40
    chance, oracle = directory, Oracle()
    places = list(Place.objects.all())
    places += [Place(pk=-n, latitude=lat, longitude=lon) for n, (lat, lon) in enumerate(FAR_PLACES, start=1)]
    facts = ([drez, drg], list(Specialty.objects.all()), list(Language.objects.all()))
    answered, named, filters = 0, 0, set()
    for number in range(questions):
        query = a_question(chance, places, *facts)
        with_crowds(number % 2 == 0)
        expected = oracle.doctors(query)
        found = everything(query)
        assert [practice for practice, _ in found] == [practice for practice, _ in expected], query
        for (_, miles), (_, right) in zip(found, expected, strict=True):
            assert miles == (None if right is None else pytest.approx(right, rel=1e-6, abs=0.001)), query
        if expected:
            answered += 1
            named += bool(query.name)
            filters |= set(query.filters)
        if number % 10 == 0:
            self_consistent(query, oracle)
    assert answered > 0.6 * questions and named > 0.08 * questions, (answered, named)
    assert len(filters) == 8


def self_consistent(query: DirectoryQuery, oracle: Oracle):
    """The outcome itself: its first page, or every way out with the number that the oracle counts."""
    outcome, expected = answer(query), oracle.doctors(query)
    if expected:
        assert [match.practice.pk for match in outcome.matches] == [
            practice for practice, _ in expected[: query.size]
        ]
        return
    assert isinstance(outcome, NoneMatch)
    counts = {name: len(oracle.doctors(query.without(name))) for name in query.filters}
    if any(counts.values()):
        assert {way.dropped: way.doctors for way in outcome.ways} == {
            name: count for name, count in counts.items() if count
        }
    else:
        (way,) = outcome.ways
        assert (way.dropped, way.doctors) == ("", len(oracle.doctors(query.without_filters())))
    nearest = oracle.doctors(outcome.nearest_query)
    assert outcome.nearest_query.within is None
    assert [match.practice.pk for match in outcome.nearest] == [practice for practice, _ in nearest[:3]]


def test_distances_and_order_on_the_real_earth(directory, nightly):
    """On the WGS84 ellipsoid, which is not quite a sphere; by day from few places and all far ones."""
    locations = {each.pk: each.location for each in Practice.objects.select_related("location")}
    compared = 0
    places = list(Place.objects.zip_codes())[:: 1 if nightly else 3]
    places += [Place(latitude=lat, longitude=lon) for lat, lon in FAR_PLACES]
    for place in places:
        farthest_so_far = 0
        for practice, miles in everything(DirectoryQuery(place=place, size=100)):
            if miles is None:
                continue
            at = locations[practice]
            true = (
                Geodesic.WGS84.Inverse(place.latitude, place.longitude, at.latitude, at.longitude)["s12"]
                / 1609.344
            )
            assert miles == pytest.approx(true, rel=0.006, abs=0.001), (place, at)
            assert farthest_so_far <= 1.01 * true, (place, at)
            farthest_so_far = max(farthest_so_far, true)
            compared += 1
    assert compared > (5_000 if nightly else 2_000)
