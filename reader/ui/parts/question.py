"""Asking before something is done that cannot be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from reader.ui.parts.i18n import tr


def is_sure(over: QWidget, title: str, question: str, words: str) -> bool:
    """Whether the person clicks the button called `words`; the safe answer is what Enter and Escape give."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, question, parent=over)
    yes = box.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes
