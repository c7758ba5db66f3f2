"""Two copies of one person's notes become one: what either of them has is kept, and nothing is kept twice.

A note that is missing in the copy that comes is never deleted here. Which of two states of a note is the later one
is known from the states that each copy has seen (`Notes.revisions`), and only where neither has seen the other's is
the clock asked, which may be wrong on either machine: then both texts stay.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.library import codec, statements
from reader.library.merging_articles import Copied, Copy
from reader.library.notes import digest
from reader.library.store import Library
from reader.model import Annotation

logger = logging.getLogger(__name__)

_COPIES = uuid.UUID("6f1d9f4c-5a1e-5c0a-9d0b-6b9a5d0e4a11")
_NO_TIME = datetime.min.replace(tzinfo=UTC)
_NOTE = f"""
    SELECT {", ".join(statements.ANNOTATION_COLUMNS)}, deleted FROM annotations WHERE id = ?
"""  # noqa: S608 - fixed names


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the notes that came, by their ids, and which articles came with them.

    A note is in one of the first four. `updated`: the later state, or more tags, was taken over. `kept_both`: it
    was changed in both copies; the later text stays under its id, the other one is a second note on the passage.
    `shelves` is how many collections, articles in collections and saved searches came.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept_both: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    shelves: int = 0

    @property
    def changed(self) -> bool:
        """Whether the library is another one now."""
        return bool(self.added or self.updated or self.kept_both or self.articles or self.shelves)


def merge(
    library: Library,
    notes: Sequence[Annotation],
    came_from: str = "",
    revisions: Mapping[str, frozenset[str]] | None = None,
) -> Merged:
    """Take `notes` into the library, all of them or, where that fails, none.

    Args:
        library: what they come into.
        notes: in the state that the other copy has them in.
        came_from: the file or folder they are from, for the log.
        revisions: the `digest` of every state that the other copy has seen of a note, by its id, where that is known.

    Raises:
        ReaderError: they could not be saved; nothing has changed.
    """
    seen = revisions or {}
    with library.transaction() as connection:
        work = _Merging(connection)
        for note in notes:
            work.take(note, seen.get(note.id, frozenset()))
    return _finished(library, work, Copied(), came_from)


def merge_library(library: Library, path: Path, token: CancelToken | None = None) -> Merged:
    """Take all that another copy of a library has and this one has not: articles, notes, collections and the rest.

    The file at `path` may be of an older Reader and is not changed. What is in its trashes stays there; of an article
    in its trash that has notes the title comes with these.

    Raises:
        ReaderError: it cannot be read, or what it has could not be saved; nothing has changed.
        CancelledError: `token` was cancelled; nothing has changed.
    """
    token = token or CancelToken()
    with Copy.of(path, token) as other:
        notes = [(row.note, other.library.revisions(row.note.id)) for row in other.library.all_annotations()]
        known = other.library.known_by_notes() | other.library.known_in_trash()
        token.progress(0.3)
        with library.transaction() as connection:
            copied = other.copy_into(connection, token)
            work = _Merging(connection)
            for number, (note, seen) in enumerate(notes):
                token.progress(0.7 + 0.3 * number / len(notes))
                work.take(note, seen)
    absent = [each for each in known.values() if library.row(each.id) is None]
    if absent:
        library.remember_articles(absent)
    return _finished(library, work, copied, str(path))


def _finished(library: Library, work: _Merging, copied: Copied, came_from: str) -> Merged:
    added, updated, kept_both, unchanged = (tuple(ids) for ids in work.fate.values())
    done = Merged(added, updated, kept_both, unchanged, copied.articles, copied.shelves)
    logger.info("merged %s: %s", came_from or "notes", {name: len(ids) for name, ids in work.fate.items()})
    # How sure their places are is for the lists alone and can be found out again: all else is saved by now.
    with suppress(ReaderError):
        _place(library, work.written)
    return done


def _place(library: Library, written: Mapping[str, Annotation]) -> None:
    """Find out how surely the notes stand in the newest versions of their articles, and keep that."""
    changed: list[tuple[codec.Column, codec.Column]] = []
    for article_id in sorted({note.article_id for note in written.values()}):
        if library.row(article_id) is not None:
            now = library.annotations(library.current_version(article_id))
            changed += [
                (note.state.value, codec.to_column(note.id))
                for note in now
                if note.id in written and note.state is not written[note.id].state
            ]
    if changed:
        with library.transaction() as connection:
            connection.executemany(statements.SAVE_STATE, changed)


@dataclass(slots=True)
class _Merging:
    """One merge, inside its transaction."""

    connection: apsw.Connection
    fate: dict[str, list[str]] = field(
        default_factory=lambda: {"added": [], "updated": [], "kept_both": [], "unchanged": []}
    )
    written: dict[str, Annotation] = field(default_factory=dict)

    def take(self, theirs: Annotation, seen: frozenset[str]) -> None:
        """Let one note come in; `seen` are the states of it that the other copy knows."""
        self.fate[self._settle(theirs, seen)].append(theirs.id)

    def _settle(self, theirs: Annotation, seen: frozenset[str]) -> str:
        ours, deleted = self._stored(theirs.id)
        past = self._revisions(theirs.id)
        other = digest(theirs)
        self._remember(theirs.id, (seen | {other}) - past)
        if ours is None:
            self._write(theirs)
            return "added"
        mine = digest(ours)
        if mine == other:
            return "unchanged"
        older = other in past
        if mine in seen and (not older or _later(theirs, ours)):
            self._write(_placed_as(theirs, ours))
            return "updated"
        if older:
            return "unchanged"
        return self._both_changed(ours, theirs, deleted)

    def _both_changed(self, ours: Annotation, theirs: Annotation, deleted: str | None) -> str:
        # What was thrown away here and worked on there is wanted.
        wins = deleted is not None or _later(theirs, ours)
        first, second = (theirs, ours) if wins else (ours, theirs)
        result = replace(
            _placed_as(first, ours),
            tags=tuple(dict.fromkeys((*ours.tags, *theirs.tags))),
            modified=first.modified,
        )
        apart = not _says_no_more(second, first)
        if apart and deleted is not None:
            self._keep_in_trash(_second(ours), deleted)
        elif apart:
            self._settle(_second(second), frozenset())
        if digest(result) != digest(ours) or deleted is not None:
            self._write(result)
            self._remember(result.id, {digest(result)})
        elif not apart:
            return "unchanged"
        return "kept_both" if apart else "updated"

    def _keep_in_trash(self, note: Annotation, deleted: str) -> None:
        if self._stored(note.id)[0] is None:
            self._write(note)
            self._remember(note.id, {digest(note)})
            self.connection.execute(statements.TRASH, (codec.to_column(note.id), deleted))

    def _stored(self, note_id: str) -> tuple[Annotation | None, str | None]:
        row: tuple[Any, ...] | None = self.connection.execute(_NOTE, (codec.to_column(note_id),)).fetchone()
        if row is None:
            return None, None
        *columns, deleted = row
        found = codec.annotation_from(dict(zip(statements.ANNOTATION_COLUMNS, columns, strict=True)))
        return found, codec.optional_from(deleted)

    def _revisions(self, note_id: str) -> frozenset[str]:
        found = self.connection.execute(
            "SELECT digest FROM revisions WHERE annotation_id = ?", (codec.to_column(note_id),)
        )
        return frozenset(str(each) for (each,) in found)

    def _remember(self, note_id: str, states: Iterable[str]) -> None:
        rows = [(codec.to_column(note_id), each) for each in states]
        self.connection.executemany(statements.SAVE_REVISION, rows)

    def _write(self, note: Annotation) -> None:
        self.connection.execute(statements.SAVE_ANNOTATION, codec.annotation_columns(note))
        self.written[note.id] = note


def _second(note: Annotation) -> Annotation:
    """`note` as a note of its own: always of the same id, so that merging again finds it there."""
    name = "\n".join((note.id, note.body, note.quote, note.entity_id or ""))
    return replace(note, id=str(uuid.uuid5(_COPIES, name.encode("utf-8", "backslashreplace").decode())))


def _says_no_more(second: Annotation, first: Annotation) -> bool:
    """Whether nothing that was written is lost where `first` takes the place of `second`."""
    if second.quote != first.quote:
        return False
    if not second.body.strip():
        return second.entity_id in (None, first.entity_id)
    return (second.body, second.entity_id) == (first.body, first.entity_id)


def _placed_as(note: Annotation, ours: Annotation) -> Annotation:
    """`note` where `ours` stands, if they are on the same words: our copy may know a newer place for them."""
    if note.quote != ours.quote or (note.selector is None) != (ours.selector is None):
        return note
    return replace(note, article_id=ours.article_id, selector=ours.selector, state=ours.state)


def _later(one: Annotation, other: Annotation) -> bool:
    """Whether `one` was changed after `other`; between two of one instant it is always the same one."""
    return _rank(one) > _rank(other)


def _rank(note: Annotation) -> tuple[datetime, str, str, str, str, str]:
    words = (note.body, note.colour, note.style.value, note.entity_id or "", note.quote)
    return (_instant(note.modified), *words)


def _instant(written: str) -> datetime:
    """An ISO 8601 instant; one that is none, as other programs write them, was before all others."""
    try:
        found = datetime.fromisoformat(written)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _NO_TIME
