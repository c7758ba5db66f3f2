"""The bar that rises over selected words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import Span
from reader.ui.article.article_view import ArticleView
from reader.ui.article.selection_bar import SelectionBar
from reader.ui.parts import i18n
from reader.ui.parts.theme import NOTE_COLOURS, THEMES, theme
from reader.ui.state.session import Session
from tests.ui import builders
from tests.ui.builders import article, drag, reading, span_of

Key, Modifier = Qt.Key, Qt.KeyboardModifier
STORY = article("השורה הראשונה של המאמר", *("מילים רבות ועוד מילים על הנושא " * 6 for _ in range(40)))


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ArticleView:
    return builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(STORY)))


@pytest.fixture
def bar(view: ArticleView) -> SelectionBar:
    return SelectionBar(view)


def take(of: ArticleView, start: int, end: int) -> None:
    """Select with the mouse."""
    first, last = of.rects_of(Span(start, start + 1))[0], of.rects_of(Span(end - 1, end))[0]
    drag(of, QPointF(first.right() - 1, first.center().y()), QPointF(last.left() + 1, last.center().y()))
    assert of.selected_span() == Span(start, end)


def place(of: ArticleView, line: int) -> int:
    return STORY.blocks[line].span.start


def test_it_rises_when_the_mouse_is_let_go_and_not_before(view: ArticleView, bar: SelectionBar) -> None:
    start = place(view, 2)
    first, last = view.rects_of(Span(start, start + 1))[0], view.rects_of(Span(start + 9, start + 10))[0]
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first.center().toPoint())
    QTest.mouseMove(viewport, last.center().toPoint())
    assert view.selected_span() is not None
    assert not bar.isVisible()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last.center().toPoint())
    assert bar.isVisible()
    assert view.hasFocus()


def test_it_stands_above_the_words_and_inside_the_view(view: ArticleView, bar: SelectionBar) -> None:
    start = place(view, 3)
    take(view, start, start + 10)
    (rect, *_) = view.rects_of(Span(start, start + 10))
    words = rect.translated(QPointF(view.viewport().pos())).toRect()
    assert bar.geometry().bottom() < words.top()
    assert words.top() - bar.geometry().bottom() < 40
    assert view.rect().contains(bar.geometry())
    assert bar.geometry().left() < words.left() < bar.geometry().right()


def test_under_the_first_line_where_there_is_no_room_above(view: ArticleView, bar: SelectionBar) -> None:
    take(view, 0, 10)
    rect = view.rects_of(Span(0, 10))[0]
    assert bar.geometry().top() > rect.bottom() + view.viewport().y()
    assert view.rect().contains(bar.geometry())


def test_it_goes_with_the_selection(view: ArticleView, bar: SelectionBar) -> None:
    take(view, place(view, 2), place(view, 2) + 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
    assert view.selected_span() is None
    assert not bar.isVisible()


def test_it_follows_the_words_while_they_are_in_sight(view: ArticleView, bar: SelectionBar) -> None:
    start = place(view, 5)
    take(view, start, start + 8)
    before = bar.y()
    view.verticalScrollBar().setValue(60)
    assert bar.y() == before - 60
    view.verticalScrollBar().setValue(3_000)
    assert not bar.isVisible()
    view.verticalScrollBar().setValue(0)
    assert (bar.isVisible(), bar.y()) == (True, before)


def test_it_rises_for_a_selection_by_keyboard_when_the_key_is_let_go(
    view: ArticleView, bar: SelectionBar
) -> None:
    view.select(place(view, 2), place(view, 2))
    QTest.keyPress(view, Key.Key_Left, Modifier.ShiftModifier)
    assert not bar.isVisible()
    QTest.keyRelease(view, Key.Key_Left, Modifier.ShiftModifier)
    assert bar.isVisible()
    assert view.hasFocus()


def test_every_button_asks_for_what_it_says(qtbot: QtBot, view: ArticleView, bar: SelectionBar) -> None:
    take(view, place(view, 3), place(view, 3) + 8)
    colours: list[str] = []
    asked: list[str] = []
    bar.highlight_wanted.connect(colours.append)
    bar.note_wanted.connect(lambda: asked.append("note"))
    bar.tag_wanted.connect(lambda: asked.append("tag"))
    bar.person_wanted.connect(lambda: asked.append("person"))
    for button in bar.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert view.hasFocus(), "a click leaves the keyboard in the article"
    assert colours == list(NOTE_COLOURS)
    assert asked == ["note", "tag", "person"]
    assert view.selected_span() is not None


def test_a_shortcut_takes_the_keyboard_in_and_escape_brings_it_back(
    qtbot: QtBot, view: ArticleView, bar: SelectionBar
) -> None:
    take(view, place(view, 3), place(view, 3) + 8)
    QTest.keyClick(view, Key.Key_Return, Modifier.ControlModifier)
    assert bar.buttons[0].hasFocus()
    wanted: list[str] = []
    bar.highlight_wanted.connect(wanted.append)
    QTest.keyClick(bar.buttons[0], Key.Key_Right)
    QTest.keyClick(bar.buttons[1], Key.Key_Return)
    QTest.keyClick(bar.buttons[1], Key.Key_Left)
    QTest.keyClick(bar.buttons[0], Key.Key_Space)
    QTest.keyClick(bar.buttons[0], Key.Key_Left)
    assert bar.buttons[-1].hasFocus()
    assert wanted == ["green", "yellow"]
    QTest.keyClick(bar.buttons[-1], Key.Key_Escape)
    assert view.hasFocus()
    assert not bar.isVisible()
    assert view.selected_span() is not None


def test_arrows_go_the_way_they_point_when_the_window_is_mirrored(
    qtbot: QtBot, view: ArticleView, bar: SelectionBar
) -> None:
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    take(view, place(view, 3), place(view, 3) + 8)
    bar.take_keyboard()
    QTest.keyClick(bar.buttons[0], Key.Key_Left)
    assert bar.buttons[1].hasFocus()
    assert bar.buttons[1].x() < bar.buttons[0].x()


def test_the_keyboard_returns_to_the_article_when_the_bar_goes(view: ArticleView, bar: SelectionBar) -> None:
    take(view, place(view, 3), place(view, 3) + 8)
    bar.take_keyboard()
    view.clear_selection()
    assert not bar.isVisible()
    assert view.hasFocus()


def test_without_a_selection_the_shortcut_does_nothing(view: ArticleView, bar: SelectionBar) -> None:
    bar.take_keyboard()
    assert not bar.isVisible()
    assert view.hasFocus()


@pytest.fixture
def hebrew() -> Iterator[None]:
    i18n.set_language("he")
    yield
    i18n.set_language("en")


def test_every_button_has_a_name_in_the_interface_s_language(hebrew: None, view: ArticleView) -> None:
    bar = SelectionBar(view)
    names = [button.accessibleName() for button in bar.buttons]
    assert len(set(names)) == 9
    assert all("א" <= name[0] <= "ת" for name in names)
    assert [button.text() for button in bar.buttons[5:]] == ["הערה", "תגית", "שייך לאדם", "הוספה כאדם"]


@pytest.mark.parametrize("name", THEMES)
def test_the_bar_stands_out_from_the_paper(view: ArticleView, bar: SelectionBar, name: str) -> None:
    colours = theme(name)
    bar.set_theme(colours)
    take(view, place(view, 3), place(view, 3) + 8)
    ground = bar.grab().toImage().pixelColor(bar.width() // 2, 4)
    ink = bar.buttons[-1].palette().color(bar.buttons[-1].foregroundRole())
    assert abs(ground.lightness() - QColor(ink).lightness()) > 100 or colours.dark


def test_a_key_the_bar_does_not_know_is_left_to_others(view: ArticleView, bar: SelectionBar) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_F9, Modifier.NoModifier)
    event.setAccepted(False)
    QApplication.sendEvent(bar.buttons[0], event)
    assert not event.isAccepted()
    assert QKeySequence("Ctrl+Return").toString()


def test_a_bar_over_an_empty_view_does_not_rise(qtbot: QtBot) -> None:
    view = builders.view(qtbot, Session(None))
    bar = SelectionBar(view)
    view.selection_settled.emit()
    assert not bar.isVisible()
    assert span_of(STORY, "השורה") == Span(0, 5)
