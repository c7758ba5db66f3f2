"""The main window: its frame, and what it does when its panels are asked for something."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from reader.ui.article.article_view import ArticleView
from reader.ui.article.page import Look
from reader.ui.parts.settings import Settings
from reader.ui.parts.theme import theme
from reader.ui.state.session import Session
from reader.ui.window.dropped import can_take
from reader.ui.window.pages import READING, Pages

SIDE, NOTES = 300, 290
"""Widths of the two sidebars in pixels, as in the design; a small window gives them less."""
TOP, BOTTOM = 52, 30
"""Heights of the two bars in pixels, as in the design."""
SIZES = range(12, 41, 2)
"""The sizes of the article's text in pixels."""
NARROW = 900
"""Under this many pixels the notes make room for the article."""


class MainWindow(QMainWindow):
    """One window on one session.

    It is the frame with the article, so that the text is on the screen as early as it can be. The panels are put
    around it when that has been painted; what they have to say before something happens, they put into `may_leave`
    and `may_close`.
    """

    settings_changed = Signal(object)  # the new Settings, to be kept
    language_wanted = Signal(str)
    article_painted = Signal()  # the first time only
    look_changed = Signal(object)  # the Theme
    dropped = Signal(object)  # QMimeData of what could be an article
    narrowed = Signal()  # there is no room for all columns any more

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.may_leave: Callable[[], bool] = lambda: True  # for another article
        self.may_close: Callable[[], bool] = lambda: True
        self.own_widths = len(settings.splitter) == 3  # the columns' widths were set by the person's hand
        self.setWindowTitle("Reader")
        self.setMinimumSize(640, 420)
        self._build()
        self._apply_look()
        self._restore()
        self.view.viewport().installEventFilter(self)

    # -- the frame -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.view = ArticleView(self.session)
        self.page = QFrame()
        self.page.setObjectName("page")
        self.page_row = QHBoxLayout(self.page)
        self.page_row.setContentsMargins(0, 0, 0, 0)
        self.page_row.setSpacing(0)
        self.page_row.addWidget(self.view, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.sides = QWidget(), QWidget()  # until the panels take their places
        for widget in (self.sides[0], self.page, self.sides[1]):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        reading = QWidget()
        self.reading_column = _column(reading)
        self.reading_column.addWidget(self.splitter, 1)
        self.pages = Pages()
        self.pages.add(READING, reading)
        holder = QWidget()
        self.column = _column(holder)
        self.column.setContentsMargins(0, TOP, 0, BOTTOM)
        self.column.addWidget(self.pages, 1)
        self.setCentralWidget(holder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.view.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self.article_painted.emit)  # when that paint is done
        return False

    # -- look ------------------------------------------------------------------------------------------------

    def set_theme(self, name: str) -> None:
        """Read on another paper from now on."""
        self._set(theme=theme(name).name)

    def zoom(self, by: int) -> None:
        """Make the article's text `by` steps larger; 0 is the design's size."""
        size = 20 if by == 0 else self.settings.text_size + 2 * by
        self._set(text_size=min(max(size, SIZES[0]), SIZES[-1]))

    def set_page(self, *, width: int | None = None, line_height: float | None = None) -> None:
        """Set the page's width in em or its line height."""
        self._set(
            page_width=width or self.settings.page_width,
            line_height=line_height or self.settings.line_height,
        )

    def keep(self, **changes: object) -> None:
        """Change settings, named as in `Settings`, and have them kept."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    def _set(self, **changes: object) -> None:
        self.keep(**changes)
        self._apply_look()

    def _apply_look(self) -> None:
        settings = self.settings
        chosen = theme(settings.theme)
        QApplication.setPalette(chosen.palette())
        self.look_changed.emit(chosen)
        self.view.set_look(Look(chosen, settings.text_size, settings.line_height, settings.page_width))

    # -- coming and going ------------------------------------------------------------------------------------

    def open_path(self, path: str | Path) -> None:
        """Open a file; what is typed in a note is saved first."""
        if self.may_leave():
            self.session.open_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _restore(self) -> None:
        settings = self.settings
        if not (settings.geometry and self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))):
            self.resize(1440, 920)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)
        if self.own_widths:
            self.splitter.setSizes(list(settings.splitter))
        else:
            self._share_width()
        self.sides[0].setVisible(settings.people_visible)
        self.sides[1].setVisible(settings.notes_visible)

    def _share_width(self) -> None:
        side, notes = min(SIDE, round(0.26 * self.width())), min(NOTES, round(0.21 * self.width()))
        self.splitter.setSizes([side, self.width() - side - notes, notes])

    def _on_splitter_moved(self) -> None:
        self.own_widths = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.own_widths:
            self._share_width()
        if event.size().width() < NARROW <= event.oldSize().width():
            self.narrowed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        geometry = base64.b64encode(bytes(self.saveGeometry().data())).decode("ascii")
        self.keep(
            geometry=geometry, splitter=tuple(self.splitter.sizes()), last_position=self.session.position
        )
        event.accept()


def _column(of: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(of)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made
