"""Everything that a person can do from the keyboard and the menu: one action each, made in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reader.ui.parts.i18n import tr
from reader.ui.parts.keys import both_layouts


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry: the English name (also its key), the shortcuts, what it does."""

    name: str
    shortcuts: tuple[str, ...]
    do: Callable[[], object]


class Actions(QObject):
    """The window's actions by name. Their shortcuts work wherever the focus is in the window."""

    def __init__(self, window: QWidget, deeds: list[Deed]) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for deed in deeds:
            action = QAction(tr(deed.name), window)
            action.setShortcuts(both_layouts(*deed.shortcuts))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _checked=False, do=deed.do: do())
            window.addAction(action)
            self._actions[deed.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def name_undo(self, words: str) -> None:
        """Say in the menu what would be undone; nothing is said of what has no name."""
        self._actions["Undo"].setText(tr("Undo {what}", what=words) if words else tr("Undo"))

    def name_redo(self, words: str) -> None:
        """Say in the menu what would be done again."""
        self._actions["Redo"].setText(tr("Redo {what}", what=words) if words else tr("Redo"))

    def put(self, menu: QMenu, *names: str) -> None:
        """Add the named actions to `menu`; an empty name is a divider."""
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
