"""The strip beside the scroll bar: where in the article the chosen people, the notes and the hits are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reader.model import Annotation, Mention, Span
from reader.ui.article.article_view import ArticleView
from reader.ui.parts.i18n import tr
from reader.ui.parts.theme import Theme, theme
from reader.ui.state.noting import span_of
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session

MARGIN, TICK, THICK = 6, 10, 3
"""Beside the ticks, their width and their height, in px, as in the design."""
_REACH = 5
"""How far from a tick, in px, a click still means it."""
_CONTEXT = 34
"""How many code points on each side a tooltip shows."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick: where its middle stands in px, its colour, the words it stands for, and what they are.

    `what` is a mention, a note, or the index of a search hit.
    """

    y: float
    colour: QColor
    span: Span
    what: Mention | Annotation | int


@dataclass(frozen=True, slots=True)
class _Source:
    """Marks of one colour, in text order."""

    colour: QColor
    spans: Sequence[Span]
    what: Sequence[Mention | Annotation | int]


class Strip(QWidget):
    """Shows and goes to what is marked in `view`. Stands beside its scroll bar, at the end side of the line."""

    def __init__(self, session: Session, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._theme = theme("paper")
        self._search: ArticleSearch | None = None
        self._ticks: list[Tick] | None = None  # None: to be found anew at the next paint
        self.setFixedWidth(TICK + 2 * MARGIN)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Where the chosen people and the notes are"))
        for signal in (
            session.article_changed,
            session.reading_changed,
            session.chosen_changed,
            session.annotations_changed,
            view.laid_out,
        ):
            signal.connect(self._stale)

    def sizeHint(self) -> QSize:
        return QSize(TICK + 2 * MARGIN, 100)

    def set_theme(self, chosen: Theme) -> None:
        """Take the colours of `chosen`."""
        self._theme = chosen
        self._stale()

    def search_hits_from(self, search: ArticleSearch) -> None:
        """Show what `search` finds too."""
        self._search = search
        search.changed.connect(self._stale)

    def ticks(self) -> list[Tick]:
        """What is shown, the topmost painted last; marks that fall on one pixel are one tick."""
        if self._ticks is None:
            self._ticks = [tick for source in self._sources() for tick in self._ticks_of(source)]
        return self._ticks

    def _stale(self) -> None:
        self._ticks = None
        self.update()

    def _sources(self) -> Iterator[_Source]:
        session, colours = self._session, self._theme
        if self._search is not None and self._search.hits:
            yield _Source(QColor(colours.soft), self._search.hits, range(len(self._search.hits)))
        for entity_id in session.chosen:
            mentions = session.mentions_of(entity_id)
            spans = [mention.name_span for mention in mentions]
            yield _Source(colours.person(session.colour_index(entity_id)), spans, mentions)
        placed = [(note, span) for note in session.annotations if (span := span_of(note)) is not None]
        for colour in dict.fromkeys(note.colour for note, _ in placed):
            own = [(note, span) for note, span in placed if note.colour == colour]
            edge = colours.note_edge(colour)
            yield _Source(edge, [span for _, span in own], [note for note, _ in own])

    def _ticks_of(self, source: _Source) -> Iterator[Tick]:
        """The ticks of one colour.

        Where marks begin to share a pixel, all others on it are leapt over, not looked at: 50,000 hits cost no more
        than there are pixels.
        """
        sight, height = self._view.sight, max(1, self.height())
        index, row = 0, -1
        while index < len(source.spans):
            span = source.spans[index]
            y = min(max(sight.share_of(span.start) * height, THICK / 2), height - THICK / 2)
            index += 1
            if int(y) != row:
                row = int(y)
                yield Tick(y, source.colour, span, source.what[index - 1])
            else:
                beyond = sight.offset_at_share((row + 1) / height)
                index = bisect_left(source.spans, beyond, index, key=lambda other: other.start)

    # -- painting and mouse ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.paper))
        for tick in self.ticks():
            more = 1 if self._is_current(tick) else 0
            top, left = round(tick.y - THICK / 2) - more, MARGIN - 3 * more
            width, height = TICK + 6 * more, THICK + 2 * more
            # Two rectangles are one with round corners at this size, and cost a tenth of it.
            painter.fillRect(left + 1, top, width - 2, height, tick.colour)
            painter.fillRect(left, top + 1, width, height - 2, tick.colour)
        painter.end()

    def _is_current(self, tick: Tick) -> bool:
        """Whether the person stands on it: "3 of 14"."""
        if isinstance(tick.what, int):
            return self._search is not None and tick.what == self._search.current
        return tick.what == self._session.current

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        tick = self._tick_at(event.position().y())
        if tick is not None:
            self._go(tick)
        elif self._session.article is not None:
            offset = self._view.sight.offset_at_share(event.position().y() / max(1, self.height()))
            self._view.show_span(Span(offset, offset))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._tick_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tick = self._tick_at(QPointF(event.pos()).y())
            self._tell(event.globalPos(), tick)
            return True
        return super().event(event)

    def _go(self, tick: Tick) -> None:
        if isinstance(tick.what, int):
            if self._search is not None:
                self._search.go(tick.what)
            return
        self._session.wants_shown.emit(tick.span)
        if isinstance(tick.what, Mention):
            self._session.choose_mention(tick.what, extend=len(self._session.chosen) > 1)
        else:
            self._view.annotation_clicked.emit(tick.what.id)

    def _tell(self, place: QPoint, tick: Tick | None) -> None:
        article = self._session.article
        if tick is None or article is None:
            QToolTip.hideText()
            return
        QToolTip.showText(place, words_round(article.text, tick.span, rtl=article.right_to_left), self)

    def _tick_at(self, y: float) -> Tick | None:
        nearest = min(self.ticks(), key=lambda tick: abs(tick.y - y), default=None)
        return nearest if nearest is not None and abs(nearest.y - y) <= _REACH else None


def words_round(text: str, span: Span, *, rtl: bool) -> str:
    """The words of `span`, bold, with a few of the same line round them, as rich text."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    if start and text[start - 1] not in " \n":
        start = text.find(" ", start, span.start) + 1 or start
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + _CONTEXT)
    if end < len(text) and text[end] not in " \n":
        blank = text.rfind(" ", span.end, end)
        end = blank if blank >= 0 else end
    words = span.of(text)
    shown = words if len(words) <= 3 * _CONTEXT else words[: 3 * _CONTEXT] + "…"
    before = "…" if start and text[start - 1] != "\n" else ""
    after = "…" if end < len(text) and text[end] != "\n" else ""
    inner = f"{before}{escape(text[start : span.start])}<b>{escape(shown)}</b>{escape(text[span.end : end])}{after}"
    return f'<div dir="{"rtl" if rtl else "ltr"}">{inner}</div>'
