"""What the mouse does on the page: choosing people, whole words and paragraphs, and saying who is under it."""

from __future__ import annotations

from html import escape
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QMimeData, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QClipboard, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from reader.hebrew.words import word_at
from reader.model import Mention, Span
from reader.model.corrections import CORRECTION_REASONS
from reader.ui.article.sight import Sight
from reader.ui.parts.i18n import is_rtl, tr, tr_finished
from reader.ui.state.session import Session


class Page(Protocol):
    """What the mouse needs of the view besides its sight."""

    def viewport(self) -> QWidget: ...
    def select(self, anchor: int, position: int) -> None: ...
    def selected_span(self) -> Span | None: ...
    def mention_at(self, point: QPointF) -> Mention | None: ...
    def createMimeDataFromSelection(self) -> QMimeData: ...


class Pointer(QObject):
    """The mouse's part of one article view; its methods are called from the view's events.

    Double and triple clicks, and what is dragged after them, are kept from Qt, which would cut ארה"ב in two at the
    first move of the hand.
    """

    note_clicked = Signal(str)
    notes_clicked = Signal(QPoint, list)  # under them (global), and their ids, the newest first
    selected = Signal()

    def __init__(self, view: Page, sight: Sight, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._sight = sight
        self._session = session
        self._from = QPoint()  # where the left button went down
        self._whole: Span | None = None  # the word or paragraph that a double or triple click took
        self._by_word = True
        self._since_double = QElapsedTimer()

    def pressed(self, event: QMouseEvent) -> bool:
        """The button went down; True where this was the third click, on a paragraph."""
        near = self._is_near(event.position().toPoint())
        self._whole = None
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._from = event.position().toPoint()
        waited = self._since_double.elapsed() if self._since_double.isValid() else -1
        self._since_double.invalidate()
        if not near or not 0 <= waited <= QApplication.doubleClickInterval():
            return False
        self._take(event, by_word=False)
        return True

    def double_clicked(self, event: QMouseEvent) -> None:
        """Take the whole word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
            self._since_double.start()
            self._take(event, by_word=True)

    def moved(self, event: QMouseEvent) -> bool:
        """The mouse moved; True where it drags whole words or paragraphs along."""
        if self._whole is None or not event.buttons() & Qt.MouseButton.LeftButton:
            if not event.buttons():
                self._hover(event.position())
            return False
        if not self._is_near(event.position().toPoint()):
            reached = self._unit_at(event.position())
            if reached.start < self._whole.start:
                self._view.select(self._whole.end, reached.start)
            else:
                self._view.select(self._whole.start, max(reached.end, self._whole.end))
        return True

    def released(self, event: QMouseEvent) -> None:
        """The button went up: a click on what is under it, or the end of a selection."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._view.selected_span() is not None:
            if self._whole is not None:
                self._offer()
            self.selected.emit()
        elif self._is_near(event.position().toPoint()):
            offset = self._sight.character_at(event.position())
            if offset is not None:
                extend = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self.point_out(offset, extend=extend)
        self._whole = None

    def asked(self, event: QHelpEvent) -> bool:
        """Say who is under the mouse, in what role, and why we think so."""
        point = QPointF(event.pos())
        mention = self._view.mention_at(point)
        if mention is None:
            QToolTip.hideText()
            event.ignore()
            return True
        area = QRectF()
        for rect in self._sight.rects_of(mention.name_span):
            if rect.contains(point):
                area = rect
        QToolTip.showText(
            event.globalPos(), self.describe(mention), self._view.viewport(), area.toAlignedRect()
        )
        return True

    def describe(self, mention: Mention) -> str:
        """The tooltip of a mention, as rich text."""
        entity = self._session.entity(mention.entity_id)
        if entity is None:
            return ""
        roles = self._session.reading.roles_of(entity.id) if self._session.reading else ()
        lines = [f"<b>{escape(entity.name)}</b>"]
        if roles:
            lines.append(escape(roles[0].text))
        if mention.why:
            # Late: it brings the engines along, and nobody points at a name before the first paint.
            from reader.entities.reasons import REASONS

            lines.append(escape(tr_finished(mention.why, (*REASONS, *CORRECTION_REASONS))))
        if not mention.sure:
            lines.append(f"<i>{escape(tr('Reader is not certain of this.'))}</i>")
        direction = "rtl" if is_rtl() else "ltr"
        return f'<div dir="{direction}">{"<br>".join(lines)}</div>'

    def named_at_caret(self, offset: int) -> Mention | None:
        """Whom the keyboard means: the mention at the caret, also right after it, else the one stepped to."""
        at_caret = self._session.mention_at(offset) or (
            self._session.mention_at(offset - 1) if offset else None
        )
        return at_caret or self._session.current

    def point_out(self, offset: int, *, extend: bool = False) -> None:
        """Choose the person named at `offset`, and say which note is there, or which several are."""
        mention = self._session.mention_at(offset)
        if mention is not None:
            self._session.choose_mention(mention, extend=extend)
        notes = self._session.noting.annotations_at(offset)
        if len(notes) == 1:
            self.note_clicked.emit(notes[0].id)
        elif notes:
            rects = self._sight.rects_of(Span(offset, offset + 1))
            under = rects[0].bottomLeft().toPoint() if rects else QPoint(0, 0)
            place = self._view.viewport().mapToGlobal(under)
            self.notes_clicked.emit(place, [note.id for note in notes])

    def _hover(self, point: QPointF) -> None:
        over = self._view.mention_at(point) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        viewport = self._view.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)

    def _take(self, event: QMouseEvent, *, by_word: bool) -> None:
        self._by_word = by_word
        self._whole = self._unit_at(event.position())
        self._view.select(self._whole.start, self._whole.end)

    def _unit_at(self, point: QPointF) -> Span:
        """The word or the paragraph at a point."""
        text = self._session.article.text if self._session.article else ""
        if self._by_word:
            exact = self._sight.character_at(point)
            return Span(*word_at(text, self._sight.boundary_at(point) if exact is None else exact))
        offset = self._sight.boundary_at(point)
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        return Span(start, end if end >= 0 else len(text))

    def _offer(self) -> None:
        """What is selected can be pasted with the middle button, where the system knows that."""
        clipboard = QApplication.clipboard()
        if clipboard.supportsSelection():
            clipboard.setMimeData(self._view.createMimeDataFromSelection(), QClipboard.Mode.Selection)

    def _is_near(self, point: QPoint) -> bool:
        return (point - self._from).manhattanLength() < QApplication.startDragDistance()
