"""The words of the site as its templates ask for them, and as one page that shows them all."""

from .reading import Reading


class SiteWords(Reading):
    """Phrases by place, in plain text."""

    def _render(self):
        self.phrases: list[dict] = self.content["phrases"]
        super()._render()
