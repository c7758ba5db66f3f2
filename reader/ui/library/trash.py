"""The articles that were removed: each can be brought back, or forgotten for good after a question."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Signal

from reader.library import ArticleRow
from reader.library.search.results import ArticleLine
from reader.ui.library.empty import Teaching
from reader.ui.library.list import ArticlesList
from reader.ui.library.model import ArticlesModel
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.question import is_sure
from reader.ui.parts.theme import Theme
from reader.ui.parts.trash_page import TrashPage


class ArticleTrash(TrashPage):
    """The list of what was removed, the last first."""

    restore_wanted = Signal(list)  # ids of articles
    forget_wanted = Signal(list)
    left = Signal()

    def __init__(self) -> None:
        self._rows: list[ArticleRow] = []
        self.model = ArticlesModel()
        self.list = ArticlesList(self.model, tr("Trash"))
        self.empty = Teaching()
        super().__init__(self.list, self.empty)
        self.model.setParent(self)
        self.list.setDragEnabled(False)
        self.list.opened.connect(lambda _index, _snippet: None)
        self.list.delete_wanted.connect(self._forget)
        self.list.menu_wanted.connect(self.offer_menu)
        self.list.left.connect(self.left)
        self.restore_asked.connect(self._restore)
        self.remove_asked.connect(self._forget)
        self.empty_asked.connect(self._empty)
        self.empty.tell(
            tr("The trash is empty"), [tr("An article that you remove waits here until you empty the trash.")]
        )
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
        self.show_some(bool(rows))
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
        if chosen and is_sure(self, tr("Library"), question, tr("Delete for good")):
            self.forget_wanted.emit(chosen)

    def _empty(self) -> None:
        question = trn(
            "Delete the article in the trash for good? Its notes stay.",
            "Delete the {n} articles in the trash for good? Their notes stay.",
            len(self._rows),
        )
        if is_sure(self, tr("Library"), question, tr("Empty the trash")):
            self.forget_wanted.emit([row.id for row in self._rows])
