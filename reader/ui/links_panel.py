"""Further reading: each title on its own, and whether it is in the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from reader.errors import ReaderError
from reader.model import Link
from reader.ui import style
from reader.ui.i18n import tr
from reader.ui.panel_heading import PanelHeading
from reader.ui.quiet_scroll import margins, quiet_area
from reader.ui.session import Session
from reader.ui.theme import Theme, theme
from reader.ui.wrapped import WrappedLines

if TYPE_CHECKING:
    from reader.library import ArticleRow

_PAD, _DOT, _DOT_ROOM, _STATE_HEIGHT = 8, 7, 12, 20
_TITLE_LINES = 4


class LinkRow(QAbstractButton):
    """One title with its dot: full where the article is in the library, hollow where it is not."""

    menu_wanted = Signal(QPoint)  # global

    def __init__(self, link: Link, row: ArticleRow | None, look: Theme, right: bool) -> None:
        super().__init__()
        self.link, self.row = link, row
        self._look, self._right = look, right
        self._made: tuple[int, WrappedLines] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(link.title)
        self.setAccessibleName(f"{link.title}, {self.state()}")

    def state(self) -> str:
        """Where the article is, in words."""
        if self.row is None:
            return tr("Not saved")
        where = tr("In the library")
        return f"{where} · {tr('read')}" if self.row.opened else where

    def heightForWidth(self, width: int) -> int:
        return self._lines(width).height + _STATE_HEIGHT + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(max(self.width(), 120)))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(look.accent), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(style.tint(look.ink, look.panel, 0.05))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        lines = self._lines(self.width())
        painter.setPen(style.ink(look, "title"))
        lines.draw(painter, _PAD, _PAD)
        middle = _PAD + lines.height + _STATE_HEIGHT / 2
        self._paint_dot(painter, middle)
        # The state is the interface's word, not the article's: it is set in its own direction, at the side
        # where the title begins.
        room = self.width() - 2 * _PAD - _DOT_ROOM
        state = WrappedLines(self.state(), style.font("small"), room, None, 1, to_right=self._right)
        painter.setPen(style.ink(look, "small"))
        state.draw(painter, _PAD if self._right else _PAD + _DOT_ROOM, middle - state.height / 2)

    def _paint_dot(self, painter: QPainter, middle: float) -> None:
        radius = _DOT / 2
        centre = QPointF(self.width() - _PAD - radius if self._right else _PAD + radius, middle)
        if self.row is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.person(2))  # the green of the palette, as in the design
            painter.drawEllipse(centre, radius, radius)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(style.tint(self._look.soft, self._look.panel, 0.6), 1.5))
            painter.drawEllipse(centre, radius - 0.75, radius - 0.75)

    def _lines(self, width: int) -> WrappedLines:
        if self._made is None or self._made[0] != width:
            room = width - 2 * _PAD
            lines = WrappedLines(self.link.title, style.font("title"), room, self._right, _TITLE_LINES, 1.35)
            self._made = (width, lines)
        return self._made[1]


class LinksPanel(QWidget):
    """The titles that the article names at its end; hidden where there are none."""

    open_wanted = Signal(str)  # an article's id in the library
    browse_wanted = Signal(object)  # a Link: its address, or without one a search for its title

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("linksPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._theme = theme("paper")
        self.rows: list[LinkRow] = []
        self._troubled = False
        self._asked = session.library
        self.heading = PanelHeading(tr("Further reading"))
        self._body = QWidget()
        self._body.setObjectName("columnBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = quiet_area(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins(self, 12))
        column.setSpacing(0)
        column.addWidget(self.heading)
        self.heading.keep_clear_of_bar()
        column.addWidget(self._scroll, 1)
        session.article_changed.connect(self.refresh)
        session.reading_changed.connect(self.refresh)
        session.annotations_changed.connect(self._on_annotations)
        self.refresh()

    def set_theme(self, look: Theme) -> None:
        """Show the titles in this theme's colours."""
        self._theme = look
        self.refresh()

    def refresh(self) -> None:
        """Ask the library again which of the articles are in it."""
        article = self._session.article
        links = article.links if article else ()
        right = article is None or article.right_to_left
        held = next((index for index, row in enumerate(self.rows) if row.hasFocus()), -1)
        for row in self.rows:
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._troubled = False
        self._asked = self._session.library
        self.rows = [LinkRow(link, self._stored(link), self._theme, right) for link in links]
        for index, row in enumerate(self.rows):
            row.clicked.connect(lambda _checked=False, row=row: self._follow(row))
            row.menu_wanted.connect(lambda where, row=row: self._menu(row).popup(where))
            self._column.insertWidget(index, row)
        if 0 <= held < len(self.rows):
            self.rows[held].setFocus(Qt.FocusReason.TabFocusReason)
        self.heading.set_count(len(self.rows))
        if not self.rows:
            self.hide()
        elif self.parentWidget() is not None:  # alone it would come up as a window of its own
            self.show()
        self.updateGeometry()

    def _on_annotations(self) -> None:
        """Notes come with a library, also with one that is opened after the article."""
        if self._session.library is not self._asked:
            self.refresh()

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200) - 28
        rows = sum(row.heightForWidth(width) for row in self.rows)
        return QSize(300, 12 + self.heading.sizeHint().height() + rows + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 90)

    def _stored(self, link: Link) -> ArticleRow | None:
        """The library's row for a link; a library in trouble says so once, and then knows nothing."""
        library = self._session.library
        if library is None or self._troubled:
            return None
        try:
            return library.article_by_title(link.title)
        except ReaderError:
            # Whoever opened the article has been told already that the library does not answer.
            self._troubled = True
            return None

    def _follow(self, row: LinkRow) -> None:
        if row.row is not None:
            self.open_wanted.emit(row.row.id)
        else:
            # The network is never asked without a word: a click on a title that is not here only offers it.
            edge = row.rect().bottomRight() if self.isRightToLeft() else row.rect().bottomLeft()
            self._menu(row).popup(row.mapToGlobal(edge))

    def _menu(self, row: LinkRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link = row.link
        if row.row is not None:
            article_id = row.row.id
            menu.addAction(tr("Open from the library")).triggered.connect(
                lambda: self.open_wanted.emit(article_id)
            )
        if link.url:
            menu.addAction(tr("Open in the browser")).triggered.connect(lambda: self.browse_wanted.emit(link))
        menu.addAction(tr("Search the web for this title")).triggered.connect(
            lambda: self.browse_wanted.emit(replace(link, url=None))
        )
        if link.span is not None:
            menu.addSeparator()
            menu.addAction(tr("Show in the text")).triggered.connect(
                lambda: self._session.wants_shown.emit(link.span)
            )
        return menu
