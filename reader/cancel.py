"""Stopping long work, and telling how far it came.

A worker calls `token.check()` every few milliseconds of work; whoever started it calls `token.cancel()`
from any thread. Progress goes the other way, as a share of one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class CancelledError(Exception):
    """The work was stopped because somebody asked for it; not a failure."""


class CancelToken:
    """One piece of work's stop switch and progress line. Safe to use from any thread."""

    def __init__(self, on_progress: Callable[[float], None] | None = None) -> None:
        self._stop = threading.Event()
        self._on_progress = on_progress

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Return at once, or raise `CancelledError` where the work should stop."""
        if self._stop.is_set():
            raise CancelledError

    def progress(self, share: float) -> None:
        """Say that `share` of the work (0.0 to 1.0) is done; also a check."""
        self.check()
        if self._on_progress is not None:
            self._on_progress(share)
