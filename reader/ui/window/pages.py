"""The window's pages: the article with its panels, the library, a person; one is in sight, and one can go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

READING, LIBRARY, PERSON = "reading", "library", "person"
_REMEMBERED = 50


class Pages(QStackedWidget):
    """Pages by name. One that is added with `add_later` is made when somebody goes there first.

    A page that is gone to again is as it was left, and the keyboard is where it was.
    """

    came = Signal(str)  # the name of the page that is in sight now

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._before: list[str] = []
        self.name = ""

    def add(self, name: str, page: QWidget) -> None:
        """Add a page that is there; the first one is in sight."""
        self._made[name] = page
        self.addWidget(page)
        self.name = self.name or name

    def add_later(self, name: str, make: Callable[[], QWidget]) -> None:
        """Add a page that `make` makes once it is needed."""
        self._makers[name] = make

    def made(self, name: str) -> QWidget | None:
        """The page called `name`, if it was needed so far."""
        return self._made.get(name)

    def page(self, name: str) -> QWidget:
        """The page called `name`."""
        if name not in self._made:
            self.add(name, self._makers[name]())
        return self._made[name]

    def go(self, name: str) -> None:
        """Bring a page into sight; `back` leads here again."""
        if name == self.name:
            return
        self._before = [*self._before, self.name][-_REMEMBERED:]
        self._show(name)

    def back(self) -> bool:
        """Bring the page before this one into sight again, if there was one."""
        if not self._before:
            return False
        self._show(self._before.pop())
        return True

    @property
    def came_from(self) -> str:
        """Where `back` leads; empty for nowhere."""
        return self._before[-1] if self._before else ""

    def _show(self, name: str) -> None:
        page = self.page(name)
        self.name = name
        self.setCurrentWidget(page)
        focused = cast("QWidget | None", page.focusWidget())
        (page if focused is None else focused).setFocus(Qt.FocusReason.OtherFocusReason)
        self.came.emit(name)
