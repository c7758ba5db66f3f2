"""The search: what a query finds in the library's index, in which order, and the lines that show it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cancel import CancelToken
from reader.library.search.query import Query
from reader.library.search.results import (
    ArticleLine,
    Facets,
    Found,
    NoteLine,
    PersonLine,
    QuotationLine,
    Sort,
)
from reader.library.store import Library


class Finder:
    """Searches one library, from any thread; calls wait for one another, never for somebody who writes."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(
        self,
        query: str | Query,
        sort: Sort = Sort.BEST,
        token: CancelToken | None = None,
        *,
        typing: bool = False,
        first: int | None = None,
    ) -> Found:
        """The articles that answer `query`, in order; an empty query is answered by all.

        Args:
            query: as a person typed it, or read already.
            sort: what stands first.
            token: stops it.
            typing: the last word of a `query` that is a text is still being typed, and may go on.
            first: give only so many, which may be much quicker; `Found.complete` says whether that is all.

        Raises:
            CancelledError: the token was cancelled.
            ReaderError: the index cannot be read.
        """
        raise NotImplementedError

    def lines(self, keys: Sequence[int], query: str | Query, *, typing: bool = False) -> list[ArticleLine]:
        """The lines of the articles `keys`, in that order; for the rows in sight, some 0.5 ms each.

        An article that has gone since gives no line.
        """
        raise NotImplementedError

    def people(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[PersonLine], int]:
        """People, organisations and places whose names or roles have the words, and how many there are in all."""
        raise NotImplementedError

    def quotations(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[QuotationLine], int]:
        """Quotations that have the words, of the articles and speakers that the filters let through."""
        raise NotImplementedError

    def notes(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[NoteLine], int]:
        """Notes that have the words in passage, text or tags, of the articles that the filters let through."""
        raise NotImplementedError

    def facets(self, query: str | Query, token: CancelToken | None = None, limit: int = 30) -> Facets:
        """What the articles that answer `query` have in common, at most `limit` values of each kind.

        Raises:
            CancelledError: the token was cancelled.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the index; may be called twice."""
