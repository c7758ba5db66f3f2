"""A small frame over the window, where something is to be corrected; it goes with Escape or a click beside it.

It is a part of the window, not a window: such a one closes with the menu that it was opened from, and under Wayland
stands wherever the system likes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QLabel, QVBoxLayout, QWidget

from reader.ui.parts.i18n import own_way

_EDGE = 8  # pixels to the window's edge


class Popup(QFrame):
    """A frame with a title; whoever makes one fills `column` and calls `stand_at`. It lives until it is left."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._over = window
        self._before: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        heading = QLabel(own_way(title), wordWrap=True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("voice", "strong")
        self.column.addWidget(heading)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=22, color=QColor(0, 0, 0, 60))
        shadow.setOffset(0, 5)
        self.setGraphicsEffect(shadow)
        self.hide()

    def stand_at(self, place: QPoint, first: QWidget) -> None:
        """Show the frame at a place of the screen, inside the window, with the keyboard in `first`.

        Under Hebrew it opens to the left of the place.
        """
        window = self._over
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._before = app.focusWidget()
        self.ensurePolished()
        width = self.sizeHint().expandedTo(self.minimumSize()).width()
        height = self.column.totalHeightForWidth(width)
        at = window.mapFromGlobal(place)
        left = at.x() - width if self.isRightToLeft() else at.x()
        left = max(_EDGE, min(left, window.width() - width - _EDGE))
        top = max(_EDGE, min(at.y(), window.height() - height - _EDGE))
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        app.focusChanged.connect(self._on_focus)
        app.installEventFilter(self)  # while it is open only: every event passes through Python

    def leave(self) -> None:
        """Go away, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.removeEventFilter(self)
        app.focusChanged.disconnect(self._on_focus)
        focused = app.focusWidget()
        inside = focused is None or self.isAncestorOf(focused)
        self.hide()
        if inside and self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab stays inside."""
        stops = [each for each in self.findChildren(QWidget) if self._is_stop(each)]
        focused = self.focusWidget()
        if stops:
            at = stops.index(focused) if focused in stops else -1
            stops[(at + (1 if on else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(stops)

    def _is_stop(self, widget: QWidget) -> bool:
        tab = Qt.FocusPolicy.TabFocus
        return widget.isVisibleTo(self) and widget.isEnabled() and bool(widget.focusPolicy() & tab)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            inside = watched is self or (isinstance(watched, QWidget) and self.isAncestorOf(watched))
            if isinstance(watched, QWidget) and not inside and watched.window() is self.window():
                self.leave()
        return False

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.leave()
