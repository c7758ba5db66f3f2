"""All notes of the library: found as one types, filtered, sorted, gone to; and the trash beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from reader.library import NoteRow
from reader.model import State, Style
from reader.ui.notes.notes_model import NotesModel, Wanted, lines_of
from reader.ui.notes.notes_window import NotesWindow
from reader.ui.parts.theme import theme
from reader.ui.state.session import Session
from tests.ui.panel_builders import (
    TiredLibrary,
    has_colour,
    interface,
    make_article,
    make_note,
    make_reading,
    make_session,
    put,
    settle,
    show,
    type_into,
)

TRAIN = make_article()
OTHER = make_article(("כותרת אחרת", "מאמר אחר לגמרי"), article_id="b" * 16, source="/news/other.txt")
NOW = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
NOTES = (
    make_note(TRAIN, "צפויה לפגוש", "לבדוק **תאריך**", note_id="first", tags=("רכבת",)),
    replace(make_note(TRAIN, "ממתינים לקו", note_id="second", colour="blue"), modified=NOW),
    replace(
        make_note(OTHER, "לגמרי", "שָׁלוֹם", note_id="third", colour="pink", entity_id="תמר אלון"),
        style=Style.UNDERLINE,
        state=State.MOVED,
    ),
)
pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # raising a window


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def library() -> Iterator[TiredLibrary]:
    with TiredLibrary.fresh() as made:
        made.import_article(OTHER)
        for note in NOTES:
            made.save_annotation(note)
        yield made


@pytest.fixture
def session(qtbot: QtBot, library: TiredLibrary) -> Session:
    made = make_session(qtbot, library)
    put(qtbot, made, make_reading(TRAIN), NOTES[:2])
    return made


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> NotesWindow:
    over = QWidget()
    show(qtbot, over, (1000, 700))
    made = NotesWindow(session, over, theme("paper"))
    made.show_all()
    qtbot.waitUntil(lambda: made.all.model.rowCount() == 3)
    return made


def shown(window: NotesWindow) -> list[str]:
    model = window.all.model
    return [line.row.note.id for row in range(model.rowCount()) if (line := model.line(model.index(row)))]


def choose(window: NotesWindow, name: str, words: str) -> None:
    field = getattr(window.all, name)
    field.setCurrentIndex(next(at for at in range(field.count()) if words in field.itemText(at)))


def answer(button: str) -> None:
    """Press a button of the question that is about to be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        found = next(each for each in box.buttons() if each.text() == button)
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)


def test_the_model_keeps_qt_s_rules(library: TiredLibrary) -> None:
    model = NotesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_lines(lines_of(library.all_annotations()))
    model.want(Wanted(text="רכבת"))
    assert model.rowCount() == 1


def test_the_note_changed_last_stands_first(window: NotesWindow) -> None:
    assert shown(window)[0] == "second"
    assert window.all.search.hasFocus()
    assert window.all.count.text() == "3 הערות"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("תאריך", ["first"]),
        ("שלום", ["third"]),  # folded: the note has niqqud
        ("רכבת", ["first"]),  # a tag
        ("כותרת אחרת", ["third"]),  # the article's title
        ("לפגוש לבדוק", ["first"]),  # both words, one in the quote and one in the note
        ("אין כזה", []),
    ],
)
def test_it_finds_as_one_types(window: NotesWindow, typed: str, found: list[str]) -> None:
    type_into(window.all.search, typed)
    assert shown(window) == found


@pytest.mark.parametrize(
    ("field", "words", "found"),
    [
        ("colour", "כחול", ["second"]),
        ("tag", "רכבת", ["first"]),
        ("person", "תמר אלון", ["third"]),
        ("article", "כותרת אחרת", ["third"]),
        ("since", "היום", ["second"]),
        ("state", "זזה", ["third"]),
    ],
)
def test_it_filters(window: NotesWindow, field: str, words: str, found: list[str]) -> None:
    choose(window, field, words)
    assert shown(window) == found
    assert window.all.count.text() == "1 מתוך 3 הערות"


def test_where_nothing_is_found_all_filters_are_taken_away_with_a_click(window: NotesWindow) -> None:
    choose(window, "colour", "כחול")
    type_into(window.all.search, "רכבת")
    assert window.all.empty.isVisible()
    QTest.mouseClick(window.all.empty.action, Qt.MouseButton.LeftButton)
    assert len(shown(window)) == 3
    assert window.all.search.hasFocus()


def test_it_is_sorted_by_article(window: NotesWindow) -> None:
    order = window.all.order
    order.setCurrentIndex(order.findData("By article"))
    assert shown(window) == ["first", "second", "third"]


def test_the_person_s_names_of_the_colours_stand_in_the_filter(session: Session, window: NotesWindow) -> None:
    session.noting.name_colours({"blue": "לקרוא שוב"})
    choose(window, "colour", "לקרוא שוב")
    assert shown(window) == ["second"]


def test_a_click_goes_to_the_note(qtbot: QtBot, window: NotesWindow) -> None:
    row = shown(window).index("third")
    place = window.all.list.visualRect(window.all.model.index(row)).center()
    with qtbot.waitSignal(window.note_wanted) as wanted:
        QTest.mouseClick(window.all.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["third"]


def test_it_is_used_without_the_mouse(qtbot: QtBot, window: NotesWindow) -> None:
    type_into(window.all.search, "שלום")
    QTest.keyClick(window.all.search, Qt.Key.Key_Down)
    assert window.all.list.hasFocus()
    with qtbot.waitSignal(window.note_wanted) as wanted:
        QTest.keyClick(window.all.list, Qt.Key.Key_Return)
    assert wanted.args == ["third"]


def test_tab_reaches_every_field(window: NotesWindow) -> None:
    walked = set()
    for _ in range(14):
        held = QApplication.focusWidget()
        assert held is not None
        walked.add(held)
        QTest.keyClick(held, Qt.Key.Key_Tab)
    page = window.all
    fields = (page.colour, page.tag, page.person, page.article, page.since, page.state, page.order, page.list)
    assert {page.search, window.tabs, *fields} <= walked
    assert all(field.accessibleName() for field in (page.search, *fields))


def test_a_deleted_note_is_in_the_trash_and_comes_back(
    qtbot: QtBot, session: Session, window: NotesWindow, library: TiredLibrary
) -> None:
    QTest.keyClick(window.all.list, Qt.Key.Key_Delete)  # the first one
    qtbot.waitUntil(lambda: len(shown(window)) == 2)
    assert [note.id for note in session.annotations] == ["first"]
    window.show_trash()
    qtbot.waitUntil(lambda: window.trash.model.rowCount() == 1)
    QTest.mouseClick(window.trash.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.trash.model.rowCount() == 0)
    assert {note.id for note in session.annotations} == {"first", "second"}
    assert window.trash.empty.isVisible()
    session.undo_stack.undo()
    assert [row.note.id for row in library.trash()] == ["second"]


def test_what_is_deleted_for_good_is_asked_about(
    qtbot: QtBot, session: Session, window: NotesWindow, library: TiredLibrary
) -> None:
    session.noting.remove("first")
    session.noting.remove("second")
    window.show_trash()
    qtbot.waitUntil(lambda: window.trash.model.rowCount() == 2)
    answer("ביטול")
    QTest.keyClick(window.trash.list, Qt.Key.Key_Delete)
    assert len(library.trash()) == 2
    answer("מחיקה לצמיתות")
    QTest.mouseClick(window.trash.remove, Qt.MouseButton.LeftButton)
    assert len(library.trash()) == 1
    qtbot.waitUntil(lambda: window.trash.model.rowCount() == 1)
    answer("ריקון האשפה")
    QTest.mouseClick(window.trash.empty_all, Qt.MouseButton.LeftButton)
    assert library.trash() == []


def test_the_menu_of_a_line_copies_a_link(window: NotesWindow) -> None:
    line = window.all.list.current_line()
    assert line is not None
    window.all.list.menu_wanted.emit(QPoint(5, 5), line)
    (menu,) = [menu for menu in window.all.findChildren(QMenu) if menu.isVisible()]
    menu.actions()[1].trigger()
    menu.close()
    assert QApplication.clipboard().text() == "[ממתינים לקו](note:second)"


def test_a_change_elsewhere_is_shown(qtbot: QtBot, session: Session, window: NotesWindow) -> None:
    session.noting.annotate(None, body="חדשה")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)


def test_without_a_note_it_teaches_how_to_make_one(qtbot: QtBot) -> None:
    with TiredLibrary.fresh() as library:
        session = make_session(qtbot, library)
        over = QWidget()
        show(qtbot, over, (1000, 700))
        made = NotesWindow(session, over, theme("paper"))
        made.show_all()
        qtbot.waitUntil(
            lambda: "לבחור" in made.all.empty.hint.text() or "בחירת" in made.all.empty.hint.text()
        )
        assert made.all.empty.isVisible()
        session.jobs.shut_down()


def test_the_colours_of_the_notes_are_seen(window: NotesWindow) -> None:
    settle()
    for colour in ("blue", "pink", "yellow"):
        assert has_colour(window.all.list.viewport(), theme("paper").note_edge(colour))


def test_twenty_thousand_notes_are_searched_while_one_types() -> None:
    rows = [
        NoteRow(replace(NOTES[0], id=str(at), body=f"מילים רבות של הערה {at}"), TRAIN.id, "כותרת", None, None)
        for at in range(20_000)
    ]
    model = NotesModel()
    model.set_lines(lines_of(rows))
    began = process_time()
    model.want(Wanted(text="הערה 19999"))
    assert model.rowCount() == 1
    assert process_time() - began < 1.0  # a fiftieth of that on an idle machine
