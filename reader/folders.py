"""The files in a folder and the folders in it, in the order in which a person would count them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reader.cancel import CancelToken
from reader.errors import ReaderError

_NUMBER = re.compile(r"0*(\d+)")
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 0) | getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 0)


@dataclass(slots=True)
class Walk:
    """One walk through files and folders; no folder is entered twice, whatever links lead to it.

    Attributes:
        refuse: is told of each folder that could not be read, and of each link that leads nowhere.
        skips: whether a file or folder that was come upon is left out; what was named is not asked about.
        token: the stop switch: one folder may hold a hundred thousand files.
    """

    refuse: Callable[[str, ReaderError], object]
    skips: Callable[[str], bool] = lambda _path: False
    token: CancelToken = field(default_factory=CancelToken)
    _entered: set[tuple[int, int]] = field(default_factory=set)

    def files(self, path: str) -> Iterator[str]:
        """`path` itself, or the files in it if it is a folder; hidden ones and what is no file are left out.

        Raises:
            CancelledError: the token was cancelled.
        """
        if not os.path.isdir(path):  # noqa: PTH112 - never raises
            yield path
            return
        # No recursion: folders may lie in one another by the thousand.
        open_folders = [self._listed(path)]
        while open_folders:
            try:
                inside, is_folder = next(open_folders[-1])
            except StopIteration:
                open_folders.pop()
                continue
            if is_folder:
                open_folders.append(self._listed(inside))
            else:
                yield inside

    def _listed(self, folder: str) -> Iterator[tuple[str, bool]]:
        """What is in `folder`, in order, each with whether it is a folder."""
        try:
            about = Path(folder).stat()
            if about.st_ino and (about.st_dev, about.st_ino) in self._entered:
                return iter(())
            self._entered.add((about.st_dev, about.st_ino))
            with os.scandir(folder) as entries:
                found = [self._seen(entry) for entry in entries]
        except (OSError, ValueError) as failure:
            self.refuse(folder, _unreadable(folder, failure))
            return iter(())
        found.sort()
        return ((path, is_folder) for _, path, is_folder, wanted in found if wanted)

    def _seen(self, entry: os.DirEntry[str]) -> tuple[str, str, bool, bool]:
        self.token.check()
        return natural_order(entry.name), entry.path, *self._kind(entry)

    def _kind(self, entry: os.DirEntry[str]) -> tuple[bool, bool]:
        """Whether an entry is a folder, and whether it is wanted at all."""
        if _is_hidden(entry) or self.skips(entry.path):
            return False, False
        try:
            if entry.is_dir():
                return True, True
            # A link that leads nowhere is no file: it is wanted so that whoever reads it says so.
            return False, entry.is_file() or entry.is_symlink()
        except OSError:
            return False, True


def natural_order(name: str) -> str:
    """What names are sorted by, so that ``כתבה 2`` is before ``כתבה 10``."""
    # Of two numbers the one with fewer digits is the smaller one; a name has at most 255 of them.
    return _NUMBER.sub(lambda found: f"{len(found[1]):03}{found[1]}", name.casefold())


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    if name.startswith((".", "~$")) or name.casefold() in _LEFT_BY_SYSTEMS:
        return True
    if os.name != "nt":
        return False
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
    except OSError:
        return False


def _unreadable(folder: str, failure: OSError | ValueError) -> ReaderError:
    if isinstance(failure, FileNotFoundError):
        return gone(folder)
    if isinstance(failure, PermissionError):
        return ReaderError(
            "The folder {path} may not be read by you.",
            "Ask for the right to read it, or copy it.",
            path=folder,
        )
    return ReaderError(
        "The folder {path} could not be read: {reason}.",
        "Try again, or copy it to another place.",
        path=folder,
        reason=getattr(failure, "strerror", None) or type(failure).__name__,
    )


def gone(folder: str) -> ReaderError:
    """The sentence about a folder that was there when the walk began, or of which somebody said so."""
    return ReaderError(
        "The folder {path} is not there any more.",
        "See whether it was moved, or its drive taken out; what was read before is kept.",
        path=folder,
    )
