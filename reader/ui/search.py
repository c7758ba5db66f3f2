"""Searching the open article, as a person means it: שלום finds שָׁלוֹם, and תל אביב finds תל־אביב."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reader.cancel import CancelToken
from reader.hebrew.folding import Folded, find, fold
from reader.model import Article, Span
from reader.ui.session import Session

LONG = 200_000
"""From this many code points on, folding and finding would be felt: then both leave the GUI thread."""


@dataclass(frozen=True, slots=True)
class _Found:
    query: str
    folded: Folded
    hits: tuple[Span, ...]


class ArticleSearch(QObject):
    """What is searched for in the session's article, and where it was found.

    Attributes:
        query: what was asked for, as it was typed.
        hits: where it stands, in text order.
        current: the index of the hit that the person stands on, -1 for none.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.hits: tuple[Span, ...] = ()
        self.current = -1
        self._session = session
        self._folded: Folded | None = None
        self._from = (
            0  # where the page stood when the search began: more letters do not carry it further down
        )
        session.article_changed.connect(self._on_article)

    def search(self, query: str) -> None:
        """Find `query` and go to its first place from the top of the page on; an empty one ends the search."""
        if query == self.query:
            return
        if not self.query:
            self._from = self._session.position
        self.query = query
        article = self._session.article
        self._session.jobs.cancel("search")
        if article is None or not query.strip():
            self._set(())
        elif len(article.text) < LONG:
            self._on_found(_look(article, self._folded, query))
        else:
            folded = self._folded
            self._session.jobs.run(
                "search",
                lambda token: _look(article, folded, query, token),
                self._on_found,
                self._session.failed.emit,
            )

    def step(self, by: int) -> None:
        """Go `by` hits on (or back), around the end."""
        if self.hits:
            self.go((self.current + by) % len(self.hits) if self.current >= 0 else 0)

    def go(self, index: int) -> None:
        """Go to the hit at `index`."""
        self.current = index
        self.changed.emit()
        self._session.wants_shown.emit(self.hits[index])

    def _on_found(self, found: _Found) -> None:
        self._folded = found.folded
        self._set(found.hits)
        if found.hits:
            after = bisect_left(found.hits, self._from, key=lambda hit: hit.start)
            self.go(after % len(found.hits))

    def _set(self, hits: tuple[Span, ...]) -> None:
        if (hits, self.current) != (self.hits, -1):
            self.hits, self.current = hits, -1
            self.changed.emit()

    def _on_article(self) -> None:
        self._session.jobs.cancel("search")
        self._folded = None
        self.query = ""
        self._set(())


def _look(article: Article, folded: Folded | None, query: str, token: CancelToken | None = None) -> _Found:
    """Fold the article, if that was not done yet, and find `query` in it; runs on any thread."""
    folded = folded or fold(article.text)
    if token is not None:
        token.check()
    return _Found(query, folded, tuple(Span(start, end) for start, end in find(folded, query)))
