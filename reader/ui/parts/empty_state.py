"""What stands where there is nothing yet: what is missing, what to do about it, and how far the work is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

_SCALE = 1000


class EmptyState(QWidget):
    """A few quiet lines at the top of an empty panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do: Callable[[], object] | None = None
        self.title = self._line("strong")
        self.hint = self._line("small")
        self.progress = QProgressBar(textVisible=False, maximum=_SCALE)
        self.action = QPushButton()
        self.action.setCursor(Qt.CursorShape.PointingHandCursor)
        self.action.setProperty("look", "link")
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.action.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 28, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self.progress)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.tell("")

    def tell(self, title: str, hint: str = "") -> None:
        """Say what is missing and what to do; takes progress and action away."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.progress.hide()
        self.action.hide()

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Add a link that does something."""
        self._do = do
        self.action.setText(words)
        self.action.show()

    def show_progress(self, share: float | None) -> None:
        """Show that `share` (0.0 to 1.0) of the work is done; None where nobody knows."""
        self.progress.setMaximum(0 if share is None else _SCALE)
        self.progress.setValue(0 if share is None else round(share * _SCALE))
        self.progress.show()

    def _act(self) -> None:
        if self._do is not None:
            self._do()

    def _line(self, voice: str) -> QLabel:
        label = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("voice", voice)
        return label
