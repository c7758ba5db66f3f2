"""A person across the library: everywhere they appear, and what was said about who is who."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import apsw

from reader.errors import ReaderError
from reader.library import codec, failures, people_reading
from reader.library.base import now
from reader.library.index import Index
from reader.library.index import people as upkeep
from reader.library.index.rows import rows
from reader.library.people_codec import Reference, Sentence, sentence_from, sentence_payload
from reader.library.people_rows import Decision, Doubt, PersonArticle, PersonLine, PersonPage
from reader.library.store import Library
from reader.model import EntityKind
from reader.model.identity import appearance_key

_REPRESENTATIVES = 50
"""So many appearances of each of two people that are said to be one are remembered, one of each name and kind of life."""

_SAVE = "INSERT OR REPLACE INTO people_decisions (id, payload, made) VALUES (?, ?, ?)"
_REFERENCE = "SELECT docs.id, work, appearances.kind, name, number FROM main.appearances JOIN main.docs ON docs.key = article_key"
_ONE_EACH = f"""
    {_REFERENCE} WHERE appearances.key IN
        (SELECT min(key) FROM main.appearances WHERE person = ? GROUP BY cluster ORDER BY count(*) DESC, 1 LIMIT ?)
"""  # noqa: S608 - the words above, nobody's input
_ALL = f"{_REFERENCE} WHERE person = ?"

_Found = TypeVar("_Found")


class People:
    """The people of a library, as its index has them (`Upkeep` brings that up to date). Any thread may use it.

    People are named by keys, which last until the index is made anew; what the person said about them names
    appearances by article and name, and so outlives the index, newer engines and newer versions of the articles.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = Index(library)
        self._undone: dict[str, tuple[str | bytes, str]] = {}

    def close(self) -> None:
        """Let go of the index; may be called twice."""
        self._index.close()

    # -- asking ----------------------------------------------------------------------------------------------

    def person_of(self, article_id: str, entity: str, kind: EntityKind | None = None) -> PersonLine | None:
        """Who somebody of an article is: `entity` is the id or a name that they have there.

        Any version of the article may be named. None where the index does not know it (yet).
        """
        return self._read(lambda connection: people_reading.person_of(connection, article_id, entity, kind))

    def line(self, key: int) -> PersonLine | None:
        """The person in short."""
        return self._read(lambda connection: people_reading.line(connection, key))

    def page(self, key: int, limit: int = 20) -> PersonPage | None:
        """All about a person, with the newest `limit` of the articles; None where there is no such person (any more)."""
        return self._read(lambda connection: people_reading.page(connection, key, limit))

    def articles(self, key: int, offset: int, limit: int) -> tuple[PersonArticle, ...]:
        """Further articles of a person, the newest first."""
        return self._read(lambda connection: people_reading.articles(connection, key, offset, limit))

    def role_years(self, key: int) -> dict[str, tuple[str, str]]:
        """What the person is said to be, each with the first and the last year of it in the library's articles."""
        return self._read(lambda connection: people_reading.role_years(connection, key))

    def search(self, text: str, kind: EntityKind | None = None, limit: int = 20) -> list[PersonLine]:
        """People by the beginnings of their names, those of most articles first; all of them for a `text` of nothing."""
        return self._read(lambda connection: people_reading.search(connection, text, kind, limit))

    def alike(self, key: int, limit: int = 20) -> list[PersonLine]:
        """Others who share a part of the name, those of most articles first."""
        return self._read(lambda connection: people_reading.alike(connection, key, limit))

    def doubts(self, limit: int = 100) -> list[Doubt]:
        """Who may be one, those of most articles first."""
        return self._read(lambda connection: people_reading.doubts(connection, None, limit))

    def decisions(self) -> list[Decision]:
        """What was said, the last first."""

        def read(connection: apsw.Connection) -> list[Decision]:
            found = []
            for id_, payload, made in rows(
                connection, "SELECT id, payload, made FROM lib.people_decisions ORDER BY made DESC, id"
            ):
                with suppress(failures.DamagedError):
                    said = sentence_from(payload)
                    found.append(
                        Decision(id_, "same" if said.kind == "same" else "different", said.names, made)
                    )
            return found

        return self._read(read)

    # -- saying ----------------------------------------------------------------------------------------------

    def merge(self, key: int, into: int) -> tuple[str, ...]:
        """Two people are one; the ids of what was decided, for `undo`.

        Raises:
            ReaderError: one of them is not there any more, they are of two kinds, or it could not be saved.
        """
        return self._say_of_two("same", key, into)

    def different(self, one: int, other: int) -> tuple[str, ...]:
        """Two people are not one, whatever speaks for it; as `merge`."""
        return self._say_of_two("different", one, other)

    def answer(self, doubt: str, same: bool) -> tuple[str, ...]:
        """The answer to a `Doubt`, by its id; as `merge`."""
        one, _, other = doubt.partition("-")
        if not (one.isdecimal() and other.isdecimal()):
            raise _gone()
        return self._say_of_two("same" if same else "different", int(one), int(other))

    def split(self, key: int, article_id: str, entity: str) -> tuple[str, ...]:
        """Whoever is called `entity` (id or name) in one article is not the person `key`; as `split_all`."""
        return self.split_all(key, [(article_id, entity)])

    def split_all(self, key: int, appearances: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Those of these articles (each with the id or name of the entity) are another person than `key`: one person.

        Raises:
            ReaderError: the person is not there any more, nobody of these is that person or all of them are, or it
                could not be saved.
        """
        wanted = list(appearances)

        def read(connection: apsw.Connection) -> Sentence:
            line = self._known(connection, key)
            own = {
                found
                for article, entity in wanted
                for found in people_reading.appearances_of(connection, key, article, entity)
            }
            out: list[Reference] = []
            rest: list[Reference] = []
            for appearance, *reference in rows(
                connection, _ALL.replace("SELECT ", "SELECT appearances.key, ", 1), key
            ):
                (out if appearance in own else rest).append(_reference(reference))
            if not out:
                raise _gone()
            if not rest:
                raise ReaderError(
                    "“{name}” appears nowhere else, so that there is nobody to tell apart.",
                    "Choose some of the articles, not all of them.",
                    name=line.name,
                )
            return Sentence("apart", tuple(sorted(out)), tuple(sorted(rest)), (line.name, line.name))

        return self._decide(self._read(read))

    def undo(self, ids: str | Iterable[str]) -> None:
        """Take back what was said: everybody is who they were before it. Unknown ids do nothing."""
        wanted = (ids,) if isinstance(ids, str) else tuple(ids)
        with self._library.transaction() as connection:
            for id_ in wanted:
                query = "SELECT payload, made FROM people_decisions WHERE id = ?"
                for payload, made in rows(connection, query, id_):
                    self._undone[id_] = payload, made
                connection.execute("DELETE FROM people_decisions WHERE id = ?", (id_,))
        self._settle()

    def redo(self, ids: str | Iterable[str]) -> None:
        """Say again what this object took back."""
        wanted = (ids,) if isinstance(ids, str) else tuple(ids)
        with self._library.transaction() as connection:
            for id_ in wanted:
                if id_ in self._undone:
                    connection.execute(_SAVE, (id_, *self._undone[id_]))
        self._settle()

    # -- inside ----------------------------------------------------------------------------------------------

    def _say_of_two(self, kind: str, one: int, other: int) -> tuple[str, ...]:
        def read(connection: apsw.Connection) -> Sentence:
            first, second = self._known(connection, one), self._known(connection, other)
            if first.kind is not second.kind or one == other:
                raise ReaderError(
                    "“{one}” and “{other}” cannot be merged or told apart.",
                    "Choose two people, two organisations or two places.",
                    one=first.name,
                    other=second.name,
                )
            ends = [
                tuple(sorted(map(_reference, rows(connection, _ONE_EACH, each, _REPRESENTATIVES))))
                for each in (one, other)
            ]
            return Sentence(kind, ends[0], ends[1], (first.name, second.name))

        return self._decide(self._read(read))

    def _known(self, connection: apsw.Connection, key: int) -> PersonLine:
        line = people_reading.line(connection, key)
        if line is None:
            raise _gone()
        return line

    def _decide(self, sentence: Sentence) -> tuple[str, ...]:
        id_ = str(uuid.uuid4())
        with self._library.transaction() as connection:
            connection.execute(_SAVE, (id_, sentence_payload(sentence), now()))
        self._settle()
        return (id_,)

    def _settle(self) -> None:
        """Let the index have what was decided at once, and not only when it is brought up to date."""
        with self._index.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            upkeep.decided(connection)
            while upkeep.settle(connection):
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")

    def _read(self, ask: Callable[[apsw.Connection], _Found]) -> _Found:
        """Ask one state of the index."""
        with self._index.connection() as connection:
            connection.execute("BEGIN")
            try:
                return ask(connection)
            finally:
                with suppress(apsw.Error):
                    connection.execute("COMMIT")


def _reference(row: Iterable[Any]) -> Reference:
    article, work, kind, name, number = row
    return (
        codec.from_column(article),
        codec.from_column(work),
        appearance_key("", EntityKind(kind), name, number)[1],
    )


def _gone() -> ReaderError:
    return ReaderError(
        "This person is not in the library any more, or was merged with another.",
        "Look for the name again.",
    )
