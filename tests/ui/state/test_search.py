"""Search in the open article, as a person means it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from reader.hebrew.folding import fold
from reader.model import Span
from reader.ui.state import search as module
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session
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


WORDS = article(
    'ולנתניהו אמר קרי: "לנתניהו יש קריאה". בתל־אביב, אמר קרינה, תהיה ה-CNN',
    'קצת היסטוריה: ארה"ב וב"הארץ", ש"ס; ב"קרי" ו"קריה", נתניהו־קרי',
)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("קרי", ["אמר |קרי|:", 'ב"|קרי|"', "־|קרי|"]),
        ("נתניהו", ["ול|נתניהו| ", '"ל|נתניהו| ', " |נתניהו|־"]),
        ("לנתניהו", ["ו|לנתניהו| ", '"|לנתניהו| ']),
        ("תהי", []),
        ('ארה"ב', [' |ארה"ב| ']),
        ("ארה", []),
        ("הארץ", ['"|הארץ|"']),
        ("תל אביב", ["ב|תל־אביב|,"]),
        ("אביב אמר", []),
        ("CNN", ["-|CNN|"]),
    ],
)
def test_whole_words_are_found_with_and_without_attached_letters_and_never_inside_a_word(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, query: str, hits: list[str]
) -> None:
    session = builders.session(qtbot, monkeypatch, reading(WORDS))
    search = ArticleSearch(session)
    search.search(query)
    search.match_words(True)
    text = WORDS.text
    assert search.hits == tuple(
        Span(
            text.index(each.replace("|", "")) + each.index("|"),
            text.index(each.replace("|", "")) + each.rindex("|") - 1,
        )
        for each in hits
    )
    search.match_words(False)
    assert len(search.hits) >= len(hits)


def test_words_between_quotation_marks_are_meant_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    search = ArticleSearch(builders.session(qtbot, monkeypatch, reading(WORDS)))
    for query, count in (("קרי", 6), ('"קרי"', 3), ("״קרי״", 3), ('ארה"ב', 1), ('"', 10)):
        search.search(query)
        assert len(search.hits) == count, query


def test_the_page_stays_at_the_hit_when_whole_words_are_asked_for(search: ArticleSearch) -> None:
    search.search("שלום")
    search.step(1)
    search.match_words(True)
    assert search.current == 1


def test_a_long_article_is_parted_into_words_off_the_gui_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, search: ArticleSearch
) -> None:
    monkeypatch.setattr(module, "LONG_IN_WORDS", 10)
    search.search('"אביב"')
    assert search.hits == ()
    qtbot.waitUntil(lambda: len(search.hits) == 2)


def test_that_nothing_is_found_is_said_also_where_nothing_was_found_before(search: ArticleSearch) -> None:
    said: list[int] = []
    search.changed.connect(lambda: said.append(len(search.hits)))
    search.search("אינו כאן")
    assert said == [0]


def test_the_hits_of_a_search_in_the_library_are_shown_as_they_are(
    session: Session, search: ArticleSearch
) -> None:
    shown: list[Span] = []
    session.wants_shown.connect(shown.append)
    spans = [builders.span_of(STORY, words) for words in ("בבית", "תושבי", "אחד")]
    search.show_hits("אחד תושבי OR בית", spans, at=spans[0])
    assert found(search) == ["תושבי", "בבית", "אחד"]
    assert (search.current, shown) == (1, [spans[0]])
    search.step(1)
    assert shown[-1] == spans[2]
    search.search("אחד תושבי OR בית")  # the same words in the field are no new search
    assert len(search.hits) == 3
    search.search("שלום")
    assert found(search) == ["שָׁלוֹם", "שלום"]


def test_a_place_without_hits_is_gone_to_all_the_same(session: Session, search: ArticleSearch) -> None:
    shown: list[Span] = []
    session.wants_shown.connect(shown.append)
    search.show_hits("tag:קו", (), at=Span(9, 14))
    assert (search.hits, search.current, shown) == ((), -1, [Span(9, 14)])
