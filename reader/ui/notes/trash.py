"""The page with what was deleted: it can be brought back, or forgotten for good after a question."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from reader.ui.notes.notes_list import NotesList
from reader.ui.notes.notes_model import NoteLine, NotesModel
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.question import is_sure
from reader.ui.parts.theme import Theme
from reader.ui.parts.trash_page import TrashPage
from reader.ui.state.session import Session


class Trash(TrashPage):
    """The deleted notes, the newest first."""

    def __init__(self, session: Session) -> None:
        self.model = NotesModel()
        self.list = NotesList(self.model, tr("Trash"))
        self.empty = EmptyState()
        super().__init__(self.list, self.empty)
        self._session = session
        self.model.setParent(self)
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("voice", "small")
        self.column.insertWidget(0, self.words)
        self.column.setSpacing(8)
        self.list.opened.connect(lambda _line: None)
        self.list.delete_wanted.connect(self.forget)
        self.list.menu_wanted.connect(self._offer_menu)
        self.restore_asked.connect(self._restore)
        self.remove_asked.connect(self._forget)
        self.empty_asked.connect(self.empty_trash)
        self.empty.tell(
            tr("The trash is empty"), tr("A note that you delete waits here until you empty the trash.")
        )
        self.show_lines([])

    def set_theme(self, look: Theme) -> None:
        """Show the notes in this theme's colours."""
        self.list.set_theme(look)

    def show_lines(self, lines: list[NoteLine]) -> None:
        """Show these notes; the keyboard stays at its place in the list."""
        row = max(self.list.currentIndex().row(), 0)
        lines = sorted(lines, key=lambda line: line.row.deleted or "", reverse=True)
        self.model.set_lines(lines)
        some = bool(lines)
        self.show_some(some)
        self.words.setText(trn("1 deleted note", "{n} deleted notes", len(lines)) if some else "")
        if some:
            self.list.setCurrentIndex(self.model.index(min(row, len(lines) - 1)))

    def forget(self, line: NoteLine) -> None:
        """Ask, and delete one note for good."""
        question = tr("Delete this note for good? Nothing brings it back then.")
        if is_sure(self, tr("Trash"), question, tr("Delete for good")):
            self._session.noting.forget((line.row.note.id,))

    def empty_trash(self) -> None:
        """Ask, and delete everything in the trash for good."""
        question = trn(
            "Delete the note in the trash for good? Nothing brings it back then.",
            "Delete the {n} notes in the trash for good? Nothing brings them back then.",
            self.model.total,
        )
        if is_sure(self, tr("Trash"), question, tr("Empty the trash")):
            self._session.noting.forget([line.row.note.id for line in self.model.lines()])

    def _restore(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self._session.noting.restore(line.row.note)

    def _forget(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self.forget(line)

    def _offer_menu(self, place: QPoint, line: NoteLine) -> None:
        self.list.setCurrentIndex(self.model.index(self.model.place_of(line.row.note.id)))
        self.offer_menu(place)
