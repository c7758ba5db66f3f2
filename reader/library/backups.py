"""Backups of the library: made while it is in use, checked before they count, thinned out, put back in its place.

They lie in the folder `backups` beside the library, one file each, named after the moment: each is a whole library
that Reader opens as it is.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.library import checking, failures
from reader.library import connection as opening
from reader.library.base import Store
from reader.library.copying import copy_library, settle, settle_names, written
from reader.library.notes import digest

logger = logging.getLogger(__name__)

FOLDER = "backups"
PAUSE = timedelta(minutes=30)
"""No two backups are made by themselves within this time."""

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months that have a backup keep their newest one."""

_NAME = re.compile(r"library-(\d{8}T\d{6}Z)(?:-(\d+))?\.sqlite")
_FORM = "%Y%m%dT%H%M%SZ"
_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAILY, lambda made: made.date()),
    (WEEKLY, lambda made: made.isocalendar()[:2]),
    (MONTHLY, lambda made: (made.year, made.month)),
)
_LEFT_OVER = 3600  # seconds
_LOGS = ("-wal", "-shm", "-journal")
# What every change moves: two libraries of one lineage that agree in it hold the same.
_FINGERPRINT = """
    SELECT count(*), max(key), max(imported), sum(opened IS NOT NULL) FROM articles
    UNION ALL SELECT count(deleted), max(deleted), 0, 0 FROM articles
    UNION ALL SELECT count(*), max(modified), count(deleted), max(deleted) FROM annotations
    UNION ALL SELECT count(*), 0, 0, 0 FROM revisions
    UNION ALL SELECT count(*), max(key), max(made), 0 FROM corrections
    UNION ALL SELECT count(*), max(key), max(made), 0 FROM refused_names
    UNION ALL SELECT count(*), group_concat(colour), group_concat(name), 0 FROM palette
    UNION ALL SELECT count(*), group_concat(name), max(made), 0 FROM collections
    UNION ALL SELECT count(*), max(added), 0, 0 FROM collected
    UNION ALL SELECT count(*), group_concat(name), group_concat(query), 0 FROM searches
    UNION ALL SELECT count(*), max(key), max(made), 0 FROM people_decisions
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made by the clock of then, and how much it holds."""

    path: Path
    made: datetime
    articles: int
    notes: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What a backup has not that can be read in the library: new articles, new notes, notes in an older state.

    `shelves` counts collections, saved searches and decisions about people. `whole` is false where not all of the
    library could be read, so that more may be missing.
    """

    articles: int = 0
    notes: int = 0
    older: int = 0
    shelves: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """The newest good backup of a library that cannot be used, and what would be missing with it."""

    backup: Backup
    missing: Missing


class Backups:
    """The backups of the library at `library_path`, in `folder` or the folder `backups` beside it."""

    def __init__(
        self, library_path: Path, folder: Path | None = None, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.library_path = library_path.absolute()
        self.folder = folder or self.library_path.parent / FOLDER
        self._clock = clock or (lambda: datetime.now(UTC))
        self._fingerprints: dict[Path, object] = {}

    def make(self, library: Store | None = None, token: CancelToken | None = None) -> Path:
        """Copy the library into a new backup, checked and on the disk; others may go on writing.

        `library` is for those who have one open; the file is read by a connection of its own.

        Raises:
            ReaderError: it could not be written, or the library is damaged: then no backup takes the place of a
                good one.
            CancelledError: `token` was cancelled; there is no new backup.
        """
        token = token or CancelToken()
        source = (library.path if library else None) or self.library_path
        opening.reading(source).close()  # no folder is made for what is not there
        part = self.folder / f".library-{uuid.uuid4().hex}.part"
        try:
            with written(self.folder):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._sweep()
                copy_library(source, part, token)
            found = checking.check(part, token=token)
            if not found.sound:
                logger.error("the library %s is damaged: %s", source, found.problems)
                raise failures.damaged(source)
            with written(self.folder):
                target = self._free_name()
                part.replace(target)
                settle_names(self.folder)
        finally:
            _discard(part)
        return target

    def due(self, library: Store) -> bool:
        """Whether something has changed since the last backup and that is a while ago.

        Raises:
            ReaderError: the library cannot be read.
        """
        if library.path is None:
            return False
        now = self._clock()
        made = [
            when for _, when in self._names() if when <= now
        ]  # a clock set back leaves some in the future
        if made and now - max(made) < PAUSE:
            return False
        return self.changed()

    def changed(self) -> bool:
        """Whether the newest backup does not hold what the library does now.

        Raises:
            ReaderError: the library cannot be read.
        """
        now = self.state()
        held = [self._held(path) for path in self._newest()]
        return now not in held and not _is_empty(now)

    def state(self) -> object:
        """What tells the library of now from the library after any change to it; it can only be compared.

        Raises:
            ReaderError: the library cannot be read.
        """
        with closing(opening.reading(self.library_path)) as connection, failures.told(self.library_path):
            return _fingerprint(connection)

    def kept(self) -> list[Backup]:
        """The backups, the newest first; without those that cannot be opened."""
        found = []
        for path, made in self._names():
            try:
                with closing(opening.reading(path)) as connection, failures.told(path):
                    articles, notes = _counts(connection)
            except ReaderError as failure:
                logger.warning("a backup cannot be used: %s", failure)
                continue
            found.append(Backup(path, made, articles, notes))
        return found

    def prune(self) -> list[Path]:
        """Delete the backups that are one too many; they are returned.

        The newest stays, and the newest of each of the last 12 days, 10 weeks and 9 months that have one: not of
        those before today, so that a clock which jumps ahead deletes nothing. Those from the future stay all.
        """
        now = self._clock()
        past = [(path, made) for path, made in self._names() if made <= now]
        stay = {path for path, _ in past[:1]}
        for most, period in _PERIODS:
            newest: dict[object, Path] = {}
            for path, made in past:
                newest.setdefault(period(made), path)
            stay |= set(list(newest.values())[:most])
        gone = [path for path, _ in past if path not in stay]
        for path in gone:
            _discard(path)
        return gone

    def newest_good(self, token: CancelToken | None = None) -> Backup | None:
        """The newest backup that stands a check now, if there is one."""
        for backup in self.kept():
            if checking.check(backup.path, token=token).sound:
                return backup
        return None

    def offer(self, token: CancelToken | None = None) -> Offer | None:
        """What to offer for a library that is damaged or gone: nothing where there is no good backup."""
        backup = self.newest_good(token)
        return Offer(backup, missing(backup.path, self.library_path)) if backup else None

    def forgotten(self, library: Store) -> bool:
        """Whether a library without anything in it stands where there are backups with notes.

        Its file was deleted or emptied, then, and made anew when Reader opened it.
        """
        if library.path is None:
            return False
        with closing(opening.reading(library.path)) as connection, failures.told(library.path):
            if not _is_empty(_fingerprint(connection)):
                return False
        return any(backup.notes for backup in self.kept())

    # -- inside ----------------------------------------------------------------------------------------------

    def _names(self) -> list[tuple[Path, datetime]]:
        """Files named as backups, the newest first."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                name = _NAME.fullmatch(path.name)
                with suppress(ValueError):
                    if name:
                        made = datetime.strptime(name[1], _FORM).replace(tzinfo=UTC)
                        found.append((made, int(name[2] or 0), path))
        return [(path, made) for made, _, path in sorted(found, reverse=True)]

    def _newest(self) -> set[Path]:
        """The newest backup, and the newest that is not from the future: a clock set back leaves two."""
        names, now = self._names(), self._clock()
        return {path for path, _ in names[:1]} | set([path for path, made in names if made <= now][:1])

    def _held(self, path: Path) -> object:
        """The fingerprint of what a backup holds, which never changes; None of one that cannot be read."""
        if path not in self._fingerprints:
            with suppress(ReaderError), closing(opening.reading(path)) as connection, failures.told(path):
                self._fingerprints[path] = _fingerprint(connection)
        return self._fingerprints.get(path)

    def _free_name(self) -> Path:
        stem = f"library-{self._clock().strftime(_FORM)}"
        names: Iterable[str] = (stem + (f"-{number}" if number else "") for number in range(10_000))
        return next(path for path in (self.folder / f"{name}.sqlite" for name in names) if not path.exists())

    def _sweep(self) -> None:
        """Delete what a Reader that was killed left unfinished."""
        for part in self.folder.glob(".library-*.part*"):
            if _is_left_over(part):
                _discard(part)


def restore(backup: Path, library_path: Path, now: datetime | None = None) -> Path | None:
    """Put a copy of `backup` in the library's place; the file that was there is set aside, never deleted.

    No Reader may have the library open. It returns where the old library is now (None: there was none).

    Raises:
        ReaderError: the backup is damaged or none, another program uses the library, or it could not be written;
            then the library is as it was.
    """
    library_path = library_path.absolute()
    found = checking.check(backup)
    if not found.sound:
        raise failures.damaged(backup)
    part = library_path.with_name(f".{library_path.name}.{uuid.uuid4().hex}.part")
    with written(library_path.parent):
        try:
            library_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_library(backup, part)
            _be_another(part)
            aside = _set_aside(library_path, now or datetime.now(UTC))
            part.replace(library_path)
            # Late: every start needs this module, and few put a backup back.
            from reader.library.index import discard

            discard(library_path)  # the search's index is of what was there before
            settle_names(library_path.parent)
        finally:
            _discard(part)
    return aside


def missing(backup: Path, library_path: Path) -> Missing:
    """What would be missing if `backup` took the library's place, as far as the library can be read."""
    if not library_path.exists():
        return Missing()
    here, there = checking.salvage(library_path), checking.salvage(backup)
    older = [
        name
        for name, note in here.notes.items()
        if name in there.notes and digest(note) != digest(there.notes[name])
    ]
    return Missing(
        articles=len(here.articles - there.articles),
        notes=len(here.notes.keys() - there.notes.keys()),
        older=len(older),
        shelves=len(here.shelves - there.shelves),
        whole=here.whole,
    )


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the library at `path` another name as well, with its log; its own name is free to be replaced.

    At no moment is there no library: a Reader that starts just then would make an empty one.
    """
    if not path.exists():
        return None
    _fold_in_log(path)
    stem = f"{path.stem}.aside-{now.strftime(_FORM)}"
    number = 0
    while (aside := path.with_name(f"{stem}{f'-{number}' if number else ''}{path.suffix}")).exists():
        number += 1
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without second names
        aside.write_bytes(path.read_bytes())
    settle(aside)
    for end in _LOGS:
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + end))
    return aside


def _be_another(path: Path) -> None:
    """Give the library a name of its own, so that no index that was made before is taken for its index."""
    with failures.told(path):
        connection = opening.plain(path)
        try:
            if connection.table_exists("main", "clock"):
                connection.execute("UPDATE clock SET library = lower(hex(randomblob(16)))")
        finally:
            connection.close(True)


def _fold_in_log(path: Path) -> None:
    """Make the library one file, if it is sound enough; and see that nobody else has it open.

    Raises:
        ReaderError: somebody has.
    """
    with failures.told(path):
        connection = opening.plain(path)
        try:
            connection.pragma("journal_mode", "delete")
        except (apsw.BusyError, apsw.LockedError):
            raise
        except apsw.Error as failure:
            logger.info("the library that is set aside cannot be read: %s", failure)
        finally:
            connection.close(True)


def _fingerprint(connection: apsw.Connection) -> object:
    return connection.execute(_FINGERPRINT).fetchall()


def _is_empty(fingerprint: object) -> bool:
    return isinstance(fingerprint, list) and not any(row[0] for row in fingerprint)


def _counts(connection: apsw.Connection) -> tuple[int, int]:
    trash = " WHERE deleted IS NULL" if connection.pragma("user_version") >= 3 else ""
    articles = connection.execute("SELECT count(*) FROM articles").get
    return articles, connection.execute(f"SELECT count(*) FROM annotations{trash}").get  # noqa: S608


def _is_left_over(path: Path) -> bool:
    """Whether an unfinished file is not of a Reader that is at work, whatever the clock has done meanwhile."""
    try:
        return abs(time.time() - path.stat().st_mtime) > _LEFT_OVER
    except OSError:
        return False


def _discard(path: Path) -> None:
    """Delete a file and what SQLite put beside it, if they are there."""
    for end in ("", *_LOGS):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)
