"""The library: articles, what engines found in them, and what the person wrote.

One SQLite file, opened by one connection for each process and safe between several. Every change is one short
transaction that is on the disk when the call returns; a change that fails leaves everything as it was.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import apsw

from reader import paths
from reader.hebrew.folding import fold_text
from reader.library import codec, connection, failures, mendcodec, statements
from reader.library.codec import Column
from reader.model import Annotation, Article, EngineInfo, Reading, State
from reader.model.anchoring import Anchorer
from reader.model.corrections import Change, RefusedName, SavedCorrection

logger = logging.getLogger(__name__)

LIBRARY_FILE = "library.sqlite"
"""What the library is called in the person's data folder."""

_IN_MEMORY = "(in memory)"
# In code points, in lists: a file that is one line of a megabyte has a headline of a megabyte.
_TITLE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles.

    `added` and `opened` (None: never) are ISO 8601 instants in UTC, `position` is the code point that was at
    the top of the page, `notes` is how many notes the article has.
    """

    id: str
    title: str
    source: str
    site: str | None
    published: str | None
    added: str
    opened: str | None
    position: int
    notes: int

    @property
    def is_read(self) -> bool:
        """Whether the person has had it open."""
        return self.opened is not None


class Library:
    """An open library. Any thread may use it: calls wait for one another, none for longer than a transaction.

    What the environment does wrong (a full disk, a damaged or vanished file, another program that does not
    let go) is a `ReaderError` from any call, and what was saved before stays. Using a closed library is a bug.
    """

    def __init__(self, made: apsw.Connection, path: Path | None, for_reading: bool = False) -> None:
        self._connection = made
        self._path = path
        self._for_reading = for_reading
        self._lock = threading.Lock()
        self._file = path.stat() if path else None

    @classmethod
    def open(cls, path: Path | None = None, *, read_only: bool = False) -> Library:
        """The library in the file `path` (None: the person's own), made where there is none.

        A file that may not be written is opened all the same, to be read: see `read_only`.

        Raises:
            ReaderError: it cannot be opened or made, or is not a library that this version can use.
        """
        place = (path or paths.data_dir() / LIBRARY_FILE).absolute()
        return cls(connection.connect(place, read_only), place, for_reading=read_only)

    @classmethod
    def in_memory(cls) -> Library:
        """An empty library that is gone when it is closed."""
        made = apsw.Connection(":memory:")
        connection.set_up(made, _IN_MEMORY, lambda: None)
        return cls(made, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        with self._lock:
            self._connection.close()

    @property
    def path(self) -> Path | None:
        """Where the library is; None for one in memory."""
        return self._path

    @property
    def read_only(self) -> bool:
        """Whether the file can only be read, for now or because that was asked for."""
        with self._lock:
            return self._connection.readonly("main")

    # -- articles --------------------------------------------------------------------------------------------

    def add_article(self, article: Article) -> bool:
        """Keep `article`; whether it is new.

        One that is there already takes on what is different (another path to the same bytes, another text
        from a newer importer); readings of an older text are dropped, notes stay.
        """
        columns = _article_columns(article)
        with self._saving():
            return self._put_article(columns)

    def article(self, article_id: str) -> Article | None:
        """The article called `article_id`, if it is here."""
        found = self._rows(statements.ARTICLE, (article_id,))
        return self._article_from(found[0][1:]) if found else None

    def articles(self) -> list[ArticleRow]:
        """All articles, the newest first."""
        return self._article_rows(statements.LINES + "ORDER BY key DESC")

    def row(self, article_id: str) -> ArticleRow | None:
        """What a list shows of one article, if it is here."""
        return next(iter(self._article_rows(statements.LINES + "WHERE id = ?", (article_id,))), None)

    def article_by_title(self, title: str) -> ArticleRow | None:
        """The newest article with this headline, however it is pointed, quoted and hyphenated."""
        folded = _folded(title[:_TITLE_LENGTH])
        if not folded:
            return None
        found = self._article_rows(
            statements.LINES + "WHERE folded_title = ? ORDER BY key DESC LIMIT 1", (codec.to_column(folded),)
        )
        return next(iter(found), None)

    def recent(self, limit: int) -> list[ArticleRow]:
        """The articles that were opened last, at most `limit` of them."""
        return self._article_rows(
            statements.LINES + "WHERE opened IS NOT NULL ORDER BY opened DESC, key DESC LIMIT ?", (limit,)
        )

    def mark_opened(self, article_id: str) -> None:
        """The person has the article open now; nothing where it is not here."""
        self._save("UPDATE articles SET opened = ? WHERE id = ?", (_now(), article_id))

    def set_position(self, article_id: str, offset: int) -> None:
        """Remember the code point at the top of the page; nothing where the article is not here."""
        self._save("UPDATE articles SET position = ? WHERE id = ?", (offset, article_id))

    # -- readings --------------------------------------------------------------------------------------------

    def save_reading(self, reading: Reading) -> None:
        """Keep what an engine found, in the place of what it found before, and the article if need be."""
        columns = _article_columns(reading.article)
        payload = codec.reading_payload(reading)
        engine = reading.engine
        with self._saving():
            self._put_article(columns)
            self._connection.execute(
                statements.SAVE_READING, (engine.name, engine.version, payload, _now(), reading.article.id)
            )

    def reading(self, article_id: str, engine: EngineInfo) -> Reading | None:
        """What this version of this engine found in the article, if that is here.

        A reading that has been damaged counts as none: it can be made again.
        """
        found = self._rows(statements.READING, (article_id, engine.name, engine.version))
        if not found:
            return None
        payload, *columns = found[0]
        article = self._article_from(columns)
        try:
            return codec.reading_from(payload, article, engine)
        except failures.DamagedError as failure:
            logger.warning("the reading of %s is damaged and will be made again: %s", article_id, failure)
            return None

    # -- notes -----------------------------------------------------------------------------------------------

    def save_annotation(self, annotation: Annotation) -> None:
        """Keep a new note, or the new state of one with its id; its article need not be here yet."""
        self._save(statements.SAVE_ANNOTATION, codec.annotation_columns(annotation))

    def delete_annotation(self, annotation_id: str) -> None:
        """Forget a note; nothing where there is none."""
        self._save("DELETE FROM annotations WHERE id = ?", (codec.to_column(annotation_id),))

    def annotations(self, article: Article | str) -> tuple[Annotation, ...]:
        """The notes on an article (or on the one of that id) as they stand in its text, orphans last.

        Where the text is not the one that a note was made on, `selector.start` and `end` are where the
        passage is now, and `state` says how sure that is. The notes of an article that is not here come as
        they were saved.
        """
        known = self.article(article) if isinstance(article, str) else article
        article_id = article if isinstance(article, str) else article.id
        found = self._rows(statements.ANNOTATIONS, (article_id,))
        with failures.told(self._place):
            notes = [
                codec.annotation_from(dict(zip(statements.ANNOTATION_COLUMNS, row, strict=True)))
                for row in found
            ]
        if known is not None:
            notes = _placed(notes, known.text)
        return tuple(sorted(notes, key=_text_order))

    # -- corrections -----------------------------------------------------------------------------------------

    def corrections(self, article_id: str) -> tuple[SavedCorrection, ...]:
        """What the person corrected in an article, in the order in which it is applied."""
        found = self._rows(statements.CORRECTIONS, (article_id,))
        with failures.told(self._place):
            return tuple(
                SavedCorrection(
                    codec.from_column(id_),
                    codec.number_from(number),
                    mendcodec.correction_from(codec.from_column(payload)),
                )
                for id_, number, payload in found
            )

    def save_correction(self, article_id: str, correction: SavedCorrection) -> None:
        """Keep one correction; its article need not be here yet."""
        self.mend(article_id, Change(added=(correction,)))

    def delete_correction(self, article_id: str, correction: SavedCorrection) -> None:
        """Forget one correction; nothing where it is not here."""
        self.mend(article_id, Change(removed=(correction,)))

    def refused_names(self) -> tuple[RefusedName, ...]:
        """The names that no article shall show, those refused first before the others."""
        found = self._rows(statements.REFUSED_NAMES)
        with failures.told(self._place):
            return tuple(codec.refused_name_from(name, kind) for name, kind in found)

    def refuse_name(self, name: RefusedName) -> None:
        """Show this name in no article any more."""
        self.mend("", Change(refused=(name,)))

    def allow_name(self, name: RefusedName) -> None:
        """Show this name again, however it was spelled when it was refused."""
        self.mend("", Change(allowed=(name,)))

    def mend(self, article_id: str, change: Change) -> None:
        """Keep all of one change to what is corrected, or nothing of it."""
        now = _now()
        added = [
            (
                each.id,
                article_id,
                each.number,
                codec.to_column(mendcodec.correction_payload(each.correction)),
                now,
            )
            for each in change.added
        ]
        with self._saving():
            execute = self._connection.execute
            for each in change.removed:
                execute(statements.DELETE_CORRECTION, (each.id,))
            for row in added:
                execute(statements.SAVE_CORRECTION, row)
            for name in change.allowed:
                kind, folded = name.folded
                execute(statements.ALLOW_NAME, (kind.value, codec.to_column(folded)))
            for name in change.refused:
                kind, folded = name.folded
                values = (kind.value, codec.to_column(folded), codec.to_column(name.name), now)
                execute(statements.REFUSE_NAME, values)

    # -- inside ----------------------------------------------------------------------------------------------

    @property
    def _place(self) -> Path | str:
        return self._path or _IN_MEMORY

    def _rows(self, query: str, values: tuple[Column, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, failures.told(self._place):
            return self._connection.execute(query, values).fetchall()

    def _article_from(self, columns: Sequence[Column]) -> Article:
        with failures.told(self._place):
            return codec.article_from(dict(zip(statements.ARTICLE_COLUMNS, columns, strict=True)))

    def _article_rows(self, query: str, values: tuple[Column, ...] = ()) -> list[ArticleRow]:
        found = self._rows(query, values)
        with failures.told(self._place):
            return [_article_row(row) for row in found]

    def _save(self, statement: str, values: tuple[Column, ...] | dict[str, Column]) -> None:
        with self._saving():
            self._connection.execute(statement, values)

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """One transaction: all of it is on the disk when it ends, or none of it and an error says why."""
        with self._lock, failures.told(self._place):
            self._check_in_place()  # also before the file could be opened anew, and so made
            self._look_again()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._check_in_place()
                self._connection.execute("COMMIT")
            except BaseException:
                self._give_up()
                raise

    def _look_again(self) -> None:
        """Open the file anew where it could only be read before: there may be room or leave to write now."""
        if self._path is None or self._for_reading or not self._connection.readonly("main"):
            return
        again = connection.connect(self._path, read_only=False)
        self._connection.close()
        self._connection = again

    def _give_up(self) -> None:
        """Roll back, where the failure itself has not done so."""
        if self._connection.in_transaction:
            with suppress(apsw.Error):
                self._connection.execute("ROLLBACK")

    def _check_in_place(self) -> None:
        """A deleted file can still be written to, until it is closed and gone with all that was "saved"."""
        if self._path is None or self._file is None:
            return
        try:
            moved = not os.path.samestat(self._path.stat(), self._file)
        except OSError:
            moved = True
        if moved:
            raise failures.vanished(self._path)

    def _put_article(self, columns: dict[str, Column]) -> bool:
        """Make the stored article what `columns` say; whether it is new."""
        execute = self._connection.execute
        old = execute(statements.ARTICLE, (columns["id"],)).fetchall()
        if not old:
            execute(statements.ADD_ARTICLE, columns)
            execute(statements.ADD_CONTENT, columns)
            return True
        key, *before = old[0]
        if before != [columns[name] for name in statements.ARTICLE_COLUMNS]:
            execute(statements.CHANGE_ARTICLE, columns)
            execute(statements.CHANGE_CONTENT, columns | {"key": key})
            if before[statements.ARTICLE_COLUMNS.index("text")] != columns["text"]:
                execute("DELETE FROM readings WHERE article_key = ?", (key,))
        return False


def _article_columns(article: Article) -> dict[str, Column]:
    title = article.title[:_TITLE_LENGTH]
    return codec.article_columns(article) | {
        "title": codec.to_column(title),
        "folded_title": codec.to_column(_folded(title)),
        "added": _now(),
    }


def _article_row(row: tuple[Column, ...]) -> ArticleRow:
    id_, title, source, site, published, added, opened, position, notes = row
    return ArticleRow(
        id=codec.from_column(id_),
        title=codec.from_column(title),
        source=codec.from_column(source),
        site=codec.optional_from(site),
        published=codec.optional_from(published),
        added=codec.from_column(added),
        opened=codec.optional_from(opened),
        position=codec.number_from(position),
        notes=codec.number_from(notes),
    )


def _placed(notes: list[Annotation], text: str) -> list[Annotation]:
    """`notes` where they stand in `text`, which is prepared for searching only if one is not in its place."""
    anchorer: Anchorer | None = None
    placed = []
    for note in notes:
        if note.selector.stands_in(text):
            placed.append(replace(note, state=State.EXACT))
            continue
        anchorer = anchorer or Anchorer(text)
        placement = anchorer.place(note.selector)
        selector = note.selector
        if placement.span is not None:
            selector = replace(selector, start=placement.span.start, end=placement.span.end)
        placed.append(replace(note, selector=selector, state=placement.state))
    return placed


def _text_order(note: Annotation) -> tuple[bool, int, int]:
    return note.state is State.ORPHAN, note.selector.start, note.selector.end


def _folded(title: str) -> str:
    """What two spellings of one headline have in common."""
    return fold_text(title).strip()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
