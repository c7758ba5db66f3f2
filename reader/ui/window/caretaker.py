"""What is done for the library without being asked: backups now and then, and help where it is damaged."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reader import paths
from reader.errors import ReaderError
from reader.ui.parts.dates import when
from reader.ui.parts.i18n import isolated, own_way, tr, trn
from reader.ui.window.backups_view import BackupsView, missing_words
from reader.ui.window.panels import Panels

if TYPE_CHECKING:
    from reader.cancel import CancelToken
    from reader.keeping import Keeper
    from reader.library import Library
    from reader.library.backups import Backup, Offer
    from reader.library.checking import Check

FIRST, EVERY = 20_000, 180_000
"""Milliseconds to the first look at what there is to keep, and between two of them."""
CHECK_AFTER = 3_000
"""Milliseconds from the library's coming to the look whether it is sound: the people are found first."""


class Caretaker(QObject):
    """One for a window. All its work is done off the GUI thread."""

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room, self._session = room, room.session
        self._keeper: Keeper | None = None
        self._complained: set[str] = set()
        self._damaged = False
        self.view: BackupsView | None = None
        self._session.arrival.library_troubled.connect(self._on_trouble)
        self._session.arrival.library_came.connect(self._on_library)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.tend)
        self._timer.start()
        QTimer.singleShot(FIRST, self, self.tend)

    @property
    def library_path(self) -> Path:
        """Where the library is, or should be."""
        from reader.library import (
            LIBRARY_FILE,
        )  # late: SQLite is not needed for the first sight of the article

        library = self._session.library
        return (library.path if library is not None else None) or paths.data_dir() / LIBRARY_FILE

    def tend(self) -> None:
        """Make a backup if one is due, and bring the plain copy up to date."""
        library, session = self._session.library, self._session
        if library is None or library.path is None or session.jobs.busy("keep"):
            return
        from reader.keeping import Keeper  # late: nothing is kept in the first seconds

        if self._keeper is None:
            self._keeper = Keeper(library)
        session.jobs.run("keep", self._keeper.tend, self._on_tended, self._complain)

    def show_backups(self) -> None:
        """Show which backups there are."""
        self._open_view("", empty=False)

    def back_up(self, done: Callable[[], object]) -> None:
        """Make a backup now, whether one is due or not."""
        from reader.library.backups import Backups  # late, as above

        library, path = self._session.library, self.library_path

        def work(token: CancelToken) -> Path:
            return Backups(path).make(library, token)

        def made(_path: Path) -> None:
            self._room.messages.show_info(tr("A backup was made."))
            done()

        def failed(trouble: ReaderError) -> None:
            self._session.failed.emit(trouble)
            done()

        self._session.jobs.run("keep", work, made, failed)

    def restore(self, backup: Path) -> None:
        """Put a backup in the library's place; the library that was there is set aside."""
        from reader.library import backups  # late, as above

        self._replace(lambda path: backups.restore(backup, path))

    def begin_anew(self) -> None:
        """Put an empty library in the damaged one's place, which is set aside."""
        from reader.library import Library, backups  # late, as above

        def work(path: Path) -> Path | None:
            with tempfile.TemporaryDirectory(prefix="reader-") as folder:
                empty = Path(folder) / "empty.sqlite"
                Library.open(empty).close()
                return backups.restore(empty, path)

        self._replace(work)

    # -- inside ----------------------------------------------------------------------------------------------

    def _replace(self, work: Callable[[Path], Path | None]) -> None:
        """Close the library, let `work` put another file in its place, and open that."""
        if not self._room.notes.flush():
            return  # what is typed and cannot be saved is said already
        from reader.library import Library  # late, as above

        session, path, old = self._session, self.library_path, self._session.library
        outcome: list[ReaderError | Path | None] = []
        rescued: list[int] = []
        damaged, self._damaged = self._damaged, False
        session.jobs.cancel_all()
        session.use_library(None)
        session.undo_stack.clear()  # what it holds is of the other library
        self._keeper = None

        def opener() -> Library:
            if old is not None:
                old.close()
            try:
                outcome.append(work(path))
            except ReaderError as trouble:
                outcome.append(trouble)
            library = Library.open(path)
            aside = outcome[0]
            if damaged and isinstance(aside, Path):
                rescued.append(_rescued(library, aside))
            return library

        def then() -> None:
            if session.reading is None:
                session.find_people()
            said = outcome[0] if outcome else None
            if isinstance(said, ReaderError):
                session.failed.emit(said)
            elif session.library is not None:
                self._room.messages.clear_errors()
                words = tr("The library is in its place again.")
                if said is not None:
                    kept = tr("The earlier file is kept as {name}.", name=isolated(said.name))
                    words = f"{words} {kept}"
                if any(rescued):
                    saved = trn("1 note was taken out of it.", "{n} notes were taken out of it.", rescued[0])
                    words = f"{words} {saved}"
                self._room.messages.show_info(own_way(words))

        session.arrival.bring_library(opener, then)

    def _on_tended(self, trouble: ReaderError | None) -> None:
        if trouble is not None:
            self._complain(trouble)

    def _complain(self, trouble: ReaderError) -> None:
        """Say what could not be kept: once, not every few minutes."""
        if str(trouble) not in self._complained:
            self._complained.add(str(trouble))
            self._session.failed.emit(trouble)

    def _on_library(self, unclean: bool, lost: bool) -> None:
        if lost:
            self._room.messages.ask(
                tr("The library is empty, but there are backups of it with notes."),
                tr("Backups…"),
                self.show_backups,
            )
        if unclean:
            QTimer.singleShot(CHECK_AFTER, self, self._check)

    def _check(self) -> None:
        """Look whether all of the library is sound."""
        from reader.library import checking  # late, as above

        library = self._session.library
        if library is None or library.path is None:
            return
        path = library.path

        def work(token: CancelToken) -> Check:
            return checking.check(path, token=token)

        self._session.jobs.run("check", work, self._on_checked, self._complain)

    def _on_checked(self, check: Check) -> None:
        from reader.library import failures  # late, as above

        if not check.sound:
            self._on_trouble(failures.damaged(self.library_path))

    def _on_trouble(self, trouble: ReaderError) -> None:
        """The library cannot be opened: where it is damaged, offer the newest good backup."""
        from reader.library import checking  # late, as above
        from reader.library.backups import Backups

        if not checking.may_be_damage(trouble):
            return
        self._damaged = True
        path = self.library_path

        def work(token: CancelToken) -> Offer | None:
            return Backups(path).offer(token)

        self._session.jobs.run("check", work, self._offer, self._complain)

    def _offer(self, offer: Offer | None) -> None:
        place = self.library_path
        if offer is None:
            said = ReaderError(
                "The library {path} is damaged.",
                "There is no backup of it. The file can be set aside and an empty library begun.",
                path=place,
            )
            self._tell_damage(said, tr("Begin an empty library…"), None)
            return
        said = ReaderError(
            "The library {path} is damaged.",
            "The newest good backup was made on {day}. {missing}",
            path=place,
            day=when(offer.backup.made),
            missing=missing_words(offer.missing),
        )
        self._tell_damage(said, tr("Restore…"), offer.backup)

    def _tell_damage(self, said: ReaderError, action: str, best: Backup | None) -> None:
        words = tr("The library is damaged. Nothing is lost from its file: it will be set aside and kept.")
        best_path = best.path if best else None
        self._room.messages.show_error(
            said, "", action, lambda: self._open_view(words, empty=True, choose=best_path)
        )

    def _open_view(self, words: str, *, empty: bool, choose: Path | None = None) -> None:
        if self.view is not None:
            self.view.close()
        view = BackupsView(
            self._session, self.library_path, words, self._room.window, empty=empty, choose=choose
        )
        view.backup_wanted.connect(lambda: self.back_up(view.refresh))
        view.restore_wanted.connect(self.restore)
        view.anew_wanted.connect(self.begin_anew)
        view.destroyed.connect(self._forget_view)
        self.view = view
        view.show()

    def _forget_view(self) -> None:
        self.view = None


def _rescued(library: Library, aside: Path) -> int:
    """Take what can still be read of a damaged file into the library in its place; how many notes that brought."""
    from reader.library import checking, merging  # late, as above

    found = checking.salvage(aside).notes
    merged = merging.merge(library, list(found.values()), came_from=str(aside))
    return len(merged.added) + len(merged.updated) + len(merged.kept_both)
