"""Many files into the library: read one by one, kept some at a time, with a report of what became of each."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reader import importers
from reader.aside import aside
from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.folders import Walk, gone
from reader.keeping import FOLDER as PLAIN_COPY
from reader.keeping import WRITTEN
from reader.library import Imported, Library
from reader.library.backups import FOLDER as BACKUPS
from reader.library.index import Upkeep
from reader.model import Article

logger = logging.getLogger(__name__)

_BATCH, _BATCH_SIZE = 32, 400_000
"""Articles and code points that are saved in one transaction: a note that is saved meanwhile waits a few ms."""
_BATCH_TIME = 0.5
"""Seconds after which what has been read is saved, however little."""
_LARGE = 256 * 1024  # bytes: a larger file may take longer to read than somebody waits who wants to stop
_NEWS = 0.1  # seconds between two tellings of how far it came
_INDEXED, _NEAR = 256, 2_000
"""After so many articles the index catches up, if it was not further behind than that when the import began."""
_BESIDE = frozenset({PLAIN_COPY, BACKUPS, WRITTEN})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Outcome(StrEnum):
    """What became of a file: an article that was not in the list, a newer version of one, or nothing new."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it came: files done, files in all (0 while they are being looked for), bytes read, the file at hand."""

    done: int
    total: int
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An article is in the library. `from_trash`: it was thrown away once, and is back (its outcome is `NEW`)."""

    path: str
    id: str
    title: str
    outcome: Outcome
    from_trash: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no article, or a file or folder that could not be read, and why."""

    path: str
    error: ReaderError


Event = Progress | Taken | Refused


@dataclass(slots=True)
class Report:
    """What became of all files: the ids of the articles, in the order of the files, and what was refused.

    Attributes:
        stopped: somebody stopped it; what is in the report was done.
    """

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: list[tuple[str, ReaderError]] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    """Those of `new` that were in the trash."""
    stopped: bool = False


def gather(
    library: Library,
    paths: Iterable[str | os.PathLike[str]],
    token: CancelToken | None = None,
    tell: Callable[[Event], object] | None = None,
) -> Report:
    """Import the files at `paths` and in the folders there, in their order; each kept before it is told of.

    What is hidden in a folder, and the library's own files, are left out. Whatever cannot be read is in the report
    and the rest is done. When `token` is cancelled it returns within 0.2 s, and what was done by then is kept.

    Args:
        library: where they go. Others may use it meanwhile, from this process and from others.
        paths: files and folders.
        token: the stop switch; it is told of the progress too.
        tell: is called in this thread with all that happens.

    Raises:
        ReaderError: the library could not be written; what was told of before is in it.
    """
    return _Gathering(library, token or CancelToken(), tell or (lambda _event: None)).run(paths)


class _Quiet(CancelToken):
    """Stops with another token, and tells it of no progress."""

    def __init__(self, of: CancelToken) -> None:
        super().__init__()
        self._of = of

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._of.cancelled

    def check(self) -> None:
        """Return at once, or raise `CancelledError` where the work should stop."""
        self._of.check()


class _Gathering:
    """One run of `gather`."""

    def __init__(self, library: Library, token: CancelToken, tell: Callable[[Event], object]) -> None:
        self._library = library
        self._token = token
        self._tell = tell
        self._report = Report()
        self._batch: list[tuple[str, Article]] = []
        self._batch_size = 0
        self._batch_begun = 0.0
        self._named: dict[str, None] = {}
        self._gone: list[str] = []
        self._total = self._done = self._size = self._unindexed = 0
        self._upkeep = Upkeep(library)
        self._keeps_up = False
        self._told = 0.0

    def run(self, paths: Iterable[str | os.PathLike[str]]) -> Report:
        try:
            self._named = dict.fromkeys(_absolute(os.fspath(path)) for path in paths)
            files = self._look_for(list(self._named))
            self._total = len(files)
            self._keeps_up = bool(files) and self._is_near()
            for path in files:
                self._say(path)
                self._take(path)
                self._done += 1
            self._save()
            self._keep_up(now=True)
            self._say("", now=True)
        except CancelledError:
            self._report.stopped = True
            self._save()
        finally:
            self._upkeep.close()
        return self._report

    def _look_for(self, paths: list[str]) -> list[str]:
        """All files, so that it is known how many there are; a hundred thousand take a second."""
        walk = Walk(self._refuse, self._is_ours, self._token)
        found: dict[str, None] = {}
        for path in paths:
            for file in walk.files(path):
                found[file] = None
                self._say(file)
        return list(found)

    def _take(self, path: str) -> None:
        if any(path.startswith(folder) for folder in self._gone):
            return
        try:
            article, size = self._read(path)
        except ReaderError as failure:
            self._refuse_file(path, failure)
            return
        self._size += size
        if not self._batch:
            self._batch_begun = time.monotonic()
        self._batch.append((path, article))
        self._batch_size += len(article.text)
        old = time.monotonic() - self._batch_begun > _BATCH_TIME
        if len(self._batch) >= _BATCH or self._batch_size >= _BATCH_SIZE or old:
            self._save()

    def _read(self, path: str) -> tuple[Article, int]:
        if _ADDRESS.match(path):
            raise ReaderError(
                "{path} is an address; Reader imports files and folders so far.",
                "Save the article as a text file in UTF-8 and import that.",
                path=path,
            )
        try:
            size = Path(path).stat().st_size
        except (OSError, ValueError):
            size = 0  # whoever opens it says what is wrong
        load = importers.load_path if path in self._named else importers.load_found
        if size < _LARGE:
            return load(path), size
        # A book is read for seconds, and nothing in the midst of that can be stopped.
        return aside(lambda: load(path), self._token), size

    def _save(self) -> None:
        if not self._batch:
            return
        batch, self._batch, self._batch_size = self._batch, [], 0
        became = self._library.import_articles([article for _, article in batch])
        for (path, article), what in zip(batch, became, strict=True):
            self._took(path, article, what)
        self._unindexed += len(batch)
        self._keep_up()

    def _keep_up(self, *, now: bool = False) -> None:
        """Let the search find what came in. An index that cannot be written is made anew when it is needed."""
        if not self._unindexed or (self._unindexed < _INDEXED and not now) or not self._keeps_up:
            return
        self._unindexed = 0
        try:
            self._upkeep.catch_up(_Quiet(self._token))
        except ReaderError as failure:
            logger.warning("the search will find what came in later: %s", failure.full)
            self._keeps_up = False

    def _is_near(self) -> bool:
        """Whether the index is so little behind that it can be brought up to date on the way."""
        try:
            return self._upkeep.behind() <= _NEAR
        except ReaderError as failure:
            logger.warning("the search will find what comes in later: %s", failure.full)
            return False

    def _took(self, path: str, article: Article, what: Imported) -> None:
        outcome = _outcome(what)
        {
            Outcome.NEW: self._report.new,
            Outcome.UPDATED: self._report.updated,
            Outcome.SAME: self._report.same,
        }[outcome].append(article.id)
        if what.returned:
            self._report.returned.append(article.id)
        self._tell(Taken(path, article.id, article.title, outcome, what.returned))

    def _refuse(self, path: str, error: ReaderError) -> None:
        self._report.refused.append((path, error))
        self._tell(Refused(path, error))

    def _refuse_file(self, path: str, error: ReaderError) -> None:
        """Refuse a file, or the folder that it was in: ten thousand sentences about one folder say less."""
        folder = None if path in self._named else _vanished(path)
        if folder is None:
            self._refuse(path, error)
            return
        self._gone.append(folder + os.sep)
        self._refuse(folder, gone(folder))

    def _is_ours(self, path: str) -> bool:
        """Whether a file or folder was made by Reader, beside the library."""
        own = self._library.path
        folder, name = os.path.split(path)
        if own is None or not (name in _BESIDE or name.startswith(own.stem)) or not _is_made(name, own.stem):
            return False
        try:
            return own.parent.samefile(folder)
        except OSError:
            return False

    def _say(self, path: str, *, now: bool = False) -> None:
        self._token.check()
        instant = time.monotonic()
        if now or instant - self._told >= _NEWS:
            self._told = instant
            self._tell(Progress(self._done, self._total, self._size, path))
            if self._total:
                self._token.progress(self._done / self._total)


def _absolute(path: str) -> str:
    return path if _ADDRESS.match(path) else os.path.abspath(path)  # noqa: PTH100 - links stay links


def _outcome(what: Imported) -> Outcome:
    if what.returned or (what.new and what.replaced is None):
        return Outcome.NEW
    return Outcome.UPDATED if what.new or what.replaced is not None or what.changed else Outcome.SAME


def _vanished(path: str) -> str | None:
    """The outermost folder of those that `path` was in that is not there any more, if one is not."""
    inner, outer = Path(path), Path(path).parent
    while not os.path.isdir(outer) and outer != outer.parent:  # noqa: PTH112 - never raises
        inner, outer = outer, outer.parent
    return str(inner) if str(inner) != path else None


def _is_made(name: str, stem: str) -> bool:
    """Whether a name beside the library `stem` is one of those that Reader gives."""
    return (
        name in _BESIDE
        or re.fullmatch(rf"{re.escape(stem)}(-index|\.aside-.*)?\.sqlite(-\w+)?", name) is not None
    )
