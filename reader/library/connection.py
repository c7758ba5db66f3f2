"""Opening the library's file: how it is locked, how it is synced, and what it must be.

Writes go through a write-ahead log, so that reading never waits for writing; where the file system has no
shared memory for it (a network drive, a read-only folder) SQLite's older rollback journal serves as well.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw

from reader.errors import ReaderError
from reader.library import failures, migrations

BUSY_MS = 3000
"""How long (milliseconds) another process's transaction is waited for before the person is told."""

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.davfs2"})
_NO_LOCKS = (apsw.ReadOnlyError, apsw.CantOpenError, apsw.IOError)  # what a closed or simple folder gives
OPEN_OR_MAKE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE


def connect(path: Path, read_only: bool) -> apsw.Connection:
    """A connection to the library at `path`, at this version's schema; made where there is none.

    A file or folder that may not be written is opened for reading alone, as it is with `read_only`.

    Raises:
        ReaderError: there is no library, none can be made, or the file is not one that can be used.
    """
    _prepare_place(path, read_only)
    with failures.told(path):
        connection = _open(path, apsw.SQLITE_OPEN_READONLY if read_only else OPEN_OR_MAKE)
        try:
            connection = _readable(connection, path)
            check_length(path)
            set_up(connection, path, lambda: choose_journal(connection, path))
        except BaseException:
            connection.close(True)
            raise
    return connection


def reading(path: Path) -> apsw.Connection:
    """A connection for reading the library at `path` as it lies there, be it of an older Reader.

    Raises:
        ReaderError: there is none, or it cannot be read.
    """
    _prepare_place(path, read_only=True)
    with failures.told(path):
        connection = _open(path, apsw.SQLITE_OPEN_READONLY)
        try:
            connection = _readable(connection, path)
            check_length(path)
            connection.pragma("trusted_schema", False)
            connection.pragma("cell_size_check", True)
            migrations.identify(connection, path, as_it_is=True)
            if connection.pragma("user_version") == 0:
                raise failures.foreign(path)  # nothing at all is in it
        except BaseException:
            connection.close(True)
            raise
    return connection


def plain(path: Path) -> apsw.Connection:
    """A connection to any database of ours, made where there is none; nothing is looked at or set up."""
    return _open(path, OPEN_OR_MAKE)


def log_left(path: Path) -> bool:
    """Whether changes lie beside the library's file: another Reader has it open, or the last one did not end well.

    The last one that closes it folds them in, so this is the cheapest mark of a clean end that there is.
    """
    try:
        return _logs(path)
    except OSError:
        return False


def set_up(connection: apsw.Connection, place: Path | str, before_writing: Callable[[], None]) -> None:
    """Make `connection` a library's: check what it is, then bring it to this version's schema.

    Nothing is written, not even by `before_writing`, before it is known that the file is ours.
    """
    migrations.identify(connection, place)
    for name, value in (
        ("foreign_keys", True),
        # FULL, and in the rollback journal's mode the folder's sync too: what was acknowledged stays.
        ("synchronous", "extra"),
        ("fullfsync", True),
        ("checkpoint_fullfsync", True),
        # The file may come from anywhere.
        ("trusted_schema", False),
        ("cell_size_check", True),
    ):
        connection.pragma(name, value)
    if not connection.readonly("main"):
        before_writing()
    migrations.migrate(connection, place)


def _prepare_place(path: Path, read_only: bool) -> None:
    """Make the folder, and say now what SQLite would only call "unable to open"."""
    try:
        if path.is_dir():
            raise failures.unreachable(path, "it is a folder")
        if read_only and not path.exists():
            raise ReaderError("There is no library at {path}.", "Look whether it was moved.", path=path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what a person writes is theirs alone
    except OSError as failure:
        raise failures.unreachable(path, failure.strerror or str(failure)) from failure


def _open(path: Path, flags: int, parameters: str = "") -> apsw.Connection:
    name = str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        # A folder named in windows-1255 reaches SQLite byte for byte in an address, and in no other way.
        parameters = parameters or "?"
    if parameters:
        name, flags = path.as_uri() + parameters, flags | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(name, flags=flags)
    connection.set_busy_timeout(BUSY_MS)
    return connection


def _readable(connection: apsw.Connection, path: Path) -> apsw.Connection:
    """`connection`, or another one in its place, that can read the file where it lies."""
    with suppress(*_NO_LOCKS):
        connection.pragma("schema_version")
        return connection
    if not connection.readonly("main"):
        with suppress(*_NO_LOCKS):
            # Its log cannot be shared here. Alone, without shared memory, SQLite can still fold it in.
            connection.pragma("locking_mode", "exclusive")
            connection.pragma("journal_mode", "delete")
            connection.pragma("locking_mode", "normal")
            return connection
    return _unchanging(connection, path)


def _unchanging(connection: apsw.Connection, path: Path) -> apsw.Connection:
    """A connection to a file in a folder where not even a lock can be put: it is read as it lies."""
    if _has_content(path.with_name(path.name + "-wal")):
        raise failures.unreachable(path, "its newest changes lie beside it and its folder cannot be written")
    connection.close(True)
    return _open(path, apsw.SQLITE_OPEN_READONLY, "?immutable=1")


def check_length(path: Path) -> None:
    """Refuse a file that is shorter than its own header says.

    SQLite would serve what is left of it until somebody asks for a page that is gone: a copy that broke off
    must not look like a library with fewer notes. While a log lies beside it, the file may be behind its header.
    """
    if _logs(path):
        return
    with path.open("rb") as file:
        header = file.read(100)
        length = file.seek(0, 2)
    if len(header) < 100 or header[24:28] != header[92:96] or _logs(path):
        return  # new and empty, of a very old SQLite that kept no count, or just being written
    page = int.from_bytes(header[16:18], "big")
    if int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page) > length:
        raise failures.damaged(path)


def _logs(path: Path) -> bool:
    return any(_has_content(path.with_name(path.name + end)) for end in ("-wal", "-journal"))


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def choose_journal(connection: apsw.Connection, path: Path) -> None:
    """A write-ahead log, but where machines share the drive; as it is where that cannot be changed just now."""
    wanted = "delete" if on_network(path) else "wal"
    # Another process may hold the file just now: then it stays as it is, which is safe too.
    with suppress(apsw.BusyError, apsw.LockedError, *_NO_LOCKS):
        connection.pragma("journal_mode", wanted)


def on_network(path: Path) -> bool:
    """Whether `path` is on a drive shared by machines, where a write-ahead log loses data."""
    if path.drive.startswith("\\\\"):
        return True
    if not sys.platform.startswith("linux"):
        return False
    place = path.resolve()
    best, kind = 0, ""
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines():
            _, mount, found, *_ = line.split(" ")
            mount = mount.replace("\\040", " ")
            if len(mount) >= best and place.is_relative_to(mount):
                best, kind = len(mount), found
    return kind in _NETWORK
