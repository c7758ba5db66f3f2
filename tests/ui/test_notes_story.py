"""Notes in the whole window, by mouse and keys: marking, overlaps, links, places that are not sure, and undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.model import Annotation, State, Style
from reader.ui.app import Desk
from reader.ui.notes.colour_names import ColourNames
from reader.ui.notes.note_card import NoteCard
from reader.ui.notes.note_chooser import NoteChooser
from reader.ui.parts import i18n
from reader.ui.parts.link_opener import LinkOpener
from reader.ui.parts.theme import theme
from reader.ui.window.window import MainWindow
from tests.ui.panel_builders import settle, type_into
from tests.ui.test_story import Start, person, select, span_in, start, story

__all__ = ["start", "story"]  # the fixtures of the other story

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # menus and raised windows
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def cards(desk: Desk) -> list[NoteCard]:
    return desk.room.notes.cards()


def card(desk: Desk, note_id: str) -> NoteCard:
    return next(each for each in cards(desk) if each.note.id == note_id)


def said(desk: Desk) -> str:
    shown = desk.room.messages.shown
    return shown.sentence if shown is not None else ""


def menu_of(window: MainWindow) -> QMenu:
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    return menu


def mark(desk: Desk, words: str, **given: object) -> Annotation:
    made = desk.session.noting.annotate(span_in(desk.session, words), **given)  # type: ignore[arg-type]
    assert made is not None
    settle()
    return made


def lose(desk: Desk, note: Annotation, state: State) -> None:
    """As if the text had changed under a note."""
    desk.session.annotations = tuple(
        replace(each, state=state) if each.id == note.id else each for each in desk.session.annotations
    )
    desk.session.annotations_changed.emit()
    settle()


def another(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    """Open another article."""
    file = tmp_path / "other.txt"
    file.write_text("כותרת אחרת לגמרי\nמשפט ראשון של מאמר אחר, על רכבות ועל אנשים.\n", "utf-8")
    before = desk.session.article
    desk.window.open_path(file)
    qtbot.waitUntil(lambda: desk.session.article is not before and desk.session.reading is not None)
    settle()


@pytest.mark.parametrize("layout", ["Latin", "Hebrew"])
def test_ctrl_u_underlines_what_is_selected(qtbot: QtBot, start: Start, story: Path, layout: str) -> None:
    desk = start(story)
    view = desk.window.view
    words = span_in(desk.session, "הודעה מסודרת")
    view.setFocus()
    view.select(words.start, words.end)
    key = Qt.Key.Key_U if layout == "Latin" else Qt.Key(ord("ו"))
    QTest.keyClick(view, key, CONTROL)
    (note,) = desk.session.annotations
    assert (note.quote, note.style) == ("הודעה מסודרת", Style.UNDERLINE)
    settle()
    rect = view.rects_of(words)[0]
    picture = view.viewport().grab().toImage()
    column = [
        picture.pixelColor(int(rect.center().x()), y) for y in range(int(rect.top()), int(rect.bottom()) + 8)
    ]
    assert theme("paper").note_edge("yellow") in column
    assert theme("paper").note_fill("yellow") not in column


def test_the_bar_underlines_with_a_click(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    select(qtbot, desk.window, span_in(desk.session, "הודעה מסודרת"))
    line = next(b for b in desk.room.selection_bar.buttons if b.accessibleName() == i18n.tr("Underline"))
    qtbot.mouseClick(line, LEFT)
    assert [note.style for note in desk.session.annotations] == [Style.UNDERLINE]


def test_a_click_where_notes_overlap_offers_all_of_them(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    older = mark(desk, "יקבלו הודעה מסודרת", body="הישנה")
    newer = mark(desk, "הודעה", colour="pink")
    assert older.created <= newer.created
    view = desk.window.view
    place = view.rects_of(span_in(desk.session, "הודעה"))[0].center().toPoint()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    menu = menu_of(desk.window)
    assert {action.text().strip("\u2068\u2069") for action in menu.actions()} == {"הודעה", "הישנה"}
    next(action for action in menu.actions() if "הישנה" in action.text()).trigger()
    menu.close()
    assert [each.note.id for each in cards(desk) if each.is_active] == [older.id]


def test_a_note_on_the_person_and_on_the_article_by_key(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    session, window = desk.session, desk.window
    session.choose(person(session, "גבעון"))
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_N, CONTROL | SHIFT)
    editor = next(each.editor for each in cards(desk) if each.editor is not None)
    assert editor.body.hasFocus()
    type_into(editor.body, "מי היא?")
    QTest.keyClick(editor.body, Qt.Key.Key_Return, CONTROL)
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_A, CONTROL | SHIFT)
    editor = next(each.editor for each in cards(desk) if each.editor is not None)
    type_into(editor.body, "כתבה טובה")
    QTest.keyClick(editor.body, Qt.Key.Key_Return, CONTROL)
    saved = {note.body: note for note in Library.annotations(session.library, session.article)}
    assert saved["מי היא?"].selector is None and "גבעון" in (saved["מי היא?"].entity_id or "")
    assert saved["כתבה טובה"].selector is None and saved["כתבה טובה"].entity_id is None
    assert "גבעון" in card(desk, saved["מי היא?"].id).face.about


def test_the_menu_of_a_person_writes_a_note_on_them(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    givon = person(desk.session, "גבעון")
    desk.room.mender.offer_for(desk.window.mapToGlobal(QPoint(50, 50)), givon)
    menu = menu_of(desk.window)
    entity = desk.session.entity(givon)
    assert entity is not None
    words = i18n.tr("Write a note on {name}", name=i18n.isolated(entity.name))
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(desk.session.annotations))
    assert desk.session.annotations[0].entity_id == entity.name


def test_from_selection_to_saved_note_to_undo_to_restart(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    session, view = desk.session, desk.window.view
    view.setFocus()
    words = span_in(session, "הודעה מסודרת")
    view.select(words.start, words.end)
    QTest.keyClick(view, Qt.Key.Key_M, CONTROL)
    editor = next(each.editor for each in cards(desk) if each.editor is not None)
    type_into(editor.body, "ראשון")
    QTest.keyClick(editor.body, Qt.Key.Key_Return, CONTROL)
    shown = cards(desk)[0]
    assert shown.hasFocus()
    QTest.keyClick(shown, Qt.Key.Key_3, CONTROL)  # recolour
    QTest.keyClick(shown, Qt.Key.Key_U, CONTROL)  # restyle
    (note,) = session.annotations
    assert (note.body, note.colour, note.style) == ("ראשון", "blue", Style.UNDERLINE)
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert session.annotations == ()
    for expected in (("blue", Style.UNDERLINE), ("blue", Style.HIGHLIGHT), ("yellow", Style.HIGHLIGHT)):
        QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
        (note,) = session.annotations
        assert (note.colour, note.style) == expected
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert session.annotations[0].body == ""
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert session.annotations == ()
    for _ in range(4):
        QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL | SHIFT)
    kept = session.annotations
    assert [(note.body, note.colour, note.style) for note in kept] == [("ראשון", "blue", Style.UNDERLINE)]
    desk = start()
    qtbot.waitUntil(lambda: desk.session.annotations == kept)


def test_an_uncertain_place_is_confirmed_with_a_click(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    note = mark(desk, "הודעה מסודרת")
    lose(desk, note, State.UNCERTAIN)
    buttons = card(desk, note.id).buttons
    assert buttons is not None and buttons.yes is not None
    qtbot.mouseClick(buttons.yes, LEFT)
    assert desk.session.annotations[0].state is State.EXACT
    settle()
    assert card(desk, note.id).buttons is None


def test_what_is_not_here_is_placed_on_the_selection(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    note = mark(desk, "הודעה מסודרת", body="שלי")
    lose(desk, note, State.UNCERTAIN)
    buttons = card(desk, note.id).buttons
    assert buttons is not None and buttons.no is not None
    qtbot.mouseClick(buttons.no, LEFT)
    settle()
    assert desk.session.annotations[0].state is State.ORPHAN
    place = card(desk, note.id).buttons
    assert place is not None and place.place is not None
    qtbot.mouseClick(place.place, LEFT)
    assert i18n.tr("Place it on the selection") in said(desk)  # nothing is selected yet
    select(qtbot, desk.window, span_in(desk.session, "בלחיצת יד"))
    qtbot.mouseClick(place.place, LEFT)
    assert [(each.quote, each.state) for each in desk.session.annotations] == [("בלחיצת יד", State.EXACT)]
    desk.session.undo_stack.undo()
    assert desk.session.annotations[0].state is State.ORPHAN
    desk.session.undo_stack.undo()
    assert desk.session.annotations[0].state is State.UNCERTAIN


def test_a_link_goes_to_a_note_of_another_article(
    qtbot: QtBot, start: Start, story: Path, tmp_path: Path
) -> None:
    desk = start(story)
    target = mark(desk, "בלחיצת יד", body="היעד")
    first = desk.session.article
    another(desk, tmp_path, qtbot)
    link = mark(desk, "משפט ראשון", body=f"[ראו שם](note:{target.id})")
    shown = card(desk, link.id)
    inner = shown.width()
    places = [QPoint(x, y) for y in range(0, shown.height(), 3) for x in range(0, inner, 3)]
    spot = next(place for place in places if shown._link_at(place))
    qtbot.mouseClick(shown, LEFT, pos=spot)
    qtbot.waitUntil(
        lambda: desk.session.article is not None and first is not None and desk.session.article.id == first.id
    )
    qtbot.waitUntil(lambda: any(each.is_active for each in cards(desk)))
    assert [each.note.id for each in cards(desk) if each.is_active] == [target.id]


def test_a_link_to_a_deleted_note_says_so(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    note = mark(desk, "הודעה מסודרת")
    desk.session.noting.remove(note.id)
    desk.room.notes.link_wanted.emit(f"note:{note.id}")
    assert i18n.tr("This note was deleted; it is in the trash.") in said(desk)
    desk.session.noting.forget()
    desk.room.notes.link_wanted.emit(f"note:{note.id}")
    assert i18n.tr("This note was deleted.") in said(desk)


def test_a_web_link_is_shown_before_it_is_opened(
    qtbot: QtBot, start: Start, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    desk = start(story)
    desk.room.notes.link_wanted.emit("https://example.org/x")
    (asking,) = desk.window.findChildren(LinkOpener)
    assert asking.address.text() == "https://example.org/x"
    assert opened == []
    qtbot.mouseClick(asking.open_button, LEFT)
    assert opened == ["https://example.org/x"]
    desk.room.notes.link_wanted.emit("file:///etc/passwd")
    assert "file:///etc/passwd" in said(desk)
    assert len(opened) == 1


def test_a_link_to_a_note_is_chosen_while_writing(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    target = mark(desk, "בלחיצת יד")
    note = mark(desk, "הודעה מסודרת")
    desk.room.notes.edit(note.id)
    editor = card(desk, note.id).editor
    assert editor is not None
    type_into(editor.body, "ראו ")
    QTest.keyClick(editor.body, Qt.Key.Key_L, CONTROL)
    (chooser,) = desk.window.findChildren(NoteChooser)
    assert chooser.field.hasFocus()
    qtbot.waitUntil(lambda: chooser.model.rowCount() == 2)
    type_into(chooser.field, "לחיצת")
    assert chooser.model.rowCount() == 1
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert card(desk, note.id).editor is editor and editor.body.hasFocus()
    assert editor.body.toPlainText() == f"ראו [בלחיצת יד](note:{target.id})"


def test_the_colours_are_named_and_called_so_everywhere(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    desk.room.actions["What the colours stand for…"].trigger()
    (popup,) = desk.window.findChildren(ColourNames)
    assert popup.fields["yellow"].hasFocus()
    type_into(popup.fields["yellow"], "לבדוק")
    QTest.keyClick(popup.fields["yellow"], Qt.Key.Key_Return)
    bar = desk.room.selection_bar
    assert "לבדוק" in bar.buttons[0].toolTip()
    assert "לבדוק" in desk.room.actions["Highlight in yellow"].text()
    note = mark(desk, "הודעה מסודרת")
    desk.room.notes.edit(note.id)
    editor = card(desk, note.id).editor
    assert editor is not None and editor.dots[0].toolTip() == "לבדוק"
    desk.session.undo_stack.undo()  # the highlight
    desk.session.undo_stack.undo()  # the name
    assert "לבדוק" not in bar.buttons[0].toolTip()


def test_the_list_of_all_notes_opens_by_key_and_goes_to_a_note(
    qtbot: QtBot, start: Start, story: Path, tmp_path: Path
) -> None:
    desk = start(story)
    target = mark(desk, "בלחיצת יד")
    first = desk.session.article
    another(desk, tmp_path, qtbot)
    QTest.keyClick(desk.window, Qt.Key.Key_K, CONTROL | SHIFT)
    lists = desk.room.scribe._lists
    assert lists is not None and lists.isVisible()
    qtbot.waitUntil(lambda: lists.all.model.rowCount() == 1)
    QTest.keyClick(lists.all.list, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: desk.session.article is not None and first is not None and desk.session.article.id == first.id
    )
    qtbot.waitUntil(lambda: any(each.is_active for each in cards(desk)))
    assert [each.note.id for each in cards(desk) if each.is_active] == [target.id]
