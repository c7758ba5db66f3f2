"""Letting a window live until something is so, for programs that have no test's `qtbot`."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

_PATIENCE = 30_000  # milliseconds


def until(is_so: Callable[[], bool], patience: int = _PATIENCE) -> None:
    """Let the window live until something is so.

    Raises:
        TimeoutError: it was not so after `patience` milliseconds.
    """
    end = time.monotonic() + patience / 1e3
    waker = QTimer(interval=20)
    waker.start()
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {patience} ms")
        # Sleeps until something happens: a loop that only looks would keep Python from the threads that work.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
