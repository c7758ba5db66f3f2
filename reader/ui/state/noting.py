"""What the person writes: on the open article, and on any other of the library. Saved first, undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from reader.errors import ReaderError
from reader.model import Annotation, Selector, Span, State, Style
from reader.ui.parts.i18n import tr
from reader.ui.parts.theme import NOTE_COLOURS

if TYPE_CHECKING:
    from reader.ui.state.session import Session


class Noting(QObject):
    """The session's notes part: what changes a note, and what undoes it. One for the session.

    Attributes:
        colour: the colour that the person marked something in last.
        names: what the person calls the colours, those that have a name of the person's.
    """

    changed = Signal()  # a note was made, changed, deleted or brought back, here or in another article
    tags_known = Signal()
    colours_named = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.colour = NOTE_COLOURS[0]
        self.names: dict[str, str] = {}
        self._tags: set[str] = set()
        self._asked = False  # whether the library was asked for names and tags
        self._turn = 0  # counts what was stored: what was read before is older

    # -- what there is ---------------------------------------------------------------------------------------

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The note called `annotation_id`, if it is this article's."""
        return next((note for note in self._session.annotations if note.id == annotation_id), None)

    def annotations_at(self, offset: int) -> list[Annotation]:
        """The notes whose passage covers `offset`, the newest first."""
        found = [note for note in self._session.annotations if (span := span_of(note)) and offset in span]
        return sorted(found, key=lambda note: note.created, reverse=True)

    def tags(self) -> list[str]:
        """The tags of the whole library as far as they are known; `tags_known` says when there are more."""
        self.look_up()
        here = {tag for note in self._session.annotations for tag in note.tags}
        return sorted(self._tags | here)

    def colour_name(self, colour: str) -> str:
        """What a colour is called: by the person, else as everybody calls it."""
        return self.names.get(colour) or usual_names().get(colour, colour)

    def look_up(self, *, again: bool = False) -> None:
        """Ask the library, off the GUI thread, what the colours are called and which tags there are."""
        library = self._session.library
        if library is None or (self._asked and not again):
            return
        self._asked = True
        self._session.jobs.run(
            "noting",
            lambda _token: (library.colour_names(), library.tags()),
            self._learn,
            self._session.failed.emit,
        )

    def _learn(self, found: tuple[dict[str, str], tuple[str, ...]]) -> None:
        names, tags = found
        self._tags.update(tags)
        self.tags_known.emit()
        if names != self.names:
            self.names = names
            self.colours_named.emit()

    def reload(self) -> None:
        """Bring the open article's notes from the library anew, off the GUI thread: they were changed in there."""
        session, turn = self._session, self._turn
        article, library = session.article, session.library
        self.changed.emit()
        if article is None or library is None:
            return

        def take(notes: tuple[Annotation, ...]) -> None:
            if session.article is not article:
                return
            if self._turn != turn:
                self.reload()
            elif notes != session.annotations:
                session.annotations = tuple(sorted(notes, key=_place))
                session.annotations_changed.emit()

        session.jobs.run("notes", lambda _token: library.annotations(article), take, session.failed.emit)

    # -- what a person can do --------------------------------------------------------------------------------

    def annotate(
        self,
        span: Span | None,
        colour: str = "",
        body: str = "",
        tags: tuple[str, ...] = (),
        entity_id: str | None = None,
        style: Style = Style.HIGHLIGHT,
    ) -> Annotation | None:
        """Save a note on `span`, or, where that is None, on the person `entity_id` or on the article.

        None where it could not be saved, after `failed` said why.
        """
        article = self._session.article
        if article is None or (span is not None and not len(span)):
            return None
        if colour:
            self.colour = colour
        now = instant()
        note = Annotation(
            id=str(uuid4()),
            article_id=article.id,
            selector=Selector.describe(article.text, span.start, span.end) if span is not None else None,
            body=body,
            colour=colour or self.colour,
            tags=tags,
            entity_id=entity_id,
            created=now,
            modified=now,
            style=style,
        )
        marked = tr("the underline") if style is Style.UNDERLINE else tr("the highlight")
        return note if self._commit(None, note, marked if span is not None else tr("the new note")) else None

    def change(self, note: Annotation) -> bool:
        """Save what the person changed in a note; False where it could not be, after `failed` said why."""
        before = self.annotation(note.id)
        if before is None or before == note:
            return before is not None
        return self._commit(before, replace(note, modified=instant()), tr("the change of the note"))

    def remove(self, annotation_id: str) -> bool:
        """Put a note of this article into the trash (undo brings it back); False where that could not be saved."""
        before = self.annotation(annotation_id)
        return before is not None and self.discard(before)

    def discard(self, note: Annotation) -> bool:
        """Put a note of any article into the trash; False where that could not be saved."""
        return self._commit(self.annotation(note.id) or note, None, tr("deleting the note"))

    def restore(self, note: Annotation) -> bool:
        """Take a note of any article out of the trash; False where that could not be saved."""
        article = self._session.article
        stands = note.selector is None or (article is not None and note.selector.stands_in(article.text))
        # One that does not stand where it was made is looked for off the GUI thread; see `store`.
        back = replace(note, state=State.EXACT if stands else State.ORPHAN)
        return self._commit(None, back, tr("bringing the note back"))

    def place(self, annotation_id: str, span: Span) -> bool:
        """The note stands on `span` of the open text from now on; False where that could not be saved."""
        session, note = self._session, self.annotation(annotation_id)
        if session.article is None or note is None or not len(span):
            return False
        try:
            # As it was saved: undo must bring back where it stood in the text that it was made on.
            saved = session.library.annotation(note.id) if session.library is not None else None
        except ReaderError as trouble:
            session.failed.emit(trouble)
            return False
        described = Selector.describe(session.article.text, span.start, span.end)
        here = replace(
            note, article_id=session.article.id, selector=described, state=State.EXACT, modified=instant()
        )
        return self._do(
            tr("placing the note"),
            lambda noting: noting.store(note, here),
            lambda noting: noting.store(here, note, saved),
        )

    def confirm(self, annotation_id: str) -> bool:
        """The note stands where it was found without certainty."""
        note = self.annotation(annotation_id)
        span = span_of(note) if note is not None else None
        return span is not None and self.place(annotation_id, span)

    def refuse(self, annotation_id: str) -> bool:
        """The note does not stand where it was found without certainty: it has no place in this version."""
        article, note = self._session.article, self.annotation(annotation_id)
        if article is None or note is None or note.state is not State.UNCERTAIN:
            return False
        lost = replace(note, state=State.ORPHAN)
        return self._do(
            tr("“not here”"),
            lambda noting: noting.refuse_place(lost, article.id, refused=True),
            lambda noting: noting.refuse_place(note, article.id, refused=False),
        )

    def name_colours(self, names: Mapping[str, str]) -> bool:
        """Call the colours so from now on; an empty name takes the person's away."""
        after = {colour: name.strip() for colour, name in names.items()}
        before = {colour: self.names.get(colour, "") for colour in after}
        if before == after:
            return True
        words = tr("naming the colours")
        return self._do(words, lambda noting: noting.call(after), lambda noting: noting.call(before))

    def forget(self, ids: Iterable[str] | None = None) -> bool:
        """Empty the trash, or forget the notes named that are in it, for good: nothing undoes this."""
        try:
            library = self._session.keep_article()
            library.empty_trash(ids)
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return False
        self.changed.emit()
        return True

    # -- saving ----------------------------------------------------------------------------------------------

    def store(
        self, before: Annotation | None, after: Annotation | None, saved: Annotation | None = None
    ) -> bool:
        """Make the library and the screen show `after` in the place of `before`; one transaction.

        `saved` is what the library gets, where that is not what is shown.
        """
        session = self._session
        gone = before or after
        if gone is None:
            return False
        try:
            library = session.keep_article()
            here = self._is_here(gone)
            if after is not None:
                library.save_annotation(saved or after)
            else:
                library.delete_annotation(gone.id)
        except ReaderError as trouble:
            session.failed.emit(trouble)
            return False
        self._turn += 1
        if after is not None:
            self._tags.update(after.tags)
        if here:
            self._show(gone.id, after)
        self.changed.emit()
        if here and before is None and after is not None and after.state is State.ORPHAN:
            self.reload()
        return True

    def refuse_place(self, shown: Annotation, article_id: str, *, refused: bool) -> bool:
        """Save that a note does not stand, or may stand, where it was found in this version."""
        try:
            self._session.keep_article().refuse_place(shown.id, article_id, refused=refused)
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return False
        self._turn += 1
        self._show(shown.id, shown)
        self.changed.emit()
        return True

    def call(self, names: Mapping[str, str]) -> bool:
        """Save what the colours are called."""
        try:
            self._session.keep_article().name_colours(names)
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return False
        merged = self.names | dict(names)
        self.names = {colour: name for colour, name in merged.items() if name}
        self.colours_named.emit()
        return True

    def _show(self, annotation_id: str, after: Annotation | None) -> None:
        session = self._session
        kept = [note for note in session.annotations if note.id != annotation_id]
        if after is not None:
            kept.append(after)
        session.annotations = tuple(sorted(kept, key=_place))
        session.annotations_changed.emit()

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

    def _commit(self, before: Annotation | None, after: Annotation | None, words: str) -> bool:
        return self._do(
            words, lambda noting: noting.store(before, after), lambda noting: noting.store(after, before)
        )

    def _do(self, words: str, forth: Step, back: Step) -> bool:
        """Save first, then push the command that can undo it."""
        if not forth(self):
            return False
        self._session.undo_stack.push(_Done(self, words, forth, back))
        return True


Step = Callable[[Noting], bool]
"""Saves and shows one change; False where it could not be saved."""


class _Done(QUndoCommand):
    """One thing that the person did to the notes, and how it is taken back; `words` name it."""

    def __init__(self, noting: Noting, words: str, forth: Step, back: Step) -> None:
        super().__init__(words)
        # Weak: Python collecting a command that holds the session would delete the session, and with it the
        # command, while it is being taken apart, and crash.
        self._noting, self._forth, self._back = ref(noting), forth, back
        self._done = True  # saved before it is pushed, and push() calls redo()

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._take(self._forth)

    def undo(self) -> None:
        self._take(self._back)

    def _take(self, step: Step) -> None:
        noting = self._noting()
        if noting is None or not step(noting):
            self.setObsolete(True)


def span_of(note: Annotation) -> Span | None:
    """Where the note stands in the open text; None for an orphan and for a note on no passage."""
    if note.state is State.ORPHAN or note.selector is None:
        return None
    return Span(note.selector.start, note.selector.end)


def usual_names() -> dict[str, str]:
    """What everybody calls the colours."""
    return dict(zip(NOTE_COLOURS, (tr("Yellow"), tr("Green"), tr("Blue"), tr("Pink")), strict=True))


def instant() -> str:
    """Now, as notes say it: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(note: Annotation) -> tuple[bool, bool, int, int, str]:
    selector = note.selector
    if selector is None:  # on a person or on the article: before those on passages
        return False, False, 0, 0, note.created
    return note.state is State.ORPHAN, True, selector.start, selector.end, note.created
