"""The lines of a person's page as they are seen: painted by hand, in a column in the middle of the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.parts import style
from reader.ui.parts.i18n import tr
from reader.ui.parts.keys import HEBREW_KEYS, asks_for_menu
from reader.ui.parts.lines_view import LinesView
from reader.ui.parts.marked_lines import MarkedLines
from reader.ui.parts.theme import Theme, theme
from reader.ui.parts.wrapped import reads_rtl
from reader.ui.person.rows import LINE, Line, Part, PersonModel, said_how, where_from, why

WIDEST = 760
"""The column's width in pixels, where there is room for it."""
SIDE = 24
_PAD, _BAR = 12, 3
_VOICES = {
    Part.HEAD: "title",
    Part.PASSAGE: "quoted",
    Part.SAYING: "spoken",
    Part.NOTE: "plain",
    Part.MORE: "small",
    Part.REST: "plain",
}
_TOP = {Part.HEAD: 20, Part.PASSAGE: 5, Part.SAYING: 7, Part.NOTE: 8, Part.MORE: 4, Part.REST: 14}
_FOOT = {Part.HEAD: 5, Part.PASSAGE: 5, Part.SAYING: 7, Part.NOTE: 8, Part.MORE: 8, Part.REST: 20}
_MOST = {Part.HEAD: 3, Part.PASSAGE: 0, Part.SAYING: 6, Part.NOTE: 4, Part.MORE: 1, Part.REST: 2}
_SMALL = 18  # the height of a small line
_KEPT = 500  # laid out lines
_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_Index = QModelIndex | QPersistentModelIndex


class _Laid:
    """One line of the page, laid out: the small lines over and under its words, and how high it is."""

    def __init__(self, line: Line, width: int) -> None:
        self.rtl = reads_rtl(line.article.row.title or line.words)
        bar = 0 if line.part in (Part.HEAD, Part.MORE, Part.REST) else _BAR + _PAD
        self.inner = width - 2 * _PAD - bar
        self.above: list[str] = []
        self.below: list[str] = []
        if line.part is Part.HEAD:
            self.below = [each for each in (where_from(line.article), why(line.article)) if each]
        elif line.part is Part.SAYING:
            self.below = [said_how(line.direct)]
        elif line.part is Part.NOTE and line.note is not None:
            quote = " ".join(line.note.quote.split())
            self.above = [f"“{quote}”"] if quote and line.words else []
            self.below = [" ".join(f"#{tag}" for tag in line.note.tags)] if line.note.tags else []
        self.words = self._words(line)
        # The interface's own words stand at the side where the article's do.
        own = reads_rtl(line.words)
        self.shift = 0.0
        if line.part is Part.MORE and own != self.rtl:
            self.shift = self.words.free if self.rtl else -self.words.free
        small = _SMALL * (len(self.above) + len(self.below))
        self.height = _TOP[line.part] + self.words.height + small + _FOOT[line.part]

    def _words(self, line: Line) -> MarkedLines:
        words, own = line.words, self.rtl
        if line.part is Part.NOTE and line.note is not None:
            words = words or " ".join(line.note.quote.split()) or tr("A mark without words")
            own = reads_rtl(words)
        elif line.part in (Part.MORE, Part.REST):
            own = reads_rtl(words)
        leading = 1.35 if line.part is Part.HEAD else 1.5
        font = style.font(_VOICES[line.part])
        return MarkedLines(words, font, self.inner, own, line.hits, _MOST[line.part], leading)


class PersonDelegate(QStyledItemDelegate):
    """Paints the lines. Heights are kept of all of them, what is laid out only of those in sight lately."""

    def __init__(self, view: QWidget, model: PersonModel, ring: Callable[[], bool]) -> None:
        super().__init__(view)
        self._ring = ring
        self.look: Theme = theme("paper")
        self.colour = 0
        self.width = WIDEST
        self._model = model
        self._laid: dict[int, _Laid] = {}  # by the line's id(): a line lives as long as its page
        self._sizes: dict[int, QSize] = {}

    def forget(self) -> None:
        """Lay everything out anew, as for another width or for other lines."""
        self._laid.clear()
        self._sizes.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        # Asked for every row at every layout: by way of index.data() it took three times as long.
        line = self._model.line_at(index.row())
        size = self._sizes.get(id(line))
        if size is None:
            self._lay(line)
            size = self._sizes[id(line)]
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: Line = index.data(LINE)
        laid = self._lay(line)
        area = self.column(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.part is Part.HEAD and index.row():
            painter.fillRect(QRect(area.left(), area.top() + 6, area.width(), 1), QColor(self.look.line))
        self._paint_ground(painter, area, option, line)
        self._paint_bar(painter, area, line, laid)
        self._paint_words(painter, area, option, line, laid)
        painter.restore()

    def column(self, area: QRect) -> QRect:
        """The column in a row's area."""
        return QRect(area.left() + (area.width() - self.width) // 2, area.top(), self.width, area.height())

    def _lay(self, line: Line) -> _Laid:
        known = self._laid.get(id(line))
        if known is None:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            known = self._laid[id(line)] = _Laid(line, self.width)
            self._sizes[id(line)] = QSize(self.width, known.height)
        return known

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, line: Line) -> None:
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._ring()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if focused or over:
            top = 12 if line.part is Part.HEAD else 1
            painter.setPen(QPen(QColor(self.look.accent), 1.5) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(style.tint(self.look.ink, self.look.paper, 0.04))
            painter.drawRoundedRect(QRectF(area).adjusted(1, top, -1, -1), 8, 8)

    def _paint_bar(self, painter: QPainter, area: QRect, line: Line, laid: _Laid) -> None:
        colour = None
        if line.part is Part.SAYING:
            colour = self.look.person(self.colour)
        elif line.part is Part.NOTE and line.note is not None:
            colour = self.look.note_edge(line.note.colour)
        elif line.part is Part.PASSAGE:
            return
        if colour is not None:
            left = area.right() + 1 - _PAD - _BAR if laid.rtl else area.left() + _PAD
            painter.fillRect(QRect(left, area.top() + 6, _BAR, area.height() - 12), colour)

    def _paint_words(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, line: Line, laid: _Laid
    ) -> None:
        bar = area.width() - 2 * _PAD - laid.inner
        left = area.left() + _PAD + (0 if laid.rtl else bar)
        top = area.top() + _TOP[line.part]
        for words in laid.above:
            self._paint_small(painter, words, QRect(left, top, laid.inner, _SMALL), laid.rtl, "cue")
            top += _SMALL
        voice = _VOICES[line.part]
        ink = style.ink(self.look, voice)
        if line.part is Part.PASSAGE:
            ink = QColor(self.look.ink)
        elif line.part in (Part.MORE, Part.REST):
            ink = QColor(self.look.accent)
        painter.setPen(ink)
        laid.words.draw(painter, left + laid.shift, top, self.look.person_fill(self.colour))
        top += laid.words.height
        for words in laid.below:
            self._paint_small(painter, words, QRect(left, top, laid.inner, _SMALL), laid.rtl, "small")
            top += _SMALL

    def _paint_small(self, painter: QPainter, words: str, place: QRect, right: bool, voice: str) -> None:
        """One small line in its own direction, at the side where the article's words begin."""
        own = reads_rtl(words)
        flag = Qt.TextFlag.TextForceRightToLeft if own else Qt.TextFlag.TextForceLeftToRight
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        cut = style.metrics(voice).elidedText(words, Qt.TextElideMode.ElideRight, place.width(), flag.value)
        painter.setFont(style.font(voice))
        painter.setPen(style.ink(self.look, voice))
        layout = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, layout.value | flag.value | Qt.TextFlag.TextSingleLine.value, cut)


def _asks_for_copy(event: QKeyEvent) -> bool:
    """Ctrl+C, which is Ctrl+ב under a Hebrew layout."""
    return (
        event.key() in (Qt.Key.Key_C, ord(HEBREW_KEYS["C"]))
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )


class PersonList(LinesView[Line]):
    """The lines under one another. Enter or a click opens one, the menu key asks for its menu.

    It asks for more lines when its end comes near.
    """

    opened = Signal(object)  # the QModelIndex of a line
    copy_wanted = Signal(object)  # the Line
    more_wanted = Signal()

    delegate: PersonDelegate

    def __init__(self, model: PersonModel) -> None:
        super().__init__(model, tr("Everywhere in the library"))
        self._model = model
        self._by_keys = False  # whether the line that the keyboard is on is to be seen
        self.setObjectName("personList")
        self.setModel(model)
        self.delegate = PersonDelegate(self, model, lambda: self._by_keys)
        self.setItemDelegate(self.delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.clicked.connect(self.opened.emit)
        model.modelAboutToBeReset.connect(self.delegate.forget)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self.look_ahead)
        bar.rangeChanged.connect(self.look_ahead)

    def set_colour(self, index: int) -> None:
        """Mark the names in this one of the theme's colours."""
        self.delegate.colour = index
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = max(min(self.viewport().width() - 2 * SIDE, WIDEST), 160)
        if width != self.delegate.width:
            self.delegate.width = width
            self.delegate.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keys = self._by_keys or event.reason() in _KEYS
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        self.viewport().update()
        line = self.current_line()
        if line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.currentIndex())
        elif line is not None and asks_for_menu(event):
            self.ask_for_menu(line)
        elif line is not None and _asks_for_copy(event):
            self.copy_wanted.emit(line)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._leap(1 if (event.key() == Qt.Key.Key_Left) == self.isRightToLeft() else -1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _leap(self, by: int) -> None:
        """Go to the next article's head, or back to this one's or the one before."""
        at = self.currentIndex().row() + by
        while 0 <= at < self._model.rowCount():
            line = self._model.line(self._model.index(at))
            if line is not None and line.part is Part.HEAD:
                self.setCurrentIndex(self._model.index(at))
                return
            at += by

    def look_ahead(self) -> None:
        """Ask for more lines where the end is near."""
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < 2 * self.viewport().height():
            self.more_wanted.emit()
