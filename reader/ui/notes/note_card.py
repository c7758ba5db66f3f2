"""One note's card: how it answers to mouse and keys, and its editor when that is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from reader.model import Annotation, State
from reader.ui.notes.card_buttons import CardButtons
from reader.ui.notes.note_editor import NoteEditor
from reader.ui.notes.note_face import GAP, NoteFace, Tag
from reader.ui.parts.i18n import isolated, language, own_way, tr
from reader.ui.parts.markdown import NOTE_SCHEME
from reader.ui.parts.theme import Theme
from reader.ui.state.note_saving import Draft

_EDGE, _RADIUS = 4, 10
_PAD_X, _PAD_Y = 13, 10


class NoteCard(QWidget):
    """Shows a note and holds its editor; what a click or a key means is the panel's to do.

    Under the note's face there is room for one widget: the editor, or the buttons of the card looked at.
    """

    clicked = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    step_wanted = Signal(int)
    menu_wanted = Signal(QPoint)  # global
    link_wanted = Signal(str)  # where a link in the note leads to
    confirm_wanted = Signal()
    refuse_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, note: Annotation, look: Theme, right: bool) -> None:
        super().__init__()
        self.note = note
        self.face = NoteFace(right)
        self.editor: NoteEditor | None = None
        self.buttons: CardButtons | None = None
        self._look, self._right, self._active = look, right, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_note(self, note: Annotation, person: tuple[str, QColor] | None = None) -> None:
        """Show this state of the note; `person` is whom it belongs to and their colour.

        What is being typed in the editor stays, unless it is just what was saved before.
        """
        untouched = self.editor is not None and self.editor.draft() == Draft.of(self.note)
        self.note = note
        if self.editor is not None and untouched and self.editor.draft() != Draft.of(note):
            self.editor.set_draft(Draft.of(note))
        tags: list[Tag] = [(tag, None) for tag in note.tags]
        about = ""
        if note.selector is None:
            name = person[0] if person is not None else ""
            about = tr("On {name}", name=isolated(name)) if name else tr("On the whole article")
        elif person is not None:
            tags.insert(0, person)
        quote = " ".join(note.quote.split())
        self.face.say(quote, _state_words(note), note.body, tuple(tags), own_way(about) if about else "")
        self.setAccessibleName(self.face.spoken())
        self._set_buttons()
        self._resized()

    def set_theme(self, look: Theme) -> None:
        """Show the note in this theme's colours."""
        self._look = look
        if self.editor is not None:
            self.editor.set_theme(look)
        self.update()

    def set_active(self, active: bool) -> None:
        """Mark the card as the one that is looked at."""
        if active != self._active:
            self._active = active
            self._set_buttons()
            self._resized()

    @property
    def is_active(self) -> bool:
        """Whether it is the one that is looked at."""
        return self._active

    @property
    def dirty(self) -> bool:
        """Whether something is typed in it that is not saved."""
        return self.editor is not None and self.editor.draft() != Draft.of(self.note)

    def open_editor(self, draft: Draft, known_tags: Iterable[str], colours: Mapping[str, str]) -> NoteEditor:
        """Open the editor on `draft`, in the place of what it changes; `colours` says what each is called."""
        self.editor = NoteEditor(draft, self._look, known_tags, colours)
        self._set_buttons()
        self._take_in(self.editor)
        return self.editor

    def close_editor(self) -> None:
        """Take the editor away, with whatever stands in it; its focus goes to the card."""
        editor, self.editor = self.editor, None  # first: hiding it moves the focus, which is listened to
        if editor is None:
            return
        held = QApplication.focusWidget()
        if held is not None and editor.isAncestorOf(held):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()
        self._set_buttons()
        self._resized()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops in the card, in its order."""
        if self.editor is not None:
            return [self, *self.editor.stops()]
        return [self, *(self.buttons.stops() if self.buttons is not None else ())]

    # -- room ------------------------------------------------------------------------------------------------

    def heightForWidth(self, width: int) -> int:
        inner = width - 2 * _PAD_X
        height = self.face.height(inner, self.editor is not None) + 2 * _PAD_Y
        extra = self._extra
        return height + (GAP + _height_of(extra, inner) if extra is not None else 0)

    def sizeHint(self) -> QSize:
        return QSize(240, 80)  # the height is asked for with the width; here it would only be laid out twice

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_extra()

    def event(self, event: QEvent) -> bool:
        # The editor grew, or said that it could not be saved.
        if event.type() == QEvent.Type.LayoutRequest:
            self._resized()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self._link_at(event.pos())
            inner = tr("A link to another note") if link.startswith(NOTE_SCHEME) else link
            words = f"<div>{escape(inner)}</div>"  # rich text by our will, not by what stands in the link
            QToolTip.showText(event.globalPos(), words if link else "", self)
            return True
        return super().event(event)

    @property
    def _extra(self) -> QWidget | None:
        return self.editor if self.editor is not None else self.buttons

    def _take_in(self, extra: QWidget) -> None:
        extra.setParent(self)
        extra.show()
        self._resized()

    def _resized(self) -> None:
        self._place_extra()
        self.updateGeometry()
        self.update()

    def _place_extra(self) -> None:
        extra = self._extra
        if extra is not None:
            inner = self.width() - 2 * _PAD_X
            top = _PAD_Y + self.face.height(inner, self.editor is not None) + GAP
            extra.setGeometry(_PAD_X, top, inner, _height_of(extra, inner))

    def _set_buttons(self) -> None:
        """Have the buttons where the card is looked at or its place is not sure, unless it is written in."""
        if self.buttons is not None:
            self.buttons.hide()
            self.buttons.deleteLater()
            self.buttons = None
        unsure = self.note.state in (State.UNCERTAIN, State.ORPHAN)
        if (self._active or unsure) and self.editor is None:
            buttons = CardButtons(
                self._right, self.note.state, active=self._active, writes=not self.note.body
            )
            buttons.edit_wanted.connect(self.edit_wanted)
            buttons.delete_wanted.connect(self.delete_wanted)
            buttons.confirm_wanted.connect(self.confirm_wanted)
            buttons.refuse_wanted.connect(self.refuse_wanted)
            buttons.place_wanted.connect(self.place_wanted)
            self.buttons = buttons
            self._take_in(buttons)

    # -- mouse, keys, paint ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(path, QColor(look.card))
        painter.save()
        painter.setClipPath(path)
        colour = self.editor.draft().colour if self.editor is not None else self.note.colour
        left = self.width() - _EDGE if self._right else 0
        painter.fillRect(QRectF(left, 0, _EDGE, self.height()), look.note_edge(colour))
        painter.restore()
        edge = QColor(look.accent) if self.hasFocus() else QColor(look.soft if self._active else look.line)
        painter.setPen(QPen(edge, 1.5 if self.hasFocus() else 1))
        painter.drawPath(path)
        inner = self.width() - 2 * _PAD_X
        self.face.paint(painter, QPoint(_PAD_X, _PAD_Y), inner, self.editor is not None, look)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        if link := self._link_at(event.position().toPoint()):
            self.link_wanted.emit(link)
        else:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._link_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _link_at(self, point: QPoint) -> str:
        inner = self.width() - 2 * _PAD_X
        return self.face.link_at(point - QPoint(_PAD_X, _PAD_Y), inner, self.editor is not None)

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


def _height_of(extra: QWidget, width: int) -> int:
    layout = extra.layout()
    assert layout is not None
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )


def _state_words(note: Annotation) -> str:
    """What is to be said about the note's place; nothing for one that stands where it was made."""
    if note.state is State.ORPHAN:
        return tr("Written on {date}; its words are not in this text.", date=day_of(note.created))
    if note.state is State.UNCERTAIN:
        return tr("It is not certain that this is the place. Is it here?")
    if note.state is State.MOVED:
        return tr("Moved along with its words: the text has changed.")
    return ""


def day_of(instant: str, length: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
    """The local day of an ISO 8601 instant, as the interface's language writes it."""
    try:
        when = datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return instant  # imported from elsewhere; better shown as it is than not at all
    day = QDate(when.year, when.month, when.day)
    return QLocale(language()).toString(day, length)
