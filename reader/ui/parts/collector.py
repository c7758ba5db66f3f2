"""Python's cyclic collector, kept on the GUI thread.

It runs on whichever thread allocates. A widget or a timer that it finds in a circle on a worker thread is destroyed
there, Qt's list of timers keeps it, and the process crashes at the timer's next turn (PySide6 6.9 to 6.11).
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, QTimer

_numbers = count()
_holding: set[int] = set()  # the numbers of those that hold: one collector a session


class Collector(QObject):
    """Holds the collector while workers run, and does its work from the event loop. Make it on the GUI thread."""

    def __init__(self, is_idle: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_idle = is_idle
        self._number = next(_numbers)
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._look)
        self.destroyed.connect(partial(_let_go, self._number))

    def hold(self) -> None:
        """A worker is about to start: nothing is collected on it from now on."""
        _holding.add(self._number)
        gc.disable()
        self._timer.start()

    def release(self) -> None:
        """No worker runs any more: Python may collect when it likes."""
        self._timer.stop()
        _let_go(self._number)

    def _look(self) -> None:
        if self._is_idle():
            self.release()
            return
        due = [new > most for new, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))


def _let_go(number: int, _destroyed: QObject | None = None) -> None:
    _holding.discard(number)
    if not _holding:
        gc.enable()
