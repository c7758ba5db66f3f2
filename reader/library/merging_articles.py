"""What another copy of a library has beside its notes: articles and their shelves, corrections, names, decisions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import apsw

from reader.cancel import CancelToken
from reader.library import checking, failures, statements
from reader.library.articles import join_works
from reader.library.codec import from_column
from reader.library.copying import copy_library, written
from reader.library.origin import alike, is_address
from reader.library.shelves import SavedSearch, put_collection, put_search
from reader.library.store import Library

_KEPT = (
    *("id", "source", "language", "title", "folded_title", "site", "author", "published", "source_hash"),
    *("added", "opened", "position", "imported", "origin"),
)
_ADD = f"""
    INSERT INTO articles ({", ".join(_KEPT)}, work, shown) VALUES ({", ".join("?" for _ in _KEPT)}, ?, 0)
"""  # noqa: S608 - fixed names
_READ = f"""
    SELECT {", ".join(_KEPT)}, text, layout, source_map FROM articles JOIN contents ON article_key = key WHERE id = ?
"""  # noqa: S608 - fixed names
_PLACE = """
    SELECT origin, text FROM articles JOIN contents ON article_key = key WHERE id = ? AND origin IS NOT NULL
"""
_SHOW_NEWEST = """
    UPDATE articles SET shown =
        (id = (SELECT id FROM articles WHERE work = ?1 ORDER BY imported DESC, shown DESC, id LIMIT 1))
    WHERE work = ?1
"""

# What is in its trash stays there.
_LIVE = "SELECT id, work FROM articles WHERE deleted IS NULL ORDER BY key"
_IN_LIST = "SELECT EXISTS (SELECT 1 FROM articles WHERE work = ? AND deleted IS NULL)"
_COLLECTED = """
    SELECT id, collected.added FROM collected JOIN articles ON articles.work = collected.work WHERE collection_id = ?
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """The ids of the articles that were not here before, and how much came onto the shelves."""

    articles: tuple[str, ...] = ()
    shelves: int = 0


class Copy:
    """Another library, read from a copy of its file: so it can be of an older Reader, and is never changed."""

    def __init__(self, library: Library, rows: apsw.Connection) -> None:
        self.library = library
        self._rows = rows

    @classmethod
    @contextmanager
    def of(cls, path: Path, token: CancelToken) -> Iterator[Self]:
        """The library in the file `path`.

        Raises:
            ReaderError: it is not one, or cannot be read.
            CancelledError: `token` was cancelled.
        """
        with written(Path(tempfile.gettempdir())):
            room = tempfile.TemporaryDirectory(prefix="reader-")
        with room as folder:
            beside = Path(folder) / "other.sqlite"
            copy_library(path.absolute(), beside, token)
            if not checking.check(beside, token=token).sound:
                raise failures.damaged(path)
            rows: apsw.Connection | None = None
            with failures.told(path), Library.open(beside) as library:
                try:
                    rows = apsw.Connection(str(beside), flags=apsw.SQLITE_OPEN_READONLY)
                    yield cls(library, rows)
                finally:
                    if rows is not None:
                        rows.close()

    def copy_into(self, ours: apsw.Connection, token: CancelToken) -> Copied:
        """Copy what is missing in `ours`, inside its transaction."""
        works: dict[str, list[str]] = {}
        for id_, work in self._rows.execute(_LIVE):
            works.setdefault(work, []).append(id_)
        new: list[str] = []
        for number, ids in enumerate(works.values()):
            token.progress(0.3 + 0.4 * number / len(works))
            new += self._copy_work(ours, ids)
        for table, columns in (
            ("corrections", "id, article_id, number, payload, made"),
            ("refused_names", "kind, folded, name, made"),
            ("palette", "colour, name"),
            ("people_decisions", "id, payload, made"),
        ):
            rows: list[tuple[Any, ...]] = self._rows.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
            marks = ", ".join("?" for _ in columns.split(","))
            ours.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        return Copied(tuple(new), self._copy_shelves(ours))

    def _copy_work(self, ours: apsw.Connection, ids: list[str]) -> list[str]:
        """Copy those of the versions `ids` of one article that are not here, to the versions that are here."""
        here = {id_: self._work_here(ours, id_) for id_ in ids}
        new = [id_ for id_, work in here.items() if work is None]
        known = sorted({work for work in here.values() if work is not None})
        if not new and len(known) < 2:
            return []
        work = known[0] if known else next(filter(None, (self._older(ours, id_) for id_ in new)), new[0])
        for other in known[1:]:  # they are known there to be versions of one article
            join_works(ours, other, work)
        for id_ in new:
            for *columns, text, layout, source_map in self._rows.execute(_READ, (id_,)):
                ours.execute(_ADD, (*columns, work))
                ours.execute(
                    "INSERT INTO contents VALUES (last_insert_rowid(), ?, ?, ?)", (text, layout, source_map)
                )
        ours.execute(_SHOW_NEWEST, (work,))
        if ours.execute(
            _IN_LIST, (work,)
        ).get:  # what is new comes to no trash, nor does what it is a version of
            ours.execute(statements.OUT_OF_TRASH, (work,))
        return new

    def _copy_shelves(self, ours: apsw.Connection) -> int:
        """Copy collections and saved searches; a collection of the same name takes in what is in theirs."""
        came = ours.total_changes()
        for collection, name, made in self._rows.execute("SELECT id, name, made FROM collections"):
            here = put_collection(ours.execute, collection, from_column(name), made)
            for id_, added in self._rows.execute(_COLLECTED, (collection,)):
                work = self._work_here(ours, id_)
                if work is not None:
                    ours.execute(statements.COLLECT, (here, work, added))
        for row in self._rows.execute("SELECT id, name, query, made FROM searches"):
            put_search(ours.execute, SavedSearch(*(from_column(each) for each in row)))
        return ours.total_changes() - came

    def _work_here(self, ours: apsw.Connection, id_: str) -> str | None:
        row = ours.execute("SELECT work FROM articles WHERE id = ?", (id_,)).fetchone()
        return None if row is None else str(row[0])

    def _older(self, ours: apsw.Connection, id_: str) -> str | None:
        """The work of an article that came here from the place that `id_` came there from."""
        for place, text in self._rows.execute(_PLACE, (id_,)):
            for found, _, before in ours.execute(statements.FROM_ORIGIN, (place,)):
                if is_address(from_column(place)) or alike(from_column(before), from_column(text)):
                    return self._work_here(ours, from_column(found))
        return None
