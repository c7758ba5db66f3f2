"""The window that shows what changed between two versions of the open article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader import pipeline
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.changes import Changes, Voices, compare, compare_readings
from reader.ui.article.changes_page import ChangesPage
from reader.ui.parts.dates import when
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.keys import both_layouts
from reader.ui.parts.theme import Theme

if TYPE_CHECKING:
    from reader.library import ArticleRow
    from reader.ui.state.session import Session

_JOBS = ("changes", "voices")


class VersionsView(QDialog):
    """Two versions are chosen, the older one first; the page below shows what came and went between them."""

    open_wanted = Signal(str)  # the id of a version that the person wants to read

    def __init__(self, session: Session, versions: Sequence[ArticleRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._versions = session, tuple(versions)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("versionsView")
        self.setWindowTitle(tr("What changed"))
        self.resize(min(820, max(parent.width() - 60, 560)), min(680, max(parent.height() - 60, 360)))
        self.setMinimumSize(520, 340)
        self._changes: Changes | None = None
        self._voices: Voices | None = None
        self._build()
        for keys, by in ((("F3", "Ctrl+G", "Alt+Down", "F4"), 1), (("Shift+F3", "Alt+Up", "Shift+F4"), -1)):
            for sequence in both_layouts(*keys):
                QShortcut(sequence, self, lambda by=by: self._step(by))

    def compare(self, older: str, newer: str) -> None:
        """Show what changed between two of the versions, by their ids."""
        for box, chosen in ((self.older, older), (self.newer, newer)):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)
        self._begin()

    def set_theme(self, look: Theme) -> None:
        """Show the changes in this theme's colours."""
        self.page.set_theme(look)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.older, self.newer = QComboBox(), QComboBox()
        self.older.setAccessibleName(tr("The older version"))
        self.newer.setAccessibleName(tr("The newer version"))
        for box in (self.older, self.newer):
            box.setObjectName("choice")
        for row in self._versions:
            words = when(row.imported or row.added)
            if row.current:
                words = tr("{date} (the newest)", date=words)
            for box in (self.older, self.newer):
                box.addItem(words, row.id)
        for box in (self.older, self.newer):
            box.currentIndexChanged.connect(self._begin)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for widget in (QLabel(tr("From")), self.older, QLabel(tr("to")), self.newer):
            choice.addWidget(widget)
        choice.addStretch(1)
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("voice", "small")
        self.busy = QProgressBar(textVisible=False, maximum=0)
        self.busy.setFixedWidth(110)
        self.place = QLabel()
        self.place.setProperty("voice", "small")
        self.back, self.on = QPushButton(tr("Previous")), QPushButton(tr("Next"))
        for button, by in ((self.back, -1), (self.on, 1)):
            button.setProperty("look", "step")
            button.clicked.connect(lambda _checked=False, by=by: self._step(by))
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addWidget(self.summary, 1)
        for step in (self.busy, self.place, self.back, self.on):
            steps.addWidget(step)
        self.page = ChangesPage()
        self.page.grown.connect(self._tell)
        self.read = QPushButton(tr("Read the older version"))
        self.read.clicked.connect(self._read_older)
        leave = QPushButton(tr("Close"))
        leave.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.read)
        foot.addStretch(1)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(choice)
        column.addLayout(steps)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        for button in (self.back, self.on, self.read, leave):
            button.setAutoDefault(False)
        self.page.setFocus()

    # -- comparing -------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        older, newer = self.older.currentData(), self.newer.currentData()
        library = self._session.library
        self._changes = self._voices = None
        self.page.clear_changes()
        self._tell()
        if library is None:
            return

        def work(token: CancelToken) -> tuple[Article, Article, Changes]:
            one, other = (library.article(each) for each in (older, newer))
            if one is None or other is None:
                raise ReaderError("This version is no longer in the library.", "Open the article again.")
            return one, other, compare(one, other, token)

        self.busy.show()
        self._session.jobs.run("changes", work, self._on_changes, self._on_failed)

    def _on_changes(self, found: tuple[Article, Article, Changes]) -> None:
        one, other, self._changes = found
        self.page.show_changes(self._changes, right_to_left=other.right_to_left)
        self._tell()
        session, open_reading, mending = self._session, self._session.reading, self._session.mending

        def reading_of(article: Article, token: CancelToken) -> Reading:
            if open_reading is not None and open_reading.article.id == article.id:
                return open_reading
            # What the person corrected holds for every version.
            return mending.understood(pipeline.understand(article, token, session.choice)).shown

        def work(token: CancelToken) -> Voices:
            return compare_readings(reading_of(one, token), reading_of(other, token))

        session.jobs.run("voices", work, self._on_voices, self._on_failed)

    def _on_voices(self, voices: Voices) -> None:
        self._voices = voices
        self.page.show_voices(voices)
        self.busy.hide()
        self._tell()

    def _on_failed(self, trouble: ReaderError) -> None:
        self.busy.hide()
        self._session.failed.emit(trouble)
        self.summary.setText(tr("The versions could not be compared."))

    def _tell(self) -> None:
        changes, voices = self._changes, self._voices
        count = len(self.page.places)
        self.place.setText(
            tr("{n} of {all}", n=self.page.current + 1, all=count)
            if self.page.current >= 0
            else trn("1 change", "{n} changes", count)
            if changes is not None
            else ""
        )
        for button in (self.back, self.on):
            button.setEnabled(count > 0)
        if changes is None:
            self.summary.setText(tr("Comparing…"))
            return
        counts = [
            (changes.added, trn("1 word added", "{n} words added", changes.added)),
            (changes.removed, trn("1 word removed", "{n} words removed", changes.removed)),
        ]
        if voices is not None:
            people = len(voices.people_gained) + len(voices.people_lost)
            quotes = len(voices.quotes_gained) + len(voices.quotes_lost)
            counts.append((people, trn("1 person came or went", "{n} people came or went", people)))
            counts.append((quotes, trn("1 quotation came or went", "{n} quotations came or went", quotes)))
        parts = [words for count, words in counts if count] or [tr("The words are the same.")]
        if voices is None:
            parts.append(tr("looking for people…"))
        self.summary.setText(" · ".join(parts))

    # -- what a person does ----------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        self.page.step(by)
        self._tell()

    def _read_older(self) -> None:
        self.open_wanted.emit(self.older.currentData())
        self.close()

    def done(self, result: int) -> None:
        for key in _JOBS:
            self._session.jobs.cancel(key)
        super().done(result)
