"""What a search found besides articles: people, quotations, notes; one list shows any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
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
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.library.search.results import NoteLine, PersonLine, QuotationLine, Snippet
from reader.model import EntityKind, Span
from reader.ui.library.model import day_of
from reader.ui.library.rows import near_hit
from reader.ui.notes.notes_model import state_words
from reader.ui.parts import style
from reader.ui.parts.i18n import isolated, tr, trn
from reader.ui.parts.marked_lines import MarkedLines
from reader.ui.parts.quiet_scroll import quiet
from reader.ui.parts.theme import Theme, theme
from reader.ui.parts.wrapped import reads_rtl

ROW = 82
"""The height of a row in pixels."""
_HIT = Qt.ItemDataRole.UserRole
_PAD, _EDGE = 14, 4
_FEWER = 20
"""A row without a third line is lower by this."""
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Hit:
    """One line: `head` in bold, `words` under it (both with what is to be marked), `about` in small letters.

    `target` is what the line stands for; `colour` is a note's.
    """

    head: str
    words: str
    about: str
    target: PersonLine | QuotationLine | NoteLine
    head_hits: tuple[Span, ...] = ()
    hits: tuple[Span, ...] = ()
    colour: str = ""

    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return ". ".join(part for part in (self.head, self.words, self.about) if part)


def of_person(line: PersonLine) -> Hit:
    """The line of a person, organisation or place."""
    kind = "" if line.kind is EntityKind.PERSON else kind_words(line.kind)
    about = (kind, trn("1 article", "{n} articles", line.articles))
    return Hit(line.name, ", ".join(line.roles[:2]), _joined(*about), line, line.hits)


def of_quotation(line: QuotationLine) -> Hit:
    """The line of words that somebody said."""
    how = tr("Direct quotation") if line.direct else tr("Reported")
    about = _joined(how, line.title, line.site or "", day_of(line.published))
    return Hit(line.speaker or tr("Somebody"), line.snippet.text, about, line, hits=line.snippet.hits)


def of_note(line: NoteLine) -> Hit:
    """The line of a note: its words, then the passage that it is on."""
    body, quote = line.body or _NO_WORDS, line.quote or _NO_WORDS
    head, words = (body, quote) if body.text else (quote, _NO_WORDS)
    title = line.title or tr("an article that is not here")
    about = _joined(state_words(line.state), title, day_of(line.published), *(f"#{tag}" for tag in line.tags))
    return Hit(head.text, words.text, about, line, head.hits, words.hits, line.colour)


def kind_words(kind: EntityKind) -> str:
    """What a kind of entity is called in a list."""
    return {
        EntityKind.PERSON: tr("Person"),
        EntityKind.ORGANISATION: tr("Organisation"),
        EntityKind.PLACE: tr("Place"),
    }[kind]


class HitsModel(QAbstractListModel):
    """The lines of one kind."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return hit.spoken()
        return hit if role == _HIT else None


class _HitPainter(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = theme("paper")

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        hit: Hit | None = index.data(_HIT)
        return QSize(200, ROW if hit is None or hit.words else ROW - _FEWER)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit: Hit | None = index.data(_HIT)
        if hit is None:
            return
        area: QRect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        if hit.colour:
            left = area.right() - _EDGE - 3 if rtl else area.left() + 4
            painter.fillRect(
                QRect(left, area.top() + 11, _EDGE, area.height() - 22), self.look.note_edge(hit.colour)
            )
        inner = area.adjusted(_PAD, 0, -_PAD, 0)
        top = 9
        for words, hits, voice, height in (
            (hit.head, hit.head_hits, "name", 24),
            (hit.words, hit.hits, "quoted", 22),
            (hit.about, (), "small", 18),
        ):
            if words:
                self._write(
                    painter,
                    QRect(inner.left(), area.top() + top, inner.width(), height),
                    words,
                    hits,
                    voice,
                    rtl,
                )
                top += height
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        look = self.look
        card = QRectF(area).adjusted(0.5, 3.5, -0.5, -3.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(style.tint(look.accent, look.card, 0.12) if chosen else QColor(look.card))
        painter.setPen(QPen(QColor(look.accent if focused else look.line), 1.5 if focused else 1))
        painter.drawRoundedRect(card, 8, 8)

    def _write(
        self, painter: QPainter, place: QRect, words: str, hits: tuple[Span, ...], voice: str, rtl: bool
    ) -> None:
        if voice == "small":
            flag = Qt.TextFlag.TextForceRightToLeft if rtl else Qt.TextFlag.TextForceLeftToRight
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            cut = style.metrics(voice).elidedText(
                words, Qt.TextElideMode.ElideRight, place.width(), flag.value
            )
            painter.setFont(style.font(voice))
            painter.setPen(style.ink(self.look, voice))
            layout = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, layout.value | flag.value | Qt.TextFlag.TextSingleLine.value, cut)
            return
        face = style.font(voice)
        shown, marked = near_hit(words, hits)
        lines = MarkedLines(
            shown,
            face,
            place.width(),
            reads_rtl(words),
            marked,
            most=1,
            leading=place.height() / face.pixelSize(),
        )
        painter.setPen(style.ink(self.look, voice))
        mark = style.tint(self.look.accent, self.look.card, 0.26 if self.look.dark else 0.16)
        lines.draw(painter, place.left(), place.top(), mark, QColor(self.look.ink))


class HitsList(QListView):
    """The lines of one kind under one another; a click or Enter opens one."""

    opened = Signal(object)  # the Hit's target
    left = Signal()  # the arrow up in the first row

    def __init__(self, name: str) -> None:
        super().__init__()
        self.hits = HitsModel()
        self.setObjectName("hitsList")
        self.setAccessibleName(name)
        self.setModel(self.hits)
        self._painter = _HitPainter(self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        quiet(self)
        self.clicked.connect(self._open)

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        self._painter.look = look
        self.viewport().update()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, on a row."""
        if not self.currentIndex().isValid() and self.hits.rowCount():
            self.setCurrentIndex(self.hits.index(0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif event.key() == Qt.Key.Key_Up and index.row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.hits.hits[index.row()].target)


_NO_WORDS = Snippet("", (), Span(0, 0), Span(0, 0))


def _joined(*parts: str) -> str:
    # Each part is isolated: a Latin tag must not pull the date along.
    return " · ".join(isolated(part) for part in parts if part)
