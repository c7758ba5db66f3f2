"""Words in several lines, with some of them marked: a passage with a name in it, a snippet with its hits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from reader.model import Span
from reader.model.utf16 import Utf16Map


class MarkedLines:
    """`text`, one paragraph, laid out at `width` pixels, with the spans `hits` (code points of `text`) marked.

    Args:
        text: the words; the last line is cut with ``…`` where there are more than `most` lines of them.
        font: the font of all of it.
        width: the room in pixels.
        rtl: the direction, and the side at which the lines stand.
        most: how many lines at most; 0 for all.
        leading: a line's height as a multiple of the font's size.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        rtl: bool,
        hits: Sequence[Span] = (),
        most: int = 0,
        leading: float = 1.5,
    ) -> None:
        self._font, self._width, self._rtl, self._hits = font, max(width, 1.0), rtl, tuple(hits)
        self._step = max(font.pixelSize() * leading, 1.0)
        self._text = text
        self._layout, self._lines = self._laid(text)
        if most and len(self._lines) > most:
            self._cut(most)

    @property
    def height(self) -> int:
        """The height of all lines in pixels."""
        return round(len(self._lines) * self._step)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def free(self) -> float:
        """The room in pixels that the first line leaves."""
        return self._width - self._lines[0].naturalTextWidth() if self._lines else 0.0

    def draw(
        self, painter: QPainter, left: float, top: float, mark: QColor, ink: QColor | None = None
    ) -> None:
        """Paint the lines in the painter's pen; the hits stand on `mark`, in `ink` where one is given."""
        for index, line in enumerate(self._lines):
            lead = (self._step - line.height()) / 2
            line.setPosition(QPointF(0, index * self._step + lead))
        self._layout.draw(painter, QPointF(left, top), self._formats(mark, ink))

    def _formats(self, mark: QColor, ink: QColor | None) -> list[QTextLayout.FormatRange]:
        points = Utf16Map(self._text)
        made = []
        for hit in self._hits:
            if hit.start >= len(self._text):
                continue
            each = QTextLayout.FormatRange()
            each.start = points.to_units(hit.start)
            each.length = points.to_units(min(hit.end, len(self._text))) - each.start
            form = QTextCharFormat()
            form.setBackground(mark)
            if ink is not None:
                form.setForeground(ink)
            each.format = form
            made.append(each)
        return made

    def _cut(self, most: int) -> None:
        """Leave out what has no room, at a word's end."""
        last = self._lines[most - 1]
        end = Utf16Map(self._text).to_points(last.textStart() + last.textLength())
        kept = self._text[: max(1, end - 2)].rstrip()
        kept = kept.rpartition(" ")[0] or kept
        self._hits = tuple(hit for hit in self._hits if hit.end <= len(kept))
        self._text = kept + "…"
        self._layout, self._lines = self._laid(self._text)

    def _laid(self, text: str) -> tuple[QTextLayout, list[QTextLine]]:
        option = QTextOption(Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft)
        direction = Qt.LayoutDirection.RightToLeft if self._rtl else Qt.LayoutDirection.LeftToRight
        option.setTextDirection(direction)
        option.setAlignment(
            (Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._font)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            lines.append(line)
        layout.endLayout()
        return layout, lines
