"""A list of lines that are painted by hand: their theme, the one the keyboard is on, and their menu by mouse and keys."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from reader.ui.parts.quiet_scroll import quiet
from reader.ui.parts.theme import Theme

L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)


class Lines(Protocol[L_co]):
    """The model behind such a list."""

    def line(self, index: QModelIndex) -> L_co | None:
        """The line at a place of the list."""


class Painter(Protocol):
    """What paints the lines."""

    look: Theme


class LinesView(QListView, Generic[L]):
    """What such lists have in common; each has a model and a delegate of its own."""

    menu_wanted = Signal(QPoint, object)  # global, and the line

    delegate: Painter

    def __init__(self, lines: Lines[L], name: str) -> None:
        super().__init__()
        self._lines = lines
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        quiet(self)

    def set_theme(self, look: Theme) -> None:
        """Show the lines in this theme's colours."""
        self.delegate.look = look
        self.viewport().update()

    def current_line(self) -> L | None:
        """The line that the keyboard is on."""
        return self._lines.line(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        line = self.current_line() if by_key else self._lines.line(self.indexAt(event.pos()))
        if line is not None and by_key:
            self.ask_for_menu(line)
        elif line is not None:
            self.menu_wanted.emit(event.globalPos(), line)
        event.accept()

    def ask_for_menu(self, line: L) -> None:
        """Ask for the menu of the line that the keyboard is on, over that."""
        place = self.visualRect(self.currentIndex()).center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place), line)
