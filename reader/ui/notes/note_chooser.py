"""Choosing a note of the library to link to: a field finds it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from reader.ui.notes.notes_list import ROW, NotesList
from reader.ui.notes.notes_model import NoteLine, NotesModel, Wanted, lines_of
from reader.ui.parts.i18n import tr
from reader.ui.parts.popup import Popup
from reader.ui.parts.theme import Theme
from reader.ui.state.session import Session

_ROWS = 4
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class NoteChooser(Popup):
    """All notes under a field; the arrows move in them while the field is typed into."""

    picked = Signal(object)  # an Annotation

    def __init__(self, window: QWidget, session: Session, look: Theme) -> None:
        super().__init__(window, tr("Link to which note?"))
        self.setMinimumWidth(380)
        self._session = session
        self.model = NotesModel(self)
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setPlaceholderText(tr("Search in quotes, notes, tags and titles…"))
        self.field.setAccessibleName(tr("Link to which note?"))
        self.field.textChanged.connect(lambda text: self.model.want(Wanted(text=text)))
        self.field.returnPressed.connect(self._pick)
        self.field.installEventFilter(self)
        self.list = NotesList(self.model, tr("All notes"))
        self.list.set_theme(look)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the keyboard, and moves in the list
        self.list.setFixedHeight(_ROWS * ROW)
        self.list.opened.connect(self._take)
        self.words = QLabel(tr("Reading the notes…"))
        self.words.setProperty("voice", "small")
        for widget in (self.field, self.words, self.list):
            self.column.addWidget(widget)
        library = session.library
        if library is None:
            self._show([])
        else:
            session.jobs.run(
                "note-chooser",
                lambda token: lines_of(library.all_annotations(), token),
                self._show,
                session.failed.emit,
            )

    def ask(self, place: QPoint) -> None:
        """Stand at a place of the screen."""
        self.stand_at(place, self.field)

    def leave(self) -> None:
        self._session.jobs.cancel("note-chooser")
        super().leave()

    def _show(self, lines: list[NoteLine]) -> None:
        self.model.set_lines(lines)
        self.words.setText("" if lines else tr("There is no other note yet."))
        self.words.setVisible(not lines)

    def _pick(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self._take(line)

    def _take(self, line: NoteLine) -> None:
        self.leave()
        self.picked.emit(line.row.note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _MOVES.get(Qt.Key(event.key()))
            if by is not None:
                row = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
                self.list.setCurrentIndex(self.model.index(row))
                self.list.scrollTo(self.model.index(row))
                return True
        return super().eventFilter(watched, event)
