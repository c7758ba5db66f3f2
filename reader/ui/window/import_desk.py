"""Asking what is to be imported, and importing it into the library that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QFileDialog, QMenu
from shiboken6 import isValid

from reader.errors import ReaderError
from reader.ui.library.empty import Offer
from reader.ui.library.import_run import ImportReport, ImportRun
from reader.ui.library.import_view import ImportStrip
from reader.ui.library.page import LibraryPage
from reader.ui.parts.i18n import tr
from reader.ui.parts.question import is_sure
from reader.ui.window.panels import Panels

_REFRESH = 1_200  # milliseconds between two looks at what came in


class ImportDesk(QObject):
    """One for a window."""

    def __init__(self, room: Panels, page: LibraryPage, show: Callable[[], object]) -> None:
        """`show` brings into sight where the import is seen."""
        super().__init__(room)
        self._room, self._session, self._show = room, room.session, show
        self._page = page
        self.run = ImportRun(self)
        self.strip = ImportStrip(self.run)
        self._due = QTimer(self, singleShot=True, interval=_REFRESH)
        self._due.timeout.connect(self._session.finding.catch_up)
        self.run.came_in.connect(self._on_news)
        self.run.ended.connect(self._on_ended)
        self.strip.people_wanted.connect(lambda: self.find_people(first_time=True))
        self._session.library_changed.connect(self._on_library)
        self._session.finding.indexed.connect(lambda _changes: self.count())

    def offers(self) -> tuple[Offer, Offer]:
        """The ways to bring something in, as entries of a menu or buttons."""
        return (
            (tr("Import a folder…"), self.ask_for_folder),
            (tr("Import files…"), self.ask_for_files),
        )

    def ask(self, place: QPoint) -> None:
        """Let the person choose one of the offers in a menu at a place of the screen."""
        page = self._page
        menu = QMenu(page)
        menu.aboutToHide.connect(menu.deleteLater)
        for words, do in self.offers():
            menu.addAction(words).triggered.connect(lambda _checked=False, do=do: do())
        left = QPoint(menu.sizeHint().width(), 0)
        menu.popup(place - left if page.isRightToLeft() else place)

    def ask_for_files(self) -> None:
        """Import the files that the person picks."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._room.window,
            tr("Import files"),
            "",
            f"{tr('Articles')} (*.txt *.text *.md);;{tr('All files')} (*)",
        )
        if chosen:
            self.import_paths(chosen)

    def ask_for_folder(self) -> None:
        """Import the folder that the person picks."""
        chosen = QFileDialog.getExistingDirectory(self._room.window, tr("Import a folder"))
        if chosen:
            self.import_paths([chosen])

    def import_paths(self, paths: Sequence[str]) -> None:
        """Import files and folders, in sight of the library's page."""
        folder = self._folder()
        if folder is not None:
            self._show()
            self.strip.begin()
            self.run.import_paths(folder, paths)

    def find_people(self, *, first_time: bool = False) -> None:
        """Find the people in the articles that were not read yet; `first_time`: only where no engine was before."""
        folder = self._folder()
        if folder is not None:
            self._show()
            self.strip.begin()
            self.run.find_people(folder, first_time=first_time)

    def count(self) -> None:
        """See in how many articles nobody has looked for people, and offer to do so."""
        library = self._session.library
        if library is None or library.path is None or library.read_only or self.run.running:
            return

        def offer(number: int) -> None:
            if isValid(self) and not self.run.running:
                self.strip.offer_people(number)

        self._session.jobs.run(
            "library-people", lambda _token: library.count_without_people(), offer, self._session.failed.emit
        )

    def may_end(self) -> bool:
        """Whether what runs may come to its end now: nothing runs, or the person says so."""
        question = tr(
            "Articles are still being imported or read. Stop that now? What was done stays, and you can go on later."
        )
        return not self.run.running or is_sure(self._room.window, tr("Library"), question, tr("Stop it"))

    def _folder(self) -> Path | None:
        """The folder of the library, if something can be imported into it now."""
        library = self._session.library
        if self.run.running:
            self._room.messages.show_info(tr("Something is being imported already; stop it first, or wait."))
            return None
        if library is None or library.path is None or library.read_only:
            self._session.failed.emit(
                ReaderError(
                    "Nothing can be imported, because the library is not open or may only be read.",
                    "Mend the library, or start Reader with another one.",
                )
            )
            return None
        return library.path.parent

    def _on_news(self) -> None:
        if not self._due.isActive():
            self._due.start()

    def _on_ended(self, report: ImportReport) -> None:
        self._due.stop()
        if self._session.library is not None:
            self._session.finding.catch_up()
        self.count()
        if report.trouble is not None:
            self._session.failed.emit(report.trouble)

    def _on_library(self) -> None:
        """The library is closed: nobody writes into it any more."""
        self.run.shut_down()
        self.strip.forget()
