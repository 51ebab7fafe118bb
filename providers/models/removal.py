"""Taking a doctor or a place away so that a page can bring it back."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import Demonstrable, DemonstrableQuerySet

Row = TypeVar("Row", bound=models.Model, covariant=True)


class RemovableQuerySet(DemonstrableQuerySet[Row]):
    def here(self) -> Self:
        """Those that nobody took away."""
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        """Those that staff took away: no reader sees them, and no list but one."""
        return self.exclude(removed_at=None)

    def public(self) -> Self:
        """What a patient may see of them."""
        return super().public().here()


class Removable(Demonstrable):
    """A row that is taken away, and not deleted: all that hangs on it stays, and comes back with it."""

    removed_at = models.DateTimeField(_("taken away on"), null=True, editable=False)

    KEPT_UNTYPED: tuple[str, ...] = ("removed_at",)

    class Meta:
        abstract = True
