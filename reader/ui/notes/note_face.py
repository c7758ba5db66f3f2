"""How a note looks on its card: its quote or what it is on, what is said about its place, its words, its tags.

Painted by hand, as one piece: an article may have hundreds of notes, and a label for each line of each of
them takes a second to build.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from reader.ui.parts import style
from reader.ui.parts.markdown import NoteText, plain
from reader.ui.parts.theme import Theme
from reader.ui.parts.wrapped import WrappedLines, reads_rtl

QUOTE_LINES = 3
GAP = 6
"""Between two parts of the card, in pixels."""
_CHIP_PAD, _CHIP_HEIGHT, _CHIP_GAP, _DOT_ROOM = 7, 20, 5, 11
_WIDTHS_KEPT = 3  # Qt asks for the height at the width there is and at the one there may be, in turns
Tag = tuple[str, QColor | None]
"""A tag's words; with a colour it is the person that the note belongs to."""


@dataclass(slots=True)
class _Laid:
    """The parts at one width: each with its voice and its top, the chips with their places."""

    lines: list[tuple[str, int, WrappedLines]]
    body: tuple[int, NoteText] | None
    chips: list[tuple[Tag, QRect]]
    height: int


class NoteFace:
    """The words of one card and their layout; `right` is the side at which the article's words begin."""

    def __init__(self, right: bool) -> None:
        self.about = self.quote = self.state = self.body = ""
        self.tags: tuple[Tag, ...] = ()
        self._right = right
        self._laid: dict[tuple[int, bool], _Laid] = {}

    def say(self, quote: str, state: str, body: str, tags: tuple[Tag, ...], about: str = "") -> None:
        """Show these words from now on; `about` says what the note is on, where that is no passage."""
        self.about, self.quote, self.state, self.body, self.tags = about, quote, state, body, tags
        self._laid.clear()

    def spoken(self) -> str:
        """The card as a screen reader says it."""
        parts = (self.about, self.quote, self.state, plain(self.body), ", ".join(tag for tag, _ in self.tags))
        return ". ".join(part for part in parts if part)

    def height(self, width: int, editing: bool) -> int:
        """The height at `width` pixels; while the note is edited, its body and tags are not shown."""
        return self._lay(width, editing).height

    def paint(self, painter: QPainter, corner: QPoint, width: int, editing: bool, look: Theme) -> None:
        """Paint everything with its upper left at `corner`."""
        laid = self._lay(width, editing)
        for voice, top, lines in laid.lines:
            painter.setPen(style.ink(look, voice))
            lines.draw(painter, corner.x(), corner.y() + top)
        if laid.body is not None:
            top, body = laid.body
            body.draw(painter, corner.x(), corner.y() + top, look)
        painter.setFont(style.font("small"))
        for (words, dot), place in laid.chips:
            self._paint_chip(painter, place.translated(corner), words, dot, look)

    def link_at(self, point: QPoint, width: int, editing: bool) -> str:
        """Where the link at a point, seen from the face's upper left, leads to; empty where there is none."""
        body = self._lay(width, editing).body
        return body[1].link_at(QPointF(point.x(), point.y() - body[0])) if body is not None else ""

    def _lay(self, width: int, editing: bool) -> _Laid:
        known = self._laid.get((width, editing))
        if known is not None:
            return known
        lines: list[tuple[str, int, WrappedLines]] = []
        top = 0
        for voice, words, rtl, most in (
            ("heading", self.about, None, 1),
            ("quoted", self.quote, self._right, QUOTE_LINES),
            ("small", self.state, None, 0),
        ):
            if words:
                side = None if voice == "quoted" else self._right
                made = WrappedLines(words, style.font(voice), width, rtl, most, to_right=side)
                lines.append((voice, top, made))
                top += made.height + GAP
        body: tuple[int, NoteText] | None = None
        if self.body and not editing:
            body = top, NoteText(self.body, width)
            top += body[1].height + GAP
        chips = [] if editing else self._place_chips(width, top)
        bottom = chips[-1][1].bottom() + 1 if chips else max(top - GAP, 0)
        if len(self._laid) >= _WIDTHS_KEPT:
            self._laid.clear()
        laid = self._laid[(width, editing)] = _Laid(lines, body, chips, bottom)
        return laid

    def _place_chips(self, width: int, top: int) -> list[tuple[Tag, QRect]]:
        metrics = style.metrics("small") if self.tags else None
        at, row, placed = 0, top, []
        for tag in self.tags:
            assert metrics is not None
            room = _DOT_ROOM if tag[1] is not None else 0
            wide = min(metrics.horizontalAdvance(tag[0]) + 2 * _CHIP_PAD + room + 1, width)
            if at and at + wide > width:
                at, row = 0, row + _CHIP_HEIGHT + 4
            left = width - at - wide if self._right else at
            placed.append((tag, QRect(left, row, wide, _CHIP_HEIGHT)))
            at += wide + _CHIP_GAP
        return placed

    def _paint_chip(
        self, painter: QPainter, place: QRect, words: str, dot: QColor | None, look: Theme
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.panel))
        painter.drawRoundedRect(place, 5, 5)
        room = place.adjusted(_CHIP_PAD, 0, -_CHIP_PAD, 0)
        if dot is not None:
            painter.setBrush(dot)
            side = room.right() - 3 if self._right else room.left() + 3
            painter.drawEllipse(QPoint(side, place.center().y() + 1), 3, 3)
            room.adjust(*((0, 0, -_DOT_ROOM, 0) if self._right else (_DOT_ROOM, 0, 0, 0)))
        painter.setPen(style.ink(look, "small"))
        flag = Qt.TextFlag.TextForceRightToLeft if reads_rtl(words) else Qt.TextFlag.TextForceLeftToRight
        cut = style.metrics("small").elidedText(words, Qt.TextElideMode.ElideRight, room.width(), flag.value)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter.value | flag.value, cut)
