"""What SQLite and the disk do to us, said in one sentence each.

Only what the environment did is translated. A misuse of the library's own connection is a bug and travels on
as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from reader.errors import ReaderError

_ROOM = 128 * 1024  # bytes: the shared memory of the log takes 32 KiB, the log of one note as much


class DamagedError(Exception):
    """What a row holds is not what was written into it."""


@contextmanager
def told(place: Path | str) -> Iterator[None]:
    """Do a piece of work on the library at `place`; what goes wrong outside of us is a `ReaderError`."""
    try:
        yield
    except (apsw.Error, DamagedError, UnicodeDecodeError) as failure:
        sentence = _sentence(failure, place)
        if sentence is None:
            raise
        raise sentence from failure


def damaged(place: Path | str) -> ReaderError:
    """The library's content is broken."""
    return ReaderError(
        "The library {path} is damaged.",
        "It has not been changed. Put a copy in its place, or start Reader with another library.",
        path=place,
    )


def foreign(place: Path | str) -> ReaderError:
    """The file is something else, perhaps another program's."""
    return ReaderError(
        "The file {path} is not a Reader library.",
        "It has not been changed. Choose another file.",
        path=place,
    )


def unreachable(place: Path | str, reason: str) -> ReaderError:
    """The file cannot be opened or made where it should be."""
    return ReaderError(
        "The library {path} cannot be opened: {reason}.",
        "See that its folder exists and that you may read and write there, or choose another library.",
        path=place,
        reason=reason,
    )


def read_only(place: Path | str) -> ReaderError:
    """Something should have been saved where nothing can be."""
    return ReaderError(
        "The library {path} is read-only, so nothing was saved.",
        "Allow writing to the file and its folder, or choose another library.",
        path=place,
    )


def vanished(place: Path | str) -> ReaderError:
    """The open library's file is no longer where it was."""
    return ReaderError(
        "The library {path} was moved or deleted while it was open, so nothing was saved.",
        "Put it back in its place, then start Reader again; copy what you have just written first.",
        path=place,
    )


def full() -> ReaderError:
    """No room is left."""
    return ReaderError(
        "The disk is full, so nothing was saved.",
        "Make room on it and save again; what is in the library already is safe.",
    )


def _sentence(failure: Exception, place: Path | str) -> ReaderError | None:
    """The sentence for `failure`; None where it is a bug of ours."""
    match failure:
        case apsw.FullError():
            return full()
        # Without room for its log or its locks, SQLite finds the file closed, broken or read-only.
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.IOError() if _is_full(place):
            return full()
        case apsw.BusyError() | apsw.LockedError() | apsw.ProtocolError():
            return ReaderError(
                "Another program is using the library {path} and does not let go of it.",
                "Wait a moment or close the other program, and try again.",
                path=place,
            )
        case apsw.ReadOnlyError():
            moved = _code(failure) == apsw.SQLITE_READONLY_DBMOVED
            return vanished(place) if moved else read_only(place)
        case apsw.NotADBError():
            return foreign(place)
        case apsw.CantOpenError() | apsw.PermissionsError():
            return unreachable(place, "the file or its folder is missing or closed to you")
        case apsw.IOError():
            return ReaderError(
                "The disk that holds the library {path} could not be read or written: {reason}.",
                "See that it is connected and sound, and try again; what was saved before is not touched.",
                path=place,
                reason=str(failure) or "it gave no answer",
            )
        # Our statements are fixed and tested: where one does not compile, or a text is not UTF-8, the tables
        # are not those that were made.
        case (
            apsw.CorruptError() | apsw.FormatError() | apsw.SQLError() | UnicodeDecodeError() | DamagedError()
        ):
            return damaged(place)
        case _:
            return None


def _is_full(place: Path | str) -> bool:
    """Whether the disk has no room for as much as a lock; False where nobody knows."""
    try:
        return shutil.disk_usage(Path(place).parent).free < _ROOM
    except OSError:
        return False


def _code(failure: apsw.Error) -> int:
    """SQLite's extended result code."""
    return int(getattr(failure, "extendedresult", 0))
