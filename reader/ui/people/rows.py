"""How a person's row is painted, in the list and at the head of the opened card alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from reader.ui.parts import style
from reader.ui.parts.theme import Theme, theme
from reader.ui.parts.wrapped import reads_rtl
from reader.ui.people.model import PeopleModel, PersonRow

PAD_X, PAD_Y, DOT, GAP = 8, 7, 10, 10
"""The row's inner distances in pixels, as in the design."""
INDENT = PAD_X + DOT + GAP
"""Where the name starts."""
NAME_HEIGHT, ROLE_HEIGHT = 22, 18
RADIUS = 9


def paint_words(painter: QPainter, room: QRect, words: str, voice: str, look: Theme, right: bool) -> None:
    """Paint one line at the start of `room`, cut with ``…``; a Latin name in a Hebrew row is still a Latin one."""
    face = style.font(voice)
    painter.setFont(face)
    painter.setPen(style.ink(look, voice))
    own_right = reads_rtl(words)
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if own_right else Qt.LayoutDirection.LeftToRight
    )
    flag = Qt.TextFlag.TextForceRightToLeft if own_right else Qt.TextFlag.TextForceLeftToRight
    cut = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width(), flag.value)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    align = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(align) | Qt.TextFlag.TextSingleLine.value | flag.value, cut)


def paint_name(painter: QPainter, room: QRect, row: PersonRow, look: Theme, right: bool) -> None:
    """Paint dot, name and count in `room`, a row's first line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    direction = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight

    def placed(left: int, width: int) -> QRect:
        rect = QRect(room.left() + left, room.top(), width, NAME_HEIGHT)
        return QStyle.visualRect(direction, room, rect)

    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.person(row.colour))
    dot = QRectF(placed(PAD_X, DOT))
    painter.drawEllipse(QPointF(dot.center().x(), dot.center().y()), DOT / 2, DOT / 2)
    count = str(row.count)
    count_width = QFontMetrics(style.font("count")).horizontalAdvance(count) + 2
    end = room.width() - PAD_X
    paint_words(painter, placed(end - count_width, count_width), count, "count", look, not right)
    paint_words(painter, placed(INDENT, end - count_width - GAP - INDENT), row.name, "name", look, right)


def is_cut(row: PersonRow, width: int) -> bool:
    """Whether name or role do not fit into a row of this width."""
    room = width - INDENT - PAD_X
    count = style.metrics("count").horizontalAdvance(str(row.count)) + 2 + GAP
    name = style.metrics("name").horizontalAdvance(row.name) > room - count
    return name or style.metrics("role").horizontalAdvance(row.role) > room


class PeopleDelegate(QStyledItemDelegate):
    """Paints the rows; the opened one only leaves room for its card."""

    def __init__(self, view: QWidget, people: PeopleModel, ring: Callable[[], bool]) -> None:
        super().__init__(view)
        self._people = people
        self.theme = theme("paper")
        self.right = True  # the article's direction, which is its words' and so the rows'
        self.chosen: frozenset[str] = frozenset()
        self.opened = ""
        self.opened_height = 0
        self._ring = ring

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        # Asked for every row at every layout: by way of index.data() it took twice as long.
        return QSize(10, self.height_of(self._people.row_at(index.row())))

    def height_of(self, row: PersonRow) -> int:
        """The row's height in pixels."""
        if row.entity_id == self.opened:
            return self.opened_height
        return 2 * PAD_Y + NAME_HEIGHT + (ROLE_HEIGHT if row.role else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._people.row_at(index.row())
        if row.entity_id == self.opened:
            return
        look = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        direction = Qt.LayoutDirection.RightToLeft if self.right else Qt.LayoutDirection.LeftToRight
        room: QRect = option.rect.adjusted(0, PAD_Y, 0, -PAD_Y)
        paint_name(painter, room, row, look, self.right)
        line = QRect(
            room.left() + INDENT, room.top() + NAME_HEIGHT, room.width() - INDENT - PAD_X, ROLE_HEIGHT
        )
        paint_words(painter, QStyle.visualRect(direction, room, line), row.role, "role", look, self.right)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row = self._people.row_at(index.row()) if index.isValid() else None
        if row is not None and is_cut(row, option.rect.width()):
            QToolTip.showText(event.globalPos(), index.data(Qt.ItemDataRole.ToolTipRole), view)
        else:
            QToolTip.hideText()  # the row says it all
        return True

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: PersonRow) -> None:
        look = self.theme
        ground: QColor | None = None
        edge: QColor | None = None
        if row.entity_id in self.chosen:
            ground = style.tint(look.person(row.colour).name(), look.panel, 0.22)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = style.tint(look.ink, look.panel, 0.05)
        if option.state & QStyle.StateFlag.State_HasFocus and self._ring():
            edge = QColor(look.accent)
        if ground is not None or edge is not None:
            painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(edge, 1.5) if edge is not None else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
