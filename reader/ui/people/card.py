"""The chosen person's row, opened: who that is, what else they are called, what they said, and where they stand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.model import Quote
from reader.ui.parts import style
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.theme import Theme
from reader.ui.parts.wrapped import LinesLabel, WrappedLines
from reader.ui.people.model import PersonRow
from reader.ui.people.rows import INDENT, NAME_HEIGHT, PAD_X, PAD_Y, is_cut, paint_name
from reader.ui.state.session import Session

QUOTES_SHOWN = 3
ROLES_SHOWN = 3
_BAR, _QUOTE_PAD, _CUE_HEIGHT = 3, 9, 16
_STEPS_GAP = 6


class QuoteButton(QAbstractButton):
    """One quotation with its cue; a click shows it in the text."""

    def __init__(self, words: str, cue: str, colour: QColor, look: Theme, right: bool) -> None:
        super().__init__()
        self._words, self._cue, self._colour, self._look, self._right = words, cue, colour, look, right
        self._made: tuple[int, WrappedLines] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(f"{words} ({cue})")
        self.setAccessibleName(self.text())
        if self._lines(200).count >= 3:
            self.setToolTip(words)

    def heightForWidth(self, width: int) -> int:
        return self._lines(width).height + _CUE_HEIGHT + 6

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 100)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.heightForWidth(max(self.width(), 100)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(self._look.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(style.tint(self._look.ink, self._look.card, 0.04))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        bar = self.width() - _BAR if self._right else 0
        painter.fillRect(QRect(bar, 2, _BAR, self.height() - 4), self._colour)
        left = 0 if self._right else _BAR + _QUOTE_PAD
        lines = self._lines(self.width())
        painter.setPen(style.ink(self._look, "spoken"))
        lines.draw(painter, left, 2)
        painter.setPen(style.ink(self._look, "cue"))
        room = self.width() - _BAR - _QUOTE_PAD
        cue = WrappedLines(self._cue, style.font("cue"), room, self._right, 1)
        cue.draw(painter, left, 3 + lines.height)

    def _lines(self, width: int) -> WrappedLines:
        room = width - _BAR - _QUOTE_PAD
        if self._made is None or self._made[0] != room:
            self._made = (room, WrappedLines(self._words, style.font("spoken"), room, self._right, 3, 1.5))
        return self._made[1]


class PersonCard(QFrame):
    """The white card in the place of the row. It only asks the session; the panel makes and drops it."""

    picked = Signal(bool)  # the name was clicked; whether to extend the choice
    menu_wanted = Signal(QPoint)  # global
    resized = Signal()
    everywhere_wanted = Signal()

    def __init__(self, session: Session, row: PersonRow, look: Theme, right: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("personCard")
        self._session, self.row, self._look, self._right = session, row, look, right
        self.setAccessibleName(row.spoken())
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        start, end = (PAD_X, INDENT) if right else (INDENT, PAD_X)
        self._column.setContentsMargins(start, PAD_Y + NAME_HEIGHT, end, PAD_Y + 2)
        self._add_roles()
        self._add_aliases()
        self._quotes = QVBoxLayout()
        self._quotes.setSpacing(4)
        self._column.addLayout(self._quotes)
        self._show_quotes(QUOTES_SHOWN)
        self._column.addLayout(self._steps())
        self._add_everywhere()
        self.refresh()

    def needed_height(self, width: int) -> int:
        """The height that shows all of it in `width` pixels."""
        self.setToolTip(self.row.name if is_cut(replace(self.row, role=""), width) else "")
        self._fit_steps(width)
        return (
            self._column.totalHeightForWidth(width)
            if self._column.hasHeightForWidth()
            else self._column.sizeHint().height()
        )

    def say_everywhere(self, articles: int) -> None:
        """Say in how many articles of the library they are; nothing for none."""
        words = (
            tr("Everywhere in the library ({n})", n=articles) if articles else tr("Everywhere in the library")
        )
        if words != self.everywhere.text():
            self.everywhere.setText(words)
            self.everywhere.setAccessibleName(
                trn(
                    "Everywhere in the library, in 1 article",
                    "Everywhere in the library, in {n} articles",
                    articles,
                )
                if articles
                else words
            )

    def refresh(self) -> None:
        """Say again at which of the mentions the reader is."""
        mentions = self._session.mentions_of(self.row.entity_id)
        current = self._session.current
        if current in mentions:
            at = mentions.index(current) + 1
            self.place.setText(tr("{at} of {n}", at=at, n=len(mentions)))
        else:
            self.place.setText(trn("1 mention", "{n} mentions", len(mentions)))
        for button in (self.back, self.on):
            button.setEnabled(len(mentions) > 1)
        self.place.setEnabled(bool(mentions))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.line), 1))
        painter.setBrush(QColor(self._look.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        room = self.rect().adjusted(0, PAD_Y, 0, -PAD_Y)
        paint_name(painter, room, self.row, self._look, self._right)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.picked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    # -- parts -----------------------------------------------------------------------------------------------

    def _add_roles(self) -> None:
        reading = self._session.reading
        found = [role.text for role in reading.roles_of(self.row.entity_id)] if reading else []
        roles = list(dict.fromkeys(found))[:ROLES_SHOWN]
        if roles:
            self._add_words("role", " · ".join(roles))

    def _add_aliases(self) -> None:
        entity = self._session.entity(self.row.entity_id)
        others = [alias for alias in entity.aliases if alias != entity.name] if entity else []
        if others:
            # Each name is isolated: under an English interface the sentence runs from left to right.
            names = ", ".join(f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" for name in others)
            self._add_words("small", tr("Also: {names}", names=names), own=True)

    def _add_everywhere(self) -> None:
        """The way to all their articles; without a library there is none."""
        self.everywhere = QPushButton(tr("Everywhere in the library"))
        self.everywhere.setProperty("look", "link")
        self.everywhere.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.everywhere.setCursor(Qt.CursorShape.PointingHandCursor)
        self.everywhere.clicked.connect(self.everywhere_wanted)
        # At the side where the article's words begin, as the buttons over it.
        begins = self._right == self.isRightToLeft()
        side = Qt.AlignmentFlag.AlignLeading if begins else Qt.AlignmentFlag.AlignTrailing
        self._column.addSpacing(4)
        self._column.addWidget(self.everywhere, 0, side)
        self.everywhere.setVisible(self._session.library is not None)

    def _add_words(self, voice: str, words: str, *, own: bool = False) -> None:
        label = LinesLabel(voice, most=3)
        label.set_words(words, None if own else self._right, to_right=self._right)
        self._column.addWidget(label)

    def _show_quotes(self, most: int) -> None:
        # The old ones go when control is back with Qt: one of them may be what was clicked.
        while (item := self._quotes.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        reading = self._session.reading
        quotes = reading.quotes_of(self.row.entity_id) if reading else ()
        self._quotes.setContentsMargins(0, 6 if quotes else 0, 0, 2 if quotes else 0)
        for quote in quotes[:most]:
            button = self._quote(quote)
            self._quotes.addWidget(button)
            button.show()  # now, or the card would be measured without it
        if len(quotes) > most:
            more = QPushButton(tr("All {n} quotations", n=len(quotes)))
            more.setProperty("look", "link")
            more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            more.clicked.connect(lambda: self._show_all(len(quotes)))
            self._quotes.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _show_all(self, count: int) -> None:
        self._show_quotes(count)
        self.resized.emit()

    def _quote(self, quote: Quote) -> QuoteButton:
        article = self._session.article
        text = article.text if article else ""
        kind = tr("direct quotation") if quote.direct else tr("reported speech")
        cue = " ".join(quote.cue_span.of(text).split()) if quote.cue_span is not None else ""
        words = " ".join(quote.span.of(text).split())
        colour = self._look.person(self.row.colour)
        button = QuoteButton(words, f"{cue} · {kind}" if cue else kind, colour, self._look, self._right)
        button.clicked.connect(lambda: self._session.wants_shown.emit(quote.span))
        return button

    def _steps(self) -> QHBoxLayout:
        self.back = self._step(tr("‹ Prev."), lambda: self._session.step(-1))
        self.back.setAccessibleName(tr("Previous mention"))
        self.place = self._step("", self._show_current)
        self.on = self._step(tr("Next ›"), lambda: self._session.step(1))
        self.on.setAccessibleName(tr("Next mention"))
        self.more = self._step("…", self._ask)
        self.more.setToolTip(tr("Correct what is wrong"))
        self.more.setAccessibleName(tr("Correct what is wrong"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(_STEPS_GAP)
        for button in (self.back, self.place, self.on, self.more):
            row.addWidget(button)
        # The buttons run as the interface does, and stand at the side where the article's words begin.
        row.insertStretch(4 if self._right == self.isRightToLeft() else 0, 1)
        return row

    def _fit_steps(self, width: int) -> None:
        """Leave only the arrows of the steps where their words have no room, as in a small window."""
        margins = self._column.contentsMargins()
        room = width - margins.left() - margins.right() - 3 * _STEPS_GAP
        for back, on in ((tr("‹ Prev."), tr("Next ›")), ("‹", "›")):
            self.back.setText(back)
            self.on.setText(on)
            if sum(each.sizeHint().width() for each in (self.back, self.place, self.on, self.more)) <= room:
                return

    def _ask(self) -> None:
        corner = self.more.rect().bottomRight() if self.isRightToLeft() else self.more.rect().bottomLeft()
        self.menu_wanted.emit(self.more.mapToGlobal(corner))

    def _step(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "step")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        return button

    def _show_current(self) -> None:
        if self._session.current is not None:
            self._session.wants_shown.emit(self._session.current.name_span)
