"""What the law asks a clinic to tell its patients, and who has checked the translations of it."""

from .facts import NoticeFacts
from .languages import LanguageNotice, load_samples
from .translations import NoticeTranslation, is_sample

__all__ = ["LanguageNotice", "NoticeFacts", "NoticeTranslation", "is_sample", "load_samples"]
