"""How the person keeps articles: collections, saved searches, and the trash of articles."""

from __future__ import annotations

import time
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.hebrew.folding import fold_text
from reader.library import codec, failures, statements
from reader.library.articles import Articles
from reader.library.base import now
from reader.library.codec import Column
from reader.library.origin import canonical_address
from reader.library.rows import ArticleRow

LONGEST_NAME = 200
"""Code points that the name of a collection or of a saved search keeps."""

_AT_ONCE = (
    100  # articles in one transaction: some milliseconds, so that a note that is saved meanwhile hardly waits
)
_BREATH = 0.001  # seconds: a lock that is taken again at once lets nobody else in
_JOINER = "\N{ZERO WIDTH JOINER}"  # of the emoji in a name


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of the person's own making; `count` is how many articles are in it, the trash not counted."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the person wants to make again; `query` as it was written."""

    id: str
    name: str
    query: str
    made: str


@dataclass(frozen=True, slots=True)
class KeptCollection:
    """All of a collection that was deleted, so that it can come back: the works in it with when they came in."""

    id: str
    name: str
    made: str
    works: tuple[tuple[str, str], ...]


class Shelves(Articles):
    """Collections, saved searches, and the trash of articles.

    What is in a collection or in the trash is a work: an article in all its versions. Where works are asked for, the
    id of any version will do. What each change returns is what its undoing needs.
    """

    # -- collections -----------------------------------------------------------------------------------------

    def collections(self) -> list[Collection]:
        """The collections, in the order of their names."""
        found = self._rows(statements.COLLECTIONS)
        with failures.told(self._place):
            made = [
                Collection(codec.from_column(id_), codec.from_column(name), codec.number_from(count))
                for id_, name, count in found
            ]
        return sorted(made, key=lambda each: (fold_text(each.name), each.id))

    def make_collection(self, name: str, works: Iterable[str] = ()) -> Collection:
        """A new collection with `works` in it.

        Raises:
            ReaderError: the name is empty, or that of another collection.
        """
        made = Collection(str(uuid.uuid4()), _named(name, "A collection needs a name."), 0)
        wanted = list(works)
        with self._saving():
            self._check_free("collections", made.name, "")
            self._connection.execute(
                "INSERT INTO collections (id, name, made) VALUES (?, ?, ?)",
                (made.id, codec.to_column(made.name), now()),
            )
        self.collect(made.id, wanted)
        return next(each for each in self.collections() if each.id == made.id)

    def rename_collection(self, collection_id: str, name: str) -> str | None:
        """Call a collection `name`; what it was called before. Nothing, and None, where it is not here.

        Raises:
            ReaderError: the name is empty, or that of another collection.
        """
        return self._rename("collections", collection_id, _named(name, "A collection needs a name."))

    def delete_collection(self, collection_id: str) -> KeptCollection | None:
        """Delete a collection, but none of its articles; what `put_back_collection` needs. None where it is not here."""
        with self._saving():
            execute = self._connection.execute
            row = execute("SELECT name, made FROM collections WHERE id = ?", (collection_id,)).fetchone()
            if row is None:
                return None
            works = execute("SELECT work, added FROM collected WHERE collection_id = ?", (collection_id,))
            kept = KeptCollection(
                collection_id,
                codec.from_column(row[0]),
                codec.from_column(row[1]),
                tuple((codec.from_column(work), codec.from_column(added)) for work, added in works),
            )
            execute("DELETE FROM collections WHERE id = ?", (collection_id,))
            return kept

    def put_back_collection(self, kept: KeptCollection) -> None:
        """Undo `delete_collection`; a collection of the same name that was made since then takes its articles in."""
        with self._saving():
            id_ = put_collection(self._connection.execute, kept.id, kept.name, kept.made)
            self._connection.executemany(
                statements.COLLECT, [(id_, codec.to_column(work), added) for work, added in kept.works]
            )

    def collect(self, collection_id: str, works: Iterable[str]) -> tuple[str, ...]:
        """Put articles into a collection; the works that were not in it before. Nothing where it is not here."""
        instant = now()

        def put(work: str) -> bool:
            if (
                self._connection.execute("SELECT 1 FROM collections WHERE id = ?", (collection_id,)).get
                is None
            ):
                return False
            self._connection.execute(statements.COLLECT, (collection_id, codec.to_column(work), instant))
            return self._connection.changes() > 0

        return self._each_work(works, put)

    def uncollect(self, collection_id: str, works: Iterable[str]) -> tuple[str, ...]:
        """Take articles out of a collection; the works that were in it."""

        def take(work: str) -> bool:
            self._connection.execute(statements.UNCOLLECT, (collection_id, codec.to_column(work)))
            return self._connection.changes() > 0

        return self._each_work(works, take)

    def collected(self, collection_id: str) -> tuple[str, ...]:
        """The works in a collection, the last one that came in first."""
        found = self._rows(
            "SELECT work FROM collected WHERE collection_id = ? ORDER BY added DESC, work", (collection_id,)
        )
        with failures.told(self._place):
            return tuple(codec.from_column(work) for (work,) in found)

    def collections_of(self, work: str) -> frozenset[str]:
        """The ids of the collections that an article is in."""
        found = self._rows(
            f"SELECT collection_id FROM collected WHERE work = ({statements.WORK_OF})",  # noqa: S608 - fixed words
            (codec.to_column(work),),
        )
        with failures.told(self._place):
            return frozenset(codec.from_column(id_) for (id_,) in found)

    # -- saved searches --------------------------------------------------------------------------------------

    def searches(self) -> list[SavedSearch]:
        """The saved searches, in the order of their names."""
        found = self._rows("SELECT id, name, query, made FROM searches")
        with failures.told(self._place):
            made = [SavedSearch(*(codec.from_column(each) for each in row)) for row in found]
        return sorted(made, key=lambda each: (fold_text(each.name), each.id))

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keep a search under a name.

        Raises:
            ReaderError: the name is empty, or that of another saved search.
        """
        made = SavedSearch(str(uuid.uuid4()), _named(name, "A saved search needs a name."), query, now())
        with self._saving():
            self._check_free("searches", made.name, "")
            put_search(self._connection.execute, made)
        return made

    def rename_search(self, search_id: str, name: str) -> str | None:
        """Call a saved search `name`; what it was called before. Nothing, and None, where it is not here.

        Raises:
            ReaderError: the name is empty, or that of another saved search.
        """
        return self._rename("searches", search_id, _named(name, "A saved search needs a name."))

    def change_search(self, search_id: str, query: str) -> str | None:
        """Let a saved search look for `query`; what it looked for before. Nothing, and None, where it is not here."""
        with self._saving():
            execute = self._connection.execute
            row = execute("SELECT query FROM searches WHERE id = ?", (search_id,)).fetchone()
            execute("UPDATE searches SET query = ? WHERE id = ?", (codec.to_column(query), search_id))
            return None if row is None else codec.from_column(row[0])

    def delete_search(self, search_id: str) -> SavedSearch | None:
        """Forget a saved search; what `put_back_search` needs. None where it is not here."""
        with self._saving():
            execute = self._connection.execute
            row = execute("SELECT id, name, query, made FROM searches WHERE id = ?", (search_id,)).fetchone()
            execute("DELETE FROM searches WHERE id = ?", (search_id,))
            return None if row is None else SavedSearch(*(codec.from_column(each) for each in row))

    def put_back_search(self, search: SavedSearch) -> None:
        """Undo `delete_search`."""
        with self._saving():
            put_search(self._connection.execute, search)

    # -- the trash of articles -------------------------------------------------------------------------------

    def delete_articles(self, ids: Iterable[str], token: CancelToken | None = None) -> tuple[str, ...]:
        """Put articles into the trash, each with all its versions; the works that were not there before.

        No list shows them and no search finds them; their notes and collections stay, and opening or importing one
        brings it back. When `token` is cancelled the rest stays where it is.
        """
        instant = now()

        def throw(work: str) -> bool:
            self._connection.execute(statements.TO_TRASH, (codec.to_column(work), instant))
            return self._connection.changes() > 0

        return self._each_work(ids, throw, token)

    def restore_articles(self, ids: Iterable[str], token: CancelToken | None = None) -> tuple[str, ...]:
        """Take articles out of the trash; the works that were there."""

        def bring(work: str) -> bool:
            self._connection.execute(statements.OUT_OF_TRASH, (codec.to_column(work),))
            return self._connection.changes() > 0

        return self._each_work(ids, bring, token)

    def deleted_articles(self) -> list[ArticleRow]:
        """The articles in the trash, those deleted last first."""
        return self._article_rows(statements.LINES + statements.IN_TRASH)

    def empty_article_trash(self, ids: Iterable[str] | None = None, token: CancelToken | None = None) -> int:
        """Forget the articles in the trash (or those of them named) for good; how many they were.

        Their notes stay, and say what their article was called. When `token` is cancelled the rest stays.
        """

        def forget(work: str) -> bool:
            name = (codec.to_column(work),)
            self._connection.execute(statements.KEEP_TITLES, name)
            self._connection.execute(statements.FORGET_ARTICLE, name)
            gone = self._connection.changes() > 0
            if gone:
                self._connection.execute(statements.FORGET_COLLECTED, name)
            return gone

        wanted = [row.work for row in self.deleted_articles()] if ids is None else ids
        return len(self._each_work(wanted, forget, token))

    # -- finding one -----------------------------------------------------------------------------------------

    def article_by_address(self, url: str) -> ArticleRow | None:
        """The article that came from an address, however that is written; None where it is no address."""
        place = canonical_address(url)
        if place is None:
            return None
        found = self._article_rows(statements.LINES + statements.AT_ADDRESS, (codec.to_column(place),))
        return next(iter(found), None)

    # -- inside ----------------------------------------------------------------------------------------------

    def _each_work(
        self, ids: Iterable[str], change: Callable[[str], bool], token: CancelToken | None = None
    ) -> tuple[str, ...]:
        """Do `change` to the work of each of `ids`, in short transactions; those works that it changed."""
        wanted = list(dict.fromkeys(ids))
        done: list[str] = []
        for start in range(0, len(wanted), _AT_ONCE):
            if token is not None and token.cancelled:
                break
            if start:
                time.sleep(_BREATH)
            done += self._some_works(wanted[start : start + _AT_ONCE], change)
        return tuple(dict.fromkeys(done))

    def _some_works(self, ids: list[str], change: Callable[[str], bool]) -> list[str]:
        with self._saving():
            found = [self._connection.execute(statements.WORK_OF, (codec.to_column(id_),)).get for id_ in ids]
            works = [codec.from_column(work) for work in found if work is not None]
            return [work for work in works if change(work)]

    def _rename(self, table: str, id_: str, name: str) -> str | None:
        with self._saving():
            execute = self._connection.execute
            row = execute(f"SELECT name FROM {table} WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - ours
            if row is None:
                return None
            self._check_free(table, name, id_)
            execute(f"UPDATE {table} SET name = ? WHERE id = ?", (codec.to_column(name), id_))  # noqa: S608
            return codec.from_column(row[0])

    def _check_free(self, table: str, name: str, but_for: str) -> None:
        found = _called(self._connection.execute, table, name)
        if found is not None and found != but_for:
            message = {
                "collections": "There is a collection called {name} already.",
                "searches": "There is a saved search called {name} already.",
            }[table]
            raise ReaderError(message, "Choose another name.", name=name)


_Execute = Callable[..., Iterable[tuple[Column, ...]]]


def put_collection(execute: _Execute, id_: str, name: str, made: str) -> str:
    """Make sure that there is a collection of that id or name, inside a transaction; the id that it has."""
    for (there,) in execute("SELECT id FROM collections WHERE id = ?", (id_,)):
        return codec.from_column(there)
    same = _called(execute, "collections", name)
    if same is not None:
        return same
    execute("INSERT INTO collections (id, name, made) VALUES (?, ?, ?)", (id_, codec.to_column(name), made))
    return id_


def put_search(execute: _Execute, search: SavedSearch) -> None:
    """Keep a saved search, inside a transaction, unless it is here or the same one is under its name.

    Where another one has its name, it gets a number.
    """
    for _ in execute("SELECT 1 FROM searches WHERE id = ?", (search.id,)):
        return
    for (name,) in execute("SELECT name FROM searches WHERE query = ?", (codec.to_column(search.query),)):
        if fold_text(codec.from_column(name)) == fold_text(search.name):
            return
    name, number = search.name, 1
    while _called(execute, "searches", name) is not None:
        number += 1
        name = f"{search.name} {number}"
    execute(
        "INSERT INTO searches (id, name, query, made) VALUES (?, ?, ?, ?)",
        (search.id, codec.to_column(name), codec.to_column(search.query), search.made),
    )


def _called(execute: _Execute, table: str, name: str) -> str | None:
    """The id of what is called so, however that is pointed and quoted."""
    folded = fold_text(name)
    for id_, other in execute(f"SELECT id, name FROM {table}"):  # noqa: S608 - the name of a table of ours
        if fold_text(codec.from_column(other)) == folded:
            return codec.from_column(id_)
    return None


def _named(name: str, message: str) -> str:
    """`name` as it is kept: on one line, without marks that nobody sees.

    Raises:
        ReaderError: nothing is left of it.
    """
    # A mark of direction copied along with a word would make two names that look alike.
    seen = "".join(" " if unicodedata.category(each) == "Cc" else each for each in name[: 10 * LONGEST_NAME])
    plain = "".join(
        each for each in seen if unicodedata.category(each) not in ("Cf", "Cs") or each == _JOINER
    )
    kept = " ".join(plain.split())[:LONGEST_NAME].strip(f" {_JOINER}")
    if not kept:
        raise ReaderError(message, "Write a name for it.")
    return kept
