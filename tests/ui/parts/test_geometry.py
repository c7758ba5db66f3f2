"""Where words lie, and which one the mouse is on, also where Qt itself is mistaken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from reader.model import Span
from reader.ui.parts.geometry import merge
from tests import examples
from tests.ui import builders
from tests.ui.builders import article, reading

STORY = article(*examples.STORY.rstrip("\n").split("\n"))
LONG = article(*(f"{index}. " + "מילים רבות ועוד מילים " * 12 for index in range(600)))


@pytest.mark.parametrize("width", [560, 700, 828, 900])
def test_a_press_between_two_letters_is_understood_as_there(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Qt looks a wrapped Hebrew line up as if the blank at its end were part of it: a third of a letter off."""
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(STORY)), size=(width, 900))
    text = STORY.text
    for offset, letter in enumerate(text):
        if not "א" <= letter <= "ת" or "\u0591" <= text[offset + 1 : offset + 2] <= "\u05c7":
            continue
        (rect,) = view.rects_of(Span(offset, offset + 1))
        for share, meant in ((0.8, offset), (0.2, offset + 1)):
            at = QPointF(rect.left() + share * rect.width(), rect.center().y())
            assert view.sight.boundary_at(at) == meant
            left = Qt.MouseButton.LeftButton
            press = QMouseEvent(
                QEvent.Type.MouseButtonPress, at, at, left, left, Qt.KeyboardModifier.NoModifier
            )
            told = view.sight.aimed(press).position()
            found = view.cursorForPosition(told.toPoint()).position()
            near = {view.sight.boundary_at(at + QPointF(by, 0)) for by in (-0.5, 0.5)}  # whole pixels only
            assert view.sight.positions.to_article(found) in near, (offset, letter)


def test_a_place_between_two_paragraphs_is_found_while_the_rest_is_not_laid_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's hitTest answers with the end of the document there."""
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(LONG)))
    geometry = view.sight.geometry
    block = LONG.blocks[200].span
    between = geometry.line_top(block.start) - 14
    assert geometry.boundary_at(QPointF(300, between)) in range(LONG.blocks[199].span.start, block.end)
    start, end = geometry.between(between, between + 10)
    assert LONG.blocks[198].span.start < start <= end < LONG.blocks[202].span.end


def test_what_is_not_laid_out_has_no_place_yet_and_gets_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(LONG)))
    last = LONG.blocks[-1].span
    view.sight.geometry.line_top(last.start)
    assert view.sight.geometry.is_laid_out(last.start)
    assert view.rects_of(Span(last.start, last.start + 3))


def test_runs_that_touch_are_one() -> None:
    one, two, apart = QRectF(0, 0, 10, 5), QRectF(10.2, 0, 10, 5), QRectF(40, 0, 10, 5)
    assert merge([apart, two, one]) == [QRectF(0, 0, 20.2, 5), apart]
    assert merge([]) == []
