"""The filters over the list: one button for each kind, which says what is filtered by and offers more.

A filter is a part of the search's words (``site:example.co.il``), so that a saved search is just its words; the buttons
write it there and take it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from reader.hebrew.folding import fold_text
from reader.library.search.nodes import Filter
from reader.library.search.query import Query
from reader.library.search.results import Facet, Facets
from reader.ui.parts.i18n import isolated, tr
from reader.ui.parts.popup import Popup

_ROWS = 10
_LONGEST = 18  # code points of a value on a button
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: the filter's name and value, how it is called, how many have it, whether it is on."""

    name: str
    value: str
    words: str
    count: int = 0
    on: bool = False


def kinds() -> dict[str, str]:
    """The filters that have a button, by what the button is called."""
    return {
        "person": tr("Person"),
        "org": tr("Organisation"),
        "place": tr("Place"),
        "tag": tr("Tag"),
        "site": tr("Site"),
        "date": tr("Date"),
        "in": tr("Collection"),
        "is": tr("State"),
    }


def states() -> dict[tuple[str, str], str]:
    """What an article can be filtered by that has no list of values: filter and value, and how it is called."""
    return {
        ("is", "unread"): tr("Not read yet"),
        ("is", "read"): tr("Read"),
        ("has", "notes"): tr("With notes"),
        ("has", "orphans"): tr("With notes whose place was not found"),
    }


class Chip(QToolButton):
    """One filter. It is down while something is filtered by it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.name, self.words = name, words
        self.setProperty("look", "chip")
        self.setProperty("ends", "left" if self.isRightToLeft() else "right")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(())

    def say(self, values: Sequence[str]) -> None:
        """Show what is filtered by."""
        self.setChecked(bool(values))
        if len(values) == 1:
            value = values[0] if len(values[0]) <= _LONGEST else values[0][:_LONGEST] + "…"
            self.setText(f"{self.words}: {isolated(value)}")
        else:
            self.setText(f"{self.words}: {len(values)}" if values else self.words)
        self.setToolTip(", ".join(map(isolated, values)))
        self.setAccessibleName(
            ", ".join((self.words, *values)) if values else tr("Filter by: {kind}", kind=self.words)
        )

    def nextCheckState(self) -> None:
        """It stays as it is: what it shows is the search's."""

    def minimumSizeHint(self) -> QSize:
        return QSize(44, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.3))
        x, y = (10.0 if self.isRightToLeft() else self.width() - 10.0), self.height() / 2
        painter.drawPolyline([QPointF(x - 3, y - 1.5), QPointF(x, y + 1.5), QPointF(x + 3, y - 1.5)])
        painter.end()


class FilterBar(QWidget):
    """The buttons in a row."""

    values_wanted = Signal(str)  # what can be filtered by is to be offered under the button of this name
    added = Signal(str, str)  # filter, value
    removed = Signal(object)  # a Filter

    def __init__(self) -> None:
        super().__init__()
        self._query = Query(None, blank=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.chips = {name: Chip(name, words) for name, words in kinds().items()}
        for name, chip in self.chips.items():
            if name == "is":
                chip.clicked.connect(self._offer_states)
            else:
                chip.clicked.connect(lambda _checked=False, name=name: self.values_wanted.emit(name))
            row.addWidget(chip)
        row.addStretch(1)

    def set_query(self, query: Query) -> None:
        """Show by what `query` filters."""
        self._query = query
        known = states()
        for name, chip in self.chips.items():
            values = [each.value for each in self._of(name)]
            if name == "is":
                values = [known.get((each.name, each.value), each.value) for each in self._of(name)]
            chip.say(values)

    def in_use(self, name: str) -> list[Choice]:
        """What is filtered by under one button."""
        return [Choice(each.name, each.value, each.value, on=True) for each in self._of(name)]

    def drop(self, choice: Choice) -> None:
        """Ask for a filter to be taken away, or to be added."""
        found = next(
            (each for each in self._query.filters if (each.name, each.value) == (choice.name, choice.value)),
            None,
        )
        if found is not None:
            self.removed.emit(found)
        else:
            self.added.emit(choice.name, choice.value)

    def _of(self, name: str) -> list[Filter]:
        names = ("is", "has") if name == "is" else (name,)
        return [each for each in self._query.filters if each.name in names]

    def _offer_states(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        on = {(each.name, each.value) for each in self._of("is")}
        for (name, value), words in states().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked((name, value) in on)
            choice = Choice(name, value, words)
            action.triggered.connect(lambda _checked=False, choice=choice: self.drop(choice))
        chip = self.chips["is"]
        corner = chip.rect().bottomRight() if self.isRightToLeft() else chip.rect().bottomLeft()
        place = chip.mapToGlobal(corner)
        menu.popup(place - QPoint(menu.sizeHint().width(), 0) if self.isRightToLeft() else place)


def choices(name: str, facets: Facets) -> list[Choice]:
    """What the articles of an answer can be filtered by under one button."""
    of: dict[str, tuple[Facet, ...]] = {
        "person": facets.people,
        "org": facets.organisations,
        "place": facets.places,
        "tag": facets.tags,
        "site": facets.sites,
        "date": facets.years,
    }
    return [Choice(name, each.value, each.value, each.count) for each in of[name]]


class ValueChooser(Popup):
    """The values under a button, with how many articles have them; typing finds one, or any other value."""

    picked = Signal(object)  # Choice

    def __init__(self, parent: QWidget, name: str, in_use: Sequence[Choice]) -> None:
        super().__init__(parent, tr("Filter by: {kind}", kind=kinds()[name]))
        self.setMinimumWidth(280)
        self._name, self._in_use = name, list(in_use)
        self._choices: list[Choice] | None = None
        self.field = QLineEdit(clearButtonEnabled=True)
        hint = tr("2013, 11.2013, 2012..2014…") if name == "date" else tr("Find one…")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._pick)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("chooserList")
        self.list.setAccessibleName(kinds()[name])
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the keyboard, and moves in the list
        self.list.itemClicked.connect(lambda _item: self._pick())
        self.list.setFixedHeight(_ROWS * 28 + 4)
        for widget in (self.field, self.list):
            self.column.addWidget(widget)
        self._fill("")

    def offer(self, found: Sequence[Choice]) -> None:
        """Offer these values; until then it says that they are being counted."""
        used = {each.value for each in self._in_use}
        self._choices = [each for each in found if each.value not in used]
        self._fill(self.field.text())

    def _fill(self, typed: str) -> None:
        wanted = fold_text(typed).split()
        self.list.clear()
        for choice in (*self._in_use, *(self._choices or ())):
            folded = fold_text(choice.words)
            if all(word in folded for word in wanted):
                self._add(choice)
        value = " ".join(typed.split())
        exact = any(
            fold_text(each.value) == fold_text(value) for each in (*self._in_use, *(self._choices or ()))
        )
        if value and not exact and self._name != "in":  # a collection is there, or it is none
            self._add(Choice(self._name, value, value))
        if not self.list.count():
            words = tr("Counting…") if self._choices is None else tr("There is nothing to filter by here.")
            item = QListWidgetItem(words)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _add(self, choice: Choice) -> None:
        sign = "✓ " if choice.on else ""
        number = f"  ({choice.count:,})" if choice.count else ""
        item = QListWidgetItem(f"{sign}{isolated(choice.words)}{number}")
        item.setData(Qt.ItemDataRole.UserRole, choice)
        item.setToolTip(choice.words)
        self.list.addItem(item)

    def _pick(self) -> None:
        if self.list.currentRow() < 0:
            return
        choice = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        if isinstance(choice, Choice):
            self.leave()
            self.picked.emit(choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _MOVES.get(Qt.Key(event.key()), 0)
            if by:
                self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
