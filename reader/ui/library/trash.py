"""The articles that were removed: each can be brought back, or forgotten for good after a question."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.library import ArticleRow
from reader.library.search.results import ArticleLine
from reader.ui.library.empty import Teaching
from reader.ui.library.list import ArticlesList
from reader.ui.library.model import ArticlesModel
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.theme import Theme


class ArticleTrash(QWidget):
    """The list of what was removed, the last first."""

    restore_wanted = Signal(list)  # ids of articles
    forget_wanted = Signal(list)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ArticleRow] = []
        self.model = ArticlesModel(self)
        self.list = ArticlesList(self.model, tr("Trash"))
        self.list.setDragEnabled(False)
        self.list.opened.connect(lambda _index, _snippet: None)
        self.list.delete_wanted.connect(self._forget)
        self.list.menu_wanted.connect(self._offer_menu)
        self.list.left.connect(self.left)
        self.empty = Teaching()
        self.empty.tell(
            tr("The trash is empty"), [tr("An article that you remove waits here until you empty the trash.")]
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.restore = _button(tr("Bring it back"), self._restore)
        self.remove = _button(tr("Delete for good…"), self._forget)
        self.empty_all = _button(tr("Empty the trash…"), self._empty)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.empty_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack, 1)
        column.addLayout(row)
        self.show_rows([])

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        self.list.set_theme(look)

    def show_rows(self, rows: Sequence[ArticleRow]) -> None:
        """Show these articles; the keyboard stays at its place in the list."""
        at = max(self.list.currentIndex().row(), 0)
        self._rows = list(rows)
        keys = array("q", range(len(rows)))
        self.model.show(array("q"), {})  # its keys are but numbers: the same ones may be of others
        self.model.show(keys, {key: ArticleLine(key, row) for key, row in enumerate(rows)})
        self.stack.setCurrentWidget(self.list if rows else self.empty)
        for button in (self.restore, self.remove, self.empty_all):
            button.setEnabled(bool(rows))
        if rows:
            self.list.selectRow(min(at, len(rows) - 1))

    def _chosen(self) -> list[str]:
        return [self._rows[key].id for key in self.list.chosen_keys()]

    def _restore(self) -> None:
        if chosen := self._chosen():
            self.restore_wanted.emit(chosen)

    def _forget(self) -> None:
        chosen = self._chosen()
        question = trn(
            "Delete this article for good? Nothing brings it back then, but for its file; its notes stay.",
            "Delete these {n} articles for good? Nothing brings them back then, but for their files; their notes stay.",
            len(chosen),
        )
        if chosen and is_sure(self, question, tr("Delete for good")):
            self.forget_wanted.emit(chosen)

    def _empty(self) -> None:
        question = trn(
            "Delete the article in the trash for good? Its notes stay.",
            "Delete the {n} articles in the trash for good? Their notes stay.",
            len(self._rows),
        )
        if is_sure(self, question, tr("Empty the trash")):
            self.forget_wanted.emit([row.id for row in self._rows])

    def _offer_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Bring it back")).triggered.connect(self._restore)
        menu.addAction(tr("Delete for good…")).triggered.connect(self._forget)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def is_sure(over: QWidget, question: str, words: str) -> bool:
    """The answer to a question; the safe one is what Enter and Escape give."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Library"), question, parent=over)
    yes = box.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def _button(words: str, do: object) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(do)
    return button
