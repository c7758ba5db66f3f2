"""The search: what a query finds in the library's index, in which order, and the lines that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import apsw

from reader.cancel import CancelToken
from reader.library.index import Index
from reader.library.search import facets, listing
from reader.library.search.answering import Answering
from reader.library.search.columns import Columns
from reader.library.search.others import Others
from reader.library.search.query import Query, parse
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
from reader.model import Span


class Finder:
    """Searches one library, from any thread, and never waits for somebody who writes.

    Searches wait for one another, but not for lines, nor for what is counted: facets, people, quotations, notes.
    """

    def __init__(self, library: Library) -> None:
        # What is counted besides takes longer and must not keep waiting who types.
        self._searching, self._showing, self._counting = (Index(library) for _ in range(3))
        self._columns, self._counted = Columns(), Columns()

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
            first: give only so many, where that is much quicker; `Found.complete` says whether that is all.

        Raises:
            CancelledError: the token was cancelled.
            ReaderError: the index cannot be read.
        """
        asked = _read(query, typing)
        with self._searching.connection(token) as connection, _one_moment(connection):
            self._columns.refresh(connection)
            return Answering(connection, self._columns, asked).found(sort, first)

    def lines(self, keys: Sequence[int], query: str | Query, *, typing: bool = False) -> list[ArticleLine]:
        """The lines of the articles `keys`, in that order; for the rows in sight, some 0.5 ms each.

        An article that has gone since gives no line.
        """
        asked = _read(query, typing)
        with self._showing.connection() as connection, _one_moment(connection):
            return listing.articles(connection, keys, asked)

    def hits(self, query: str | Query, text: str) -> list[Span]:
        """Where the words of `query` stand in `text`, in order: all that an open article has of them."""
        asked = _read(query, typing=False)
        with self._showing.connection() as connection:
            marker = listing.marker_of(connection, asked)
        return [Span(hit.start, hit.end) for hit in marker.hits(text)]

    def people(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[PersonLine], int]:
        """People, organisations and places whose names or roles have the words, and how many there are in all."""
        asked = _read(query, typing)
        with self._others(asked) as others:
            return others.people(limit)

    def quotations(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[QuotationLine], int]:
        """Quotations that have the words, of the articles and speakers that the filters let through."""
        asked = _read(query, typing)
        with self._others(asked) as others:
            return others.quotations(limit)

    def notes(
        self, query: str | Query, limit: int = 50, *, typing: bool = False
    ) -> tuple[list[NoteLine], int]:
        """Notes that have the words in passage, text or tags, of the articles that the filters let through."""
        asked = _read(query, typing)
        with self._others(asked) as others:
            return others.notes(limit)

    def facets(self, query: str | Query, token: CancelToken | None = None, limit: int = 30) -> Facets:
        """What the articles that answer `query` have in common, at most `limit` values of each kind.

        Raises:
            CancelledError: the token was cancelled.
        """
        asked = _read(query, typing=False)
        with self._counting.connection(token) as connection, _one_moment(connection):
            self._counted.refresh(connection)
            keys = Answering(connection, self._counted, asked).keys()
            return facets.count(connection, self._counted, keys, limit)

    def close(self) -> None:
        """Let go of the index; may be called twice. It is opened again when it is asked again."""
        for index in (self._searching, self._showing, self._counting):
            index.close()

    @contextmanager
    def _others(self, asked: Query) -> Iterator[Others]:
        with self._counting.connection() as connection, _one_moment(connection):
            self._counted.refresh(connection)
            answering = Answering(connection, self._counted, asked)
            yield Others(connection, self._counted, answering, listing.marker_of(connection, asked))


@contextmanager
def _one_moment(connection: apsw.Connection) -> Iterator[None]:
    """All that is read inside is of one moment: an import may write between two questions.

    What fails inside is rolled back by whoever lent the connection.
    """
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _read(query: str | Query, typing: bool) -> Query:
    return parse(query, typing=typing) if isinstance(query, str) else query
