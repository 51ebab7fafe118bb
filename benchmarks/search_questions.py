"""What `benchmarks.search` asks: classes of questions to the finder, and to the search of the whole site."""

import random

from django.db import connection

COMMONEST_NAMES = """
    SELECT split_part(sort_name, E'\\t', 1) FROM providers_searchentry
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 50"""

# Which question to the finder asks for as much; otherwise the nearest.
FINDER_LIKE = {
    "S4 a doctor by name": "Q6 given and family name",
    "S5 a family name with a slip": "Q6 name with a slip",
    "S7 a family name of 1 %": "Q6 family name of 1 %",
}


def questions(chance: random.Random) -> dict:
    """The classes, each as a function from a place to the question."""
    from procedures.models import Procedure
    from providers.models import Language, Provider, Specialty
    from providers.search import DirectoryQuery

    specialties = {each.label: each for each in Specialty.objects.all()}
    languages = {each.name: each for each in Language.objects.all()}
    operations = {each.name: each for each in Procedure.objects.all()}
    pks = chance.sample(range(1, Provider.objects.count() + 1), 1_000)
    names = list(Provider.objects.filter(pk__in=pks).order_by("pk").values_list("given_name", "family_name"))
    common_names = commonest_names()

    def asking(**filters):
        return lambda place: DirectoryQuery(place=place, **filters)

    def named(typed, **filters):
        return lambda place: DirectoryQuery(place=place, name=typed(*chance.choice(names)), **filters)

    def with_a_slip(word):
        at = chance.randrange(1, len(word))
        swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        changed = word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
        return chance.choice([swapped, changed, word[:at] + word[at + 1 :]])

    common = {"specialty": specialties["common"]}
    combined = common | {"language": languages["rare"], "accepting": "yes"}
    return {
        "Q1 nearest": asking(),
        "Q2 specialty of 26 %": asking(**common),
        "Q2b specialty of 0.5 %": asking(specialty=specialties["middling"]),
        "Q3 operation of 0.01 %": asking(procedure=operations["rare"]),
        "Q3b operation of 0.5 %": asking(procedure=operations["less rare"]),
        "Q3c operation only in California": asking(procedure=operations["in California"]),
        "Q4 26 %, language of 0.3 %, accepting": asking(**combined),
        "Q4b 26 %, language of 0.09 %": asking(**common, language=languages["rarest"]),
        "Q4c operation, Spanish, confirmed, video, wheelchair": asking(
            procedure=operations["less rare"],
            language=languages["Spanish"],
            accepting="confirmed",
            telehealth=True,
            wheelchair=True,
        ),
        "Q4d confirmed, video, wheelchair": asking(accepting="confirmed", telehealth=True, wheelchair=True),
        "Q5 25 miles, 26 %": asking(within=25, **common),
        "Q5 50 miles": asking(within=50),
        "Q5 50 miles, operation of 0.01 %": asking(within=50, procedure=operations["rare"]),
        "Q5 100 miles, Q4": asking(within=100, **combined),
        "No place": lambda place: DirectoryQuery(),
        "No place, operation of 0.01 %": lambda place: DirectoryQuery(procedure=operations["rare"]),
        "Q7 page 11": lambda place: DirectoryQuery(place=place, page=11),
        "Q7 page 50, 26 %": lambda place: DirectoryQuery(place=place, page=50, **common),
        "Q7 a hundred at once": asking(size=100),
        "Q6 name": named(lambda given, family: family),
        "Q6 given and family name": named(lambda given, family: f"Dr. {given} {family}"),
        "Q6 name with a slip": named(lambda given, family: with_a_slip(family)),
        "Q6 name, 26 %, 100 miles": named(lambda given, family: family, within=100, **common),
        "Q6 family name of 1 %": asking(name=common_names[0]),
        "Q6 family name of 0.5 %": asking(name=common_names[10]),
        "Q6 family name of 0.2 %": asking(name=common_names[40]),
        "Q6 family name of 1 % with a slip": asking(name=f"{common_names[0]}q"),
    }


def commonest_names() -> list[str]:
    """The family names that most practices have, the commonest first."""
    with connection.cursor() as cursor:
        cursor.execute(COMMONEST_NAMES)
        return [name for (name,) in cursor.fetchall()]


def site_questions(chance: random.Random) -> dict:
    """What people type into the search of the whole site, by class: each a function that gives some words."""
    from providers.models import Provider

    commonest, *_others = commonest_names()
    words = ["battery", "burning feet at night", "arm pain after a motorcycle crash", "does the relief last"]
    pks = chance.sample(range(1, Provider.objects.count() + 1), 200)
    names = list(Provider.objects.filter(pk__in=pks).order_by("pk").values_list("given_name", "family_name"))
    return {
        "S1 words of our pages": lambda: chance.choice(words),
        "S2 a misspelled word": lambda: "batery lfe",
        "S3 words that stand nowhere": lambda: "qwrtz plmkj",
        "S4 a doctor by name": lambda: "Dr. {} {}".format(*chance.choice(names)),
        "S5 a family name with a slip": lambda: chance.choice(names)[1][:-1] + "q",
        "S6 a doctor near a city": lambda: "surgeon near Durham, NC",
        "S7 a family name of 1 %": lambda: f"Dr. {commonest}",
    }


def origins(chance: random.Random, count: int) -> list:
    """ZIP codes where doctors are, the more doctors the likelier."""
    from providers.models import Location, Place

    zips = {place.zip_code: place for place in Place.objects.zip_codes()}
    codes = list(Location.objects.order_by("pk").values_list("zip_code", flat=True))
    return [zips[code] for code in chance.choices(codes, k=count)]
