"""Shortcuts work while the keyboard layout is Hebrew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from reader.ui.parts.keys import HEBREW_KEYS, HebrewEditing, both_layouts


def test_a_shortcut_is_bound_under_both_names_of_its_key() -> None:
    assert both_layouts("Ctrl+C") == [QKeySequence("Ctrl+C"), QKeySequence("Ctrl+ב")]
    assert both_layouts("Ctrl+Shift+Z") == [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Shift+ז")]
    assert both_layouts("Ctrl++", "F3", "Ctrl+1") == [QKeySequence(s) for s in ("Ctrl++", "F3", "Ctrl+1")]


def test_the_layout_has_every_hebrew_letter_once() -> None:
    letters = [letter for letter in HEBREW_KEYS.values() if "א" <= letter <= "ת"]
    assert len(letters) == len(set(letters)) == 24


def test_copy_and_paste_in_an_editor_work_under_a_hebrew_layout(qtbot: QtBot, qapp: QApplication) -> None:
    keyboard = HebrewEditing(qapp)
    editor = QLineEdit("שלום")
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    for letter in "שבהה":  # the keys of A, C, V, V
        qtbot.keyClick(editor, Qt.Key(ord(letter)), control)
    assert QGuiApplication.clipboard().text() == "שלום"
    assert editor.text() == "שלוםשלום"
    keyboard.deleteLater()
