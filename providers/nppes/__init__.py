"""The monthly files of the national register (NPPES, CMS), read as proposals: docs/nppes.md."""

from .answering import CannotAccept, accept, refuse
from .reading import BadFile
from .register import Filters, OlderRelease, Summary, read_register

__all__ = [
    "BadFile",
    "CannotAccept",
    "Filters",
    "OlderRelease",
    "Summary",
    "accept",
    "read_register",
    "refuse",
]
