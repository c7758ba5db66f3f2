"""One note's card: the quoted words, what was written about them, its tags; and its editor when it is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.model import Annotation, State
from reader.ui import style
from reader.ui.i18n import language, tr
from reader.ui.note_editor import NoteEditor
from reader.ui.note_saving import Draft
from reader.ui.theme import Theme
from reader.ui.wrapped import LinesLabel, reads_rtl

QUOTE_LINES = 3
_EDGE, _RADIUS = 4, 10
_CHIP_PAD, _CHIP_HEIGHT, _CHIP_GAP = 7, 20, 5


class Chips(QWidget):
    """Tags in a row, as many rows as they need."""

    def __init__(self, look: Theme, right: bool) -> None:
        super().__init__()
        self._look, self._right = look, right
        self._tags: tuple[tuple[str, QColor | None], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tags(self, tags: Iterable[tuple[str, QColor | None]]) -> None:
        """Show these tags; one with a colour is a person and has that dot."""
        self._tags = tuple(tags)
        self.setVisible(bool(self._tags))
        self.setAccessibleName(", ".join(tag for tag, _ in self._tags))
        self.updateGeometry()
        self.update()

    def set_theme(self, look: Theme) -> None:
        """Show the tags in this theme's colours."""
        self._look = look
        self.update()

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 100)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(max(self.width(), 40)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face, metrics = style.font("small"), style.metrics("small")
        painter.setFont(face)
        for (tag, dot), place in zip(self._tags, self._places(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._look.panel))
            painter.drawRoundedRect(place, 5, 5)
            room = place.adjusted(_CHIP_PAD, 0, -_CHIP_PAD, 0)
            if dot is not None:
                side = room.right() - 3 if self._right else room.left() + 3
                painter.setBrush(dot)
                painter.drawEllipse(QPoint(side, place.center().y() + 1), 3, 3)
                room.adjust(*((0, 0, -11, 0) if self._right else (11, 0, 0, 0)))
            painter.setPen(style.ink(self._look, "small"))
            right = reads_rtl(tag)
            flag = Qt.TextFlag.TextForceRightToLeft if right else Qt.TextFlag.TextForceLeftToRight
            words = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, room.width(), flag.value)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter.value | flag.value, words)

    def _places(self, width: int) -> list[QRect]:
        metrics = style.metrics("small")
        x = y = 0
        places = []
        for tag, dot in self._tags:
            wide = metrics.horizontalAdvance(tag) + 2 * _CHIP_PAD + (11 if dot is not None else 0) + 1
            wide = min(wide, width)
            if x and x + wide > width:
                x, y = 0, y + _CHIP_HEIGHT + 4
            left = width - x - wide if self._right else x
            places.append(QRect(left, y, wide, _CHIP_HEIGHT))
            x += wide + _CHIP_GAP
        return places


class NoteCard(QFrame):
    """Shows a note and holds its editor; what a click or a key means is the panel's to do."""

    clicked = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    step_wanted = Signal(int)
    menu_wanted = Signal(QPoint)  # global

    def __init__(self, note: Annotation, look: Theme, right: bool) -> None:
        super().__init__()
        self.note = note
        self.editor: NoteEditor | None = None
        self._look, self._right, self._active = look, right, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.quote = LinesLabel("quoted", most=QUOTE_LINES)
        self.state = LinesLabel("small")
        self.body = LinesLabel("plain")
        self.chips = Chips(look, right)
        self.buttons = self._make_buttons()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, 10, 13, 11)
        self._column.setSpacing(6)
        for part in (self.quote, self.state, self.body, self.chips, self.buttons):
            self._column.addWidget(part)

    def show_note(self, note: Annotation, person: tuple[str, QColor] | None = None) -> None:
        """Show this state of the note; `person` is whom it belongs to and their colour.

        What is being typed in the editor stays, unless it is just what was saved before.
        """
        untouched = self.editor is not None and self.editor.draft() == Draft.of(self.note)
        self.note = note
        if self.editor is not None and untouched and self.editor.draft() != Draft.of(note):
            self.editor.set_draft(Draft.of(note))
        self.quote.set_words(" ".join(note.selector.exact.split()), self._right)
        self.state.set_words(_state_words(note), to_right=self._right)
        self.body.set_words(note.body)
        tags: list[tuple[str, QColor | None]] = [person] if person else []
        self.chips.set_tags([*tags, *((tag, None) for tag in note.tags)])
        parts = (self.quote.text(), self.state.text(), note.body, ", ".join(note.tags))
        self.setAccessibleName(". ".join(part for part in parts if part))
        self._arrange()

    def set_theme(self, look: Theme) -> None:
        """Show the note in this theme's colours."""
        self._look = look
        self.chips.set_theme(look)
        if self.editor is not None:
            self.editor.set_theme(look)
        self.update()

    def set_active(self, active: bool) -> None:
        """Mark the card as the one that is looked at."""
        if active != self._active:
            self._active = active
            self._arrange()

    @property
    def is_active(self) -> bool:
        """Whether it is the one that is looked at."""
        return self._active

    @property
    def dirty(self) -> bool:
        """Whether something is typed in it that is not saved."""
        return self.editor is not None and self.editor.draft() != Draft.of(self.note)

    def open_editor(self, draft: Draft, known_tags: Iterable[str]) -> NoteEditor:
        """Open the editor on `draft`, in the place of what it changes."""
        self.editor = NoteEditor(draft, self._look, known_tags)
        self._column.insertWidget(self._column.indexOf(self.buttons), self.editor)
        self.editor.show()
        self._arrange()
        return self.editor

    def close_editor(self) -> None:
        """Take the editor away, with whatever stands in it; its focus goes to the card."""
        editor, self.editor = self.editor, None  # first: hiding it moves the focus, which is listened to
        if editor is None:
            return
        held = QApplication.focusWidget()
        if held is not None and editor.isAncestorOf(held):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._arrange()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops in the card, in its order."""
        inside = self.editor.stops() if self.editor is not None else [self.edit_button, self.delete_button]
        return [self, *inside]

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(path, QColor(look.card))
        painter.save()
        painter.setClipPath(path)
        colour = self.editor.draft().colour if self.editor else self.note.colour
        left = self.width() - _EDGE if self._right else 0
        painter.fillRect(QRectF(left, 0, _EDGE, self.height()), look.note_edge(colour))
        painter.restore()
        edge = QColor(look.accent) if self.hasFocus() else QColor(look.soft if self._active else look.line)
        painter.setPen(QPen(edge, 1.5 if self.hasFocus() else 1))
        painter.drawPath(path)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self.clicked.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _make_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.edit_button, self.delete_button = QPushButton(), QPushButton(tr("Delete"))
        for button, wanted in (
            (self.edit_button, self.edit_wanted),
            (self.delete_button, self.delete_wanted),
        ):
            button.setProperty("look", "step")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.insertStretch(2 if self._right == self.isRightToLeft() else 0, 1)
        return holder

    def _arrange(self) -> None:
        editing = self.editor is not None
        self.state.setVisible(bool(self.state.text()))
        self.body.setVisible(bool(self.note.body) and not editing)
        self.chips.setVisible(bool(self.chips.accessibleName()) and not editing)
        self.buttons.setVisible(self._active and not editing)
        self.edit_button.setText(tr("Edit") if self.note.body else tr("Write a note"))
        self.update()


def _state_words(note: Annotation) -> str:
    """What is to be said about the note's place; nothing for one that stands where it was made."""
    if note.state is State.ORPHAN:
        return tr("Written on {date}", date=_day(note.created))
    if note.state is State.UNCERTAIN:
        return tr("It is not certain that this is the place.")
    return ""


def _day(instant: str) -> str:
    """The local day of an ISO 8601 instant, as the interface's language writes it."""
    try:
        when = datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return instant  # imported from elsewhere; better shown as it is than not at all
    day = QDate(when.year, when.month, when.day)
    return QLocale(language()).toString(day, QLocale.FormatType.LongFormat)
