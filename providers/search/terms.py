"""The terms of the search index, as `providers/sql/true_search_entries.sql` writes them.

An operation, a specialty and a language are a letter and the id of the row: p12, s3, l7. That first visits by
video or wheelchair access are known not to be had is v0 and w0. The month in which the office said that it
takes new patients is a202611: what the office said counts only for a while, and no month ever changes its
meaning, as "recently" would.

An operation is also there together with each specialty, language and month: p12l7. Few doctors do an
operation, and fewer do it in a language, but a region of the index holds some of each, so only together they
rule it out.
"""

from datetime import date

from procedures.models import Procedure
from providers.models import Language, Specialty

LETTERS = {Procedure: "p", Specialty: "s", Language: "l"}
NO_VIDEO, NO_WHEELCHAIR = "v0", "w0"
ACCEPTED = "a"


def of_row(row: Procedure | Specialty | Language) -> str:
    return f"{LETTERS[type(row)]}{int(row.pk)}"


def accepted_in_one_of(first: date, last: date, together_with: str = "") -> str:
    """Any of the months from the one of these days to the other, as part of a tsquery.

    `together_with` is the term of an operation, or empty.
    """
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    months = (f"{together_with}{ACCEPTED}{number // 12:04}{number % 12 + 1:02}" for number in numbers)
    return f"({'|'.join(months)})"
