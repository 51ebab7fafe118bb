"""Staff Markdown, [@citations] and glossary words, into HTML that is safe to print.

One `DocumentRenderer` renders the texts of one page in reading order: it numbers sources as they are first
cited and explains each glossary word once, where it first stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from drez_site.foundation.markdown.citation_keys import CITATION, cited_keys
from drez_site.foundation.markdown.rendering import clean, plain_parser, ready

from . import pictures
from .models import GlossaryTerm, Publication

WORD_JOINER = "\u2060"  # invisible; where it stands no line ends


class UnknownCitation(LookupError):
    """A text cites a key that no publication has."""


def whole_words(words: Iterable[str]) -> re.Pattern:
    """Any of these words or phrases where it stands alone, the longest first, in large or small letters."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _tight(text: str) -> str:
    """A number that cites a source stands right behind its sentence, and never alone on the next line."""
    return re.sub(r"(?<![ \t])[ \t]+(?=\[@)", "", text)


def _parse_citation(state, silent):
    found = CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta["keys"] = cited_keys(found.group(0))
    state.pos = found.end()
    return True


def _explain_terms(state):
    renderer = state.env["renderer"]
    in_heading = False
    for block in state.tokens:
        if block.type in ("heading_open", "heading_close"):
            in_heading = block.type == "heading_open"
        if block.type == "inline" and not in_heading:
            block.children = list(_with_terms(block.children, renderer))


def _with_terms(tokens: list[Token], renderer: "DocumentRenderer"):
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "text" or depth:
            yield token
            continue
        rest = token.content
        while found := renderer.next_term(rest):
            term, start, end = found
            if start:
                yield _text(rest[:start])
            explained = Token("term", "", 0)
            explained.content = rest[start:end]
            explained.meta["term"] = term
            yield explained
            rest = rest[end:]
        if rest:
            yield _text(rest)


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _render_citation(renderer, tokens, index, options, env):
    return env["renderer"].cite(tokens[index].meta["keys"])


def _render_term(renderer, tokens, index, options, env):
    """A button that opens the note. Notes stand below the text: so the sentence reads whole anywhere."""
    term, words = tokens[index].meta["term"], escape(tokens[index].content)
    return f'<dfn><button type="button" class="term" popovertarget="term-{term.slug}">{words}</button></dfn>'


def _render_picture(renderer, tokens, index, options, env):
    token = tokens[index]
    return pictures.shown(token.content, str(token.attrs["src"]), str(token.attrs.get("title", "")))


def _parser() -> MarkdownIt:
    parser = plain_parser().enable("image")
    parser.inline.ruler.before("link", "citation", _parse_citation)
    parser.core.ruler.push("explain_terms", _explain_terms)
    parser.add_render_rule("citation", _render_citation)
    parser.add_render_rule("term", _render_term)
    parser.add_render_rule("image", _render_picture)
    return ready(parser)


PARSER = _parser()


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the page lists it."""

    number: int
    publication: Publication


class DocumentRenderer:
    """The texts of one page, rendered in reading order."""

    def __init__(self, publications: Mapping[str, Publication], terms: Iterable[GlossaryTerm] = ()):
        self.publications = publications
        self.explained: list[GlossaryTerm] = []
        self._references: dict[str, Reference] = {}
        self._unexplained = {form.lower(): term for term in terms for form in (term.term, *term.forms)}
        self._pattern = self._compile()

    @property
    def references(self) -> list[Reference]:
        return list(self._references.values())

    def render(self, text: str) -> SafeString:
        """Markdown blocks. Raises UnknownCitation."""
        return clean(PARSER.render(_tight(text), {"renderer": self}))

    def render_inline(self, text: str) -> SafeString:
        """One run of text without paragraph tags. Raises UnknownCitation."""
        return clean(PARSER.renderInline(_tight(text), {"renderer": self}))

    def cite(self, keys: list[str]) -> str:
        links = []
        for key in keys:
            reference = self._reference(key)
            number = reference.number
            label = escape(_("Reference %(number)d") % {"number": number})
            record = reference.publication.get_absolute_url()
            links.append(f'<a href="{record}" aria-label="{label}">{number}</a>')
        # In brackets: the next sentence may begin with a number, and no two numbers may read as one.
        return f'<sup class="cite">{WORD_JOINER}[{", ".join(links)}]</sup>'

    def next_term(self, text: str) -> tuple[GlossaryTerm, int, int] | None:
        """The first glossary word not yet explained on this page: term, start, end."""
        found = self._pattern.search(text) if self._pattern else None
        if not found:
            return None
        term = self._term_called(found.group(0))
        if term is None:  # explained, but a shorter word may stand inside it
            self._pattern = self._compile()
            return self.next_term(text)
        self.explained.append(term)
        self._unexplained = {form: other for form, other in self._unexplained.items() if other is not term}
        return term, found.start(), found.end()

    def _term_called(self, word: str) -> GlossaryTerm | None:
        """Of a word that the pattern found, unless it is explained.

        The pattern alone knows which letters it takes for one, as ſ for s.
        """
        if term := self._unexplained.get(word.lower()):
            return term
        same = (term for form, term in self._unexplained.items() if whole_words([form]).fullmatch(word))
        return next(same, None)

    def _reference(self, key: str) -> Reference:
        if key not in self._references:
            try:
                publication = self.publications[key]
            except KeyError as unknown:
                raise UnknownCitation(key) from unknown
            self._references[key] = Reference(len(self._references) + 1, publication)
        return self._references[key]

    def _compile(self) -> re.Pattern | None:
        return whole_words(self._unexplained) if self._unexplained else None
