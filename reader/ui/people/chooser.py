"""Choosing one of the article's people, or naming somebody new: one field finds and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from reader.ui.parts.i18n import isolated, tr, trn
from reader.ui.parts.popup import Popup
from reader.ui.parts.theme import Theme
from reader.ui.people.model import PersonRow, folded_words

_ROWS = 8
"""So many rows are in sight at once."""
_DOT = 10
_SHARPNESS = 3
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: an entity by its id, or the name of somebody new; `everywhere` as the box was checked."""

    entity_id: str
    new_name: str
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom the chooser offers.

    `new_name` is what somebody new is called while nothing is typed, None where nobody new can be picked; with
    `new_first` they stand before the others. `elsewhere` is in how many more places the words stand.
    """

    rows: Sequence[PersonRow]
    new_name: str | None = None
    new_first: bool = False
    elsewhere: int = 0


class PersonChooser(Popup):
    """The names under a field; the arrows move in them while the field is typed into."""

    picked = Signal(object)  # Picked

    def __init__(self, parent: QWidget, title: str, offer: Offer, look: Theme) -> None:
        super().__init__(parent, title)
        self.setMinimumWidth(300)
        self._offer, self._look = offer, look
        hint = tr("Find a name…") if offer.new_name is None else tr("Find a name, or type a new one…")
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._pick)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("chooserList")
        self.list.setAccessibleName(title)
        self.list.setIconSize(QSize(_DOT, _DOT))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the keyboard, and moves in the list
        self.list.itemClicked.connect(lambda _item: self._pick())
        self.box = QCheckBox(
            trn(
                "Also in 1 other place where these words stand",
                "Also in {n} other places where these words stand",
                offer.elsewhere,
            )
        )
        self.box.setChecked(True)
        self.box.setVisible(offer.elsewhere > 0)
        for widget in (self.field, self.list, self.box):
            self.column.addWidget(widget)
        self._fill("")
        row = self.list.sizeHintForRow(0) if self.list.count() else 28
        self.list.setFixedHeight(min(max(self.list.count(), 2), _ROWS) * row + 4)
        self.field.setAccessibleDescription(title)

    def ask(self, place: QPoint) -> None:
        """Stand at a place of the screen."""
        self.stand_at(place, self.field)

    def _fill(self, typed: str) -> None:
        wanted = folded_words(typed)
        self.list.clear()
        for row in self._offer.rows:
            if row.answers(wanted):
                words = f"{isolated(row.name)} – {isolated(row.role)}" if row.role else isolated(row.name)
                item = QListWidgetItem(self._dot(self._look.person(row.colour), full=True), words)
                item.setData(Qt.ItemDataRole.UserRole, row.entity_id)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken())
                item.setToolTip(words)
                self.list.addItem(item)
        self._add_newcomer(" ".join(typed.split()))
        self.list.setCurrentRow(0)

    def _add_newcomer(self, typed: str) -> None:
        name = typed or self._offer.new_name
        if self._offer.new_name is None or not name:
            return
        item = QListWidgetItem(
            self._dot(QColor(self._look.soft), full=False), tr("New: {name}", name=isolated(name))
        )
        item.setData(Qt.ItemDataRole.UserRole + 1, name)
        first = self._offer.new_first and not typed
        self.list.insertItem(0 if first else self.list.count(), item)

    def _pick(self) -> None:
        item = self.list.item(self.list.currentRow())
        if self.list.currentRow() < 0:  # nobody is called as what is typed
            return
        picked = Picked(
            item.data(Qt.ItemDataRole.UserRole) or "",
            item.data(Qt.ItemDataRole.UserRole + 1) or "",
            self.box.isChecked() and self._offer.elsewhere > 0,
        )
        self.leave()
        self.picked.emit(picked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            by = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
            by *= _ROWS if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) else 1
            row = min(max(self.list.currentRow() + by, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        return False

    def _dot(self, colour: QColor, *, full: bool) -> QIcon:
        """A full dot in a person's colour, a hollow one for whoever has none yet."""
        pixmap = QPixmap(_DOT * _SHARPNESS, _DOT * _SHARPNESS)
        pixmap.setDevicePixelRatio(_SHARPNESS)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if full else colour)
        painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(1, 1, _DOT - 2, _DOT - 2)
        painter.end()
        return QIcon(pixmap)
