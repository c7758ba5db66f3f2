"""Starting the window, and drawing it into a picture where there is no screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from reader import __version__, paths, pipeline
from reader.errors import ReaderError
from reader.model.choice import EngineChoice
from reader.ui.parts import i18n
from reader.ui.parts.settings import Settings, Theme, load_settings, save_settings
from reader.ui.parts.theme import INTERFACE_FONT, load_fonts
from reader.ui.state.session import Opened, Session
from reader.ui.window.window import MainWindow

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.window.furniture import Furniture

AT_ONCE = 200_000
"""Files up to this many bytes are read before the window is shown: that takes less time than showing it twice."""
PICTURE_DEADLINE = 120_000
"""How long a picture may take to finish, in ms."""


TURN = 0.001
"""Seconds that a busy thread has Python's one lock before the window may have it: a list of articles was painted in
30 ms beside one, and in 50 to 120 with Python's usual five thousandths."""


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
        sys.setswitchinterval(TURN)
        load_fonts()
        font = QFont(INTERFACE_FONT)
        font.setPixelSize(14)
        app.setFont(font)
    return app


def speak(app: QApplication, language: str) -> None:
    """Let the interface speak `language` ("" is the system's) and lie in its direction."""
    i18n.set_language(language)
    rtl = i18n.is_rtl()
    QLocale.setDefault(QLocale(QLocale.Language.Hebrew if rtl else QLocale.Language.English))
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


class Desk:
    """The open window with what outlives it: the settings, the library, the session.

    The start comes in two steps. The first puts the frame and the article on the screen; `settle`, when that
    is painted, brings the panels, the library with the notes, and the engine.
    """

    def __init__(self, app: QApplication, settings: Settings, *, keep: bool) -> None:
        self._app = app
        self._keep = keep
        self._troubles: list[ReaderError] = []
        self.settings = settings
        speak(app, settings.language)
        self.session = Session()
        self.session.choice = EngineChoice(settings.engine, settings.model)
        self.window = self._make_window()
        self.room: Furniture

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.session, self.settings)
        window.settings_changed.connect(self._on_settings)
        window.language_wanted.connect(self.set_language)
        return window

    def open_first(self, file: str | None) -> None:
        """Open what the window starts with: the named file, else the last one, else the sample."""
        last = Path(self.settings.last_article)
        if file is not None:
            path = Path(file)
        else:
            path = (
                last
                if self.settings.last_article and last.is_file()
                else paths.resource("articles", "sample.txt")
            )
        if path.is_file() and path.stat().st_size > AT_ONCE:
            self.window.open_path(path)
            return
        position = self.settings.last_position if path.absolute() == last else 0
        try:
            self.session.show(Opened(pipeline.load(path), (), position), find_people=False)
        except ReaderError as trouble:
            self._troubles.append(trouble)

    def settle(self, library: Callable[[], Library | None]) -> None:
        """Finish the start: the panels, then the library that `library` opens, then who is in the article."""
        # Late: the panels are most of the program, and the article's text must not wait for them.
        from reader.ui.parts.keys import HebrewEditing
        from reader.ui.window.furnishing import furnish

        self._keyboard = HebrewEditing(self._app)
        _load_qt_words(self._app)
        self.room = furnish(self.window)
        self.session.arrival.bring_library(library, self._on_library)

    def _on_library(self) -> None:
        self.session.find_people()
        for known in self._troubles:
            self.session.failed.emit(known)

    def set_language(self, language: str) -> None:
        """Build the window anew in another language, on the same session."""
        from reader.ui.window.furnishing import furnish  # late, as in `settle`

        old = self.window
        if not self.room.may_be_made_anew():
            return
        self._on_settings(replace(old.settings, language=language))
        speak(self._app, language)
        _load_qt_words(self._app)
        self.window = self._make_window()
        self.room = furnish(self.window)
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.settings_changed.disconnect()
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

    def close(self) -> None:
        """Stop the work, see that what is new is backed up, and close the library."""
        self.session.close(self._keep_copies if self._keep else None)

    def _keep_copies(self, library: Library) -> None:
        """Once the window is gone: nobody waits for it, and what failed was said while it was open, or is next time."""
        from reader.keeping import Keeper  # late: it is not needed before

        Keeper(library).tend()


def _load_qt_words(app: QApplication) -> None:
    """Qt's own words, as on the buttons of its dialogs."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if i18n.is_rtl() and translator.load("qtbase_he", folder):
        app.installTranslator(translator)


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
    desk = Desk(app, _with(load_settings(paths.config_dir()), theme, language), keep=True)
    desk.open_first(file)
    _choose_when_read(desk.session, select)
    desk.window.article_painted.connect(lambda: desk.settle(_own_library))
    desk.window.show()
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
    desk = Desk(app, _with(settings, theme, language), keep=False)
    try:
        failures: list[ReaderError] = []
        desk.session.failed.connect(failures.append)
        desk.window.resize(*size)
        desk.open_first(file)
        desk.window.show()
        desk.settle(_library_to_look_at)
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

    def is_busy() -> bool:
        return any(session.jobs.busy(key) for key in ("open", "library", "people", "links"))

    def quit_when_idle() -> None:
        if not is_busy():
            loop.quit()

    session.jobs.busy_changed.connect(lambda _key, _busy: QTimer.singleShot(0, quit_when_idle))
    QTimer.singleShot(PICTURE_DEADLINE, loop.quit)
    if is_busy():
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


def _own_library() -> Library:
    from reader.library import Library  # late: SQLite is not needed for the first sight of the article

    return Library.open()


def _library_to_look_at() -> Library | None:
    """The person's library for a picture: one that is not there is not made, and nothing is written."""
    from reader.library import LIBRARY_FILE, Library  # late, as in `_own_library`

    return Library.open(read_only=True) if (paths.data_dir() / LIBRARY_FILE).exists() else None


def _with(settings: Settings, theme: str | None, language: str | None) -> Settings:
    chosen = cast("Theme", theme) if theme in get_args(Theme) else settings.theme
    return replace(settings, theme=chosen, language=language or settings.language)


def _has_display() -> bool:
    """Whether a window could be shown: only X11 and Wayland systems can be without a display."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
