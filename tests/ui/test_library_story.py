"""The library in the window, by mouse and keys: import a folder, search, open at the hit, keep, remove, undo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from reader.library.search.results import Sort
from reader.ui.app import Desk
from reader.ui.library.filters import ValueChooser
from reader.ui.library.import_view import ReportWindow
from reader.ui.library.model import DRAGGED
from reader.ui.library.page import LibraryPage
from reader.ui.library.shelves import Kind
from reader.ui.parts.name_popup import NamePopup
from reader.ui.window.pages import LIBRARY, READING
from tests.ui.desks import LONG, Start, bar, desks, idle, note_on, plain, select_by_key
from tests.ui.panel_builders import settle, type_into

STORIES = {
    "bridge.txt": "הגשר בעמק נפתח לתנועה\n\nרות כהנא חנכה אתמול את הגשר החדש בעמק.\nדן אורן אמר כי התנועה תזרום.\n",
    "trains.txt": "הרכבת לדרום מתעכבת\n\nרות כהנא הודיעה כי הרכבת לדרום תתעכב.\nהנוסעים ממתינים ברציפים.\n",
    "school.txt": "בית ספר חדש בנגב\n\nנעמה גיל פתחה את שנת הלימודים בבית הספר החדש.\nהתלמידים קיבלו ספרים.\n",
}

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # opening a menu


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Start]:
    """Starts Reader on one library; called again, it restarts."""
    with desks(qtbot, monkeypatch) as begin:
        yield partial(begin, language="en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, and a picture among them."""
    made = tmp_path / "כתבות"
    made.mkdir()
    for name, text in STORIES.items():
        (made / name).write_text(text, "utf-8")
    (made / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return made


def page_of(desk: Desk) -> LibraryPage:
    return desk.room.library.page


def rest(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the library's page has nothing to wait for."""
    keys = ("index", "lines", "shelves", "hits", "facets")

    def still() -> bool:
        busy = any(desk.session.jobs.busy(f"library-{key}") for key in keys)
        return not busy and not desk.session.finding.searching

    for _ in range(3):
        qtbot.waitUntil(still, timeout=LONG)
        settle()


def go(qtbot: QtBot, desk: Desk) -> LibraryPage:
    """Go to the library with its key."""
    QTest.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pages.name == LIBRARY
    page = page_of(desk)
    rest(qtbot, desk)
    return page


def bring(qtbot: QtBot, desk: Desk, folder: Path) -> LibraryPage:
    """Import a folder by dropping it on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    run = desk.room.library.importing.run
    with qtbot.waitSignal(run.ended, timeout=LONG):
        desk.window.dropEvent(drop)
    rest(qtbot, desk)
    return page_of(desk)


def titles(page: LibraryPage) -> list[str]:
    model = page.model
    lines = (model.line(model.index(row)) for row in range(model.rowCount()))
    return [line.row.title if line is not None else "" for line in lines]


def search(qtbot: QtBot, desk: Desk, words: str) -> None:
    """Type into the library's field, over what stands there."""
    page = page_of(desk)
    page.focus_search()
    QTest.keyClick(page.field, Qt.Key.Key_Delete)
    type_into(page.field, words)
    rest(qtbot, desk)


def answer(words: str) -> None:
    """Press a button of the question that is about to be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        found = next((each for each in box.buttons() if each.text() == words), None)
        if found is None:
            box.reject()  # what the test expected next will not be there
        else:
            QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)


def name_it(desk: Desk, name: str) -> None:
    """Type a name into the frame that asks for one."""
    (popup,) = [each for each in desk.window.findChildren(NamePopup) if each.isVisible()]
    popup.field.selectAll()
    QTest.keyClick(popup.field, Qt.Key.Key_Delete)
    type_into(popup.field, name)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)


def entry(of: QWidget, words: str) -> QAction:
    """An entry of the menu that is open."""
    menus = [menu for menu in of.findChildren(QMenu) if menu.isVisible()]
    below = [menu for each in menus for menu in each.findChildren(QMenu)]
    found = [
        action for menu in (*menus, *below) for action in menu.actions() if plain(action.text()) == words
    ]
    assert found, [plain(action.text()) for menu in menus for action in menu.actions()]
    return found[0]


def shelf(page: LibraryPage, name: str) -> int:
    """The row of a shelf."""
    return next(row for row, each in enumerate(page.shelves.shelves()) if each.name == name)


def click_shelf(page: LibraryPage, name: str) -> None:
    place = page.shelves.visualItemRect(page.shelves.item(shelf(page, name))).center()
    QTest.mouseClick(page.shelves.viewport(), Qt.MouseButton.LeftButton, pos=place)


def row_middle(page: LibraryPage, row: int) -> QPoint:
    return page.list.visualRect(page.model.index(row)).center()


def test_a_folder_is_imported_searched_and_opened_at_the_hit(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(language="he")
    page = bring(qtbot, desk, folder)
    assert desk.window.pages.name == LIBRARY
    assert set(titles(page)) >= {text.split("\n")[0] for text in STORIES.values()}
    report = plain(desk.room.library.importing.strip.words.text())
    assert "3 חדשים" in report
    assert "אחד נדחה" in report
    search(qtbot, desk, "רציפים")  # ברציפים in the text
    assert titles(page) == ["הרכבת לדרום מתעכבת"]
    line = page.model.line(page.model.index(0))
    assert line is not None
    (snippet,) = line.snippets
    assert [snippet.text[hit.start : hit.end] for hit in snippet.hits] == ["רציפים"]
    QTest.keyClick(page.field, Qt.Key.Key_Return)  # into what was found
    assert page.list.hasFocus()
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    idle(qtbot, desk)
    rest(qtbot, desk)
    assert desk.window.pages.name == READING
    article, room = desk.session.article, desk.room
    assert article is not None
    assert [hit.of(article.text) for hit in room.search.hits] == ["רציפים"]
    assert room.search.current == 0
    assert room.top_bar.search.text() == "רציפים"
    QTest.keyClick(desk.window.view, Qt.Key.Key_Escape)  # and back, to the list as it was
    assert desk.window.pages.name == LIBRARY
    assert page.field.text() == "רציפים"
    assert page.list.hasFocus()
    assert page.list.currentIndex().row() == 0


def test_it_is_found_from_the_first_letters_on(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    search(qtbot, desk, "התלמ")
    assert titles(page) == ["בית ספר חדש בנגב"]
    search(qtbot, desk, "רות כהנ")
    assert len(titles(page)) == 2


def test_the_import_can_be_chosen_in_the_menu_and_its_report_copied(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    run = desk.room.library.importing.run
    with qtbot.waitSignal(run.ended, timeout=LONG):
        desk.room.actions["Import a folder…"].trigger()
    strip = desk.room.library.importing.strip
    assert strip.isVisible()
    QTest.mouseClick(strip.details, Qt.MouseButton.LeftButton)
    (window,) = desk.window.findChildren(ReportWindow)
    QTest.mouseClick(window.copy_button, Qt.MouseButton.LeftButton)
    copied = plain(QApplication.clipboard().text())
    assert "photo.png" in copied
    assert "3 new" in copied
    window.close()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder that takes a while."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.txt").write_text(
            f"ידיעה מספר {number}\n\nדבר מה קרה במקום מספר {number}.\n", "utf-8"
        )
    return folder


def test_an_import_is_stopped_and_what_came_in_stays(qtbot: QtBot, start: Start, many: Path) -> None:
    desk = start()
    room = desk.room
    run = room.library.importing.run
    with qtbot.waitSignal(run.came_in, timeout=LONG):
        room.library.importing.import_paths([str(many)])
    with qtbot.waitSignal(run.ended, timeout=LONG) as ended:
        QTest.mouseClick(room.library.importing.strip.stop, Qt.MouseButton.LeftButton)
    (report,) = ended.args
    assert report.stopped
    assert report.trouble is None
    rest(qtbot, desk)
    search(qtbot, desk, "ידיעה")
    assert page_of(desk).model.rowCount() == report.new < 1500


def test_a_thousand_files_are_imported_by_their_names(qtbot: QtBot, start: Start, many: Path) -> None:
    desk = start()
    importing = desk.room.library.importing
    files = sorted(str(path) for path in many.iterdir())[:1000]
    assert sum(map(len, files)) > 32_767  # more than a system may take in a command
    with qtbot.waitSignal(importing.run.ended, timeout=LONG) as ended:
        importing.import_paths(files)
    assert ended.args[0].new == 1000
    assert ended.args[0].trouble is None


def test_no_import_is_cut_short_unasked_by_closing_or_another_language(
    qtbot: QtBot, start: Start, many: Path
) -> None:
    desk = start(language="en")
    window, run = desk.window, desk.room.library.importing.run
    with qtbot.waitSignal(run.came_in, timeout=LONG):
        desk.room.library.importing.import_paths([str(many)])
    answer("Cancel")
    assert not window.close()
    answer("Cancel")
    window.language_wanted.emit("he")
    assert window.isVisible() and desk.window is window and run.running
    answer("Stop it")
    assert window.close()


def test_articles_are_sorted(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    page.order.setCurrentIndex(page.order.findData(Sort.TITLE.value))
    rest(qtbot, desk)
    shown = titles(page)
    assert shown == sorted(shown)


def test_filters_are_chosen_with_their_counts_and_taken_away(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(folder / "bridge.txt", language="he")
    page = go(qtbot, desk)
    bring(qtbot, desk, folder)
    QTest.mouseClick(page.filters.chips["person"], Qt.MouseButton.LeftButton)
    rest(qtbot, desk)
    (chooser,) = [each for each in desk.window.findChildren(ValueChooser) if each.isVisible()]
    shown = [plain(chooser.list.item(row).text()) for row in range(chooser.list.count())]
    assert "רות כהנא  (1)" in shown
    type_into(chooser.field, "רות")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    rest(qtbot, desk)
    assert page.field.text() == 'אדם:"רות כהנא"'
    assert titles(page) == ["הגשר בעמק נפתח לתנועה"]
    assert "רות כהנא" in page.filters.chips["person"].text()
    QTest.mouseClick(page.filters.chips["is"], Qt.MouseButton.LeftButton)
    entry(page, "טרם נקראו").trigger()
    rest(qtbot, desk)
    assert titles(page) == []  # it was opened
    assert page.teaching.isVisible()
    QTest.mouseClick(page.teaching.buttons[1], Qt.MouseButton.LeftButton)  # without the second filter
    rest(qtbot, desk)
    assert titles(page) == ["הגשר בעמק נפתח לתנועה"]


def test_collections_and_searches_outlive_a_restart(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    search(qtbot, desk, "רות כהנא")
    QTest.mouseClick(page.head.save, Qt.MouseButton.LeftButton)
    name_it(desk, "כהנא")
    rest(qtbot, desk)
    page.into_results()
    QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    entry(page, "New collection…").trigger()
    name_it(desk, "לעבודה")
    qtbot.waitUntil(lambda: any(each.name == "לעבודה" for each in page.shelves.shelves()), timeout=LONG)
    rest(qtbot, desk)
    desk = start()
    page = go(qtbot, desk)
    click_shelf(page, "לעבודה")
    rest(qtbot, desk)
    assert len(titles(page)) == 2
    click_shelf(page, "כהנא")
    rest(qtbot, desk)
    assert len(titles(page)) == 2
    assert page.field.text().strip() == "רות כהנא"


def test_an_article_is_dragged_onto_a_collection_and_taken_out_again(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    click_shelf(page, "New collection…")
    name_it(desk, "גשרים")
    qtbot.waitUntil(lambda: any(each.name == "גשרים" for each in page.shelves.shelves()), timeout=LONG)
    search(qtbot, desk, "הגשר")
    page.into_results()
    data = page.model.mimeData([page.list.currentIndex()])
    assert data.hasFormat(DRAGGED)
    place = page.shelves.visualItemRect(page.shelves.item(shelf(page, "גשרים"))).center()
    copy, left, bare = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.shelves.dropEvent(QDropEvent(QPointF(place), copy, data, left, bare))
    qtbot.waitUntil(lambda: page.shelves.shelves()[shelf(page, "גשרים")].count == 1, timeout=LONG)
    click_shelf(page, "גשרים")
    rest(qtbot, desk)
    assert titles(page) == ["הגשר בעמק נפתח לתנועה"]
    page.into_results()
    QTest.keyClick(page.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    entry(page, "Take out of גשרים").trigger()
    qtbot.waitUntil(lambda: not titles(page), timeout=LONG)
    assert "collection is empty" in page.teaching.title.text()
    desk.room.actions["Undo"].trigger()
    qtbot.waitUntil(lambda: len(titles(page)) == 1, timeout=LONG)


def test_a_collection_is_renamed_deleted_and_brought_back(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = go(qtbot, desk)
    click_shelf(page, "New collection…")
    name_it(desk, "ראשון")
    qtbot.waitUntil(lambda: any(each.name == "ראשון" for each in page.shelves.shelves()), timeout=LONG)
    page.shelves.setFocus()
    page.shelves.setCurrentRow(shelf(page, "ראשון"))
    QTest.keyClick(page.shelves, Qt.Key.Key_F2)
    name_it(desk, "שני")
    qtbot.waitUntil(lambda: any(each.name == "שני" for each in page.shelves.shelves()), timeout=LONG)
    page.shelves.setFocus()
    page.shelves.setCurrentRow(shelf(page, "שני"))
    QTest.keyClick(page.shelves, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not any(each.name == "שני" for each in page.shelves.shelves()), timeout=LONG)
    QTest.mouseClick(desk.room.messages.action, Qt.MouseButton.LeftButton)  # Undo
    qtbot.waitUntil(lambda: any(each.name == "שני" for each in page.shelves.shelves()), timeout=LONG)


def test_a_removed_article_is_brought_back_by_undo(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    search(qtbot, desk, "הגשר")
    page.into_results()
    answer("Cancel")
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert len(titles(page)) == 1
    answer("Move to the trash")
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not titles(page), timeout=LONG)
    assert "1 article is in the trash" in bar(desk)
    rest(qtbot, desk)
    click_shelf(page, "Trash")
    rest(qtbot, desk)
    assert page.trash.model.rowCount() == 1
    with qtbot.waitActive(desk.window):  # offscreen, nothing is active once a question is answered
        desk.window.activateWindow()
    page.trash.list.setFocus()
    QTest.keyClick(page.trash.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.trash.model.rowCount() == 0, timeout=LONG)
    assert page.trash.empty.isVisible()
    search(qtbot, desk, "הגשר")
    assert len(titles(page)) == 1


def test_the_trash_is_emptied_after_a_question(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    search(qtbot, desk, "הגשר")
    page.into_results()
    answer("Move to the trash")
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.trash.model.rowCount() == 1, timeout=LONG)
    click_shelf(page, "Trash")
    answer("Empty the trash")
    QTest.mouseClick(page.trash.empty_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.trash.model.rowCount() == 0, timeout=LONG)
    assert desk.session.library is not None
    assert desk.session.library.deleted_articles() == []


def test_a_note_is_found_and_gone_to(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start(folder / "bridge.txt")
    note_on(desk, "התנועה", "livdok shuv")
    page = bring(qtbot, desk, folder)
    search(qtbot, desk, "livdok")
    assert page.tabs.isTabVisible(3)
    place = page.tabs.tabRect(3).center()
    QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=place)
    page.into_results()
    QTest.keyClick(page.results.notes, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.pages.name == READING, timeout=LONG)


def test_nothing_typed_breaks_it(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    for words in (
        '"',
        "OR | -",
        "א" * 10_000,
        "\u202eשלום\u2066",
        "'; DROP TABLE articles; --",
        "nosuch:x הגשר",
        "(((",
    ):
        page.show_query(words)
        rest(qtbot, desk)
        assert page.answer is not None
        assert page.results.stack.currentWidget() in (page.list, page.teaching)
    page.show_query("nosuch:x הגשר")
    rest(qtbot, desk)
    assert "nosuch" in page.head.sayings.text()
    assert len(titles(page)) == 1


def test_an_empty_library_teaches_how_to_fill_it(qtbot: QtBot, start: Start) -> None:
    desk = start()
    assert desk.session.library is not None
    desk.session.library.delete_articles([row.id for row in desk.session.library.articles()])
    page = go(qtbot, desk)
    qtbot.waitUntil(lambda: page.teaching.isVisible() and bool(page.teaching.buttons), timeout=LONG)
    assert "empty" in page.teaching.title.text()
    assert [button.text() for button in page.teaching.buttons][:1] == ["Import a folder…"]


def test_what_is_selected_in_the_article_is_searched_in_the_library(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    desk = start(folder / "trains.txt")
    bring(qtbot, desk, folder)
    desk.window.pages.go(READING)
    select_by_key(qtbot, desk, "רות כהנא")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_F, both)
    rest(qtbot, desk)
    page = page_of(desk)
    assert page.field.text() == '"רות כהנא"'
    assert len(titles(page)) == 2


def test_the_keys_work_under_a_hebrew_layout(qtbot: QtBot, start: Start) -> None:
    desk = start(language="he")
    keys = {
        each.toString() for name in ("Go to the library",) for each in desk.room.actions[name].shortcuts()
    }
    assert keys == {"Ctrl+L", "Ctrl+ך"}


def test_everything_can_be_reached_with_tab(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = bring(qtbot, desk, folder)
    page.focus_search()
    walked: set[QWidget] = set()
    for _ in range(60):
        held = QApplication.focusWidget()
        assert held is not None
        walked.add(held)
        QTest.keyClick(held, Qt.Key.Key_Tab)
    assert {
        page.field,
        page.shelves,
        page.list,
        page.tabs,
        page.order,
        *page.filters.chips.values(),
    } <= walked
    assert all(each.accessibleName() for each in (page.field, page.shelves, page.list, page.tabs, page.order))


def test_a_saved_search_and_a_trash_are_shelves_of_their_kind(qtbot: QtBot, start: Start) -> None:
    desk = start()
    page = go(qtbot, desk)
    assert [each.kind for each in page.shelves.shelves()][-1] is Kind.TRASH
