"""Whether the index of the search is whole and has what the library has."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import connection as opening
from reader.library.index import schema
from reader.library.index.file import index_path
from reader.library.index.upkeep import BEHIND

_STEPS = 20_000
_MOST_PROBLEMS = 20
_DIFFERENT = (
    (
        "articles that are missing",
        "SELECT key FROM lib.articles WHERE shown AND deleted IS NULL EXCEPT SELECT key FROM main.docs",
    ),
    (
        "articles that are gone",
        "SELECT key FROM main.docs EXCEPT SELECT key FROM lib.articles WHERE shown AND deleted IS NULL",
    ),
    (
        "notes that are missing",
        "SELECT key FROM lib.annotations WHERE deleted IS NULL EXCEPT SELECT key FROM main.notes",
    ),
    (
        "notes that are gone",
        "SELECT key FROM main.notes EXCEPT SELECT key FROM lib.annotations WHERE deleted IS NULL",
    ),
    ("articles without words", "SELECT key FROM main.docs EXCEPT SELECT id FROM main.article_words_docsize"),
    ("notes without words", "SELECT key FROM main.notes EXCEPT SELECT id FROM main.note_words_docsize"),
)


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """What a look at the index found.

    `problems` is what is wrong, in English, for a report. An index that is not there, or `behind` by some changes,
    is no problem: it is made, and catches up, when it is needed.
    """

    problems: tuple[str, ...] = ()
    there: bool = True
    behind: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems


def check_index(library_path: Path, token: CancelToken | None = None) -> IndexCheck:
    """Look at the index of the library at `library_path`, which is sound; neither of them is changed.

    Raises:
        CancelledError: `token` was cancelled.
    """
    token = token or CancelToken()
    place = index_path(library_path.absolute())
    if not place.exists():
        return IndexCheck(there=False)
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    try:
        with suppress(OSError):
            opening.check_length(place)
        with closing(apsw.Connection(place.as_uri(), flags=flags)) as connection:
            connection.set_busy_timeout(opening.BUSY_MS)
            connection.set_progress_handler(lambda: token.cancelled, _STEPS)
            schema.register(connection)
            if not schema.is_ours(connection):
                return IndexCheck(("it is of another version",))
            connection.execute("ATTACH ? AS lib", (library_path.absolute().as_uri() + "?mode=ro",))
            return _look(connection)
    except apsw.InterruptError as stop:
        raise CancelledError from stop
    except ReaderError:
        return IndexCheck(("it is shorter than it should be",))
    except apsw.Error as failure:
        return IndexCheck((str(failure),))


def _look(connection: apsw.Connection) -> IndexCheck:
    connection.execute("BEGIN")
    problems = [
        str(each)
        for (each,) in connection.execute(f"PRAGMA main.integrity_check({_MOST_PROBLEMS})")
        if each != "ok"
    ]
    known = connection.execute("SELECT library FROM main.meta").get
    if known is not None and known != connection.execute("SELECT library FROM lib.clock").get:
        return IndexCheck((*problems, "it is of another library"))
    behind = int(str(connection.execute(BEHIND).get))
    if not behind:
        for what, query in _DIFFERENT:
            count = len(connection.execute(query).fetchall())
            if count:
                problems.append(f"{count} {what}")
    return IndexCheck(tuple(problems), behind=behind)
