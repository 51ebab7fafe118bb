"""Calling offices one after the other: who is due, what to ask, and what becomes of each answer."""

from .answering import CannotUndo, answer, put_off, undo
from .due import MOST_IN_A_ROUND, begin, how_many_due
from .questions import Question, questions

__all__ = [
    "MOST_IN_A_ROUND",
    "CannotUndo",
    "Question",
    "answer",
    "begin",
    "how_many_due",
    "put_off",
    "questions",
    "undo",
]
