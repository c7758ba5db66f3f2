"""Writing notes: what is typed is saved, one step undoes it, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.model import Annotation, Reading, Span, State
from reader.ui.notes.note_card import NoteCard
from reader.ui.notes.note_editor import NoteEditor, tags_in
from reader.ui.notes.notes_panel import NotesPanel
from reader.ui.parts.theme import theme
from reader.ui.state.session import Opened, Session
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
    understood_as,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
TRAIN = make_article()
OTHER = make_article(("כותרת אחרת", "מאמר אחר לגמרי"), article_id="b" * 16)
FIRST = make_note(TRAIN, "צפויה לפגוש", "לבדוק תאריך", note_id="first", tags=("רכבת", "לבדוק"))
SECOND = make_note(TRAIN, "ממתינים לקו", note_id="second", colour="blue")


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def library() -> Iterator[TiredLibrary]:
    with TiredLibrary.fresh() as made:
        yield made


@pytest.fixture
def session(qtbot: QtBot, library: TiredLibrary) -> Session:
    made = make_session(qtbot, library)
    put(qtbot, made, reading(), [FIRST, SECOND])
    return made


class Desk(QWidget):
    """The panel beside another place that can have the focus."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.panel = NotesPanel(session)
        self.page = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(self.panel)


@pytest.fixture
def desk(qtbot: QtBot, session: Session) -> Desk:
    made = Desk(session)
    show(qtbot, made, (310, 800))
    made.page.setFocus()
    return made


@pytest.fixture
def panel(desk: Desk) -> NotesPanel:
    return desk.panel


def reading() -> Reading:
    return make_reading(TRAIN)


def card(panel: NotesPanel, note_id: str) -> NoteCard:
    return next(made for made in panel.cards() if made.note.id == note_id)


def editor(panel: NotesPanel, note_id: str) -> NoteEditor:
    found = card(panel, note_id).editor
    assert found is not None
    return found


def stored(library: TiredLibrary, note_id: str) -> Annotation:
    return next(note for note in library.annotations(TRAIN) if note.id == note_id)


# -- reading notes -------------------------------------------------------------------------------------------


def test_cards_stand_in_the_order_of_the_text(panel: NotesPanel, session: Session) -> None:
    assert [made.note.id for made in panel.cards()] == ["first", "second"]
    before = session.noting.annotate(Span(0, 4))
    assert before is not None
    settle()
    tops = [made.mapTo(panel, QPoint(0, 0)).y() for made in panel.cards()]
    assert [made.note.id for made in panel.cards()] == [before.id, "first", "second"]
    assert tops == sorted(tops)
    assert panel.heading.accessibleName() == "הערות 3"


def test_a_card_shows_quote_words_tags_and_its_colour_where_reading_starts(panel: NotesPanel) -> None:
    shown = card(panel, "first")
    assert (shown.face.quote, shown.face.body) == ("צפויה לפגוש", "לבדוק תאריך")
    assert [tag for tag, _ in shown.face.tags] == ["רכבת", "לבדוק"]
    edge = theme("paper").note_edge("yellow")
    assert has_colour(shown, edge, shown.rect().adjusted(shown.width() - 6, 0, 0, 0))
    assert not has_colour(shown, edge, shown.rect().adjusted(0, 0, -10, 0))
    assert "צפויה לפגוש" in shown.accessibleName()


def test_a_long_quote_takes_three_lines_at_most(panel: NotesPanel, session: Session) -> None:
    assert session.noting.annotate(Span(0, len(TRAIN.text)))
    settle()
    assert panel.cards()[0].height() == round(3 * 15 * 1.45) + 20


def test_clicking_a_card_shows_its_place_and_marks_it(
    panel: NotesPanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.wants_shown) as shown:
        QTest.mouseClick(card(panel, "second"), Qt.MouseButton.LeftButton)
    assert shown.args is not None and shown.args[0].of(TRAIN.text) == "ממתינים לקו"
    assert [made.note.id for made in panel.cards() if made.is_active] == ["second"]


def test_a_click_in_the_article_brings_its_card_into_sight(panel: NotesPanel, session: Session) -> None:
    for start in range(0, 120, 4):
        session.noting.annotate(Span(start, start + 3))
    settle()
    panel.activate("second")
    settle()
    shown = card(panel, "second")
    top = shown.mapTo(panel, QPoint(0, 0)).y()
    assert top >= 0 and top + shown.height() <= panel.height()
    assert shown.is_active


def test_notes_that_lost_their_place_stand_last_and_say_when_they_were_written(
    qtbot: QtBot, panel: NotesPanel, session: Session
) -> None:
    lost = make_note(TRAIN, "מילים שנמחקו", "חשוב", note_id="lost", state=State.ORPHAN)
    unsure = make_note(TRAIN, "אופטימית", note_id="unsure", state=State.UNCERTAIN)
    put(qtbot, session, make_reading(OTHER))
    put(qtbot, session, reading(), [FIRST, unsure, lost])
    settle()
    assert [made.note.id for made in panel.cards()] == ["first", "unsure", "lost"]
    assert "2024" in card(panel, "lost").face.state
    assert card(panel, "unsure").face.state == "לא ודאי שזה המקום. האם היא כאן?"
    assert card(panel, "lost").face.quote == "מילים שנמחקו"
    heading = panel.findChildren(type(panel.heading))[1]
    assert heading.isVisible() and heading.title.text() == "לא נמצאו בטקסט הזה"
    assert heading.mapTo(panel, QPoint(0, 0)).y() < card(panel, "lost").mapTo(panel, QPoint(0, 0)).y()


def test_whom_a_note_belongs_to_stands_on_its_card(panel: NotesPanel, session: Session) -> None:
    made = session.noting.annotate(Span(0, 4), entity_id="תמר אלון")
    assert made is not None
    assert card(panel, made.id).face.tags[0] == ("תמר אלון", theme("paper").person(0))


def test_without_notes_it_says_how_to_make_one(qtbot: QtBot) -> None:
    session = Session(None)
    panel = NotesPanel(session)
    show(qtbot, panel)
    assert panel.empty.title.text() == "אין מאמר פתוח"
    put(qtbot, session, reading())
    assert panel.empty.title.text() == "אין עדיין הערות"
    assert "לסמן" in panel.empty.hint.text()


# -- writing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["double click", "enter", "F2", "session"])
def test_the_editor_opens_in_the_card(panel: NotesPanel, session: Session, how: str) -> None:
    target = card(panel, "first")
    if how == "double click":
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton)
    elif how == "session":
        session.note_wanted.emit("first")
    else:
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_F2)
    opened = editor(panel, "first")
    assert opened.body.toPlainText() == "לבדוק תאריך"
    assert opened.tags.text() == "רכבת, לבדוק"
    assert opened.body.hasFocus()


def test_what_is_typed_is_saved_when_the_typing_rests(
    panel: NotesPanel, library: TiredLibrary, session: Session, qtbot: QtBot
) -> None:
    panel.edit("second")
    with qtbot.waitSignal(session.annotations_changed):
        type_into(editor(panel, "second").body, "שלום 😀")
        assert panel.pending()
    assert stored(library, "second").body == "שלום 😀"
    assert not panel.pending()
    assert editor(panel, "second").body.hasFocus()  # and goes on
    type_into(editor(panel, "second").body, "!")
    assert panel.flush()
    assert stored(library, "second").body == "שלום 😀!"


def test_ctrl_enter_saves_and_closes(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "שתי\nשורות")
    QTest.keyClick(editor(panel, "second").body, Qt.Key.Key_Return, CONTROL)
    assert card(panel, "second").editor is None
    assert card(panel, "second").face.body == stored(library, "second").body == "שתי\nשורות"
    assert card(panel, "second").hasFocus()


def test_the_button_saves_and_closes(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "א")
    QTest.mouseClick(editor(panel, "second").save_button, Qt.MouseButton.LeftButton)
    assert card(panel, "second").editor is None
    assert stored(library, "second").body == "א"


def test_going_elsewhere_saves_and_closes(desk: Desk, library: TiredLibrary) -> None:
    desk.panel.edit("second")
    type_into(editor(desk.panel, "second").body, "א")
    QTest.mouseClick(desk.page, Qt.MouseButton.LeftButton)
    assert desk.page.hasFocus()
    assert card(desk.panel, "second").editor is None
    assert stored(library, "second").body == "א"


def test_going_from_the_words_to_the_tags_leaves_the_editor_open(panel: NotesPanel) -> None:
    panel.edit("second")
    QTest.keyClick(editor(panel, "second").body, Qt.Key.Key_Tab)
    assert editor(panel, "second").tags.hasFocus()


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # the list of completions
def test_tags_are_saved_each_once(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("second", "tags")
    assert editor(panel, "second").tags.hasFocus()
    type_into(editor(panel, "second").tags, " משא  ומתן, #קרי,, קרי , ")
    QTest.keyClick(editor(panel, "second").tags, Qt.Key.Key_Return)
    assert stored(library, "second").tags == ("משא ומתן", "קרי")
    assert card(panel, "second").editor is None


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # the list of completions
def test_tags_of_the_article_complete_the_one_being_typed(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("second", "tags")
    tags = editor(panel, "second").tags
    type_into(tags, "אחר, רכ")
    completions = tags.completer().popup()
    assert completions.isVisible()
    QTest.keyClick(completions, Qt.Key.Key_Down)
    QTest.keyClick(completions, Qt.Key.Key_Return)
    assert not completions.isVisible()
    assert tags.text() == "אחר, רכבת"  # and the editor is still open
    QTest.keyClick(tags, Qt.Key.Key_Return)
    assert stored(library, "second").tags == ("אחר", "רכבת")


def test_tab_goes_through_the_open_editor_and_on_to_the_next_card(panel: NotesPanel) -> None:
    panel.edit("first")
    opened = editor(panel, "first")
    walked = []
    while not card(panel, "second").hasFocus() and len(walked) < 20:
        walked.append(QApplication.focusWidget())
        QTest.keyClick(walked[-1], Qt.Key.Key_Tab)
    assert walked[:2] == [opened.body, opened.tags]
    assert walked[-2:] == [opened.delete_button, opened.save_button]
    assert card(panel, "first").editor is None  # left, and so closed


def test_a_colour_is_changed_with_a_dot(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("first")
    pink = next(dot for dot in editor(panel, "first").dots if dot.name == "pink")
    assert pink.accessibleName() == "ורוד"
    QTest.mouseClick(pink, Qt.MouseButton.LeftButton)
    assert panel.flush()
    assert stored(library, "first").colour == "pink"


def test_untouched_words_and_tags_are_never_rewritten(
    qtbot: QtBot, panel: NotesPanel, session: Session, library: TiredLibrary
) -> None:
    odd = make_note(TRAIN, "אופטימית", "רווח\u00a0קשיח  \n", note_id="odd", tags=("אחת, שתיים",))
    put(qtbot, session, make_reading(OTHER))
    put(qtbot, session, reading(), [odd])
    panel.edit("odd")
    assert not panel.pending()
    assert panel.flush()
    assert library.annotations(TRAIN)[-1].tags == ("אחת, שתיים",)
    assert session.undo_stack.count() == 0


# -- undo ----------------------------------------------------------------------------------------------------


def test_one_spell_of_typing_is_one_undo(panel: NotesPanel, session: Session, library: TiredLibrary) -> None:
    panel.edit("second")
    for part in ("אחת ", "שתיים ", "שלוש"):
        type_into(editor(panel, "second").body, part)
        assert panel.flush()
    QTest.keyClick(editor(panel, "second").body, Qt.Key.Key_Return, CONTROL)
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert stored(library, "second").body == "" == card(panel, "second").face.body
    session.undo_stack.redo()
    assert stored(library, "second").body == "אחת שתיים שלוש"


def test_two_spells_are_two(panel: NotesPanel, session: Session, library: TiredLibrary) -> None:
    for part in ("אחת", " שתיים"):
        panel.edit("second")
        type_into(editor(panel, "second").body, part)
        QTest.keyClick(editor(panel, "second").body, Qt.Key.Key_Return, CONTROL)
    session.undo_stack.undo()
    assert stored(library, "second").body == "אחת"
    session.undo_stack.undo()
    assert stored(library, "second").body == ""


def test_an_undo_shows_in_an_open_editor_that_has_nothing_new(panel: NotesPanel, session: Session) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "אחת")
    assert panel.flush()
    session.undo_stack.undo()
    assert editor(panel, "second").body.toPlainText() == ""
    type_into(editor(panel, "second").body, "שתיים")
    assert panel.flush()
    session.undo_stack.undo()
    assert editor(panel, "second").body.toPlainText() == ""


def test_no_undo_command_holds_its_session(panel: NotesPanel, session: Session) -> None:
    # Python, collecting such a circle, may take the command apart while Qt deletes it, and the process crashes.
    assert session.noting.annotate(Span(0, 4))
    panel.edit("second")
    type_into(editor(panel, "second").body, "א")
    assert panel.flush()
    commands = [session.undo_stack.command(at) for at in range(session.undo_stack.count())]
    assert len(commands) == 2
    for command in commands:
        assert not any(held is session for held in vars(command).values())


def test_escape_takes_back_what_was_typed_and_offers_to_bring_it_back(
    panel: NotesPanel, session: Session, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("first")
    type_into(editor(panel, "first").body, " מיד")
    assert panel.flush()
    type_into(editor(panel, "first").body, " ממש")
    with qtbot.waitSignal(panel.informed) as informed:
        QTest.keyClick(editor(panel, "first").body, Qt.Key.Key_Escape)
    assert card(panel, "first").editor is None
    assert stored(library, "first").body == "לבדוק תאריך"
    assert informed.args is not None
    informed.args[2]()
    assert editor(panel, "first").body.toPlainText() == "לבדוק תאריך מיד ממש"
    assert panel.flush()
    assert stored(library, "first").body == "לבדוק תאריך מיד ממש"


def test_the_windows_escape_does_not_take_the_editors(panel: NotesPanel, desk: Desk) -> None:
    taken = []
    action = QAction(desk)
    action.setShortcut("Escape")
    action.triggered.connect(lambda: taken.append(True))
    desk.addAction(action)
    panel.edit("first")
    QTest.keyClick(editor(panel, "first").body, Qt.Key.Key_Escape)
    assert not taken
    assert card(panel, "first").editor is None


def test_a_deleted_note_can_be_brought_back_with_what_was_typed_last(
    panel: NotesPanel, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "חשוב")
    with qtbot.waitSignal(panel.informed) as informed:
        QTest.mouseClick(editor(panel, "second").delete_button, Qt.MouseButton.LeftButton)
    assert [made.note.id for made in panel.cards()] == ["first"]
    assert [note.id for note in library.annotations(TRAIN)] == ["first"]
    assert informed.args is not None
    informed.args[2]()
    assert card(panel, "second").face.body == stored(library, "second").body == "חשוב"


def test_delete_key_deletes_and_the_focus_stays_among_the_cards(panel: NotesPanel) -> None:
    panel.focus_cards()
    assert card(panel, "first").hasFocus()
    QTest.keyClick(card(panel, "first"), Qt.Key.Key_Down)
    assert card(panel, "second").hasFocus()
    QTest.keyClick(card(panel, "second"), Qt.Key.Key_Delete)
    assert card(panel, "first").hasFocus()


# -- nothing typed is lost -----------------------------------------------------------------------------------


def test_a_note_that_cannot_be_saved_stays_in_its_editor_and_says_so(
    panel: NotesPanel, session: Session, library: TiredLibrary, desk: Desk, qtbot: QtBot
) -> None:
    states: list[str] = []
    panel.state_changed.connect(states.append)
    panel.edit("second")
    type_into(editor(panel, "second").body, "יקר מפז")
    library.full = True
    with qtbot.waitSignal(session.failed) as failed:
        QTest.keyClick(editor(panel, "second").body, Qt.Key.Key_Return, CONTROL)
    assert failed.args is not None and isinstance(failed.args[0], ReaderError)
    settle()
    opened = editor(panel, "second")
    assert opened.body.toPlainText() == "יקר מפז"
    assert opened.in_trouble and opened.retry_button.isVisible()
    assert states[-1] == "failed"
    assert panel.pending() and not panel.flush()
    desk.page.setFocus()
    assert editor(panel, "second").body.toPlainText() == "יקר מפז"
    library.full = False
    QTest.mouseClick(opened.retry_button, Qt.MouseButton.LeftButton)
    assert not opened.in_trouble
    assert stored(library, "second").body == "יקר מפז"
    assert states[-1] == "saved" and not panel.pending()


def test_other_notes_come_and_go_while_one_is_typed(panel: NotesPanel, session: Session) -> None:
    panel.edit("second")
    body = editor(panel, "second").body
    type_into(body, "לפני ואחרי")
    QTest.keyClick(body, Qt.Key.Key_Home)
    made = session.noting.annotate(Span(0, 4))
    assert made is not None
    assert session.noting.remove("first")
    assert editor(panel, "second").body is body
    assert body.toPlainText() == "לפני ואחרי"
    type_into(body, "כאן ")
    assert body.toPlainText() == "כאן לפני ואחרי"
    assert body.hasFocus()


def test_opening_another_article_saves_what_was_typed(
    panel: NotesPanel, session: Session, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "לא ללכת לאיבוד")
    put(qtbot, session, make_reading(OTHER))
    assert panel.cards() == []
    assert stored(library, "second").body == "לא ללכת לאיבוד"
    assert not panel.pending()


def test_what_could_not_be_saved_before_another_article_waits_and_comes_back(
    panel: NotesPanel, session: Session, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "לא ללכת לאיבוד")
    library.full = True
    with qtbot.waitSignal(session.failed):
        put(qtbot, session, make_reading(OTHER))
    assert panel.pending() and not panel.flush()
    put_back(qtbot, session, library)
    opened = editor(panel, "second")
    assert opened.body.toPlainText() == "לא ללכת לאיבוד"
    assert opened.in_trouble
    library.full = False
    assert panel.flush()
    assert stored(library, "second").body == "לא ללכת לאיבוד"


def test_what_waits_is_saved_as_soon_as_it_can_be(
    panel: NotesPanel, session: Session, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "מחכה")
    library.full = True
    put(qtbot, session, make_reading(OTHER))
    library.full = False
    assert panel.flush()
    assert not panel.pending()
    assert stored(library, "second").body == "מחכה"


def test_opening_the_same_article_again_keeps_what_is_typed(
    panel: NotesPanel, session: Session, library: TiredLibrary, qtbot: QtBot
) -> None:
    panel.edit("second")
    type_into(editor(panel, "second").body, "עוד לא שמור")
    put_back(qtbot, session, library)
    assert editor(panel, "second").body.toPlainText() == "עוד לא שמור"
    assert panel.flush()
    assert stored(library, "second").body == "עוד לא שמור"


def test_a_note_undone_while_it_is_typed_comes_back_with_its_words(
    panel: NotesPanel, session: Session, library: TiredLibrary
) -> None:
    made = session.noting.annotate(Span(0, 4))
    assert made is not None
    session.note_wanted.emit(made.id)
    type_into(editor(panel, made.id).body, "כמעט אבד")
    session.undo_stack.undo()
    assert made.id not in [shown.note.id for shown in panel.cards()]
    assert panel.flush()
    session.undo_stack.redo()
    assert editor(panel, made.id).body.toPlainText() == "כמעט אבד"
    assert panel.flush()
    assert stored(library, made.id).body == "כמעט אבד"


def test_without_a_library_the_note_stays_in_its_editor(qtbot: QtBot) -> None:
    session = Session(None)
    panel = NotesPanel(session)
    show(qtbot, panel)
    put(qtbot, session, reading(), [SECOND])
    panel.edit("second")
    type_into(editor(panel, "second").body, "א")
    with qtbot.waitSignal(session.failed):
        assert not panel.flush()
    assert editor(panel, "second").body.toPlainText() == "א"


def test_opening_a_second_editor_saves_the_first(panel: NotesPanel, library: TiredLibrary) -> None:
    panel.edit("first")
    type_into(editor(panel, "first").body, "!")
    panel.edit("second")
    assert card(panel, "first").editor is None
    assert stored(library, "first").body == "לבדוק תאריך!"
    assert editor(panel, "second").body.hasFocus()


def test_another_theme_leaves_what_is_typed_alone(panel: NotesPanel) -> None:
    panel.edit("second")
    body = editor(panel, "second").body
    type_into(body, "באמצע")
    panel.set_theme(theme("night"))
    assert editor(panel, "second").body is body and body.toPlainText() == "באמצע" and body.hasFocus()


# -- the field -----------------------------------------------------------------------------------------------


def test_the_field_is_hebrew_until_its_words_are_not(panel: NotesPanel) -> None:
    panel.edit("second")
    body = editor(panel, "second").body

    def direction() -> Qt.LayoutDirection:
        return body.document().defaultTextOption().textDirection()

    assert direction() == Qt.LayoutDirection.RightToLeft
    type_into(body, "12:30")
    assert direction() == Qt.LayoutDirection.RightToLeft
    body.setPlainText("See page 3")
    assert direction() == Qt.LayoutDirection.LeftToRight
    body.setPlainText("ראו\nSee page 3")
    assert direction() == Qt.LayoutDirection.LayoutDirectionAuto


def test_the_field_grows_with_its_words_and_not_without_end(panel: NotesPanel) -> None:
    panel.edit("second")
    body = editor(panel, "second").body
    least = body.height()
    body.setPlainText("שורה\n" * 6)
    grown = body.height()
    body.setPlainText("שורה\n" * 60)
    most = body.height()
    body.setPlainText("")
    assert least < grown < most < 400
    assert body.height() == least


@pytest.mark.parametrize(
    ("line", "tags"),
    [("", ()), (" , ,", ()), ("א,ב;ג", ("א", "ב", "ג")), ("#א #ב, א #ב", ("א #ב",)), ("a  b ,a b", ("a b",))],
)
def test_a_line_of_tags(line: str, tags: tuple[str, ...]) -> None:
    assert tags_in(line) == tags


def test_a_mark_that_nobody_sees_makes_no_other_tag() -> None:
    assert tags_in("\u202eתג, תג\u200f, \u202e") == ("תג",)


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_the_menu_of_a_card_edits_shows_and_deletes(panel: NotesPanel) -> None:
    card(panel, "first").menu_wanted.emit(QPoint(1, 1))
    (menu,) = [menu for menu in panel.findChildren(QMenu) if menu.isVisible()]
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        *("עריכה", "תגיות", "הצגה בטקסט", "צבע", "קו תחתון", "העתקת קישור להערה הזאת", "מחיקה"),
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert editor(panel, "first").body.hasFocus()


def put_back(qtbot: QtBot, session: Session, library: TiredLibrary) -> None:
    """Open the train article again with what the library has of it."""
    again = reading()
    with understood_as(again):
        session.show(Opened(TRAIN, library.annotations(TRAIN), 0))
        qtbot.waitUntil(lambda: session.reading is again)
