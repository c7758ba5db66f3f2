"""Whether a library is whole, and what can still be read of one that is not."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import apsw

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import codec, failures, mendcodec, migrations, statements
from reader.library import connection as opening
from reader.library.failures import DamagedError
from reader.library.notes import digest
from reader.model import Annotation

logger = logging.getLogger(__name__)

_MOST_PROBLEMS = 20
_WITH_SHELVES = 6  # the schema's version
_STEPS = 20_000  # of SQLite's machine between two looks at the stop switch: some milliseconds
_NOTE_COLUMNS = ", ".join(statements.ANNOTATION_COLUMNS)
_LIVE_NOTES = f"SELECT key, {_NOTE_COLUMNS} FROM annotations WHERE deleted IS NULL"  # noqa: S608 - fixed names
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found.

    `problems` is what is wrong, in English, for a report; `articles` and `notes` are how many the library has,
    the trash not counted, as far as that could be read.
    """

    sound: bool
    problems: tuple[str, ...] = ()
    articles: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a library: its notes by their ids, those in the trash not among them; its articles.

    `shelves` are the ids of its collections, saved searches and decisions about people.
    """

    notes: dict[str, Annotation]
    articles: frozenset[str]
    whole: bool
    shelves: frozenset[str] = frozenset()


def check(path: Path, *, quick: bool = False, token: CancelToken | None = None) -> Check:
    """Look at the library in the file `path`, which may be in use; it is not changed.

    Everything that the person made is read: SQLite knows whether its pages fit together, but a flipped bit in a
    note's words is for `Notes.revisions` to tell. With `quick`, only whether the pages are sound.

    Raises:
        ReaderError: there is no such file, or it may not be read, or it is a newer Reader's.
        CancelledError: `token` was cancelled.
    """
    token = token or CancelToken()
    try:
        connection = opening.reading(path)
    except ReaderError as failure:
        if may_be_damage(failure):
            return Check(False, (str(failure),))
        raise
    with closing(connection), failures.told(path):
        try:
            connection.set_progress_handler(lambda: token.cancelled, _STEPS)
            return _look(connection, quick, token)
        except apsw.InterruptError as stop:
            raise CancelledError from stop
        except (
            apsw.CorruptError,
            apsw.NotADBError,
            apsw.SQLError,
            DamagedError,
            UnicodeDecodeError,
        ) as failure:
            return Check(False, (str(failure),))


def may_be_damage(failure: ReaderError) -> bool:
    """Whether `failure` to open or read a library means that its file is broken: a backup should be offered.

    A file that begins with the wrong bytes is another program's, or was ours and is no more.
    """
    return failure.message in {failures.damaged("").message, failures.foreign("").message}


def salvage(path: Path) -> Salvage:
    """Whatever can be read of a damaged library, which is not changed; nothing where that is nothing."""
    try:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:
            copy = Path(folder) / "damaged.sqlite"
            for end in ("", "-wal", "-journal"):
                beside = path.with_name(path.name + end)
                if beside.exists():
                    shutil.copyfile(beside, copy.with_name(copy.name + end))
            return _salvaged(copy)
    except OSError as failure:
        logger.warning("nothing of %s could be copied: %s", path, failure)
        return Salvage({}, frozenset(), False)


# -- looking -----------------------------------------------------------------------------------------------------


def _look(connection: apsw.Connection, quick: bool, token: CancelToken) -> Check:
    # One moment for all of it: a writer may be at work.
    connection.execute("BEGIN")
    checked = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check({_MOST_PROBLEMS})")
    problems = [str(each) for (each,) in checked if each != "ok"]
    token.progress(0.4)
    problems += [
        f"a row of {table} belongs to none of {parent}"
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall()[:_MOST_PROBLEMS]
    ]
    version = int(connection.pragma("user_version"))
    if version == len(migrations.STEPS) and not quick:
        for row_problems in (_bad_notes, _bad_corrections, _bad_decisions, _bad_articles):
            for problem in row_problems(connection):
                problems.append(problem)
                if len(problems) >= _MOST_PROBLEMS:
                    break
            token.progress(0.7)
    articles = connection.execute("SELECT count(*) FROM articles").get
    trash = " WHERE deleted IS NULL" if version >= 3 else ""
    notes = connection.execute(f"SELECT count(*) FROM annotations{trash}").get  # noqa: S608 - fixed words
    return Check(not problems, tuple(problems), articles, notes)


def _bad_notes(connection: apsw.Connection) -> Iterator[str]:
    states: dict[object, set[str]] = {}
    for name, state in connection.execute("SELECT annotation_id, digest FROM revisions"):
        states.setdefault(name, set()).add(state)
    for row in connection.execute(f"SELECT key, {_NOTE_COLUMNS} FROM annotations"):  # noqa: S608 - fixed names
        try:
            note = _note(row[1:])
        except (DamagedError, UnicodeDecodeError) as failure:
            yield f"note {row[0]}: {failure}"
            continue
        # A library from before there were revisions knows no state of a note until it is changed.
        known = states.get(row[1])
        if known and digest(note) not in known:
            yield f"note {row[0]} is not as it was saved"


def _bad_corrections(connection: apsw.Connection) -> Iterator[str]:
    for key, payload in connection.execute("SELECT key, payload FROM corrections"):
        try:
            mendcodec.correction_from(codec.from_column(payload))
        except (DamagedError, UnicodeDecodeError) as failure:
            yield f"correction {key}: {failure}"


def _bad_decisions(connection: apsw.Connection) -> Iterator[str]:
    for key, payload in connection.execute("SELECT key, payload FROM people_decisions"):
        try:
            json.loads(codec.from_column(payload))
        except (ValueError, DamagedError, RecursionError) as failure:
            yield f"decision about people {key}: {failure}"


def _bad_articles(connection: apsw.Connection) -> Iterator[str]:
    """Articles whose layout is broken; their texts have been read by then, and can be had again from their sources."""
    for key, layout, length in connection.execute(
        "SELECT key, layout, length(text) FROM articles LEFT JOIN contents ON article_key = key"
    ):
        try:
            if length is None:
                raise ValueError("its text is gone")
            json.loads(codec.from_column(layout))
        except (ValueError, DamagedError, RecursionError) as failure:
            yield f"article {key}: {failure}"


# -- salvaging ---------------------------------------------------------------------------------------------------


def _salvaged(copy: Path) -> Salvage:
    if not copy.exists():
        return Salvage({}, frozenset(), False)
    with closing(apsw.Connection(str(copy))) as connection:
        # Without this SQLite reads nothing of a file that is shorter than its header says.
        connection.pragma("writable_schema", True)
        notes, all_notes = _every(connection, _LIVE_NOTES, _note)
        ids, all_ids = _every(connection, "SELECT key, id FROM articles", _first)
        shelves, all_shelves = _shelves(connection)
    return Salvage(
        {note.id: note for note in notes}, frozenset(ids), all_notes and all_ids and all_shelves, shelves
    )


def _shelves(connection: apsw.Connection) -> tuple[frozenset[str], bool]:
    found: set[str] = set()
    try:
        if connection.pragma("user_version") < _WITH_SHELVES:
            return frozenset(), True
        for table in ("collections", "searches", "people_decisions"):
            found |= {_first(row) for row in connection.execute(f"SELECT id FROM {table}")}  # noqa: S608 - fixed
    except (apsw.Error, DamagedError, UnicodeDecodeError):
        return frozenset(found), False
    return frozenset(found), True


def _every(
    connection: apsw.Connection, query: str, made: Callable[[tuple[Any, ...]], _Found]
) -> tuple[list[_Found], bool]:
    """What `made` makes of the rows of `query` that can be read, from both ends; whether those are all of them."""
    found: dict[int, _Found] = {}
    whole = True
    for order in ("", " DESC"):
        try:
            for key, *columns in connection.execute(f"{query} ORDER BY key{order}"):
                if key in found:
                    break
                try:
                    found[key] = made(tuple(columns))
                except (DamagedError, UnicodeDecodeError):
                    whole = False
            if not order:
                break  # to its very end
        except (apsw.Error, UnicodeDecodeError):
            whole = False
    return list(found.values()), whole


def _note(columns: tuple[Any, ...]) -> Annotation:
    return codec.annotation_from(dict(zip(statements.ANNOTATION_COLUMNS, columns, strict=True)))


def _first(columns: tuple[Any, ...]) -> str:
    return codec.from_column(columns[0])
