"""How the page looks: the voice of each kind of block, in fonts, sizes, colours and spacing.

All sizes are given for the usual text of 20 px, as the design has them, and grow with the reader's own size.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QTextBlockFormat, QTextCharFormat, QTextDocument

from reader.model import BlockKind
from reader.ui.parts.theme import INTERFACE_FONT, READING_FONT, Theme

DESIGN_SIZE = 20
TOP, BOTTOM, SIDE = 26, 110, 28
"""Empty paper above and below the article and beside it, in px; the first two grow with the text."""
AIR = 60
"""What is left empty beside the column, in px, before a page that is not wide enough takes from it."""

_BAR, _BAR_GAP = 3, 10


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader set: colours, text size in px, line height as a factor of it, page width in em."""

    theme: Theme
    text_size: int = DESIGN_SIZE
    line_height: float = 1.72
    page_width: int = 38

    def px(self, size: float) -> float:
        """`size` px of the design, at the reader's text size."""
        return size * self.text_size / DESIGN_SIZE

    @property
    def column(self) -> int:
        """The width of the text in px, without the paper beside it."""
        return self.page_width * self.text_size


@dataclass(frozen=True, slots=True)
class Voice:
    """How one kind of block speaks: sizes in px of the design, `line` as a factor of `size`.

    `line` 0 means the reader's own line height; `colour` is a name of `Theme`; `inset` is the distance from
    the page's edge on the side where reading starts, and `barred` says whether a thin bar stands there.
    """

    family: str
    size: float
    weight: int
    line: float
    colour: str
    before: float
    after: float
    inset: float = 0
    barred: bool = False


VOICES = {
    BlockKind.HEADLINE: Voice(READING_FONT, 38, 700, 1.2, "ink", 10, 10),
    BlockKind.SUBHEADLINE: Voice(READING_FONT, 21, 400, 1.5, "second", 0, 12),
    BlockKind.BYLINE: Voice(INTERFACE_FONT, 13, 400, 1.5, "soft", 0, 16),
    BlockKind.CAPTION: Voice(INTERFACE_FONT, 13.5, 400, 1.5, "soft", 4, 16, _BAR + _BAR_GAP, True),
    BlockKind.PARAGRAPH: Voice(READING_FONT, 20, 400, 0, "ink", 0, 14),
    BlockKind.HEADING: Voice(READING_FONT, 23, 700, 1.35, "ink", 20, 8),
    BlockKind.QUOTATION: Voice(READING_FONT, 21, 500, 1.55, "second", 12, 24, 26, True),
    BlockKind.FURTHER_READING: Voice(READING_FONT, 16.5, 500, 1.35, "ink", 0, 8),
}
FURTHER_LABEL = Voice(INTERFACE_FONT, 12, 600, 1.5, "soft", 40, 10)
"""The small line over the further articles: the article's own, or one that is painted where it has none."""


def font(voice: Voice, look: Look) -> QFont:
    """The font of a voice; both families are variable, so the weight is a real one."""
    made = QFont(voice.family)
    made.setPixelSize(max(1, round(look.px(voice.size))))
    made.setWeight(QFont.Weight(voice.weight))
    # The shapes as they were drawn, at any size: hinting makes the thin strokes of a reading face uneven.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def line_height(voice: Voice, look: Look) -> float:
    """The distance from one line to the next, in px."""
    return look.px(voice.size) * (voice.line or look.line_height)


def char_format(voice: Voice, look: Look) -> QTextCharFormat:
    """The letters of a voice."""
    made = QTextCharFormat()
    made.setFont(font(voice, look))
    made.setForeground(QBrush(QColor(getattr(look.theme, voice.colour))))
    return made


def block_format(voice: Voice, look: Look, *, right_to_left: bool) -> QTextBlockFormat:
    """The lines of a voice. The direction is the article's, never guessed: ``CNN דיווחה`` stays right to left."""
    made = QTextBlockFormat()
    direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    made.setLayoutDirection(direction)
    made.setLineHeight(line_height(voice, look), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTopMargin(look.px(voice.before))
    made.setBottomMargin(look.px(voice.after))
    if right_to_left:
        made.setRightMargin(look.px(voice.inset))
    else:
        made.setLeftMargin(look.px(voice.inset))
    return made


def set_margins(document: QTextDocument, look: Look) -> None:
    """The paper round the article."""
    document.setDocumentMargin(0)
    frame = document.rootFrame().frameFormat()
    frame.setTopMargin(look.px(TOP))
    frame.setBottomMargin(look.px(BOTTOM))
    frame.setLeftMargin(SIDE)
    frame.setRightMargin(SIDE)
    document.rootFrame().setFrameFormat(frame)


def paint_bar(painter: QPainter, lines: QRectF, page: float, look: Look, *, right_to_left: bool) -> None:
    """The thin bar beside a caption or a quotation, on the side where reading starts.

    `lines` is where its lines stand, `page` the page's whole width.
    """
    left = page - SIDE - _BAR if right_to_left else SIDE
    painter.fillRect(QRectF(left, round(lines.top()), _BAR, round(lines.height())), QColor(look.theme.line))


def paint_label(
    painter: QPainter, words: str, top: float, page: float, look: Look, *, right_to_left: bool
) -> None:
    """The rule over the further articles, and the small line: `words`, empty where the article has its own.

    `top` is where the article's first line of them begins.
    """
    height = line_height(FURTHER_LABEL, look)
    y = top - look.px(FURTHER_LABEL.after) - height if words else top
    painter.fillRect(QRectF(SIDE, round(y - look.px(12)), page - 2 * SIDE, 1), QColor(look.theme.line))
    if not words:
        return
    painter.setFont(font(FURTHER_LABEL, look))
    painter.setPen(QColor(getattr(look.theme, FURTHER_LABEL.colour)))
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    where = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(SIDE, y, page - 2 * SIDE, height), where, words)
