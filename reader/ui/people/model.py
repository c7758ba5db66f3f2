"""The list behind the people sidebar: plain rows made once, and a thin Qt model around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.hebrew.folding import fold_text
from reader.model import EntityKind, Reading
from reader.ui.parts.i18n import trn

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one row shows.

    `colour` is the index of the theme's colour, `count` the number of mentions, `words` the folded words of the
    name and its aliases, by which it is found.
    """

    entity_id: str
    name: str
    role: str
    count: int
    colour: int
    words: tuple[str, ...]

    def spoken(self) -> str:
        """The row as a screen reader says it: ``ג'ון קרי, שר החוץ האמריקני, 13 אזכורים``."""
        parts = (self.name, self.role, trn("1 mention", "{n} mentions", self.count))
        return ", ".join(part for part in parts if part)

    def answers(self, wanted: Sequence[str]) -> bool:
        """Whether each of the folded words `wanted` begins a word of the name or of an alias."""
        return all(any(word.startswith(start) for word in self.words) for start in wanted)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text` for comparing: without niqqud, final letters and the difference of maqaf and blank."""
    return tuple(fold_text(text).split())


def rows_of(reading: Reading, kind: EntityKind, colour: Callable[[str], int]) -> list[PersonRow]:
    """One row for each entity of a kind, in the reading's order. One pass over all mentions and roles.

    `colour` says which of the theme's colours an entity has.
    """
    counts = Counter(mention.entity_id for mention in reading.mentions)
    roles: dict[str, str] = {}
    for role in reading.roles:
        roles.setdefault(role.entity_id, role.text)
    return [
        PersonRow(
            entity_id=entity.id,
            name=entity.name,
            role=roles.get(entity.id, ""),
            count=counts[entity.id],
            colour=colour(entity.id),
            words=folded_words(" ".join((entity.name, *entity.aliases))),
        )
        for entity in reading.entities
        if entity.kind is kind
    ]


class PeopleModel(QAbstractListModel):
    """The rows that pass the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[PersonRow] = []
        self._shown: list[PersonRow] = []
        self._places: dict[str, int] = {}
        self._wanted: tuple[str, ...] = ()

    def set_rows(self, rows: Iterable[PersonRow]) -> None:
        """Show other rows."""
        self._all = list(rows)
        self._refill()

    def set_filter(self, text: str) -> None:
        """Show only rows that have a word beginning with each word of `text`; all of them for none."""
        wanted = folded_words(text)
        if wanted != self._wanted:
            self._wanted = wanted
            self._refill()

    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    def row_at(self, row: int) -> PersonRow:
        """The row shown at `row`."""
        return self._shown[row]

    def place(self, entity_id: str) -> int:
        """Where the entity's row is shown; -1 where it is not."""
        return self._places.get(entity_id, -1)

    def search(self, text: str, after: int) -> int:
        """The next row from `after` on, around the end, that `text` begins a word of; -1 for none."""
        wanted = folded_words(text)
        count = len(self._shown)
        places = ((after + step) % count for step in range(count))
        return next((place for place in places if wanted and self._shown[place].answers(wanted)), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name} – {row.role}" if row.role else row.name
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if row.answers(self._wanted)]
        self._places = {row.entity_id: place for place, row in enumerate(self._shown)}
        self.endResetModel()
