"""Bringing the index of the search up to date where much waits: in a process of its own, which stops when told to.

A few changes are read in the window's own process, off its GUI thread. After an update, or in a library that was never
searched, there are tens of thousands; reading them there would make the window stutter for minutes.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.ui.library.import_run import ImportReport, ImportRun
from reader.ui.library.import_view import ImportStrip
from reader.ui.parts.i18n import tr

if TYPE_CHECKING:
    from reader.ui.state.session import Session

logger = logging.getLogger(__name__)

MUCH = 500
"""More changes than these are read by the other process."""


class IndexStrip(ImportStrip):
    """How far the index is; gone when it is up to date, and a way to go on where it was stopped."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(run)
        self.people.setText(tr("Go on"))

    def begin(self) -> None:
        """Say that it begins."""
        super().begin()
        self._say(tr("Preparing the search…"))

    def _on_ended(self, report: ImportReport) -> None:
        self._say(tr("The search does not know all articles yet."))
        self.people.setText(tr("Go on"))
        self._show_parts(running=False)
        self.setVisible(report.stopped)


class IndexDesk(QObject):
    """One for a window."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._finding = session, session.finding
        self.run = ImportRun(self)
        self.strip = IndexStrip(self.run)
        self._stopped = False
        self._finding.limit = MUCH
        self._finding.much_behind.connect(self._on_much_behind)
        self.run.moved.connect(self._on_moved)
        self.run.ended.connect(self._on_ended)
        self.strip.people_wanted.connect(self.go_on)
        session.library_changed.connect(self._on_library)

    def go_on(self) -> None:
        """Read on where it was stopped."""
        self._stopped = False
        self._finding.catch_up()

    def _on_much_behind(self, _changes: int) -> None:
        library = self._session.library
        if self.run.running or self._stopped or library is None:
            return
        if library.path is None or library.read_only:
            self._read_here()
            return
        self._finding.paused = True
        self._finding.tell_share(0.0)
        self.strip.begin()
        self.run.read_through(library.path.parent)

    def _on_moved(self, _step: str, done: int, total: int, _what: str) -> None:
        # All is read only when the process has ended.
        self._finding.tell_share(min(done / total, 0.99) if total else 0.0)

    def _on_ended(self, report: ImportReport) -> None:
        self._finding.paused = False
        self._stopped = report.stopped
        if report.trouble is not None:
            logger.warning("the index is read in the window's process: %s", report.trouble)
            self._read_here()
        else:
            self._finding.catch_up()

    def _read_here(self) -> None:
        self._finding.limit = None
        self._finding.catch_up()

    def _on_library(self) -> None:
        """The library is another one, or none: nobody reads it any more."""
        self.run.shut_down()
        self._finding.paused, self._finding.limit, self._stopped = False, MUCH, False
        self.strip.forget()
