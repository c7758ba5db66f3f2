"""The field that searches the library."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from reader.ui.parts.i18n import tr

_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
LONGEST = 20_000
"""So many code points can be typed or pasted; the search says how many of them it looks at."""


class LibraryField(QLineEdit):
    """Escape empties it, and leaves where it is empty; the arrow down and Enter go into what was found."""

    down = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setObjectName("librarySearch")
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(tr("Search in all articles: words, “phrases”, person: site: tag: date:"))
        self.setAccessibleName(tr("Search in the library"))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.textEdited.emit("")
            else:
                self.closed.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)
