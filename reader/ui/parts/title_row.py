"""A title in the sidebar with a dot and a few words under it: an article that another one names."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from reader.ui.parts import style
from reader.ui.parts.theme import Theme
from reader.ui.parts.wrapped import WrappedLines

_PAD, _DOT, _DOT_ROOM, _STATE_HEIGHT = 8, 7, 12, 20
_TITLE_LINES = 4


class TitleRow(QAbstractButton):
    """One title; its dot is full where the article is in the library, hollow where it is not."""

    menu_wanted = Signal(QPoint)  # global

    def __init__(self, title: str, look: Theme, right: bool) -> None:
        super().__init__()
        self.title = title
        self.words = ""
        self.here = False
        self._look, self._right = look, right
        self._made: tuple[int, WrappedLines] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(title)
        self.setAccessibleName(title)

    def say(self, words: str, *, here: bool) -> None:
        """Say these words under the title, and whether the article is here."""
        if (words, here) != (self.words, self.here):
            self.words, self.here = words, here
            self.setAccessibleName(f"{self.title}, {words}" if words else self.title)
            self.update()

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
        state = WrappedLines(self.words, style.font("small"), room, None, 1, to_right=self._right)
        painter.setPen(style.ink(look, "small"))
        state.draw(painter, _PAD if self._right else _PAD + _DOT_ROOM, middle - state.height / 2)

    def _paint_dot(self, painter: QPainter, middle: float) -> None:
        radius = _DOT / 2
        centre = QPointF(self.width() - _PAD - radius if self._right else _PAD + radius, middle)
        if self.here:
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
            lines = WrappedLines(self.title, style.font("title"), room, self._right, _TITLE_LINES, 1.35)
            self._made = (width, lines)
        return self._made[1]
