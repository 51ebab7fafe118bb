"""Calling offices one after the other: who is due, what to ask, and what becomes of each answer."""

from .answering import CannotUndo, all_as_listed, answer, put_off, undo
from .due import MOST_IN_A_ROUND, begin, how_many_due, to_call
from .questions import Question, questions

__all__ = [
    "MOST_IN_A_ROUND",
    "CannotUndo",
    "Question",
    "all_as_listed",
    "answer",
    "begin",
    "how_many_due",
    "put_off",
    "questions",
    "to_call",
    "undo",
]
