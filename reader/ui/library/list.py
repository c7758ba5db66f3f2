"""The list of articles as it is seen and worked in: rows of one height, any number of them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reader.ui.library.model import ArticlesModel
from reader.ui.library.rows import ArticleDelegate
from reader.ui.parts.keys import asks_for_menu
from reader.ui.parts.quiet_scroll import quiet
from reader.ui.parts.theme import Theme

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ArticlesList(QTableView):
    """Articles under one another. A click or Enter opens one; several are chosen with Ctrl and Shift.

    It is a table of one column: a list asks Python for the size of each of its rows, a table for none.
    """

    opened = Signal(object, object)  # the index, and the snippet that was clicked or None
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)  # global
    sight_changed = Signal()  # other rows may be in sight
    typed = Signal(str)  # letters that belong into the search
    left = Signal()  # the arrow up in the first row

    def __init__(self, model: ArticlesModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.articles = model
        self.setObjectName("articlesList")
        self.setAccessibleName(name)
        self.delegate = ArticleDelegate(self)
        self.setItemDelegate(self.delegate)
        self._shape()
        self.setModel(model)
        self._held: tuple[int, int] | None = None  # the current row's key, and where it stood
        self._pressed = QPoint()
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._take_up)
        self.clicked.connect(self._on_click)
        self.verticalScrollBar().valueChanged.connect(self.sight_changed)

    def _shape(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(40)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(self.delegate.height)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        quiet(self)

    # -- what others ask -------------------------------------------------------------------------------------

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        self.delegate.look = look
        self.viewport().update()

    def set_snippets(self, shown: bool) -> None:
        """Give each row room for snippets, or take it away."""
        if shown != self.delegate.snippets:
            self.delegate.snippets = shown
            self.verticalHeader().setDefaultSectionSize(self.delegate.height)

    def in_sight(self) -> tuple[int, int]:
        """The first and the last row that can be seen."""
        first = max(self.rowAt(0), 0)
        return first, first + self.viewport().height() // self.delegate.height + 1

    def room_for(self, snippets: bool) -> int:
        """How many rows are seen at once, with or without snippets."""
        return self.viewport().height() // self.delegate.height_of(snippets) + 1

    def chosen_keys(self) -> list[int]:
        """The keys of the chosen articles in the order of the list; of the current one where none is chosen."""
        chosen = self.selectionModel().selectedRows()
        return self.articles.keys_at(
            chosen or ([self.currentIndex()] if self.currentIndex().isValid() else [])
        )

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, on a row."""
        if not self.currentIndex().isValid() and self.articles.rowCount():
            self._stand_on(0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def to_top(self) -> None:
        """Show the first row, and forget which one the keyboard was on."""
        self._held = None
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()

    # -- hands -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if key in _OPENING and index.isValid():
            self.opened.emit(index, None)
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.delete_wanted.emit()
        elif index.isValid() and asks_for_menu(event):
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).center()))
        elif key == Qt.Key.Key_Up and index.row() <= 0 and not event.modifiers():
            self.left.emit()
        elif event.text().strip() and not event.modifiers() & _NO_LETTERS and key != Qt.Key.Key_Delete:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the list's, not the only column's."""
        last = self.articles.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self.articles.index(0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self.articles.index(last)
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        index = self.indexAt(self._pressed)
        several = event.button() == Qt.MouseButton.RightButton or not event.modifiers()
        if several and index.isValid() and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            # What is chosen stays so under the menu, and while it is dragged.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sight_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sight_changed.emit()

    def _on_click(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return
        line = self.articles.line(index)
        below = self._pressed.y() - self.visualRect(index).top()
        snippet = (
            self.delegate.snippet_at(line, below) if line is not None and self.delegate.snippets else None
        )
        self.opened.emit(index, snippet)

    # -- keeping the place -----------------------------------------------------------------------------------

    def _hold(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._held = self.articles.keys[index.row()], self.visualRect(index).top()

    def _take_up(self) -> None:
        """The article that the keyboard was on stays where it stood, if it is still in the list."""
        held, self._held = self._held, None
        row = self.articles.row_of(held[0]) if held is not None else -1
        if held is not None and row >= 0:
            self._stand_on(row)
            self.verticalScrollBar().setValue(row * self.delegate.height - held[1])
        QTimer.singleShot(0, self, self.sight_changed.emit)

    def _stand_on(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(
            self.articles.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
