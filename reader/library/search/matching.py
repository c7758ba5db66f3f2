"""The words, phrases and filters of a query as FTS5 queries, and what they match in a text.

Two strengths: *strict* is what was typed, *loose* adds other spellings and lets the word that is still being typed go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import apsw

from reader.hebrew.folding import fold
from reader.hebrew.search_words import Word
from reader.library.search.likely import likely, likely_words
from reader.library.search.nodes import And, Node, Not, Or, Term
from reader.library.search.variants import Spelling, matching, spellings

_MOST_PHRASES = 12  # of the other spellings of a phrase's words, one with another
_ENOUGH_TYPED = 3  # letters of a word that is being typed before it goes on in texts too
_NEAR = 6  # words between those that stand together
_CUT = 1  # letter of בכנסת that is not marked where הכנסת was looked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """One term of a query: its words in their spellings, which stand together where there are several."""

    term: Term
    words: tuple[Spelling, ...]

    def fts(self, *, loose: bool, begun: bool = False) -> str:
        """An FTS5 query for it.

        With `begun`, also for what has been typed so little of that so many words begin with it.
        """
        choices = [(each.word, *each.same, *(each.others if loose else ())) for each in self.words]
        prefix = self.term.prefix and (not self.term.typed or (loose and (begun or not self.is_begun)))
        found = [matching(words, prefix=prefix) for words in islice(product(*choices), _MOST_PHRASES)]
        if prefix and len(choices) == 1:
            found[1:] = [matching((word,)) for word in choices[0][1:]]
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    @property
    def is_begun(self) -> bool:
        """Whether only two letters are typed: looked for as a beginning in headlines alone, which is quick."""
        return self.term.typed and len(self.words) == 1 and len(self.words[0].word) < _ENOUGH_TYPED


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a term stands: ``[start, end)`` in code points, without attached letters; which term."""

    start: int
    end: int
    term: int


def wanted(connection: apsw.Connection, terms: Iterable[Term]) -> dict[Term, Wanted]:
    """The terms with the spellings that the index has; those without a word are left out."""
    found = {}
    for term in terms:
        if term not in found and (words := spellings(connection, term.text, prefix=term.prefix)):
            found[term] = Wanted(term, words)
    return found


def is_textual(node: Node) -> bool:
    """Whether `node` has no filters, so that FTS5 alone can answer it."""
    if isinstance(node, Not):
        return is_textual(node.part)
    if isinstance(node, And | Or):
        return all(map(is_textual, node.parts))
    return isinstance(node, Term)


def fts(node: Node, known: dict[Term, Wanted], *, loose: bool, begun: bool = False) -> str | None:
    """An FTS5 query for a tree of words; None where FTS5 has none (only NOT, or a term without words)."""
    if isinstance(node, Term):
        return known[node].fts(loose=loose, begun=begun) if node in known else None
    if isinstance(node, Or):
        parts = [fts(part, known, loose=loose, begun=begun) for part in node.parts]
        return f"({' OR '.join(part for part in parts if part)})" if all(parts) else None
    if isinstance(node, And):
        wanted_ = [
            fts(part, known, loose=loose, begun=begun) for part in node.parts if not isinstance(part, Not)
        ]
        less = [fts(part.part, known, loose=False) for part in node.parts if isinstance(part, Not)]
        if not wanted_ or not all(wanted_) or not all(less):
            return None
        query = " AND ".join(part for part in wanted_ if part)
        for part in less:
            query = f"({query}) NOT {part}"
        return f"({query})"
    return None


def near(terms: Sequence[Term], known: dict[Term, Wanted]) -> str | None:
    """An FTS5 query for terms that stand together, in any order; None for a single one."""
    if len(terms) < 2:
        return None
    phrases = " ".join(
        matching(tuple(word.word for word in known[term].words), prefix=term.prefix and not term.typed)
        for term in terms
    )
    return f"NEAR({phrases}, {_NEAR})"


class Marker:
    """Finds where the terms of a query stand in a text."""

    def __init__(self, terms: Iterable[Wanted]) -> None:
        known = list(terms)
        self._terms = [_Matcher(index, each) for index, each in enumerate(known)]
        self._likely = likely(word for each in known for one in each.words for word in one.all)

    def __bool__(self) -> bool:
        return bool(self._terms)

    def hits(self, text: str) -> list[Hit]:
        """The places where a term stands, in order and without overlap; of a phrase, each of its words is one."""
        if not self._terms:
            return []
        found = [
            hit
            for words in likely_words(text, self._likely)
            for matcher in self._terms
            for hit in matcher.hits(text, words)
        ]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept


class _Matcher:
    def __init__(self, index: int, of: Wanted) -> None:
        self._index = index
        self._words = [frozenset(each.all) for each in of.words]
        self._same = frozenset(form for each in of.words for form in each.same)
        self._start = of.words[-1].word if of.term.prefix else None

    def hits(self, text: str, words: list[Word]) -> Iterator[Hit]:
        size = len(self._words)
        last = size - 1
        for at in range(len(words) - last):
            forms = [self._form(words[at + offset], offset, offset == last) for offset in range(size)]
            if all(forms):
                for offset, form in enumerate(forms):
                    assert form is not None
                    yield Hit(*self._place(text, words[at + offset], form), self._index)

    def _form(self, word: Word, offset: int, is_last: bool) -> str | None:
        wanted_ = self._words[offset]
        for form in word.forms:
            if form in wanted_ or (is_last and self._start is not None and form.startswith(self._start)):
                return form
        return None

    def _place(self, text: str, word: Word, form: str) -> tuple[int, int]:
        """Where `form` of `word` stands: without attached letters, and without the 's of a Latin word."""
        whole = word.forms[0]
        if whole.endswith(form):
            cut = len(whole) - len(form) + (_CUT if form in self._same else 0)
            return word.start + _width(text[word.start : word.end], cut), word.end
        return word.start, word.start + _width(text[word.start : word.end], len(form))


def _width(written: str, letters: int) -> int:
    """How many code points the first `letters` of a folded word take, as it is written: points belong to letters."""
    if not letters:
        return 0
    return fold(written).map.to_source(0, letters)[1]
