"""The last part of a page's address for somebody new."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.text import slugify

LONGEST_SLUG = 80
TAKEN_BY_PAGES = {"locate", "map", "compare"}  # of the search


class Addresses:
    """Addresses that nobody has. Of many names they are asked for in one statement."""

    def __init__(self, model: type[Model], names: Iterable[str]) -> None:
        self._model = model
        bases = {self._base(name) for name in names}
        self._taken = (
            set(model._default_manager.filter(slug__in=bases).values_list("slug", flat=True)) | TAKEN_BY_PAGES
        )

    def free(self, name: str) -> str:
        """The name as an address, with a number if somebody has it."""
        base = self._base(name)
        slug, number = base, 1
        while slug in self._taken or (number > 1 and self._model._default_manager.filter(slug=slug).exists()):
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        return slug

    def take(self, slug: str) -> None:
        """It was given to somebody by name."""
        self._taken.add(slug)

    def _base(self, name: str) -> str:
        return slugify(name)[: LONGEST_SLUG - 4].strip("-") or str(self._model._meta.model_name)
