"""The ways into the library's page and through it: bringing in, the order, collections, finding the people, and trouble."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reader import paths
from reader.library import LIBRARY_FILE, Library
from reader.library.index import index_path
from reader.library.search.results import Sort
from reader.ui.library import index_desk
from reader.ui.library.filters import ValueChooser
from reader.ui.window import everywhere
from reader.ui.window.pages import LIBRARY
from tests.ui.desks import Start, bar, click, desks, plain
from tests.ui.panel_builders import type_into
from tests.ui.test_find_again_story import BOOK, BRIDGE, STORIES, TRAINS, search, shown, until
from tests.ui.test_library_story import bring, entry, go, name_it

# Menus and popups ask the display for things that there are not without one.
pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    with desks(qtbot, monkeypatch) as begin:
        yield begin


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "כתבות"
    made.mkdir()
    for name, text in STORIES.items():
        (made / name).write_text(text, "utf-8")
    return made


def lose_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an update; and a few articles are many."""
    monkeypatch.setattr(index_desk, "MUCH", 1)
    monkeypatch.setattr(everywhere, "_FEW", 0)
    index_path(paths.data_dir() / LIBRARY_FILE).unlink()


def test_a_button_brings_a_folder_in_also_where_there_are_articles(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(language="en")
    page = go(qtbot, desk)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    click(qtbot, page.head.bring)
    entry(page, "Import a folder…").trigger()
    until(qtbot, lambda: {BRIDGE, TRAINS, BOOK} <= set(shown(page)))


def test_the_people_are_found_with_one_click_in_the_page_and_nobody_is_asked_twice(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)
    importing = desk.room.library.importing
    strip = importing.strip
    until(qtbot, lambda: plain(strip.people.text()) == "Find the people in 3 articles")
    click(qtbot, strip.people)
    until(qtbot, lambda: not importing.run.running and strip.report is not None)
    assert "people found in 3 articles" in plain(strip.words.text())
    search(desk, "person:")
    type_into(desk.room.library.page.field, '"רות כהנא"')
    until(qtbot, lambda: set(shown(desk.room.library.page)) == {BRIDGE, TRAINS})
    until(qtbot, lambda: not desk.session.jobs.busy("library-people"))
    assert not strip.people.isVisible()
    click(qtbot, strip.close_button)
    assert not strip.isVisible()


def test_an_offer_that_was_declined_is_not_made_again_until_there_are_more(
    qtbot: QtBot, start: Start, folder: Path, tmp_path: Path
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)
    strip = desk.room.library.importing.strip
    until(qtbot, strip.people.isVisible)
    click(qtbot, strip.close_button)
    strip.offer_people(3)
    assert strip.isHidden()
    strip.offer_people(4)
    assert strip.isVisible() and plain(strip.people.text()) == "Find the people in 4 articles"


def test_the_newest_stand_first_until_one_searches_and_what_one_chose_is_kept(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(language="en")
    page = bring(qtbot, desk, folder)
    assert page.order.currentData() == Sort.ADDED.value
    assert page.order.findData(Sort.BEST.value) < 0
    search(desk, "הגשר")
    until(qtbot, lambda: len(shown(page)) >= 1)
    assert page.order.currentData() == Sort.BEST.value
    page.order.setCurrentIndex(page.order.findData(Sort.NEWEST.value))
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.order.currentData() == Sort.ADDED.value
    page.order.setCurrentIndex(page.order.findData(Sort.TITLE.value))
    until(qtbot, lambda: len(shown(page)) >= 3)
    assert shown(page) == sorted(shown(page))
    desk = start()
    page = go(qtbot, desk)
    assert page.order.currentData() == Sort.TITLE.value
    search(desk, "הגשר")
    assert page.order.currentData() == Sort.NEWEST.value


def test_a_collection_is_a_filter_among_the_others(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start(language="en")
    page = bring(qtbot, desk, folder)
    search(desk, "רציפים")
    until(qtbot, lambda: shown(page) == [TRAINS])
    page.into_results()
    QTest.keyClick(page.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    entry(page, "New collection…").trigger()
    name_it(desk, "לעבודה")
    until(qtbot, lambda: [each.count for each in page.shelves.shelves() if each.name == "לעבודה"] == [1])
    search(desk, "כהנא")
    until(qtbot, lambda: len(shown(page)) == 2)
    click(qtbot, page.filters.chips["in"])
    (chooser,) = [each for each in desk.window.findChildren(ValueChooser) if each.isVisible()]
    assert [plain(chooser.list.item(row).text()) for row in range(chooser.list.count())] == ["לעבודה  (1)"]
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    until(qtbot, lambda: shown(page) == [TRAINS])
    assert "לעבודה" in page.filters.chips["in"].text()


def test_much_that_the_search_does_not_know_is_read_in_another_process(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)
    desk = start(between=lambda: lose_the_index(monkeypatch))
    indexing = desk.room.library.indexing
    began: list[object] = []
    desk.session.finding.much_behind.connect(began.append)
    page = go(qtbot, desk)
    until(qtbot, lambda: {BRIDGE, TRAINS, BOOK} <= set(shown(page)))
    assert began and not indexing.run.running
    until(qtbot, lambda: not indexing.strip.isVisible())
    assert "does not know" not in page.foot.text()


def test_preparing_the_search_can_be_stopped_and_gone_on_with(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)
    desk = start(between=lambda: lose_the_index(monkeypatch))
    indexing, page = desk.room.library.indexing, desk.room.library.page
    QTest.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, indexing.strip.stop.isVisible)
    click(qtbot, indexing.strip.stop)
    until(qtbot, lambda: not indexing.run.running)
    # It may have come to its end in the very moment.
    until(qtbot, lambda: indexing.strip.people.isVisible() or len(shown(page)) >= 3)
    if indexing.strip.people.isVisible():
        click(qtbot, indexing.strip.people)
    until(qtbot, lambda: {BRIDGE, TRAINS, BOOK} <= set(shown(page)))


def test_one_searches_while_hundreds_of_files_come_in(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        text = f"ידיעה מספר {number}\n\nדבר מה קרה במקום מספר {number}, וכך נכתב.\n"
        (many / f"{number:04}.txt").write_text(text, "utf-8")
    desk = start(language="en")
    importing, page = desk.room.library.importing, desk.room.library.page
    importing.import_paths([str(many)])
    answered: list[str] = []
    page.answered.connect(lambda answer: answered.append(answer.asked.text))
    search(desk, "")
    for letters in ("יד", "יע", "ה"):
        type_into(page.field, letters)
        until(qtbot, lambda: page.field.text() in answered)
    until(qtbot, lambda: importing.strip.report is not None)
    assert importing.strip.report is not None and importing.strip.report.new == 400
    until(qtbot, lambda: page.model.rowCount() == 400)
    assert answered[-1] == "ידיעה"


@pytest.mark.parametrize("trouble", ["closed", "read-only"])
def test_a_library_in_trouble_says_so_and_nothing_is_brought_in(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)

    def befall() -> None:
        if trouble == "closed":
            monkeypatch.setattr(Library, "open", lambda *_args, **_more: None)
        else:
            monkeypatch.setattr(Library, "read_only", property(lambda _library: True))

    desk = start(between=befall)
    QTest.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = desk.room.library.page
    assert desk.window.pages.name == LIBRARY
    if trouble == "closed":
        until(qtbot, lambda: "not open" in page.teaching.title.text() and page.teaching.isVisible())
    else:
        until(qtbot, lambda: {BRIDGE, TRAINS, BOOK} <= set(shown(page)))
    assert not desk.room.library.importing.strip.isVisible()
    desk.room.library.importing.import_paths([str(folder)])
    assert "may only be read" in bar(desk)
    assert not desk.room.library.importing.run.running


def test_an_index_that_was_damaged_while_one_was_away_is_made_anew(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(language="en")
    bring(qtbot, desk, folder)
    place = index_path(paths.data_dir() / LIBRARY_FILE)

    def spoil() -> None:
        place.write_bytes(place.read_bytes()[:5000] + os.urandom(9000))

    desk = start(between=spoil)
    search(desk, "רציפים")
    until(qtbot, lambda: shown(desk.room.library.page) == [TRAINS])
