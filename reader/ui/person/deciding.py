"""What is said about who is who: saved first, in a job, and undone and done again as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import EntityKind
from reader.ui.state.session import Session

if TYPE_CHECKING:
    from reader.library.people import People

_JOB = "person-decide"
Say = Callable[["People"], "tuple[str, ...]"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be said.

    Attributes:
        what: what it is, for "Undo …".
        said: the sentence that tells that it was done.
        say: says it to the library, and answers the ids of what was decided.
        article_id, name, kind: an appearance of whoever the page is of, by which they are found again afterwards.
    """

    what: str
    said: str
    say: Say
    article_id: str
    name: str
    kind: EntityKind


class Deciding(QObject):
    """Says things about people, one at a time."""

    decided = Signal(int)  # the key that the person of the step has now; -1 where nobody is there any more
    done = Signal(str)  # the sentence of a step that was done by hand, not again
    busy = Signal(bool)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.undo_stack = QUndoStack(self)

    def decide(self, people: People, step: Step) -> None:
        """Say it, and let it be undone; nothing while something else is being said."""
        if self._session.jobs.busy(_JOB):
            return
        command = _Said(self, people, step)
        self._run(people, step, step.say, lambda ids: self._on_said(command, ids))

    def forget(self) -> None:
        """The library is another one: what was said to the one before can no longer be taken back here."""
        self._session.jobs.cancel(_JOB)
        self.busy.emit(False)
        self.undo_stack.clear()

    def redo(self, command: _Said) -> None:
        """Say again what was taken back."""
        ids = command.ids

        def say(people: People) -> tuple[str, ...]:
            people.redo(ids)
            return ids

        self._run(command.people, command.step, say, lambda _ids: None, command)

    def undo(self, command: _Said) -> None:
        """Take it back."""
        ids = command.ids

        def say(people: People) -> tuple[str, ...]:
            people.undo(ids)
            return ()

        self._run(command.people, command.step, say, lambda _ids: None, command)

    def _run(
        self,
        people: People,
        step: Step,
        say: Say,
        then: Callable[[tuple[str, ...]], object],
        command: _Said | None = None,
    ) -> None:
        session = self._session

        def work(_token: CancelToken) -> tuple[tuple[str, ...], int]:
            ids = say(people)
            found = people.person_of(step.article_id, step.name, step.kind)
            return ids, -1 if found is None else found.key

        def on_done(result: tuple[tuple[str, ...], int]) -> None:
            if not isValid(self):
                return  # the window was built anew in another language meanwhile
            self.busy.emit(False)
            then(result[0])
            self.decided.emit(result[1])

        def on_failed(trouble: ReaderError) -> None:
            if isValid(self):
                self.busy.emit(False)
                if command is not None:
                    command.setObsolete(True)
            session.failed.emit(trouble)

        self.busy.emit(True)
        session.jobs.run(_JOB, work, on_done, on_failed)

    def _on_said(self, command: _Said, ids: tuple[str, ...]) -> None:
        command.ids = ids
        self.undo_stack.push(command)
        self.done.emit(command.step.said)


class _Said(QUndoCommand):
    """A step that was done when it is pushed: push() calls `redo`."""

    def __init__(self, deciding: Deciding, people: People, step: Step) -> None:
        super().__init__(step.what)
        self._deciding = deciding
        self.people, self.step = people, step
        self.ids: tuple[str, ...] = ()
        self._fresh = True

    def redo(self) -> None:
        if self._fresh:
            self._fresh = False
        else:
            self._deciding.redo(self)

    def undo(self) -> None:
        self._deciding.undo(self)
