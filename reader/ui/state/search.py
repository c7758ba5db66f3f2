"""Searching the open article, as a person means it: שלום finds שָׁלוֹם, and תל אביב finds תל־אביב.

What is typed is found anywhere, also inside a word. Between quotation marks, or where whole words are asked for, it is
found only where words begin and end with it; attached letters may stand before it (נתניהו in ולנתניהו).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from reader.cancel import CancelToken
from reader.hebrew.chars import GERSHAYIM
from reader.hebrew.folding import Folded, find, fold
from reader.hebrew.prefixes import prefix_lengths
from reader.hebrew.tokens import tokenize
from reader.model import Article, Span
from reader.ui.state.session import Session

LONG = 200_000
"""From this many code points on, folding and finding would be felt: then both leave the GUI thread."""
LONG_IN_WORDS = 20_000
"""The same for whole words: the lines with hits are parted into words first."""
_CHECK = 1_000
"""Hits between two looks at whether somebody waits no more."""


@dataclass(slots=True)
class _Prepared:
    """An article made ready for searching; `lines` keeps where words begin and end in the lines that had hits."""

    folded: Folded
    lines: dict[int, tuple[frozenset[int], frozenset[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    prepared: _Prepared
    hits: tuple[Span, ...]


class ArticleSearch(QObject):
    """What is searched for in the session's article, and where it was found.

    Attributes:
        query: what was asked for, as it was typed.
        hits: where it stands, in text order.
        current: the index of the hit that the person stands on, -1 for none.
        whole: whether only whole words are found.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.hits: tuple[Span, ...] = ()
        self.current = -1
        self.whole = False
        self._session = session
        self._prepared: _Prepared | None = None
        self._from = (
            0  # where the page stood when the search began: more letters do not carry it further down
        )
        session.article_changed.connect(self._on_article)

    def search(self, query: str) -> None:
        """Find `query` and go to its first place from the top of the page on; an empty one ends the search."""
        if query != self.query:
            if not self.query:
                self._from = self._session.position
            self.query = query
            self._look()

    def match_words(self, whole: bool) -> None:
        """Find only whole words from now on, or anything again."""
        if whole != self.whole:
            self.whole = whole
            self._from = self.hits[self.current].start if self.current >= 0 else self._from
            self._look()

    def show_hits(self, query: str, spans: Sequence[Span], at: Span | None = None) -> None:
        """Show what another search has found in the open article for `query`, and go to the place `at`.

        That search may know more than this one (several words, each wherever it stands): its hits stay until
        something else is typed. Without `at` the page goes to the first of them.
        """
        self._session.jobs.cancel("search")
        self.query = query
        self.hits, self.current = tuple(sorted(spans)), -1
        self.changed.emit()
        if self.hits:
            after = bisect_left(self.hits, at.start, key=lambda hit: hit.start) if at is not None else 0
            self.go(min(after, len(self.hits) - 1))
        elif at is not None:
            self._session.wants_shown.emit(at)

    def step(self, by: int) -> None:
        """Go `by` hits on (or back), around the end."""
        if self.hits:
            self.go((self.current + by) % len(self.hits) if self.current >= 0 else 0)

    def go(self, index: int) -> None:
        """Go to the hit at `index`."""
        self.current = index
        self.changed.emit()
        self._session.wants_shown.emit(self.hits[index])

    def _look(self) -> None:
        article, query, whole, prepared = self._session.article, self.query, self.whole, self._prepared
        self._session.jobs.cancel("search")
        if article is None or not query.strip():
            self._set(())
        elif len(article.text) < (LONG_IN_WORDS if whole or _between_marks(query) else LONG):
            self._on_found(_look(article, prepared, query, whole))
        else:
            self._session.jobs.run(
                "search",
                lambda token: _look(article, prepared, query, whole, token),
                self._on_found,
                self._session.failed.emit,
            )

    def _on_found(self, found: _Found) -> None:
        self._prepared = found.prepared
        if not found.hits:
            self._set(())
            self.changed.emit()  # also where there was none before: that nothing was found is to be said
            return
        self._set(found.hits)
        after = bisect_left(found.hits, self._from, key=lambda hit: hit.start)
        self.go(after % len(found.hits))

    def _set(self, hits: tuple[Span, ...]) -> None:
        if (hits, self.current) != (self.hits, -1):
            self.hits, self.current = hits, -1
            self.changed.emit()

    def _on_article(self) -> None:
        self._session.jobs.cancel("search")
        self._prepared = None
        self.query = ""
        self._set(())


def _look(
    article: Article, prepared: _Prepared | None, query: str, whole: bool, token: CancelToken | None = None
) -> _Found:
    """Prepare the article, if that was not done yet, and find `query` in it; runs on any thread."""
    prepared = prepared or _Prepared(fold(article.text))
    if token is not None:
        token.check()
    phrase = _between_marks(query)
    found = find(prepared.folded, phrase or query)
    places = _whole(article.text, prepared, found, token) if whole or phrase else found
    return _Found(prepared, tuple(Span(start, end) for start, end in places))


def _between_marks(query: str) -> str:
    """The words of a query that stands between quotation marks, empty for any other: ארה"ב has its mark inside."""
    words = query.strip()
    marked = len(words) > 2 and words[0] in GERSHAYIM and words[-1] in GERSHAYIM
    return words[1:-1].strip() if marked else ""


def _whole(
    text: str, prepared: _Prepared, found: Sequence[tuple[int, int]], token: CancelToken | None
) -> Iterator[tuple[int, int]]:
    """Those of the places `found` that begin where a word does, or after its attached letters, and end where one does.

    Only lines with hits are parted into words, each once.
    """
    for at, (start, end) in enumerate(found):
        if token is not None and not at % _CHECK:
            token.check()
        begins, _ = _ends_of_words(text, prepared, start)
        _, stops = _ends_of_words(text, prepared, end - 1)
        if start in begins and end in stops:
            yield start, end


def _ends_of_words(text: str, prepared: _Prepared, offset: int) -> tuple[frozenset[int], frozenset[int]]:
    """Where in the line of `offset` words may begin, and where they end."""
    first = text.rfind("\n", 0, offset) + 1
    known = prepared.lines.get(first)
    if known is None:
        last = text.find("\n", offset)
        tokens = tokenize(text[first : last if last >= 0 else len(text)])
        begins = {first + each.start + cut for each in tokens for cut in prefix_lengths(each.text)}
        known = prepared.lines[first] = (frozenset(begins), frozenset(first + each.end for each in tokens))
    return known
