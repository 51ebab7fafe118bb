"""What is wrong with a file, said so that whoever made it can put it right."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` is the number that a spreadsheet shows; `column` is "" for the line as a whole."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        if not self.column:
            return gettext("Line %(line)d: %(text)s") % {"line": self.line, "text": self.text}
        words = {"line": self.line, "column": self.column, "text": self.text}
        return gettext("Line %(line)d, column %(column)s: %(text)s") % words
