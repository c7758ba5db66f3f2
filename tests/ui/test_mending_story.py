"""What is wrong is put right by hand, and stays so: after a restart, for a newer engine, in an edited article."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.errors import ReaderError
from reader.hebrew.bidi import without_marks
from reader.library import Library
from reader.model import Article, Mention, Reading, Span
from reader.model.corrections import CORRECTION_REASONS, RefusedName, SavedCorrection
from reader.ui import app as application
from reader.ui.app import Desk
from reader.ui.parts.i18n import load_table, tr
from reader.ui.parts.name_popup import NamePopup
from reader.ui.people.chooser import PersonChooser
from reader.ui.people.refused_names import RefusedNames
from tests.ui.desks import Start, restarting
from tests.ui.panel_builders import Who, make_article, make_reading, settle, type_into

LINES = (
    "ביבר פגש את נורית גבעון",
    "שרת הבריאות נורית גבעון תיפגש היום עם אלון רזניק. לצידם יעמוד גם ניקי, כפי שמכנים אותה בבית.",
    'לדברי גבעון, "לא נסתיר דבר". רזניק הנהן, ואחריו דיבר גלעד שטרן.',
    "אחיה, אורי רזניק, סירב להגיב. רזניק חזר אתמול מז'נבה, ולגלעד שטרן לא היה מה להוסיף. השרה חייכה.",
)
PEOPLE = (
    Who(("נורית גבעון", "גבעון", "השרה"), "שרת הבריאות"),
    Who(("אלון רזניק", "אורי רזניק", "רזניק")),
    Who(("ניקי",)),
    Who(("ביבר",)),
)
QUOTES = (("לא נסתיר דבר", "נורית גבעון", "לדברי", True),)
CONTROL = Qt.KeyboardModifier.ControlModifier
# Menus ask the display for things that there are not without one.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def read(article: Article, prefix: str = "", order: int = 1) -> Reading:
    """What the engine finds; another `prefix` and `order` are another engine's ids."""
    found = make_reading(article, PEOPLE[::order], QUOTES)
    ids = {entity.id: f"{prefix}{entity.id}" for entity in found.entities}
    return replace(
        found,
        entities=tuple(replace(each, id=ids[each.id]) for each in found.entities),
        mentions=tuple(replace(each, entity_id=ids[each.entity_id]) for each in found.mentions),
        roles=tuple(replace(each, entity_id=ids[each.entity_id]) for each in found.roles),
        quotes=tuple(replace(each, speaker_id=ids.get(each.speaker_id or "")) for each in found.quotes),
        engine=replace(found.engine, version=f"{prefix}1"),
    )


@pytest.fixture
def article() -> Article:
    return make_article(LINES, article_id="b" * 16, source="story.txt")


@pytest.fixture(params=["he", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str, article: Article) -> Iterator[Start]:
    """Starts Reader with the article open; called again, it restarts on the same library."""
    with restarting(qtbot) as restart:

        def begin(reading: Reading | None = None, of: Article = article) -> Desk:
            def found() -> None:
                said = reading or read(of)
                monkeypatch.setattr(pipeline, "understand", lambda *_: said)
                monkeypatch.setattr(pipeline, "load", lambda *_: of)

            return restart(between=found, language=language)

        yield begin
    application.speak(application.make_application(), "en")


# -- hands -------------------------------------------------------------------------------------------------------


def people(desk: Desk) -> list[str]:
    """The names in the sidebar."""
    model = desk.room.people.model
    return [model.row_at(row).name for row in range(model.rowCount())]


def named(desk: Desk, name: str) -> list[str]:
    """The words that are marked as this person's."""
    reading = desk.session.reading
    assert reading is not None
    ids = {entity.id for entity in reading.entities if entity.name == name}
    return [m.name_span.of(reading.article.text) for m in reading.mentions if m.entity_id in ids]


def person(desk: Desk, name: str) -> str:
    assert desk.session.reading is not None
    return next(entity.id for entity in desk.session.reading.entities if entity.name == name)


def mention(desk: Desk, words: str, inside: str = "") -> Mention:
    assert desk.session.article is not None
    text = desk.session.article.text
    found = desk.session.mention_at(text.index(words, text.index(inside)))
    assert found is not None
    return found


def right_click(desk: Desk, words: str, inside: str = "") -> QMenu:
    """The menu on a name in the article."""
    view = desk.window.view
    span = mention(desk, words, inside).name_span
    return asked(view.viewport(), view.rects_of(span)[0].center().toPoint())


def right_click_row(desk: Desk, name: str) -> QMenu:
    rows = desk.room.people
    index = rows.model.index(rows.model.place(person(desk, name)))
    return asked(rows.list.viewport(), rows.list.visualRect(index).topLeft() + QPoint(40, 12))


def asked(widget: QWidget, point: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)
    return open_menu()


def open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def words_of(menu: QMenu) -> list[str]:
    return [plain(action.text()) for action in menu.actions() if not action.isSeparator()]


def plain(words: str) -> str:
    return without_marks(words)


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if plain(action.text()) == words)


def click(qtbot: QtBot, menu: QMenu, *path: str) -> None:
    """Click an entry, through its submenus."""
    for words in path[:-1]:
        action = entry(menu, words)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        deeper = action.menu()
        assert isinstance(deeper, QMenu)
        qtbot.waitUntil(deeper.isVisible)
        menu = deeper
    place = menu.actionGeometry(entry(menu, path[-1])).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    settle()


def chooser(desk: Desk) -> PersonChooser:
    (popup,) = [each for each in desk.window.findChildren(PersonChooser) if each.isVisible()]
    assert desk.window.focusWidget() is popup.field
    return popup


def name_field(desk: Desk) -> NamePopup:
    (popup,) = [each for each in desk.window.findChildren(NamePopup) if each.isVisible()]
    assert desk.window.focusWidget() is popup.field
    return popup


def offered(popup: PersonChooser) -> list[str]:
    return [plain(popup.list.item(row).text()) for row in range(popup.list.count())]


def click_name(qtbot: QtBot, popup: PersonChooser, name: str) -> None:
    row = next(row for row, words in enumerate(offered(popup)) if name in words)
    place = popup.list.visualItemRect(popup.list.item(row)).center()
    qtbot.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def select(qtbot: QtBot, desk: Desk, words: str, inside: str = "") -> None:
    """Select words as a hand does."""
    view, session = desk.window.view, desk.session
    assert session.article is not None
    start = session.article.text.index(words, session.article.text.index(inside))
    rects = view.rects_of(Span(start, start + len(words)))
    first = QPointF(rects[0].right() - 3, rects[0].center().y()).toPoint()
    last = QPointF(rects[-1].left() + 3, rects[-1].center().y()).toPoint()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), left, Qt.KeyboardModifier.NoModifier, first)
    qtbot.mouseMove(view.viewport(), last)
    qtbot.mouseRelease(view.viewport(), left, Qt.KeyboardModifier.NoModifier, last)


def correct_everything(qtbot: QtBot, desk: Desk) -> None:
    """The afternoon of a careful reader, by mouse alone."""
    # ניקי is what they call נורית גבעון
    click(qtbot, right_click(desk, "ניקי,"), tr("Merge with…"))
    click_name(qtbot, chooser(desk), "נורית גבעון")
    # אורי רזניק is his brother
    click(qtbot, right_click(desk, "אורי רזניק"), tr("Split off this mention"))
    # ביבר is an animal
    click(qtbot, right_click_row(desk, "ביבר"), tr("Not a person"), tr("In this article"))
    # the second רזניק speaks of the brother, who has just been split off
    click(qtbot, right_click(desk, "רזניק", "להגיב. רזניק"), tr("This is someone else…"))
    click_name(qtbot, chooser(desk), "אורי רזניק")
    # השרה is another one here
    click(qtbot, right_click(desk, "השרה"), tr("Nobody is named here"))
    # nobody found גלעד שטרן
    select(qtbot, desk, "גלעד שטרן", "דיבר")
    qtbot.mouseClick(desk.room.selection_bar.buttons[-1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(chooser(desk).field, Qt.Key.Key_Return)
    # and her name is spelled otherwise
    click(qtbot, right_click_row(desk, "נורית גבעון"), tr("Rename…"))
    popup = name_field(desk)
    popup.field.selectAll()
    type_into(popup.field, "נורית גבעון־לוי")
    qtbot.mouseClick(popup.keep, Qt.MouseButton.LeftButton)
    settle()


def assert_corrected(desk: Desk) -> None:
    assert sorted(people(desk)) == sorted(["נורית גבעון־לוי", "אלון רזניק", "אורי רזניק", "גלעד שטרן"])
    assert named(desk, "נורית גבעון־לוי") == ["נורית גבעון", "נורית גבעון", "ניקי", "גבעון"]
    assert named(desk, "אורי רזניק") == ["אורי רזניק", "רזניק"]
    assert named(desk, "אלון רזניק") == ["אלון רזניק", "רזניק"]
    assert named(desk, "גלעד שטרן") == ["גלעד שטרן", "גלעד שטרן"]
    assert desk.session.reading is not None
    (quote,) = desk.session.reading.quotes
    assert quote.speaker_id == person(desk, "נורית גבעון־לוי")
    (role,) = desk.session.reading.roles
    assert role.entity_id == person(desk, "נורית גבעון־לוי")


# -- the story ---------------------------------------------------------------------------------------------------


def test_corrections_survive_restart_re_extraction_re_import_and_undo(
    qtbot: QtBot, start: Start, article: Article
) -> None:
    desk = start()
    engine_said = desk.session.reading
    correct_everything(qtbot, desk)
    assert_corrected(desk)
    assert desk.session.mending.original == engine_said  # kept apart

    stack = desk.session.undo_stack
    steps = stack.index()
    assert steps == 7
    while stack.canUndo():
        desk.room.actions["Undo"].trigger()
    assert desk.session.reading == engine_said
    while stack.canRedo():
        desk.room.actions["Redo"].trigger()
    assert_corrected(desk)

    assert_corrected(start())  # restart

    newer = read(article, "n-", -1)
    assert (
        [e.name for e in newer.entities] != [e.name for e in engine_said.entities] if engine_said else False
    )
    assert_corrected(start(newer))  # a newer engine, which numbers and orders otherwise

    text = (
        "עודכן בשעה 10:00",
        LINES[0],
        LINES[1].replace("היום", "מחר"),
        LINES[2],
        LINES[3].replace("אתמול", "שלשום"),
    )
    edited = make_article(text, article_id=article.id, source="story.txt")
    assert_corrected(
        start(read(edited, "e-", -1), edited)
    )  # the article comes in again, corrected by its editors

    assert_corrected(start())


def test_a_name_refused_in_every_article_is_gone_from_the_next_one_until_it_is_allowed(
    qtbot: QtBot, start: Start, article: Article
) -> None:
    desk = start()
    click(qtbot, right_click(desk, "ביבר"), tr("Not a person"), tr("In every article from now on"))
    assert "ביבר" not in people(desk)
    other = make_article((*LINES, "ועוד שורה"), article_id="c" * 16, source="other.txt")
    desk = start(read(other), other)
    assert "ביבר" not in people(desk)

    desk.room.actions["Refused names…"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RefusedNames)
    assert "ביבר" in dialog.list.item(0).text()
    qtbot.mouseClick(dialog.allow, Qt.MouseButton.LeftButton)
    assert "ביבר" in people(desk)
    assert dialog.list.count() == 0
    assert not dialog.allow.isEnabled()
    desk.session.undo_stack.undo()
    assert dialog.list.count() == 1
    assert "ביבר" not in people(desk)
    desk.session.undo_stack.redo()
    dialog.close()
    settle()
    assert "ביבר" in people(start())


def test_the_article_s_own_word_counts_more_than_a_refused_name(qtbot: QtBot, start: Start) -> None:
    with Library.open() as library:
        library.refuse_name(RefusedName("ביבר"))
    desk = start()
    assert "ביבר" not in people(desk)
    select(qtbot, desk, "ביבר")
    qtbot.mouseClick(desk.room.selection_bar.buttons[-1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(chooser(desk).field, Qt.Key.Key_Return)
    assert "ביבר" in people(desk)
    assert "ביבר" in people(start())


def test_the_chosen_one_the_colours_and_the_place_stay(qtbot: QtBot, start: Start) -> None:
    desk = start()
    session, window = desk.session, desk.window
    givon, resnik = person(desk, "נורית גבעון"), person(desk, "אלון רזניק")
    session.choose(givon)
    session.step(1)
    current = session.current
    colours = session.colour_index(givon), session.colour_index(resnik)
    bar = window.view.verticalScrollBar().value()
    click(qtbot, right_click_row(desk, "ביבר"), tr("Not a person"), tr("In this article"))
    click(qtbot, right_click(desk, "אורי רזניק"), tr("Split off this mention"))
    assert session.chosen == (givon,)
    assert session.current == current
    assert (session.colour_index(givon), session.colour_index(resnik)) == colours
    brother = session.colour_index(person(desk, "אורי רזניק"))
    assert brother not in colours
    assert window.view.verticalScrollBar().value() == bar
    session.choose(person(desk, "ניקי"))
    click(qtbot, right_click_row(desk, "ניקי"), tr("Merge with…"))
    click_name(qtbot, chooser(desk), "נורית גבעון")
    assert session.chosen == (givon,)
    again = start()
    assert again.session.colour_index(person(again, "אורי רזניק")) == brother


def test_what_was_done_is_said_and_undone_by_one_click(qtbot: QtBot, start: Start) -> None:
    desk = start()
    room = desk.room
    click(qtbot, right_click(desk, "ניקי,"), tr("Merge with…"))
    click_name(qtbot, chooser(desk), "נורית גבעון")
    shown = room.messages.shown
    assert shown is not None
    assert plain(shown.sentence) == plain(
        tr("{one} and {other} are one now.", one="ניקי", other="נורית גבעון")
    )
    what = tr("merging {one} and {other}", one="ניקי", other="נורית גבעון")
    assert plain(room.actions["Undo"].text()) == tr("Undo {what}", what=what)
    qtbot.mouseClick(room.messages.action, Qt.MouseButton.LeftButton)
    assert "ניקי" in people(desk)
    assert room.messages.shown is None
    assert room.actions["Undo"].text() == tr("Undo")
    desk.session.undo_stack.redo()
    click(qtbot, right_click_row(desk, "ביבר"), tr("Not a person"), tr("In this article"))
    desk.session.undo_stack.undo()
    assert room.messages.shown is None  # what it said is not so any more


def test_two_chosen_with_control_are_merged(qtbot: QtBot, start: Start) -> None:
    desk = start()
    rows = desk.room.people
    for name, modifier in (("ניקי", Qt.KeyboardModifier.NoModifier), ("נורית גבעון", CONTROL)):
        index = rows.model.index(rows.model.place(person(desk, name)))
        place = rows.list.visualRect(index).topLeft() + QPoint(40, 12)
        qtbot.mouseClick(rows.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    assert len(desk.session.chosen) == 2
    click(qtbot, right_click_row(desk, "ניקי"), tr("Merge the {n} chosen", n=2))
    assert "ניקי" not in people(desk)
    assert "ניקי" in named(desk, "נורית גבעון")


def test_every_mention_of_one_form_is_split_off(qtbot: QtBot, start: Start) -> None:
    desk = start()
    click(qtbot, right_click(desk, "רזניק", "רזניק הנהן"), tr("Split off every {name}", name="רזניק"))
    assert named(desk, "רזניק") == ["רזניק", "רזניק"]
    assert named(desk, "אלון רזניק") == ["אלון רזניק", "אורי רזניק"]
    desk.session.undo_stack.undo()
    click(qtbot, right_click_row(desk, "אלון רזניק"), tr("Split off"), "רזניק")
    assert named(desk, "רזניק") == ["רזניק", "רזניק"]


def test_the_card_of_the_chosen_one_has_the_same_menu(qtbot: QtBot, start: Start) -> None:
    desk = start()
    desk.session.choose(person(desk, "אלון רזניק"))
    card = desk.room.people._card
    assert card is not None
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    menu = open_menu()
    assert {tr("Rename…"), tr("Merge with…"), tr("Not a person")} <= set(words_of(menu))
    click(qtbot, menu, tr("Copy the name"))
    assert QGuiApplication.clipboard().text() == "אלון רזניק"


def test_all_of_it_is_done_without_a_mouse_under_a_hebrew_layout(qtbot: QtBot, start: Start) -> None:
    desk = start()
    view, room = desk.window.view, desk.room
    desk.session.choose(person(desk, "ניקי"))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = open_menu()
    assert plain(menu.actions()[0].text()) == "ניקי"
    while menu.activeAction() is None or plain(menu.activeAction().text()) != tr("Merge with…"):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle()
    popup = chooser(desk)
    type_into(popup.field, "גבע")
    assert [words.split(" – ")[0] for words in offered(popup)] == ["נורית גבעון"]
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert "ניקי" not in people(desk)
    assert desk.window.focusWidget() is view  # the keyboard is back where it was
    desk.window.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key(ord("ז")), CONTROL)  # Ctrl+Z
    assert "ניקי" in people(desk)

    select(qtbot, desk, "גלעד שטרן", "דיבר")
    qtbot.keyClick(view, Qt.Key(ord("פ")), CONTROL | Qt.KeyboardModifier.ShiftModifier)  # Ctrl+Shift+P
    popup = chooser(desk)
    assert popup.box.isChecked()
    qtbot.keyClick(popup.field, Qt.Key.Key_Down)
    qtbot.keyClick(popup.field, Qt.Key.Key_Up)
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert named(desk, "גלעד שטרן") == ["גלעד שטרן", "גלעד שטרן"]
    assert view.selected_span() is None

    desk.session.choose(person(desk, "גלעד שטרן"))
    qtbot.keyClick(desk.window, Qt.Key.Key_F2)
    field = name_field(desk)
    type_into(field.field, "גלעד שטרן כהן")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert "גלעד שטרן כהן" in people(desk)
    assert room.people.list.currentIndex().data() == "גלעד שטרן כהן"


def test_words_are_given_to_somebody_known_only_here(qtbot: QtBot, start: Start) -> None:
    desk = start()
    select(qtbot, desk, "אחיה")
    qtbot.mouseClick(desk.room.selection_bar.buttons[-1], Qt.MouseButton.LeftButton)
    assert not chooser(desk).box.isVisible()
    click_name(qtbot, chooser(desk), "אלון רזניק")
    assert "אחיה" in named(desk, "אלון רזניק")


def test_somebody_new_gets_the_name_that_is_typed(qtbot: QtBot, start: Start) -> None:
    desk = start()
    click(qtbot, right_click(desk, "רזניק", "רזניק הנהן"), tr("This is someone else…"))
    popup = chooser(desk)
    type_into(popup.field, "יוסי רזניק")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert named(desk, "יוסי רזניק") == ["רזניק"]
    hovered = desk.window.view._pointer.describe(mention(desk, "רזניק", "רזניק הנהן"))
    assert tr("You said who is meant here.") in hovered


def test_a_correction_that_cannot_be_saved_changes_nothing_and_says_why(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    before = desk.session.reading

    def full(*_: object) -> None:
        raise ReaderError("The disk is full, so nothing was saved.", "Make room.")

    monkeypatch.setattr(desk.session.library, "mend", full)
    click(qtbot, right_click_row(desk, "ביבר"), tr("Not a person"), tr("In every article from now on"))
    assert desk.session.reading is before
    assert desk.session.undo_stack.count() == 0
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"


def test_in_a_library_that_is_read_only_it_is_said_so(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    desk = start()
    assert desk.session.library is not None
    place = desk.session.library.path
    assert place is not None
    desk.session.library.close()
    desk.session.library = Library.open(place, read_only=True)
    click(qtbot, right_click_row(desk, "ביבר"), tr("Not a person"), tr("In this article"))
    assert "ביבר" in people(desk)
    shown = desk.room.messages.shown
    assert shown is not None
    assert str(place) in plain(shown.sentence)


def test_what_changes_nothing_is_said_and_not_kept(qtbot: QtBot, start: Start) -> None:
    desk = start()
    assert not desk.session.mending.rename(person(desk, "ניקי"), " ניקי ")
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.sentence == tr("Nothing changes by that.")
    assert desk.session.mending.corrections == ()


def test_without_a_selection_or_a_choice_it_is_said_what_to_do_first(qtbot: QtBot, start: Start) -> None:
    desk = start()
    room = desk.room
    for name, sentence in (
        ("Add as a person…", tr("Select words in the article first.")),
        ("Rename…", tr("Choose a person first.")),
        ("Merge the chosen", tr("Choose several people with Ctrl first.")),
    ):
        room.actions[name].trigger()
        assert room.messages.shown is not None
        assert room.messages.shown.sentence == sentence
    desk.window.view.select(0, len(LINES[0]) + 5)
    room.actions["Add as a person…"].trigger()
    assert room.messages.shown is not None
    assert room.messages.shown.sentence == tr("Select a name that stands on one line.")


def test_the_note_on_somebody_renamed_is_still_theirs(qtbot: QtBot, start: Start) -> None:
    desk = start()
    desk.session.noting.annotate(Span(0, 4), entity_id="ניקי")
    desk.session.mending.merge([person(desk, "ניקי"), person(desk, "נורית גבעון")])
    panel = desk.room.notes
    found = panel._person_of(desk.session.annotations[0])
    assert found is not None
    assert found[0] == "נורית גבעון"


def test_a_correction_made_while_an_engine_reads_again_is_not_forgotten(
    qtbot: QtBot, start: Start, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    session = desk.session
    begun, go_on = threading.Event(), threading.Event()
    library = session.library
    assert library is not None
    corrections = library.corrections

    def old(article_id: str) -> tuple[SavedCorrection, ...]:
        """What the job reads is what was there when it read it; then the person goes on."""
        found = corrections(article_id)
        begun.set()
        go_on.wait(20)
        return found

    newer = read(article, "n-", -1)
    monkeypatch.setattr(pipeline, "understand", lambda *_: newer)
    monkeypatch.setattr(library, "corrections", old)
    session.find_people()
    qtbot.waitUntil(begun.is_set)
    session.mending.refuse(person(desk, "ביבר"), everywhere=False)
    assert "ביבר" not in people(desk)
    monkeypatch.setattr(library, "corrections", corrections)
    go_on.set()
    qtbot.waitUntil(lambda: session.mending.original is newer)
    assert "ביבר" not in people(desk)


def test_names_offered_elsewhere_are_those_that_are_free(qtbot: QtBot, start: Start) -> None:
    desk = start()
    select(qtbot, desk, "רזניק", "רזניק הנהן")
    desk.room.actions["Add as a person…"].trigger()
    assert not chooser(desk).box.isVisible()  # every רזניק is somebody's already
    chooser(desk).leave()


# -- the small windows -------------------------------------------------------------------------------------------


def test_escape_and_a_click_beside_close_what_asks_and_change_nothing(qtbot: QtBot, start: Start) -> None:
    desk = start()
    view = desk.window.view
    before = desk.session.reading
    view.setFocus()
    for leave in (
        lambda: qtbot.keyClick(chooser(desk).field, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
        lambda: desk.room.people.list.setFocus(),
    ):
        click(qtbot, right_click(desk, "ניקי"), tr("Merge with…"))
        desk.window.activateWindow()
        qtbot.waitUntil(chooser(desk).field.hasFocus)
        leave()
        settle()
        assert not desk.window.findChildren(PersonChooser)
    assert desk.session.reading is before
    assert desk.session.undo_stack.count() == 0


def test_what_nobody_is_called_picks_nobody_and_an_empty_name_is_not_taken(
    qtbot: QtBot, start: Start
) -> None:
    desk = start()
    click(qtbot, right_click(desk, "ניקי"), tr("Merge with…"))
    type_into(chooser(desk).field, "זלדה")
    qtbot.keyClick(chooser(desk).field, Qt.Key.Key_Return)
    assert chooser(desk).isVisible()
    qtbot.keyClick(chooser(desk).field, Qt.Key.Key_Escape)
    click(qtbot, right_click(desk, "ניקי"), tr("Rename…"))
    name_field(desk).field.clear()
    assert not name_field(desk).keep.isEnabled()
    qtbot.keyClick(name_field(desk).field, Qt.Key.Key_Return)
    assert name_field(desk).isVisible()
    qtbot.keyClick(name_field(desk).field, Qt.Key.Key_Tab)
    assert desk.window.focusWidget() is name_field(desk).field  # the only stop: the button waits for a name


def test_the_small_windows_stay_inside_the_window(qtbot: QtBot, start: Start) -> None:
    desk = start()
    corner = desk.window.mapToGlobal(QPoint(desk.window.width(), desk.window.height()))
    for place in (desk.window.mapToGlobal(QPoint(0, 0)), corner):
        desk.room.mender.ask_merge(place, person(desk, "ניקי"))
        popup = chooser(desk)
        assert desk.window.rect().contains(popup.geometry())
        popup.leave()
        settle()


def test_why_a_corrected_mention_is_marked_is_said_in_hebrew() -> None:
    table = load_table("he")
    assert not [reason for reason in CORRECTION_REASONS if reason not in table]
