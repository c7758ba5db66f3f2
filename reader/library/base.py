"""The open library file: its connection, its one lock, and its transactions."""

from __future__ import annotations

import os
import threading
import uuid
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self

import apsw

from reader import paths
from reader.library import connection, failures
from reader.library.codec import Column

LIBRARY_FILE = "library.sqlite"
"""What the library is called in the person's data folder."""

_IN_MEMORY = "(in memory)"


class Closable(Protocol):
    """What has something open."""

    def close(self) -> None:
        """Let go of it; may be called twice."""


class Store:
    """One connection to one file. Any thread may use it: calls wait for one another.

    What the environment does wrong (a full disk, a damaged or vanished file, another program that does not
    let go) is a `ReaderError` from any call, and what was saved before stays. Using a closed library is a bug.
    """

    def __init__(
        self, made: apsw.Connection, path: Path | None, for_reading: bool = False, ended_badly: bool = False
    ) -> None:
        self._connection = made
        self._path = path
        self._for_reading = for_reading
        self._lock = threading.Lock()
        self._file = path.stat() if path else None
        self._ended_badly = ended_badly
        self._memory = ""
        self._others: weakref.WeakSet[Closable] = weakref.WeakSet()

    @classmethod
    def open(cls, path: Path | None = None, *, read_only: bool = False) -> Self:
        """The library in the file `path` (None: the person's own), made where there is none.

        A file that may not be written is opened all the same, to be read: see `read_only`.

        Raises:
            ReaderError: it cannot be opened or made, or is not a library that this version can use.
        """
        place = (path or paths.data_dir() / LIBRARY_FILE).absolute()
        left = connection.log_left(place)
        made = connection.connect(place, read_only)
        return cls(made, place, for_reading=read_only, ended_badly=left)

    @classmethod
    def in_memory(cls) -> Self:
        """An empty library that is gone when it is closed."""
        # Named, so that other connections of this process can be to the same memory: the search has its own.
        address = f"file:/reader-{uuid.uuid4().hex}?vfs=memdb"
        made = apsw.Connection(address, flags=connection.OPEN_OR_MAKE | apsw.SQLITE_OPEN_URI)
        made.set_busy_timeout(connection.BUSY_MS)
        connection.set_up(made, _IN_MEMORY, lambda: None)
        store = cls(made, None)
        store._memory = address
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        for other in list(self._others):
            other.close()
        with self._lock:
            self._connection.close()

    def close_with(self, other: Closable) -> None:
        """Close `other`, which reads the file too, before the library: the last one that closes it folds its log in."""
        self._others.add(other)

    @property
    def path(self) -> Path | None:
        """Where the library is; None for one in memory."""
        return self._path

    @property
    def address(self) -> str:
        """Where SQLite finds the library, for other connections to it."""
        return self._path.as_uri() if self._path else self._memory

    @property
    def read_only(self) -> bool:
        """Whether the file can only be read, for now or because that was asked for."""
        with self._lock:
            return self._connection.readonly("main")

    @property
    def ended_badly(self) -> bool:
        """Whether the last Reader that used the file may have been killed, so that it should be checked.

        It may also be that another one has it open now. Known when it is opened, at no cost; the check itself is
        `checking.check`, off the GUI thread.
        """
        return self._ended_badly

    @contextmanager
    def transaction(self) -> Iterator[apsw.Connection]:
        """One transaction for a change that touches several kinds of things; for the modules of this package."""
        with self._saving():
            yield self._connection

    @property
    def _place(self) -> Path | str:
        return self._path or _IN_MEMORY

    def _rows(self, query: str, values: tuple[Column, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, failures.told(self._place):
            return self._connection.execute(query, values).fetchall()

    def _save(self, statement: str, values: tuple[Column, ...] | dict[str, Column]) -> None:
        with self._saving():
            self._connection.execute(statement, values)

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """One transaction: all of it is on the disk when it ends, or none of it and an error says why."""
        with self._lock, failures.told(self._place):
            self._check_in_place()  # also before the file could be opened anew, and so made
            self._look_again()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._check_in_place()
                self._connection.execute("COMMIT")
            except BaseException:
                self._give_up()
                raise

    def _look_again(self) -> None:
        """Open the file anew where it could only be read before: there may be room or leave to write now."""
        if self._path is None or self._for_reading or not self._connection.readonly("main"):
            return
        again = connection.connect(self._path, read_only=False)
        self._connection.close()
        self._connection = again

    def _give_up(self) -> None:
        """Roll back, where the failure itself has not done so."""
        if self._connection.in_transaction:
            with suppress(apsw.Error):
                self._connection.execute("ROLLBACK")

    def _check_in_place(self) -> None:
        """A deleted file can still be written to, until it is closed and gone with all that was "saved"."""
        if self._path is None or self._file is None:
            return
        try:
            moved = not os.path.samestat(self._path.stat(), self._file)
        except OSError:
            moved = True
        if moved:
            raise failures.vanished(self._path)


def now() -> str:
    """This instant, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
