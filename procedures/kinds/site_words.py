"""Words of the site: every medical phrase that templates print, signed in one document."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..models import Document, Phrase
from ..readings.site_words import SiteWords
from ..signed_content import PhraseRow, SiteWordsContent
from .declaration import Guard, Kind, Part, PartForm, Words


def _words_of_phrase(number: int, phrase: PhraseRow) -> Words:
    yield ("phrase", str(number)), f"{phrase['place']}: {phrase['text']}"


def _says_something(content: SiteWordsContent) -> Iterator[str]:
    if not any(phrase["text"].strip() for phrase in content["phrases"]):
        yield _("Write the phrases: there is none.")


PHRASES = Part(
    name="phrases",
    model=Phrase,
    fields=("place", "text"),
    keys=("place",),
    words=_words_of_phrase,
    guard=Guard.ANSWERS,
    form=PartForm(fields=("place", "text"), is_short=True, at_once=30),
)


SITE_WORDS = Kind(
    kind=Document.Kind.SITE_WORDS,
    declaration=0,
    parts=(PHRASES,),
    reading=SiteWords,
    route="procedures:site-words",
    template="procedures/site_words.html",
    # Public, because what is signed can be checked by everybody; but a list of labels answers no question.
    is_for_searchers=False,
    file="site_words.toml",
    has_body=False,
    checks=(_says_something,),
)
