"""How an article looks in the library's list: headline, where and when, who is in it, and where it was hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.model import Span
from reader.ui.library.model import LINE, _Index, day_of, headline, notes_words
from reader.ui.parts import style
from reader.ui.parts.i18n import isolated
from reader.ui.parts.marked_lines import MarkedLines
from reader.ui.parts.theme import theme
from reader.ui.parts.wrapped import reads_rtl

if TYPE_CHECKING:
    from reader.library.search.results import ArticleLine, Snippet

PLAIN = 64
"""The height in pixels of a row without snippets."""
SNIPPET = 22
"""The height that each line of snippets adds."""
SNIPPETS = 2
"""How many snippets a row has room for."""
_PAD, _DOT, _DOT_ROOM, _BEFORE = 12, 7, 18, 34
_TITLE, _META = (9, 26), (35, 19)  # top and height


class ArticleDelegate(QStyledItemDelegate):
    """Paints one article."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = theme("paper")
        self.snippets = False
        self._mark = QColor()  # what hits in the row that is painted stand on

    @property
    def height(self) -> int:
        """How high each row is, in pixels."""
        return self.height_of(self.snippets)

    @staticmethod
    def height_of(snippets: bool) -> int:
        """How high a row with or without snippets is, in pixels."""
        return PLAIN + (SNIPPETS * SNIPPET + 4 if snippets else 0)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, self.height)

    def snippet_at(self, line: ArticleLine, y: int) -> Snippet | None:
        """The snippet that stands `y` pixels under a row's top."""
        at = (y - PLAIN + 4) // SNIPPET
        shown = line.snippets[:SNIPPETS]
        if len(shown) == 1 and at < SNIPPETS:
            at = 0  # it has all lines
        return shown[at] if y >= PLAIN - 4 and at < len(shown) else None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        line: ArticleLine | None = index.data(LINE)
        if line is not None:
            self._paint_dot(painter, area, line, rtl)
            start, end = (_PAD, _PAD + _DOT_ROOM) if rtl else (_PAD + _DOT_ROOM, _PAD)
            self._paint_words(painter, area.adjusted(start, 0, -end, 0), line, rtl)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        look = self.look
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        strength = (0.26 if look.dark else 0.16) + (0.2 if chosen else 0.0)  # the chosen row is tinted itself
        self._mark = style.tint(look.accent, look.paper, strength)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(area).adjusted(1, 1.5, -1, -1.5)
        if chosen:
            painter.setBrush(style.tint(look.accent, look.card, 0.12))
            painter.setPen(QPen(QColor(look.accent if focused else look.line), 1.5 if focused else 1))
            painter.drawRoundedRect(card, 8, 8)
        elif hovered or focused:
            painter.setBrush(style.tint(look.ink, look.paper, 0.035))
            painter.setPen(QPen(QColor(look.accent), 1.5) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(card, 8, 8)
        else:
            painter.setPen(QPen(style.tint(look.line, look.paper, 0.8), 1))
            painter.drawLine(area.left() + _PAD, area.bottom(), area.right() - _PAD, area.bottom())

    def _paint_dot(self, painter: QPainter, area: QRect, line: ArticleLine, rtl: bool) -> None:
        """Full for what was not read yet; nothing for what was."""
        if line.row.is_read:
            return
        x = area.right() - _PAD - _DOT / 2 if rtl else area.left() + _PAD + _DOT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.accent))
        painter.drawEllipse(QPointF(x, area.top() + _TITLE[0] + _TITLE[1] / 2), _DOT / 2, _DOT / 2)

    def _paint_words(self, painter: QPainter, inner: QRect, line: ArticleLine, rtl: bool) -> None:
        title = QRect(inner.left(), inner.top() + _TITLE[0], inner.width(), _TITLE[1])
        if line.title_hits:
            self._paint_marked(painter, title, line.row.title, line.title_hits, "title", rtl)
        else:
            self._write(painter, title, headline(line), "title", rtl)
        taken = self._paint_notes(painter, inner, line, rtl)
        row = line.row
        parts = (row.site or "", day_of(row.published), ", ".join(line.people))
        meta = QRect(inner.left(), inner.top() + _META[0], inner.width() - taken, _META[1])
        if not rtl:
            self._write(painter, meta, _joined(parts), "small", rtl)
        else:
            self._write(painter, meta.translated(taken, 0), _joined(parts), "small", rtl)
        shown = line.snippets[:SNIPPETS] if self.snippets else ()
        for at, snippet in enumerate(shown):
            place = QRect(inner.left(), inner.top() + PLAIN - 4 + at * SNIPPET, inner.width(), SNIPPET)
            if len(shown) == 1:
                self._paint_marked(painter, place, snippet.text, snippet.hits, "spoken", rtl, SNIPPETS)
            else:
                self._paint_marked(painter, place, *near_hit(snippet.text, snippet.hits), "spoken", rtl)

    def _paint_notes(self, painter: QPainter, inner: QRect, line: ArticleLine, rtl: bool) -> int:
        """How many notes there are, at the end of the second line; the width that it takes."""
        words = notes_words(line)
        if not words:
            return 0
        width = style.metrics("small").horizontalAdvance(words) + 14
        left = inner.left() if rtl else inner.right() - width + 1
        place = QRectF(left, inner.top() + _META[0] + 0.5, width, _META[1] - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.note_fill("yellow"))
        painter.drawRoundedRect(place, 5, 5)
        painter.setFont(style.font("small"))
        painter.setPen(QColor(self.look.second))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return width + 8

    def _paint_marked(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        hits: tuple[Span, ...],
        voice: str,
        rtl: bool,
        most: int = 1,
    ) -> None:
        """Words with the hits in them marked, in `most` lines, `place` the first; one is where the interface begins."""
        face, own = style.font(voice), reads_rtl(text)
        leading = place.height() / face.pixelSize()
        lines = MarkedLines(text, face, place.width(), own, hits, most=most, leading=leading)
        moved = 0.0 if own == rtl or lines.count > 1 else lines.free if rtl else -lines.free
        painter.setPen(style.ink(self.look, voice))
        lines.draw(painter, place.left() + moved, place.top(), self._mark, QColor(self.look.ink))

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


def near_hit(text: str, hits: tuple[Span, ...], before: int = _BEFORE) -> tuple[str, tuple[Span, ...]]:
    """`text` from a word shortly before its first hit on, so that one line of it shows that hit."""
    if not hits or hits[0].start <= before:
        return text, hits
    cut = text.find(" ", hits[0].start - before, hits[0].start) + 1 or hits[0].start
    moved = tuple(Span(hit.start - cut + 1, hit.end - cut + 1) for hit in hits)
    return "…" + text[cut:], moved


def _joined(parts: tuple[str, ...]) -> str:
    # Each part is isolated: a Latin site must not pull the date along.
    return " · ".join(isolated(part) for part in parts if part)
