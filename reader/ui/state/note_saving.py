"""From a note's open editor to the library: every pause in the typing is saved, and all of it is one undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import ref

from PySide6.QtGui import QUndoCommand

from reader.model import Annotation, Style
from reader.ui.parts.i18n import tr
from reader.ui.state.noting import instant
from reader.ui.state.session import Session


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a note's editor."""

    body: str
    tags: tuple[str, ...]
    colour: str
    style: Style = Style.HIGHLIGHT

    @classmethod
    def of(cls, note: Annotation) -> Draft:
        """The draft that a saved note is."""
        return cls(note.body, note.tags, note.colour, note.style)

    def onto(self, note: Annotation) -> Annotation:
        """`note` as the draft would have it."""
        return replace(
            note, body=self.body, tags=self.tags, colour=self.colour, style=self.style, modified=instant()
        )


class Spell:
    """One spell of writing in one note, from opening its editor to closing it.

    The library gets every pause of it; the person undoes it in one step.
    """

    def __init__(self, session: Session, note_id: str) -> None:
        self._session, self._note_id = session, note_id
        self._command: _Written | None = None

    def save(self, draft: Draft) -> bool:
        """Save the draft now; False where it could not be, after the session said why."""
        note = self._session.noting.annotation(self._note_id)
        if note is None:
            return False
        if Draft.of(note) == draft:
            return True
        changed = draft.onto(note)
        if not self._session.noting.store(note, changed):
            return False
        if self._command is not None and self._is_last():
            self._command.after = changed
        else:
            self._command = _Written(self._session, note, changed)
            self._session.undo_stack.push(self._command)
        return True

    def take_back(self) -> None:
        """Undo what this spell saved, if nothing was done since."""
        if self._command is not None and self._is_last():
            self._session.undo_stack.undo()

    def _is_last(self) -> bool:
        stack = self._session.undo_stack
        return stack.index() > 0 and stack.command(stack.index() - 1) is self._command


class _Written(QUndoCommand):
    """A note before and after a spell; `after` moves on while the spell lasts."""

    def __init__(self, session: Session, before: Annotation, after: Annotation) -> None:
        super().__init__(tr("the change of the note"))
        self.after = after
        # Weak: Python collecting a command that holds the session would delete the session, and with it the
        # command, while it is being taken apart, and crash.
        self._session, self._before = ref(session), before
        self._done = True  # saved before it is pushed, and push() calls redo()

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._store(self._before, self.after)

    def undo(self) -> None:
        self._store(self.after, self._before)

    def _store(self, before: Annotation, after: Annotation) -> None:
        session = self._session()
        if session is None or not session.noting.store(before, after):
            self.setObsolete(True)
