"""What is done: operations, the documents that explain them, the papers and words they rest on."""

from .citation import Citation, public_sources, why_not_public
from .document import Document
from .edition import AsOf, Edition, ReviewClock, Submission, Withdrawal
from .glossary import GlossaryTerm
from .parts import (
    Abstract,
    Answer,
    Disagreement,
    Figure,
    Finding,
    GlanceFact,
    GridRow,
    KeyPoint,
    Option,
    Phrase,
    Question,
    Saying,
    Section,
    Standing,
    Step,
    Strength,
    StrengthRule,
    UrgentSign,
)
from .passage import Passage, PassageWord
from .procedure import Color, Procedure, ProcedureAddress
from .publication import Publication
from .retraction import Retraction
from .revision import Revision, RowRevision

__all__ = [
    "Abstract",
    "Answer",
    "AsOf",
    "Citation",
    "Color",
    "Disagreement",
    "Document",
    "Edition",
    "Figure",
    "Finding",
    "GlanceFact",
    "GlossaryTerm",
    "GridRow",
    "KeyPoint",
    "Option",
    "Passage",
    "PassageWord",
    "Phrase",
    "Procedure",
    "ProcedureAddress",
    "Publication",
    "Question",
    "Retraction",
    "ReviewClock",
    "Revision",
    "RowRevision",
    "Saying",
    "Section",
    "Standing",
    "Step",
    "Strength",
    "StrengthRule",
    "Submission",
    "UrgentSign",
    "Withdrawal",
    "public_sources",
    "why_not_public",
]
