"""The window with all notes of the library, and the trash beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.ui.notes.all_notes import AllNotes
from reader.ui.notes.notes_model import NoteLine, lines_of
from reader.ui.notes.trash import Trash
from reader.ui.parts.i18n import tr
from reader.ui.parts.theme import Theme
from reader.ui.state.session import Session

_WAIT = 250
"""Milliseconds after a change before the notes are read anew: several changes are read once."""


class NotesWindow(QDialog):
    """Two pages. They are read from the library off the GUI thread, and again when a note changed."""

    note_wanted = Signal(str)  # the id of a note to go to

    def __init__(self, session: Session, parent: QWidget, look: Theme) -> None:
        super().__init__(parent)
        self._session, self._over = session, parent
        self._due = {"all-notes": True, "trash": True}
        self.setWindowTitle(tr("All notes"))
        self.setMinimumSize(560, 380)
        self.resize(QSize(900, 640).boundedTo(parent.size()))
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.addTab(tr("All notes"))
        self.tabs.addTab(tr("Trash"))
        self.tabs.setAccessibleName(tr("All notes or the trash"))
        self.all = AllNotes(session)
        self.trash = Trash(session)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.all)
        self._pages.addWidget(self.trash)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self.all.note_wanted.connect(self._on_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self._load)
        session.noting.changed.connect(self._on_changed)
        self.set_theme(look)

    def set_theme(self, look: Theme) -> None:
        """Show the notes in this theme's colours."""
        self.all.set_theme(look)
        self.trash.set_theme(look)

    def show_all(self) -> None:
        """Come up with all notes, the keyboard in the search."""
        self._come_up(0)
        self.all.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.all.search.selectAll()

    def show_trash(self) -> None:
        """Come up with what was deleted."""
        self._come_up(1)
        self.trash.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        for key in self._due:
            self._session.jobs.cancel(key)
            self._due[key] = True
        super().closeEvent(event)

    def _come_up(self, page: int) -> None:
        self.tabs.setCurrentIndex(page)
        self.show()
        self.raise_()
        self.activateWindow()
        self._load()

    def _on_wanted(self, note_id: str) -> None:
        self.note_wanted.emit(note_id)
        self._over.activateWindow()

    def _on_tab(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.setWindowTitle(self.tabs.tabText(page))
        self._load()

    def _on_changed(self) -> None:
        self._due = dict.fromkeys(self._due, True)
        if self.isVisible():
            self._wait.start()

    def _load(self) -> None:
        """Read the page that is shown, if something changed since it was read."""
        library, page = self._session.library, self.tabs.currentIndex()
        key = "trash" if page else "all-notes"
        if library is None:
            (self.trash if page else self.all).show_lines([])
            return
        if not self._due[key] or not self.isVisible():
            return
        self._due[key] = False

        def work(token: CancelToken) -> list[NoteLine]:
            return lines_of(library.trash() if page else library.all_annotations(), token)

        def show(lines: list[NoteLine]) -> None:
            if isValid(self):  # the window may have been built anew in another language meanwhile
                (self.trash if page else self.all).show_lines(lines)

        def telling(share: float) -> None:
            if isValid(self) and not page:
                self.all.show_progress(share)

        if not page:
            self.all.show_progress(None)
        self._session.jobs.run(key, work, show, self._session.failed.emit, telling)
