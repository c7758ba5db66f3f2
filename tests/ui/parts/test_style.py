"""The one style sheet, and what it gives to whom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.parts import style
from reader.ui.parts.theme import THEMES, Theme, theme
from reader.ui.window.side_column import SideColumn
from tests.ui.panel_builders import fonts, has_colour, settle, show


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_gives_a_sheet_that_qt_can_read(qapp: QApplication, name: str, qtbot: QtBot) -> None:
    sheet = style.style_sheet(theme(name))
    assert "$" not in sheet
    button = QPushButton("שמירה")
    button.setProperty("look", "main")
    button.setStyleSheet(sheet)  # a fault in it is a warning of Qt's, and a failure of this test
    show(qtbot, button, (120, 40))
    assert has_colour(button, QColor(theme(name).accent))


def luminance(colour: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("voice", list(style.VOICES))
def test_every_voice_can_be_read_on_panel_and_card(name: str, voice: str) -> None:
    look: Theme = theme(name)
    words = style.ink(look, voice).name()
    assert contrast(words, look.panel) >= 4.5
    assert contrast(words, look.card) >= 4.5


def test_the_voices_are_in_our_own_fonts(qapp: QApplication) -> None:
    fonts()
    assert {QFontInfo(style.font(voice)).family() for voice in style.VOICES} == {"Heebo", "Frank Ruhl Libre"}
    assert style.metrics("strong").horizontalAdvance("אנשים") > style.metrics("plain").horizontalAdvance(
        "אנשים"
    )


# -- the sidebar's two panels --------------------------------------------------------------------------------


class Panel(QWidget):
    """A panel that wants a certain height."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self.wanted = wanted

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setHeight(self.wanted)
        return hint


@pytest.mark.parametrize(
    ("upper", "lower", "heights"),
    [(300, 200, (300, 500)), (700, 200, (600, 200)), (2000, 900, (560, 240)), (300, 2000, (300, 500))],
)
def test_the_further_reading_follows_the_people_and_both_keep_some_room(
    qtbot: QtBot, upper: int, lower: int, heights: tuple[int, int]
) -> None:
    panels = Panel(upper), Panel(lower)
    column = SideColumn(*panels)
    show(qtbot, column, (300, 800))
    settle()
    assert tuple(panel.height() for panel in panels) == heights


def test_without_further_reading_the_people_have_it_all(qtbot: QtBot) -> None:
    panels = Panel(300), Panel(200)
    column = SideColumn(*panels)
    show(qtbot, column, (300, 800))
    panels[1].hide()
    settle()
    assert panels[0].height() == 800
    panels[1].show()
    panels[0].wanted = 500
    panels[0].updateGeometry()
    settle()
    assert (panels[0].height(), panels[1].height()) == (500, 300)
