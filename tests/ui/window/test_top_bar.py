"""The bar over everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.parts.theme import THEMES, theme
from reader.ui.window.top_bar import TopBar
from tests.ui.panel_builders import interface, settle, show, type_into


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    made = TopBar()
    show(qtbot, made, (1440, 52))
    settle()
    return made


def test_typing_searches_and_enter_steps(bar: TopBar) -> None:
    searched: list[str] = []
    stepped: list[int] = []
    bar.searched.connect(searched.append)
    bar.stepped.connect(stepped.append)
    bar.focus_search()
    type_into(bar.search, "שלו")
    assert searched == ["ש", "של", "שלו"]
    QTest.keyClick(bar.search, Qt.Key.Key_Return)
    QTest.keyClick(bar.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert stepped == [1, -1]


def test_the_hits_are_counted_in_the_field(bar: TopBar) -> None:
    assert not bar.search.count.isVisible()
    type_into(bar.search, "קרי")
    bar.set_hits(3, 14)
    assert bar.search.count.text() == "3 / 14"
    assert bar.search.count.accessibleName() == "תוצאה 3 מתוך 14"
    stepped: list[int] = []
    bar.stepped.connect(stepped.append)
    QTest.mouseClick(bar.search.down, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.search.up, Qt.MouseButton.LeftButton)
    assert stepped == [1, -1]
    bar.set_hits(0, 0)
    assert bar.search.count.text() == "אין תוצאות"
    assert not bar.search.down.isEnabled()


def test_what_is_typed_does_not_run_under_the_count(bar: TopBar) -> None:
    type_into(bar.search, "קרי")
    bar.set_hits(3, 14)
    settle()
    inside = bar.search.count.geometry().united(bar.search.down.geometry())
    margins = bar.search.textMargins()
    assert margins.left() >= inside.right() - 6  # Hebrew: the count stands at the left
    assert bar.search.rect().contains(inside)


def test_escape_empties_the_field_and_leaves_it_whatever_the_window_does_with_escape(
    bar: TopBar, qtbot: QtBot
) -> None:
    taken = []
    action = QAction(bar)
    action.setShortcut("Escape")
    action.triggered.connect(lambda: taken.append(True))
    bar.addAction(action)
    bar.focus_search()
    type_into(bar.search, "קרי")
    with qtbot.waitSignals([bar.searched, bar.search_left]):
        QTest.keyClick(bar.search, Qt.Key.Key_Escape)
    assert bar.search.text() == ""
    assert not bar.search.count.isVisible()
    assert not taken


def test_searching_again_replaces_what_was_searched(bar: TopBar) -> None:
    type_into(bar.search, "קרי")
    bar.focus_search()
    assert bar.search.selectedText() == "קרי"
    bar.clear_search()
    assert bar.search.text() == ""


def test_the_sizes_are_asked_for(bar: TopBar) -> None:
    zoomed: list[int] = []
    bar.zoom.connect(zoomed.append)
    QTest.mouseClick(bar.larger, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.smaller, Qt.MouseButton.LeftButton)
    assert zoomed == [1, -1]


def test_the_four_papers_are_in_a_menu_and_the_button_names_the_one_in_use(bar: TopBar) -> None:
    picked: list[str] = []
    bar.theme_picked.connect(picked.append)
    actions = bar.theme_button.menu().actions()
    assert [action.text() for action in actions] == ["נייר", "לבן", "לילה", "ניגודיות גבוהה"]
    for action in actions:
        action.trigger()
    assert picked == list(THEMES)
    bar.set_theme(theme("night"))
    assert bar.theme_button.text() == "לילה"
    assert [action.isChecked() for action in actions] == [False, False, True, False]


def test_the_notes_button_asks_and_only_shows_what_it_is_told(bar: TopBar) -> None:
    asked: list[bool] = []
    bar.notes_toggled.connect(asked.append)
    bar.set_notes_shown(False)
    assert asked == [] and not bar.notes_button.isChecked()
    QTest.mouseClick(bar.notes_button, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_reading_stays_on_and_the_library_is_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    QTest.mouseClick(bar.reading_button, Qt.MouseButton.LeftButton)
    assert bar.reading_button.isChecked()
    with qtbot.waitSignal(bar.library_wanted):
        QTest.mouseClick(bar.library_button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("width", [1440, 1000, 760])
def test_nothing_is_cut_in_a_narrow_window(
    qtbot: QtBot, qapp: QApplication, width: int, language: str
) -> None:
    with interface(qapp, language):
        bar = TopBar()
        bar.set_theme(theme("contrast"))  # the longest name
        show(qtbot, bar, (width, 52))
        type_into(bar.search, "אב")
        bar.set_hits(999, 9999)
        settle()
        parts: list[QWidget] = [*bar.findChildren(QToolButton), bar.search]
        for part in parts:
            if part.isVisible() and part.parentWidget() is bar:
                assert bar.rect().contains(part.geometry())
                assert part.width() >= part.minimumSizeHint().width()
        assert bar.minimumSizeHint().width() <= width
        assert (bar.reading_button.x() > bar.menu_button.x()) == (language == "he")


def test_whole_words_can_be_asked_for_inside_the_field(bar: TopBar, qtbot: QtBot) -> None:
    assert not bar.search.whole.isVisible()
    type_into(bar.search, "קרי")
    bar.set_hits(1, 3)
    assert bar.search.whole.isVisible()
    with qtbot.waitSignal(bar.whole_toggled) as asked:
        QTest.mouseClick(bar.search.whole, Qt.MouseButton.LeftButton)
    assert asked.args == [True] and bar.search.text() == "קרי"
    bar.search.whole.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(bar.whole_toggled):
        QTest.keyClick(bar.search.whole, Qt.Key.Key_Space)
