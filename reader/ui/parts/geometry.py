"""Where the words of a document lie on the page, and which word lies at a point.

Positions here are the document's own (UTF-16 units), points and rectangles those of the whole page, from its top.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import inf

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument, QTextLine

_TOUCHING = 0.75
"""Runs that are no further apart than this, in px, are one to the eye."""
_KEPT = 4_000
"""How many stretches' rectangles are remembered; a page shows some hundred."""
_AHEAD = 5_000
"""How much is laid out at once where more is needed, in the document's units."""


class Geometry:
    """One document's lines. Ask only after it has got its width."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._layout = document.documentLayout()
        self._known: dict[tuple[int, int], tuple[QRectF, ...]] = {}

    def forget(self) -> None:
        """The lines have moved: the width or a format is another one."""
        self._known.clear()

    def rects(self, start: int, end: int) -> tuple[QRectF, ...]:
        """One rectangle for each visual run of ``[start, end)``, line by line, from left to right.

        A stretch across a change of direction is seen as several: ``עם Barack `` inside Hebrew is two. Only
        what has been laid out is answered for.
        """
        found = self._known.get((start, end))
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = tuple(rect for runs in self._lines(start, end) for rect in runs)
            if found:  # what is not laid out yet will be
                self._known[start, end] = found
        return found

    def line_top(self, position: int) -> float:
        """The y of the line that holds `position`; lays the document out so far."""
        block = self._document.findBlock(position)
        self._layout.blockBoundingRect(block)  # Qt lays out lazily, and this is what makes it do so
        line = block.layout().lineForTextPosition(position - block.position())
        return block.layout().position().y() + (line.y() if line.isValid() else 0.0)

    def block_top(self, position: int) -> float:
        """The y where the lines of the block of `position` begin, below its margin."""
        return self._document.findBlock(position).layout().position().y()

    def is_laid_out(self, position: int) -> bool:
        """Whether Qt has already found the line of `position`."""
        return self._document.findBlock(position).layout().lineCount() > 0

    def first_line(self, y: float) -> int:
        """The position where the first line begins of which more than half lies below `y`."""
        block, index = self._line_at(y)
        layout = block.layout()
        if index < 0:
            return block.position()
        line = layout.lineAt(index)
        if layout.position().y() + line.y() + line.height() / 2 > y:
            return block.position() + line.textStart()
        if index + 1 < layout.lineCount():
            return block.position() + layout.lineAt(index + 1).textStart()
        return block.next().position() if block.next().isValid() else block.position() + line.textStart()

    def between(self, top: float, bottom: float) -> tuple[int, int]:
        """The positions from the start of the line at `top` to the end of the line at `bottom`."""
        first, above = self._line_at(top)
        start = first.position() + (first.layout().lineAt(above).textStart() if above >= 0 else 0)
        last, below = self._line_at(bottom)
        if below < 0:
            return start, max(start, last.position())
        line = last.layout().lineAt(below)
        return start, max(start, last.position() + line.textStart() + line.textLength())

    def boundary_at(self, point: QPointF) -> int:
        """The position nearest to `point`."""
        block, index = self._line_at(point.y())
        if index < 0:
            return block.position()
        line = block.layout().lineAt(index)
        x = point.x() - block.layout().position().x() + _astray(block, line)
        return block.position() + line.xToCursor(x)

    def astray(self, point: QPointF) -> float:
        """How far to the right of `point` Qt must be told that it is, in px, to find what is seen there."""
        block, index = self._line_at(point.y())
        return _astray(block, block.layout().lineAt(index)) if index >= 0 else 0.0

    def character_at(self, point: QPointF) -> int | None:
        """The position of the character that lies at `point`; None beside the text."""
        block, index = self._line_at(point.y())
        if index < 0:
            return None
        line = block.layout().lineAt(index)
        x = point.x() - block.layout().position().x() + _astray(block, line)
        on = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        near = line.xToCursor(x)  # at a change of direction the two may stand far from one another
        for inside in (on, near, near - 1):
            position = block.position() + max(0, inside)
            if any(rect.contains(point) for rect in self.rects(position, position + 1)):
                return position
        return None

    def _line_at(self, y: float) -> tuple[QTextBlock, int]:
        """The block and the number of its line at `y`, or over it; -1 for a block without lines.

        Qt's own hitTest walks through all blocks where `y` falls between two, and answers with the document's end
        while that is not laid out.
        """
        self._lay_out_to(y)
        number = bisect_right(range(self._document.blockCount()), y, key=self._top_of) - 1
        block = self._document.findBlockByNumber(max(0, number))
        layout = block.layout()
        inside = y - layout.position().y()
        line = bisect_right(range(layout.lineCount()), inside, key=lambda index: layout.lineAt(index).y()) - 1
        return block, max(0, line) if layout.lineCount() else -1

    def _top_of(self, number: int) -> float:
        layout = self._document.findBlockByNumber(number).layout()
        return layout.position().y() if layout.lineCount() else inf

    def _lay_out_to(self, y: float) -> None:
        """Have Qt lay out what it has put off, as far as `y`."""
        if self.is_laid_out(self._document.characterCount() - 1):
            return
        known = bisect_right(range(self._document.blockCount()), False, key=lambda n: self._top_of(n) == inf)
        block = self._document.findBlockByNumber(known)
        while block.isValid() and (not known or self._top_of(block.blockNumber() - 1) < y):
            known = min(block.position() + _AHEAD, self._document.characterCount() - 1)
            reached = self._document.findBlock(known)
            self._layout.blockBoundingRect(reached)
            block = reached.next()

    def _lines(self, start: int, end: int) -> Iterator[list[QRectF]]:
        block = self._document.findBlock(start)
        while block.isValid() and block.position() < end:
            layout = block.layout()
            if layout.lineCount():
                first = max(0, start - block.position())
                last = min(block.length() - 1, end - block.position())
                yield from _runs_of(block, first, last)
            block = block.next()


def _astray(block: QTextBlock, line: QTextLine) -> float:
    """By how much Qt's xToCursor misses in this line.

    The blank at which a line is wrapped hangs over its end. Right to left, Qt paints the line without it but looks
    up x with it (6.9 to 6.11), so that every click in such a line is a third of a letter off.
    """
    if (
        block.textDirection() != Qt.LayoutDirection.RightToLeft
        or line.lineNumber() + 1 == block.layout().lineCount()
    ):
        return 0.0
    words = block.text()[line.textStart() : line.textStart() + line.textLength()]
    hanging = words[len(words.rstrip()) :]
    return QFontMetricsF(block.charFormat().font()).horizontalAdvance(hanging) if hanging else 0.0


def _runs_of(block: QTextBlock, first: int, last: int) -> Iterator[list[QRectF]]:
    """The runs of one block's ``[first, last)``, a list a line. A letter is taken with its niqqud: שָׁ is one."""
    layout = block.layout()
    if not layout.isValidCursorPosition(first):
        first = layout.previousCursorPosition(first)
    if not layout.isValidCursorPosition(last):
        last = layout.nextCursorPosition(last)
    origin = layout.position()
    at = layout.lineForTextPosition(first).lineNumber() if first < last else layout.lineCount()
    while at < layout.lineCount():
        line = layout.lineAt(at)
        if line.textStart() >= last:
            return
        begin = max(first, line.textStart())
        length = min(last, line.textStart() + line.textLength()) - begin
        if length > 0:
            yield merge(run.boundingRect().translated(origin) for run in line.glyphRuns(begin, length))
        at += 1


def merge(rects: Iterable[QRectF]) -> list[QRectF]:
    """Rectangles of one line, those that touch made one."""
    merged: list[QRectF] = []
    for rect in sorted(rects, key=QRectF.left):
        if merged and rect.left() - merged[-1].right() <= _TOUCHING:
            merged[-1] = merged[-1].united(rect)
        elif rect.width() > 0:
            merged.append(rect)
    return merged
