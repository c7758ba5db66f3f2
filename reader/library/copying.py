"""A copy of a library's file while others may use it, and files that are on the disk when a call returns."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.library import connection as opening
from reader.library import failures

_PAGES = 256
"""How many pages (4 KiB each) are copied between two looks at the stop switch."""


def copy_library(path: Path, target: Path, token: CancelToken | None = None) -> None:
    """Write what the library at `path` holds now, newest changes included, into the new file `target`.

    With SQLite's backup API. No writer is held up where the library has a log: then the copy is of one moment, the
    beginning. The copy has no log, so that it is one file; it is on the disk when this returns.

    Raises:
        ReaderError: it cannot be read, or the copy not written.
        CancelledError: `token` was cancelled; `target` is unfinished.
    """
    token = token or CancelToken()
    source = opening.reading(path)
    try:
        with failures.told(path):
            if source.pragma("journal_mode") == "wal":
                # What is read in one transaction stays as it is; without it, each note that is saved meanwhile
                # would make the backup begin anew.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        with written(target.parent):
            target.touch(mode=0o600)  # SQLite would say no more than that it cannot
        with failures.told(target):
            copy = opening.plain(target)
            try:
                copy.pragma("locking_mode", "exclusive")
                copy.pragma("journal_mode", "off")
                with copy.backup("main", source, "main") as steps:
                    while not steps.step(_PAGES):
                        token.progress(1 - steps.remaining / max(1, steps.page_count))
                copy.pragma("journal_mode", "delete")
            finally:
                copy.close(True)
    finally:
        source.close(True)
    with written(target.parent):
        settle(target)


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """What the system says while files are written in `folder`, in one sentence."""
    try:
        yield
    except OSError as failure:
        raise ReaderError(
            "The copy could not be written in {path}: {reason}.",
            "See that the folder may be written and that its disk is not full.",
            path=folder,
            reason=failure.strerror or failure,
        ) from failure


def settle(path: Path) -> None:
    """Wait until the file and its name are on the disk.

    Raises:
        OSError: they are not.
    """
    with path.open("rb") as file:
        os.fsync(file.fileno())
    settle_names(path.parent)


def settle_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system knows of that."""
    with suppress(PermissionError, IsADirectoryError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # nor do some file systems; the file itself is there
                os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Make the file at `path` hold `data`: it is the old one or the new one, whenever the power goes.

    Raises:
        OSError: it could not be written; the old one stays.
    """
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
