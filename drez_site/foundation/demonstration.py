"""Made-up rows are marked, and are public only while the whole site says that it is a demonstration."""

from django.db import connection, models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _


class SiteIsDemonstration(Func):
    """The site's own answer, asked in the query: the SQL function reads the clinic profile."""

    function = "site_is_demonstration"
    arity = 0
    output_field = models.BooleanField()


def site_is_demonstration() -> bool:
    """Whether the site says of itself that it is a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT site_is_demonstration()")
        return cursor.fetchone()[0]


class DemonstrableQuerySet(models.QuerySet):
    def public(self):
        """Real rows always; demonstration rows while the site is a demonstration."""
        return self.filter(Q(is_demonstration=False) | Q(SiteIsDemonstration()))

    def demonstration(self):
        return self.filter(is_demonstration=True)


class Demonstrable(models.Model):
    """A row that may be shipped, made-up data."""

    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = DemonstrableQuerySet.as_manager()

    class Meta:
        abstract = True
