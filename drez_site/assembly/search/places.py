"""The places on our pages that fit, in one statement: PostgreSQL's full text over signed words.

Each term is looked for in the language that it is said in. A place is worth what its terms are worth: a rare
one more than one that stands everywhere, and more in a heading than in a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.reading_database import reading_connection

from .question import Term
from .sentences import BEGINS, ENDS, whole_sentences, without_end
from .shown import HEADINGS, OwnPlace, Page

MOST_PLACES = 20
MOST_OF_A_PAGE = 3
BEGIN_WITH_AN_OPERATION = ("standing-", "finding-")  # anchors of places with such a heading (passages_of.sql)
URGENT = "urgent-help"  # the anchor of what is on every page of a pain or an operation: when to call whom
MOST_URGENT = 3  # such places stand first for words that sound like an emergency

PLACES = """
WITH phrases AS (
    SELECT * FROM unnest(%(positions)s::int[], %(languages)s::text[], %(phrases)s::text[])
        phrase (position, language, phrase)),
spoken AS MATERIALIZED (
    SELECT language, search_configuration(language) AS how
    FROM (SELECT language FROM phrases UNION SELECT unnest(%(own_languages)s::text[])) spoken),
asked AS MATERIALIZED (
    SELECT position, language, string_agg('(' || query::text || ')', '|')::tsquery AS query
    FROM phrases JOIN spoken USING (language), phraseto_tsquery(how, phrase) query
    WHERE numnode(query) > 0 GROUP BY position, language),
shown AS MATERIALIZED (
    SELECT * FROM unnest(%(editions)s::bigint[], %(worths)s::float8[]) shown (edition_id, worth)),
own AS MATERIALIZED (
    SELECT -number AS id, language, heading, words, vector
    FROM unnest(
        %(own_languages)s::text[], %(own_headings)s::text[], %(own_words)s::text[],
        %(own_vectors)s::tsvector[]
    ) WITH ORDINALITY own (language, heading, words, vector, number)),
found AS MATERIALIZED (
    SELECT passage.id, shown.edition_id, asked.position, passage.anchor, shown.worth,
        (%(presence)s + ts_rank(%(weights)s::float4[], passage.vector, asked.query)
            + CASE WHEN lower(passage.heading) = ANY(%(typed)s) THEN 1 ELSE 0 END) AS rank
    FROM asked JOIN procedures_passage passage
        ON passage.language = asked.language AND passage.vector @@ asked.query
        JOIN shown ON shown.edition_id = passage.edition_id
    UNION ALL
    SELECT own.id, own.id, asked.position, 'own', 1,
        (%(presence)s + ts_rank(%(weights)s::float4[], own.vector, asked.query))
    FROM asked JOIN own ON own.vector @@ asked.query),
known AS MATERIALIZED (
    SELECT position, ln(1 + %(most_common)s::float8 / count(DISTINCT id)) AS worth
    FROM found GROUP BY position),
best_way AS (
    SELECT id, edition_id, anchor, worth, position, max(rank) AS rank FROM found GROUP BY 1, 2, 3, 4, 5),
scored AS (
    SELECT id, edition_id, sum(known.worth * rank) * best_way.worth
        * CASE WHEN anchor = '' THEN %(top)s WHEN anchor LIKE 'standing-%%' THEN %(standing)s ELSE 1 END
        AS score, %(is_urgent)s AND anchor = %(urgent)s AS helps
    FROM best_way JOIN known USING (position) GROUP BY id, edition_id, anchor, best_way.worth),
numbered AS (
    SELECT id, edition_id, score,
        helps AND row_number() OVER (PARTITION BY helps ORDER BY score DESC, id) <= %(most_urgent)s AS helps,
        row_number() OVER (PARTITION BY edition_id ORDER BY helps DESC, score DESC, id) AS of_its_page
    FROM scored),
best AS MATERIALIZED (
    SELECT id, edition_id, score, helps FROM numbered
    WHERE of_its_page <= %(most_of_a_page)s ORDER BY helps DESC, score DESC, id LIMIT %(most)s),
read AS (
    SELECT best.*, anchor, language, heading, words FROM best JOIN procedures_passage passage USING (id)
    UNION ALL
    SELECT best.*, '', language, heading, words FROM best JOIN own USING (id)),
marked AS (
    SELECT language, how, string_agg('(' || query::text || ')', '|')::tsquery AS query
    FROM asked JOIN spoken USING (language) GROUP BY language, how)
SELECT ARRAY(SELECT position FROM known),
    ARRAY(SELECT position FROM phrases EXCEPT SELECT position FROM asked), read.id, edition_id, anchor,
    ts_headline(coalesce(how, 'simple'), heading, coalesce(query, ''), %(whole)s),
    ts_headline(coalesce(how, 'simple'), words, coalesce(query, ''), %(whole)s)
FROM (VALUES (1)) always (row) LEFT JOIN (read LEFT JOIN marked USING (language)) ON true
ORDER BY helps DESC NULLS LAST, score DESC NULLS LAST, read.id
"""
OWN_VECTORS = """
SELECT array_agg((
    setweight(to_tsvector(search_configuration(%(language)s), heading || ' ' || more), 'A')
        || to_tsvector(search_configuration(language), words))::text ORDER BY number)
FROM unnest(
    %(languages)s::text[], %(headings)s::text[], %(words)s::text[], %(more)s::text[]
) WITH ORDINALITY own (language, heading, words, more, number)
"""
WEIGHTS = "{0.2, 0.4, 0.7, 1}"  # of D, C, B and A in `write_passages.sql`
TOP, STANDING = 1.2, 0.8  # what the top of a page is worth, and an operation on that of a kind of pain
PRESENCE = 0.6  # what a term is worth that a place has at all, beside its rank there
MOST_COMMON = 700  # about how many places there are: a term that stands in all of them is worth little
MARKS = f"StartSel={BEGINS}, StopSel={ENDS}"


@dataclass(frozen=True, slots=True)
class Place:
    """A heading and some words of a page, with marks around what fits. `url` leads to that very place."""

    heading: str
    heading_language: str
    words: str
    page: Page
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """Places, the best first, and which of the terms stand anywhere on our pages.

    `small` are those that no index holds because every page has them, like “between”.
    """

    places: tuple[Place, ...]
    known: frozenset[int]
    small: frozenset[int]


def places_for(
    terms: Sequence[Term],
    language: str,
    signed: Mapping[int, Page],
    own: Sequence[OwnPlace],
    *,
    is_urgent: bool = False,
) -> Found:
    """One statement. For who may be in danger, when to call whom comes first."""
    rows = _rows(PLACES, {**_parameters(terms, language, signed, own), "is_urgent": is_urgent})
    places = []
    for _known, _small, number, edition, anchor, heading, said in rows:
        if number is not None:
            page = own[-number - 1].page if number < 0 else signed[edition]
            url = f"{page.url}#{anchor}" if anchor else page.url
            named, spoken = (
                (str(HEADINGS[anchor]), language) if anchor in HEADINGS else (heading, page.language)
            )
            if spoken == language and anchor.startswith(BEGIN_WITH_AN_OPERATION):
                named = _with_its_operation_translated(named)
            places.append(Place(named, spoken, whole_sentences(without_end(said, page.quoted)), page, url))
    return Found(tuple(places), frozenset(rows[0][0]), frozenset(rows[0][1]))


def _with_its_operation_translated(heading: str) -> str:
    """The operation before the colon as the page names it: documents keep its English name."""
    operation, colon, rest = heading.partition(": ")
    plain = operation.replace(BEGINS, "").replace(ENDS, "")
    name = gettext(plain)
    return heading if name == plain else f"{name}{colon}{rest}"


def _parameters(
    terms: Sequence[Term], language: str, signed: Mapping[int, Page], own: Sequence[OwnPlace]
) -> dict[str, Any]:
    asked = [(position, *phrase) for position, term in enumerate(terms) for phrase in term.phrases]
    return {
        "language": language,
        "positions": [position for position, _language, _phrase in asked],
        "languages": [language for _position, language, _phrase in asked],
        "typed": [term.typed for term in terms],
        "phrases": [phrase for _position, _language, phrase in asked],
        "editions": list(signed),
        "worths": [page.worth for page in signed.values()],
        "own_languages": [place.page.language for place in own],
        "own_headings": [place.heading for place in own],
        "own_words": [place.words for place in own],
        "own_vectors": own_vectors(tuple(own), language),
        "weights": WEIGHTS,
        "top": TOP,
        "standing": STANDING,
        "presence": PRESENCE,
        "most_common": MOST_COMMON,
        "most": MOST_PLACES,
        "urgent": URGENT,
        "most_urgent": MOST_URGENT,
        "most_of_a_page": MOST_OF_A_PAGE,
        "whole": f"{MARKS}, HighlightAll=true",
    }


@once_per_content_version
def own_vectors(own: Sequence[OwnPlace], language: str) -> list[str]:
    """How the words of these places are looked for, on pages in that language. One statement."""
    words = {
        "language": language,
        "languages": [place.page.language for place in own],
        "headings": [place.heading for place in own],
        "words": [place.words for place in own],
        "more": [place.more for place in own],
    }
    ((vectors,),) = _rows(OWN_VECTORS, words)
    return vectors or []


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


LIKE = """
SELECT typed.word, near.word
FROM unnest(%(typed)s::text[]) typed (word),
    LATERAL (
        SELECT word FROM (
            SELECT known.word, max(similarity(known.word, typed.word)) AS likeness
            FROM (
                SELECT word FROM procedures_passageword
                WHERE edition_id = ANY(%(editions)s) AND word %% typed.word
                UNION ALL
                SELECT word FROM unnest(%(listed)s::text[]) word WHERE word %% typed.word) known
            GROUP BY known.word) known
        ORDER BY likeness DESC, word LIMIT 12) near
"""


def words_like(typed: Iterable[str], editions: Iterable[int], listed: Sequence[str]) -> dict[str, list[str]]:
    """For each word the likest that these editions or our lists have, the likest first. One statement."""
    like: dict[str, list[str]] = {}
    with reading_connection().cursor() as cursor:
        cursor.execute(LIKE, {"typed": list(typed), "editions": list(editions), "listed": list(listed)})
        for word, near in cursor.fetchall():
            like.setdefault(word, []).append(near)
    return like
