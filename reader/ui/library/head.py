"""What stands over the library's list: the field, what the search has to say, the filters, and the people it found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.ui.library.field import LibraryField
from reader.ui.library.filters import FilterBar
from reader.ui.parts.i18n import isolated, own_way, tr, trn

if TYPE_CHECKING:
    from reader.library.search.results import PersonLine

_PEOPLE = 4
_LONGEST = 28  # code points of a name on a button


class LibraryHead(QWidget):
    """Shows what it is told; what is typed and pressed, its parts say."""

    person_wanted = Signal(object)  # a PersonLine

    def __init__(self) -> None:
        super().__init__()
        self.field = LibraryField()
        self.save = _button(tr("Save this search…"), "link")
        self.bring = _button(tr("Import…"), "step")
        self.bring.setToolTip(tr("Bring files or a folder into the library"))
        self.sayings = QLabel(wordWrap=True)
        self.sayings.setProperty("voice", "small")
        self.sayings.setTextFormat(Qt.TextFormat.PlainText)
        self.filters = FilterBar()
        self.people = QWidget()
        self._links = QHBoxLayout(self.people)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.field, 1)
        top.addWidget(self.save)
        top.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        for widget in (self.sayings, self.filters, self.people):
            column.addWidget(widget)
        self.sayings.hide()
        self.people.hide()

    def say(self, sayings: Sequence[str]) -> None:
        """Say something about the search, a line each; nothing for none."""
        self.sayings.setText("\n".join(own_way(each) for each in sayings))
        self.sayings.setVisible(bool(sayings))

    def show_people(self, lines: Sequence[PersonLine]) -> None:
        """The first people that answer, over the articles: a name that is typed is mostly one of theirs."""
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines[:_PEOPLE]:
            number = trn("1 article", "{n} articles", line.articles)
            name = line.name if len(line.name) <= _LONGEST else line.name[:_LONGEST] + "…"
            button = _button(f"{isolated(name)} · {number}", "step")
            button.setToolTip(", ".join((line.name, *line.roles)))
            button.clicked.connect(lambda _checked=False, line=line: self.person_wanted.emit(line))
            self._links.addWidget(button)
        self._links.addStretch(1)
        self.people.setVisible(bool(lines))


def _button(words: str, look: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("look", look)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
