"""The buttons under a note: what can be done with it, and what is asked about its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reader.model import State
from reader.ui.parts.i18n import tr


class CardButtons(QWidget):
    """One row for the note's place, where that is not sure, and one for the note itself, where it is looked at.

    Args:
        right: the side at which the article's words begin.
        state: how sure the note's place is.
        active: whether the card is looked at.
        writes: whether the note has no words yet.
    """

    edit_wanted = Signal()
    delete_wanted = Signal()
    confirm_wanted = Signal()
    refuse_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, right: bool, state: State, *, active: bool, writes: bool) -> None:
        super().__init__()
        self.yes: QPushButton | None = None
        self.no: QPushButton | None = None
        self.place: QPushButton | None = None
        self.edit: QPushButton | None = None
        self.delete: QPushButton | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._right = right
        if state is State.UNCERTAIN:
            self.yes = self._button(tr("Yes, here"), self.confirm_wanted)
            self.no = self._button(tr("Not here"), self.refuse_wanted)
            self._add(self.yes, self.no)
        elif state is State.ORPHAN:
            self.place = self._button(tr("Place it on the selection"), self.place_wanted)
            self._add(self.place)
        if active:
            self.edit = self._button(tr("Write a note") if writes else tr("Edit"), self.edit_wanted)
            self.delete = self._button(tr("Delete"), self.delete_wanted)
            self._add(self.edit, self.delete)

    def stops(self) -> list[QWidget]:
        """The buttons in their order."""
        return [each for each in (self.yes, self.no, self.place, self.edit, self.delete) if each is not None]

    def _button(self, words: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "step")
        button.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # a click leaves the selection in the article with its keyboard
        button.clicked.connect(wanted)
        return button

    def _add(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in buttons:
            row.addWidget(button)
        # They run as the interface does, and stand at the side where the article's words begin.
        row.insertStretch(len(buttons) if self._right == self.isRightToLeft() else 0, 1)
        self._rows.addLayout(row)
