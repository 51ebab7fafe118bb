"""An article on paper: what a patient takes along, from the words of one edition."""

from .article import Article


class Sheet(Article):
    """The key points, the results in people and the questions; sources are numbered as these cite them."""

    def _render(self):
        self._read_own_fields()
        self.figures = self._figures()
