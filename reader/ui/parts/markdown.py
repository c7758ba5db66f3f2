"""A note's Markdown as it is shown: formatted words, no HTML, no pictures, nothing fetched from anywhere.

What stands in a note may come from elsewhere, with an import: it may say how it looks, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableFormat,
)

from reader.hebrew.bidi import without_marks
from reader.model import Annotation
from reader.ui.parts import style
from reader.ui.parts.theme import Theme
from reader.ui.parts.wrapped import WrappedLines, reads_rtl

MOST_SHOWN = 8_000
"""So many code points of a note are shown on its card; the editor has all of it."""
MOST_LISTED = 1_000
"""So many code points of a note are looked at for one line of a list."""
NOTE_SCHEME = "note:"
"""What a link to another note begins with: ``[what he said in 2012](note:0b6f…)``."""

_MARKUP = re.compile(
    r"[\\*_`\[\]<>|~&]|^ {0,3}(#{1,6} |[-+] |\d{1,9}[.)] |={2,}|-{2,})|^(    |\t)|https?:|ftp:|www\.|\S@\S",
    re.MULTILINE,
)
"""Where none of this is, Markdown changes nothing, and plain lines are laid out at a tenth of the cost."""
_TARGETS = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"^[ \t]*(#{1,6} |>+ ?|[-+*] |\d{1,9}[.)] |```.*|~~~.*)|\*\*|__|[*_`~\\]", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_FEATURES = QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectGitHub
_HEADINGS = {1: 17, 2: 16, 3: 15}
_QUOTED = 12  # pixels at both sides of what is quoted


class NoteText:
    """One note's body at one width; `width` in pixels."""

    def __init__(self, body: str, width: int) -> None:
        shown = body if len(body) <= MOST_SHOWN else body[:MOST_SHOWN].rstrip() + " …"
        self._lines: WrappedLines | None = None
        self._document: QTextDocument | None = None
        self._look: Theme | None = None
        if _MARKUP.search(shown):
            self._document = document_of(shown)
            self._document.setTextWidth(width)
        else:
            self._lines = WrappedLines(shown, style.font("plain"), width, None)

    @property
    def height(self) -> int:
        """The height of all of it in pixels."""
        if self._lines is not None:
            return self._lines.height
        assert self._document is not None
        return round(self._document.size().height())

    def draw(self, painter: QPainter, left: int, top: int, look: Theme) -> None:
        """Paint it with its upper left there."""
        if self._lines is not None:
            painter.setPen(style.ink(look, "plain"))
            self._lines.draw(painter, left, top)
            return
        assert self._document is not None
        if look is not self._look:
            self._look = look
            _colour_links(self._document, QColor(look.accent))
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(look.palette())
        palette.setColor(QPalette.ColorRole.Text, QColor(look.ink))
        context.palette = palette
        context.clip = QRectF(QPointF(0, 0), QSizeF(self._document.size()))
        painter.save()
        painter.translate(left, top)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def link_at(self, point: QPointF) -> str:
        """Where the link at a point leads to; empty where there is none."""
        return self._document.documentLayout().anchorAt(point) if self._document is not None else ""


def document_of(body: str) -> QTextDocument:
    """The formatted words of a note; every paragraph has the direction of its own first word."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(style.font("plain"))
    document.setIndentWidth(18)
    document.setMarkdown(_with_line_ends(body), _FEATURES)
    _take_out_pictures(document)
    for block in _blocks(document):
        _dress(block)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _turn(frame)
    return document


def plain(body: str) -> str:
    """The words of a note without their marks, for lists and for a screen reader."""
    shown = body[:MOST_SHOWN]
    return document_of(shown).toPlainText() if _MARKUP.search(shown) else shown


def bare(body: str) -> str:
    """The words of a note without their marks, found quickly and roughly: for lists of many notes."""
    shown = body[:MOST_LISTED]
    return _MARKS.sub("", _TARGETS.sub(r"\1", shown)) if _MARKUP.search(shown) else shown


def links_of(body: str) -> list[tuple[str, str]]:
    """The links in a note: their words, and where they lead to."""
    shown = body[:MOST_SHOWN]
    if not _MARKUP.search(shown):
        return []
    found = []
    for block in _blocks(document_of(shown)):
        for words, look in _fragments(block):
            if look.isAnchor() and look.anchorHref():
                found.append((words, look.anchorHref()))
    return found


def link_to(note: Annotation) -> str:
    """A link to a note, to be pasted into another one: its quote, or its first words, and its id."""
    words = " ".join((note.quote or plain(note.body)).split()) or (note.entity_id or "…")
    cut = words if len(words) <= 60 else words[:60].rpartition(" ")[0] + "…"
    escaped = re.sub(r"([\\\[\]*_`<>])", r"\\\1", without_marks(cut))
    return f"[{escaped}]({NOTE_SCHEME}{note.id})"


def _with_line_ends(body: str) -> str:
    """`body` with its line ends kept: Markdown would run the lines of a paragraph into one."""
    lines = body.split("\n")
    fenced = False
    for at, line in enumerate(lines[:-1]):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and line.strip() and lines[at + 1].strip():
            lines[at] = line.rstrip() + "  "
    return "\n".join(lines)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    for each in block:  # type: ignore[attr-defined]  # the stubs lack it
        fragment = each.fragment()
        if fragment.isValid():
            yield fragment.text(), fragment.charFormat()


def _take_out_pictures(document: QTextDocument) -> None:
    """Put a picture's words, as a link to it, in its place: nothing is fetched because a note is looked at."""
    places = []
    for block in _blocks(document):
        for each in block:  # type: ignore[attr-defined]  # the stubs lack it
            fragment = each.fragment()
            if fragment.charFormat().isImageFormat():
                image = fragment.charFormat().toImageFormat()
                words = image.property(QTextFormat.Property.ImageAltText) or image.name()
                places.append((fragment.position(), fragment.length(), str(words), image.name()))
    for at, length, words, address in reversed(places):
        cursor = QTextCursor(document)
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setAnchor(True)
        look.setAnchorHref(address)
        look.setFontUnderline(True)
        cursor.insertText(words, look)


def _dress(block: QTextBlock) -> None:
    """A paragraph's direction and distances; `12:30` and an empty line are Hebrew in a Hebrew note."""
    look = QTextBlockFormat(block.blockFormat())
    code = look.hasProperty(QTextFormat.Property.BlockCodeFence.value) or look.nonBreakableLines()
    rtl = not code and reads_rtl(block.text())
    look.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    look.setAlignment(Qt.AlignmentFlag.AlignLeading)
    look.setNonBreakableLines(False)
    look.setTopMargin(0)
    look.setBottomMargin(0)
    if look.headingLevel() and block.previous().isValid():
        look.setTopMargin(5)
    if look.leftMargin() > _QUOTED:
        look.setLeftMargin(_QUOTED)
        look.setRightMargin(_QUOTED)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(look)
    level = look.headingLevel()
    if level:
        voice = QTextCharFormat()
        voice.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
        voice.setProperty(QTextFormat.Property.FontPixelSize.value, _HEADINGS.get(level, 14))
        voice.setFontWeight(600)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(voice)


def _turn(table: QTextTable) -> None:
    """A Hebrew table begins at the right."""
    look = QTextTableFormat(table.format().toTableFormat())
    first = table.cellAt(0, 0).firstCursorPosition().block().text()
    look.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if reads_rtl(first) else Qt.LayoutDirection.LeftToRight
    )
    look.setCellPadding(3)
    look.setAlignment(Qt.AlignmentFlag.AlignRight if reads_rtl(first) else Qt.AlignmentFlag.AlignLeft)
    table.setFormat(look)


def _colour_links(document: QTextDocument, colour: QColor) -> None:
    look = QTextCharFormat()
    look.setForeground(colour)
    look.setFontUnderline(True)
    spans = []
    for block in _blocks(document):
        for each in block:  # type: ignore[attr-defined]  # the stubs lack it
            fragment = each.fragment()
            if fragment.charFormat().isAnchor():
                spans.append((fragment.position(), fragment.position() + fragment.length()))
    for start, end in spans:
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
