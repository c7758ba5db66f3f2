"""The articles of the library's list: a hundred thousand keys, and the lines of those that somebody looks at."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QDate, QLocale, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent

from reader.ui.parts.i18n import language, tr, trn

if TYPE_CHECKING:
    from reader.library.search.results import ArticleLine

LINE = Qt.ItemDataRole.UserRole
"""The role under which an article's line is had; None while it is not here yet."""
DRAGGED = "application/x-reader-articles"
"""What says that articles of the list are dragged; which they are, the list's selection knows."""
KEPT = 2_000
"""How many lines are remembered: some megabytes."""

_Index = QModelIndex | Persistent
_NOWHERE = QModelIndex()


class ArticlesModel(QAbstractListModel):
    """What a search found, in its order. Rows have a key at once, and a line when that has been looked up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = array("q")
        self._lines: dict[int, ArticleLine] = {}

    @property
    def keys(self) -> array[int]:
        """The keys of all rows, in order."""
        return self._keys

    def show(self, keys: array[int], lines: Mapping[int, ArticleLine]) -> None:
        """Show these articles; where they begin with those that are shown already, the others are added."""
        before = len(self._keys)
        if 0 < before < len(keys) and keys[:before] == self._keys:
            self.beginInsertRows(_NOWHERE, before, len(keys) - 1)
            self._keys = keys
            self.endInsertRows()
        elif keys != self._keys:
            self.beginResetModel()
            self._keys, self._lines = keys, dict(lines)
            self.endResetModel()
            return
        self._lines = dict(lines)
        self._say_changed()

    def learn(self, lines: Mapping[int, ArticleLine]) -> None:
        """Take in lines that were looked up; those learnt first are forgotten where there are too many."""
        self._lines.update(lines)
        for key in list(self._lines)[: max(len(self._lines) - KEPT, 0)]:
            del self._lines[key]
        self._say_changed()

    def missing(self, first: int, last: int) -> list[int]:
        """The keys of the rows from `first` to `last` whose lines are not here."""
        return [key for key in self._keys[max(first, 0) : last + 1] if key not in self._lines]

    def line(self, index: _Index) -> ArticleLine | None:
        """The line at a place of the list, if it is here."""
        return self._lines.get(self._keys[index.row()]) if index.isValid() else None

    def row_of(self, key: int) -> int:
        """The row of an article, -1 where it is not in the list."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def keys_at(self, indexes: Iterable[_Index]) -> list[int]:
        """The keys of some rows, in the order of the list."""
        return [self._keys[row] for row in sorted({index.row() for index in indexes})]

    # -- Qt --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index)
        return line if role == LINE else "" if line is None else spoken(line)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    def mimeData(self, _indexes: Iterable[_Index]) -> QMimeData:
        data = QMimeData()
        data.setData(DRAGGED, b"")
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def _say_changed(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1))


def day_of(published: str | None) -> str:
    """When an article came out, as the interface's language writes it; as it stands where it is no date."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return published or ""
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def headline(line: ArticleLine) -> str:
    """An article's headline, and what stands for one where there is none."""
    return line.row.title or tr("An article without a headline")


def notes_words(line: ArticleLine) -> str:
    """How many notes an article has; nothing for none."""
    return trn("1 note", "{n} notes", line.row.notes) if line.row.notes else ""


def spoken(line: ArticleLine) -> str:
    """A line as a screen reader says it."""
    row = line.row
    parts = (
        headline(line),
        row.site or "",
        day_of(row.published),
        tr("read") if row.is_read else tr("unread"),
        ", ".join(line.people),
        notes_words(line),
        *(snippet.text for snippet in line.snippets),
    )
    return ". ".join(part for part in parts if part)
