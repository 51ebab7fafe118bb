"""The made-up directory: fictional doctors at fictional places in real cities (demonstration_data/)."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from drez_site.foundation.history import versions as history
from procedures.models import Procedure

from .history import tracked
from .models import (
    BoardCertification,
    Language,
    Location,
    Offering,
    Practice,
    Provider,
    Specialty,
    StateLicense,
)

BEGINNING = "Made up for the demonstration"
DATA = Path(__file__).parent / "demonstration_data"


@transaction.atomic
def load_directory() -> None:
    """Add what is missing. A doctor or place that is there already, changed by staff or not, is left alone.

    So loading twice changes nothing, and a doctor comes with practices and operations only when new.
    The history of what was added begins with one version of each row.
    """
    load_words()
    specialties = {each.code: each for each in Specialty.objects.all()}
    languages = {each.code: each for each in Language.objects.all()}
    locations = {each["slug"]: _location(each) for each in _read("locations")["location"]}
    procedures = {procedure.slug: procedure for procedure in Procedure.objects.all()}

    there = set(Provider.objects.values_list("slug", flat=True))
    for fields in _read("doctors")["doctor"]:
        if fields["slug"] not in there:
            _add_doctor(fields, specialties, languages, locations, procedures)
    history.begin(tracked(), BEGINNING)


def free_texts() -> Iterator[str]:
    """What the made-up doctors and places say in words of their own. Translations as in the database."""
    for rows, model in ((_read("doctors")["doctor"], Provider), (_read("locations")["location"], Location)):
        for words in (row[name] for row in rows for name in model.TO_APPROVE if name in row):
            yield words.strip() if isinstance(words, str) else json.dumps(words, ensure_ascii=False)


def load_words() -> None:
    """The specialties and languages that a form of a doctor offers; a real clinic needs them, too."""
    words = _read("words")
    for model, rows in ((Specialty, words["specialty"]), (Language, words["language"])):
        for row in rows:
            _get_or_create(model, "code", row)


def _add_doctor(
    fields: dict,
    specialties: dict[str, Specialty],
    languages: dict[str, Language],
    locations: dict[str, Location],
    procedures: dict[str, Procedure],
) -> None:
    """With all that belongs to one; the rest by the codes and addresses that name them."""
    spoken, trained_in = fields.pop("languages"), fields.pop("specialties")
    does, practices = fields.pop("does"), fields.pop("practices")
    boards, licensed_in = fields.pop("boards", {}), fields.pop("licensed_in", {})
    provider = Provider(**fields, is_demonstration=True)
    provider.skip_history_when_saving = True
    provider.save()
    provider.specialties.set([specialties[code] for code in trained_in])
    provider.languages.set([languages[code] for code in spoken])
    Offering.objects.bulk_create(
        Offering(provider=provider, procedure=procedures[slug], confirmed_on=day or None)
        for slug, day in does.items()
    )
    BoardCertification.objects.bulk_create(
        BoardCertification(provider=provider, board=board, checked_on=day) for board, day in boards.items()
    )
    StateLicense.objects.bulk_create(
        StateLicense(provider=provider, state=state, checked_on=day) for state, day in licensed_in.items()
    )
    Practice.objects.bulk_create(
        Practice(
            provider=provider,
            location=locations[practice["location"]],
            phone=practice.get("phone", ""),
            accepting_new_patients=practice.get("accepting"),
            checked_on=practice.get("checked_on"),
        )
        for practice in practices
    )


def _read(name: str) -> dict:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _get_or_create(model, key: str, fields: dict):
    return model.objects.get_or_create(**{key: fields[key]}, defaults=fields)[0]


def _location(fields: dict) -> Location:
    latitude, longitude = fields.pop("at", (None, None))
    return _get_or_create(
        Location, "slug", fields | {"latitude": latitude, "longitude": longitude, "is_demonstration": True}
    )
