"""Notes go out of the window and come into it; words are copied with where they are from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from reader import paths
from reader.library import LIBRARY_FILE, Library
from reader.library.merging import Merged
from reader.ui.app import Desk
from reader.ui.notes.export_dialog import ExportDialog
from reader.ui.parts import i18n
from reader.ui.window.exchange_menu import report
from tests.ui.desks import LONG, Start, bar, click, desks, idle, note_on, pick, plain, select_by_key
from tests.ui.test_versions_story import BEFORE

Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    with desks(qtbot, monkeypatch) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "line.txt"
    made.write_text(BEFORE, "utf-8")
    return made


def picks(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Whatever file is asked for is `path`."""
    chosen = str(path) if path else ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))


def bodies(desk: Desk) -> list[str]:
    return sorted(note.body for note in desk.session.annotations)


def export(qtbot: QtBot, desk: Desk, form: str, *, everything: bool = False) -> None:
    """Through the dialog, by mouse."""
    qtbot.keyClick(desk.window, Qt.Key.Key_E, Control | Shift)
    dialog = desk.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    for button in (dialog.forms[form], dialog.all if everything else dialog.here):
        first = button.width() - 10 if button.isRightToLeft() else 10
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(first, button.height() // 2))
        assert button.isChecked()
    click(qtbot, dialog.save)
    idle(qtbot, desk)


def imported(qtbot: QtBot, desk: Desk) -> None:
    pick(desk, "Import notes…")
    idle(qtbot, desk)


def said(qtbot: QtBot, desk: Desk, words: str) -> None:
    qtbot.waitUntil(lambda: plain(words) in bar(desk), timeout=LONG)


def delete_all(desk: Desk) -> None:
    for note in desk.session.annotations:
        assert desk.session.noting.remove(note.id)
    assert desk.session.noting.forget()


def test_notes_go_out_and_come_in_again_equal(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "first **bold**", "green")
    note_on(desk, "פגישה נוספת", "second")
    before = desk.session.annotations
    picks(monkeypatch, tmp_path / "out")
    export(qtbot, desk, "jsonld")
    out = tmp_path / "out.jsonld"  # the form's ending is added
    assert json.loads(out.read_text("utf-8"))
    said(qtbot, desk, i18n.tr("The notes are in the file {name}.", name="out.jsonld"))
    delete_all(desk)
    assert bodies(desk) == []
    picks(monkeypatch, out)
    imported(qtbot, desk)
    said(qtbot, desk, report(Merged(added=("a", "b"))))
    assert desk.session.annotations == before
    imported(qtbot, desk)
    said(qtbot, desk, report(Merged()))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv"), ("yaml", "yaml")])
def test_notes_go_out_in_every_form(
    form: str,
    ending: str,
    qtbot: QtBot,
    start: Start,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "first")
    picks(monkeypatch, tmp_path / "out")
    export(qtbot, desk, form, everything=True)
    assert "first" in (tmp_path / f"out.{ending}").read_text("utf-8-sig")


def test_an_export_that_cannot_be_written_is_one_sentence_and_leaves_nothing(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "first")
    picks(monkeypatch, tmp_path / "gone" / "out.md")
    export(qtbot, desk, "markdown")
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"
    assert "out.md" in shown.sentence
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_broken_file_is_one_sentence_and_brings_nothing_in(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "first")
    picks(monkeypatch, tmp_path / "out.jsonld")
    export(qtbot, desk, "jsonld")
    cut = tmp_path / "cut.jsonld"
    data = (tmp_path / "out.jsonld").read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    delete_all(desk)
    picks(monkeypatch, cut)
    imported(qtbot, desk)
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"
    assert "cut.jsonld" in shown.sentence
    assert bodies(desk) == []


def test_two_copies_are_merged_and_both_texts_kept_where_both_changed(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    shared = note_on(desk, "ייפתח בחודש הבא", "as it was")
    copy = tmp_path / "copy.sqlite"

    def take_a_copy() -> None:
        copy.write_bytes((paths.data_dir() / LIBRARY_FILE).read_bytes())
        with Library.open(copy) as other:
            note = other.annotation(shared)
            assert note is not None
            other.save_annotation(replace(note, body="there", modified="2027-01-01T00:00:00.000Z"))
            other.save_annotation(replace(note, id="new there", body="new there"))

    desk = start(between=take_a_copy)
    note = desk.session.noting.annotation(shared)
    assert note is not None
    assert desk.session.noting.change(replace(note, body="here"))
    picks(monkeypatch, copy)
    pick(desk, "Merge another copy…")
    idle(qtbot, desk)
    qtbot.waitUntil(lambda: len(bodies(desk)) == 3, timeout=LONG)
    assert bodies(desk) == ["here", "new there", "there"]
    said(qtbot, desk, i18n.trn("1 note kept twice", "{n} notes kept twice", 1))
    pick(desk, "Merge another copy…")
    idle(qtbot, desk)
    said(qtbot, desk, report(Merged()))
    assert len(bodies(desk)) == 3


def test_what_is_being_typed_stays_when_notes_come_in(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "פגישה נוספת", "other")
    picks(monkeypatch, tmp_path / "out.yaml")
    export(qtbot, desk, "yaml")
    delete_all(desk)
    mine = note_on(desk, "ייפתח בחודש הבא")
    notes = desk.room.notes
    notes.edit(mine)
    editor = next(card.editor for card in notes.cards() if card.editor is not None)
    qtbot.keyClicks(editor.body, "half a sent")
    imported(qtbot, desk)
    qtbot.waitUntil(lambda: len(desk.session.annotations) == 2, timeout=LONG)
    assert editor.body.toPlainText() == "half a sent"
    qtbot.keyClicks(editor.body, "ence")
    assert notes.flush()
    assert bodies(desk) == ["half a sentence", "other"]


def test_a_file_that_is_no_library_is_not_merged(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    picks(monkeypatch, file)
    pick(desk, "Merge another copy…")
    idle(qtbot, desk)
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.kind == "error"
    assert "line.txt" in shown.sentence


def test_nothing_is_done_where_no_file_was_picked(
    qtbot: QtBot, start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(file)
    note_on(desk, "ייפתח בחודש הבא", "first")
    picks(monkeypatch, None)
    export(qtbot, desk, "csv")
    imported(qtbot, desk)
    pick(desk, "Merge another copy…")
    idle(qtbot, desk)
    assert bar(desk) == ""


def test_selected_words_are_copied_with_where_they_are_from(qtbot: QtBot, start: Start, file: Path) -> None:
    desk = start(file)
    select_by_key(qtbot, desk, "ייפתח בחודש הבא")
    qtbot.keyClick(desk.window, Qt.Key(ord("ב")), Control | Shift)  # the key of C, Hebrew layout
    copied = QApplication.clipboard().text()
    assert copied.startswith('"ייפתח בחודש הבא" — ')
    assert "השרה רות כהנא תפתח את הקו החדש" in copied
    assert "2026" in copied
    assert "\n" not in copied


def test_without_a_selection_it_is_said_that_words_must_be_selected(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    desk = start(file)
    qtbot.keyClick(desk.window, Qt.Key.Key_C, Control | Shift)
    assert plain(i18n.tr("Select words in the article first.")) in bar(desk)


def test_the_reference_is_copied_in_three_forms(start: Start, file: Path) -> None:
    desk = start(file)
    pick(desk, "Copy the reference")
    assert '"השרה רות כהנא תפתח את הקו החדש"' in QApplication.clipboard().text()
    pick(desk, "Copy the reference as BibTeX")
    assert QApplication.clipboard().text().startswith("@misc{")
    pick(desk, "Copy the reference as CSL-JSON")
    (item,) = json.loads(QApplication.clipboard().text())
    assert item["title"] == "השרה רות כהנא תפתח את הקו החדש"


def test_without_a_library_it_is_said_that_nothing_can_go_out(qtbot: QtBot, start: Start, file: Path) -> None:
    (paths.data_dir()).mkdir(parents=True, exist_ok=True)
    (paths.data_dir() / LIBRARY_FILE).mkdir()
    desk = start(file)
    qtbot.keyClick(desk.window, Qt.Key.Key_E, Control | Shift)
    assert desk.window.findChild(ExportDialog) is None
    assert plain(
        i18n.tr("There are no notes to take out or bring in, because the library is not open.")
    ) in bar(desk)
