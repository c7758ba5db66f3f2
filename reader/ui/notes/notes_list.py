"""The list of notes as it is seen: rows of one height, painted by hand, so that any number of them scrolls smoothly."""

from __future__ import annotations

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.model import Style
from reader.ui.notes.note_card import day_of
from reader.ui.notes.notes_model import NOTE, NoteLine, NotesModel, about, state_words
from reader.ui.parts import style
from reader.ui.parts.i18n import tr
from reader.ui.parts.keys import asks_for_menu
from reader.ui.parts.lines_view import LinesView
from reader.ui.parts.theme import theme
from reader.ui.parts.wrapped import reads_rtl

ROW = 78
"""The height of a row in pixels."""
_BATCH = 1_000
_PAD, _EDGE = 14, 4
_LINES = ((9, 22, "quoted"), (31, 20, "plain"), (53, 18, "small"))  # top, height, voice
_Index = QModelIndex | QPersistentModelIndex


class NoteDelegate(QStyledItemDelegate):
    """Paints one note: its quote, its words, and where it is from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = theme("paper")

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: NoteLine | None = index.data(NOTE)
        if line is None:
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state)
        self._paint_edge(painter, area, line, rtl)
        inner = area.adjusted(_PAD, 0, -_PAD, 0)
        texts = (line.quote or about(line), line.words, self._from(line))
        between = 0 if line.words else _LINES[1][1] // 2  # what has no words stands in the middle
        for (top, height, voice), words in zip(_LINES, texts, strict=True):
            place = QRect(
                inner.left(),
                area.top() + top + (between if voice == "quoted" else -between),
                inner.width(),
                height,
            )
            self._write(
                painter, place, words, "heading" if voice == "quoted" and not line.quote else voice, rtl
            )
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        card = QRectF(area).adjusted(0.5, 3.5, -0.5, -3.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(
            style.tint(self.look.accent, self.look.card, 0.12) if chosen else QColor(self.look.card)
        )
        painter.setPen(QPen(QColor(self.look.accent if focused else self.look.line), 1.5 if focused else 1))
        painter.drawRoundedRect(card, 8, 8)

    def _paint_edge(self, painter: QPainter, area: QRect, line: NoteLine, rtl: bool) -> None:
        """The note's colour where reading starts; two thin lines of it for an underlined passage."""
        left = area.right() - _EDGE - 3 if rtl else area.left() + 4
        colour = self.look.note_edge(line.row.note.colour)
        bar = QRect(left, area.top() + 11, _EDGE, area.height() - 22)
        if line.row.note.style is Style.UNDERLINE:
            painter.fillRect(bar.adjusted(0, 0, 1 - _EDGE, 0), colour)
            painter.fillRect(bar.adjusted(_EDGE - 1, 0, 0, 0), colour)
        else:
            painter.fillRect(bar, colour)

    def _from(self, line: NoteLine) -> str:
        row = line.row
        parts = [
            state_words(row.note.state),
            row.title or tr("an article that is not here"),
            day_of(row.note.modified, QLocale.FormatType.ShortFormat),
        ]
        if line.quote and row.note.entity_id:
            parts.append(row.note.entity_id)
        parts += [f"#{tag}" for tag in row.note.tags]
        # Each part is isolated: a Latin tag must not pull the date along.
        return " · ".join(
            f"\N{FIRST STRONG ISOLATE}{part}\N{POP DIRECTIONAL ISOLATE}" for part in parts if part
        )

    def _write(self, painter: QPainter, place: QRect, words: str, voice: str, rtl: bool) -> None:
        """One line of words in their own direction, at the side where the interface begins."""
        own = rtl if voice == "small" else reads_rtl(words)
        flag = Qt.TextFlag.TextForceRightToLeft if own else Qt.TextFlag.TextForceLeftToRight
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        cut = style.metrics(voice).elidedText(words, Qt.TextElideMode.ElideRight, place.width(), flag.value)
        painter.setFont(style.font(voice))
        painter.setPen(style.ink(self.look, voice))
        layout = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, layout.value | flag.value | Qt.TextFlag.TextSingleLine.value, cut)


class NotesList(LinesView[NoteLine]):
    """Notes under one another. Enter or a click opens one, Delete asks for it to go, the menu key for its menu."""

    opened = Signal(object)  # a NoteLine
    delete_wanted = Signal(object)

    def __init__(self, model: NotesModel, name: str) -> None:
        super().__init__(model, name)
        self._model = model
        self.setObjectName("notesList")
        self.setModel(model)
        self.delegate = NoteDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # Qt asks Python twice for every row it lays out
        self.setBatchSize(_BATCH)
        self.clicked.connect(self._open)
        model.modelReset.connect(self._begin_again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current_line()
        if line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        elif line is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(line)
        elif line is not None and asks_for_menu(event):
            self.ask_for_menu(line)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None:
            self.opened.emit(line)

    def _begin_again(self) -> None:
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0))
            self.scrollToTop()
