"""The one style sheet, made from a theme, and the interface's voices: which words speak in which font.

Widgets name their voice in the property ``voice`` and their place by their object name; what is painted by
hand asks `font` and `tint` for the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QFontMetrics

from reader.ui.parts.theme import INTERFACE_FONT, READING_FONT, Theme


@dataclass(frozen=True, slots=True)
class Voice:
    """A font and the theme's colour it is set in; `size` in pixels."""

    family: str
    size: int
    weight: int
    colour: str


VOICES = {
    "plain": Voice(INTERFACE_FONT, 14, 400, "ink"),
    "name": Voice(INTERFACE_FONT, 15, 600, "ink"),
    "role": Voice(INTERFACE_FONT, 12, 400, "soft"),
    "count": Voice(INTERFACE_FONT, 14, 400, "soft"),
    "cue": Voice(INTERFACE_FONT, 11, 400, "soft"),
    "small": Voice(INTERFACE_FONT, 12, 400, "soft"),
    "strong": Voice(INTERFACE_FONT, 14, 600, "ink"),
    "heading": Voice(INTERFACE_FONT, 12, 600, "soft"),
    "status": Voice(INTERFACE_FONT, 12, 400, "soft"),
    "trouble": Voice(INTERFACE_FONT, 12, 500, "error"),
    "spoken": Voice(READING_FONT, 14, 400, "second"),
    "quoted": Voice(READING_FONT, 15, 400, "second"),
    "title": Voice(READING_FONT, 16, 500, "ink"),
    "person": Voice(READING_FONT, 27, 600, "ink"),
}


def font(voice: str) -> QFont:
    """The font of one voice, for what is painted by hand."""
    spoken = VOICES[voice]
    made = QFont(spoken.family)
    made.setPixelSize(spoken.size)
    made.setWeight(QFont.Weight(spoken.weight))
    return made


def metrics(voice: str) -> QFontMetrics:
    """How wide and high words are in one voice."""
    return QFontMetrics(font(voice))


def ink(theme: Theme, voice: str) -> QColor:
    """The colour of one voice."""
    return QColor(getattr(theme, VOICES[voice].colour))


def tint(over: str, ground: str, share: float) -> QColor:
    """`share` of the colour `over` on `ground`, opaque; both ``#rrggbb``."""
    one, other = QColor(over), QColor(ground)
    return QColor(
        round(one.red() * share + other.red() * (1 - share)),
        round(one.green() * share + other.green() * (1 - share)),
        round(one.blue() * share + other.blue() * (1 - share)),
    )


def style_sheet(theme: Theme) -> str:
    """The whole application's style sheet on `theme`."""
    voices = "\n".join(
        f'*[voice="{name}"] {{ font: {voice.weight} {voice.size}px "{voice.family}";'
        f" color: {getattr(theme, voice.colour)}; background: transparent; }}"
        for name, voice in VOICES.items()
    )
    return _SHEET.substitute(
        family=INTERFACE_FONT,
        paper=theme.paper,
        panel=theme.panel,
        card=theme.card,
        ink=theme.ink,
        soft=theme.soft,
        line=theme.line,
        accent=theme.accent,
        error=theme.error,
        hover=tint(theme.ink, theme.panel, 0.06).name(),
        press=tint(theme.ink, theme.panel, 0.11).name(),
        card_hover=tint(theme.ink, theme.card, 0.05).name(),
        chosen=tint(theme.accent, theme.card, 0.16).name(),
        handle=tint(theme.soft, theme.panel, 0.6 if theme.name == "contrast" else 0.2).name(),
        handle_hover=tint(theme.soft, theme.panel, 0.65).name(),
        tip=theme.card if theme.dark else tint(theme.ink, theme.card, 0.92).name(),
        tip_ink=theme.ink if theme.dark else theme.card,
        on_accent="#101010" if theme.dark else "#ffffff",
        voices=voices,
    )


_SHEET = Template("""
QLabel, QAbstractButton, QLineEdit, QPlainTextEdit#noteBody, QMenu, QTabBar, QListView, QProgressBar,
QComboBox, QAbstractSpinBox, QDialog, QGroupBox { font: 400 14px "$family"; }
QLabel { color: $ink; background: transparent; }
QToolTip { font: 400 13px "$family"; color: $tip_ink; background: $tip; border: 1px solid $line; padding: 4px 7px; }
QMainWindow, QDialog { background: $panel; }

/* the frame */
#topBar, #statusLine { background: $panel; }
#topBar { border-bottom: 1px solid $line; }
#statusLine { border-top: 1px solid $line; }
#versionBanner { background: $chosen; border-bottom: 1px solid $line; }
#changesPage { background: $paper; border: 1px solid $line; border-radius: 8px; }
#changesPage:focus { border-color: $accent; }
#page { background: $paper; border: none; }
#side, #peoplePanel, #linksPanel, #notesPanel, #columnBody { background: $panel; border: none; }
QSplitter::handle { background: $line; }
QScrollArea { background: $panel; border: none; }
#personPage, QListView#personList { background: $paper; border: none; outline: none; }
QListView#peopleList, QListView#notesList, QListView#shelves { background: $panel; border: none; outline: none; }
#libraryPage, QTableView#articlesList, QListView#hitsList { background: $paper; border: none; outline: none; }
QTableView#articlesList { selection-background-color: transparent; }
#librarySide { background: $panel; }
#edge { background: $line; }
#importStrip { background: $card; border: 1px solid $line; border-radius: 8px; }

/* buttons */
QToolButton, QPushButton {
    color: $soft; background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 4px 9px;
}
QToolButton:hover, QPushButton:hover { background: $hover; color: $ink; }
QToolButton:pressed, QPushButton:pressed { background: $press; }
QToolButton:checked { background: $card; color: $ink; border-color: $line; }
QToolButton:focus, QPushButton:focus { border: 1px solid $accent; color: $ink; }
QToolButton:disabled, QPushButton:disabled { color: $handle; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[look="step"] {
    font-size: 12px; color: $soft; border: 1px solid $line; border-radius: 6px; padding: 1px 8px;
}
QPushButton[look="step"]:hover { background: $card_hover; color: $ink; }
QPushButton[look="step"]:focus { border-color: $accent; color: $ink; }
QPushButton[look="main"] {
    color: $on_accent; background: $accent; border: 1px solid $accent; padding: 3px 12px; font-size: 13px;
}
QPushButton[look="main"]:hover { color: $on_accent; }
QPushButton[look="main"]:focus { border: 2px solid $ink; padding: 2px 11px; color: $on_accent; }
QPushButton[look="link"] { color: $accent; padding: 1px 4px; border-radius: 4px; font-size: 12px; }
QPushButton[look="link"]:hover { background: transparent; text-decoration: underline; }
/* with room for the sign that there is more behind it, on the side where words end */
QToolButton[look="chip"] {
    font-size: 13px; border: 1px solid $line; border-radius: 7px; padding: 2px 19px 2px 9px;
}
QToolButton[look="chip"][ends="left"] { padding: 2px 9px 2px 19px; }
QToolButton[look="chip"]:checked { background: $chosen; color: $ink; border-color: $accent; }
QToolButton[look="chip"]:focus { border-color: $accent; }
QToolButton[look="bare"] { padding: 2px; border-radius: 5px; }
QDialog QPushButton { color: $ink; background: $card; border: 1px solid $line; padding: 5px 14px; }
QDialog QPushButton:focus { border-color: $accent; }
QDialog QPushButton[look="link"] { color: $accent; background: transparent; border-color: transparent; }
QDialog QPushButton[look="link"]:focus { border-color: $accent; }

/* fields */
QLineEdit {
    color: $ink; background: $card; border: 1px solid $line; border-radius: 8px; padding: 5px 10px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $soft;
}
QLineEdit:focus { border-color: $accent; }
QLineEdit#filter, QLineEdit#noteTags { font-size: 13px; border-radius: 7px; padding: 3px 8px; }
QPlainTextEdit#noteBody {
    color: $ink; background: $card; border: 1px solid $line; border-radius: 7px; padding: 2px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit#noteBody:focus { border-color: $accent; }

QComboBox#choice {
    color: $ink; background: $card; border: 1px solid $line; border-radius: 7px; padding: 3px 8px; font-size: 13px;
}
QComboBox#choice:focus { border-color: $accent; }
QComboBox#choice::drop-down { border: none; width: 20px; }
QComboBox#choice QAbstractItemView {
    color: $ink; background: $card; border: 1px solid $line; outline: none; padding: 3px;
    selection-background-color: $chosen; selection-color: $ink;
}

QListWidget#chooserList {
    color: $ink; background: $card; border: 1px solid $line; border-radius: 8px; padding: 2px; outline: none;
}
QListWidget#chooserList::item { padding: 4px 7px; border-radius: 5px; }
QListWidget#chooserList::item:hover { background: $card_hover; }
QListWidget#chooserList::item:selected { background: $chosen; color: $ink; }
QCheckBox { font: 400 13px "$family"; color: $ink; }
QRadioButton { font: 400 14px "$family"; color: $ink; spacing: 8px; padding: 2px; }
QRadioButton:disabled { color: $soft; }
QRadioButton:focus { background: $hover; border-radius: 6px; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $soft; border-radius: 8px; background: $card;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }

/* tabs */
QTabBar { background: transparent; border: none; }
QTabBar::tab {
    color: $soft; background: transparent; border: 1px solid transparent; border-radius: 7px;
    padding: 4px 5px; margin: 0 1px;
}
QTabBar::tab:hover { color: $ink; background: $hover; }
QTabBar::tab:selected { color: $ink; background: $card; border-color: $line; font-weight: 600; }
QTabBar::tab:focus { border-color: $accent; }

/* menus */
QMenu { color: $ink; background: $card; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 5px 16px; border-radius: 5px; }
QMenu::item:selected { background: $chosen; color: $ink; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin: 0 6px; }

/* cards */
#personCard { background: $card; border: 1px solid $line; border-radius: 9px; }
#messageBar { background: $card; border: 1px solid $line; border-radius: 10px; }
#messageBar[kind="error"] { border: 1px solid $error; }
#messageBar QLabel#details { font-size: 12px; color: $soft; }

#popup { background: $card; border: 1px solid $line; border-radius: 10px; }
#popup QLineEdit { background: $paper; }
#popup #chooserList { border: none; padding: 0; }

/* progress */
QProgressBar {
    background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }

/* scroll bars */
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $handle_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

/* voices */
$voices
*[voice]:disabled { color: $soft; }
""")
