"""The glossary: every word explained, in one language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Document
from ..signed_content import Content
from .declaration import Kind


def _explains_words(content: Content) -> Iterator[str]:
    if not content["terms"]:
        yield _("Add words to the glossary: there is none in this language.")


GLOSSARY = Kind(
    kind=Document.Kind.GLOSSARY,
    declaration=1,
    parts=(),
    route="procedures:glossary",
    template="procedures/glossary.html",
    found_as=gettext_lazy("Words explained"),
    stands_unsigned=True,
    in_catalogue=False,
    file="glossary.toml",
    has_body=False,
    checks=(_explains_words,),
    holds_every_term=True,
)
