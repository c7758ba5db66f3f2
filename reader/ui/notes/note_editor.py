"""The editor that opens in a note's card: the words, the tags, the colour, the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.hebrew.bidi import without_marks
from reader.model import Style
from reader.ui.parts.i18n import tr
from reader.ui.parts.note_look import ColourDot, UnderlineToggle
from reader.ui.parts.theme import NOTE_COLOURS, Theme
from reader.ui.parts.wrapped import reads_rtl
from reader.ui.state.note_saving import Draft

LEAST_LINES, MOST_LINES = 3, 14
"""Between these the field for the words grows with them."""


def tags_in(line: str) -> tuple[str, ...]:
    """The tags of a line with commas (or semicolons) between them, each once, in their order."""
    # A mark of direction in a tag cannot be seen, and makes two of what looks like one.
    parts = without_marks(line).replace(";", ",").replace("،", ",").split(",")
    cleaned = (" ".join(part.split()).lstrip("#").strip() for part in parts)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _ends(event: QKeyEvent) -> str:
    """``"save"`` for Ctrl+Enter, ``"cancel"`` for Escape, else nothing."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "save" if event.modifiers() & Qt.KeyboardModifier.ControlModifier else ""
    return "cancel" if event.key() == Qt.Key.Key_Escape else ""


def _links(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class BodyField(QPlainTextEdit):
    """Where the note is written: as high as its words, Hebrew unless the words say otherwise."""

    ended = Signal(str)
    link_wanted = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setObjectName("noteBody")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Write a note…"))
        self.setAccessibleName(tr("Note"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (_ends(event) or _links(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if end := _ends(event):
            self.ended.emit(end)
        elif _links(event):
            self.link_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self._set_direction()
        self.ensurePolished()
        lines = min(max(int(self.document().size().height()), LEAST_LINES), MOST_LINES)
        frame = self.contentsMargins().top() + self.contentsMargins().bottom() + 2 * self.frameWidth()
        height = (
            lines * self.fontMetrics().lineSpacing() + round(2 * self.document().documentMargin()) + frame + 6
        )
        if height != self.height():
            self.setFixedHeight(height)

    def _set_direction(self) -> None:
        """Give each paragraph its own direction where they differ; all of them stand at the first one's side.

        Qt's own guess takes an empty paragraph, and ``12:30``, for a Latin one; in a Hebrew note they are not.
        """
        strong = [reads_rtl(line) for line in self.toPlainText().split("\n") if any(map(str.isalpha, line))]
        option = self.document().defaultTextOption()
        if all(strong):
            direction = Qt.LayoutDirection.RightToLeft
        elif any(strong):
            direction = Qt.LayoutDirection.LayoutDirectionAuto
        else:
            direction = Qt.LayoutDirection.LeftToRight
        side = Qt.AlignmentFlag.AlignRight if not strong or strong[0] else Qt.AlignmentFlag.AlignLeft
        if (option.textDirection(), option.alignment()) != (direction, side):
            option.setTextDirection(direction)
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)


class TagsField(QLineEdit):
    """The tags, with commas between them; it completes the one that is being typed."""

    ended = Signal(str)

    def __init__(self, tags: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(", ".join(tags))
        self.setObjectName("noteTags")
        self.setPlaceholderText(tr("Tags, with commas between them"))
        self.setAccessibleName(tr("Tags"))
        self._known = QStringListModel(sorted(set(known)), self)
        self._completer = _TagCompleter(self._known, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)

    def set_known(self, known: Iterable[str]) -> None:
        """Complete to these tags from now on."""
        self._known.setStringList(sorted(set(known)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offered = self._completer.popup()
        assert offered is not None
        taking = event.key() == Qt.Key.Key_Escape or offered.currentIndex().isValid()
        if offered.isVisible() and taking:
            super().keyPressEvent(
                event
            )  # Enter takes the tag offered and Escape refuses it; the editor stays
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            offered.hide()
            self.ended.emit("save")  # a line has no second line to go to
        elif end := _ends(event):
            self.ended.emit(end)
        else:
            super().keyPressEvent(event)


_NOTHING = "\0"  # begins no tag: where nothing is typed yet, nothing is offered


class _TagCompleter(QCompleter):
    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip() or _NOTHING]

    def pathFromIndex(self, index: object) -> str:
        done = self.widget().text().rpartition(",")[0]  # type: ignore[attr-defined]  # our own line
        word = super().pathFromIndex(index)  # type: ignore[arg-type]
        return f"{done}, {word}" if done else word


class NoteEditor(QWidget):
    """Body, tags, colour and style of one note."""

    changed = Signal()
    ended = Signal(str)  # "save" or "cancel"
    delete_wanted = Signal()
    retry_wanted = Signal()
    link_wanted = Signal()  # to another note, where the cursor is

    def __init__(
        self, draft: Draft, look: Theme, known_tags: Iterable[str], colours: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.began_with = draft
        self.body = BodyField(draft.body)
        self.tags = TagsField(draft.tags, known_tags)
        self.dots = self._make_dots(draft.colour, look, colours)
        self.underline = UnderlineToggle(look)
        self.underline.setChecked(draft.style is Style.UNDERLINE)
        self.link_button = self._button(tr("Link…"), "link", self.link_wanted.emit)
        self.link_button.setAccessibleName(tr("Link to a note…"))
        self.link_button.setToolTip(tr("Puts a link to another note where the cursor is (Ctrl+L)"))
        self.save_button = self._button(tr("Save"), "main", lambda: self.ended.emit("save"))
        self.delete_button = self._button(tr("Delete"), "link", self.delete_wanted.emit)
        self.retry_button = self._button(tr("Try again"), "link", self.retry_wanted.emit)
        self._trouble = QLabel(tr("This note is not saved."), wordWrap=True)
        self._trouble.setProperty("voice", "trouble")
        self._remember(draft)
        self._lay_out()
        self.set_trouble(False)
        self.body.textChanged.connect(self.changed)
        self.tags.textChanged.connect(self.changed)
        self.body.ended.connect(self.ended)
        self.tags.ended.connect(self.ended)
        self.body.link_wanted.connect(self.link_wanted)
        self.underline.clicked.connect(self.changed)

    def draft(self) -> Draft:
        """What stands in the editor now."""
        shown, body, tags = self._shown, self.body.toPlainText(), self.tags.text()
        # A field that nobody touched stands for what it was given: a tag from elsewhere may have a comma in
        # it, and Qt gives a hard blank back as a soft one.
        return Draft(
            shown.body if body == self._shown_body else body.rstrip(),
            shown.tags if tags == self._shown_tags else tags_in(tags),
            next((dot.name for dot in self.dots if dot.isChecked()), shown.colour),
            Style.UNDERLINE if self.underline.isChecked() else Style.HIGHLIGHT,
        )

    def set_draft(self, draft: Draft) -> None:
        """Show another draft, as after an undo, without counting it as typed."""
        with QSignalBlocker(self.body), QSignalBlocker(self.tags):
            self.body.setPlainText(draft.body)
            self.tags.setText(", ".join(draft.tags))
        for dot in self.dots:
            dot.setChecked(dot.name == draft.colour)
        self.underline.setChecked(draft.style is Style.UNDERLINE)
        self._remember(draft)

    def call_colours(self, colours: Mapping[str, str]) -> None:
        """Say that the colours are called so."""
        for dot in self.dots:
            dot.call(colours[dot.name])

    def insert(self, words: str) -> None:
        """Write `words` where the cursor is; what is selected there goes."""
        self.body.insertPlainText(words)
        self.begin("")

    def set_theme(self, look: Theme) -> None:
        """Show the colours of this theme."""
        for dot in self.dots:
            dot.set_theme(look)
        self.underline.set_theme(look)

    def set_trouble(self, failed: bool) -> None:
        """Say that it could not be saved, or stop saying so."""
        self._trouble.setVisible(failed)
        self.retry_button.setVisible(failed)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in its order."""
        return [
            *(self.body, self.tags, self.retry_button, *self.dots, self.underline, self.link_button),
            *(self.delete_button, self.save_button),
        ]

    @property
    def in_trouble(self) -> bool:
        """Whether it says that it could not be saved."""
        return not self._trouble.isHidden()

    def begin(self, where: str) -> None:
        """Put the cursor at the end of the ``"body"`` or of the ``"tags"``; with ``""``, into the body as it is."""
        if where == "tags":
            self.tags.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tags.end(False)
        else:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)
            if where:
                self.body.moveCursor(self.body.textCursor().MoveOperation.End)

    def _remember(self, draft: Draft) -> None:
        self._shown, self._shown_body, self._shown_tags = draft, self.body.toPlainText(), self.tags.text()

    def _make_dots(self, chosen: str, look: Theme, names: Mapping[str, str]) -> list[ColourDot]:
        dots = [ColourDot(name, names[name], look) for name in NOTE_COLOURS]
        for dot in dots:
            dot.setChecked(dot.name == chosen)
            dot.clicked.connect(self.changed)
        return dots

    def _button(self, words: str, look: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", look)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        colours = QWidget()
        dots = QHBoxLayout(colours)
        dots.setContentsMargins(0, 0, 0, 0)
        dots.setSpacing(2)
        for dot in self.dots:
            dots.addWidget(dot)
        dots.addWidget(self.underline)
        look = QHBoxLayout()
        look.setSpacing(4)
        look.addWidget(colours)
        look.addStretch(1)
        look.addWidget(self.link_button)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addStretch(1)
        foot.addWidget(self.delete_button)
        foot.addWidget(self.save_button)
        trouble = QHBoxLayout()
        trouble.addWidget(self._trouble, 1)
        trouble.addWidget(self.retry_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.body)
        column.addWidget(self.tags)
        column.addLayout(trouble)
        column.addLayout(look)
        column.addLayout(foot)
