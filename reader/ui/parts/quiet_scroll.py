"""Scrolling in a sidebar: the bar has its strip at the edge always, and shows in it only when it is of use.

So the rows keep their width when a person's card opens and the list becomes longer than the window.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

STRIP = 10
"""The width in pixels that the bar takes from the panel's margin."""
MARGIN = 14
"""Between a panel's edge and what stands in it, in pixels."""


class QuietBar(QScrollBar):
    """A scroll bar that paints nothing where all is in sight."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def margins(panel: QWidget, top: int) -> tuple[int, int, int, int]:
    """The margins of a panel that scrolls: at the end of the line the bar's strip is part of it."""
    end = MARGIN - STRIP
    return (end, top, MARGIN, 0) if panel.isRightToLeft() else (MARGIN, top, end, 0)


def clear_of_bar(panel: QWidget, bottom: int) -> tuple[int, int, int, int]:
    """The margins of what stands over the rows and does not scroll with them."""
    return (STRIP, 0, 0, bottom) if panel.isRightToLeft() else (0, 0, STRIP, bottom)


def quiet(area: QAbstractScrollArea) -> None:
    """Give `area` the bar of a sidebar."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setVerticalScrollBar(QuietBar(Qt.Orientation.Vertical))
    area.verticalScrollBar().setSingleStep(20)


def quiet_area(body: QWidget) -> QScrollArea:
    """A scroll area around `body`, as wide as there is room."""
    area = QScrollArea(widgetResizable=True)
    quiet(area)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area
