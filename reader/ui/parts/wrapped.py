"""Words in several lines: wrapped, cut after so many lines, each paragraph in its own direction."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reader.model.utf16 import Utf16Map


def reads_rtl(text: str) -> bool:
    """The direction of the first strong character; right to left where there is none, as in ``12:30``."""
    for character in text:
        strength = unicodedata.bidirectional(character)
        if strength == "L":
            return False
        if strength in ("R", "AL"):
            return True
    return True


class WrappedLines:
    """`text` laid out at `width` pixels.

    Args:
        text: paragraphs parted by line ends.
        font: the font of all of it.
        width: the room in pixels.
        rtl: the direction of every paragraph; None lets each have its own.
        to_right: the side that the lines stand at; None puts each paragraph where its direction begins.
        most: how many lines at most, the last one cut with ``…``; 0 for all.
        leading: a line's height as a multiple of the font's size.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        rtl: bool | None,
        most: int = 0,
        leading: float = 1.45,
        to_right: bool | None = None,
    ) -> None:
        self._font, self._width, self._most, self._to_right = font, max(width, 1.0), most, to_right
        self._step = max(font.pixelSize() * leading, 1.0)
        self._lines: list[tuple[QTextLayout, QTextLine]] = []
        paragraphs = text.split("\n")
        for index, paragraph in enumerate(paragraphs):
            more = any(later.strip() for later in paragraphs[index + 1 :])
            right = reads_rtl(paragraph) if rtl is None else rtl
            if not self._add(paragraph, right, more):
                break

    @property
    def height(self) -> int:
        """The height of all lines in pixels."""
        return round(len(self._lines) * self._step)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def widest(self) -> float:
        """The width of the widest line in pixels."""
        return max((line.naturalTextWidth() for _, line in self._lines), default=0.0)

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Paint the lines in the painter's pen."""
        for index, (_, line) in enumerate(self._lines):
            lead = (self._step - line.height()) / 2
            line.draw(painter, QPointF(left, top + index * self._step + lead))

    def _add(self, paragraph: str, right: bool, more: bool) -> bool:
        """Lay out one paragraph; False where no line is left after it."""
        layout = self._layout(paragraph, right)
        points = Utf16Map(paragraph)
        layout.beginLayout()
        made: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, 0))
            made.append(line)
            if self._most and len(self._lines) + len(made) == self._most:
                break
        layout.endLayout()
        full = bool(self._most) and len(self._lines) + len(made) >= self._most
        if full and made:
            last = made[-1]
            ends = points.to_points(last.textStart() + last.textLength()) >= len(paragraph)
            if more or not ends:
                self._lines += [(layout, line) for line in made[:-1]]
                self._lines.append(self._cut(paragraph[points.to_points(last.textStart()) :], right, ends))
                return False
        self._lines += [(layout, line) for line in made]
        return not full

    def _cut(self, rest: str, right: bool, ends: bool) -> tuple[QTextLayout, QTextLine]:
        """The last line that there is room for, with its `…`."""
        metrics = QFontMetricsF(self._font)
        flags = Qt.TextFlag.TextForceRightToLeft if right else Qt.TextFlag.TextForceLeftToRight
        words = rest.rstrip() + " …" if ends else rest
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._width, flags.value)
        kept = shown.removesuffix("…")
        if kept != shown and not ends and rest[len(kept) : len(kept) + 1].strip() and " " in kept.strip():
            shown = kept.rpartition(" ")[0] + "…"  # half a word tells nothing: הממ… for הממשלה
        layout = self._layout(shown, right)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self._width)
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return layout, line

    def _layout(self, text: str, right: bool) -> QTextLayout:
        at_right = right if self._to_right is None else self._to_right
        option = QTextOption(Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._font)
        layout.setTextOption(option)
        return layout


class LinesLabel(QLabel):
    """A label that wraps and cuts as `WrappedLines` does; its font and colour are its voice's."""

    def __init__(
        self, voice: str, *, most: int = 0, leading: float = 1.45, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("voice", voice)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._most, self._leading = most, leading
        self._rtl: bool | None = None
        self._to_right: bool | None = None
        self._made: tuple[object, WrappedLines] | None = None

    def set_words(self, words: str, rtl: bool | None = None, *, to_right: bool | None = None) -> None:
        """Show `words` in this direction and at this side; for None see `WrappedLines`."""
        self._rtl, self._to_right = rtl, to_right
        self._made = None
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self._lines(width).height

    def sizeHint(self) -> QSize:
        lines = self._lines(self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 240)
        return QSize(min(240, round(lines.widest) + 2), lines.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._lines(max(self.width(), 24)).height if self.text() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._lines(self.width()).draw(painter, 0, 0)

    def _lines(self, width: int) -> WrappedLines:
        self.ensurePolished()
        face = self.font()
        key = (width, face.key())
        if self._made is None or self._made[0] != key:
            lines = WrappedLines(
                self.text(), face, width, self._rtl, self._most, self._leading, self._to_right
            )
            self._made = (key, lines)
        return self._made[1]
