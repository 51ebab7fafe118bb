"""What a card says about a doctor, gathered in the same query as the doctor."""

from typing import TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from procedures.catalogue import titled
from procedures.models import AsOf, Procedure

from .vocabulary import Language, Specialty


class SpokenLanguage(TypedDict):
    """A language that the doctor speaks with patients."""

    code: str
    name: str
    endonym: str


class DoneProcedure(TypedDict):
    """An operation that the doctor does, with the days on which the office, or its website, said so.

    Days are like "2026-10-12".
    """

    slug: str
    look: str
    color: str
    name: str
    confirmed_on: str | None
    on_website_on: str | None


def facts(provider: str, language: str, at: AsOf = None) -> dict[str, ArraySubquery]:
    """Annotations for a queryset whose column `provider` names the doctor.

    `trained_in` and `speaks` are by name; `does` is in the order of procedures, and in the language.
    """
    return {
        "trained_in": ArraySubquery(
            Specialty.objects.filter(providers=OuterRef(provider)).order_by("label").values("label")
        ),
        "speaks": ArraySubquery(
            Language.objects.filter(providers=OuterRef(provider))
            .order_by("name")
            .values(fact=JSONObject(code="code", name="name", endonym="endonym"))
        ),
        "does": ArraySubquery(
            titled(Procedure.objects.all(), language, at)
            .filter(offerings__provider=OuterRef(provider))
            .order_by("position", "slug")
            .values(
                fact=JSONObject(
                    slug="slug",
                    look="look",
                    color="color",
                    name="title",
                    confirmed_on=F("offerings__confirmed_on"),
                    on_website_on=F("offerings__on_website_on"),
                )
            )
        ),
    }
