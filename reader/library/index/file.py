"""Opening the index's file: beside its library, made anew where it is not the right one, and never a danger to it.

The library is attached for reading alone. An index that is damaged, cut short, of another version or of another
library is thrown away: everything in it can be had from the library again.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import uuid
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import apsw

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import connection as opening
from reader.library import failures
from reader.library.base import Store
from reader.library.index import schema

logger = logging.getLogger(__name__)

_STEPS = 2_000  # of SQLite's machine between two looks at the stop switch: less than a millisecond
_CACHE = -16_000  # KiB, as SQLite wants it said
_ENDS = ("", "-wal", "-shm", "-journal")
_CLOSED = (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError)
_FLAGS = opening.OPEN_OR_MAKE | apsw.SQLITE_OPEN_URI


class _Memory(NamedTuple):
    """Where the index of a library in memory is, and a connection that keeps it as long as there is the library."""

    address: str
    keeper: apsw.Connection


_MEMORIES: weakref.WeakKeyDictionary[Store, _Memory] = weakref.WeakKeyDictionary()
_FOLDERS: weakref.WeakKeyDictionary[Store, Path] = weakref.WeakKeyDictionary()


def index_path(library_path: Path) -> Path:
    """Where the index of the library at `library_path` is, or would be."""
    return library_path.with_name(f"{library_path.stem}-index.sqlite")


def discard(library_path: Path) -> None:
    """Throw the index of the library at `library_path` away, if there is one; it is made anew when it is needed.

    Where the system does not let go of a file that is open, it stays: who opens it next sees that it is not right.
    """
    _remove(index_path(library_path))


class Index:
    """One connection to the index of an open library, for one use at a time. Any thread may use it.

    It is opened when it is first used. What goes wrong outside of us is a `ReaderError`.
    """

    def __init__(self, library: Store) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._connection: apsw.Connection | None = None
        self._memory: _Memory | None = None
        self._path: Path | None = None
        self._file: os.stat_result | None = None

    def close(self) -> None:
        """Let go of the file, and stop who uses it; may be called twice. It is opened again when it is used again."""
        while not self._lock.acquire(timeout=0.01):
            with suppress(apsw.ConnectionClosedError, AttributeError):
                self._connection.interrupt()  # type: ignore[union-attr]  # the one who uses it may just be opening it
        try:
            self._let_go()
        finally:
            self._lock.release()

    @contextmanager
    def connection(self, token: CancelToken | None = None) -> Iterator[apsw.Connection]:
        """The connection, with the library attached as ``lib``; no other thread has it meanwhile.

        Raises:
            ReaderError: the index or the library cannot be read. A damaged index is thrown away, and is empty when
                it is asked again.
            CancelledError: `token` was cancelled.
        """
        with self._lock, failures.told(self._library.path or ""):
            made = self._opened()
            if token is not None:
                token.check()
                made.set_progress_handler(lambda: token.cancelled, _STEPS)
            try:
                yield made
            except apsw.InterruptError as stop:
                raise CancelledError from stop
            except apsw.Error as failure:
                if not _is_damage(failure):
                    raise
                logger.warning("the index of the search is damaged and is thrown away: %s", failure)
                self._throw_away()
                raise lost() from failure
            finally:
                with suppress(apsw.Error):  # it may be closed
                    made.set_progress_handler(None)
                    if made.in_transaction:
                        made.execute("ROLLBACK")

    def throw_away(self) -> None:
        """Delete the index, to begin again with an empty one."""
        with self._lock, failures.told(self._library.path or ""):
            self._opened()
            self._throw_away()

    # -- inside ----------------------------------------------------------------------------------------------

    def _opened(self) -> apsw.Connection:
        if self._connection is not None and not self._in_place():
            self._let_go()
        if self._connection is None:
            self._connection = self._open()
            self._library.close_with(self)
        return self._connection

    def _open(self) -> apsw.Connection:
        """A connection to a sound index of this library; what is at its place and is none is deleted."""
        for _ in range(3):
            made = None
            try:
                made = self._connect()
                if self._is_sound(made):
                    return made
                logger.info("the index of the search is of another version or library, and is made anew")
            except (apsw.CorruptError, apsw.NotADBError, apsw.IOError, apsw.SQLError, OSError) as failure:
                logger.warning("the index of the search cannot be used and is made anew: %s", failure)
            except BaseException:
                if made is not None:
                    made.close(True)
                raise
            if made is not None:
                made.close(True)
            if self._path is not None:
                _remove(self._path)
        raise ReaderError(
            "The index of the search at {path} cannot be made.",
            "Close other programs that use it, or delete the file, and search again.",
            path=self._path or "",
        )

    def _connect(self) -> apsw.Connection:
        library = self._library.path
        if library is None:
            self._memory = _memory(self._library)
            made = apsw.Connection(self._memory.address, flags=_FLAGS)
        else:
            self._path = index_path(library)
            try:
                made = self._connect_file(self._path)
            except _CLOSED:
                self._path = _own_folder(self._library) / "index.sqlite"
                made = self._connect_file(self._path)
            self._file = self._path.stat()
        try:
            _set_up(made)
            self._attach(made)
        except BaseException:
            made.close(True)
            raise
        return made

    def _connect_file(self, path: Path) -> apsw.Connection:
        if path.is_dir() or not path.parent.is_dir():
            raise apsw.CantOpenError("there can be no file")
        if path.exists():
            try:
                opening.check_length(path)
            except ReaderError as failure:
                raise apsw.CorruptError(str(failure)) from failure
        made = apsw.Connection(path.as_uri(), flags=_FLAGS)
        made.set_busy_timeout(opening.BUSY_MS)
        try:
            if made.readonly("main"):
                raise apsw.ReadOnlyError("the index is read-only")
            opening.choose_journal(made, path)
        except BaseException:
            made.close(True)
            raise
        return made

    def _attach(self, made: apsw.Connection) -> None:
        path = self._library.path
        if path is None:
            made.execute("ATTACH ? AS lib", (self._library.address,))
            return
        for how in ("?mode=ro", "?immutable=1"):
            made.execute("ATTACH ? AS lib", (path.as_uri() + how,))
            try:
                made.execute("SELECT number FROM lib.clock").get  # noqa: B018 - whether it can be read
            except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.IOError):
                if how == "?immutable=1":
                    raise
                made.execute("DETACH lib")
            else:
                return

    def _is_sound(self, made: apsw.Connection) -> bool:
        """Whether it is of this version and of this library in its present state."""
        if not schema.is_ours(made):
            return False
        # First how far it has read: both may go on meanwhile.
        reached = made.execute("SELECT coalesce(max(number), 0) FROM main.progress").get
        library, number = made.execute("SELECT library, number FROM lib.clock").fetchall()[0]
        place = self._place()
        if made.execute("SELECT count(*) FROM main.meta").get == 0:
            made.execute(
                "INSERT INTO main.meta SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM main.meta)",
                (library, place),
            )
        known = made.execute("SELECT library, place FROM main.meta").fetchone()
        return bool(known == (library, place) and reached <= number)

    def _place(self) -> str:
        """What tells the library's file from a copy of it that was put in its place: what the index read is of that."""
        if self._library.path is None or opening.on_network(self._library.path):
            return ""  # the other machine may call the same file something else tomorrow
        file = self._library.path.stat()
        return f"{file.st_dev}:{file.st_ino}"

    def _in_place(self) -> bool:
        """Whether the file that is open is the one that others find."""
        if self._path is None or self._file is None:
            return self._memory is _MEMORIES.get(self._library)
        try:
            return os.path.samestat(self._path.stat(), self._file)
        except OSError:
            return False

    def _throw_away(self) -> None:
        self._let_go()
        _MEMORIES.pop(self._library, None)
        if self._path is not None:
            _remove(self._path)

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(apsw.Error):
                self._connection.execute("SELECT 1").fetchall()  # or an old interruption would keep the log
            self._connection.close(True)
            self._connection = None


def lost() -> ReaderError:
    """The index was damaged; it is empty now."""
    return ReaderError(
        "The index of the search was damaged and has to be made anew.",
        "Nothing of your library is lost. Search again in a while.",
    )


def _memory(library: Store) -> _Memory:
    if library not in _MEMORIES:
        address = f"file:/reader-{uuid.uuid4().hex}?vfs=memdb"
        _MEMORIES[library] = _Memory(address, apsw.Connection(address, flags=_FLAGS))
    return _MEMORIES[library]


def _own_folder(library: Store) -> Path:
    """A folder for the index of a library in a folder that cannot be written; gone with the library."""
    if library not in _FOLDERS:
        _FOLDERS[library] = folder = Path(tempfile.mkdtemp(prefix="reader-"))
        weakref.finalize(library, shutil.rmtree, folder, ignore_errors=True)
    return _FOLDERS[library]


def _set_up(made: apsw.Connection) -> None:
    made.set_busy_timeout(opening.BUSY_MS)
    made.execute(
        "SELECT 1 FROM main.sqlite_schema LIMIT 1"
    ).fetchall()  # registering would not say what is wrong
    schema.register(made)
    # A crash may cost the last changes of the index, which are then read again; not its soundness.
    for name, value in (("synchronous", "normal"), ("cache_size", _CACHE), ("temp_store", "memory")):
        made.pragma(name, value)
    if made.pragma("user_version") == 0:
        schema.make(made)
    schema.list_words(made)


def _is_damage(failure: apsw.Error) -> bool:
    if isinstance(failure, apsw.SQLError):
        return str(failure).startswith("no such table")
    return isinstance(failure, apsw.CorruptError | apsw.NotADBError)


def _remove(path: Path) -> None:
    for end in _ENDS:
        try:
            path.with_name(path.name + end).unlink(missing_ok=True)
        except OSError as failure:
            logger.warning("an index that cannot be used cannot be deleted: %s", failure)
