"""The page with what was deleted: it can be brought back, or forgotten for good after a question."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.ui.notes.notes_list import NotesList
from reader.ui.notes.notes_model import NoteLine, NotesModel
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.theme import Theme
from reader.ui.state.session import Session


class Trash(QWidget):
    """The deleted notes, the newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = NotesModel(self)
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("voice", "small")
        self.list = NotesList(self.model, tr("Trash"))
        self.list.opened.connect(lambda _line: None)
        self.list.delete_wanted.connect(self.forget)
        self.list.menu_wanted.connect(self._offer_menu)
        self.empty = EmptyState()
        self.empty.tell(
            tr("The trash is empty"), tr("A note that you delete waits here until you empty the trash.")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.restore = self._button(tr("Bring it back"), self._restore)
        self.remove = self._button(tr("Delete for good…"), self._forget)
        self.empty_all = self._button(tr("Empty the trash…"), self.empty_trash)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.empty_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.stack, 1)
        column.addLayout(row)
        self.setFocusProxy(self.list)
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
        self.stack.setCurrentWidget(self.list if some else self.empty)
        for button in (self.restore, self.remove, self.empty_all):
            button.setEnabled(some)
        self.words.setText(trn("1 deleted note", "{n} deleted notes", len(lines)) if some else "")
        if some:
            self.list.setCurrentIndex(self.model.index(min(row, len(lines) - 1)))

    def forget(self, line: NoteLine) -> None:
        """Ask, and delete one note for good."""
        question = tr("Delete this note for good? Nothing brings it back then.")
        if self._is_sure(question, tr("Delete for good")):
            self._session.noting.forget((line.row.note.id,))

    def empty_trash(self) -> None:
        """Ask, and delete everything in the trash for good."""
        count = self.model.total
        question = trn(
            "Delete the note in the trash for good? Nothing brings it back then.",
            "Delete the {n} notes in the trash for good? Nothing brings them back then.",
            count,
        )
        if self._is_sure(question, tr("Empty the trash")):
            self._session.noting.forget([line.row.note.id for line in self.model.lines()])

    def _restore(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self._session.noting.restore(line.row.note)

    def _forget(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self.forget(line)

    def _is_sure(self, question: str, words: str) -> bool:
        """The answer; the safe one is what Enter and Escape give."""
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Trash"), question, parent=self)
        yes = box.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def _offer_menu(self, place: QPoint, line: NoteLine) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        back = menu.addAction(tr("Bring it back"))
        back.triggered.connect(lambda: self._session.noting.restore(line.row.note))
        menu.addAction(tr("Delete for good…")).triggered.connect(lambda: self.forget(line))
        menu.popup(place)

    def _button(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button
