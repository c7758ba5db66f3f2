"""The list beside the articles: all of them, collections, saved searches, the trash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.library.model import DRAGGED
from reader.ui.parts import style
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.keys import asks_for_menu
from reader.ui.parts.quiet_scroll import quiet
from reader.ui.parts.theme import Theme, theme
from reader.ui.parts.wrapped import reads_rtl

_SHELF = Qt.ItemDataRole.UserRole
_ROW, _HEADING, _PAD = 30, 38, 10
_Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """What a line of the list stands for."""

    HEADING = "heading"
    QUERY = "query"
    COLLECTION = "collection"
    SEARCH = "search"
    TRASH = "trash"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One line: what it is called, what is searched for when it is chosen, how many articles are there (-1: not said)."""

    kind: Kind
    name: str
    query: str = ""
    id: str = ""
    count: int = -1

    @property
    def own(self) -> bool:
        """Whether the person made it, and may rename and delete it."""
        return self.kind in (Kind.COLLECTION, Kind.SEARCH)

    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return (
            f"{self.name}, {trn('1 article', '{n} articles', self.count)}" if self.count >= 0 else self.name
        )


class _Painter(QStyledItemDelegate):
    """Paints one line: its name where reading starts, its number at the other side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = theme("paper")
        self.over = -1  # the row that articles are dragged over

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _HEADING if index.data(_SHELF).kind is Kind.HEADING else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shelf: Shelf = index.data(_SHELF)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading = shelf.kind is Kind.HEADING
        if not heading:
            self._paint_ground(painter, area, option.state, index.row() == self.over)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        inner = area.adjusted(_PAD, 14 if heading else 0, -_PAD, 0)
        taken = self._paint_count(painter, inner, shelf, rtl)
        name = inner.adjusted(taken if rtl else 0, 0, 0 if rtl else -taken, 0)
        self._paint_name(painter, name, shelf, rtl)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, over: bool) -> None:
        look = self.look
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) or over
        card = QRectF(area).adjusted(1, 1, -1, -1)
        if chosen or focused:
            painter.setBrush(QColor(look.card))
            painter.setPen(QPen(QColor(look.accent if focused else look.line), 1.5 if over else 1))
            painter.drawRoundedRect(card, 7, 7)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(style.tint(look.ink, look.panel, 0.06))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(card, 7, 7)

    def _paint_count(self, painter: QPainter, inner: QRect, shelf: Shelf, rtl: bool) -> int:
        if shelf.count < 0:
            return 0
        words = f"{shelf.count:,}"
        painter.setFont(style.font("small"))
        painter.setPen(style.ink(self.look, "small"))
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        painter.drawText(
            inner, (side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter).value, words
        )
        return style.metrics("small").horizontalAdvance(words) + 8

    def _paint_name(self, painter: QPainter, place: QRect, shelf: Shelf, rtl: bool) -> None:
        voice = {Kind.HEADING: "heading", Kind.NEW: "small"}.get(shelf.kind, "plain")
        flag = Qt.TextFlag.TextForceRightToLeft if reads_rtl(shelf.name) else Qt.TextFlag.TextForceLeftToRight
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        layout = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        cut = style.metrics(voice).elidedText(
            shelf.name, Qt.TextElideMode.ElideRight, place.width(), flag.value
        )
        painter.setFont(style.font(voice))
        painter.setPen(QColor(self.look.accent) if shelf.kind is Kind.NEW else style.ink(self.look, voice))
        painter.drawText(place, layout.value | flag.value | Qt.TextFlag.TextSingleLine.value, cut)


class ShelvesList(QListWidget):
    """The lines. A click or Enter chooses one; F2 renames, Delete deletes; articles are dropped on collections."""

    chosen = Signal(object)  # a Shelf
    rename_wanted = Signal(object)
    delete_wanted = Signal(object)
    menu_wanted = Signal(QPoint, object)  # global
    dropped = Signal(object)  # the Shelf on which the dragged articles were let go
    left = Signal()  # to the articles

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelves")
        self.setAccessibleName(tr("Collections and searches"))
        self._painter = _Painter(self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        quiet(self)
        self.itemClicked.connect(self._choose)

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        self._painter.look = look
        self.viewport().update()

    def show_shelves(self, shelves: Iterable[Shelf]) -> None:
        """Show these lines; the one that is current stays so."""
        wanted, kept = list(shelves), self.shelf(self.currentItem())
        if wanted == self.shelves():
            return
        self.clear()
        for shelf in wanted:
            item = QListWidgetItem()
            item.setData(_SHELF, shelf)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shelf.spoken())
            if shelf.kind is Kind.HEADING:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif shelf.own:
                item.setToolTip(shelf.name)
            self.addItem(item)
            if kept is not None and (shelf.kind, shelf.id, shelf.query) == (kept.kind, kept.id, kept.query):
                self.setCurrentItem(item)

    def shelves(self) -> list[Shelf]:
        """All lines, in order."""
        return [self.item(row).data(_SHELF) for row in range(self.count())]

    def shelf(self, item: QListWidgetItem | None) -> Shelf | None:
        """What a line stands for."""
        return None if item is None else item.data(_SHELF)

    def stand_on(self, wanted: Shelf | None) -> None:
        """Show which line's articles are in sight, if it is one's."""
        for row, shelf in enumerate(self.shelves()):
            if wanted is not None and shelf == wanted:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)
        self.clearSelection()

    # -- hands -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shelf = self.shelf(self.currentItem())
        if shelf is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(shelf)
        elif event.key() == Qt.Key.Key_F2 and shelf.own:
            self.rename_wanted.emit(shelf)
        elif event.key() == Qt.Key.Key_Delete and shelf.own:
            self.delete_wanted.emit(shelf)
        elif asks_for_menu(event):
            self._offer(shelf)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        shelf = self.shelf(item)
        if shelf is not None and by_key:
            self._offer(shelf)
        elif shelf is not None:
            self.menu_wanted.emit(event.globalPos(), shelf)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()
        else:
            event.ignore()  # files go to the window

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        shelf = self._under(event.position().toPoint()) if event.mimeData().hasFormat(DRAGGED) else None
        self._mark(-1 if shelf is None else self.indexAt(event.position().toPoint()).row())
        if shelf is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(-1)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        shelf = self._under(event.position().toPoint())
        self._mark(-1)
        if shelf is not None and event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()
            self.dropped.emit(shelf)

    def _under(self, place: QPoint) -> Shelf | None:
        """What takes articles at a place."""
        shelf = self.shelf(self.itemAt(place))
        takes = shelf is not None and shelf.kind in (Kind.COLLECTION, Kind.NEW, Kind.TRASH)
        return shelf if takes else None

    def _mark(self, row: int) -> None:
        self._painter.over = row
        self.viewport().update()

    def _choose(self, item: QListWidgetItem) -> None:
        shelf = self.shelf(item)
        if shelf is not None and shelf.kind is not Kind.HEADING:
            self.chosen.emit(shelf)

    def _offer(self, shelf: Shelf) -> None:
        place = self.visualItemRect(self.currentItem()).center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place), shelf)
