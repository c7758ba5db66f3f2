"""How far down the page each word stands, for the strip: asked for every mention at once, so without asking Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtGui import QTextDocument

_BOOK = 60_000
"""From this height on, in px, a line is less than a pixel of the strip, and blocks are measured, not lines."""


class Ruler:
    """The heights of a document whose lines are all known; good until one of them moves.

    Positions are the document's, y is from the top of the page, both ascending together.
    """

    def __init__(self, document: QTextDocument) -> None:
        self.height = document.size().height()
        self._by_line = self.height < _BOOK
        self._starts: list[int] = []
        self._ys: list[float] = []  # a line's middle, or a block's top
        block = document.begin()
        while block.isValid():
            layout, start = block.layout(), block.position()
            top = layout.position().y()
            if self._by_line:
                for line in map(layout.lineAt, range(layout.lineCount())):
                    self._starts.append(start + line.textStart())
                    self._ys.append(top + line.y() + line.height() / 2)
            else:
                self._starts.append(start)
                self._ys.append(top)
            block = block.next()
        self._end = document.characterCount()

    def y_of(self, position: int) -> float:
        """The middle of the line of `position`; in a book, its share of the way down its block."""
        index = max(0, bisect_right(self._starts, position) - 1)
        if self._by_line:
            return self._ys[index]
        start, end, top, bottom = self._piece(index)
        return top + (bottom - top) * (position - start) / max(1, end - start)

    def position_below(self, y: float) -> int:
        """The first position that stands at `y` or lower; the document's end where none does."""
        if self._by_line:
            index = bisect_left(self._ys, y)
            return self._starts[index] if index < len(self._starts) else self._end
        start, end, top, bottom = self._piece(max(0, bisect_right(self._ys, y) - 1))
        share = (y - top) / max(1.0, bottom - top)
        return min(self._end, start + max(0, round(share * (end - start) + 0.5)))

    def _piece(self, index: int) -> tuple[int, int, float, float]:
        """Start, end, top and bottom of one block."""
        last = index + 1 == len(self._starts)
        end = self._end if last else self._starts[index + 1]
        bottom = self.height if last else self._ys[index + 1]
        return self._starts[index], end, self._ys[index], bottom
