"""Before a link in a note is opened: where it leads. What stands in a note may have come from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.hebrew.bidi import without_marks
from reader.ui.parts.i18n import tr

_LONGEST = 500


class LinkOpener(QDialog):
    """Shows the whole address; opens it, copies it, or does nothing."""

    def __init__(self, parent: QWidget, link: str) -> None:
        super().__init__(parent)
        self._link = link
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Open a link"))
        self.setMinimumWidth(420)
        words = QLabel(tr("This link leads to:"))
        shown = without_marks(link)  # a mark of direction could show one address and open another
        self.address = QLabel(shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…", wordWrap=True)
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.setProperty("voice", "strong")
        self.open_button = self._button(tr("Open in the browser"), self._open)
        self.copy_button = self._button(tr("Copy the address"), self._copy)
        self.close_button = self._button(tr("Cancel"), self.close)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(words)
        column.addWidget(self.address)
        column.addLayout(row)
        self.close_button.setDefault(True)

    @staticmethod
    def may_open(link: str) -> bool:
        """Whether a link leads to the web or to a letter; no file, and no other program's address, is opened."""
        address = QUrl(link, QUrl.ParsingMode.StrictMode)
        if address.scheme().lower() in ("http", "https"):
            return bool(address.host())
        return address.scheme().lower() == "mailto"

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._link, QUrl.ParsingMode.StrictMode))
        self.close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.close()

    def _button(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button
