"""Naming the colours: what each of them stands for, in the person's own words."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from reader.ui.parts.i18n import tr
from reader.ui.parts.note_look import dot_icon
from reader.ui.parts.popup import Popup
from reader.ui.parts.theme import NOTE_COLOURS, Theme
from reader.ui.state.noting import Noting, usual_names

LONGEST = 40
"""So many letters a colour's name has at most; it stands in menus and tool tips."""


class ColourNames(Popup):
    """A field for each colour; an empty one gives the colour its usual name back."""

    def __init__(self, window: QWidget, noting: Noting, look: Theme) -> None:
        super().__init__(window, tr("What do the colours stand for?"))
        self.setMinimumWidth(300)
        self._noting = noting
        self.fields: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        for row, (colour, usual) in enumerate(usual_names().items()):
            dot = QLabel()
            dot.setPixmap(dot_icon(QColor(look.note_edge(colour))).pixmap(10, 10))
            field = QLineEdit(noting.names.get(colour, ""))
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(usual)
            field.setAccessibleName(usual)
            field.returnPressed.connect(self._keep)
            grid.addWidget(dot, row, 0)
            grid.addWidget(field, row, 1)
            self.fields[colour] = field
        self.keep = QPushButton(tr("Save"))
        self.keep.setProperty("look", "main")
        self.keep.clicked.connect(self._keep)
        self.column.addLayout(grid)
        self.column.addWidget(self.keep)

    def stand_under(self, button: QWidget) -> None:
        """Stand under the button whose menu it was asked for in."""
        end = button.rect().bottomRight() if self.isRightToLeft() else button.rect().bottomLeft()
        self.stand_at(button.mapToGlobal(end) + QPoint(0, 6), self.fields[NOTE_COLOURS[0]])

    def _keep(self) -> None:
        names = {colour: " ".join(field.text().split()) for colour, field in self.fields.items()}
        if self._noting.name_colours(names):
            self.leave()
