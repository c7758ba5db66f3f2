"""From somebody in the article to everywhere they are, into another article and back, two people made one, and a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.library import Library
from reader.library.people import People
from reader.model import Article, Reading
from reader.ui.app import Desk
from reader.ui.people.card import PersonCard
from reader.ui.person.chooser import LibraryChooser
from reader.ui.person.page import PersonView
from reader.ui.person.rows import Line, Part
from reader.ui.window import everywhere
from reader.ui.window.pages import PERSON, READING
from tests.ui.desks import LONG, Start, bar, click, desks, idle, note_on, open_file, pick, plain
from tests.ui.panel_builders import Who, make_reading, settle, type_into

# Menus and popups ask the display for things that there are not without one.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

FIRST = """רות כהנא תפתח את הקו
2.11.2025
שרת התחבורה רות כהנא אמרה אתמול כי הקו ייפתח בחודש הבא. שר האוצר דן אורן השיב שאין לכך תקציב.
לרות כהנא יש תוכנית אחרת.
"""
SECOND = """התקציב אושר
14.3.2026
בדיון השתתף שר האוצר דן אורן. שרת התחבורה רות כהנא לא הגיעה.
"""
SECOND += "הדיון נמשך שעות רבות ולא הוחלט בו דבר, כפי שאמרו אחר כך כל המשתתפים בו.\n" * 60
SECOND += "בסוף הדיון הודיעה רות כהנא מביתה שתתפטר.\n"
THIRD = """ספר חדש זכה בפרס
1.5.2026
הסופרת דנה אורן כתבה ספר, ודנה אורן קיבלה עליו פרס.
"""
PEOPLE = (
    Who(("רות כהנא",), "שרת התחבורה"),
    Who(("דן אורן",), "שר האוצר"),
    Who(("דנה אורן",), "הסופרת"),
)


def read(article: Article, *_more: object) -> Reading:
    """Whoever of `PEOPLE` is named in the article."""
    return make_reading(article, [who for who in PEOPLE if who.forms[0] in article.text])


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    with desks(qtbot, monkeypatch) as made:
        monkeypatch.setattr(pipeline, "understand", read)
        yield made


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name, text in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        made.append(tmp_path / f"{name}.txt")
        made[-1].write_text(text, "utf-8")
    return made


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the index and the page have come to rest."""
    jobs = desk.session.jobs
    keys = ("library-index", "everywhere", "everywhere-find", "everywhere-behind")
    page = ("person-page", "person-more", "person-decide", "person-chooser")
    qtbot.waitUntil(lambda: not any(map(jobs.busy, (*keys, *page))), timeout=LONG)
    idle(qtbot, desk)
    qtbot.waitUntil(lambda: not any(map(jobs.busy, (*keys, *page))), timeout=LONG)
    settle()


def with_all(qtbot: QtBot, start: Start, files: list[Path]) -> Desk:
    """A desk that has read all three articles; the first is open."""
    desk = start(files[2], language="he")
    for file in (files[1], files[0]):
        open_file(qtbot, desk, file)
        settled(qtbot, desk)
    return desk


def choose(desk: Desk, name: str) -> None:
    assert desk.session.reading is not None
    (entity,) = [each for each in desk.session.reading.entities if each.name == name]
    desk.session.choose(entity.id)


def card(desk: Desk) -> PersonCard:
    settle()
    return next(made for made in desk.room.people.findChildren(PersonCard) if made.isVisible())


def page_of(desk: Desk) -> PersonView:
    page = desk.window.pages.made(PERSON)
    assert isinstance(page, PersonView) and desk.window.pages.name == PERSON
    return page


def lines(page: PersonView, part: Part) -> list[Line]:
    found = [page.model.line(page.model.index(row)) for row in range(page.model.rowCount())]
    return [each for each in found if each is not None and each.part is part]


def titles(page: PersonView) -> list[str]:
    return [line.words for line in lines(page, Part.HEAD)]


def test_one_click_shows_every_passage_and_another_opens_one_with_the_person_chosen(
    qtbot: QtBot, start: Start, files: list[Path]
) -> None:
    desk = with_all(qtbot, start, files)
    note_on(desk, "תוכנית אחרת", "איזו?")
    choose(desk, "רות כהנא")
    settled(qtbot, desk)
    assert card(desk).everywhere.text() == "בכל הספרייה (2)"
    click(qtbot, card(desk).everywhere)
    settled(qtbot, desk)
    page = page_of(desk)
    assert titles(page) == ["התקציב אושר", "רות כהנא תפתח את הקו"]
    assert [line.words for line in lines(page, Part.PASSAGE) if "מביתה" in line.words]
    assert page.list.hasFocus()

    wanted = next(row for row in range(page.model.rowCount()) if "מביתה" in page.model.index(row).data())
    place = page.list.visualRect(page.model.index(wanted)).center()
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: desk.session.reading is not None, timeout=LONG)
    settled(qtbot, desk)
    session = desk.session
    assert desk.window.pages.name == READING
    assert session.article is not None and session.article.title == "התקציב אושר"
    (chosen,) = session.chosen
    entity = session.entity(chosen)
    assert entity is not None and entity.name == "רות כהנא"
    assert session.current is not None
    assert session.article.text[session.current.span.end :].startswith(" מביתה")
    view = desk.window.view
    assert view.viewport().rect().contains(view.rects_of(session.current.name_span)[0].toAlignedRect())

    desk.window.pages.back()
    settled(qtbot, desk)
    assert page_of(desk) is page and page.list.currentIndex().row() == wanted


def test_two_people_are_made_one_that_is_undone_and_done_again_and_outlives_a_restart(
    qtbot: QtBot, start: Start, files: list[Path]
) -> None:
    desk = with_all(qtbot, start, files)
    choose(desk, "דן אורן")
    pick(desk, "Everywhere in the library")
    settled(qtbot, desk)
    page = page_of(desk)
    assert len(titles(page)) == 2

    click(qtbot, page.head.merge)
    settled(qtbot, desk)
    (chooser,) = [each for each in desk.window.findChildren(LibraryChooser) if each.isVisible()]
    type_into(chooser.field, "דנה")
    settled(qtbot, desk)
    assert chooser.list.count() == 1
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert titles(page)[0] == "ספר חדש זכה בפרס" and len(titles(page)) == 3
    assert bar(desk) == "דן אורן ו־דנה אורן אוחדו."

    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    assert len(titles(page)) == 2 and bar(desk) == ""
    QTest.keyClick(page.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    assert len(titles(page)) == 3

    desk = start(files[0], language="he")
    choose(desk, "דן אורן")
    settled(qtbot, desk)
    assert card(desk).everywhere.text() == "בכל הספרייה (3)"


def test_somebody_else_of_the_same_name_is_set_apart_and_the_message_undoes_it(
    qtbot: QtBot, start: Start, files: list[Path]
) -> None:
    desk = with_all(qtbot, start, files)
    choose(desk, "דן אורן")
    QTest.keyClick(
        desk.window.view,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    settled(qtbot, desk)
    page = page_of(desk)
    page.split(lines(page, Part.HEAD)[1].article)
    settled(qtbot, desk)
    assert titles(page) == ["התקציב אושר"]
    click(qtbot, desk.room.messages.action)
    settled(qtbot, desk)
    assert len(titles(page)) == 2


def test_back_leads_to_where_one_was(qtbot: QtBot, start: Start, files: list[Path]) -> None:
    desk = with_all(qtbot, start, files)
    choose(desk, "רות כהנא")
    pick(desk, "Everywhere in the library")
    settled(qtbot, desk)
    page = page_of(desk)
    assert plain(page.head.back.text()) == "‹ למאמר"
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert desk.window.pages.name == READING
    pick(desk, "Everywhere in the library")
    settled(qtbot, desk)
    click(qtbot, page_of(desk).head.back)
    assert desk.window.pages.name == READING


def test_without_anybody_chosen_one_is_asked_to_choose(qtbot: QtBot, start: Start, files: list[Path]) -> None:
    desk = start(files[0], language="he")
    pick(desk, "Everywhere in the library")
    assert "יש לבחור" in bar(desk)


def test_a_library_that_was_never_read_through_is_so_before_the_page_opens(
    qtbot: QtBot, start: Start, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everywhere, "_FEW", 0)
    desk = start(files[0], language="he")
    choose(desk, "רות כהנא")
    settled(qtbot, desk)
    assert card(desk).everywhere.text() == "בכל הספרייה"
    click(qtbot, card(desk).everywhere)
    qtbot.waitUntil(lambda: "פעם אחת" in bar(desk), timeout=LONG)
    qtbot.waitUntil(lambda: desk.window.pages.name == PERSON, timeout=LONG)
    settled(qtbot, desk)
    assert titles(page_of(desk)) == ["רות כהנא תפתח את הקו"]


def test_a_name_that_the_library_does_not_know_is_said_to_be_none(
    qtbot: QtBot, start: Start, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(files[0], language="he")
    choose(desk, "רות כהנא")
    settled(qtbot, desk)
    monkeypatch.setattr(People, "person_of", lambda *_asked: None)
    click(qtbot, card(desk).everywhere)
    settled(qtbot, desk)
    assert bar(desk) == "הספרייה אינה מכירה את השם הזה." and desk.window.pages.name == READING


def test_the_card_has_no_way_to_a_library_that_is_not_open(
    qtbot: QtBot, start: Start, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "open", lambda *_args, **_more: None)
    desk = start(files[0], language="he")
    choose(desk, "רות כהנא")
    assert not card(desk).everywhere.isVisible()
    pick(desk, "Everywhere in the library")
    assert "הספרייה אינה פתוחה" in bar(desk)
