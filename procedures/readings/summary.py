"""What a source says and does not show, as its page needs it: the words of one edition."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..models import Abstract
from .reading import Reading


@dataclass(frozen=True, slots=True)
class AbstractPart:
    """A part of the structured abstract: its name and its finished HTML, "" when nobody saw it."""

    name: str
    body: SafeString

    @property
    def heading(self) -> str:
        return Abstract._meta.get_field(self.name).verbose_name


class Summary(Reading):
    """The plain-language summary of a source is its `summary`; then come the limits, then the abstract."""

    def _render(self):
        written = next(iter(self.content["abstracts"]), {})
        self.limits, *self.abstract = (
            AbstractPart(part, self._renderer.render(written.get(part, ""))) for part in Abstract.PARTS
        )
        super()._render()

    @property
    def seen(self) -> list[AbstractPart]:
        """The parts of the abstract that somebody saw."""
        return [part for part in self.abstract if part.body]

    @property
    def not_seen(self) -> list[str]:
        """The names of the others."""
        return [str(part.heading) for part in self.abstract if not part.body]
