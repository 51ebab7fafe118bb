"""Made-up rows are marked, and are public only while the whole site says that it is a demonstration."""

from typing import Self, TypeVar

from django.db import connection, models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model, covariant=True)


class SiteIsDemonstration(Func):
    """The site's own answer, asked in the query: the SQL function reads the clinic profile."""

    function = "site_is_demonstration"
    arity = 0
    output_field = models.BooleanField()


def site_is_demonstration() -> bool:
    """Whether the site says of itself that it is a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT site_is_demonstration()")
        (answer,) = cursor.fetchone()
    return bool(answer)


class DemonstrableQuerySet(models.QuerySet[Row]):
    def public(self) -> Self:
        """Real rows always; demonstration rows while the site is a demonstration."""
        return self.filter(Q(is_demonstration=False) | Q(SiteIsDemonstration()))

    def demonstration(self) -> Self:
        return self.filter(is_demonstration=True)


class Demonstrable(models.Model):
    """A row that may be shipped, made-up data."""

    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        abstract = True
