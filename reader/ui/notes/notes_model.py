"""Lists of the library's notes: their lines, made off the GUI thread, and a model that filters and sorts them.

Twenty thousand notes are folded once, when they are loaded; each key that is typed then only looks through what is
folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.cancel import CancelToken
from reader.hebrew.folding import fold_text
from reader.model import State
from reader.ui.parts.i18n import tr
from reader.ui.parts.markdown import bare

if TYPE_CHECKING:
    from reader.library import NoteRow

NOTE = Qt.ItemDataRole.UserRole
"""The role under which a line of the list is had."""
_FOLDED = 4_000
"""So many code points of a note's words are searched."""
_EVERY = 500  # lines between two looks at whether somebody waits no more

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note in a list: what is shown of it, and `folded`, in which is searched."""

    row: NoteRow
    quote: str
    words: str
    folded: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes a list shows; what is empty does not matter.

    `since` is an ISO 8601 instant: notes changed before it are not shown.
    """

    text: str = ""
    colour: str = ""
    tag: str = ""
    person: str = ""
    article: str = ""
    state: State | None = None
    since: str = ""

    def tests(self) -> list[Callable[[NoteLine], bool]]:
        """What a line must answer to, the quickest first."""
        tests: list[Callable[[NoteLine], bool]] = []
        if self.colour:
            tests.append(lambda line: line.row.note.colour == self.colour)
        if self.person:
            tests.append(lambda line: line.row.note.entity_id == self.person)
        if self.article:
            tests.append(lambda line: line.row.article_id == self.article)
        if self.state is not None:
            tests.append(lambda line: line.row.note.state is self.state)
        if self.since:
            tests.append(lambda line: line.row.note.modified >= self.since)
        if self.tag:
            tests.append(lambda line: self.tag in line.row.note.tags)
        for word in fold_text(self.text).split():
            tests.append(lambda line, word=word: word in line.folded)  # type: ignore[misc]
        return tests


def days_ago(days: int) -> str:
    """The instant `days` days ago, as notes say it."""
    return (
        (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def lines_of(rows: Sequence[NoteRow], token: CancelToken | None = None) -> list[NoteLine]:
    """The lines of these notes; takes a while for many of them, and stops when it is told to."""
    lines = []
    for at, row in enumerate(rows):
        if token is not None and at % _EVERY == 0:
            token.progress(at / max(1, len(rows)))
        note = row.note
        words = " ".join(bare(note.body).split())
        searched = "\n".join(
            (note.quote, note.body[:_FOLDED], " ".join(note.tags), note.entity_id or "", row.title)
        )
        lines.append(NoteLine(row, " ".join(note.quote[:300].split()), words, fold_text(searched)))
    return lines


ORDERS: dict[str, Callable[[NoteLine], object]] = {
    "Changed last": lambda line: line.row.note.modified,
    "Made last": lambda line: line.row.note.created,
    "By article": lambda line: (line.row.title, line.row.article_id, _place(line)),
    "By colour": lambda line: (line.row.note.colour, line.row.title, _place(line)),
}
"""The orders of the list by their English names; the first two run backwards."""
_BACKWARDS = ("Changed last", "Made last")


def _place(line: NoteLine) -> int:
    selector = line.row.note.selector
    return selector.start if selector is not None else -1


class NotesModel(QAbstractListModel):
    """The notes that a list shows, of all that it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[NoteLine] = []
        self._shown: list[NoteLine] = []
        self._wanted = Wanted()
        self._order = "Changed last"

    @property
    def total(self) -> int:
        """How many notes there are, shown or not."""
        return len(self._all)

    def set_lines(self, lines: Iterable[NoteLine]) -> None:
        """Show these notes, those that are wanted, from now on."""
        self._all = list(lines)
        self._sort()
        self._fill()

    def want(self, wanted: Wanted) -> None:
        """Show those that answer to `wanted`."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._fill()

    def order_by(self, order: str) -> None:
        """Show them in one of the `ORDERS`."""
        if order != self._order:
            self._order = order
            self._sort()
            self._fill()

    def lines(self) -> list[NoteLine]:
        """All notes, shown or not."""
        return self._all

    def line(self, index: _Index) -> NoteLine | None:
        """The line at a place of the list."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def place_of(self, note_id: str) -> int:
        """The row of a note, -1 where it is not shown."""
        return next((at for at, line in enumerate(self._shown) if line.row.note.id == note_id), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(line)
        return line if role == NOTE else None

    def _sort(self) -> None:
        self._all.sort(key=ORDERS[self._order], reverse=self._order in _BACKWARDS)  # type: ignore[arg-type]

    def _fill(self) -> None:
        shown = self._all
        for test in self._wanted.tests():
            shown = list(filter(test, shown))
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()


def about(line: NoteLine) -> str:
    """What a note is on, where that is no passage."""
    person = line.row.note.entity_id
    return tr("On {name}", name=person) if person else tr("On the whole article")


def spoken(line: NoteLine) -> str:
    """A line as a screen reader says it."""
    note = line.row.note
    parts = (
        line.quote or about(line),
        line.words,
        ", ".join(note.tags),
        line.row.title,
        state_words(note.state),
    )
    return ". ".join(part for part in parts if part)


def state_words(state: State) -> str:
    """What is to be said about a note's place in a list; nothing for one that stands where it was made."""
    return {
        State.EXACT: "",
        State.MOVED: tr("moved"),
        State.UNCERTAIN: tr("place uncertain"),
        State.ORPHAN: tr("place not found"),
    }[state]
