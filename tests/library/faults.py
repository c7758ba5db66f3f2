"""A disk that fails when it is told to, for every connection opened while it is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

import apsw


class Fault(Enum):
    """What one call to the disk does instead of its work."""

    FULL = "full disk"
    WRITE = "failed write"
    SHORT = "short write"
    SYNC = "failed sync"
    READ = "failed read"
    CUT = "failed truncation"
    OPEN = "failed open"
    DELETE = "failed delete"


class FaultyDisk(apsw.VFS):
    """SQLite's own file system, with faults.

    Attributes:
        full: no write finds room.
        failing: no sync succeeds.
        read_only: files may be opened for reading alone.
        writes_left: how many more writes find room; None for any number.
        fault: what the call of its kind fails with that comes after `calls_left` others; it fails once.
    """

    def __init__(self, base: str | None = None) -> None:
        self.base = base or apsw.vfs_names()[0]
        self.full = False
        self.failing = False
        self.read_only = False
        self.writes_left: int | None = None
        self.fault: Fault | None = None
        self.calls_left = 0
        super().__init__("faulty", self.base, makedefault=True)

    def arm(self, fault: Fault, calls: int) -> None:
        """Let the call fail that comes after `calls` others of its kind."""
        self.fault, self.calls_left = fault, calls

    def strikes(self, *faults: Fault) -> Fault | None:
        """The fault for a call that any of `faults` could befall; asked by each such call."""
        if self.fault not in faults:
            return None
        self.calls_left -= 1
        if self.calls_left >= 0:
            return None
        struck, self.fault = self.fault, None
        return struck

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        if self.strikes(Fault.OPEN):
            raise apsw.CantOpenError("unable to open database file")
        return _FaultyFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        if self.strikes(Fault.DELETE):
            raise apsw.IOError("disk I/O error")
        super().xDelete(filename, syncdir)


class _FaultyFile(apsw.VFSFile):
    def __init__(self, disk: FaultyDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        super().__init__(disk.base, name, flags)
        if disk.read_only:
            flags[1] = flags[1] & ~apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_READONLY

    def xWrite(self, data: bytes, offset: int) -> None:
        disk = self._disk
        if disk.writes_left is not None:
            disk.full = disk.writes_left <= 0
            disk.writes_left -= 1
        struck = disk.strikes(Fault.FULL, Fault.WRITE, Fault.SHORT)
        if struck is Fault.SHORT:
            super().xWrite(data[: len(data) // 2], offset)
        if struck is Fault.WRITE:
            raise apsw.IOError("disk I/O error")
        if disk.full or struck:
            raise apsw.FullError("database or disk is full")
        super().xWrite(data, offset)

    def xRead(self, amount: int, offset: int) -> bytes:
        if self._disk.strikes(Fault.READ):
            raise apsw.IOError("disk I/O error")
        return super().xRead(amount, offset)

    def xTruncate(self, newsize: int) -> None:
        if self._disk.strikes(Fault.CUT):
            raise apsw.IOError("disk I/O error")
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        if self._disk.failing or self._disk.strikes(Fault.SYNC):
            raise apsw.IOError("disk I/O error")
        super().xSync(flags)


@contextmanager
def faulty_disk(base: str | None = None) -> Iterator[FaultyDisk]:
    """While this lasts, every connection is opened on a `FaultyDisk` over the file system `base`."""
    disk = FaultyDisk(base)
    try:
        yield disk
    finally:
        disk.unregister()
