"""The names that are not marked, in this article or in any, and allowing them again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.model.corrections import RefusedName
from reader.ui.parts.i18n import isolated, own_way, tr
from reader.ui.state.mending import Mending


class RefusedNames(QDialog):
    """A list with one button; it follows undo and redo while it is open."""

    def __init__(self, mending: Mending, parent: QWidget) -> None:
        super().__init__(parent)
        self._mending = mending
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Refused names"))
        self.setMinimumSize(360, 300)
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("voice", "small")
        self.list = QListWidget()
        self.list.setObjectName("chooserList")
        self.list.setAccessibleName(tr("Refused names"))
        self.allow = QPushButton(tr("Allow again"))
        self.allow.clicked.connect(self._allow)
        self.list.itemActivated.connect(lambda _item: self._allow())
        done = QPushButton(tr("Close"))
        done.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.allow)
        row.addStretch(1)
        row.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        mending.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for name, everywhere in self._mending.hidden():
            where = tr("in every article") if everywhere else tr("in this article")
            item = QListWidgetItem(own_way(f"{isolated(name.name)} – {where}"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        some = self.list.count() > 0
        self.allow.setEnabled(some)
        self.words.setText(
            tr("These names are not marked, because you said so.")
            if some
            else tr("No name is refused. “Not a person” in the menu of a name puts it here.")
        )

    def _allow(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            name: RefusedName = item.data(Qt.ItemDataRole.UserRole)
            self._mending.allow(name)
