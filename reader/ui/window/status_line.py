"""The line under everything: how much there is, whether it is saved, what is being worked on, and which file."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from reader.model import EntityKind
from reader.ui.parts.i18n import tr, trn
from reader.ui.state.session import Session

HEIGHT = 30
BUSY_AFTER = 400
"""Milliseconds before work is worth a word."""
_SCALE = 1000


class FileName(QLabel):
    """The article's source by its last part, cut in the middle; the tool tip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("voice", "status")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._name = ""

    def set_source(self, source: str) -> None:
        """Show where the article came from."""
        self._name = _last_part(source)
        self.setToolTip(source if source != self._name else "")
        self.setAccessibleName(source)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(
            min(self.fontMetrics().horizontalAdvance(self._name) + 4, 360), super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(self.width(), 40))
        # Isolated, so that "כתבה (2).txt" keeps its brackets and its ending in either interface.
        self.setText(f"\N{FIRST STRONG ISOLATE}{cut}\N{POP DIRECTIONAL ISOLATE}" if cut else "")


class StatusLine(QWidget):
    """Listens to the session; says nothing that is not so."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._session = session
        self._state = "saved"
        self._jobs = [key for key in ("open", "people") if session.jobs.busy(key)]
        self._build()
        self._slow = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._slow.timeout.connect(self._show_work)
        session.article_changed.connect(self._on_article)
        session.reading_changed.connect(self._on_reading)
        session.annotations_changed.connect(self._on_notes)
        session.busy_changed.connect(self._on_busy)
        session.progressed.connect(self._on_progress)
        self._on_article()
        self._on_reading()
        self._on_notes()
        if self._jobs:  # the line may come after the work has begun
            self.progress.setRange(0, 0)
            self._slow.start()
        self._show_work()

    def set_notes_state(self, state: str) -> None:
        """Say whether the notes are ``"saved"``, ``"typing"`` or ``"failed"``."""
        self._state = state
        self._on_notes()

    def _build(self) -> None:
        self.people, self.notes, self.work = QLabel(), QLabel(), QLabel()
        for label in (self.people, self.notes, self.work):
            label.setProperty("voice", "status")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(110)
        self.stop = QPushButton(tr("Stop"))
        self.stop.setProperty("look", "link")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.clicked.connect(self._stop)
        self.file = FileName()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(18)
        row.addWidget(self.people)
        row.addWidget(self.notes)
        working = QHBoxLayout()
        working.setSpacing(8)
        for widget in (self.work, self.progress, self.stop):
            working.addWidget(widget)
        row.addLayout(working)
        row.addStretch(1)
        row.addWidget(self.file)

    def _on_article(self) -> None:
        article = self._session.article
        self.file.set_source(article.source if article else "")
        self._on_notes()

    def _on_reading(self) -> None:
        reading = self._session.reading
        self.people.setVisible(reading is not None)
        if reading is None:
            return
        people = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
        mentions = sum(mention.entity_id in people for mention in reading.mentions)
        who = trn("1 person", "{n} people", len(people))
        self.people.setText(
            f"{who} · {trn('1 mention', '{n} mentions', mentions)}" if people else tr("No people")
        )

    def _on_notes(self) -> None:
        count = len(self._session.annotations)
        state = {"saved": tr("saved"), "typing": tr("saving…"), "failed": tr("not saved")}[self._state]
        quiet = self._session.article is None or (not count and self._state == "saved")
        self.notes.setVisible(not quiet)
        self.notes.setText(f"{trn('1 note', '{n} notes', count)} · {state}")
        voice = "trouble" if self._state == "failed" else "status"
        if self.notes.property("voice") != voice:
            self.notes.setProperty("voice", voice)
            self.notes.style().unpolish(self.notes)
            self.notes.style().polish(self.notes)

    # -- work ------------------------------------------------------------------------------------------------

    def _on_busy(self, key: str, busy: bool) -> None:
        if key in self._jobs:
            self._jobs.remove(key)
        if busy:
            self._jobs.append(key)
            self.progress.setRange(0, 0)
            self._slow.start()
        else:
            self._show_work()

    def _on_progress(self, key: str, share: float) -> None:
        if self._jobs and key == self._jobs[-1]:
            self.progress.setRange(0, _SCALE)
            self.progress.setValue(round(share * _SCALE))

    def _show_work(self) -> None:
        """Show the newest job, once it has lasted; take it away at once when there is none."""
        waiting = bool(self._jobs) and not self._slow.isActive()
        if waiting:
            words = {
                "open": tr("Opening…"),
                "people": tr("Looking for people…"),
                "keep": tr("Backing up…"),
                "changes": tr("Comparing…"),
                "exchange": tr("Taking notes in or out…"),
            }
            self.work.setText(words.get(self._jobs[-1], tr("Working…")))
        for widget in (self.work, self.progress, self.stop):
            widget.setVisible(waiting)

    def _stop(self) -> None:
        if self._jobs:
            self._session.jobs.cancel(self._jobs[-1])


def _last_part(source: str) -> str:
    """The file's name, an address's host and last part, or what else the source is called."""
    if "://" in source:
        host, _, path = source.split("://", 1)[1].partition("/")
        last = path.split("?")[0].rstrip("/").rpartition("/")[2]
        return f"{host}/…/{last}" if last else host
    if source == "clipboard":
        return tr("pasted text")
    return PurePath(source).name or source
