"""The bar that rises over selected words: four colours, a line, note, tag, "belongs to a person", "add as a person"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QToolButton, QWidget

from reader.model import Span
from reader.ui.article.article_view import ArticleView
from reader.ui.parts.i18n import tr
from reader.ui.parts.note_look import paint_underlined
from reader.ui.parts.theme import INTERFACE_FONT, NOTE_COLOURS, Theme, theme
from reader.ui.state.noting import Noting

KEY = "Ctrl+Return"
"""Takes the keyboard from the article into the bar; the same key under every layout."""
_GROUND, _INK = "#2a2825", "#ffffff"
_DOT, _GAP, _RADIUS = 15, 12, 9
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class SelectionBar(QWidget):
    """Stands over `view` while words are selected in it. It never takes the keyboard by itself."""

    highlight_wanted = Signal(str)  # a colour of NOTE_COLOURS
    underline_wanted = Signal()
    note_wanted = Signal()
    tag_wanted = Signal()
    person_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme("paper")
        self._wanted = self._tight = False
        self.setObjectName("selectionBar")
        self.setAccessibleName(tr("What to do with the selected words"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        self._fill()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 5)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.set_theme(self._theme)
        shortcut = QShortcut(QKeySequence(KEY), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.take_keyboard)
        view.selection_settled.connect(self._rise)
        view.selectionChanged.connect(self._on_selection)
        view.laid_out.connect(self._place)
        view.verticalScrollBar().valueChanged.connect(self._place)

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons in their order: the four colours, the line, note, tag, person, add."""
        return self._buttons

    def set_theme(self, chosen: Theme) -> None:
        """Take the colours of `chosen`: dark on light paper, a shade lighter than dark paper."""
        self._theme = chosen
        ink = chosen.ink if chosen.dark else _INK
        soft = QColor(ink)
        soft.setAlpha(36)
        veil = f"rgba({soft.red()}, {soft.green()}, {soft.blue()}, {soft.alpha()})"
        self.setStyleSheet(
            f'#selectionBar QToolButton {{ font: 400 13px "{INTERFACE_FONT}"; color: {ink};'
            " background: transparent; border: 1px solid transparent; border-radius: 6px;"
            f" padding: 2px {2 if self._tight else 7}px; }}"
            f"#selectionBar QToolButton:hover {{ background: {veil}; color: {ink}; }}"
            f"#selectionBar QToolButton:focus {{ border-color: {ink}; color: {ink}; }}"
            f"#selectionBar QFrame {{ background: {veil}; border: none; }}"
        )
        for dot in self._dots:
            dot.set_theme(chosen)
        self._line.set_ink(QColor(ink))
        self.update()

    def call_colours(self, noting: Noting) -> None:
        """Say what the colours are called."""
        for dot in self._dots:
            name = noting.colour_name(dot.colour)
            words = (
                _usual(dot.colour) if dot.colour not in noting.names else tr("Highlight: {name}", name=name)
            )
            dot.setToolTip(words)
            dot.setAccessibleName(words)

    def take_keyboard(self) -> None:
        """Bring the keyboard into the bar, where there is a selection; arrows, Escape and Tab go on from there."""
        if self._view.selected_span() is not None:
            self._rise()
            self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 5, 4)
        row.setSpacing(1)
        self._dots = [_Dot(self, colour, _usual(colour)) for colour in NOTE_COLOURS]
        for dot in self._dots:
            dot.picked.connect(self.highlight_wanted)
            row.addWidget(dot)
        self._line = _Line(self)
        self._line.clicked.connect(self.underline_wanted)
        row.addWidget(self._line)
        words = []
        for label, tip, signal in (
            (tr("Note"), tr("Highlight it and write a note"), self.note_wanted),
            (tr("Tag"), tr("Highlight it and give it a tag"), self.tag_wanted),
            (tr("Belongs to a person"), tr("Say whom these words are about"), self.person_wanted),
            (tr("Add as a person"), tr("A name that was missed: mark it as a person's"), self.add_wanted),
        ):
            divider = QFrame(self)
            divider.setFixedSize(1, 15)
            row.addWidget(divider)
            button = QToolButton(self)
            button.setText(label)
            button.setToolTip(tip)
            button.setAccessibleName(label)
            button.setAccessibleDescription(tip)
            button.clicked.connect(signal)
            row.addWidget(button)
            words.append(button)
        self._buttons: tuple[QToolButton, ...] = (*self._dots, self._line, *words)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the article
            button.installEventFilter(self)

    # -- where it stands -------------------------------------------------------------------------------------

    def _rise(self) -> None:
        self._wanted = self._view.selected_span() is not None
        self._place()

    def _on_selection(self) -> None:
        if self._view.selected_span() is None:
            self._wanted = False
        self._place()

    def _place(self) -> None:
        """Above the selection where there is room, else below; gone while the selection is out of sight."""
        span = self._view.selected_span() if self._wanted else None
        lines = self._lines_in_sight() if span is not None else QRectF()
        if span is None or lines.isEmpty():
            if self.isVisible():
                self._put_away()
            return
        self._fit()
        viewport = self._view.viewport().geometry()
        caret = self._view.cursorRect()
        x = viewport.left() + caret.center().x() - self.width() // 2
        x = max(6, min(x, self._view.width() - self.width() - 6))
        above = viewport.top() + lines.top() - self.height() - _GAP
        below = viewport.top() + lines.bottom() + _GAP
        upward = caret.center().y() <= lines.center().y() or lines.height() < 3 * caret.height()
        places = [above, below] if upward else [below, above]
        highest, lowest = viewport.top() + 4, viewport.bottom() - self.height() - 4
        y = next((place for place in places if highest <= place <= lowest), min(max(above, highest), lowest))
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    def _fit(self) -> None:
        """Stand with less room round the words where the page is narrow."""
        self.adjustSize()
        room = self._view.width() - 12
        if (self.width() > room) != self._tight and (not self._tight or self.width() + 40 < room):
            self._tight = not self._tight
            self.set_theme(self._theme)
            self.adjustSize()

    def _lines_in_sight(self) -> QRectF:
        """The first and last line of the selection, as far as they are in sight."""
        selected, sight = self._view.selected_span(), self._view.sight.span()
        lines = QRectF()
        if selected is None or not selected.overlaps(sight):
            return lines
        seen = Span(max(selected.start, sight.start), min(selected.end, sight.end))
        for rect in self._view.sight.edges_of(seen):
            lines = lines.united(rect)
        return lines.intersected(QRectF(self._view.viewport().rect()))

    def _put_away(self) -> None:
        inside = any(button.hasFocus() for button in self._buttons)
        self.hide()
        if inside:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys and painting -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        return False

    def _key(self, button: QWidget, event: QKeyEvent) -> bool:
        """Arrows go from button to button, the way they are seen; Escape goes back to the article."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._wanted = False
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._place()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            assert isinstance(button, QToolButton)
            button.click()
            return True
        if key not in _BACK + _ON:
            return False
        by = 1 if key in _ON else -1
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and key in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            by = -by
        at = next(index for index, known in enumerate(self._buttons) if known is button)
        self._buttons[(at + by) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = self._theme.dark
        painter.setBrush(QColor(self._theme.card if dark else _GROUND))
        painter.setPen(QColor(self._theme.line) if dark else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()


def _usual(colour: str) -> str:
    names = (tr("Yellow highlight"), tr("Green highlight"), tr("Blue highlight"), tr("Pink highlight"))
    return names[NOTE_COLOURS.index(colour)]


class _Line(QToolButton):
    """Underlines, in the colour that was used last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = QColor(_INK)
        self.setToolTip(tr("Underline"))
        self.setAccessibleName(tr("Underline"))
        self.setFixedSize(QSize(_DOT + 11, _DOT + 9))

    def set_ink(self, ink: QColor) -> None:
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_underlined(painter, QRectF(self.rect()), self._ink)
        painter.end()


class _Dot(QToolButton):
    """One colour to highlight in."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, colour: str, name: str) -> None:
        super().__init__(parent)
        self.colour = colour
        self._fill = QColor()
        self.clicked.connect(self._pick)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFixedSize(QSize(_DOT + 9, _DOT + 9))

    def _pick(self) -> None:
        self.picked.emit(self.colour)

    def set_theme(self, chosen: Theme) -> None:
        edge = chosen.note_edge(self.colour)
        self._fill = QColor.fromHslF(
            edge.hslHueF(), edge.hslSaturationF(), min(0.78, edge.lightnessF() * 1.18)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._fill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), _DOT / 2, _DOT / 2)
        painter.end()
