"""The model of the library's list: a hundred thousand keys at once, lines for those in sight, the place kept."""

from __future__ import annotations

from array import array
from time import process_time

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reader.library import ArticleRow
from reader.library.search.results import ArticleLine
from reader.model import Span
from reader.ui.library.list import ArticlesList
from reader.ui.library.model import KEPT, ArticlesModel
from reader.ui.library.rows import near_hit
from tests.ui.panel_builders import settle, show

MANY = 100_000


def line(key: int) -> ArticleLine:
    row = ArticleRow(f"{key:016x}", f"כותרת {key}", "x.txt", None, "2013-11-07", "", None, 0, 0)
    return ArticleLine(key, row)


def test_the_model_keeps_qt_s_rules() -> None:
    model = ArticlesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(array("q", [1, 2]), {1: line(1)})
    model.show(array("q", [1, 2, 3, 4]), {1: line(1)})  # the first hits, then all of them
    model.learn({3: line(3)})
    assert model.rowCount() == 4
    assert model.missing(0, 3) == [2, 4]
    model.show(array("q", [4, 1]), {})
    assert model.rowCount() == 2


def test_lines_that_were_looked_at_long_ago_are_forgotten() -> None:
    model = ArticlesModel()
    model.show(array("q", range(MANY)), {})
    for start in range(0, 3 * KEPT, 100):
        model.learn({key: line(key) for key in range(start, start + 100)})
    assert model.missing(0, 0) == [0]
    assert model.missing(3 * KEPT - 1, 3 * KEPT - 1) == []


def test_a_hundred_thousand_articles_are_shown_and_scrolled_at_once(qtbot: QtBot) -> None:
    model = ArticlesModel()
    articles = ArticlesList(model, "Articles")
    show(qtbot, articles, (900, 700))
    began = process_time()
    model.show(array("q", range(MANY)), {key: line(key) for key in range(20)})
    settle()
    articles.verticalScrollBar().setValue(articles.verticalScrollBar().maximum() // 2)
    settle()
    assert process_time() - began < 0.5
    first, last = articles.in_sight()
    assert MANY // 2 - 50 < first < last < MANY // 2 + 50


def test_the_article_that_the_keyboard_is_on_stays_in_its_place(qtbot: QtBot) -> None:
    model = ArticlesModel()
    articles = ArticlesList(model, "Articles")
    show(qtbot, articles, (900, 700))
    model.show(array("q", range(100, 200)), {})
    articles.selectRow(50)
    settle()
    before = articles.visualRect(articles.currentIndex()).top()
    model.show(array("q", range(90, 200)), {})  # ten came in before it
    settle()
    assert model.keys[articles.currentIndex().row()] == 150
    assert articles.visualRect(articles.currentIndex()).top() == before


def test_a_passage_is_shown_from_shortly_before_its_hit() -> None:
    text = "מילים רבות מאוד עומדות לפני " * 3 + "המטרה עצמה"
    start = text.index("המטרה")
    shown, hits = near_hit(text, (Span(start, start + 5),))
    assert shown.startswith("…")
    assert [hit.of(shown) for hit in hits] == ["המטרה"]
    assert hits[0].start < 40
