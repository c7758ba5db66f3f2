"""How the people and the further reading share the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

LEAST_SHARE = 0.3
"""The share of the height that the lower panel keeps when both want more than there is."""


class SideColumn(QWidget):
    """Two panels, the lower one right under the upper one's last row; where room is short, both scroll."""

    def __init__(self, upper: QWidget, lower: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._upper, self._lower = upper, lower
        for panel in (upper, lower):
            # A panel that was never shown counts as hidden too; only one that hid itself stays so.
            hidden = panel.isHidden() and panel.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            panel.setParent(self)
            panel.setHidden(hidden)
            panel.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(300, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_out()

    def event(self, event: QEvent) -> bool:
        # A child's updateGeometry() arrives here, as at any widget without a layout.
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_out()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._share_out()
        return False

    def _share_out(self) -> None:
        width, height = self.width(), self.height()
        if self._lower.isHidden():
            self._upper.setGeometry(0, 0, width, height)
            return
        wanted, below = self._upper.sizeHint().height(), self._lower.sizeHint().height()
        lower = max(height - wanted, min(below, round(height * LEAST_SHARE)))
        self._upper.setGeometry(0, 0, width, height - lower)
        self._lower.setGeometry(0, height - lower, width, lower)
