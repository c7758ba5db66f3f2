"""One plain sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.ui.parts import message_bar
from reader.ui.parts.message_bar import MessageBar
from tests.ui.panel_builders import interface, settle, show

FULL = ReaderError("The disk is full.", "Make room and try again.")


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    made.page = QLabel("המאמר")  # type: ignore[attr-defined]
    made.bar = MessageBar()  # type: ignore[attr-defined]
    column.addWidget(made.bar)  # type: ignore[attr-defined]
    column.addWidget(made.page)  # type: ignore[attr-defined]
    show(qtbot, made, (900, 600))
    settle()
    return made


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    found = window.findChild(MessageBar)
    assert isinstance(found, MessageBar)
    return found


def test_nothing_to_say_shows_nothing(bar: MessageBar) -> None:
    assert not bar.isVisible()
    assert bar.shown is None


def test_an_error_says_what_happened_and_what_to_do(bar: MessageBar) -> None:
    bar.show_error(FULL)
    assert bar.isVisible()
    assert (bar.sentence.text(), bar.hint.text()) == ("The disk is full.", "Make room and try again.")
    assert bar.property("kind") == "error"
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_it_lies_over_the_page_and_moves_nothing(window: QWidget, bar: MessageBar) -> None:
    page = window.findChildren(QLabel)[-1]
    before = window.page.geometry()  # type: ignore[attr-defined]
    bar.show_error(FULL)
    settle()
    assert page is not None
    assert window.page.geometry() == before  # type: ignore[attr-defined]
    assert window.rect().contains(bar.geometry())
    window.resize(500, 400)
    settle()
    assert window.rect().contains(bar.geometry())


def test_the_newest_is_shown_and_the_others_wait(bar: MessageBar) -> None:
    bar.show_error(FULL)
    bar.show_error(ReaderError("The file is empty."))
    said = (
        bar.sentence.text().replace("\u2068", "").replace("\u2069", "")
    )  # a path is isolated in its sentence
    assert said == "The file is empty."
    assert not bar.hint.isVisible()
    assert bar.more.text() == "ועוד 1"
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    said = (
        bar.sentence.text().replace("\u2068", "").replace("\u2069", "")
    )  # a path is isolated in its sentence
    assert said == "The disk is full."
    assert not bar.more.isVisible()


def test_the_same_trouble_is_said_once(bar: MessageBar, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    for _ in range(4):
        bar.show_error(FULL)
    assert bar.count == 1
    assert len(heard) == 1


def test_a_screen_reader_is_told(bar: MessageBar, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    bar.show_error(FULL)
    bar.show_info("נשמר")
    said = [event.message() for event in heard]  # type: ignore[attr-defined]
    assert said == ["The disk is full. Make room and try again.", "נשמר"]
    urgent = [event.politeness() for event in heard]  # type: ignore[attr-defined]
    assert urgent[0] == QAccessible.AnnouncementPoliteness.Assertive != urgent[1]


def test_news_can_be_acted_on_and_goes_then(bar: MessageBar) -> None:
    done: list[str] = []
    bar.show_info("ההערה נמחקה.", "ביטול", lambda: done.append("undo"))
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not bar.isVisible()


def test_an_action_may_say_something_itself(bar: MessageBar) -> None:
    bar.show_info("אחת", "עוד", lambda: bar.show_info("שתיים"))
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert bar.sentence.text() == "שתיים"


def test_news_goes_by_itself_and_an_error_stays(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_bar, "STAYS", 1)
    host = QWidget()
    show(qtbot, host, (600, 300))
    bar = MessageBar(host)
    bar.show_error(FULL)
    bar.show_info("נשמר")
    qtbot.waitUntil(lambda: bar.sentence.text() == "The disk is full.")
    assert bar.isVisible()


def test_details_are_there_on_demand(bar: MessageBar) -> None:
    try:
        raise ReaderError("The file could not be read.") from PermissionError(13, "Permission denied")
    except ReaderError as failure:
        bar.show_error(failure)
    assert not bar.details.isVisible()
    height = bar.height()
    QTest.mouseClick(bar.details_button, Qt.MouseButton.LeftButton)
    assert "Permission denied" in bar.details.text()
    assert bar.details.isVisible() and bar.height() > height
    bar.show_error(FULL)
    assert not bar.details_button.isVisible()


def test_another_article_takes_the_errors_away_and_leaves_the_news(bar: MessageBar) -> None:
    bar.show_info("נשמר")
    bar.show_error(FULL)
    bar.clear_errors()
    assert bar.sentence.text() == "נשמר"


def test_escape_closes_it(bar: MessageBar) -> None:
    bar.show_error(FULL)
    bar.close_button.setFocus()
    QTest.keyClick(bar.close_button, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_words_in_braces_are_only_words(bar: MessageBar) -> None:
    bar.show_error(ReaderError("The file {path} is missing.", path="<b>{x}</b> & כתבה.txt"))
    said = (
        bar.sentence.text().replace("\u2068", "").replace("\u2069", "")
    )  # a path is isolated in its sentence
    assert said == "The file <b>{x}</b> & כתבה.txt is missing."
    assert bar.sentence.textFormat() == Qt.TextFormat.PlainText


def test_a_question_stays_until_it_is_answered(bar: MessageBar, qtbot: QtBot) -> None:
    answers: list[str] = []
    bar.ask("?", "yes", lambda: answers.append("yes"), "no", lambda: answers.append("no"))
    assert not bar._timer.isActive()
    QTest.mouseClick(bar.other, Qt.MouseButton.LeftButton)
    assert answers == ["no"]
    assert bar.shown is None
    bar.ask("?", "yes", lambda: answers.append("yes"), "no", lambda: answers.append("no"))
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert answers == ["no", "yes"]
    bar.show_info("news")
    assert not bar.other.isVisible()


def test_an_error_can_offer_a_remedy(bar: MessageBar) -> None:
    done: list[int] = []
    bar.show_error(FULL, "", "Mend it", lambda: done.append(1))
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.shown is None
