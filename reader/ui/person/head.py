"""The head of a person's page: who it is, what can be done, and what is not certain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.model import EntityKind
from reader.model.identity_reasons import IDENTITY_REASONS
from reader.ui.parts.i18n import isolated, own_way, tr, tr_finished, trn
from reader.ui.parts.theme import Theme
from reader.ui.parts.wrapped import LinesLabel, reads_rtl

if TYPE_CHECKING:
    from reader.library.people_rows import Doubt, PersonLine

_ROLES = 6
_ALIASES = 12


def kind_name(kind: EntityKind) -> str:
    """What a kind is called."""
    return {
        EntityKind.PERSON: tr("Person"),
        EntityKind.ORGANISATION: tr("Organisation"),
        EntityKind.PLACE: tr("Place"),
    }[kind]


def in_short(line: PersonLine) -> str:
    """``דוד כהן, שופט``: the name with the first role."""
    return ", ".join(isolated(part) for part in (line.name, *line.roles[:1]))


def _question(other: PersonLine) -> str:
    """Whether somebody is the one whose page this is."""
    name, n = in_short(other), other.articles
    if other.kind is EntityKind.PERSON:
        return trn(
            "Is {name}, in 1 article, the same person?",
            "Is {name}, in {n} articles, the same person?",
            n,
            name=name,
        )
    return trn("Is {name}, in 1 article, the same?", "Is {name}, in {n} articles, the same?", n, name=name)


class Dot(QWidget):
    """The person's dot."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(14, 34)

    def set_colour(self, colour: QColor) -> None:
        """Show this colour."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(14, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QPointF(7, self.height() / 2 + 1), 6, 6)


class PersonHead(QWidget):
    """Name, what they are said to be, and where. The buttons only say that they were pressed."""

    back_wanted = Signal()
    merge_wanted = Signal()
    copy_wanted = Signal()
    library_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def set_theme(self, look: Theme, colour: int) -> None:
        """Show the dot in this theme's colour."""
        self.dot.set_colour(look.person(colour))

    def show_roles(self, roles: Iterable[str]) -> None:
        """Say what they are said to be."""
        said = own_way(" · ".join(isolated(role) for role in list(roles)[:_ROLES]))
        self.roles.set_words(said, self.isRightToLeft())
        self.roles.setVisible(said != own_way(""))

    def show_person(self, line: PersonLine, aliases: Iterable[str]) -> None:
        """Say who it is."""
        right = reads_rtl(line.name)
        self.name.set_words(line.name, right, to_right=self.isRightToLeft())
        counts = trn("in 1 article", "in {n} articles", line.articles)
        mentions = trn("1 mention", "{n} mentions", line.mentions)
        self.counts.setText(own_way(" · ".join((kind_name(line.kind), counts, mentions))))
        self.show_roles(line.roles)
        others = [alias for alias in aliases if alias != line.name][:_ALIASES]
        names = ", ".join(isolated(name) for name in others)
        self.aliases.set_words(own_way(tr("Also: {names}", names=names)), self.isRightToLeft())
        self.aliases.setVisible(bool(others))
        for widget in self._about:
            if widget not in (self.roles, self.aliases):
                widget.show()
        self.setAccessibleName(f"{line.name}, {counts}")

    def say_nothing(self) -> None:
        """Say nobody's name, until it is known whose page this is."""
        for widget in self._about:
            widget.hide()

    def _build(self) -> None:
        self.back = self._button(tr("Back"), self.back_wanted, "link")
        self.merge = self._button(tr("Merge with…"), self.merge_wanted, "step")
        self.copy = self._button(tr("Copy the passages"), self.copy_wanted, "step")
        self.library = self._button(tr("Show in the library"), self.library_wanted, "step")
        self.dot = Dot()
        self.name = LinesLabel("person", most=2, leading=1.3)
        self.counts = QLabel()
        self.counts.setProperty("voice", "small")
        self.roles = LinesLabel("plain", most=3)
        self.aliases = LinesLabel("small", most=2)
        self._about: tuple[QWidget, ...] = (
            *(self.dot, self.name, self.counts, self.roles, self.aliases),
            *(self.merge, self.copy, self.library),
        )
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.back)
        above.addStretch(1)
        for button in (self.merge, self.copy, self.library):
            above.addWidget(button)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 8)
        column.setSpacing(4)
        column.addLayout(above)
        column.addSpacing(4)
        column.addLayout(title)
        for label in (self.counts, self.roles, self.aliases):
            column.addWidget(label)

    def _button(self, words: str, pressed: object, look: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", look)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(pressed)
        return button


class DoubtCard(QFrame):
    """One question: are these two the same? It is asked calmly, and can wait."""

    answered = Signal(object, bool)  # the Doubt, and whether they are the same
    put_off = Signal()
    look_wanted = Signal(object)  # the PersonLine of the other one

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("personCard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._doubts: list[Doubt] = []
        self._key = -1
        self.question = LinesLabel("plain", most=3)
        self.why = LinesLabel("small", most=2)
        self.yes = self._button(tr("Yes, the same"), lambda: self._answer(True))
        self.no = self._button(tr("No, another"), lambda: self._answer(False))
        self.later = self._button(tr("Later"), self._later)
        self.look = self._button(tr("Look at the other"), self._look)
        self.look.setProperty("look", "link")
        self.left = QLabel()
        self.left.setProperty("voice", "small")
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.yes, self.no, self.later, self.look):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(5)
        column.addWidget(self.question)
        column.addWidget(self.why)
        column.addLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def ask(self, doubts: Iterable[Doubt], key: int) -> None:
        """Ask these questions about the person `key`, one after another."""
        self._doubts, self._key = list(doubts), key
        self._show()

    @property
    def shown(self) -> Doubt | None:
        """What is asked now."""
        return self._doubts[0] if self._doubts else None

    def _show(self) -> None:
        doubt = self.shown
        self.setVisible(doubt is not None)
        if doubt is None:
            return
        other = self._other(doubt)
        asked = _question(other)
        self.question.set_words(own_way(asked), self.isRightToLeft())
        self.why.set_words(own_way(tr_finished(doubt.why, IDENTITY_REASONS)), self.isRightToLeft())
        waiting = len(self._doubts) - 1
        self.left.setText(trn("1 more question", "{n} more questions", waiting) if waiting else "")
        self.setAccessibleName(f"{asked} {self.why.text()}")

    def _other(self, doubt: Doubt) -> PersonLine:
        return doubt.other if doubt.one.key == self._key else doubt.one

    def _answer(self, same: bool) -> None:
        if self.shown is not None:
            doubt = self._doubts.pop(0)
            self._show()
            self.answered.emit(doubt, same)

    def _later(self) -> None:
        """Not asked again until the page is opened anew."""
        self._doubts = self._doubts[1:]
        self._show()
        self.put_off.emit()

    def _look(self) -> None:
        if self.shown is not None:
            self.look_wanted.emit(self._other(self.shown))

    def _button(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "step")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        return button
