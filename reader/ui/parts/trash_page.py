"""What the trashes have in common: a list, words where it is empty, and three buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reader.ui.parts.i18n import tr


class TrashPage(QWidget):
    """Stands round a list of what was removed; only says what is wanted, and of the chosen ones in the list."""

    restore_asked = Signal()
    remove_asked = Signal()
    empty_asked = Signal()

    def __init__(self, listing: QWidget, empty: QWidget) -> None:
        """`empty` is shown in the place of `listing` where there is nothing in it."""
        super().__init__()
        self._listing, self._nothing = listing, empty
        self.stack = QStackedWidget()
        self.stack.addWidget(listing)
        self.stack.addWidget(empty)
        self.restore = QPushButton(tr("Bring it back"), autoDefault=False)
        self.remove = QPushButton(tr("Delete for good…"), autoDefault=False)
        self.empty_all = QPushButton(tr("Empty the trash…"), autoDefault=False)
        self.restore.clicked.connect(self.restore_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.empty_all.clicked.connect(self.empty_asked)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.empty_all)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.stack, 1)
        self.column.addLayout(row)
        self.setFocusProxy(listing)

    def show_some(self, some: bool) -> None:
        """Show the list, or what stands there where it is empty."""
        self.stack.setCurrentWidget(self._listing if some else self._nothing)
        for button in (self.restore, self.remove, self.empty_all):
            button.setEnabled(some)

    def offer_menu(self, place: QPoint) -> None:
        """The menu of what is chosen in the list, at a place of the screen."""
        menu = QMenu(self)
        menu.addAction(tr("Bring it back")).triggered.connect(self.restore_asked)
        menu.addAction(tr("Delete for good…")).triggered.connect(self.remove_asked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
