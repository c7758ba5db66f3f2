"""An article set as a QTextDocument, and the map between the two.

The document is made from the article's blocks and nothing else: plain text and our own formats, never HTML.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from reader.model import Article, Block, BlockKind, Span
from reader.model.utf16 import Utf16Map
from reader.ui.article.page import (
    FURTHER_LABEL,
    VOICES,
    Look,
    block_format,
    char_format,
    font,
    line_height,
    set_margins,
)

_CHUNK = 4_000
"""How much of one block Qt is given at once, in code points. It lays out a block as a whole, and paints it in a
time that grows with all of its lines: one block of 1,000,000 took 1.7 s to lay out and 70 ms a frame."""

# What Qt would take for a break or an object, and what is no character; each is one unit, as its stand-in is.
_BREAKS = re.compile("[\r\u2029\ufdd0\ufdd1]")
_NONE = re.compile("[\x00\ufffc\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?][\"'״”’)\]]* ")


class PositionMap:
    """The one map between offsets of `Article.text` (code points) and positions in its document (UTF-16 units).

    Qt counts an emoji as two, and a very long block is set in pieces, with a break that the text has not.
    """

    __slots__ = ("_breaks", "_places", "_units", "length")

    def __init__(self, text: str, breaks: Sequence[int] = ()) -> None:
        self.length = len(text)
        self._units = Utf16Map(text)
        self._breaks = list(breaks)  # the offsets before which a break was put in, ascending
        self._places = [self._units.to_units(at) + index for index, at in enumerate(self._breaks)]

    @property
    def breaks(self) -> Sequence[int]:
        """The document's positions of the breaks that the text has not, ascending."""
        return self._places

    def to_document(self, offset: int) -> int:
        """The document's position before the code point at `offset`."""
        return self._units.to_units(offset) + bisect_right(self._breaks, offset)

    def to_article(self, position: int) -> int:
        """The offset of the code point after a document's position; a break put in counts as what follows it."""
        return self._units.to_points(position - bisect_left(self._places, position))

    def span(self, start: int, end: int) -> Span:
        """The text between two document positions, in either order."""
        first, last = sorted((start, end))
        return Span(self.to_article(first), self.to_article(last))


def render(article: Article, look: Look) -> tuple[QTextDocument, PositionMap]:
    """Set `article` as a document; also the map between the two.

    A document has no undo and no HTML; every block has the article's own direction.
    """
    text, breaks = _in_pieces(article.text)
    positions = PositionMap(article.text, breaks)
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font(VOICES[BlockKind.PARAGRAPH], look))
    document.setDefaultTextOption(_option(article))
    # Left and Right keys go by sight, also inside Latin words: עם Barack Obama בטלפון.
    document.setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
    set_margins(document, look)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    _pour(cursor, _shown(text), look, right_to_left=article.right_to_left)
    _set_voices(cursor, article, positions, look)
    cursor.endEditBlock()
    return document, positions


def further_start(article: Article) -> int | None:
    """The offset where the further articles begin, with their label where the article has one."""
    return next((b.span.start for b in article.blocks if b.kind is BlockKind.FURTHER_READING), None)


def further_label(article: Article) -> Block | None:
    """The article's own line over the further articles (``לקריאה נוספת:``), which is no title itself."""
    first = next((block for block in article.blocks if block.kind is BlockKind.FURTHER_READING), None)
    titles = {link.span for link in article.links}
    return first if first is not None and titles and first.span not in titles else None


def block_at(article: Article, offset: int) -> Block | None:
    """The block that `offset` stands in or at the end of."""
    index = bisect_right(article.blocks, offset, key=lambda block: block.span.start) - 1
    if index < 0 or offset > article.blocks[index].span.end:
        return None
    return article.blocks[index]


def blocks_between(article: Article, sight: Span) -> Sequence[Block]:
    """The blocks that meet `sight`."""
    first = bisect_left(article.blocks, sight.start, key=lambda block: block.span.end)
    last = bisect_right(article.blocks, sight.end, key=lambda block: block.span.start)
    return article.blocks[first:last]


def _option(article: Article) -> QTextOption:
    option = QTextOption()
    rtl = article.right_to_left
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _shown(text: str) -> str:
    """The text with what Qt would misread replaced, one unit for one, so that every offset stays."""
    text = _BREAKS.sub(" ", text)
    return _NONE.sub("\ufffd", text)


def _pour(cursor: QTextCursor, text: str, look: Look, *, right_to_left: bool) -> None:
    """The whole text at once, all of it as paragraphs: every block takes the first one's format."""
    voice = VOICES[BlockKind.PARAGRAPH]
    letters = char_format(voice, look)
    cursor.setBlockFormat(block_format(voice, look, right_to_left=right_to_left))
    cursor.setBlockCharFormat(letters)
    # Said to the letters too: a style sheet on the window makes Qt put its own font in place of the document's.
    cursor.insertText(text, letters)


def _set_voices(cursor: QTextCursor, article: Article, positions: PositionMap, look: Look) -> None:
    """Give each run of blocks that are no paragraphs its own format: few, so quick."""
    rtl = article.right_to_left
    formats = {
        kind: (block_format(voice, look, right_to_left=rtl), char_format(voice, look))
        for kind, voice in VOICES.items()
    }
    for kind, run in groupby(article.blocks, key=lambda block: block.kind):
        if kind is BlockKind.PARAGRAPH:
            continue
        blocks = list(run)
        lines, letters = formats[kind]
        _select(cursor, positions, blocks[0].span.start, blocks[-1].span.end)
        cursor.setBlockFormat(lines)
        cursor.setCharFormat(letters)
        cursor.setBlockCharFormat(letters)
    own = further_label(article)
    first = further_start(article)
    if own is not None:
        _select(cursor, positions, own.span.start, own.span.end)
        letters = char_format(FURTHER_LABEL, look)
        cursor.setBlockFormat(block_format(FURTHER_LABEL, look, right_to_left=rtl))
        cursor.setCharFormat(letters)
        cursor.setBlockCharFormat(letters)
    elif first is not None:
        _select(cursor, positions, first, first)
        opening = cursor.blockFormat()
        label = look.px(FURTHER_LABEL.before + FURTHER_LABEL.after) + line_height(FURTHER_LABEL, look)
        opening.setTopMargin(label)
        cursor.setBlockFormat(opening)
    _close_gaps(cursor, positions)


def _select(cursor: QTextCursor, positions: PositionMap, start: int, end: int) -> None:
    cursor.setPosition(positions.to_document(start))
    cursor.setPosition(positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)


def _close_gaps(cursor: QTextCursor, positions: PositionMap) -> None:
    """No empty space between the pieces of one block."""
    for place in positions.breaks:
        cursor.setPosition(place)
        piece = cursor.blockFormat()
        piece.setBottomMargin(0)
        cursor.setBlockFormat(piece)


def _in_pieces(text: str) -> tuple[str, list[int]]:
    """`text` with breaks put into lines that are too long for Qt, and the offsets before which they stand."""
    breaks: list[int] = []
    pieces: list[str] = []
    done = 0
    for start, end in _long_lines(text):
        at = start
        while end - at > 2 * _CHUNK:
            at = _cut(text, at, at + _CHUNK)
            breaks.append(at)
            pieces.append(text[done:at])
            done = at
    pieces.append(text[done:])
    return "\n".join(pieces), breaks


def _long_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that need cutting. Found by leaps, since nearly no text has one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > 2 * _CHUNK:
            yield start, end
        start = end + 1


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut before `end`: after a sentence, else after a blank, else between two whole characters."""
    sentence = max((match.end() for match in _SENTENCE_END.finditer(text, end - _CHUNK // 4, end)), default=0)
    if sentence:
        return sentence
    blank = text.rfind(" ", start + 1, end)
    if blank > 0:
        return blank + 1
    while end > start + 1 and unicodedata.combining(text[end]):
        end -= 1
    return end
