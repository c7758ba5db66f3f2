"""One search over the articles: which of them answer it, and in which order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import apsw
import numpy as np

from reader.library.search.columns import Columns, Keys, Mask, keys_of
from reader.library.search.filtering import Filtering
from reader.library.search.matching import Wanted, fts, is_textual, near, wanted
from reader.library.search.nodes import And, Filter, Node, Not, Or, Term
from reader.library.search.query import Query
from reader.library.search.results import Found, Sort

_WORDS = "SELECT rowid AS key FROM main.article_words WHERE article_words MATCH ?"
_FEW = 3_000  # articles that are sorted by themselves; more of them by the order of all articles
_MOST_NEAR = 3_000  # articles in which words are looked for near one another
_TITLES = "SELECT rowid AS key FROM main.title_words WHERE title_words MATCH ?"
_MOST_STRICT = 10_000  # articles that are told apart by whether they have the word as it was typed


# Each gives every article; what answers is taken out of it.
_ORDERS = {
    Sort.ADDED: "SELECT key FROM lib.articles {some} ORDER BY imported DESC, key DESC",
    Sort.OPENED: "SELECT key FROM lib.articles {some} ORDER BY opened IS NULL, opened DESC, key DESC",
    Sort.TITLE: "SELECT key FROM main.docs {some} ORDER BY ltrim(folded_title, '\"'' '), day DESC, key DESC",
    Sort.SITE: "SELECT key FROM main.docs {some} ORDER BY folded_site = '', folded_site, day DESC, key DESC",
    Sort.NOTES: """
        SELECT docs.key AS key FROM main.docs LEFT JOIN
            (SELECT article_key, count(*) AS many FROM main.notes WHERE article_key IS NOT NULL GROUP BY article_key)
            ON article_key = docs.key
        {some} ORDER BY coalesce(many, 0) DESC, day DESC, docs.key DESC
    """,
}


class Answering:
    """Answers `query` with what the index has now."""

    def __init__(self, connection: apsw.Connection, columns: Columns, query: Query) -> None:
        self._connection = connection
        self._columns = columns
        self._query = query
        self._filtering = Filtering(connection, columns)
        self._known: dict[Term, Wanted] = wanted(connection, _terms(query.root))

    @property
    def known(self) -> dict[Term, Wanted]:
        """The query's terms in all their spellings; those without a word are missing."""
        return self._known

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing was asked for, which everything answers to."""
        return self._query.blank

    def found(self, sort: Sort, first: int | None) -> Found:
        """The articles in their order."""
        text, rest = self._parts()
        allowed = self.allowed(rest)
        quick = self._quick(text, allowed, first) if sort is Sort.BEST and first is not None else None
        if quick is not None:
            return self._made(quick, complete=False)
        keys, exact = self._sorted(text, allowed, sort, roughly=first is not None)
        return self._made(keys, complete=exact)

    def keys(self) -> Keys:
        """The articles in no order."""
        words, rest = self.words_and_rest()
        allowed = self.allowed(rest)
        if words is None:
            return np.flatnonzero(allowed)
        found = self._matching(words)
        return found[allowed[found]]

    def words_and_rest(self) -> tuple[str | None, list[Node]]:
        """What FTS5 can be asked in any table of words, and what must be so besides."""
        text, rest = self._parts()
        return (None if text is None else fts(text, self._known, loose=True)), rest

    def allowed(self, parts: Sequence[Node]) -> Mask:
        """Which keys are of articles for which all `parts` are so; none where nothing was asked."""
        if self._query.root is None and not self._query.blank:
            return self._columns.mask(())
        allowed = self._columns.present
        for part in parts:
            allowed = allowed & self._mask(part)
        return allowed

    # -- inside ----------------------------------------------------------------------------------------------

    def _made(self, keys: Keys, *, complete: bool = True) -> Found:
        also = dict.fromkeys(
            other for term in self._query.terms if term in self._known
            for word in self._known[term].words for other in word.others
        )  # fmt: skip
        made: array[int] = array("q")
        made.frombytes(keys.astype(np.int64, copy=False).tobytes())
        problems = (*self._query.problems, *self._filtering.problems)
        return Found(made, len(made), problems, tuple(map(_with_finals, also)), complete)

    def _parts(self) -> tuple[Node | None, list[Node]]:
        """What FTS5 answers by itself, as one tree, and the rest."""
        words: list[Node] = []
        rest: list[Node] = []
        for part in self._query.parts:
            textual = is_textual(part) and fts(
                part.part if isinstance(part, Not) else part, self._known, loose=True
            )
            (words if textual else rest).append(part)
        if all(isinstance(part, Not) for part in words):
            return None, [*rest, *words]
        return (And(tuple(words)) if len(words) > 1 else words[0]), rest

    def _mask(self, node: Node) -> Mask:
        if isinstance(node, Filter):
            return self._filtering.mask(node)
        if isinstance(node, Not):
            return self._columns.present & ~self._mask(node.part)
        query = fts(node, self._known, loose=True) if is_textual(node) else None
        if query is not None:
            return self._columns.mask(self._matching(query))
        if isinstance(node, Term):
            return self._columns.present  # no word in it: nothing is asked
        masks = [self._mask(part) for part in node.parts]
        combined = masks[0]
        for mask in masks[1:]:
            combined = combined & mask if isinstance(node, And) else combined | mask
        return combined

    def _matching(self, query: str | None, table: str = _WORDS) -> Keys:
        """The keys of the articles that have the words and are known to the columns."""
        if query is None:
            return np.zeros(0, np.int64)
        found = keys_of(self._connection, table, (query,))
        return found[found < len(self._columns.days)]

    def _having(self, text: Node) -> Keys:
        """The keys of the articles that have the words of a tree, in any of their spellings."""
        found = self._matching(fts(text, self._known, loose=True))
        if not any(each.is_begun for each in self._known.values()):
            return found
        return np.union1d(found, self._matching(fts(text, self._known, loose=True, begun=True), _TITLES))

    def _quick(self, text: Node | None, allowed: Mask, first: int) -> Keys | None:
        """The newest articles with the words in their headlines, if there are enough of them."""
        if text is None:
            return None
        found = self._matching(fts(text, self._known, loose=True, begun=True), _TITLES)
        found = found[allowed[found]]
        if len(found) < first:
            return None
        strict = self._columns.mask(self._matching(fts(text, self._known, loose=False), _TITLES))
        return self._columns.newest_first(found, np.where(strict[found], 0, 1))[:first]

    def _sorted(self, text: Node | None, allowed: Mask, sort: Sort, *, roughly: bool) -> tuple[Keys, bool]:
        """The keys in order, and whether that is exact: where much is written, an order is old in a moment."""
        columns = self._columns
        if text is None:
            found = np.flatnonzero(allowed)
        else:
            found = self._having(text)
            found = found[allowed[found]]
        if sort is Sort.BEST and text is not None:
            return columns.newest_first(found, self._tiers(text, found)), True
        if sort in (Sort.BEST, Sort.NEWEST):
            return columns.newest_first(found), True
        if len(found) > _FEW:
            order, exact = columns.order(self._connection, _ORDERS[sort].format(some=""), roughly=roughly)
            return order[columns.mask(found)[order]], exact
        some = "WHERE key IN (SELECT value FROM json_each(?))"
        if sort is Sort.NOTES:
            some = some.replace("WHERE key", "WHERE docs.key")
        order = keys_of(self._connection, _ORDERS[sort].format(some=some), (str(found.tolist()),))
        return order[columns.mask(found)[order]], True

    def _tiers(self, text: Node, found: Keys) -> Keys:
        """How good each article is, 0 the best: headline, then the words together, then as they were typed."""
        tiers = np.full(len(found), 4, np.int64)
        if len(found) < 2:
            return tiers
        strict = fts(text, self._known, loose=False)
        loose = fts(text, self._known, loose=True, begun=True)
        same = strict == loose
        together = near(_alone(text), self._known) if len(found) <= _MOST_NEAR else None
        steps: list[tuple[str | None, str, int]] = [
            (None if same or len(found) > _MOST_STRICT else strict, _WORDS, 3),
            (together, _WORDS, 2),
            (None if same else loose, _TITLES, 1),
            (strict, _TITLES, 0),
        ]
        if same:
            tiers[:] = 3
        for query, table, tier in steps:
            if query is not None:
                tiers[self._columns.mask(self._matching(query, table))[found]] = tier
        return tiers


def _terms(node: Node | None) -> list[Term]:
    """Every term of a tree, those that are taken away too."""
    if isinstance(node, Term):
        return [node]
    if isinstance(node, Not):
        return _terms(node.part)
    if isinstance(node, And | Or):
        return [term for part in node.parts for term in _terms(part)]
    return []


def _alone(text: Node) -> list[Term]:
    """The terms that must all be there."""
    parts = text.parts if isinstance(text, And) else (text,)
    return [part for part in parts if isinstance(part, Term)]


def _with_finals(word: str) -> str:
    """A folded word as it is written: its last letter in its final form."""
    finals = dict(zip("כמנפצ", "ךםןףץ", strict=True))
    return word[:-1] + finals.get(word[-1:], word[-1:]) if len(word) > 1 else word
