"""Asking for a name: what somebody shall be called."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reader.ui.parts.i18n import tr
from reader.ui.parts.popup import Popup


class NamePopup(Popup):
    """One field with the name as it is; Enter keeps what stands there."""

    named = Signal(str)

    def __init__(self, parent: QWidget, title: str, name: str) -> None:
        super().__init__(parent, title)
        self.setMinimumWidth(280)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(tr("Name"))
        self.field.selectAll()
        self.keep = QPushButton(tr("Rename"))
        self.keep.setProperty("look", "main")
        self.field.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.field.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.keep)
        self.column.addLayout(row)
        self.field.setAccessibleDescription(title)

    def ask(self, place: QPoint) -> None:
        """Stand at a place of the screen."""
        self.stand_at(place, self.field)

    def _keep(self) -> None:
        name = self.field.text()
        if name.strip():
            self.leave()
            self.named.emit(name)
