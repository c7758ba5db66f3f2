"""What the eye waits for in an article of 1,000,000 characters: opening, a scrolled frame, a click on a person."""

from __future__ import annotations

import re
from functools import cache

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from reader.model import (
    Article,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Reading,
    Span,
)
from reader.ui.article.article_view import ArticleView
from reader.ui.article.strip import Strip
from reader.ui.state.session import Session
from tests.bench import made
from tests.ui import builders

LENGTH = 1_000_000
MENTIONS = 1_500
NAMES = ("רזניק", "סלוצקי", "גבעון", "חדאד", "ברנשטיין", "אלקלעי", "קלמן", "הופמן")
WINDOW = (860, 870)


@cache
def long_article() -> Article:
    """Natural paragraphs, with a heading after every tenth."""
    first, second, *lines = made.article_of_length(LENGTH).rstrip("\n").split("\n")
    body = [(BlockKind.HEADING, line[:40]) if i % 10 == 9 else line for i, line in enumerate(lines)]
    return builders.article((BlockKind.HEADLINE, first), (BlockKind.SUBHEADLINE, second), *body)


@cache
def long_reading() -> Reading:
    """1,500 mentions of eight people, spread over the whole text."""
    of = long_article()
    places = [match.span() for match in re.finditer("|".join(NAMES), of.text)]
    step = len(places) // MENTIONS
    mentions = []
    for start, end in places[:: max(1, step)][:MENTIONS]:
        span = Span(start, end)
        who = f"e{NAMES.index(span.of(of.text))}"
        mentions.append(Mention(span, span, who, MentionForm.SURNAME, "a known name"))
    assert len(mentions) == MENTIONS
    people = tuple(Entity(f"e{i}", EntityKind.PERSON, name) for i, name in enumerate(NAMES))
    return Reading(of, people, tuple(mentions), (), (), EngineInfo("hand", "1"))


def opened(of: Article | None) -> Session:
    """A session without a library, on an article that nobody reads for people."""
    session = Session(None)
    session.article = of
    return session


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """The long article, its people found, all of its lines known."""
    session = opened(long_article())
    view = builders.view(qtbot, session, size=WINDOW)
    session._set_reading(session.mending.understood(long_reading()))
    view.sight.geometry.line_top(view.document().characterCount() - 1)
    QApplication.processEvents()
    return view


def _open_until_painted(benchmark: BenchmarkFixture, qtbot: QtBot, of: Article, position: int = 0) -> None:
    session = opened(None)
    view = builders.view(qtbot, session, size=WINDOW)

    def close() -> None:
        session.article = None
        session.article_changed.emit()
        QApplication.processEvents()
        session.article, session.position = of, position

    def open_and_paint() -> None:
        session.article_changed.emit()
        view.viewport().repaint()

    benchmark.pedantic(open_and_paint, setup=close, rounds=9, warmup_rounds=1)


def test_open_a_million_characters_until_painted(benchmark: BenchmarkFixture, qtbot: QtBot) -> None:
    _open_until_painted(benchmark, qtbot, long_article())


def test_open_a_million_characters_in_one_line_until_painted(
    benchmark: BenchmarkFixture, qtbot: QtBot
) -> None:
    _open_until_painted(benchmark, qtbot, builders.article(long_article().text.replace("\n", " ")))


def test_open_a_million_characters_in_the_middle_until_painted(
    benchmark: BenchmarkFixture, qtbot: QtBot
) -> None:
    _open_until_painted(benchmark, qtbot, long_article(), LENGTH // 2)


def test_a_scrolled_frame(benchmark: BenchmarkFixture, qtbot: QtBot, view: ArticleView) -> None:
    """A whole page, all its people chosen, painted at another place each time."""
    session, bar = view._session, view.verticalScrollBar()
    for index in range(len(NAMES)):
        session.choose(f"e{index}", extend=True)
    frame = 0

    def scroll() -> None:
        nonlocal frame
        frame += 1
        bar.setValue((frame * 7_919) % bar.maximum())
        view.viewport().repaint()

    benchmark.pedantic(scroll, rounds=300, warmup_rounds=5)


def test_a_click_on_a_person_until_painted(
    benchmark: BenchmarkFixture, qtbot: QtBot, view: ArticleView
) -> None:
    """The page and the strip, with the way to the person's next mention."""
    session = view._session
    strip = Strip(session, view)
    builders.show(qtbot, strip, (22, WINDOW[1]))
    turn = 0

    def click() -> None:
        nonlocal turn
        turn += 1
        session.choose(f"e{turn % len(NAMES)}")
        view.viewport().repaint()
        strip.repaint()

    benchmark.pedantic(click, rounds=150, warmup_rounds=3)


def test_selecting_everything_until_painted(
    benchmark: BenchmarkFixture, qtbot: QtBot, view: ArticleView
) -> None:
    def select() -> None:
        view.selectAll()
        view.viewport().repaint()
        view.clear_selection()

    benchmark.pedantic(select, rounds=30, warmup_rounds=1)
