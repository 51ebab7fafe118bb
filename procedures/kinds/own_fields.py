"""What every document says of itself, beside its parts: each field once, with what it is to readers."""

from dataclasses import dataclass

from ..markdown_field import MarkdownField
from ..models import Document


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of `Document` that is signed."""

    name: str
    is_read: bool = True  # readers meet its words
    is_translated: bool = True

    @property
    def may_cite(self) -> bool:
        return isinstance(Document._meta.get_field(self.name), MarkdownField)


# In the order in which they are signed, and read.
OWN_FIELDS = (
    OwnField("kind", is_read=False, is_translated=False),
    OwnField("language", is_read=False, is_translated=False),
    OwnField("title"),
    OwnField("full_name"),
    OwnField("pronunciation", is_translated=False),
    OwnField("summary"),
    OwnField("body"),
    OwnField("translator", is_translated=False),
    OwnField("translates_edition", is_read=False, is_translated=False),
)
SIGNED = tuple(field.name for field in OWN_FIELDS)
READ = tuple(field.name for field in OWN_FIELDS if field.is_read)
CITING = tuple(field.name for field in OWN_FIELDS if field.is_read and field.may_cite)
PLAIN = tuple(name for name in READ if name not in CITING)
TRANSLATED = tuple(field.name for field in OWN_FIELDS if field.is_translated)
