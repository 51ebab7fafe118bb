"""What is done: operations, the documents that explain them, the papers and words they rest on."""

from .demonstration import Demonstrable, DemonstrableQuerySet, site_is_demonstration
from .document import Document, Figure, GlanceFact, Question, Section, Step, UrgentSign
from .edition import Edition, Submission, Withdrawal, add_months
from .evidence import Publication
from .glossary import GlossaryTerm
from .procedure import Procedure

__all__ = [
    "Demonstrable",
    "DemonstrableQuerySet",
    "Document",
    "Edition",
    "Figure",
    "GlanceFact",
    "GlossaryTerm",
    "Procedure",
    "Publication",
    "Question",
    "Section",
    "Step",
    "Submission",
    "UrgentSign",
    "Withdrawal",
    "add_months",
    "site_is_demonstration",
]
