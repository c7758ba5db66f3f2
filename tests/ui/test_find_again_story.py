"""Find anything again: a folder comes in, words lead to the passage, the passage to a person, who is made one and undone.

By mouse and keys, with Reader's own engine, and with the import and the finding of people in processes of their own, as
a person has them. Everything is waited for by what is to be seen, never for a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.app import Desk
from reader.ui.library.page import LibraryPage
from reader.ui.parts import i18n
from reader.ui.people.card import PersonCard
from reader.ui.person.chooser import LibraryChooser
from reader.ui.person.page import PersonView
from reader.ui.person.rows import Line, Part
from reader.ui.window.pages import LIBRARY, PERSON, READING
from tests.ui.desks import Start, bar, click, plain, restarting
from tests.ui.panel_builders import type_into

PATIENCE = 90_000
"""Milliseconds that something may take on a machine that does much else."""

STORIES = {
    "bridge.txt": (
        "הגשר בעמק נפתח לתנועה\n2.11.2025\n\n"
        'שרת התחבורה רות כהנא חנכה אתמול את הגשר החדש בעמק. "הגשר יקצר את הדרך לדרום", אמרה רות כהנא בטקס.\n'
        "ראש העיר דן אורן אמר כי התנועה תזרום מעתה.\n"
    ),
    "trains.txt": (
        "הרכבת לדרום מתעכבת\n14.3.2026\n\n"
        "שרת התחבורה רות כהנא הודיעה כי הרכבת לדרום תתעכב בשעה. הנוסעים ממתינים ברציפים.\n"
    ),
    "book.txt": (
        "ספר חדש על הגשרים בעמק\n1.5.2026\n\n"
        "הסופר דני אורן כתב ספר על הגשרים בעמק. דני אורן סיפר כי עבד עליו שנים רבות.\n"
    ),
}
BRIDGE, TRAINS, BOOK = (text.split("\n")[0] for text in STORIES.values())

# Menus and popups ask the display for things that there are not without one.
pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts Reader on one library; called again, it restarts."""
    with restarting(qtbot) as begin:
        yield partial(begin, size=(1100, 760), language="he")
    i18n.set_language("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "כתבות"
    (made / "עוד").mkdir(parents=True)
    for name, text in STORIES.items():
        (made / "עוד" / name if name == "book.txt" else made / name).write_text(text, "utf-8")
    (made / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return made


def until(qtbot: QtBot, seen: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE)


def shown(page: LibraryPage) -> list[str]:
    """The headlines in the list; none while the answer is that of another search."""
    if page.answer is None or page.answer.asked != page.asked():
        return []
    lines = (page.model.line(page.model.index(row)) for row in range(page.model.rowCount()))
    return [line.row.title if line is not None else "" for line in lines]


def lines(page: PersonView, part: Part) -> list[Line]:
    found = (page.model.line(page.model.index(row)) for row in range(page.model.rowCount()))
    return [each for each in found if each is not None and each.part is part]


def heads(page: PersonView) -> set[str]:
    return {line.words for line in lines(page, Part.HEAD)}


def person_page(desk: Desk) -> PersonView:
    page = desk.window.pages.made(PERSON)
    assert isinstance(page, PersonView) and desk.window.pages.name == PERSON
    return page


def search(desk: Desk, words: str) -> None:
    """Go to the library with its key, and type over what stands in the field."""
    page = desk.room.library.page
    if desk.window.pages.name == LIBRARY:
        page.focus_search()  # offscreen, no window hears keys once a popup was closed
    else:
        QTest.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pages.name == LIBRARY
    type_into(page.field, words)


def press_line(page: PersonView, row: int) -> None:
    """Click on a line of a person's page."""
    index = page.model.index(row)
    page.list.scrollTo(index)
    place = page.list.visualRect(index).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_name(qtbot: QtBot, desk: Desk, name: str) -> PersonCard:
    """Click on somebody's name in the text of the article; their card."""
    session, view = desk.session, desk.window.view
    assert session.reading is not None
    (entity,) = [each for each in session.reading.entities if each.name == name]
    span = session.mentions_of(entity.id)[0].name_span
    view.go_to(span.start)
    until(qtbot, lambda: view.viewport().rect().contains(view.rects_of(span)[0].toAlignedRect()))
    place = view.rects_of(span)[0].center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    until(qtbot, lambda: card_of(desk, name))
    card = card_of(desk, name)
    assert card is not None
    return card


def card_of(desk: Desk, name: str) -> PersonCard | None:
    """The open card of somebody in the article."""
    cards = desk.room.people.findChildren(PersonCard)
    return next((card for card in cards if card.isVisible() and card.row.name == name), None)


def everywhere(qtbot: QtBot, desk: Desk, name: str, count: int) -> PersonView:
    """Go from a name in the text to the page of everywhere they are, which tells before in how many articles."""
    click_name(qtbot, desk, name)
    until(qtbot, lambda: _tells(card_of(desk, name), count))
    card = card_of(desk, name)
    assert card is not None
    click(qtbot, card.everywhere)
    until(qtbot, lambda: desk.window.pages.name == PERSON)
    return person_page(desk)


def _tells(card: PersonCard | None, count: int) -> bool:
    return card is not None and plain(card.everywhere.text()) == f"בכל הספרייה ({count})"


def open_article(desk: Desk) -> str:
    """The headline of the article that is in sight with its people; empty while one is waited for."""
    session = desk.session
    ready = desk.window.pages.name == READING and session.article is not None and session.reading is not None
    return session.article.title if ready and session.article is not None else ""


def open_hit(qtbot: QtBot, desk: Desk, words: str, headline: str) -> None:
    """Search for words and open the first article at its hit, without a mouse."""
    search(desk, words)
    page = desk.room.library.page
    until(qtbot, lambda: shown(page) == [headline])
    QTest.keyClick(page.field, Qt.Key.Key_Return)  # into what was found
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    until(qtbot, lambda: open_article(desk) == headline)
    hits = desk.room.search
    until(qtbot, lambda: hits.hits and hits.current == 0)
    article = desk.session.article
    assert article is not None
    assert [hit.of(article.text) for hit in hits.hits] == [words]


def visible(desk: Desk, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in desk.window.findChildren(kind) if each.isVisible()]


def bring_in(qtbot: QtBot, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import a folder with the keys, and let the people in it be found with a click."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_O, both)
    importing = desk.room.library.importing
    until(qtbot, lambda: importing.strip.report is not None)
    report = plain(importing.strip.words.text())
    assert "3 חדשים" in report and "אחד נדחה" in report
    page = desk.room.library.page
    until(qtbot, lambda: {BRIDGE, TRAINS, BOOK} <= set(shown(page)))
    until(qtbot, importing.strip.people.isVisible)
    click(qtbot, importing.strip.people)
    until(qtbot, lambda: not importing.run.running and importing.strip.report is not None)
    assert importing.strip.report is not None and importing.strip.report.read >= 3


def merge_with(qtbot: QtBot, desk: Desk, letters: str, name: str) -> None:
    """On a person's page, say that they are the same as somebody else."""
    click(qtbot, person_page(desk).head.merge)
    until(qtbot, lambda: visible(desk, LibraryChooser))
    (chooser,) = visible(desk, LibraryChooser)
    assert isinstance(chooser, LibraryChooser)
    type_into(chooser.field, letters)
    until(qtbot, lambda: _names(chooser.list) == [name])
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)


def _names(of: QListWidget) -> list[str]:
    found = (of.item(row).data(Qt.ItemDataRole.UserRole) for row in range(of.count()))
    return [line.name for line in found if line is not None]


def test_a_passage_a_person_and_all_they_are_in_are_found_again(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    bring_in(qtbot, desk, folder, monkeypatch)
    open_hit(qtbot, desk, "רציפים", TRAINS)  # ברציפים in the text

    page = everywhere(qtbot, desk, "רות כהנא", 2)
    until(qtbot, lambda: heads(page) == {BRIDGE, TRAINS})
    assert any("הודיעה כי הרכבת" in line.words for line in lines(page, Part.PASSAGE))
    assert any("יקצר את הדרך" in line.words for line in lines(page, Part.SAYING))
    wanted = next(row for row in range(page.model.rowCount()) if "חנכה" in page.model.index(row).data())
    press_line(page, wanted)
    until(qtbot, lambda: open_article(desk) == BRIDGE)
    until(qtbot, lambda: card_of(desk, "רות כהנא"))  # she is chosen there

    page = everywhere(qtbot, desk, "דן אורן", 1)
    until(qtbot, lambda: heads(page) == {BRIDGE})
    merge_with(qtbot, desk, "דני", "דני אורן")
    until(qtbot, lambda: heads(page) == {BRIDGE, BOOK})
    until(qtbot, lambda: "אוחדו" in bar(desk))
    click(qtbot, desk.room.messages.action)  # Undo
    until(qtbot, lambda: heads(page) == {BRIDGE})
    QTest.keyClick(page.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: heads(page) == {BRIDGE, BOOK})
    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: heads(page) == {BRIDGE})
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert desk.window.pages.name == READING


def test_a_restart_keeps_all_that_was_found_and_said(
    qtbot: QtBot, start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    bring_in(qtbot, desk, folder, monkeypatch)
    open_hit(qtbot, desk, "תזרום", BRIDGE)
    page = everywhere(qtbot, desk, "דן אורן", 1)
    until(qtbot, lambda: heads(page) == {BRIDGE})
    merge_with(qtbot, desk, "דני", "דני אורן")
    until(qtbot, lambda: heads(page) == {BRIDGE, BOOK})

    desk = start()
    assert open_article(desk) == BRIDGE  # the article that one had before oneself
    page = everywhere(qtbot, desk, "דן אורן", 2)
    until(qtbot, lambda: heads(page) == {BRIDGE, BOOK})
    open_hit(qtbot, desk, "רציפים", TRAINS)
    page = everywhere(qtbot, desk, "רות כהנא", 2)
    until(qtbot, lambda: heads(page) == {BRIDGE, TRAINS})
