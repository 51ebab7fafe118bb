"""What is done: operations, the documents that explain them, the papers and words they rest on."""

from drez_site.foundation.dates import add_months
from drez_site.foundation.demonstration import Demonstrable, DemonstrableQuerySet, site_is_demonstration

from .abstract import Abstract
from .comparison import GridRow, Option
from .document import Document, Figure, GlanceFact, Question, Section, Step, UrgentSign
from .edition import Edition, Submission, Withdrawal
from .evidence import Publication
from .findings import Disagreement, Finding, Strength, StrengthRule
from .glossary import GlossaryTerm
from .procedure import Procedure

__all__ = [
    "Abstract",
    "Demonstrable",
    "DemonstrableQuerySet",
    "Disagreement",
    "Document",
    "Edition",
    "Figure",
    "Finding",
    "GlanceFact",
    "GlossaryTerm",
    "GridRow",
    "Option",
    "Procedure",
    "Publication",
    "Question",
    "Section",
    "Step",
    "Strength",
    "StrengthRule",
    "Submission",
    "UrgentSign",
    "Withdrawal",
    "add_months",
    "site_is_demonstration",
]
