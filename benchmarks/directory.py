"""A made-up directory of any size, the same for the same seed: clustered like ZIP codes, named like people.

Every share is stated here. Places of practice lie around the real ZIP codes, a few of which hold most of
them; half of the practices are at hospitals, where many doctors share one point. One place in 200 has no
coordinates.
"""

import datetime
import random
from itertools import accumulate
from time import perf_counter

from django.db import connection, transaction

from procedures.models import Procedure
from providers import places
from providers.models import Language, Location, Offering, Place, Practice, Provider, Specialty

PORTION = 10_000
FAMILY_NAMES, GIVEN_NAMES = 60_000, 5_000

# Shares of the doctors. An operation "in California" is done there and nowhere else.
SPECIALTIES = {"common": 0.257, "middling": 0.0053}
OTHER_SPECIALTIES = {f"other {n}": 1 / n for n in range(1, 40)}  # everybody has one of them
LANGUAGES = {"English": 0.97, "Spanish": 0.18, "rare": 0.003, "rarest": 0.0009}
OPERATIONS = {"rare": 0.0001, "less rare": 0.005, "in California": 0.003}
SHORT_OF_NOBODY = 20  # a rare thing is had by so many, however small the directory

OTHERS, HOW_COMMON_OTHERS = list(OTHER_SPECIALTIES), list(accumulate(OTHER_SPECIALTIES.values()))

ONSETS = (*"bcdfghjklmnprstvw", "br", "gr", "st")
SYLLABLES = [onset + vowel for onset in ONSETS for vowel in "aeiou"]
ENDINGS = (*"nrlsx", "ck", "th", "man", "son", "ez", "berg", "ski")


def load(doctors: int, seed: int) -> float:
    """Fill the empty tables; how many seconds it took.

    Each portion comes with children before parents, in one transaction: foreign keys are checked at its end,
    and the triggers that keep the search index find each doctor complete, and write it once.
    """
    chance = random.Random(seed)
    began = perf_counter()
    places.load()
    zips = list(Place.objects.zip_codes().order_by("zip_code"))
    chance.shuffle(zips)
    crowds = list(accumulate(1 / (rank + 30) for rank in range(len(zips))))
    kinds = _kinds()
    locations = _locations(chance, zips, crowds, max(50, doctors // 5))
    _copy(Location, [row for row, _ in locations])
    hospitals = [n for n in range(len(locations)) if n % 20 == 0]
    names = _names(chance)
    today = datetime.date.today()
    for first in range(0, doctors, PORTION):
        rows = {model: [] for model in (Practice, Offering, *_LISTS.values(), Provider)}
        for pk in range(first + 1, min(first + PORTION, doctors) + 1):
            _doctor(chance, pk, doctors, rows, locations, hospitals, names, kinds, today)
        with transaction.atomic():
            for model, its_rows in rows.items():
                _copy(model, its_rows)
        if first in (0, 10 * PORTION):
            _analyze()
    _analyze()
    return perf_counter() - began


_LISTS = {
    Specialty: Provider.specialties.through,
    Language: Provider.languages.through,
}


def _kinds() -> dict[str, dict[str, int]]:
    """The ids of specialties, languages and operations by the names above."""
    specialties = Specialty.objects.bulk_create(
        Specialty(code=f"{n:09d}X", label=name) for n, name in enumerate(SPECIALTIES | OTHER_SPECIALTIES)
    )
    languages = Language.objects.bulk_create(
        Language(code=f"x-{n}", name=name, endonym=name) for n, name in enumerate(LANGUAGES)
    )
    operations = [
        Procedure.objects.create(
            slug=name.replace(" ", "-").lower(), name=name, look="drez", color="plum", position=n
        )
        for n, name in enumerate(OPERATIONS)
    ]
    return {
        "specialties": {each.label: each.pk for each in specialties},
        "languages": {each.name: each.pk for each in languages},
        "operations": {each.name: each.pk for each in operations},
    }


def _locations(chance, zips, crowds, count) -> list[tuple[dict, str]]:
    """Rows in the order of their ZIP codes, so that neighbors in the list are neighbors on the map."""
    chosen = sorted(chance.choices(range(len(zips)), cum_weights=crowds, k=count))
    found = []
    for pk, index in enumerate(chosen, start=1):
        near = zips[index]
        placed = pk % 200 != 0
        row = {
            "id": pk,
            "slug": f"place-{pk}",
            "name": f"Clinic {pk}",
            "city": near.name[:80],
            "state": near.state,
            "zip_code": near.zip_code,
            "latitude": near.latitude + chance.gauss(0, 0.03) if placed else None,
            "longitude": (near.longitude + chance.gauss(0, 0.03) + 180) % 360 - 180 if placed else None,
            "located_by": "address" if placed else "",
            "wheelchair_access": chance.choices((True, False, None), (50, 5, 45))[0],
            "is_demonstration": True,
        }
        found.append((row, near.state))
    return found


def _names(chance) -> tuple[list[str], list[float], list[str], list[float]]:
    """Family and given names, and how common: the first one person in 100, the 1,000th one in 10,000."""

    def invent(count, syllables, endings):
        made = set()
        while len(made) < count:
            word = "".join(chance.choices(SYLLABLES, k=chance.choice(syllables))) + chance.choice(endings)
            made.add(word.capitalize())
        return sorted(made, key=lambda _: chance.random())

    families, givens = (
        invent(FAMILY_NAMES, (2, 2, 3), ENDINGS),
        invent(GIVEN_NAMES, (1, 2, 2), ("", "n", "l", "s")),
    )
    common = [list(accumulate(1 / (rank + 10) for rank in range(len(each)))) for each in (families, givens)]
    return families, common[0], givens, common[1]


def _doctor(chance, pk, doctors, rows, locations, hospitals, names, kinds, today):
    families, how_common, givens, how_common_given = names
    at = {chance.choice(hospitals) if chance.random() < 0.5 else chance.randrange(len(locations))}
    for _ in range(chance.choices((0, 1, 2), (60, 30, 10))[0]):
        at.add(min(len(locations) - 1, max(0, min(at) + chance.randint(-8, 8))))
    for place in sorted(at):
        answer = chance.choices((True, False, None), (45, 20, 35))[0]
        ago = None if answer is None else datetime.timedelta(days=chance.randint(0, 180))
        rows[Practice].append(
            {
                "provider_id": pk,
                "location_id": place + 1,
                "accepting_new_patients": answer,
                "checked_on": None if ago is None else today - ago,
            }
        )
    in_california = any(locations[place][1] == "CA" for place in at)
    for name, share in OPERATIONS.items():
        if name == "in California":
            share = share * 10 if in_california else 0
        if chance.random() < max(share, SHORT_OF_NOBODY / doctors * (share > 0)):
            rows[Offering].append({"provider_id": pk, "procedure_id": kinds["operations"][name]})
    for model, column, shares in (
        (Specialty, "specialties", SPECIALTIES),
        (Language, "languages", LANGUAGES),
    ):
        for name, share in shares.items():
            if chance.random() < max(share, SHORT_OF_NOBODY / doctors):
                related = {"provider_id": pk, f"{model._meta.model_name}_id": kinds[column][name]}
                rows[_LISTS[model]].append(related)
    (other,) = chance.choices(OTHERS, cum_weights=HOW_COMMON_OTHERS)
    rows[_LISTS[Specialty]].append({"provider_id": pk, "specialty_id": kinds["specialties"][other]})
    (family,) = chance.choices(families, cum_weights=how_common)
    (given,) = chance.choices(givens, cum_weights=how_common_given)
    rows[Provider].append(
        {
            "id": pk,
            "slug": f"doctor-{pk}",
            "given_name": given,
            "family_name": family,
            "video_first_visit": chance.choices((True, False, None), (30, 20, 50))[0],
            "is_demonstration": True,
        }
    )


def _copy(model, rows: list[dict]):
    """What a row does not say is the model's own default."""
    if not rows:
        return
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname in rows[0] or not (field.generated or field.primary_key or field.has_db_default())
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [row[each.attname] if each.attname in row else each.get_default() for each in fields]
            )


def _analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
