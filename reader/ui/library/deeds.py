"""How something is done to the library from its page: off the GUI thread, and so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.library.search.query import Query

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.state.session import Session

T = TypeVar("T")


class _Done(QUndoCommand):
    """What was done already: it is done again when it is redone."""

    def __init__(self, words: str, again: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__(words)
        self._again, self._back, self._first = again, back, True

    def redo(self) -> None:
        if not self._first:
            self._again()
        self._first = False

    def undo(self) -> None:
        self._back()


class LibraryDeeds(QObject):
    """One for a library's page."""

    happened = Signal()  # the library is another one than before

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._numbers = count()
        self.stack = QUndoStack(self)
        session.finding.let_go.connect(self.stack.clear)

    def do(self, work: Callable[[Library], T], done: Callable[[T], object], key: str = "") -> None:
        """Do `work` in the library off the GUI thread, then `done` with what came of it."""
        library = self._session.library
        if library is None:
            return

        def started(_token: CancelToken) -> T:
            return work(library)

        def finished(outcome: T) -> None:
            if isValid(self):  # the window may have been built anew in another language meanwhile
                done(outcome)

        key = key or f"library-deed-{next(self._numbers)}"
        self._session.jobs.run(key, started, finished, self._session.failed.emit)

    def change(self, work: Callable[[Library], object]) -> None:
        """Do `work`, and show what is there then."""
        self.do(work, self.changed)

    def push(self, words: str, again: Callable[[Library], object], back: Callable[[Library], object]) -> None:
        """Remember what was done, so that it can be undone and done again."""
        self.stack.push(_Done(words, partial(self.change, again), partial(self.change, back)))

    def changed(self, _outcome: object = None) -> None:
        """Show what is there now."""
        self._session.finding.catch_up()
        self._session.finding.again()
        self.happened.emit()

    def ids(self, keys: Sequence[int]) -> Callable[[], list[str]]:
        """The ids of the articles `keys`, to be asked for off the GUI thread."""
        finding, wanted, everything = self._session.finding, list(keys), Query(None, blank=True)
        return lambda: [line.row.id for line in finding.finder().lines(wanted, everything)]
