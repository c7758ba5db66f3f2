"""What is open, what is chosen in it, and what the person wrote: the one thing that all panels listen to.

Panels never call each other. They ask the session to change something, and it says what has changed; undo
and redo come the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack

from reader import pipeline
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Annotation, Article, Entity, Mention, Reading
from reader.model.choice import BEST, EngineChoice
from reader.model.lookup import SpanIndex
from reader.ui.parts.jobs import Jobs
from reader.ui.state.arrival import Arrival, Opened, take_in
from reader.ui.state.noting import Noting

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.state.library_finding import Finding
    from reader.ui.state.mending import Mending, Understood

__all__ = ["Opened", "Session"]


class Session(QObject):
    """The open article and everything known about it. Make it on the GUI thread.

    Attributes:
        article, reading: None until there is one; the article comes first, its reading follows.
        annotations: the article's notes in text order, orphans last; `noting` changes them.
        chosen: the ids of the chosen entities, the one opened in the sidebar last.
        current: the mention that "3 of 14" stands on, one of the last chosen entity's.
        position: the code point at the top of the page.
        older: whether what is open is not the newest version of the article.
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
    library_changed = Signal()  # the library is another one, or is about to be closed
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
        self.older = False
        self.choice = BEST
        self.undo_stack = QUndoStack(self)
        self.jobs = Jobs(self)
        self.jobs.busy_changed.connect(self.busy_changed)
        self.noting = Noting(self)
        self.arrival = Arrival(self)
        self._mending: Mending | None = None
        self._finding: Finding | None = None
        self._colours: dict[str, int] = {}
        self._entities: dict[str, Entity] = {}
        self._index = SpanIndex(())
        self._stored = False
        self._engine_troubled.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._position_timer = QTimer(self, singleShot=True, interval=600)
        self._position_timer.timeout.connect(self._keep_position)

    # -- opening ---------------------------------------------------------------------------------------------

    def open_path(self, path: str | Path) -> None:
        """Open a file; see `Arrival`, as of the others."""
        self.arrival.open_path(path)

    def open_text(self, text: str, source: str) -> None:
        """Open pasted or dropped text; `source` says where it came from."""
        self.arrival.open_text(text, source)

    def open_stored(self, article_id: str) -> None:
        """Open the newest version of an article of the library."""
        self.arrival.open_stored(article_id)

    def show(self, opened: Opened, *, find_people: bool = True) -> None:
        """Put an article on the screen and start to find out who is in it."""
        self._keep_position()
        self.jobs.cancel("people")
        if self.article is None or self.article.id != opened.article.id:
            self.position = opened.position  # else it is the open one, opened again: the page stays
        self.article = opened.article
        self.annotations = opened.annotations
        self.older = opened.older
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
        self.use_library(library)
        if self.article is not None:
            self.receive(self.gather(self.article))

    def use_library(self, library: Library | None) -> None:
        """Save in `library` from now on; what it knows of the open article is not asked here."""
        self.library = library
        self._stored = False
        self.library_changed.emit()
        self.noting.look_up(again=True)

    def receive(self, opened: Opened) -> None:
        """Take what the library knows of the article that is open already."""
        self.annotations = opened.annotations
        self.older = opened.older
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
        return take_in(self.library, article, brought=False)

    def close(self, last: Callable[[Library], object] | None = None) -> None:
        """Keep the place in the article, stop all work, do what is to be done `last`, and close the library."""
        self._keep_position()
        self.jobs.shut_down()
        self.arrival.close()
        library, self.library = self.library, None
        self.library_changed.emit()
        if library is not None:
            if last is not None:
                last(library)
            library.close()

    def _understand(self, article: Article, mending: Mending, token: CancelToken) -> Understood:
        reading = pipeline.understand(article, token, self.choice, self._engine_troubled.emit)
        try:
            if self.library is not None and not self.library.read_only:
                self.library.add_article(article)
                if not self.older:
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
            from reader.ui.state.mending import Mending  # late: nobody corrects what is not on the screen yet

            self._mending = Mending(self)
        return self._mending

    @property
    def finding(self) -> Finding:
        """What searches the library; one for the session."""
        if self._finding is None:
            from reader.ui.state.library_finding import Finding  # late: the article is on the screen before

            self._finding = Finding(self)
        return self._finding

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

    # -- what is kept ----------------------------------------------------------------------------------------

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
