"""What is done: operations, the documents that explain them, the papers and words they rest on."""

from .citation import Citation, public_sources, why_not_public
from .comment import Comment
from .document import Document
from .edition import AsOf, CalledOff, Edition, ReviewClock, Submission, Withdrawal
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
from .picture import Picture
from .procedure import Color, Procedure, ProcedureAddress
from .publication import Publication
from .retraction import Retraction
from .revision import Revision, RowRevision
from .sitting import TOP, Sitting, place_of, places_of

__all__ = [
    "Abstract",
    "Answer",
    "AsOf",
    "CalledOff",
    "Citation",
    "Color",
    "Comment",
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
    "Picture",
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
    "Sitting",
    "Standing",
    "Step",
    "Strength",
    "StrengthRule",
    "Submission",
    "TOP",
    "UrgentSign",
    "Withdrawal",
    "place_of",
    "places_of",
    "public_sources",
    "why_not_public",
]
