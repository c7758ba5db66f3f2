"""The few small drawings of the interface, in any colour and sharp on any screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

SIZE = 16
"""The side of the square they are drawn in, in pixels."""
_SHARPNESS = 3


def icon(name: str, colour: QColor) -> QIcon:
    """The drawing called `name` in `colour`.

    Raises:
        KeyError: there is no such drawing.
    """
    draw = _DRAWINGS[name]
    pixmap = QPixmap(SIZE * _SHARPNESS, SIZE * _SHARPNESS)
    pixmap.setDevicePixelRatio(_SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    draw(painter)
    painter.end()
    return QIcon(pixmap)


def _lines(*points: tuple[float, float]) -> Callable[[QPainter], None]:
    corners = [QPointF(*point) for point in points]
    return lambda painter: painter.drawPolyline(corners)


def _menu(painter: QPainter) -> None:
    for height in (4.0, 8.0, 12.0):
        painter.drawLine(QPointF(2.5, height), QPointF(13.5, height))


def _close(painter: QPainter) -> None:
    painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5))
    painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(7, 7), 4.2, 4.2)
    painter.drawLine(QPointF(10.2, 10.2), QPointF(13.5, 13.5))


def _theme(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 5, 5)
    painter.setBrush(painter.pen().color())
    painter.drawChord(QRectF(3, 3, 10, 10), 90 * 16, 180 * 16)


def _whole(painter: QPainter) -> None:
    """A word between its ends."""
    painter.drawPolyline([QPointF(2.5, 10.5), QPointF(2.5, 13), QPointF(13.5, 13), QPointF(13.5, 10.5)])
    painter.drawLine(QPointF(5.5, 8.5), QPointF(10.5, 8.5))
    painter.drawLine(QPointF(9.5, 4), QPointF(9.5, 8.5))
    painter.drawLine(QPointF(6, 4), QPointF(9.5, 4))


_DRAWINGS: dict[str, Callable[[QPainter], None]] = {
    "menu": _menu,
    "close": _close,
    "search": _search,
    "theme": _theme,
    "whole": _whole,
    "up": _lines((4, 10), (8, 6), (12, 10)),
    "down": _lines((4, 6), (8, 10), (12, 6)),
}
