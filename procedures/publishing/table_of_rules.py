"""The rules of a signature as a table for people, between two marks in SECURITY.md."""

from .rules import EVERY_RULE, Rule
from .steps import SIGNING_STEPS

BEGIN = "<!-- manage.py write_signing_rules writes from here -->"
END = "<!-- to here -->"
BY_THE_PROGRAM = "by the program alone"


class NoPlaceForTheTable(ValueError):
    """The text has not each of the two marks once."""


def table() -> str:
    """Markdown: a row for each rule, a column for each step, and what in the database refuses the same."""
    labels = [str(step.kind.label).capitalize() for step in SIGNING_STEPS]
    rows = [["Rule", *labels, "In the database"], ["---"] * (len(SIGNING_STEPS) + 2), *map(_row, EVERY_RULE)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(rule: Rule) -> list[str]:
    asked = ["yes" if rule in step.rules else "" for step in SIGNING_STEPS]
    return [rule.sentence, *asked, ", ".join(f"`{name}`" for name in rule.held_by) or BY_THE_PROGRAM]


def with_table(text: str) -> str:
    """The text with the table of today. Raises NoPlaceForTheTable."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise NoPlaceForTheTable(f"The table stands between “{BEGIN}” and “{END}”, once.")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"
