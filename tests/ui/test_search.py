"""Search in the open article, as a person means it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from reader.hebrew.folding import fold
from reader.model import Span
from reader.ui import search as module
from reader.ui.search import ArticleSearch
from reader.ui.session import Session
from tests.ui import builders
from tests.ui.builders import article, reading

STORY = article(
    "שָׁלוֹם לתושבי תל־אביב, אמרו נציגי ארה״ב 😀 בבית הלבן",
    'עוד שלום אחד, ועוד בתל אביב, ולבסוף ארה"ב',
)


@pytest.fixture
def session(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    return builders.session(qtbot, monkeypatch, reading(STORY))


@pytest.fixture
def search(session: Session) -> ArticleSearch:
    return ArticleSearch(session)


def found(search: ArticleSearch) -> list[str]:
    return [hit.of(STORY.text) for hit in search.hits]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("שלום", ["שָׁלוֹם", "שלום"]),
        ('ארה"ב', ["ארה״ב", 'ארה"ב']),
        ("תל אביב", ["תל־אביב", "תל אביב"]),
        ("לבן", ["לבן"]),
        ("אינו כאן", []),
        ("   ", []),
    ],
)
def test_what_is_meant_is_found_however_it_is_written(
    search: ArticleSearch, query: str, hits: list[str]
) -> None:
    search.search(query)
    assert found(search) == hits
    assert search.current == (0 if hits else -1)


def test_searching_goes_to_the_first_place_from_the_top_of_the_page_on(
    session: Session, search: ArticleSearch
) -> None:
    shown: list[Span] = []
    session.wants_shown.connect(shown.append)
    session.position = STORY.blocks[1].span.start
    search.search("ש")
    session.position = len(STORY.text)  # the page scrolled: more letters do not carry the search further down
    search.search("שלום")
    assert search.current == 1
    assert shown[-1] == search.hits[1]


def test_steps_go_round_the_end_and_bring_each_hit_into_sight(
    session: Session, search: ArticleSearch
) -> None:
    shown: list[Span] = []
    search.search("שלום")
    session.wants_shown.connect(shown.append)
    for by in (1, 1, -1):
        search.step(by)
    assert shown == [search.hits[index] for index in (1, 0, 1)]
    search.search("")
    search.step(1)
    assert (search.hits, search.current, len(shown)) == ((), -1, 3)


def test_every_change_is_said_once(qtbot: QtBot, search: ArticleSearch) -> None:
    said: list[tuple[int, int]] = []
    search.changed.connect(lambda: said.append((search.current, len(search.hits))))
    search.search("שלום")
    assert said[-1] == (0, 2)
    before = len(said)
    search.search("שלום")
    assert len(said) == before
    search.search("")
    assert said[-1] == (-1, 0)


def test_another_article_ends_the_search(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session, search: ArticleSearch
) -> None:
    search.search("שלום")
    other = article("אין כאן דבר, רק שלום")
    builders.put(qtbot, monkeypatch, session, reading(other))
    assert (search.query, search.hits) == ("", ())
    search.search("שלום")
    assert [hit.of(other.text) for hit in search.hits] == ["שלום"]


def test_a_long_article_is_searched_off_the_gui_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session, search: ArticleSearch
) -> None:
    monkeypatch.setattr(module, "LONG", 10)
    search.search("ארה")
    assert search.hits == ()
    search.search('ארה"ב')  # typed on before the first one was found: only this one is answered
    qtbot.waitUntil(lambda: len(search.hits) == 2)
    assert found(search) == ["ארה״ב", 'ארה"ב']
    search.search("")
    assert search.hits == ()


def test_the_article_is_folded_once(
    monkeypatch: pytest.MonkeyPatch, session: Session, search: ArticleSearch
) -> None:
    counted = Mock(wraps=fold)
    monkeypatch.setattr(module, "fold", counted)
    for query in ("ש", "של", "שלום"):
        search.search(query)
    assert counted.call_count == 1


def test_without_an_article_nothing_is_found(qtbot: QtBot) -> None:
    search = ArticleSearch(Session(None))
    search.search("שלום")
    search.step(1)
    assert search.hits == ()
