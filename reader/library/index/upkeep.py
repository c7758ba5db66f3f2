"""Keeping the index up to date: what was touched in the library is read again, the oldest change first.

In short transactions of the index's own file; the library is only read, and nobody who saves waits. A stop, a kill or
a failure at any moment leaves an index that is right as far as it goes, and the next call goes on from there. Two
processes may do it at once: each goes on where the other left off.
"""

from __future__ import annotations

import time
from typing import Any

import apsw

from reader.cancel import CancelToken
from reader.library.base import Store
from reader.library.index import merging, people, readings, texts
from reader.library.index.file import Index
from reader.library.index.schema import KINDS

_ROWS = 1000  # at most, read at once
_TIME = 0.5  # seconds of a transaction: who catches up in another process waits that long
_TOUCHED = """
    SELECT number, key FROM lib.touched
    WHERE kind = ?1 AND (number, key) > (coalesce((SELECT number FROM main.progress WHERE kind = ?1), 0),
        coalesce((SELECT key FROM main.progress WHERE kind = ?1), 0))
    ORDER BY number, key LIMIT ?2
"""
BEHIND = """
    SELECT count(*) FROM lib.touched LEFT JOIN main.progress USING (kind)
    WHERE touched.number >= (SELECT iif(count(*) < ?1, 0, min(number)) FROM main.progress)
        AND (touched.number, touched.key) > (coalesce(progress.number, 0), coalesce(progress.key, 0))
""".replace("?1", str(len(KINDS)))
"""How many changes were not read yet."""

_REACHED = """
    SELECT (SELECT iif(count(*) < ?1, 0, min(number)) FROM main.progress), (SELECT number FROM lib.clock)
""".replace("?1", str(len(KINDS)))
_BEYOND = 2**62  # a key that no row has


class Upkeep:
    """Keeps the index of `library` up to date, with a connection of its own; any thread may call it."""

    def __init__(self, library: Store) -> None:
        self._index = Index(library)

    def close(self) -> None:
        """Let go of the index; may be called twice."""
        self._index.close()

    def catch_up(self, token: CancelToken | None = None) -> int:
        """Bring the index up to date, making it where there is none; how many changes were read.

        Raises:
            ReaderError: the library or the index cannot be read or written.
            CancelledError: `token` was cancelled; what was done stays.
        """
        token = token or CancelToken()
        done = 0
        with self._index.connection() as connection:
            total = 0
            while step := _step(connection, token):
                done += step
                total = total or done + int(connection.execute(BEHIND).get)
                token.progress(min(1.0, done / total))
            while _settle(connection, token):
                token.check()
            if merging.needed(connection):
                while merging.merge(connection):
                    token.check()
        return done

    def behind(self) -> int:
        """How many changes of the library the index has not read yet."""
        with self._index.connection() as connection:
            return int(connection.execute(BEHIND).get)

    def reached(self) -> int:
        """How far the index has read: another number than before where somebody, be it another process, went on."""
        with self._index.connection() as connection:
            return int(connection.execute("SELECT coalesce(sum(number), 0) FROM main.progress").get)

    def rebuild(self, token: CancelToken | None = None) -> int:
        """Throw the index away and make it anew; like `catch_up` in all else."""
        self._index.throw_away()
        return self.catch_up(token)


def _step(connection: apsw.Connection, token: CancelToken) -> int:
    """One transaction's worth of changes, of one kind; how many, 0 where there are no more."""
    token.check()
    for kind in KINDS:
        if connection.execute(_TOUCHED, (kind, 1)).fetchone() is None:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again: another process may have been at it.
            rows: list[tuple[Any, ...]] = connection.execute(_TOUCHED, (kind, _ROWS)).fetchall()
            done = _take(connection, kind, rows, token)
            if done:
                connection.execute(
                    "INSERT OR REPLACE INTO main.progress VALUES (?, ?, ?)", (kind, *rows[done - 1])
                )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return done or _step(connection, token)
    _come_abreast(connection)
    return 0


def _come_abreast(connection: apsw.Connection) -> None:
    """Where nothing is left to read, remember that of every kind: none is looked for among what the others had."""
    reached, number = connection.execute(_REACHED).fetchall()[0]
    if reached == number:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = connection.execute("SELECT number FROM lib.clock").get
        if not connection.execute(BEHIND).get:
            connection.executemany(
                "INSERT OR REPLACE INTO main.progress VALUES (?, ?, ?)",
                [(kind, number, _BEYOND) for kind in KINDS],
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _settle(connection: apsw.Connection, token: CancelToken) -> int:
    """One transaction's worth of finding out who is who, after all is read; how much, 0 where there is no more."""
    if not people.unsettled(connection):
        return 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = people.settle(connection, token)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return done


def _take(connection: apsw.Connection, kind: str, rows: list[tuple[Any, ...]], token: CancelToken) -> int:
    """Read the first of `rows` again, as many as time and the stop switch allow; how many."""
    until = time.monotonic() + _TIME
    refused = readings.refused_names(connection) if kind in ("article", "people") else ()
    done = 0
    for _, key in rows:
        if done and (token.cancelled or time.monotonic() > until):
            break
        if kind == "note":
            texts.put_note(connection, key)
        elif kind == "article":
            texts.put_article(connection, key)
        if kind in ("article", "people"):
            shown = connection.execute("SELECT 1 FROM main.docs WHERE key = ?", (key,)).get is not None
            reading = readings.newest_reading(connection, key, refused) if shown else None
            texts.put_quotations(connection, key, reading)
            people.take(connection, key, reading)
        if kind == "decision":
            people.decided(connection)
        done += 1
    return done
