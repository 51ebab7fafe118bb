"""The pieces of documents, by the kind of document that has them."""

from .abstract import Abstract
from .article import Figure, GlanceFact, KeyPoint, Question, Section, Step, UrgentSign
from .comparison import Answer, GridRow, Option
from .condition import Saying, Standing
from .findings import Disagreement, Finding, Strength, StrengthRule
from .part import Part
from .phrase import Phrase

__all__ = [
    "Abstract",
    "Answer",
    "Disagreement",
    "Figure",
    "Finding",
    "GlanceFact",
    "GridRow",
    "KeyPoint",
    "Option",
    "Part",
    "Phrase",
    "Question",
    "Saying",
    "Section",
    "Standing",
    "Step",
    "Strength",
    "StrengthRule",
    "UrgentSign",
]
