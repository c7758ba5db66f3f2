"""The page of what changed between two versions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor
from pytestqt.qtbot import QtBot

from reader.model.changes import Voices, compare
from reader.ui.article import changes_page
from reader.ui.article.changes_page import ChangesPage
from reader.ui.parts import i18n
from reader.ui.parts.theme import theme
from tests.ui.builders import article, fonts, show

LONG = 20_000


@pytest.fixture
def page(qtbot: QtBot) -> ChangesPage:
    fonts()
    made = ChangesPage()
    show(qtbot, made, (700, 500))
    return made


def written(qtbot: QtBot, page: ChangesPage, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    page.show_changes(compare(article(*before), article(*after)), right_to_left=True)
    qtbot.waitUntil(lambda: page.finished, timeout=LONG)
    return page.toPlainText()


def font_at(page: ChangesPage, words: str) -> QFont:
    cursor = QTextCursor(page.document().find(words))
    assert not cursor.isNull()
    return cursor.charFormat().font()


def test_what_came_is_underlined_and_what_went_is_struck_out(qtbot: QtBot, page: ChangesPage) -> None:
    written(qtbot, page, ("הקו ייפתח מחר בבוקר בעיר הגדולה",), ("הקו ייפתח היום בבוקר בעיר הגדולה",))
    assert font_at(page, "מחר").strikeOut()
    assert font_at(page, "היום").underline()
    assert not font_at(page, "ייפתח").underline()
    assert len(page.places) == 1
    assert page.document().defaultTextOption().textDirection() is Qt.LayoutDirection.RightToLeft


def test_paragraphs_that_are_the_same_are_counted_and_not_shown(qtbot: QtBot, page: ChangesPage) -> None:
    same = tuple(f"פסקה ארוכה מספר {n} שלא השתנתה כלל" for n in range(9))
    text = written(qtbot, page, (*same, "הסוף הישן של הכתבה"), (*same, "הסוף החדש של הכתבה"))
    assert i18n.trn("1 paragraph is the same", "{n} paragraphs are the same", 8) in text
    assert same[8] in text  # the one beside the change stays
    assert same[7] not in text


def test_the_middle_of_what_is_the_same_for_long_is_left_out(qtbot: QtBot, page: ChangesPage) -> None:
    words = " ".join(f"מילה{n}" for n in range(400))
    text = written(qtbot, page, (f"{words} ישן",), (f"{words} חדש",))
    assert "מילה0 " in text
    assert "מילה399" in text
    assert "מילה200" not in text
    assert "…" in text


def test_equal_versions_are_said_to_be_equal(qtbot: QtBot, page: ChangesPage) -> None:
    assert i18n.tr("The words are the same.") in written(qtbot, page, ("א ב",), ("א  ב",))
    page.step(1)
    assert page.current == -1


def test_a_text_that_changed_everywhere_is_shown_as_far_as_anybody_reads(
    qtbot: QtBot, page: ChangesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_page, "MOST_CHANGES", 20)
    before = tuple(f"ישן{n} לגמרי" for n in range(90))
    text = written(qtbot, page, before, tuple(f"חדש{n} מאוד" for n in range(90)))
    assert len(page.places) == 20
    assert i18n.tr("Only the first {n} changes are shown.", n=20) in text


def test_people_and_quotations_come_after_the_words(qtbot: QtBot, page: ChangesPage) -> None:
    written(qtbot, page, ("א",), ("ב",))
    page.show_voices(Voices(("רות כהנא",), (), (("לא ניכנע", "רות כהנא"),), (("אין תגובה", ""),)))
    qtbot.waitUntil(lambda: page.finished, timeout=LONG)
    text = page.toPlainText()
    assert text.index(i18n.tr("People who came in")) < text.index(i18n.tr("Quotations that came in"))
    assert i18n.tr("People who are gone") not in text
    assert "“לא ניכנע”" in text
    assert font_at(page, "אין תגובה").strikeOut()


def test_another_paper_keeps_the_words_and_the_place(qtbot: QtBot, page: ChangesPage) -> None:
    text = written(qtbot, page, ("א ב ג", "ד"), ("א ה ג", "ו"))
    page.step(1)
    page.step(1)
    page.set_theme(theme("night"))
    qtbot.waitUntil(lambda: page.finished, timeout=LONG)
    assert page.toPlainText() == text
    assert page.current == 1
