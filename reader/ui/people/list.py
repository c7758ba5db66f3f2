"""The list of people: what is picked in it by mouse and keys, and finding a name by typing it."""

from __future__ import annotations

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView

from reader.ui.parts.keys import asks_for_menu
from reader.ui.parts.quiet_scroll import quiet
from reader.ui.people.model import PeopleModel
from reader.ui.people.rows import PeopleDelegate

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PeopleList(QListView):
    """The rows. What is chosen is the session's business: this only says what was picked."""

    picked = Signal(str, bool)  # an entity's id, and whether to extend the choice
    menu_wanted = Signal(QPoint, str)
    left = Signal()
    width_changed = Signal()

    def __init__(self, model: PeopleModel) -> None:
        super().__init__()
        self.setObjectName("peopleList")
        self._people = model
        self._by_keyboard = False
        self._typed = ""
        self._since = QElapsedTimer()
        self.setModel(model)
        quiet(self)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.people_delegate = PeopleDelegate(self, model, lambda: self._by_keyboard and self.hasFocus())
        self.setItemDelegate(self.people_delegate)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._pick(index, event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        key = event.key()
        index = self.currentIndex()
        typing = bool(self._typed) and not self._rested()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and not typing):
            if index.isValid():
                self._pick(index, event.modifiers())
            return
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if asks_for_menu(event):
            self._ask_by_key()
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, text: str) -> None:
        self._typed = text if self._rested() else self._typed + text
        self._since.start()
        now = max(self.currentIndex().row(), 0)
        # The first letter goes on to the next name that has it, further letters stay with the name they fit.
        found = self._people.search(
            self._typed, now + (len(self._typed) == 1 and self.currentIndex().isValid())
        )
        if found >= 0:
            self.setCurrentIndex(self._people.index(found))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _KEYBOARD_REASONS
        if self._by_keyboard and not self.currentIndex().isValid():
            self.setCurrentIndex(self._people.index(0))
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_by_key()
        elif (index := self.indexAt(event.pos())).isValid():
            self.menu_wanted.emit(event.globalPos(), self._people.row_at(index.row()).entity_id)

    def _ask_by_key(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(place, self._people.row_at(index.row()).entity_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def content_height(self) -> int:
        """The height of all rows in pixels."""
        rows = (self._people.row_at(place) for place in range(self._people.rowCount()))
        return sum(self.people_delegate.height_of(row) for row in rows)

    def _rested(self) -> bool:
        return not self._since.isValid() or self._since.hasExpired(QApplication.keyboardInputInterval())

    def _pick(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        extend = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.picked.emit(self._people.row_at(index.row()).entity_id, extend)
