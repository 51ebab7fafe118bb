"""Whether a translation is one: of an edition that exists, and without parts that were left in English."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, pack
from drez_site.foundation.markdown.citation_keys import CITATION

from .. import kinds
from ..kinds import Content, own_fields
from ..models import Document, Edition
from .rows_in_both import called, name_of_row, numbered, texts_of
from .unlike_english import differences

ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FEWEST_WORDS = 4  # to tell the language of a sentence by
ENGLISH_SHARE = 0.25  # of the words of a sentence: fewer may be names


def problems(document: Document, content: Content) -> list[str]:
    """Why these words of a translation cannot be submitted, a sentence each; none for the English page."""
    if document.language == SOURCE_LANGUAGE:
        return []
    number = content["translates_edition"]
    edition = edition_translated(document, content)
    found = list(reasons_if_called_off(edition))
    if number and edition is None and original_of(document):
        found.append(
            _("There is no edition %(number)d of the English page: choose the one that was translated.")
            % {"number": number}
        )
    names = _names_of_places(content)
    for place, text in left_in_english(content, edition, document.left_in_english):
        found.append(
            _(
                "%(place)s: translate “%(start)s ...”. If it stays English on purpose, write it under “Left "
                "in English”."
            )
            % {"place": names.get(place, place), "start": " ".join(text.split()[:8])}
        )
    for place, text in left_empty(content, edition):
        found.append(
            _("%(place)s: nothing stands there. Translate “%(start)s ...”.")
            % {"place": names.get(place, place), "start": " ".join(text.split()[:8])}
        )
    found += differences(content, edition)
    return found


def original_of(document: Document) -> Document | None:
    """The English document of the same page."""
    return Document.objects.translations_of(document).filter(language=SOURCE_LANGUAGE).first()


def edition_translated(document: Document, content: Content) -> Edition | None:
    """The English edition that these words say they translate, whatever became of it."""
    original = original_of(document) if document.language != SOURCE_LANGUAGE else None
    return original.editions.filter(number=content["translates_edition"] or 0).first() if original else None


def editions_followed(document: Document, before: Content, after: Content) -> tuple[Edition, Edition] | None:
    """The English edition that a translation followed, and the other one that it follows by now, if any."""
    old, new = (edition_translated(document, content) for content in (before, after))
    return (old, new) if old and new and old != new else None


def reasons_if_called_off(edition: Edition | None) -> Iterator[str]:
    """Why nobody signs a translation of this edition: patients never read it."""
    if edition and hasattr(edition, "called_off"):
        yield _("Edition %(number)d of the English page was called off: choose one that stands.") % {
            "number": edition.number
        }


def reasons_if_taken_down(edition: Edition | None) -> Iterator[str]:
    """Why nobody signs a translation of this edition: its page was taken down, and no newer one stands."""
    if edition is None:
        return
    newest = edition.document.editions.standing().select_related("withdrawal").first()
    if newest and hasattr(newest, "withdrawal") and edition.number <= newest.number:
        yield _(
            "The English page was taken down with edition %(number)d: sign it in English first, and "
            "translate that edition."
        ) % {"number": newest.number}


def english_to_translate(document: Document) -> Edition | None:
    """The newest English edition of the same page; None without one, and while its words are taken down."""
    original = original_of(document)
    newest = original.editions.standing().select_related("withdrawal").first() if original else None
    return newest if newest and newest.taken_down_on() is None else None


def edition_to_translate(document: Document) -> int | None:
    """The number of the edition with the newest English words of the same page; None without one."""
    original = original_of(document)
    editions = (
        original.editions.standing().exclude(kind=Edition.Kind.RENEWAL)
        if original
        else Edition.objects.none()
    )
    return editions.values_list("number", flat=True).order_by("-number").first()


def left_in_english(content: Content, edition: Edition | None, on_purpose: str) -> Iterator[tuple[str, str]]:
    """What is English, and not on purpose, by the edition's words or by its own; with where it stands."""
    english = {place: _plain(text) for place, text in texts_to_translate(edition.content)} if edition else {}
    said = {text for text in english.values() if len(WORD.findall(text)) > 1}
    meant = [_plain(line) for line in on_purpose.splitlines() if line.strip()]
    for place, text in texts_to_translate(content):
        plain = _plain(text)
        own = _without(plain, meant)
        if text == text.upper() or not WORD.search(own):
            continue  # an acronym is the same in every language
        if plain in said or plain == english.get(place) or reads_as_english(own, content["language"]):
            yield place, text


def left_empty(content: Content, edition: Edition | None) -> Iterator[tuple[str, str]]:
    """What the edition says, where the translation says nothing at the top or in a row that both have."""
    if edition is None:
        return
    now: Mapping[str, Any] = kinds.complete(content)
    english: Mapping[str, Any] = kinds.complete(edition.content)
    for name in own_fields.TRANSLATED:
        if (english[name] or "").strip() and not (now[name] or "").strip():
            yield called(Document, name), english[name]
    for part in kinds.named(content["kind"]).parts:
        if len(now[part.name]) != len(english[part.name]):
            continue  # nobody knows which is which: see `unlike_english.py`
        pairs = zip(numbered(part, now[part.name]), numbered(part, english[part.name]), strict=True)
        for (number, row), (_number, original) in pairs:
            for name in texts_of(part):
                if (original[name] or "").strip() and not (row[name] or "").strip():
                    yield _place(part, number, name), original[name]


def texts_to_translate(content: Content) -> Iterator[tuple[str, str]]:
    """Every text that somebody translates, with where it stands, in reading order."""
    content = kinds.complete(content)
    said: Mapping[str, Any] = content
    for name in own_fields.TRANSLATED:
        yield called(Document, name), said[name] or ""
    for part, number, row in kinds.rows(content):
        for name in texts_of(part):
            yield _place(part, number, name), row[name] or ""
    for term in content["terms"]:
        yield f"{_('Glossary')}, {term['slug']}", f"{term['term']}: {term['definition']}"


def _place(part: kinds.Part, number: int, name: str) -> str:
    """Of a text of a row: the same in every language, as long as its rows stand in the same order."""
    return f"{part.name} {number}, {name}"


def _names_of_places(content: Content) -> dict[str, str]:
    """What people call the places of the texts of rows."""
    return {
        _place(part, number, name): f"{name_of_row(part, number, row)}, {called(part.model, name)}"
        for part, number, row in kinds.rows(kinds.complete(content))
        for name in texts_of(part)
    }


def reads_as_english(text: str, language: str) -> bool:
    """Whether more of its words are common in English than in the language that it should be in.

    Languages share words (“in”, “arm” and “was” are German, too), so English words alone say nothing.
    """
    found = [word.lower() for word in WORD.findall(text)]
    english, own = (
        sum(word in pack(code).common_words for word in found) for code in (SOURCE_LANGUAGE, language)
    )
    return len(found) >= FEWEST_WORDS and english >= ENGLISH_SHARE * len(found) and english > own


def _plain(text: str) -> str:
    """Without addresses, citations and marks of Markdown, in small letters."""
    bare = re.sub(r"[*_#`>|\[\]]", " ", ADDRESS.sub(" ", CITATION.sub(" ", text)))
    return " ".join(bare.lower().split())


def alone(phrase: str) -> re.Pattern[str]:
    """The phrase where no letter or digit stands against it."""
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


def _without(text: str, phrases: list[str]) -> str:
    for phrase in sorted(phrases, key=len, reverse=True):
        text = alone(phrase).sub(" ", text)
    return text
