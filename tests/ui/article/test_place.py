"""The reader's place in a long article: kept, told, and gone to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import BlockKind, Span
from reader.ui.article.article_view import ArticleView
from reader.ui.article.page import Look
from tests.ui import builders
from tests.ui.builders import PAPER, article, reading

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LONG = article(
    (BlockKind.HEADLINE, "כותרת"), *(f"{index}. " + "מילים רבות ועוד מילים " * 12 for index in range(600))
)
SHORT = article("רק שורה אחת")


@pytest.fixture
def long_view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ArticleView:
    return builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(LONG)))


def wheel(of: ArticleView, turned: int, modifier: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, turned),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(of.viewport(), event)


def test_control_and_the_wheel_ask_for_another_size(qtbot: QtBot, long_view: ArticleView) -> None:
    steps: list[int] = []
    long_view.zoom_wanted.connect(steps.append)
    wheel(long_view, 120, Modifier.ControlModifier)
    wheel(long_view, -120, Modifier.ControlModifier)
    assert steps == [1, -1]
    for _ in range(4):
        wheel(long_view, 30, Modifier.ControlModifier)  # a touchpad
    assert steps == [1, -1, 1]
    assert long_view.verticalScrollBar().value() == 0
    wheel(long_view, -120, Modifier.NoModifier)
    assert long_view.verticalScrollBar().value() > 0


def top_line(of: ArticleView) -> Span:
    """The line that the page begins with."""
    first = of.sight.first()
    (rect,) = of.rects_of(Span(first, first + 1))
    assert -4 < rect.top() < 40
    return Span(first, first + 30)


def test_the_page_s_place_is_told_while_it_is_scrolled(long_view: ArticleView) -> None:
    session = long_view._session
    for value in (700, 5_000, 12_345):
        long_view.verticalScrollBar().setValue(value)
        assert session.position == long_view.sight.first()
        assert 0 < session.position < len(LONG.text)
    long_view.verticalScrollBar().setValue(0)
    assert session.position == 0


@pytest.mark.parametrize("share", [0.02, 0.5, 0.93])
def test_an_article_opens_where_it_was_left(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    first = builders.session(qtbot, monkeypatch, reading(LONG))
    view = builders.view(qtbot, first)
    span = Span(int(len(LONG.text) * share), int(len(LONG.text) * share))
    view.show_span(span)
    kept = first.position
    other = builders.session(qtbot, monkeypatch, reading(LONG), position=kept)
    again = builders.view(qtbot, other)
    assert again.sight.first() == kept
    assert other.position == kept
    qtbot.waitUntil(lambda: again.sight.whole)  # Qt goes on laying out meanwhile
    assert again.sight.first() == kept


def test_another_article_in_the_same_view_opens_where_it_was_left(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, long_view: ArticleView
) -> None:
    long_view.verticalScrollBar().setValue(9_000)
    builders.put(qtbot, monkeypatch, long_view._session, reading(SHORT))
    assert long_view.verticalScrollBar().value() == 0
    assert long_view.toPlainText() == SHORT.text
    kept = LONG.blocks[300].span.start
    builders.put(qtbot, monkeypatch, long_view._session, reading(LONG), position=kept)
    assert long_view.sight.first() == kept


def test_the_place_is_kept_when_the_width_or_the_size_changes(qtbot: QtBot, long_view: ArticleView) -> None:
    place = LONG.blocks[250].span.start
    long_view.go_to(place)
    for width in (700, 420, 555, 1_200):
        long_view.resize(width, 650)
        assert place in top_line(long_view)
    for size in (26, 14, 20):
        long_view.set_look(Look(PAPER, text_size=size))
        assert place in top_line(long_view)
    assert long_view._session.position == 0 or long_view._session.position == place


def test_what_is_wanted_comes_into_sight_a_third_down(long_view: ArticleView) -> None:
    session = long_view._session
    span = Span(LONG.blocks[400].span.start, LONG.blocks[400].span.start + 6)
    session.wants_shown.emit(span)
    (rect,) = long_view.rects_of(span)
    height = long_view.viewport().height()
    assert height * 0.25 < rect.center().y() < height * 0.45


def test_what_is_well_in_sight_moves_nothing(long_view: ArticleView) -> None:
    long_view.verticalScrollBar().setValue(3_000)
    middle_of_page = long_view.sight.boundary_at(QPointF(300, long_view.viewport().height() / 2))
    long_view.show_span(Span(middle_of_page, middle_of_page + 3))
    assert long_view.verticalScrollBar().value() == 3_000


def test_a_paragraph_as_long_as_a_book_opens(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    of = article("מילים רבות בלי שום שורה חדשה. " * 4_000)
    kept = len(of.text) // 2
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(of), position=kept))
    assert kept in Span(view.sight.first(), view.sight.first() + 200)
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == of.text


def test_pages_turn_with_a_line_in_common_and_come_back(long_view: ArticleView) -> None:
    bar, height = long_view.verticalScrollBar(), long_view.viewport().height()
    for forth, back, modifier in (
        (Key.Key_Space, Key.Key_Space, Modifier.ShiftModifier),
        (Key.Key_PageDown, Key.Key_PageUp, Modifier.NoModifier),
    ):
        last = long_view.sight.span().end
        QTest.keyClick(long_view, forth)
        assert height * 0.8 < bar.value() < height - 30
        assert last in Span(long_view.sight.span().start, long_view.sight.span().start + 300)
        QTest.keyClick(long_view, back, modifier)
        assert bar.value() == 0


def test_the_first_arrow_key_begins_on_the_page_that_is_seen(long_view: ArticleView) -> None:
    long_view.verticalScrollBar().setValue(3_000)
    sight = long_view.sight.span()
    QTest.keyClick(long_view, Key.Key_Down)
    assert long_view.sight.positions.to_article(long_view.textCursor().position()) in sight
    assert long_view.verticalScrollBar().value() == pytest.approx(3_000, abs=60)
