"""Lists of doctors and places are searched as people write: without accents, phone numbers in any form."""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.place_names import ABBREVIATIONS, plain

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # takes no arguments at run time

PLACE_FIELDS = ["name__unaccent", "street__unaccent", "city__unaccent", "zip_code", "phone"]
SPELLED_IN_TWO_WAYS = {*ABBREVIATIONS, *ABBREVIATIONS.values()}  # "St. Louis" and "Saint Louis"
PART_OF_A_PHONE = re.compile(r"[\s().\-–‑]+")


class SearchesAsTyped(ModelAdmin):
    """For an admin whose `search_fields` have phones as they are kept."""

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        return super().get_search_results(request, queryset, as_kept(search_term))


def as_kept(typed: str) -> str:
    """A phone number or its end in the digits that are kept; of a name the words that have one spelling."""
    try:
        return phones.parts(phones.read(typed))[0]
    except ValidationError:
        pass
    digits = PART_OF_A_PHONE.sub("", typed)
    if digits.isascii() and digits.isdigit() and len(digits) > 5:
        return digits
    words = [word for word in typed.split() if plain(word) not in SPELLED_IN_TWO_WAYS]
    return " ".join(words) or typed
