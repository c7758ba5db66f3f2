"""The small heading over a panel, with how many there are at its end."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.ui.parts.quiet_scroll import clear_of_bar

_ROOM = (4, 2, 4, 8)


class PanelHeading(QWidget):
    """``הערות 2``: the name where reading starts, the number at the other side."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.title = QLabel(name)
        self.number = QLabel()
        for label in (self.title, self.number):
            label.setProperty("voice", "heading")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(*_ROOM)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.number)

    def keep_clear_of_bar(self) -> None:
        """Leave the scroll bar's strip free, where the heading stands over the rows and not among them."""
        start, top, end, bottom = _ROOM
        left, _, right, _ = clear_of_bar(self, 0)
        self._row.setContentsMargins(start + left, top, end + right, bottom)

    def set_count(self, count: int) -> None:
        """Say how many there are; nothing for none."""
        self.number.setText(str(count) if count else "")
        self.setAccessibleName(f"{self._name} {self.number.text()}".strip())
