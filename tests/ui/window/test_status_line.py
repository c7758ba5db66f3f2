"""The line under everything."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.cancel import CancelToken
from reader.model import Article, Reading, Span
from reader.ui.state.session import Opened, Session
from reader.ui.window import status_line
from reader.ui.window.status_line import StatusLine
from tests.ui.panel_builders import TiredLibrary, interface, make_article, make_reading, put, settle, show


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def session() -> Iterator[Session]:
    with TiredLibrary.fresh() as library:
        yield Session(library)


@pytest.fixture
def line(qtbot: QtBot, session: Session) -> StatusLine:
    made = StatusLine(session)
    show(qtbot, made, (1000, 30))
    return made


def test_an_empty_window_says_nothing(line: StatusLine) -> None:
    assert not any(
        part.isVisible() for part in (line.people, line.notes, line.work, line.progress, line.stop)
    )


def test_people_are_counted_and_only_their_mentions(qtbot: QtBot, line: StatusLine, session: Session) -> None:
    put(qtbot, session, make_reading(make_article()))
    assert line.people.text() == "3 אנשים · 10 אזכורים"
    put(qtbot, session, make_reading(make_article(("חיפה", "רכבת ישראל בחיפה"), article_id="c" * 16), ()))
    assert line.people.text() == "אין אנשים"


def test_notes_are_counted_with_whether_they_are_saved(
    qtbot: QtBot, line: StatusLine, session: Session
) -> None:
    put(qtbot, session, make_reading(make_article()))
    assert not line.notes.isVisible()
    session.noting.annotate(Span(0, 4))
    assert line.notes.text() == "הערה אחת · נשמר"
    session.noting.annotate(Span(5, 9))
    line.set_notes_state("typing")
    assert line.notes.text() == "2 הערות · שומרים…"
    line.set_notes_state("failed")
    assert line.notes.text() == "2 הערות · לא נשמר"
    assert line.notes.property("voice") == "trouble"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/home/dana/כתבות/כתבה (2).txt", "כתבה (2).txt"),
        ("https://example.org/news/2013/kerry.html?x=1", "example.org/…/kerry.html"),
        ("https://example.org/", "example.org"),
        ("clipboard", "טקסט שהודבק"),
    ],
)
def test_the_file_is_called_by_its_last_name(
    qtbot: QtBot, line: StatusLine, session: Session, source: str, shown: str
) -> None:
    put(qtbot, session, make_reading(make_article(source=source)))
    settle()
    assert line.file.text().strip("\u2068\u2069") == shown
    assert line.file.toolTip() == source


def test_a_long_name_is_cut_in_the_middle_and_keeps_its_ending(
    qtbot: QtBot, line: StatusLine, session: Session
) -> None:
    put(qtbot, session, make_reading(make_article(source="/x/" + "כתבה ארוכה מאוד " * 20 + ".txt")))
    line.resize(500, 30)
    settle()
    assert "…" in line.file.text()
    assert line.file.text().strip("\u2068\u2069").endswith(".txt")
    assert line.rect().contains(line.file.geometry())


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    monkeypatch.setattr(status_line, "BUSY_AFTER", 0)
    may_end = threading.Event()

    def understand(article: Article, token: CancelToken, *_: object) -> Reading:
        token.progress(0.25)
        may_end.wait(20)
        token.check()
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(pipeline, "understand", understand)
    line = StatusLine(session)
    show(qtbot, line, (1000, 30))
    session.show(Opened(make_article(), (), 0))
    qtbot.waitUntil(lambda: line.stop.isVisible() and line.progress.maximum() > 0)
    assert line.progress.value() * 4 == line.progress.maximum()
    assert line.work.text() == "מחפשים מי נזכר…"
    QTest.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    may_end.set()
    assert not session.jobs.busy("people")
    assert not line.stop.isVisible() and not line.progress.isVisible()
    session.jobs.shut_down()


def test_short_work_is_not_worth_a_word(qtbot: QtBot, line: StatusLine, session: Session) -> None:
    seen: list[bool] = []
    session.busy_changed.connect(lambda _key, _busy: seen.append(line.stop.isVisible()))
    put(qtbot, session, make_reading(make_article()))
    assert seen and not any(seen)
