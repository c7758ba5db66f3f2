"""Which notes go out, and in what form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.parts.i18n import own_way, tr, trn

ENDINGS = {
    "jsonld": ("jsonld", "Web annotations"),
    "markdown": ("md", "Markdown"),
    "csv": ("csv", "Table"),
    "yaml": ("yaml", "YAML"),
}
"""Each form's file ending, and what such files are called."""

_FORMS = {
    "jsonld": ("Web annotations (JSON-LD)", "For other programs, and to bring in again."),
    "markdown": ("Markdown", "To read: by article and person, with citations."),
    "csv": ("Table (CSV)", "For a spreadsheet."),
    "yaml": ("YAML", "To read and edit by hand, and to bring in again."),
}


class ExportDialog(QDialog):
    """Asks, and says what was chosen; the file is asked for afterwards."""

    chosen = Signal(str, bool)  # the form, and whether only this article's notes are meant

    def __init__(self, notes_here: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export notes…"))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(3)
        self.here = QRadioButton(own_way(trn("This article's note", "This article's {n} notes", notes_here)))
        self.all = QRadioButton(own_way(tr("All notes in the library")))
        self.here.setEnabled(bool(notes_here))
        (self.here if notes_here else self.all).setChecked(True)
        scope = QButtonGroup(self)
        column.addWidget(self._heading(tr("Which notes")))
        for button in (self.here, self.all):
            scope.addButton(button)
            column.addWidget(button)
        column.addSpacing(12)
        column.addWidget(self._heading(tr("In what form")))
        self.forms: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        for form, (name, about) in _FORMS.items():
            button = QRadioButton(own_way(tr(name)))
            button.setAccessibleDescription(tr(about))
            group.addButton(button)
            self.forms[form] = button
            column.addWidget(button)
            said = QLabel(own_way(tr(about)), wordWrap=True)
            said.setProperty("voice", "small")
            said.setContentsMargins(28, 0, 28, 5)
            column.addWidget(said)
        self.forms["jsonld"].setChecked(True)
        self.save = QPushButton(tr("Save as…"))
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        leave = QPushButton(tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.save)
        column.addSpacing(10)
        column.addLayout(row)
        (self.here if notes_here else self.all).setFocus()

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("voice", "heading")
        return label

    def _save(self) -> None:
        form = next(name for name, button in self.forms.items() if button.isChecked())
        this_article = self.here.isChecked()
        self.accept()
        self.chosen.emit(form, this_article)
