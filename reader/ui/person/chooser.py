"""Choosing somebody of the library: a field that searches as one types, and the names under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.ui.parts.i18n import isolated, own_way, tr, trn
from reader.ui.parts.popup import Popup
from reader.ui.state.session import Session

if TYPE_CHECKING:
    from reader.library.people_rows import PersonLine

_ROWS = 8
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_JOB = "person-chooser"

Search = Callable[[str, CancelToken], "Sequence[PersonLine]"]


class LibraryChooser(Popup):
    """The arrows move in the names while the field is typed into; Enter or a click picks."""

    picked = Signal(object)  # the PersonLine

    def __init__(self, window: QWidget, session: Session, title: str, search: Search) -> None:
        super().__init__(window, title)
        self._session, self._search = session, search
        self.setMinimumWidth(340)
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setPlaceholderText(tr("Find a name…"))
        self.field.setAccessibleName(tr("Find a name…"))
        self.field.setAccessibleDescription(title)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._pick)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("chooserList")
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the keyboard, and moves in the list
        self.list.itemClicked.connect(lambda _item: self._pick())
        self.list.setFixedHeight(_ROWS * 28 + 4)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)

    def ask(self, place: QPoint) -> None:
        """Stand at a place of the screen, with those who may be meant."""
        self.stand_at(place, self.field)
        self._look("")

    def _look(self, typed: str) -> None:
        def work(token: CancelToken) -> Sequence[PersonLine]:
            return self._search(typed, token)

        self._session.jobs.run(_JOB, work, self._show, self._session.failed.emit)

    def _show(self, lines: Sequence[PersonLine]) -> None:
        if not isValid(self):
            return  # it was left meanwhile
        self.list.clear()
        for line in lines:
            parts = [isolated(line.name), *(isolated(role) for role in line.roles[:1])]
            counts = trn("1 article", "{n} articles", line.articles)
            item = QListWidgetItem(own_way(" – ".join(parts) + f" · {counts}"))
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setToolTip(item.text())
            self.list.addItem(item)
        if not lines and self.field.text().strip():
            item = QListWidgetItem(tr("No name here begins like this."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if lines else -1)

    def _pick(self) -> None:
        item = self.list.currentItem()
        line = item.data(Qt.ItemDataRole.UserRole) if self.list.currentRow() >= 0 else None
        if line is not None:
            self._session.jobs.cancel(_JOB)
            self.leave()
            self.picked.emit(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                by = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
                by *= _ROWS if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) else 1
                row = min(max(self.list.currentRow() + by, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
            return False
        return super().eventFilter(watched, event)
