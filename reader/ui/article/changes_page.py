"""The page that shows what changed between two versions: their words, what is the same left out where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.model import BlockKind
from reader.model.changes import Changes, Part, Passage, Piece, Voices
from reader.ui.parts import style
from reader.ui.parts.i18n import isolated, tr, trn
from reader.ui.parts.theme import INTERFACE_FONT, READING_FONT, Theme, theme

MOST_CHANGES, MOST_TEXT = 500, 60_000
"""So many changes, and so many UTF-16 units, are shown: nobody reads more, and Qt takes its time to lay them out."""

_SIZES = {
    BlockKind.HEADLINE: 24,
    BlockKind.SUBHEADLINE: 19,
    BlockKind.HEADING: 19,
    BlockKind.CAPTION: 14,
    BlockKind.BYLINE: 14,
}
_SIZE = 17
_LONG = 360  # code points of the same words in a row, inside a changed paragraph
_KEPT = 150  # of them at each end
_MOST_VOICES = 200  # of each kind
_SLICE = 0.02  # seconds
_LONGEST_PIECE = 3_000  # code points of one addition or removal


class ChangesPage(QTextEdit):
    """Read-only, and written a little at a time. `places` are where the changes stand in its document, in order."""

    grown = Signal()  # more of it is written

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changesPage")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("What changed"))
        self.places: list[tuple[int, int]] = []
        self.current = -1
        self._theme = theme("paper")
        self._shown: tuple[Changes, bool] | None = None
        self._voices: Voices | None = None
        self._rest: Iterator[None] | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._write_slice)

    @property
    def finished(self) -> bool:
        """Whether all that is to be shown is written."""
        return self._rest is None

    def set_theme(self, look: Theme) -> None:
        """Show the changes in this theme's colours."""
        self._theme = look
        self._write()

    def show_changes(self, changes: Changes, *, right_to_left: bool) -> None:
        """Show what changed, from its beginning."""
        self._shown, self._voices = (changes, right_to_left), None
        self.current = -1
        self._write()
        self.verticalScrollBar().setValue(0)

    def show_voices(self, voices: Voices) -> None:
        """Add who and what came and went, at the end; the place on the page stays."""
        self._voices = voices
        if self._rest is None and self._shown is not None:
            self._begin_writing(self._all_voices(voices))

    def clear_changes(self) -> None:
        """Show nothing."""
        self._shown = self._voices = None
        self._write()

    def step(self, by: int) -> None:
        """Go `by` changes on or back, around the end."""
        if not self.places:
            return
        first = 0 if by > 0 else -1
        self._go(first % len(self.places) if self.current < 0 else (self.current + by) % len(self.places))

    def _go(self, index: int) -> None:
        self.current = index
        start, end = self.places[index]
        cursor = QTextCursor(self.document())
        cursor.setPosition(end)
        self.setTextCursor(cursor)
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._mark()

    def _mark(self) -> None:
        """Make the change that one stands on stand out."""
        marks = []
        if 0 <= self.current < len(self.places):
            start, end = self.places[self.current]
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            shape = QTextCharFormat()
            shape.setBackground(QColor(self._theme.accent))
            shape.setForeground(QColor("#101010" if self._theme.dark else "#ffffff"))
            mark.format = shape
            marks.append(mark)
        self.setExtraSelections(marks)

    # -- writing the page ------------------------------------------------------------------------------------

    def _write(self) -> None:
        document = self.document()
        document.clear()
        document.setDocumentMargin(22)
        document.setUndoRedoEnabled(False)
        self.places = []
        self._mark()
        if self._shown is None:
            self._begin_writing(iter(()))
            return
        changes, right = self._shown
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        document.setDefaultTextOption(option)
        self._begin_writing(self._all(changes))

    def _begin_writing(self, pieces: Iterator[None]) -> None:
        self._rest = pieces
        self._slices.start()
        self._write_slice()

    def _write_slice(self) -> None:
        """Write for some milliseconds, then let the window be a window."""
        until = monotonic() + _SLICE
        for _ in self._rest or ():
            if monotonic() > until:
                break
        else:
            self._rest = None
            self._slices.stop()
            self._mark()
        self.grown.emit()

    def _all(self, changes: Changes) -> Iterator[None]:
        """Write everything; each step is one paragraph."""
        cursor = QTextCursor(self.document())
        if not any(passage.changed for passage in changes.passages):
            self._aside(cursor, tr("The words are the same."))
        for passage, skipped in _with_neighbours(changes.passages):
            if len(self.places) >= MOST_CHANGES or cursor.position() > MOST_TEXT:
                self._aside(cursor, tr("Only the first {n} changes are shown.", n=len(self.places)))
                break
            if passage is None:
                self._aside(cursor, trn("1 paragraph is the same", "{n} paragraphs are the same", skipped))
            else:
                self._begin_block(cursor)
                self._write_passage(cursor, passage)
            yield
        if self._voices is not None:
            yield from self._all_voices(self._voices)

    def _write_passage(self, cursor: QTextCursor, passage: Passage) -> None:
        plain = self._plain(passage.kind)
        before: Part | None = None
        for piece in passage.pieces:
            text = _cut(piece, changed=passage.changed)
            if (
                before is Part.REMOVED
                and piece.part is Part.ADDED
                and not cursor.block().text()[-1:].isspace()
            ):
                cursor.insertText(" ", plain)
            start = cursor.position()
            words, blank = text.rstrip(), text[len(text.rstrip()) :]
            cursor.insertText(words, self._shape(plain, piece.part))
            if piece.part is not Part.SAME:
                if before in (Part.ADDED, Part.REMOVED) and self.places:
                    self.places[-1] = (self.places[-1][0], cursor.position())
                else:
                    self.places.append((start, cursor.position()))
            cursor.insertText(blank, plain)
            before = piece.part

    def _all_voices(self, voices: Voices) -> Iterator[None]:
        lists = (
            (tr("People who came in"), voices.people_gained, Part.ADDED),
            (tr("People who are gone"), voices.people_lost, Part.REMOVED),
            (tr("Quotations that came in"), [_quoted(*each) for each in voices.quotes_gained], Part.ADDED),
            (tr("Quotations that are gone"), [_quoted(*each) for each in voices.quotes_lost], Part.REMOVED),
        )
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        plain = self._plain(BlockKind.PARAGRAPH)
        shape = self._interface_shape(13)
        shape.setFontWeight(QFont.Weight.DemiBold)
        for heading, lines, part in lists:
            if not lines:
                continue
            self._begin_block(cursor, above=22)
            cursor.insertText(f"{heading} · {len(lines)}", shape)
            for line in lines[:_MOST_VOICES]:
                self._begin_block(cursor, above=4)
                cursor.insertText(line, self._shape(plain, part))
                yield

    def _interface_shape(self, size: int) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFontFamilies([INTERFACE_FONT])
        shape.setProperty(QTextCharFormat.Property.FontPixelSize, size)
        shape.setForeground(QColor(self._theme.soft))
        return shape

    def _aside(self, cursor: QTextCursor, words: str) -> None:
        """A line of the page's own, between the article's."""
        self._begin_block(cursor)
        block = QTextBlockFormat(cursor.blockFormat())
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(block)
        shape = self._interface_shape(12)
        cursor.insertText(f"· · ·  {isolated(words)}  · · ·", shape)

    def _begin_block(self, cursor: QTextCursor, above: int = 12) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.position() == 0:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block, QTextCharFormat())

    def _plain(self, kind: BlockKind) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFontFamilies([READING_FONT])
        shape.setProperty(QTextCharFormat.Property.FontPixelSize, _SIZES.get(kind, _SIZE))
        shape.setFontWeight(QFont.Weight.Bold if kind is BlockKind.HEADLINE else QFont.Weight.Normal)
        shape.setForeground(QColor(self._theme.ink))
        return shape

    def _shape(self, plain: QTextCharFormat, part: Part) -> QTextCharFormat:
        """Added words on green and underlined, removed ones on red and struck out: not by colour alone."""
        shape = QTextCharFormat(plain)
        if part is Part.ADDED:
            shape.setBackground(QBrush(self._theme.note_fill("green")))
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            shape.setUnderlineColor(self._theme.note_edge("green"))
        elif part is Part.REMOVED:
            shape.setBackground(QBrush(self._theme.note_fill("pink")))
            shape.setForeground(style.tint(self._theme.ink, self._theme.paper, 0.75))
            shape.setFontStrikeOut(True)
        return shape


def _with_neighbours(passages: Sequence[Passage]) -> Iterator[tuple[Passage | None, int]]:
    """The changed passages, each with the one before and after it; (None, n) stands for n others in between."""
    changed = [index for index, passage in enumerate(passages) if passage.changed]
    shown = sorted({near for at in changed for near in (at - 1, at, at + 1) if 0 <= near < len(passages)})
    if shown and shown[0] > 0:
        yield None, shown[0]
    for at, following in pairwise([*shown, len(passages)]):
        yield passages[at], 0
        if following > at + 1:
            yield None, following - at - 1


def _cut(piece: Piece, *, changed: bool) -> str:
    """The piece's words, without the middle of what is the same for long."""
    text = piece.text
    if piece.part is not Part.SAME:
        return text if len(text) <= _LONGEST_PIECE else f"{_head(text, _LONGEST_PIECE)} …"
    if len(text) <= _LONG:
        return text
    head = _head(text, _KEPT)
    return f"{head} … {_tail(text, _KEPT)}" if changed else f"{head} …"


def _head(text: str, most: int) -> str:
    cut = text[:most]
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _tail(text: str, most: int) -> str:
    cut = text[-most:]
    return cut[cut.find(" ") + 1 :] if " " in cut.rstrip() else cut


def _quoted(words: str, speaker: str) -> str:
    said = isolated(f"“{words}”" if len(words) <= _LONG else f"“{_head(words, _LONG)} …”")
    return f"{said} – {isolated(speaker)}" if speaker else said
