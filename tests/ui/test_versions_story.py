"""An article changes: its notes follow, what could not be found is said, and what changed can be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.library import Library
from reader.library.articles import Imported
from reader.model import Article, State
from reader.ui.app import Desk
from reader.ui.article.versions_view import VersionsView
from reader.ui.parts import i18n
from reader.ui.window.version_notice import changed_sentence
from tests.ui.desks import LONG, Start, bar, click, desks, idle, note_on, open_file, pick, plain, span_of

BEFORE = """השרה רות כהנא תפתח את הקו החדש
14.11.2026
השרה רות כהנא אמרה אתמול כי הקו החדש ייפתח בחודש הבא לאחר עיכוב ממושך של שנתיים.
דן אורן, יושב ראש הוועדה, השיב כי העיכוב נגרם בגלל תקציב שלא אושר בזמן.
בסיום הדיון סוכם על פגישה נוספת בשבוע הבא במשרדי העירייה.
"""
AFTER = """השרה רות כהנא תפתח את הקו החדש
14.11.2026
עדכון: הדיון נמשך גם אחרי חצות הלילה, ורק אז נסגרו הפרטים.
השרה רות כהנא אמרה הבוקר כי הקו החדש ייפתח בחודש הבא לאחר עיכוב ממושך של שנתיים.
נעמה גיל, מנכ"לית החברה, הודיעה שהנסיעה הראשונה תהיה חינם.
בסיום הדיון סוכם על פגישה נוספת בשבוע הבא במשרדי העירייה.
"""


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    with desks(qtbot, monkeypatch) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "line.txt"
    made.write_text(BEFORE, "utf-8")
    return made


def changed(qtbot: QtBot, start: Start, file: Path) -> Desk:
    """A desk on the changed article, with three notes made on the one before."""
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    note_on(desk, "העיכוב נגרם בגלל תקציב שלא אושר בזמן", "lost")
    note_on(desk, "פגישה נוספת בשבוע הבא", "moved")
    file.write_text(AFTER, "utf-8")
    open_file(qtbot, desk, file)
    return desk


def states(desk: Desk) -> dict[str, State]:
    return {note.body: note.state for note in desk.session.annotations}


def shown_view(desk: Desk) -> VersionsView:
    view = desk.room.versions.view
    assert view is not None
    return view


def compared(qtbot: QtBot, desk: Desk) -> VersionsView:
    """The view of what changed, when it is done."""
    qtbot.waitUntil(lambda: desk.room.versions.view is not None, timeout=LONG)
    view = shown_view(desk)
    qtbot.waitUntil(lambda: bool(view.page.places), timeout=LONG)
    idle(qtbot, desk)
    qtbot.waitUntil(lambda: view.page.finished, timeout=LONG)
    return view


def test_notes_follow_a_changed_article_and_what_was_not_found_is_said(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    assert states(desk) == {"kept": State.MOVED, "moved": State.MOVED, "lost": State.ORPHAN}
    assert bar(desk).startswith(
        plain(i18n.tr("This article has changed since you read it: {notes}.", notes="")).rstrip(".")
    )
    assert plain(i18n.trn("1 note not found", "{n} notes not found", 1)) in bar(desk)
    library = desk.session.library
    assert library is not None
    assert {row.note.body: row.note.state for row in library.all_annotations()}["lost"] is State.ORPHAN


def test_the_bar_opens_what_changed_and_the_changes_are_stepped_through_by_key(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    click(qtbot, desk.room.messages.action)
    view = compared(qtbot, desk)
    text = view.page.toPlainText()
    assert "אתמול הבוקר" in text
    assert 'נעמה גיל, מנכ"לית' in text
    assert i18n.tr("People who came in") in text
    assert plain(i18n.trn("1 word added", "{n} words added", 21)) in plain(view.summary.text())
    assert plain(i18n.trn("1 person came or went", "{n} people came or went", 2)) in plain(
        view.summary.text()
    )
    before = view.page.current
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert (before, view.page.current) == (-1, 0)
    assert view.page.textCursor().position() == view.page.places[0][0]
    qtbot.keyClick(view, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert view.page.current == len(view.page.places) - 1
    click(qtbot, view.on)
    assert view.page.current == 0


def test_an_older_version_is_read_with_its_notes_and_left_again(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    newest = desk.session.article
    pick(desk, "What changed…")
    view = compared(qtbot, desk)
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        click(qtbot, view.read)
    idle(qtbot, desk)
    room = desk.room
    assert desk.session.article is not None
    assert "אתמול" in desk.session.article.text
    assert set(states(desk).values()) == {State.EXACT}
    assert room.versions.banner.isVisible()
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        click(qtbot, room.versions.banner.back)
    idle(qtbot, desk)
    assert desk.session.article == newest
    assert not room.versions.banner.isVisible()
    assert bar(desk) == ""  # it did not change since
    assert states(desk)["lost"] is State.ORPHAN


def test_a_note_made_on_an_older_version_is_found_in_the_newest(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    pick(desk, "What changed…")
    view = compared(qtbot, desk)
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        click(qtbot, view.read)
    idle(qtbot, desk)
    note_on(desk, "עיכוב ממושך של שנתיים", "late")
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        click(qtbot, desk.room.versions.banner.back)
    assert states(desk)["late"] is State.MOVED


def test_when_the_old_text_comes_back_every_note_stands_where_it_was(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    file.write_text(BEFORE, "utf-8")
    open_file(qtbot, desk, file)
    assert set(states(desk).values()) == {State.EXACT}
    assert plain(changed_sentence(desk.session.annotations)) in bar(desk)
    desk = start()  # and after a restart nothing is said of it any more
    assert set(states(desk).values()) == {State.EXACT}
    assert bar(desk) == ""


def test_the_same_file_opened_again_says_nothing(qtbot: QtBot, start: Start, file: Path) -> None:
    desk = changed(qtbot, start, file)
    desk.room.messages.dismiss()
    open_file(qtbot, desk, file)
    assert bar(desk) == ""


def test_an_article_with_one_version_has_nothing_to_compare(qtbot: QtBot, start: Start, file: Path) -> None:
    desk = start(file)
    pick(desk, "What changed…")
    idle(qtbot, desk)
    assert desk.room.versions.view is None
    assert plain(i18n.tr("There is only one version of this article in the library.")) in bar(desk)


def test_the_same_headline_and_date_elsewhere_is_asked_about_and_joined(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    other = tmp_path / "copy" / "other name.txt"
    other.parent.mkdir()
    other.write_text(AFTER, "utf-8")
    open_file(qtbot, desk, other)
    assert states(desk) == {}
    messages = desk.room.messages
    assert messages.action.text() == i18n.tr("The same article")
    click(qtbot, messages.action)
    idle(qtbot, desk)
    assert states(desk) == {"kept": State.MOVED}


def test_two_articles_of_one_headline_are_kept_apart_and_not_asked_about_again(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    other = tmp_path / "other.txt"
    other.write_text(AFTER, "utf-8")
    open_file(qtbot, desk, other)
    click(qtbot, desk.room.messages.other)
    assert states(desk) == {}
    open_file(qtbot, desk, file)
    assert states(desk) == {"kept": State.EXACT}
    open_file(qtbot, desk, other)
    assert bar(desk) == ""


def test_a_library_that_takes_nothing_does_not_stop_the_reading(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = changed(qtbot, start, file)

    def full(*_: object) -> None:
        raise ReaderError("The disk is full, so nothing was saved.")

    monkeypatch.setattr(Library, "import_article", full)
    file.write_text(BEFORE, "utf-8")
    open_file(qtbot, desk, file)
    assert desk.session.article is not None
    assert "אתמול" in desk.session.article.text
    assert len(states(desk)) == 3
    assert plain(i18n.tr("The disk is full, so nothing was saved.")) in bar(desk)


def test_a_slow_library_lets_the_text_come_first(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = changed(qtbot, start, file)
    take = Library.import_article
    order: list[str] = []
    shown = threading.Event()

    def wait_for_the_text(self: Library, article: Article) -> Imported:
        shown.wait(LONG / 1000)
        return take(self, article)

    monkeypatch.setattr(Library, "import_article", wait_for_the_text)
    desk.session.article_changed.connect(lambda: order.append("text"))
    desk.session.article_changed.connect(lambda: shown.set())
    desk.session.arrival.came.connect(lambda _opened: order.append("notes"))
    file.write_text(BEFORE, "utf-8")
    open_file(qtbot, desk, file)
    assert order[:2] == ["text", "notes"]
    assert set(states(desk).values()) == {State.EXACT}


def test_the_view_says_when_the_words_are_the_same_and_closes_with_escape(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    pick(desk, "What changed…")
    view = compared(qtbot, desk)
    view.older.setCurrentIndex(view.newer.currentIndex())
    qtbot.waitUntil(lambda: i18n.tr("The words are the same.") in view.page.toPlainText(), timeout=LONG)
    idle(qtbot, desk)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, 0)
    qtbot.waitUntil(lambda: desk.room.versions.view is None)


def test_what_is_typed_is_saved_before_an_older_version_is_opened(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = changed(qtbot, start, file)
    pick(desk, "What changed…")
    view = compared(qtbot, desk)
    note = next(note for note in desk.session.annotations if note.body == "kept")
    desk.room.notes.edit(note.id)
    editor = next(card.editor for card in desk.room.notes.cards() if card.editor is not None)
    qtbot.keyClicks(editor.body, " typed")
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        click(qtbot, view.read)
    assert any("typed" in body for body in states(desk))
    assert span_of(desk, "אתמול")


def test_a_word_that_stands_elsewhere_now_is_shown_as_uncertain(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = start(file)
    note_on(desk, "תקציב", "unsure")
    file.write_text(AFTER.replace("תהיה חינם", "תהיה על חשבון תקציב השיווק"), "utf-8")
    open_file(qtbot, desk, file)
    assert states(desk) == {"unsure": State.UNCERTAIN}
    assert plain(i18n.trn("1 note uncertain", "{n} notes uncertain", 1)) in bar(desk)
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.stays  # until somebody has looked
