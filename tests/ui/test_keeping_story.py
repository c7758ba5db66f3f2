"""Backups are made and put back, a damaged library is set aside, and nothing that fails stops the reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from reader import paths
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import FOLDER, Backups
from reader.library.index import index_path
from reader.ui.app import Desk
from reader.ui.parts import i18n
from reader.ui.window import caretaker
from reader.ui.window.backups_view import BackupsView, missing_words
from tests.ui.desks import LONG, Start, bar, click, desks, idle, note_on, open_file, pick, plain, span_of
from tests.ui.test_versions_story import BEFORE

Ok = QMessageBox.StandardButton.Ok
Cancel = QMessageBox.StandardButton.Cancel


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setattr(caretaker, "CHECK_AFTER", 0)
    with desks(qtbot, monkeypatch) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "line.txt"
    made.write_text(BEFORE, "utf-8")
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before the library was replaced; the answer is yes."""
    questions: list[str] = []

    def answer(_parent: object, _title: str, words: str, *_more: object) -> QMessageBox.StandardButton:
        questions.append(plain(words))
        return Ok

    monkeypatch.setattr(QMessageBox, "warning", answer)
    return questions


def library_file() -> Path:
    return paths.data_dir() / LIBRARY_FILE


def break_library() -> None:
    """Write over the middle of the library, as a bad disk does."""
    path = library_file()
    data = bytearray(path.read_bytes())
    data[100:-100] = b"\x5a" * (len(data) - 200)
    path.write_bytes(bytes(data))


def set_aside() -> list[Path]:
    library = paths.data_dir() / LIBRARY_FILE
    return [each for each in paths.data_dir().glob("*.sqlite") if each not in (library, index_path(library))]


def bodies(desk: Desk) -> set[str]:
    return {note.body for note in desk.session.annotations}


def view_of(qtbot: QtBot, desk: Desk, rows: int) -> BackupsView:
    """The list of backups, when it is filled."""
    qtbot.waitUntil(lambda: desk.room.caretaker.view is not None, timeout=LONG)
    view = desk.room.caretaker.view
    assert view is not None
    qtbot.waitUntil(lambda: view.list.count() == rows, timeout=LONG)
    return view


def said(qtbot: QtBot, desk: Desk, words: str) -> None:
    qtbot.waitUntil(lambda: plain(words) in bar(desk), timeout=LONG)


def test_closing_the_window_leaves_a_backup_and_a_plain_copy(start: Start, file: Path) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    start()
    (backup, *_) = Backups(library_file()).kept()
    assert (backup.articles, backup.notes) == (1, 1)
    (copy,) = (paths.data_dir() / "notes").glob("*.jsonld")
    assert "kept" in copy.read_text("utf-8")


def test_a_backup_is_made_at_the_press_of_a_button_and_listed(qtbot: QtBot, start: Start, file: Path) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    pick(desk, "Backups…")
    view = view_of(qtbot, desk, 0)
    qtbot.waitUntil(lambda: bool(view.state.text()), timeout=LONG)
    click(qtbot, view.make)
    qtbot.waitUntil(lambda: view.list.count() == 1, timeout=LONG)
    assert plain(i18n.trn("1 note", "{n} notes", 1)) in plain(view.list.item(0).text())
    said(qtbot, desk, i18n.tr("A backup was made."))
    assert len(list((paths.data_dir() / FOLDER).glob("*.sqlite"))) == 1


def test_a_backup_is_put_back_after_it_was_said_what_would_be_missing(
    qtbot: QtBot, start: Start, file: Path, asked: list[str]
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    desk = start()
    note_on(desk, "פגישה נוספת", "new")
    pick(desk, "Backups…")
    view = view_of(qtbot, desk, 1)
    qtbot.waitUntil(lambda: bool(view.state.text()), timeout=LONG)
    with qtbot.waitSignal(desk.session.arrival.library_came, timeout=LONG):
        click(qtbot, view.restore)
    idle(qtbot, desk)
    missing = plain(i18n.tr("With it would be missing: {what}.", what=i18n.trn("1 note", "{n} notes", 1)))
    assert asked[0].startswith(missing)
    assert bodies(desk) == {"kept"}
    assert len(set_aside()) == 1
    said(qtbot, desk, i18n.tr("The library is in its place again."))
    note_on(desk, "ממושך", "after")  # and it can be written again
    assert bodies(desk) == {"kept", "after"}


def test_who_says_no_keeps_the_library(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    desk = start()
    note_on(desk, "פגישה נוספת", "new")
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Cancel)
    pick(desk, "Backups…")
    view = view_of(qtbot, desk, 1)
    qtbot.waitUntil(lambda: bool(view.state.text()), timeout=LONG)
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert bodies(desk) == {"kept", "new"}
    assert set_aside() == []


def test_a_damaged_library_is_said_and_the_newest_good_backup_brought_back(
    qtbot: QtBot, start: Start, file: Path, asked: list[str]
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    start()
    desk = start(between=break_library)
    assert desk.session.article is not None  # the reading goes on
    messages = desk.room.messages
    qtbot.waitUntil(lambda: messages.action.isVisible(), timeout=LONG)
    assert messages.shown is not None
    assert messages.shown.kind == "error"
    click(qtbot, messages.action)
    view = view_of(qtbot, desk, 1)
    assert view.anew.isVisible()
    assert not view.make.isEnabled()
    qtbot.waitUntil(lambda: bool(view.state.text()), timeout=LONG)
    broken = library_file().read_bytes()
    with qtbot.waitSignal(desk.session.arrival.library_came, timeout=LONG):
        click(qtbot, view.restore)
    idle(qtbot, desk)
    assert asked
    assert bodies(desk) == {"kept"}
    assert [each.read_bytes() for each in set_aside()] == [broken]


def test_what_can_still_be_read_of_a_damaged_library_is_taken_out_of_it(
    qtbot: QtBot, start: Start, file: Path, asked: list[str]
) -> None:
    def cut_off() -> None:
        data = bytearray(library_file().read_bytes())
        data[28:32] = (int.from_bytes(data[28:32], "big") + 1).to_bytes(4, "big")  # a page more than there is
        library_file().write_bytes(bytes(data))

    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    desk = start()
    note_on(desk, "פגישה נוספת", "after the backup")
    desk = start(between=cut_off)
    messages = desk.room.messages
    qtbot.waitUntil(lambda: messages.action.isVisible(), timeout=LONG)
    click(qtbot, messages.action)
    view = view_of(qtbot, desk, 1)
    qtbot.waitUntil(lambda: bool(view.state.text()), timeout=LONG)
    with qtbot.waitSignal(desk.session.arrival.library_came, timeout=LONG):
        click(qtbot, view.restore)
    idle(qtbot, desk)
    assert bodies(desk) == {"kept", "after the backup"}
    said(qtbot, desk, i18n.trn("1 note was taken out of it.", "{n} notes were taken out of it.", 1))


def test_a_damaged_library_without_a_backup_can_be_begun_anew(
    qtbot: QtBot, start: Start, file: Path, asked: list[str]
) -> None:
    library_file().parent.mkdir(parents=True, exist_ok=True)
    library_file().write_bytes(b"not a library at all" * 100)
    desk = start(file)
    messages = desk.room.messages
    qtbot.waitUntil(lambda: messages.action.isVisible(), timeout=LONG)
    click(qtbot, messages.action)
    view = view_of(qtbot, desk, 0)
    with qtbot.waitSignal(desk.session.arrival.library_came, timeout=LONG):
        click(qtbot, view.anew)
    idle(qtbot, desk)
    assert asked
    assert len(set_aside()) == 1
    note_on(desk, "ייפתח בחודש הבא", "first")
    assert bodies(desk) == {"first"}


def test_a_library_that_was_deleted_is_offered_back(qtbot: QtBot, start: Start, file: Path) -> None:
    def delete() -> None:
        for each in paths.data_dir().glob("library.sqlite*"):
            each.unlink()

    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    desk = start(between=delete)
    said(qtbot, desk, i18n.tr("The library is empty, but there are backups of it with notes."))
    click(qtbot, desk.room.messages.action)
    assert view_of(qtbot, desk, 1)


def test_after_a_stop_without_an_end_the_library_is_checked(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library import checking
    from reader.library.checking import Check

    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    desk = start()
    looked: list[Path] = []

    def unsound(path: Path, **_more: object) -> Check:
        looked.append(path)
        return Check(path != library_file())

    with Library.open():  # it has its log open, as one that was killed would have left it
        monkeypatch.setattr(checking, "check", unsound)
        note_on(desk, "פגישה נוספת", "in the log")
        desk.session.arrival.bring_library(Library.open, lambda: None)
        qtbot.waitUntil(lambda: desk.room.messages.action.isVisible(), timeout=LONG)
    assert library_file() in looked
    assert plain(i18n.tr("The library {path} is damaged.", path=library_file())) in bar(desk)


def test_a_library_that_vanished_is_one_sentence_for_a_backup_too(
    qtbot: QtBot, start: Start, file: Path, asked: list[str]
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    library_file().unlink()
    failed: list[object] = []
    desk.session.failed.connect(failed.append)
    pick(desk, "Backups…")
    view = view_of(qtbot, desk, 0)
    click(qtbot, view.make)
    qtbot.waitUntil(lambda: bool(failed), timeout=LONG)
    assert desk.room.messages.isVisible()
    assert desk.session.article is not None


def test_what_would_be_missing_is_a_sentence() -> None:
    from reader.library.backups import Missing

    assert missing_words(Missing()) == i18n.tr("With it nothing would be missing.")
    assert missing_words(Missing(whole=False)) == i18n.tr(
        "What would be missing with it cannot be read any more."
    )
    assert "2" in missing_words(Missing(notes=2, whole=False)) or "שתי" in missing_words(Missing(notes=2))


def test_on_a_read_only_library_everything_that_would_write_is_one_sentence(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "kept")
    start()
    opened = Library.open
    monkeypatch.setattr(Library, "open", lambda path=None, **_: opened(path, read_only=True))
    desk = start()
    assert bodies(desk) == {"kept"}  # the reading and the notes are there
    file.write_text(BEFORE.replace("אתמול", "הבוקר"), "utf-8")
    open_file(qtbot, desk, file)
    assert desk.session.article is not None
    assert "הבוקר" in desk.session.article.text
    assert desk.session.noting.annotate(span_of(desk, "ממושך")) is None
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"
    assert not any(each.read_bytes() == b"" for each in paths.data_dir().glob("*.sqlite"))
