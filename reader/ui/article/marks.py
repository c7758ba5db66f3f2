"""What is painted under and behind the words: people, notes, search hits. Only for what is in sight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from reader.model import Annotation, EntityKind, Mention, MentionForm, Span, State, Style
from reader.ui.parts.theme import Theme
from reader.ui.state.noting import span_of
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session

_DOTS = [0.01, 2.0]
_DASHES = [2.0, 2.6]
_RADIUS = 3.0
_LINE = 2.0
_RULE, _RULE_STEP, _RULES = 2.5, 3.5, 3
"""How thick the line of an underlined passage is, how far one stands below another where several overlap, and how
many have room under the words."""
_HIT, _CURRENT_HIT = 16, 62
"""How much, of 255, of the ink lies behind a search hit: hits are no person's and no note's colour."""

_SCREEN = 0.36

RectsOf = Callable[[Span], Sequence[QRectF]]


class Passages:
    """Spans that may overlap, by place: `between` costs the logarithm of their number."""

    def __init__(self, spans: Sequence[Span]) -> None:
        order = sorted(range(len(spans)), key=lambda index: spans[index])
        self._order = order
        self._starts = [spans[index].start for index in order]
        self._furthest = list(accumulate((spans[index].end for index in order), max))
        self._spans = spans

    def between(self, start: int, end: int) -> list[int]:
        """Which spans meet ``[start, end)``: their indices as given, in text order."""
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return [index for index in self._order[first:last] if self._spans[index].end > start]


class Marks:
    """Paints the session's mentions and notes, and a search's hits, in the colours of a theme."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._notes: tuple[Annotation, ...] = ()
        self._passages = Passages(())
        self._depths: tuple[int, ...] = ()
        self._hits = Passages(())
        self._search: ArticleSearch | None = None
        self.refresh()

    def refresh(self) -> None:
        """The notes or the hits are others than before."""
        self._notes = tuple(note for note in self._session.annotations if span_of(note))
        self._passages = Passages([span for note in self._notes if (span := span_of(note))])
        self._depths = _depths_of(self._notes)
        self._hits = Passages(self._search.hits if self._search else ())

    def set_search(self, search: ArticleSearch) -> None:
        """Paint this search's hits from now on."""
        self._search = search
        self.refresh()

    def paint(self, painter: QPainter, sight: Span, theme: Theme, rects_of: RectsOf) -> None:
        """Paint all that lies in `sight`; `rects_of` says where on the painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_notes(painter, sight, theme, rects_of)
        self._paint_hits(painter, sight, theme, rects_of)
        mentions = [m for m in self._session.mentions_in(sight.start, sight.end) if self._is_shown(m)]
        for mention in mentions:
            self._fill(painter, mention, theme, rects_of)
        for mention in mentions:
            self._underline(painter, mention, theme, rects_of)
        self._paint_rules(painter, sight, theme, rects_of)

    def _is_shown(self, mention: Mention) -> bool:
        """People always have their line; organisations and places are seen when they are chosen."""
        if mention.entity_id in self._session.chosen:
            return True
        entity = self._session.entity(mention.entity_id)
        return entity is not None and entity.kind is EntityKind.PERSON

    def _fill(self, painter: QPainter, mention: Mention, theme: Theme, rects_of: RectsOf) -> None:
        if mention.entity_id not in self._session.chosen:
            return
        index = self._session.colour_index(mention.entity_id)
        painter.setBrush(theme.person_fill(index))
        current = mention == self._session.current
        painter.setPen(QPen(theme.person(index), _LINE) if current else QPen(Qt.PenStyle.NoPen))
        inset = _LINE / 2 if current else 0
        air = 0 if mention.span != mention.name_span else 1  # not a pixel of it on the ו of ו|קרי
        for rect in rects_of(mention.name_span):
            area = within(rect).adjusted(inset - air, inset, air - inset, -inset)
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        self._fill_noted(painter, mention, theme, rects_of)

    def _fill_noted(self, painter: QPainter, mention: Mention, theme: Theme, rects_of: RectsOf) -> None:
        """What is highlighted in a chosen name still shows: both colours, one seen through the other."""
        name = mention.name_span
        below = theme.person_fill(self._session.colour_index(mention.entity_id))
        for index in self._passages.between(name.start, name.end):
            span = span_of(self._notes[index])
            if span is None or self._notes[index].style is Style.UNDERLINE:
                continue
            colour = mixed(below, theme.note_fill(self._notes[index].colour), dark=theme.dark)
            for rect in rects_of(Span(max(span.start, name.start), min(span.end, name.end))):
                painter.fillRect(within(rect).adjusted(0, _LINE, 0, -_LINE), colour)

    def _underline(self, painter: QPainter, mention: Mention, theme: Theme, rects_of: RectsOf) -> None:
        """The thin line under a name.

        Under a role that stands for the person (שר החוץ האמריקני) it is dotted, and broken where the engine was not
        sure, also under the fill of a chosen one.
        """
        chosen = mention.entity_id in self._session.chosen
        role = mention.form is MentionForm.ROLE
        if chosen and not role and mention.sure:
            return
        index = self._session.colour_index(mention.entity_id)
        colour = theme.person(index) if chosen else theme.person_line(index)
        for rect in map(within, rects_of(mention.name_span)):
            if role or not mention.sure:
                pen = QPen(colour, _LINE, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
                pen.setDashPattern(_DOTS if role else _DASHES)
                painter.setPen(pen)
                y = rect.bottom() + _LINE / 2
                painter.drawLine(QPointF(rect.left() + 1, y), QPointF(rect.right() - 1, y))
            else:
                painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), _LINE), colour)

    def _paint_notes(self, painter: QPainter, sight: Span, theme: Theme, rects_of: RectsOf) -> None:
        """Passages in their colours; where two overlap, the colours mix, so that both are seen."""
        painted: list[tuple[QRectF, QColor]] = []
        for index in self._passages.between(sight.start, sight.end):
            note = self._notes[index]
            if note.style is Style.UNDERLINE:
                continue  # its line is under what is filled
            for rect in map(snapped, self._seen(span_of(note), sight, rects_of)):
                laid = [(rect, theme.note_fill(note.colour))]
                for below, colour in painted:
                    both = below.intersected(rect)
                    if not both.isEmpty():
                        laid.append((both, mixed(colour, laid[0][1], dark=theme.dark)))
                for area, colour in laid:
                    painter.fillRect(area, colour)
                painted += laid
                if note.state is State.UNCERTAIN:
                    painter.setPen(QPen(theme.note_edge(note.colour), 1.5, Qt.PenStyle.DashLine))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(rect.adjusted(0.75, 0.75, -0.75, -0.75))

    def _paint_rules(self, painter: QPainter, sight: Span, theme: Theme, rects_of: RectsOf) -> None:
        """The lines of underlined passages: thicker than a person's and below it, each overlapping one lower."""
        for index in self._passages.between(sight.start, sight.end):
            note = self._notes[index]
            if note.style is not Style.UNDERLINE:
                continue
            colour, lower = theme.note_edge(note.colour), self._depths[index] * _RULE_STEP
            for rect in map(snapped, self._seen(span_of(note), sight, rects_of)):
                line = QRectF(rect.left(), rect.bottom() + _LINE + 1 + lower, rect.width(), _RULE)
                if note.state is State.UNCERTAIN:
                    painter.setPen(QPen(colour, _RULE, Qt.PenStyle.DashLine))
                    middle = line.center().y()
                    painter.drawLine(QPointF(line.left(), middle), QPointF(line.right(), middle))
                else:
                    painter.fillRect(line, colour)

    def _paint_hits(self, painter: QPainter, sight: Span, theme: Theme, rects_of: RectsOf) -> None:
        if self._search is None:
            return
        edge = QColor(theme.soft)
        for index in self._hits.between(sight.start, sight.end):
            current = index == self._search.current
            fill = QColor(theme.ink)
            fill.setAlpha(_CURRENT_HIT if current else _HIT)
            painter.setBrush(QBrush(fill))
            painter.setPen(QPen(QColor(theme.ink) if current else edge, 1.6 if current else 1))
            for rect in self._seen(self._search.hits[index], sight, rects_of):
                painter.drawRoundedRect(snapped(rect).adjusted(-0.5, 0.5, 0.5, -0.5), _RADIUS, _RADIUS)

    def _seen(self, span: Span | None, sight: Span, rects_of: RectsOf) -> Sequence[QRectF]:
        """The rectangles of the part in sight: a highlight may be as long as the article."""
        if span is None:
            return ()
        start, end = max(span.start, sight.start), min(span.end, sight.end)
        return rects_of(Span(start, end)) if start < end else ()


def _depths_of(notes: Sequence[Annotation]) -> tuple[int, ...]:
    """How low the line of each underlined passage stands: no two that overlap on one height, while there is room."""
    ends = [-1] * _RULES  # where the last line of each height ends
    depths = []
    for note in notes:
        span = span_of(note)
        depth = 0
        if span is not None and note.style is Style.UNDERLINE:
            free = (at for at, end in enumerate(ends) if end <= span.start)
            depth = next(free, _RULES - 1)
            ends[depth] = max(ends[depth], span.end)
        depths.append(depth)
    return tuple(depths)


def snapped(rect: QRectF) -> QRectF:
    """`rect` with its edges on whole pixels, so that they are sharp."""
    left, top = round(rect.left()), round(rect.top())
    return QRectF(left, top, round(rect.right()) - left, round(rect.bottom()) - top)


def within(rect: QRectF) -> QRectF:
    """The same, but reaching over neither side: for what must not touch the letter beside it."""
    left, top = ceil(rect.left()), round(rect.top())
    return QRectF(left, top, floor(rect.right()) - left, round(rect.bottom()) - top)


def mixed(below: QColor, above: QColor, *, dark: bool) -> QColor:
    """Two highlights seen through one another: darker on light paper, a little lighter on dark.

    On dark paper the words are light, so the colours are screened only in part: all of it would swallow them.
    """
    pairs = ((below.red(), above.red()), (below.green(), above.green()), (below.blue(), above.blue()))
    if dark:
        screened = ((above, 255 - (255 - below) * (255 - above) // 255) for below, above in pairs)
        return QColor(*(round(alone + _SCREEN * (both - alone)) for alone, both in screened))
    return QColor(*(one * two // 255 for one, two in pairs))
