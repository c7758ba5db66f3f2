"""Shortcuts under a Hebrew keyboard layout.

With the Hebrew layout on, the key that says C says ב, and Qt may report Ctrl+ב where the person means Ctrl+C.
Every shortcut is therefore bound twice, and the editors' own ones (copy, paste, undo) are turned back into
Latin before the editor sees them. The layout is SI-1452, the one of Windows, macOS and Linux.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_LATIN = "qertyuiopasdfghjklzxcvbnm"
_HEBREW = "/קראטוןםפשדגכעיחלךזסבהנמצ"
HEBREW_KEYS = dict(zip(_LATIN.upper(), _HEBREW, strict=True))
_LATIN_OF = {ord(hebrew): ord(latin) for latin, hebrew in HEBREW_KEYS.items()}


def both_layouts(*shortcuts: str) -> list[QKeySequence]:
    """Each shortcut, and the same keys as a Hebrew layout names them: ``Ctrl+C`` and ``Ctrl+ב``."""
    sequences = []
    for shortcut in shortcuts:
        sequences.append(QKeySequence(shortcut))
        *modifiers, key = shortcut.split("+") if not shortcut.endswith("++") else [shortcut]
        if modifiers and key in HEBREW_KEYS:
            sequences.append(QKeySequence("+".join((*modifiers, HEBREW_KEYS[key]))))
    return sequences


def asks_for_menu(event: QKeyEvent) -> bool:
    """Shift+F10; the menu key itself comes from the system as a context menu's event."""
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


class HebrewEditing(QObject):
    """Turns Ctrl+ב into Ctrl+C for the editor that has the focus, and so for every letter.

    It follows the focus and filters that one widget: a filter on the whole application would carry every event
    of the window through Python.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _EDITORS):
            old.removeEventFilter(self)
        if isinstance(new, _EDITORS):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        latin = _LATIN_OF.get(event.key())
        if latin is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        meant = QKeyEvent(event.type(), latin, event.modifiers(), "", event.isAutoRepeat(), event.count())
        meant.setAccepted(False)
        QCoreApplication.sendEvent(watched, meant)
        # An override that the editor takes must be answered under the key's own name, or the shortcut map
        # takes the key before the editor sees it.
        event.setAccepted(meant.isAccepted())
        return meant.isAccepted()


_EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit)
