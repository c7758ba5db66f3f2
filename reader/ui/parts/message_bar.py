"""One plain sentence over the page, what to do about it, and the details for who asks.

The bar lies over the foot of the window and moves nothing under it, so that the place in the article stays.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.ui.parts.i18n import explain, tr
from reader.ui.parts.icons import icon

STAYS = 9_000
"""Milliseconds that a mere piece of news stays; an error stays until it is closed."""
MOST_KEPT = 20
WIDEST = 620
_MARGIN, _FOOT = 16, 46  # from the window's sides, and above the status line


@dataclass(slots=True)
class Message:
    """One thing said."""

    kind: str
    sentence: str
    hint: str = ""
    details: str = ""
    action: str = ""
    callback: Callable[[], object] | None = None
    other: str = ""
    other_callback: Callable[[], object] | None = None
    stays: bool = False


class MessageBar(QFrame):
    """The messages, the newest in sight. It is put over its parent, not into its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue: list[Message] = []
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    # -- what others may say ---------------------------------------------------------------------------------

    def show_error(
        self,
        failure: ReaderError,
        details: str = "",
        action_text: str = "",
        callback: Callable[[], object] | None = None,
    ) -> None:
        """Say what went wrong and what can be done, perhaps with a button; `details` default to what caused it."""
        sentence, hint = explain(failure)
        said = Message("error", sentence, hint, details or _causes(failure))
        said.action, said.callback = action_text, callback
        self._say(said)

    def show_info(
        self, text: str, action_text: str | None = None, callback: Callable[[], object] | None = None
    ) -> None:
        """Say something that is no trouble, with a button for what can be done about it."""
        self._say(Message("info", text, action=action_text or "", callback=callback))

    def ask(
        self,
        text: str,
        action_text: str,
        callback: Callable[[], object],
        other_text: str = "",
        other: Callable[[], object] | None = None,
    ) -> None:
        """Say something that stays until it is answered with one of the buttons or closed."""
        self._say(Message("info", text, "", "", action_text, callback, other_text, other, stays=True))

    def lie_over(self, host: QWidget) -> None:
        """Be put over `host` from now on, with what is said."""
        if host is not self.parentWidget():
            self.setParent(host)
            self._show_last()

    def clear_errors(self) -> None:
        """Forget the errors, as when another article has been opened well."""
        self._queue = [message for message in self._queue if message.kind != "error"]
        self._show_last()

    def withdraw(self, text: str) -> None:
        """Say `text` no longer: it is not so any more."""
        self._queue = [message for message in self._queue if message.sentence != text]
        self._show_last()

    def dismiss(self) -> None:
        """Close what is shown; what was said before it comes back."""
        if self._queue:
            self._queue.pop()
        self._show_last()

    @property
    def shown(self) -> Message | None:
        """What is in sight."""
        return self._queue[-1] if self._queue else None

    @property
    def count(self) -> int:
        """How many messages wait, with the one in sight."""
        return len(self._queue)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.sentence, self.hint, self.details = QLabel(), QLabel(), QLabel()
        self.details.setObjectName("details")
        self.sentence.setProperty("voice", "strong")
        self.hint.setProperty("voice", "plain")
        for label in (self.sentence, self.hint, self.details):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = QLabel()
        self.more.setProperty("voice", "small")
        self.action = QPushButton()
        self.action.setProperty("look", "main")
        self.action.clicked.connect(self._act)
        self.other = QPushButton()
        self.other.setProperty("look", "link")
        self.other.clicked.connect(self._act_otherwise)
        self.details_button = QPushButton(tr("Details"))
        self.details_button.setCheckable(True)
        self.details_button.setProperty("look", "link")
        self.details_button.toggled.connect(self._show_details)
        self.close_button = QToolButton()
        self.close_button.setToolTip(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setProperty("look", "bare")
        self.close_button.clicked.connect(self.dismiss)
        for button in (self.action, self.other, self.details_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.sentence, self.hint, self.details):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 11, 14, 11)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for widget in (self.more, self.details_button, self.other, self.action, self.close_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=22, color=QColor(0, 0, 0, 60))
        shadow.setOffset(0, 5)
        self.setGraphicsEffect(shadow)

    # -- showing ---------------------------------------------------------------------------------------------

    def _say(self, message: Message) -> None:
        before = self.shown
        again = before is not None and (before.sentence, before.hint) == (message.sentence, message.hint)
        # A note that cannot be saved fails at every pause in the typing; it is one trouble, said once.
        self._queue = [known for known in self._queue if known.sentence != message.sentence]
        self._queue = [*self._queue, message][-MOST_KEPT:]
        self._show_last()
        if not again:
            self._announce(message)

    def _show_last(self) -> None:
        self._timer.stop()
        message = self.shown
        if message is None:
            self.hide()
            return
        self.setProperty("kind", message.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.setText(message.sentence)
        self.hint.setText(message.hint)
        self.hint.setVisible(bool(message.hint))
        self.details.setText(message.details)
        self.details_button.setChecked(False)
        self.details_button.setVisible(bool(message.details))
        self.details.hide()
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action))
        self.other.setText(message.other)
        self.other.setVisible(bool(message.other))
        waiting = len(self._queue) - 1
        self.more.setText(tr("+{n} more", n=waiting) if waiting else "")
        self.more.setVisible(bool(waiting))
        self.setAccessibleName(message.sentence)
        self.close_button.setIcon(icon("close", self.palette().color(self.foregroundRole())))
        if message.kind == "info" and not message.stays:
            self._timer.start()
        self._settle()
        self.show()
        self.raise_()

    def _announce(self, message: Message) -> None:
        said = QAccessibleAnnouncementEvent(self, f"{message.sentence} {message.hint}".strip())
        if message.kind == "error":
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown and bool(self.details.text()))
        self._settle()

    def _act(self) -> None:
        message = self.shown
        self.dismiss()
        if message is not None and message.callback is not None:
            message.callback()

    def _act_otherwise(self) -> None:
        message = self.shown
        self.dismiss()
        if message is not None and message.other_callback is not None:
            message.other_callback()

    # -- lying over the page ---------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Lie in the middle of the parent's foot, as high as the words need."""
        host = self.parentWidget()
        if host is None:
            return
        host.installEventFilter(self)  # installing it again changes nothing
        around = host.layout()
        if around is not None:
            around.removeWidget(self)
        width = max(min(host.width() - 2 * _MARGIN, WIDEST), 120)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = (
            layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        height = min(height, max(host.height() - 2 * _MARGIN, 40))
        self.setGeometry((host.width() - width) // 2, max(host.height() - height - _FOOT, 0), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return False

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()  # whoever points at it is reading it
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.shown is not None and self.shown.kind == "info" and not self.shown.stays:
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


def _causes(failure: ReaderError) -> str:
    """What lay behind the failure, in the words of whoever raised it."""
    cause = failure.__cause__ or failure.__context__
    if cause is None:
        return ""
    return "".join(traceback.format_exception_only(cause)).strip()
