"""Bytes to articles: the importers, and which of them reads what.

Built-in importers are a literal tuple; others come as entry points of the group ``reader.importers`` and are looked
for only where no built-in one is sure.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from functools import cache
from pathlib import Path

from reader import plugins
from reader.errors import ReaderError
from reader.importers.decoding import mended, no_article
from reader.importers.file_kinds import kind_by_name
from reader.importers.protocol import Importer
from reader.importers.text import LARGEST, TextImporter, article_of, too_large
from reader.model import Article

logger = logging.getLogger(__name__)

BUILT_IN: tuple[Importer, ...] = (TextImporter(),)

_HEAD = 4096  # bytes that an importer judges by
_SURE = 0.8


def load(data: bytes, source: str) -> Article:
    """The article in `data`, by the importer that is surest of it.

    Args:
        data: a whole file.
        source: where it came from: a path or an address.

    Raises:
        ReaderError: no importer reads it; the sentence says why.
    """
    return _surest(data[:_HEAD], source).load(data, source)


def load_path(path: str | os.PathLike[str]) -> Article:
    """The article in the file at `path`.

    Raises:
        ReaderError: the file is missing, no file, may not be read, is too large, or holds no article.
    """
    # A name that is no valid text can be opened, but neither stored nor shown as it is.
    source = os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return load(read_bytes(Path(path)), source)


def load_found(path: str | os.PathLike[str]) -> Article:
    """Like `load_path`, for a file that was come upon in a folder: data and programs are refused unread.

    Raises:
        ReaderError: as `load_path`, and for a text that by its name was written for programs.
    """
    name = Path(path).name
    kind = kind_by_name(name)
    if kind is not None and not _plugins()[0]:
        raise no_article(name, kind)
    return load_path(path)


def load_text(text: str, source: str) -> Article:
    """The article in `text`, which was pasted or dropped; lone surrogates in it become U+FFFD.

    Raises:
        ReaderError: there is nothing in the text, or it is too long.
    """
    # Two surrogates that belong together are one character; one alone can be neither stored nor shown.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    data = whole.encode("utf-8")
    if len(data) > LARGEST:
        raise too_large("The text", len(data))
    if not whole.strip():
        raise ReaderError("There is no text to open.", "Copy the article's text and paste it again.")
    return article_of(mended(whole), source, hashlib.sha256(data).hexdigest())


def broken_plugins() -> list[ReaderError]:
    """A sentence for every importer plug-in that could not be loaded."""
    return list(_plugins()[1])


@cache
def _plugins() -> tuple[tuple[Importer, ...], tuple[ReaderError, ...]]:
    made, broken = plugins.load("reader.importers")
    importers: list[Importer] = []
    for plugin in made:
        if callable(getattr(plugin, "sniff", None)) and callable(getattr(plugin, "load", None)):
            importers.append(_Guarded(plugin))  # type: ignore[arg-type]  # checked in the line above
        else:
            broken.append(
                ReaderError(
                    "The plug-in {name} is not an importer.",
                    "Reader works without it; update or remove it.",
                    name=type(plugin).__name__,
                )
            )
    return tuple(importers), tuple(broken)


class _Guarded:
    """An importer that came as a plug-in: whatever it raises becomes a sentence, never a crash."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer

    def sniff(self, head: bytes, name: str) -> float:
        try:
            return float(self._importer.sniff(head, name))
        except Exception:  # a plug-in may raise anything
            logger.warning(
                "importer plug-in %s failed to sniff", type(self._importer).__name__, exc_info=True
            )
            return 0.0

    def load(self, data: bytes, source: str) -> Article:
        try:
            return self._importer.load(data, source)
        except ReaderError:
            raise
        except Exception as failure:
            raise ReaderError(
                "{name} could not be read: the plug-in {plugin} failed.",
                "Update or remove the plug-in.",
                name=Path(source).name or source,
                plugin=type(self._importer).__name__,
            ) from failure


def _surest(head: bytes, source: str) -> Importer:
    sureness = [importer.sniff(head, source) for importer in BUILT_IN]
    sure = max(sureness)
    best = BUILT_IN[sureness.index(sure)]
    if sure >= _SURE:
        return best
    for plugin in _plugins()[0]:
        found = plugin.sniff(head, source)
        if found > sure:
            best, sure = plugin, found
    return best


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of the file at `path`, of which there may be `largest`; a pipe is read to its end.

    Raises:
        ReaderError: the file is missing, no file, may not be read, or is too large.
    """
    name = path.name or str(path)
    try:
        # Not to wait for somebody to write into a pipe that nobody writes into.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _check(descriptor, name, largest)
        except BaseException:
            os.close(descriptor)
            raise
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as failure:
        raise _unreadable(path, failure) from failure
    if len(data) > largest:
        raise too_large(name, len(data), largest)
    return data


def _check(descriptor: int, name: str, largest: int) -> None:
    """Raise where the open file is a folder, a device, or too large."""
    kind = os.fstat(descriptor)
    if stat.S_ISDIR(kind.st_mode):
        raise IsADirectoryError
    if not (stat.S_ISREG(kind.st_mode) or stat.S_ISFIFO(kind.st_mode)):
        raise ReaderError("{name} is a device, not a file.", "Choose a text file.", name=name)
    if kind.st_size > largest:
        raise too_large(name, kind.st_size, largest)
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)


def _unreadable(path: Path, failure: OSError | ValueError) -> ReaderError:
    """One sentence for what the system said."""
    name = path.name or str(path)
    if isinstance(failure, FileNotFoundError):
        return ReaderError("There is no file {path}.", "Check the name and the folder.", path=path)
    if isinstance(failure, NotADirectoryError):
        return ReaderError("There is no file {path}: part of it is no folder.", "Check the name.", path=path)
    if isinstance(failure, IsADirectoryError) or os.path.isdir(path):  # noqa: PTH112 - never raises
        return ReaderError("{name} is a folder, not a file.", "Choose a file in it.", name=name)
    if isinstance(failure, PermissionError):
        return ReaderError(
            "{name} may not be read by you.", "Ask for the right to read it, or copy it.", name=name
        )
    if isinstance(failure, ValueError):
        return ReaderError("{name} is no file name.", "Check the name.", name=name)
    return ReaderError(
        "{name} could not be read: {reason}.",
        "Try again, or copy the file to another place.",
        name=name,
        reason=failure.strerror or type(failure).__name__,
    )
