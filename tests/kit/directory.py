"""Doctors and places of practice for tests; each argument is a trait a patient would notice."""

from itertools import count

from drez_site.foundation.history import versions
from providers.history import tracked
from providers.models import Language, Location, Offering, Practice, Provider, Specialty

_numbers = count(1)


def make_location(name="Test Clinic", *, at=(36.0072, -78.9372), **fields) -> Location:
    """A clinic at (latitude, longitude) in WGS84 degrees; `at=None` is a place we could not find."""
    number = next(_numbers)
    latitude, longitude = at or (None, None)
    defaults = {
        "slug": f"place-{number}",
        "name": name,
        "city": "Durham",
        "state": "NC",
        "zip_code": "27705",
        "phone": "+19195550100",
        "latitude": latitude,
        "longitude": longitude,
        "located_by": Location.LocatedBy.STREET_ADDRESS if at else "",
    }
    return Location.objects.create(**defaults | fields)


def make_doctor(
    family_name="Tester", *places: Location, does=(), specialties=(), speaks=(), **fields
) -> Provider:
    """A listed doctor who practices at `places` and does the procedures `does`."""
    number = next(_numbers)
    defaults = {
        "slug": f"doctor-{number}",
        "given_name": "Terry",
        "family_name": family_name,
        "credentials": "MD",
    }
    provider = Provider.objects.create(**defaults | fields)
    Practice.objects.bulk_create(Practice(provider=provider, location=place) for place in places)
    Offering.objects.bulk_create(Offering(provider=provider, procedure=procedure) for procedure in does)
    provider.specialties.set(specialties)
    provider.languages.set(speaks)
    return provider


def make_specialty(label="Neurosurgeon") -> Specialty:
    return Specialty.objects.create(code=f"{next(_numbers):09d}X", label=label)


def make_language(name="Spanish", code="es", endonym="Español") -> Language:
    return Language.objects.create(name=name, code=code, endonym=endonym)


def recorded(provider: Provider) -> Provider:
    """The same doctor, with the history of what was made in bulk."""
    versions.begin(tracked(), "Entered for a test")
    return provider
