"""The whole story, by mouse and keys: open, see who is in it, note something, quit, and find it all again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader import paths
from reader.errors import ReaderError
from reader.library import Library
from reader.model import EntityKind, Span
from reader.ui.app import Desk
from reader.ui.article.marks import mixed
from reader.ui.article.page import FURTHER_LABEL
from reader.ui.article.render import further_label
from reader.ui.parts import i18n
from reader.ui.parts.settings import Settings, load_settings
from reader.ui.parts.theme import theme
from reader.ui.state.session import Session
from reader.ui.window.window import MainWindow
from tests import examples
from tests.ui.desks import Start, restarting


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Starts Reader as the command does, on one library and one settings file; called again, it restarts."""
    with restarting(qtbot) as begin:
        yield begin


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(examples.STORY, "utf-8")
    return file


def person(session: Session, name: str) -> str:
    assert session.reading is not None
    return next(entity.id for entity in session.reading.of_kind(EntityKind.PERSON) if name in entity.name)


def click_row(qtbot: QtBot, desk: Desk, entity_id: str, *, control: bool = False) -> None:
    """Click a person's row in the sidebar."""
    people = desk.room.people
    row = next(r for r in range(people.model.rowCount()) if people.model.row_at(r).entity_id == entity_id)
    place = people.list.visualRect(people.model.index(row)).topLeft() + QPoint(40, 12)
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(people.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def painted(window: MainWindow, colour: QColor, span: Span) -> bool:
    """Whether `colour` lies behind the words of `span`, seen on the window's own picture."""
    picture: QImage = window.view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    for rect in window.view.rects_of(span):
        inside = rect.adjusted(1, 2, -1, -2).toRect()
        found = any(
            picture.pixelColor(int(x * ratio), int(y * ratio)) == colour
            for y in range(inside.top(), inside.bottom(), 2)
            for x in range(inside.left(), inside.right() + 1)
        )
        if not found:
            return False
    return bool(window.view.rects_of(span))


def select(qtbot: QtBot, window: MainWindow, span: Span) -> None:
    """Select words as a hand does: press before the first letter, move, let go after the last."""
    view = window.view
    first, last = view.rects_of(span)[0], view.rects_of(span)[-1]
    start = QPointF(first.right() - 3, first.center().y()).toPoint()
    end = QPointF(last.left() + 3, last.center().y()).toPoint()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), left, Qt.KeyboardModifier.NoModifier, start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), left, Qt.KeyboardModifier.NoModifier, end)


def span_in(session: Session, words: str) -> Span:
    assert session.article is not None
    start = session.article.text.index(words)
    return Span(start, start + len(words))


def test_open_choose_highlight_note_quit_and_find_it_again(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    session, window = desk.session, desk.window
    givon, resnik = person(session, "גבעון"), person(session, "רזניק")

    click_row(qtbot, desk, givon)
    assert session.chosen == (givon,)
    fill = theme("paper").person_fill(session.colour_index(givon))
    for mention in session.mentions_of(givon):
        assert painted(window, fill, mention.name_span)

    click_row(qtbot, desk, resnik)
    fill = theme("paper").person_fill(session.colour_index(resnik))
    prefixed = [m for m in session.mentions_of(resnik) if m.span.start < m.name_span.start]
    assert prefixed  # ורזניק
    for mention in prefixed:
        assert painted(window, fill, mention.name_span)
        assert not painted(window, fill, Span(mention.span.start, mention.name_span.start))

    target = session.mentions_of(givon)[-1]
    place = window.view.rects_of(target.name_span)[0].center().toPoint()
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.chosen == (givon,)
    assert session.current == target

    highlighted = span_in(session, "הודעה מסודרת")
    select(qtbot, window, highlighted)
    assert desk.room.selection_bar.isVisible()
    qtbot.mouseClick(desk.room.selection_bar.buttons[1], Qt.MouseButton.LeftButton)
    assert [(n.selector.exact, n.colour) for n in session.annotations] == [("הודעה מסודרת", "green")]

    select(qtbot, window, span_in(session, "בלחיצת יד"))
    note_button = next(b for b in desk.room.selection_bar.buttons if b.text() in ("הערה", "Note"))
    qtbot.mouseClick(note_button, Qt.MouseButton.LeftButton)
    editor = next(card.editor for card in desk.room.notes.cards() if card.editor is not None)
    qtbot.keyClicks(editor.body, "lehashvot")
    qtbot.keyClick(editor.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    before = session.annotations
    assert [n.body for n in before] == ["", "lehashvot"]

    desk = start()  # nothing named: what was open last
    session, window = desk.session, desk.window
    assert session.annotations == before
    assert len(desk.room.notes.cards()) == 2
    assert painted(window, theme("paper").note_fill("green"), highlighted)


def test_the_page_has_a_name_for_those_who_hear_it(start: Start, story: Path) -> None:
    assert start(story).window.view.accessibleName() == i18n.tr("Article")


def test_a_note_is_written_without_touching_the_mouse(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    session, window = desk.session, desk.window
    view = window.view
    view.setFocus()
    for _ in range(2):
        qtbot.keyClick(
            view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    assert view.selected_span() is not None
    qtbot.keyClick(view, Qt.Key(ord("צ")), Qt.KeyboardModifier.ControlModifier)  # the key of M, Hebrew layout
    editor = next(card.editor for card in desk.room.notes.cards() if card.editor is not None)
    qtbot.keyClicks(editor.body, "x")
    qtbot.keyClick(editor.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [note.body for note in session.annotations] == ["x"]
    qtbot.keyClick(view, Qt.Key(ord("ז")), Qt.KeyboardModifier.ControlModifier)  # undo the words
    qtbot.keyClick(view, Qt.Key(ord("ז")), Qt.KeyboardModifier.ControlModifier)  # undo the note
    assert session.annotations == ()
    qtbot.keyClick(
        view, Qt.Key(ord("ז")), Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert len(session.annotations) == 1


def test_two_people_are_chosen_at_once_each_in_their_own_colour(
    qtbot: QtBot, start: Start, story: Path
) -> None:
    desk = start(story)
    session, window = desk.session, desk.window
    givon, resnik = person(session, "גבעון"), person(session, "רזניק")
    click_row(qtbot, desk, givon)
    click_row(qtbot, desk, resnik, control=True)
    assert session.chosen == (givon, resnik)
    for entity in (givon, resnik):
        fill = theme("paper").person_fill(session.colour_index(entity))
        assert all(painted(window, fill, m.name_span) for m in session.mentions_of(entity))


def test_a_file_that_cannot_be_read_is_said_on_the_bar_and_the_article_stays(
    qtbot: QtBot, start: Start, story: Path, tmp_path: Path
) -> None:
    desk = start(story)
    article = desk.session.article
    broken = tmp_path / "picture.txt"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    with qtbot.waitSignal(desk.session.failed):
        desk.window.open_path(broken)
    assert desk.room.messages.isVisible()
    shown = desk.room.messages.shown
    assert shown is not None
    assert "picture.txt" in shown.sentence
    assert desk.session.article is article


def test_size_theme_panels_and_place_come_back(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("כותרת הכתבה\n" + "\n".join(f"פסקה מספר {n} על נושא כלשהו." for n in range(300)), "utf-8")
    desk = start(file, (1000, 700))
    window = desk.window
    window.set_theme("night")
    window.zoom(2)
    desk.room.show_notes(False)
    window.resize(1100, 640)
    bar = window.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 2000)
    bar.setValue(2000)
    place = desk.session.position
    assert place > 0

    desk = start(size=(1100, 640))
    assert (desk.settings.theme, desk.settings.text_size) == ("night", 24)
    assert not desk.room.notes.isVisible()
    assert desk.session.position == place
    first = desk.window.view.rects_of(Span(place, place + 4))[0]
    assert 0 <= first.top() < 60


def test_a_pasted_article_and_a_dropped_one_open(qtbot: QtBot, start: Start, story: Path) -> None:
    desk = start(story)
    QApplication.clipboard().setText("כותרת מודבקת\nשר החינוך דן אורן אמר כי הכול בסדר.")
    qtbot.keyClick(
        desk.window, Qt.Key(ord("ה")), Qt.KeyboardModifier.ControlModifier
    )  # Ctrl+V, Hebrew layout
    qtbot.waitUntil(lambda: desk.session.article is not None and desk.session.article.title == "כותרת מודבקת")


def test_the_language_changes_without_a_restart_and_nothing_is_lost(
    qtbot: QtBot, start: Start, story: Path
) -> None:
    desk = start(story)
    givon = person(desk.session, "גבעון")
    desk.session.choose(givon)
    other = "en" if desk.settings.language != "en" else "he"
    desk.set_language(other)
    QApplication.sendPostedEvents(None, 0)
    window = desk.window
    rtl = other == "he"
    assert (window.layoutDirection() == Qt.LayoutDirection.RightToLeft) is rtl
    fill = theme("paper").person_fill(desk.session.colour_index(givon))
    assert desk.session.chosen == (givon,)
    assert all(painted(window, fill, m.name_span) for m in desk.session.mentions_of(givon))
    desk.session.noting.annotate(Span(0, 5))
    assert len(desk.room.notes.cards()) == 1
    desk.set_language("")


def test_the_menu_marks_what_is_chosen_however_that_was_chosen(start: Start, story: Path) -> None:
    desk = start(story, language="en")
    papers = under(under(desk.room.top_bar.menu_button.menu(), "View"), "Paper")
    papers.aboutToShow.emit()
    assert [entry.text() for entry in papers.actions() if entry.isChecked()] == ["Paper"]
    desk.window.set_theme("night")  # as the bar's button does it
    papers.aboutToShow.emit()
    assert [entry.text() for entry in papers.actions() if entry.isChecked()] == ["Night"]


def under(menu: QMenu | None, words: str) -> QMenu:
    """The menu under an entry of another one."""
    assert menu is not None
    found = next(entry.menu() for entry in menu.actions() if entry.text() == words)
    assert isinstance(found, QMenu)
    return found


def test_settings_are_the_defaults_at_first() -> None:
    assert load_settings(paths.config_dir()) == Settings()


def test_a_highlight_on_a_chosen_name_shows_beside_the_name_s_colour(
    qtbot: QtBot, start: Start, story: Path
) -> None:
    desk = start(story)
    session, window = desk.session, desk.window
    givon = person(session, "גבעון")
    mention = session.mentions_of(givon)[-1]
    session.choose_mention(mention)
    plain = theme("paper").person_fill(session.colour_index(givon))
    assert painted(window, plain, mention.name_span)
    session.noting.annotate(mention.name_span, "green")
    assert painted(window, mixed(plain, theme("paper").note_fill("green"), dark=False), mention.name_span)


def test_the_article_s_own_label_of_further_reading_is_not_said_twice(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "links.txt"
    file.write_text(examples.STORY + "לקריאה נוספת:\nכותרת ראשונה\nכותרת שנייה\n", "utf-8")
    desk = start(file)
    article = desk.session.article
    assert article is not None
    label = further_label(article)
    assert label is not None
    assert label.span.of(article.text) == "לקריאה נוספת:"
    document = desk.window.view.document()
    block = document.findBlock(desk.window.view.sight.positions.to_document(label.span.start))
    assert block.charFormat().font().pixelSize() == FURTHER_LABEL.size
    following = block.next().charFormat().font().pixelSize()
    assert following > FURTHER_LABEL.size


def test_a_library_of_a_newer_reader_is_said_and_the_article_is_read_all_the_same(
    qtbot: QtBot, start: Start, story: Path
) -> None:
    with Library.open() as library:
        path = library.path
    assert path is not None
    made = apsw.Connection(str(path))
    made.pragma("user_version", 999)
    made.close()
    desk = start(story)
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"
    assert desk.session.article is not None
    givon = person(desk.session, "גבעון")
    click_row(qtbot, desk, givon)
    assert desk.session.chosen == (givon,)


def test_a_full_disk_leaves_the_typed_words_in_their_editor(
    qtbot: QtBot, start: Start, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(story)
    session = desk.session
    note = session.noting.annotate(span_in(session, "בלחיצת יד"))
    assert note is not None
    desk.room.notes.edit(note.id)
    editor = next(card.editor for card in desk.room.notes.cards() if card.editor is not None)
    assert session.library is not None

    def full(_annotation: object) -> None:
        raise ReaderError("The disk is full, so nothing was saved.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(session.library, "save_annotation", full)
        qtbot.keyClicks(editor.body, "precious")
        qtbot.keyClick(editor.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        shown = desk.room.messages.shown
        assert shown is not None
        assert shown.kind == "error"
        assert editor.body.toPlainText() == "precious"
        assert session.annotations[0].body == ""
    qtbot.keyClick(editor.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.annotations[0].body == "precious"
