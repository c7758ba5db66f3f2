"""The small round buttons with which a note's look is chosen: its colour, and whether it is a line under the words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from reader.ui.parts import style
from reader.ui.parts.i18n import is_rtl, tr
from reader.ui.parts.theme import Theme

_SHARPNESS = 3


class ColourDot(QAbstractButton):
    """One of the four colours."""

    def __init__(self, name: str, words: str, look: Theme) -> None:
        super().__init__(checkable=True, autoExclusive=True)
        self.name, self._look = name, look
        self.call(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(22, 22)

    def call(self, words: str) -> None:
        """Say that the colour is called so."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def set_theme(self, look: Theme) -> None:
        """Show the colour of this theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(self._look.accent if self.hasFocus() else self._look.soft), 1.5))
            painter.drawEllipse(centre, 9, 9)
        painter.setPen(QPen(self._look.note_edge(self.name), 1))
        painter.setBrush(self._look.note_edge(self.name))
        painter.drawEllipse(centre, 6, 6)


class UnderlineToggle(QAbstractButton):
    """A letter with a line under it: whether the passage is underlined and not filled."""

    def __init__(self, look: Theme) -> None:
        super().__init__(checkable=True)
        self._look = look
        self.setAccessibleName(tr("Underline"))
        self.setToolTip(tr("A line under the words in place of a colour behind them"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(24, 22)

    def set_theme(self, look: Theme) -> None:
        """Show the colours of this theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(24, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(self._look.accent if self.hasFocus() else self._look.soft), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        ink = QColor(self._look.ink if self.isChecked() else self._look.soft)
        paint_underlined(painter, QRectF(self.rect()), ink)


def paint_underlined(painter: QPainter, area: QRectF, ink: QColor) -> None:
    """A letter of the interface's alphabet with a line under it, in the middle of `area`."""
    painter.setPen(ink)
    painter.setFont(style.font("role"))
    centre = area.center()
    painter.drawText(area.adjusted(0, -2, 0, -2), Qt.AlignmentFlag.AlignCenter, "א" if is_rtl() else "U")
    painter.fillRect(QRectF(centre.x() - 5, centre.y() + 5.5, 10, 2), ink)


def dot_icon(colour: QColor) -> QIcon:
    """A full dot of this colour, for menus and lists."""
    pixmap = QPixmap(10 * _SHARPNESS, 10 * _SHARPNESS)
    pixmap.setDevicePixelRatio(_SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(1, 1, 8, 8)
    painter.end()
    return QIcon(pixmap)
