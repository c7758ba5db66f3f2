"""What is open, what is chosen in it, and what the person wrote: the one thing that all panels listen to.

Panels never call each other. They ask the session to change something, and it says what has changed; undo
and redo come the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import ref

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from reader import importers, pipeline
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Annotation, Article, Entity, Mention, Reading, Selector, Span, State
from reader.model.choice import BEST, EngineChoice
from reader.model.lookup import SpanIndex
from reader.ui.jobs import Jobs

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.mending import Mending, Understood


@dataclass(frozen=True, slots=True)
class Opened:
    """What the open job brings to the GUI thread."""

    article: Article
    annotations: tuple[Annotation, ...]
    position: int
    trouble: ReaderError | None = None


class Session(QObject):
    """The open article and everything known about it. Make it on the GUI thread.

    Attributes:
        article, reading: None until there is one; the article comes first, its reading follows.
        annotations: the article's notes in text order, orphans last.
        chosen: the ids of the chosen entities, the one opened in the sidebar last.
        current: the mention that "3 of 14" stands on, one of the last chosen entity's.
        position: the code point at the top of the page.
        choice: which engine finds the people.
    """

    article_changed = Signal()
    reading_changed = Signal()
    chosen_changed = Signal()
    annotations_changed = Signal()
    position_restored = Signal(int)  # where the person was, learnt after the text was shown
    wants_shown = Signal(object)  # a Span that should come into sight
    note_wanted = Signal(str)  # the id of the note whose editor should open
    failed = Signal(object)  # a ReaderError
    busy_changed = Signal(str, bool)
    progressed = Signal(str, float)
    _engine_troubled = Signal(object)  # a ReaderError, from the thread that reads

    def __init__(self, library: Library | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.article: Article | None = None
        self.reading: Reading | None = None
        self.annotations: tuple[Annotation, ...] = ()
        self.chosen: tuple[str, ...] = ()
        self.current: Mention | None = None
        self.position = 0
        self.choice = BEST
        self.undo_stack = QUndoStack(self)
        self.jobs = Jobs(self)
        self.jobs.busy_changed.connect(self.busy_changed)
        self._mending: Mending | None = None
        self._colours: dict[str, int] = {}
        self._entities: dict[str, Entity] = {}
        self._index = SpanIndex(())
        self._stored = False
        self._engine_troubled.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._position_timer = QTimer(self, singleShot=True, interval=600)
        self._position_timer.timeout.connect(self._keep_position)

    # -- opening ---------------------------------------------------------------------------------------------

    def open_path(self, path: str | Path) -> None:
        """Open a file; what is open stays open until the new text is there, and if it cannot be read."""
        self._open(lambda token: pipeline.load(path, token))

    def open_text(self, text: str, source: str) -> None:
        """Open pasted or dropped text; `source` says where it came from."""
        self._open(lambda token: importers.load_text(text, source))

    def open_stored(self, article_id: str) -> None:
        """Open an article of the library."""
        self._open(lambda token: self._from_library(article_id))

    def show(self, opened: Opened, *, find_people: bool = True) -> None:
        """Put an article on the screen and start to find out who is in it."""
        self._keep_position()
        self.jobs.cancel("people")
        if self.article is None or self.article.id != opened.article.id:
            self.position = opened.position  # else it is the open one, opened again: the page stays
        self.article = opened.article
        self.annotations = opened.annotations
        self._stored = False
        self.undo_stack.clear()
        self._set_reading(None)
        self.article_changed.emit()
        self.annotations_changed.emit()
        if opened.trouble is not None:
            self.failed.emit(opened.trouble)
        if find_people:
            self.find_people()

    def attach(self, library: Library | None) -> None:
        """Use `library` from now on, also for what is open already: its notes come from there."""
        self.library = library
        if self.article is None:
            return
        opened = self.gather(self.article)
        self.annotations = opened.annotations
        self.annotations_changed.emit()
        if self.reading is not None and self.mending.original is not None:
            found = self.mending.understood(self.mending.original)
            self.mending.take(found)
            self.show_mended(found.shown)
            opened = replace(opened, trouble=opened.trouble or found.trouble)
        if opened.position and not self.position:
            self.position = opened.position
            self.position_restored.emit(opened.position)
        if opened.trouble is not None:
            self.failed.emit(opened.trouble)

    def find_people(self) -> None:
        """Let the engine read the open article, off the GUI thread."""
        article = self.article
        if article is None:
            return
        mending = self.mending
        mending.touched = False
        self.jobs.run(
            "people",
            lambda token: self._understand(article, mending, token),
            self._on_understood,
            self.failed.emit,
            lambda share: self.progressed.emit("people", share),
        )

    def use_engine(self, choice: EngineChoice) -> None:
        """Let `choice` find the people from now on, in the open article too; what failed is tried again."""
        self.choice = choice
        pipeline.forget_engine()
        self.find_people()

    def gather(self, article: Article) -> Opened:
        """The article with what the library keeps about it; a library in trouble does not stop the reading."""
        if self.library is None:
            return Opened(article, (), 0)
        try:
            row = self.library.row(article.id)
            position = row.position if row else 0
            return Opened(article, self.library.annotations(article), position)
        except ReaderError as trouble:
            return Opened(article, (), 0, trouble)

    def close(self) -> None:
        """Keep the place in the article, stop all work and close the library."""
        self._keep_position()
        self.jobs.shut_down()
        if self.library is not None:
            self.library.close()

    def _open(self, work: Callable[[CancelToken], Article]) -> None:
        self.jobs.run("open", lambda token: self.gather(work(token)), self.show, self.failed.emit)

    def _from_library(self, article_id: str) -> Article:
        article = self.library.article(article_id) if self.library is not None else None
        if article is None:
            raise ReaderError("This article is no longer in the library.", "Open its file again.")
        return article

    def _understand(self, article: Article, mending: Mending, token: CancelToken) -> Understood:
        reading = pipeline.understand(article, token, self.choice, self._engine_troubled.emit)
        try:
            if self.library is not None and not self.library.read_only:
                self.library.add_article(article)
                self.library.mark_opened(article.id)
                self.library.save_reading(reading)
        except ReaderError as trouble:
            return replace(mending.understood(reading), trouble=trouble)
        return mending.understood(reading)

    def _on_understood(self, found: Understood) -> None:
        if self.article is not None and found.original.article.id == self.article.id:
            if self.mending.touched:
                found = replace(self.mending.understood(found.original), trouble=found.trouble)
            self._stored = self.library is not None and not self.library.read_only and found.trouble is None
            self._set_reading(found)
        if found.trouble is not None:
            self.failed.emit(found.trouble)

    @property
    def mending(self) -> Mending:
        """What the person corrects in the article; one for the session."""
        if self._mending is None:
            from reader.ui.mending import Mending  # late: nobody corrects what is not on the screen yet

            self._mending = Mending(self)
        return self._mending

    def _set_reading(self, found: Understood | None) -> None:
        if found is not None or self._mending is not None:
            self.mending.take(found)
        self._show_reading(found.shown if found else None, (), None)

    def show_mended(self, reading: Reading) -> None:
        """Show the open article's reading as it is after a correction; who is chosen stays so."""
        before, current = self.reading, self.current
        known = {entity.id for entity in reading.entities}
        owners = {mention.name_span: mention.entity_id for mention in reading.mentions}
        chosen = []
        for entity_id in self.chosen:
            own = before.mentions_of(entity_id) if before else ()
            heir = next((owners[each.name_span] for each in own if each.name_span in owners), "")
            chosen.append(entity_id if entity_id in known else heir)
        kept = tuple(entity_id for entity_id in dict.fromkeys(chosen) if entity_id)
        if current is not None:
            left = reading.mentions_of(kept[-1]) if kept else ()
            after = [each for each in left if each.name_span.start >= current.name_span.start]
            current = next(iter(after or left), None)
        self._show_reading(reading, kept, current)

    def _show_reading(
        self, reading: Reading | None, chosen: tuple[str, ...], current: Mention | None
    ) -> None:
        self.reading = reading
        self.chosen = chosen
        self.current = current
        self._entities = {entity.id: entity for entity in reading.entities} if reading else {}
        self._colours = self.mending.colours() if reading else {}
        self._index = SpanIndex(reading.mentions if reading else ())
        self.reading_changed.emit()
        self.chosen_changed.emit()

    # -- who is in it ----------------------------------------------------------------------------------------

    def entity(self, entity_id: str) -> Entity | None:
        """The entity called `entity_id` in the open reading."""
        return self._entities.get(entity_id)

    def colour_index(self, entity_id: str) -> int:
        """Which of the theme's colours is this entity's; it stays so while the article is open."""
        return self._colours.get(entity_id, 0)

    def mention_at(self, offset: int) -> Mention | None:
        """The mention whose name covers `offset`; attached letters do not count."""
        return next((m for m in self._index.at(offset) if offset in m.name_span), None)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that meet ``[start, end)``, in text order."""
        return self._index.between(start, end)

    def mentions_of(self, entity_id: str) -> tuple[Mention, ...]:
        """Every mention of one entity, in text order."""
        return self.reading.mentions_of(entity_id) if self.reading else ()

    def choose(self, entity_id: str, *, extend: bool = False) -> None:
        """Choose an entity and go to its next mention; `extend` adds it to, or takes it from, the chosen.

        "Next" is the first mention at or below the top of the page, so that a click never jumps back over
        what is being read; choosing the one that is chosen already steps on.
        """
        if extend and entity_id in self.chosen:
            self._choose(tuple(known for known in self.chosen if known != entity_id), None)
            return
        if self.chosen == (entity_id,) and self.current is not None:
            self.step(1)
            return
        mentions = self.mentions_of(entity_id)
        following = (mention for mention in mentions if mention.name_span.start >= self.position)
        current = next(following, mentions[0] if mentions else None)
        self._choose((*self.chosen, entity_id) if extend else (entity_id,), current)
        if current is not None:
            self.wants_shown.emit(current.name_span)

    def choose_mention(self, mention: Mention, *, extend: bool = False) -> None:
        """Choose the entity of a mention that the person points at; the page stays where it is."""
        others = tuple(known for known in self.chosen if known != mention.entity_id) if extend else ()
        self._choose((*others, mention.entity_id), mention)

    def clear_choice(self) -> None:
        """Choose nobody."""
        self._choose((), None)

    def step(self, by: int) -> None:
        """Go `by` mentions on (or back) among those of the entity chosen last, around the end."""
        if not self.chosen:
            return
        mentions = self.mentions_of(self.chosen[-1])
        if not mentions:
            return
        at = mentions.index(self.current) if self.current in mentions else -1 if by > 0 else 0
        self._choose(self.chosen, mentions[(at + by) % len(mentions)])
        if self.current is not None:
            self.wants_shown.emit(self.current.name_span)

    def _choose(self, chosen: tuple[str, ...], current: Mention | None) -> None:
        if current is None and chosen:
            current = next(iter(self.mentions_of(chosen[-1])), None)
        if (chosen, current) != (self.chosen, self.current):
            self.chosen, self.current = chosen, current
            self.chosen_changed.emit()

    # -- notes -----------------------------------------------------------------------------------------------

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The note called `annotation_id`, if it is this article's."""
        return next((note for note in self.annotations if note.id == annotation_id), None)

    def annotations_at(self, offset: int) -> list[Annotation]:
        """The notes whose passage covers `offset`, the newest first."""
        found = [note for note in self.annotations if (span := span_of(note)) and offset in span]
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
        if self.article is None or not len(span):
            return None
        now = _now()
        note = Annotation(
            id=str(uuid4()),
            article_id=self.article.id,
            selector=Selector.describe(self.article.text, span.start, span.end),
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
        return self._commit(before, replace(note, modified=_now()))

    def remove(self, annotation_id: str) -> bool:
        """Delete a note (undo brings it back); False where that could not be saved."""
        before = self.annotation(annotation_id)
        return before is not None and self._commit(before, None)

    def store(self, before: Annotation | None, after: Annotation | None) -> bool:
        """Make the library and the screen show `after` in the place of `before`; one transaction."""
        gone = before or after
        if gone is None or self.article is None or gone.article_id != self.article.id:
            return False
        try:
            self._write(before, after)
        except ReaderError as trouble:
            self.failed.emit(trouble)
            return False
        kept = [note for note in self.annotations if note.id != gone.id]
        if after is not None:
            kept.append(after)
        self.annotations = tuple(sorted(kept, key=_place))
        self.annotations_changed.emit()
        return True

    def _write(self, before: Annotation | None, after: Annotation | None) -> None:
        library = self.keep_article()
        if after is not None:
            library.save_annotation(after)
        elif before is not None:
            library.delete_annotation(before.id)

    def keep_article(self) -> Library:
        """The library, with the open article in it, so that what the person does can be saved.

        Raises:
            ReaderError: no library is open, or it does not take the article.
        """
        if self.library is None:
            raise ReaderError(
                "Nothing could be saved, because the library is not open.",
                "Mend the library, or start Reader with another one, and save again.",
            )
        if not self._stored and self.article is not None:
            self.library.add_article(self.article)
            self._stored = True
        return self.library

    def _commit(self, before: Annotation | None, after: Annotation | None) -> bool:
        """Save first, then push the command that can undo it."""
        if not self.store(before, after):
            return False
        self.undo_stack.push(_Swap(self, before, after))
        return True

    # -- the place in the article ----------------------------------------------------------------------------

    def set_position(self, offset: int) -> None:
        """Remember what is at the top of the page; written to the library when the page comes to rest."""
        if offset != self.position:
            self.position = offset
            self._position_timer.start()

    def _keep_position(self) -> None:
        self._position_timer.stop()
        if self.article is None or self.library is None or not self._stored:
            return
        try:
            self.library.set_position(self.article.id, self.position)
        except ReaderError as trouble:
            self.failed.emit(trouble)


class _Swap(QUndoCommand):
    """One note before and after; nothing, where it was made or deleted."""

    def __init__(self, session: Session, before: Annotation | None, after: Annotation | None) -> None:
        super().__init__()
        # Weak: Python collecting a command that holds the session would delete the session, and with it the
        # command, while it is being taken apart, and crash.
        self._session, self._before, self._after = ref(session), before, after
        self._done = True  # saved before it is pushed, and push() calls redo()

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._store(self._before, self._after)

    def undo(self) -> None:
        self._store(self._after, self._before)

    def _store(self, before: Annotation | None, after: Annotation | None) -> None:
        session = self._session()
        if session is None or not session.store(before, after):
            self.setObsolete(True)


def span_of(note: Annotation) -> Span | None:
    """Where the note stands in the open text; None for an orphan and for a note on no passage."""
    if note.state is State.ORPHAN or note.selector is None:
        return None
    return Span(note.selector.start, note.selector.end)


def _place(note: Annotation) -> tuple[bool, bool, int, int, str]:
    selector = note.selector
    if selector is None:  # on a person or on the article: before those on passages
        return False, False, 0, 0, note.created
    return note.state is State.ORPHAN, True, selector.start, selector.end, note.created


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
