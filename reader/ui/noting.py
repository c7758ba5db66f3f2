"""What the person writes on the open article: saved first, undone in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from reader.errors import ReaderError
from reader.model import Annotation, Selector, Span, State

if TYPE_CHECKING:
    from reader.ui.session import Session


class Noting(QObject):
    """The session's notes part: what changes a note, and what undoes it. One for the session."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The note called `annotation_id`, if it is this article's."""
        return next((note for note in self._session.annotations if note.id == annotation_id), None)

    def annotations_at(self, offset: int) -> list[Annotation]:
        """The notes whose passage covers `offset`, the newest first."""
        found = [note for note in self._session.annotations if (span := span_of(note)) and offset in span]
        return sorted(found, key=lambda note: note.created, reverse=True)

    def annotate(
        self,
        span: Span,
        colour: str = "yellow",
        body: str = "",
        tags: tuple[str, ...] = (),
        entity_id: str | None = None,
    ) -> Annotation | None:
        """Save a highlight on `span`; None where it could not be saved, after `failed` said why."""
        article = self._session.article
        if article is None or not len(span):
            return None
        now = instant()
        note = Annotation(
            id=str(uuid4()),
            article_id=article.id,
            selector=Selector.describe(article.text, span.start, span.end),
            body=body,
            colour=colour,
            tags=tags,
            entity_id=entity_id,
            created=now,
            modified=now,
        )
        return note if self._commit(None, note) else None

    def change(self, note: Annotation) -> bool:
        """Save what the person changed in a note; False where it could not be, after `failed` said why."""
        before = self.annotation(note.id)
        if before is None or before == note:
            return before is not None
        return self._commit(before, replace(note, modified=instant()))

    def remove(self, annotation_id: str) -> bool:
        """Delete a note (undo brings it back); False where that could not be saved."""
        before = self.annotation(annotation_id)
        return before is not None and self._commit(before, None)

    def store(self, before: Annotation | None, after: Annotation | None) -> bool:
        """Make the library and the screen show `after` in the place of `before`; one transaction."""
        session = self._session
        gone = before or after
        if gone is None or session.article is None or not self._is_here(gone):
            return False
        try:
            library = session.keep_article()
            if after is not None:
                library.save_annotation(after)
            else:
                library.delete_annotation(gone.id)
        except ReaderError as trouble:
            session.failed.emit(trouble)
            return False
        kept = [note for note in session.annotations if note.id != gone.id]
        if after is not None:
            kept.append(after)
        session.annotations = tuple(sorted(kept, key=_place))
        session.annotations_changed.emit()
        return True

    def _is_here(self, note: Annotation) -> bool:
        """Whether a note is the open article's: it may have been made on another version of it."""
        session = self._session
        if session.article is None:
            return False
        if note.article_id == session.article.id or self.annotation(note.id) is not None:
            return True
        library = session.library
        if library is None:
            return False
        return library.current_version(note.article_id) == library.current_version(session.article.id)

    def _commit(self, before: Annotation | None, after: Annotation | None) -> bool:
        """Save first, then push the command that can undo it."""
        if not self.store(before, after):
            return False
        self._session.undo_stack.push(_Swap(self, before, after))
        return True


class _Swap(QUndoCommand):
    """One note before and after; nothing, where it was made or deleted."""

    def __init__(self, noting: Noting, before: Annotation | None, after: Annotation | None) -> None:
        super().__init__()
        # Weak: Python collecting a command that holds the session would delete the session, and with it the
        # command, while it is being taken apart, and crash.
        self._noting, self._before, self._after = ref(noting), before, after
        self._done = True  # saved before it is pushed, and push() calls redo()

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._store(self._before, self._after)

    def undo(self) -> None:
        self._store(self._after, self._before)

    def _store(self, before: Annotation | None, after: Annotation | None) -> None:
        noting = self._noting()
        if noting is None or not noting.store(before, after):
            self.setObsolete(True)


def span_of(note: Annotation) -> Span | None:
    """Where the note stands in the open text; None for an orphan and for a note on no passage."""
    if note.state is State.ORPHAN or note.selector is None:
        return None
    return Span(note.selector.start, note.selector.end)


def instant() -> str:
    """Now, as notes say it: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(note: Annotation) -> tuple[bool, bool, int, int, str]:
    selector = note.selector
    if selector is None:  # on a person or on the article: before those on passages
        return False, False, 0, 0, note.created
    return note.state is State.ORPHAN, True, selector.start, selector.end, note.created
