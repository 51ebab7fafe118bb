"""What the law asks a clinic to tell its patients, and who has checked the translations of it."""

from .facts import NoticeFacts
from .languages import LanguageNotice, load_samples

__all__ = ["LanguageNotice", "NoticeFacts", "load_samples"]
