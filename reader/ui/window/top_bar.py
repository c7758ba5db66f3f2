"""The bar over everything: reading, search, size, paper, notes, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from reader.ui.parts.i18n import tr
from reader.ui.parts.icons import icon
from reader.ui.parts.theme import THEMES, Theme, theme
from reader.ui.window.pages import READING

HEIGHT = 52
SEARCH_WIDEST, SEARCH_NARROWEST = 420, 170


class SearchField(QLineEdit):
    """The field in the middle; inside are the hits' count, whether whole words are meant, and two arrows."""

    stepped = Signal(int)
    whole_toggled = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(tr("Search in the article…"))
        self.setAccessibleName(tr("Search in the article"))
        self.setMaximumWidth(SEARCH_WIDEST)
        self.setMinimumWidth(SEARCH_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count = QLabel(self)
        self.count.setProperty("voice", "small")
        # "3 / 14" is a figure of its own: in a Hebrew line it would be read as 14 of 3.
        self.count.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.up = self._arrow(tr("Previous hit"), -1)
        self.down = self._arrow(tr("Next hit"), 1)
        self.whole = self._bare(tr("Whole words only"))
        self.whole.setCheckable(True)
        self.whole.toggled.connect(self.whole_toggled)
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(6, 0, 6, 0)
        self._inside.setSpacing(1)
        self._inside.addStretch(1)
        for widget in (self.count, self.whole, self.up, self.down):
            self._inside.addWidget(widget)
        self.set_hits(0, 0)
        self.textChanged.connect(self._on_text)

    def set_hits(self, current: int, count: int) -> None:
        """Say on which hit the page stands, counted from 1, and how many there are."""
        searching = bool(self.text())
        none = searching and count == 0
        self.count.setText(tr("No hits") if none else f"{current} / {count}" if searching else "")
        self.count.setAccessibleName(
            tr("Hit {at} of {n}", at=current, n=count) if count else self.count.text()
        )
        for widget in (self.count, self.whole, self.up, self.down):
            widget.setVisible(searching)
        for arrow in (self.up, self.down):
            arrow.setEnabled(count > 0)
        self._inside.activate()
        room = self.width() and searching
        end = (self._inside.sizeHint().width() + 2) if room else 0
        self.setTextMargins(*((end, 0, 0, 0) if self.isRightToLeft() else (0, 0, end, 0)))

    def event(self, event: QEvent) -> bool:
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in own
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_ink(self, colour: QColor) -> None:
        """Draw the arrows in this colour."""
        self.up.setIcon(icon("up", colour))
        self.down.setIcon(icon("down", colour))
        self.whole.setIcon(icon("whole", colour))

    def _on_text(self) -> None:
        if not self.text():
            self.set_hits(0, 0)

    def _arrow(self, words: str, by: int) -> QToolButton:
        button = self._bare(words)
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button

    def _bare(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("look", "bare")
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(14, 14))
        return button


class TopBar(QWidget):
    """What it is asked for, it only says; the window does it."""

    searched = Signal(str)
    stepped = Signal(int)
    whole_toggled = Signal(bool)
    search_left = Signal()
    zoom = Signal(int)
    theme_picked = Signal(str)
    notes_toggled = Signal(bool)
    reading_wanted = Signal()
    library_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._build()
        self.set_theme(theme("paper"))

    def set_theme(self, look: Theme) -> None:
        """Name the theme in use and draw in its ink."""
        ink = QColor(look.soft)
        self.theme_button.setText(_theme_name(look.name))
        self.theme_button.setIcon(icon("theme", ink))
        self.menu_button.setIcon(icon("menu", ink))
        self.search.set_ink(ink)
        for action in self._themes.actions():
            action.setChecked(action.data() == look.name)

    def set_page(self, name: str) -> None:
        """Say which of the window's pages is in sight, and keep only what is of use on it."""
        reading = name == READING
        self.reading_button.setChecked(reading)
        self.library_button.setChecked(not reading)
        for widget in (self.search, self.smaller, self.larger, self.notes_button):
            widget.setVisible(reading)

    def set_hits(self, current: int, count: int) -> None:
        """Show where the search is, counted from 1."""
        self.search.set_hits(current, count)

    def set_notes_shown(self, shown: bool) -> None:
        """Show whether the notes are in sight, without asking for it."""
        self.notes_button.blockSignals(True)
        self.notes_button.setChecked(shown)
        self.notes_button.blockSignals(False)

    def focus_search(self) -> None:
        """Put the cursor into the search field, over what was searched before."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear_search(self) -> None:
        """Empty the search field."""
        self.search.clear()

    def _build(self) -> None:
        self.reading_button = self._button(tr("Reading"), checkable=True)
        self.library_button = self._button(tr("Library"), checkable=True)
        for button, wanted in (
            (self.reading_button, self.reading_wanted),
            (self.library_button, self.library_wanted),
        ):
            # A button says where one is: a click on the one that is down leaves it so.
            button.clicked.connect(lambda _checked=False, button=button: button.setChecked(True))
            button.clicked.connect(wanted)
        self.search = SearchField()
        self.search.textChanged.connect(self.searched)
        self.search.stepped.connect(self.stepped)
        self.search.whole_toggled.connect(self.whole_toggled)
        self.search.left.connect(self.search_left)
        self.smaller = self._button(tr("A−"), tr("Smaller text"), do=lambda: self.zoom.emit(-1))
        self.larger = self._button(tr("A+"), tr("Larger text"), do=lambda: self.zoom.emit(1))
        self.theme_button = self._button("", tr("Paper and ink"))
        self.theme_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.theme_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.theme_button.setMenu(self._theme_menu())
        self.notes_button = self._button(tr("Notes"), tr("Show the notes"), checkable=True)
        self.notes_button.setChecked(True)
        self.notes_button.toggled.connect(self.notes_toggled)
        self.menu_button = self._button("", tr("Menu"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(6)
        row.addWidget(self.reading_button)
        row.addWidget(self.library_button)
        row.addStretch(1)
        row.addWidget(self.search, 100)
        room = self.search.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # the two buttons stay where they are
        self.search.setSizePolicy(room)
        row.addStretch(1)
        for widget in (self.smaller, self.larger, self.theme_button, self.notes_button, self.menu_button):
            row.addWidget(widget)
        self.set_page(READING)

    def _button(
        self, words: str, hint: str = "", *, checkable: bool = False, do: object = None
    ) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(hint)
        button.setCheckable(checkable)
        button.setAccessibleName(hint or words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if do is not None:
            button.clicked.connect(do)
        return button

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self)
        self._themes = QActionGroup(menu)
        for name in THEMES:
            action = QAction(_theme_name(name), menu, checkable=True)
            action.setData(name)
            action.triggered.connect(lambda _checked=False, name=name: self.theme_picked.emit(name))
            self._themes.addAction(action)
            menu.addAction(action)
        return menu


def _theme_name(name: str) -> str:
    return {
        "paper": tr("Paper"),
        "white": tr("White"),
        "night": tr("Night"),
        "contrast": tr("High contrast"),
    }[name]
