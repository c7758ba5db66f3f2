"""A disk that fails when it is told to, for every connection opened while it is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw


class FaultyDisk(apsw.VFS):
    """SQLite's own file system, with faults.

    Attributes:
        full: no write finds room.
        failing: no sync succeeds.
        read_only: files may be opened for reading alone.
        writes_left: how many more writes find room; None for any number.
    """

    def __init__(self, base: str | None = None) -> None:
        self.base = base or apsw.vfs_names()[0]
        self.full = False
        self.failing = False
        self.read_only = False
        self.writes_left: int | None = None
        super().__init__("faulty", self.base, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _FaultyFile(self, name, flags)


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
        if disk.full:
            raise apsw.FullError("database or disk is full")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        if self._disk.failing:
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
