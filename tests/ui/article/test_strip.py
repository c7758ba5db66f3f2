"""The strip beside the scroll bar: where everything is, and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from reader.model import Span
from reader.ui.article import ruler
from reader.ui.article.article_view import ArticleView
from reader.ui.article.strip import Strip, words_round
from reader.ui.parts.theme import theme
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session
from tests.ui import builders
from tests.ui.builders import PAPER, article, note, reading

LINES = [f"{index}. מילים רבות ועוד מילים על הנושא " * 5 for index in range(120)]
LINES[10] = "השר רזניק אמר דבר מה"
LINES[60] = "גם גבעון אמרה דבר מה, ורזניק שתק"
LINES[90] = "ושוב אמרה גבעון"
LINES[110] = "בסוף אמר רזניק דבר אחר"
STORY = article(*LINES)
PEOPLE = reading(STORY, "רזניק", "גבעון")
NOTE = note(STORY, "דבר אחר", "pink")


@pytest.fixture
def session(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    return builders.session(qtbot, monkeypatch, PEOPLE, NOTE)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[tuple[ArticleView, Strip]]:
    """A view with its strip beside it, as in the window."""
    builders.fonts()
    holder = QWidget()
    row = QHBoxLayout(holder)
    view = ArticleView(session)
    strip = Strip(session, view)
    row.addWidget(view, 1)
    row.addWidget(strip)
    builders.show(qtbot, holder, (900, 600))
    qtbot.waitUntil(lambda: view.sight.whole)
    yield view, strip


def test_without_a_choice_only_the_notes_are_shown(page: tuple[ArticleView, Strip]) -> None:
    (tick,) = page[1].ticks()
    assert tick.what == NOTE
    assert tick.colour == PAPER.note_edge("pink")


def test_the_chosen_have_a_tick_in_their_colour_where_they_stand(
    session: Session, page: tuple[ArticleView, Strip]
) -> None:
    view, strip = page
    session.choose("e0")
    session.choose("e1", extend=True)
    for entity, index in (("e0", 0), ("e1", 1)):
        mentions = session.mentions_of(entity)
        ticks = [tick for tick in strip.ticks() if tick.what in mentions]
        assert len(ticks) == len(mentions)
        assert {tick.colour.name() for tick in ticks} == {PAPER.people[index]}
        whole = view.document().size().height()
        for tick, mention in zip(ticks, mentions, strict=True):
            (rect,) = view.rects_of(mention.name_span)
            y = rect.center().y() + view.verticalScrollBar().value()
            assert tick.y / strip.height() == pytest.approx(y / whole, abs=0.005)


def test_a_tick_is_painted_ten_pixels_wide_in_the_colour_of_its_person(
    session: Session, page: tuple[ArticleView, Strip]
) -> None:
    _, strip = page
    session.choose("e1")
    session.choose("e0", extend=True)  # so that e1 is not the one that "3 of 14" stands on
    tick = next(tick for tick in strip.ticks() if tick.what == session.mentions_of("e1")[1])
    shown = strip.grab().toImage()
    y = round(tick.y - 1.5) + 1
    row = [shown.pixel(x, y) == QColor(PAPER.people[1]).rgb() for x in range(shown.width())]
    assert sum(row) == pytest.approx(10, abs=2)
    assert not any(row[:6])
    assert not any(row[-6:])


def test_marks_on_one_pixel_are_one_tick_and_fifty_thousand_cost_no_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = article(*("אאאא " * 40 for _ in range(300)))
    session = builders.session(qtbot, monkeypatch, reading(of))
    view = builders.view(qtbot, session)
    strip = Strip(session, view)
    qtbot.addWidget(strip)
    strip.resize(22, 500)
    qtbot.waitUntil(lambda: view.sight.whole)
    search = ArticleSearch(session)
    strip.search_hits_from(search)
    search.search("א")
    assert len(search.hits) == 48_000
    share_of = Mock(wraps=view.sight.share_of)
    monkeypatch.setattr(view.sight, "share_of", share_of)
    rows = [int(tick.y) for tick in strip.ticks()]
    assert len(rows) == len(set(rows)) <= 500
    assert len(rows) > 300
    assert share_of.call_count < 2_500


def test_a_click_on_a_tick_goes_there(
    qtbot: QtBot, session: Session, page: tuple[ArticleView, Strip]
) -> None:
    view, strip = page
    session.choose("e0")
    last = session.mentions_of("e0")[-1]
    tick = next(tick for tick in strip.ticks() if tick.what == last)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(11, round(tick.y) - 2))
    assert session.current == last
    assert last.name_span.start in view.sight.span()
    assert view.rects_of(last.name_span)[0].center().y() > 0


def test_a_click_on_a_note_s_tick_says_which_note_it_is(
    qtbot: QtBot, page: tuple[ArticleView, Strip]
) -> None:
    view, strip = page
    (tick,) = strip.ticks()
    with qtbot.waitSignal(view.annotation_clicked) as clicked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(11, round(tick.y)))
    assert clicked.args == [NOTE.id]
    assert NOTE.selector.start in view.sight.span()


def test_a_click_beside_the_ticks_goes_to_that_part(page: tuple[ArticleView, Strip]) -> None:
    view, strip = page
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(11, strip.height() // 2))
    bar = view.verticalScrollBar()
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.05)


def test_hovering_a_tick_tells_its_words(
    page: tuple[ArticleView, Strip], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, strip = page
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_rest: shown.append(text))
    (tick,) = strip.ticks()
    point = QPoint(11, round(tick.y))
    QApplication.sendEvent(strip, QHelpEvent(QHelpEvent.Type.ToolTip, point, strip.mapToGlobal(point)))
    assert "בסוף אמר רזניק <b>דבר אחר</b>" in shown[0]
    assert 'dir="rtl"' in shown[0]


def test_an_article_that_fits_has_its_ticks_beside_its_lines(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = article("אחד", "שניים", "רזניק")
    session = builders.session(qtbot, monkeypatch, reading(of, "רזניק"))
    view = builders.view(qtbot, session)
    strip = Strip(session, view)
    qtbot.addWidget(strip)
    strip.resize(22, view.viewport().height())
    session.choose("e0")
    (tick,) = strip.ticks()
    assert tick.y == pytest.approx(view.rects_of(Span(10, 15))[0].center().y(), abs=2)


def test_the_ticks_follow_the_text_size_and_the_theme(
    session: Session, page: tuple[ArticleView, Strip]
) -> None:
    _, strip = page
    session.choose("e0")
    strip.set_theme(theme("night"))
    assert {tick.colour.name() for tick in strip.ticks()} >= {theme("night").people[0]}
    strip.resize(22, 200)
    assert max(tick.y for tick in strip.ticks()) < 200


def test_the_words_round_a_mark_are_cut_between_words_and_never_at_another_line() -> None:
    text = "שורה אחרת\nמילים <b> רבות מאוד שעומדות לפני רזניק ומילים רבות מאוד שעומדות אחריו גם כן\nעוד שורה"
    start = text.index("רזניק")
    told = words_round(text, Span(start, start + 5), rtl=True)
    assert "<b>רזניק</b>" in told
    assert "…" in told
    assert "שורה" not in told
    assert "&lt;b&gt;" in words_round(text, Span(text.index("רבות"), text.index("רבות") + 4), rtl=True)


@pytest.mark.parametrize("by_line", [True, False])
def test_the_way_to_a_word_s_height_and_back_meet(
    page: tuple[ArticleView, Strip], monkeypatch: pytest.MonkeyPatch, by_line: bool
) -> None:
    """A book is measured by its blocks, an article by its lines."""
    view, _ = page
    monkeypatch.setattr(ruler, "_BOOK", 10**9 if by_line else 0)
    measured = ruler.Ruler(view.document())
    heights = [measured.y_of(position) for position in range(0, view.document().characterCount(), 7)]
    assert heights == sorted(heights)
    assert heights[-1] < measured.height
    for span in (block.span for block in STORY.blocks):
        y = view.rects_of(Span(span.start, span.start + 1))[0].center().y() + view.verticalScrollBar().value()
        assert measured.y_of(span.start) == pytest.approx(y, abs=30)
    for y in range(0, int(measured.height), 97):
        below = measured.position_below(y)
        if below < view.document().characterCount() - 1:
            assert measured.y_of(below) >= y - 0.5
            assert below == 0 or measured.y_of(below - 1) < y + 0.5
