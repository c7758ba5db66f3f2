"""Work off the GUI thread: a shell around a pure function, with a cancel token and a ticket.

A newer job under the same key cancels the older one, and a result that comes late is dropped. The callbacks
run on the GUI thread; whatever the function raised is handed over there too, never swallowed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.ui.parts.collector import Collector

THREADS = 32
"""More than there are kinds of jobs: on two cores Qt would run two, and a search would wait for a backup and a check."""

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    ticket: int
    token: CancelToken
    done: Callable[[object], None]
    failed: Callable[[ReaderError], None]
    progress: Callable[[float], None] | None


class _Shell(QRunnable):
    """Runs one function and says what came of it; owns nothing that Qt could call on the wrong thread."""

    def __init__(self, jobs: Jobs, key: str, ticket: int, work: Callable[[], object]) -> None:
        super().__init__()
        self._jobs, self._key, self._ticket, self._work = jobs, key, ticket, work

    def run(self) -> None:
        outcome: object
        try:
            outcome = self._work()
        except CancelledError as stop:
            outcome = stop
        except Exception as failure:  # handed to the GUI thread, which shows or raises it
            outcome = _Failure(failure)
        self._jobs.finished.emit(self._key, self._ticket, outcome)


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception


class Jobs(QObject):
    """The jobs of one window. Make it on the GUI thread."""

    finished = Signal(str, int, object)
    moved = Signal(str, int, float)
    busy_changed = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, _Job] = {}
        self._tickets = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._collector = Collector(lambda: not self._pool.activeThreadCount(), self)
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        key: str,
        work: Callable[[CancelToken], T],
        done: Callable[[T], None],
        failed: Callable[[ReaderError], None],
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Start `work` under `key`; then `done` with its result or `failed` with its `ReaderError`."""
        self.cancel(key)
        self._tickets += 1
        ticket = self._tickets
        token = CancelToken(lambda share: self.moved.emit(key, ticket, share))
        self._running[key] = _Job(ticket, token, done, failed, progress)  # type: ignore[arg-type]
        self.busy_changed.emit(key, True)
        self._collector.hold()
        self._pool.start(_Shell(self, key, ticket, lambda: work(token)))

    def cancel(self, key: str) -> None:
        """Stop what runs under `key`, if anything; its callbacks are not called."""
        job = self._running.pop(key, None)
        if job is not None:
            job.token.cancel()
            self.busy_changed.emit(key, False)

    def cancel_all(self) -> None:
        """Stop everything that runs."""
        for key in list(self._running):
            self.cancel(key)

    def busy(self, key: str) -> bool:
        """Whether something runs under `key`."""
        return key in self._running

    def shut_down(self) -> None:
        """Cancel everything and wait for the threads, as when the window closes."""
        self.cancel_all()
        self._pool.waitForDone()
        self._collector.release()

    def _on_finished(self, key: str, ticket: int, outcome: object) -> None:
        job = self._running.get(key)
        if job is None or job.ticket != ticket:
            return
        del self._running[key]
        self.busy_changed.emit(key, False)
        if isinstance(outcome, CancelledError):
            return
        if not isinstance(outcome, _Failure):
            job.done(outcome)
        elif isinstance(outcome.error, ReaderError):
            job.failed(outcome.error)
        else:
            sys.excepthook(type(outcome.error), outcome.error, outcome.error.__traceback__)

    def _on_moved(self, key: str, ticket: int, share: float) -> None:
        job = self._running.get(key)
        if job is not None and job.ticket == ticket and job.progress is not None:
            job.progress(share)
