"""Whether somebody or something is on the list already: looked for while staff type, and before they save."""

from django.db.models import F, Func, TextField, Value

from drez_site.foundation.united_states.place_names import plain

from .models import Location, Practice, Provider

MOST = 5


class FoldedName(Func):
    """Without capitals, accents and punctuation; doctors are indexed by it."""

    function = "folded_name"
    output_field = TextField()


def alike_doctors(
    *, given_name: str = "", family_name: str = "", npi: str = "", phone: str = "", but: int | None = None
) -> list[Provider]:
    """Those with the NPI, the name, or a number of their own that is typed; at most MOST."""
    rows = Provider.objects.here().exclude(pk=but or 0)
    found: list[Provider] = [*rows.filter(npi=npi)] if npi else []
    if family_name:
        named = rows.alias(folded=FoldedName(F("family_name"))).filter(folded=FoldedName(Value(family_name)))
        found += [each for each in named if plain(each.given_name) == plain(given_name)]
    if phone:
        found += rows.filter(pk__in=Practice.objects.filter(phone=phone).values("provider"))
    return list(dict.fromkeys(found))[:MOST]


def alike_places(
    *, name: str = "", zip_code: str = "", street: str = "", phone: str = "", but: int | None = None
) -> list[Location]:
    """Those with the name or the street at the ZIP code, or the phone, that is typed; at most MOST."""
    rows = Location.objects.here().exclude(pk=but or 0)
    found: list[Location] = []
    if zip_code:
        found = [
            each
            for each in rows.filter(zip_code=zip_code)
            if plain(each.name) == plain(name) or (street and plain(each.street) == plain(street))
        ]
    if phone:
        found += rows.filter(phone=phone)
    return list(dict.fromkeys(found))[:MOST]
