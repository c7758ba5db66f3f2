"""Starting the window, and drawing it into a picture where there is no screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from reader import __version__, paths
from reader.errors import ReaderError
from reader.library import Library
from reader.library.settings import Settings, load_settings, save_settings
from reader.ui import i18n
from reader.ui.keys import HebrewEditing
from reader.ui.session import Session
from reader.ui.theme import INTERFACE_FONT, load_fonts
from reader.ui.window import MainWindow

PICTURE_DEADLINE = 120_000
"""How long a picture may take to finish, in ms."""


def make_application() -> QApplication:
    """The process's QApplication with Reader's fonts, style and keyboard."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication([sys.argv[0]])
        app.setApplicationName("Reader")
        app.setApplicationVersion(__version__)
        app.setDesktopFileName("hebrew-news-reader")
        app.setStyle("Fusion")
        load_fonts()
        app.keyboard_filter = HebrewEditing(app)  # type: ignore[attr-defined]
    return app


def speak(app: QApplication, language: str) -> None:
    """Let the interface speak `language` ("" is the system's) and lie in its direction."""
    i18n.set_language(language)
    rtl = i18n.is_rtl()
    QLocale.setDefault(QLocale(QLocale.Language.Hebrew if rtl else QLocale.Language.English))
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if rtl and translator.load("qtbase_he", folder):
        app.installTranslator(translator)  # Qt's own words: the buttons of its dialogs
    font = QFont(INTERFACE_FONT)
    font.setPixelSize(14)
    app.setFont(font)


class Desk:
    """The open window with what outlives it: the settings, the library, the session."""

    def __init__(self, app: QApplication, settings: Settings, library: Library | None, keep: bool) -> None:
        self._app = app
        self._keep = keep
        self.settings = settings
        speak(app, settings.language)
        self.session = Session(library)
        self.window = self._make_window()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.session, self.settings)
        window.settings_changed.connect(self._on_settings)
        window.language_wanted.connect(self.set_language)
        return window

    def set_language(self, language: str) -> None:
        """Build the window anew in another language, on the same session."""
        self._on_settings(replace(self.settings, language=language))
        old = self.window
        if not old.notes.flush():
            return
        position = self.session.position
        speak(self._app, language)
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.session.position = position
        self.session.article_changed.emit()
        self.session.reading_changed.emit()
        self.session.annotations_changed.emit()
        self.session.chosen_changed.emit()
        self.window.show()
        old.blockSignals(True)
        old.hide()
        old.deleteLater()

    def _on_settings(self, settings: Settings) -> None:
        self.settings = settings
        if not self._keep:
            return
        try:
            save_settings(settings, paths.config_dir())
        except ReaderError as trouble:
            self.session.failed.emit(trouble)

    def open_first(self, file: str | None) -> None:
        """Open what the window starts with: the named file, else the last one, else the sample."""
        if file is not None:
            self.window.open_path(file)
        elif self.settings.last_article and Path(self.settings.last_article).is_file():
            self.window.open_path(self.settings.last_article)
        else:
            self.window.open_path(paths.resource("articles", "sample.txt"))

    def close(self) -> None:
        """Stop the work and close the library."""
        self.session.close()


def run(file: str | None, *, theme: str | None, language: str | None, select: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    Where there is no display the window is drawn into a picture, and where it lies is printed.
    """
    if not _has_display():
        target = Path(tempfile.gettempdir()) / "reader-window.png"
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        screenshot(file, target, size=(1440, 920), theme=theme, language=language, select=select)
        sys.stdout.write(f"There is no display here, so the window was drawn into {target}\n")
        return 0
    app = make_application()
    settings = load_settings(paths.config_dir())
    library, trouble = _library()
    desk = Desk(app, _with(settings, theme, language), library, keep=True)
    desk.open_first(file)
    _choose_when_read(desk.session, select)
    desk.window.show()
    if trouble is not None:
        desk.session.failed.emit(trouble)
    status = app.exec()
    desk.close()
    return status


def screenshot(
    file: str | None,
    target: Path,
    *,
    size: tuple[int, int],
    theme: str | None,
    language: str | None,
    select: Sequence[str],
) -> None:
    """Draw the finished window, with the people found, into `target`; changes nothing in the library.

    Raises:
        ReaderError: the article could not be read, nobody is called as `select` says, or the picture could
            not be written.
    """
    app = make_application()
    settings = replace(load_settings(paths.config_dir()), geometry="", splitter=(), last_article="")
    library = Library.open(read_only=True) if (paths.data_dir() / "library.sqlite").exists() else None
    desk = Desk(app, _with(settings, theme, language), library, keep=False)
    try:
        failures: list[ReaderError] = []
        desk.session.failed.connect(failures.append)
        desk.window.resize(*size)
        desk.window.show()
        desk.open_first(file)
        _wait_until_read(desk.session)
        if desk.session.article is None and failures:
            raise failures[0]
        _choose(desk.session, select)
        app.sendPostedEvents()
        app.processEvents()
        if not desk.window.grab().save(str(target), "PNG"):
            raise ReaderError(
                "The picture {path} could not be written.", "Choose another place for it.", path=target
            )
    finally:
        desk.window.settings_changed.disconnect()
        desk.window.close()
        desk.close()


def _wait_until_read(session: Session) -> None:
    loop = QEventLoop()

    def quit_when_idle() -> None:
        if not session.jobs.busy("open") and not session.jobs.busy("people"):
            loop.quit()

    session.jobs.busy_changed.connect(lambda _key, _busy: QTimer.singleShot(0, quit_when_idle))
    QTimer.singleShot(PICTURE_DEADLINE, loop.quit)
    if session.jobs.busy("open") or session.jobs.busy("people"):
        loop.exec()


def _choose(session: Session, names: Sequence[str]) -> None:
    entities = session.reading.entities if session.reading else ()
    for name in names:
        found = next((e for e in entities if e.name == name or name in e.aliases), None)
        if found is None:
            raise ReaderError("Nobody called {name} was found in the article.", name=name)
        session.choose(found.id, extend=bool(session.chosen))


def _choose_when_read(session: Session, names: Sequence[str]) -> None:
    if not names:
        return

    def choose_once() -> None:
        if session.reading is not None:
            session.reading_changed.disconnect(choose_once)
            try:
                _choose(session, names)
            except ReaderError as trouble:
                session.failed.emit(trouble)

    session.reading_changed.connect(choose_once)


def _library() -> tuple[Library | None, ReaderError | None]:
    """The person's library; one that cannot be opened is said on the bar, and the reading goes on without."""
    try:
        return Library.open(), None
    except ReaderError as trouble:
        return None, trouble


def _with(settings: Settings, theme: str | None, language: str | None) -> Settings:
    return replace(settings, theme=theme or settings.theme, language=language or settings.language)


def _has_display() -> bool:
    """Whether a window could be shown: only X11 and Wayland systems can be without a display."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
