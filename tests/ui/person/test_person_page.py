"""A person across the library, as it is seen, clicked and typed on their page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.library.people_rows import Doubt, PersonArticle
from reader.model import EntityKind, Span, identity_reasons
from reader.ui.parts.theme import theme
from reader.ui.person import page as person_page
from reader.ui.person.chooser import LibraryChooser
from reader.ui.person.copy import as_markdown, as_text
from reader.ui.person.deciding import Step
from reader.ui.person.page import PersonView
from reader.ui.person.rows import AT_ONCE, Line, Part, PersonModel, Shown, lines_of
from reader.ui.state.session import Session
from tests.ui.panel_builders import has_colour, interface, make_session, settle, show, type_into
from tests.ui.person_builders import NAME, PASSAGES, HandPeople, in_article, line

if TYPE_CHECKING:
    from reader.library.people import People

MENUS = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
WIDE = (1000, 700)


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return make_session(qtbot, None)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PersonView:
    made = PersonView(session)
    show(qtbot, made, WIDE)
    return made


def show_person(qtbot: QtBot, page: PersonView, people: HandPeople, key: int = 1) -> None:
    page.show_person(cast("People", people), key)
    answered(qtbot, page)


def answered(qtbot: QtBot, page: PersonView) -> None:
    jobs = page._session.jobs
    keys = ("person-page", "person-more", "person-decide", "person-copy", "person-chooser", "person-years")
    qtbot.waitUntil(lambda: not any(map(jobs.busy, keys)))
    settle()


def three() -> HandPeople:
    """In three articles: 14 has everything, 13 many passages, 2 one."""
    return HandPeople([in_article(2, 1), in_article(14, 2, sayings=2, notes=1), in_article(13, 5)])


def doubtful() -> HandPeople:
    people = three()
    one, other = people.line, people.others[0]
    why = identity_reasons.MAY_BE_SPELLING
    people.doubts = (Doubt("first", one, other, why), Doubt("second", people.others[1], one, why))
    return people


def words(page: PersonView) -> list[str]:
    return [
        cast("Line", page.model.line(page.model.index(row))).words for row in range(page.model.rowCount())
    ]


def parts(page: PersonView) -> list[Part]:
    return [cast("Line", page.model.line(page.model.index(row))).part for row in range(page.model.rowCount())]


def index_of(page: PersonView, part: Part, after: int = 0) -> QModelIndex:
    return page.model.index(parts(page).index(part, after))


def click(page: PersonView, index: QModelIndex) -> None:
    page.list.scrollTo(index)
    QTest.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(index).center()
    )
    settle()


def choices(page: PersonView) -> dict[str, object]:
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    return {action.text(): action for action in menu.actions() if action.text()}


# -- what is shown -------------------------------------------------------------------------------------------


def test_the_head_says_who_it_is_and_where(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    assert page.head.name.text() == NAME
    assert page.head.counts.text().strip("\u200f") == "אדם · ב־3 מאמרים · 9 אזכורים"
    assert "שרת התחבורה (2010–2011)" in page.head.roles.text().replace("\u2068", "").replace("\u2069", "")
    assert "חברת הכנסת (2009)" in page.head.roles.text().replace("\u2068", "").replace("\u2069", "")
    assert "אלון" in page.head.aliases.text() and NAME not in page.head.aliases.text()


def test_each_article_tells_where_it_is_from_and_why_it_is_the_same_person(
    qtbot: QtBot, page: PersonView
) -> None:
    show_person(qtbot, page, three())
    heads = [text for text, part in zip(words(page), parts(page), strict=True) if part is Part.HEAD]
    assert heads == ["כותרת מספר 14", "כותרת מספר 13", "כותרת מספר 2"]
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "example.org" in spoken and "שני אזכורים" in spoken and "שרת התחבורה" in spoken


def test_passages_sayings_and_notes_stand_in_the_order_of_the_text(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    first = parts(page)[: parts(page).index(Part.HEAD, 1)]
    assert sorted(first) == sorted(
        [Part.HEAD, Part.PASSAGE, Part.PASSAGE, Part.SAYING, Part.SAYING, Part.NOTE]
    )
    places = [
        made.place.start
        for row in range(1, len(first))
        if (made := page.model.line(page.model.index(row))) is not None and made.place is not None
    ]
    assert places == sorted(places)


def test_the_names_are_marked_and_the_attached_letters_are_not(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    passage = page.model.line(index_of(page, Part.PASSAGE))
    assert passage is not None
    assert [hit.of(passage.words) for hit in passage.hits] == ["אלון", "אלון"]
    assert passage.words[passage.hits[1].start - 1] == "ל"
    page.list.setCurrentIndex(QModelIndex())
    area = page.list.visualRect(index_of(page, Part.PASSAGE))
    assert has_colour(page.list.viewport(), theme("paper").person_fill(0), area)
    assert not has_colour(
        page.list.viewport(), theme("paper").person_fill(0), page.list.visualRect(page.model.index(0))
    )


def test_many_passages_of_one_article_are_opened_up_where_they_stand(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    more = index_of(page, Part.MORE)
    assert more.data() == "עוד שני קטעים"
    click(page, more)
    assert Part.MORE not in parts(page)
    assert parts(page).count(Part.PASSAGE) == 2 + 5 + 1
    assert page.list.currentIndex().row() == more.row()


def test_the_tabs_leave_only_what_was_said_or_noted(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    seen = {}
    for at, shown in enumerate((Shown.ALL, Shown.PASSAGES, Shown.QUOTATIONS, Shown.NOTES)):
        page.tabs.setCurrentIndex(at)
        answered(qtbot, page)
        assert page.model.shown is shown
        seen[shown] = set(parts(page))
    assert seen[Shown.PASSAGES] == {Part.HEAD, Part.PASSAGE}
    assert seen[Shown.QUOTATIONS] == {Part.HEAD, Part.SAYING}
    assert seen[Shown.NOTES] == {Part.HEAD, Part.NOTE}


def test_where_nothing_was_said_the_page_says_so(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, HandPeople([in_article(1)]))
    for at, title in ((2, "לא נמצא דבר שאמרו"), (3, "עוד אין הערות")):
        page.tabs.setCurrentIndex(at)
        answered(qtbot, page)
        assert page.stack.currentWidget() is page.empty and page.empty.title.text() == title


def test_the_later_articles_come_when_one_scrolls_there_and_the_first_at_once(
    qtbot: QtBot, page: PersonView
) -> None:
    people = HandPeople([in_article(number, 5) for number in range(120)])
    show_person(qtbot, page, people)
    assert page.model.loaded() < 60
    page.list.scrollToBottom()
    before = page.model.loaded()
    answered(qtbot, page)
    assert before < page.model.loaded() < 120
    while page.model.loaded() < 120:
        page.list.scrollToBottom()
        answered(qtbot, page)
    assert words(page).count("כותרת מספר 0") == 1
    assert [text for text in words(page) if text.startswith("כותרת")] == [
        each.row.title for each in people.all
    ]


def test_so_many_articles_are_not_kept_in_memory(
    qtbot: QtBot, page: PersonView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_page, "MOST", 40)
    show_person(qtbot, page, HandPeople([in_article(number, 1) for number in range(120)]))
    for _ in range(12):
        page.list.scrollToBottom()
        answered(qtbot, page)
    assert 40 <= page.model.loaded() < 60
    left = 120 - page.model.loaded()
    rest = index_of(page, Part.REST)
    assert rest.row() == page.model.rowCount() - 1
    assert rest.data() == f"עוד {left} מאמרים: הצגה בספרייה"
    with qtbot.waitSignal(page.library_wanted) as wanted:
        click(page, rest)
    assert wanted.args == [f'person:"{NAME}"']


def test_a_tab_without_lines_looks_through_all_articles(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, HandPeople([in_article(number, 1, notes=number == 0) for number in range(90)]))
    page.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert parts(page) == [Part.HEAD, Part.NOTE]


# -- going into articles -------------------------------------------------------------------------------------


def test_a_click_on_a_passage_opens_the_article_there(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    passage = index_of(page, Part.PASSAGE)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        click(page, passage)
    made = page.model.line(passage)
    assert made is not None
    assert wanted.args == [made.article.row.id, made.place, "p0"]
    assert isinstance(made.place, Span) and len(made.place) == 4


def test_the_keyboard_goes_through_lines_and_articles_and_opens(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    page.list.setFocus()
    assert page.list.currentIndex().row() == 0
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == 1
    QTest.keyClick(page.list, Qt.Key.Key_Left)  # Hebrew: on is to the left
    assert page.list.currentIndex().data() == "כותרת מספר 13"
    QTest.keyClick(page.list, Qt.Key.Key_Right)
    assert page.list.currentIndex().row() == 0
    with qtbot.waitSignal(page.open_wanted) as wanted:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args is not None and wanted.args[0] == "14".zfill(16)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace])
def test_a_key_goes_back(qtbot: QtBot, page: PersonView, key: Qt.Key) -> None:
    show_person(qtbot, page, three())
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(page.list, key)
    with qtbot.waitSignal(page.back_wanted):
        QTest.mouseClick(page.head.back, Qt.MouseButton.LeftButton)


# -- who is who ----------------------------------------------------------------------------------------------


def test_what_is_not_certain_is_asked_one_after_another(qtbot: QtBot, page: PersonView) -> None:
    people = doubtful()
    show_person(qtbot, page, people)
    asked = page.doubts.question.text().replace("\u2068", "").replace("\u2069", "").strip("\u200f")
    assert asked == "תמר אילון, שופטת, ב־3 מאמרים: האם מדובר באותו אדם?"
    assert page.doubts.why.text().strip("\u200f")
    assert page.doubts.left.text() == "עוד שאלה אחת"
    with qtbot.waitSignal(page.done) as done:
        QTest.mouseClick(page.doubts.no, Qt.MouseButton.LeftButton)
    answered(qtbot, page)
    assert people.said == [("answer", "first", False)]
    assert done.args is not None and "נשארים שני אנשים" in done.args[0]
    page.undo_stack.undo()
    answered(qtbot, page)
    assert people.said[-1] == ("undo", "decision 1")
    page.undo_stack.redo()
    answered(qtbot, page)
    assert people.said[-1] == ("redo", "decision 1")


def test_a_question_can_wait_and_the_other_be_looked_at(qtbot: QtBot, page: PersonView) -> None:
    people = doubtful()
    show_person(qtbot, page, people)
    QTest.mouseClick(page.doubts.later, Qt.MouseButton.LeftButton)
    assert "רם אלון" in page.doubts.question.text()
    QTest.mouseClick(page.doubts.look, Qt.MouseButton.LeftButton)
    answered(qtbot, page)
    assert page.person is not None and page.person.name == "רם אלון"
    assert people.said == [] and not page.doubts.isVisible()


def test_merging_searches_the_library_as_one_types(qtbot: QtBot, page: PersonView) -> None:
    people = three()
    show_person(qtbot, page, people)
    QTest.mouseClick(page.head.merge, Qt.MouseButton.LeftButton)
    answered(qtbot, page)
    (chooser,) = [each for each in page.findChildren(LibraryChooser) if each.isVisible()]
    assert "רם אלון" in chooser.list.item(0).text()
    type_into(chooser.field, "אילון")
    answered(qtbot, page)
    assert chooser.list.count() == 1
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    answered(qtbot, page)
    assert people.said == [("merge", 1, 2)]
    assert (
        page.undo_stack.undoText().replace("\u2068", "").replace("\u2069", "")
        == "האיחוד של תמר אלון ו־תמר אילון"
    )


@MENUS
def test_an_article_that_is_about_somebody_else_is_set_apart(qtbot: QtBot, page: PersonView) -> None:
    people = three()
    show_person(qtbot, page, people)
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    choices(page)["כאן מדובר במישהו אחר"].trigger()  # type: ignore[attr-defined]
    answered(qtbot, page)
    assert people.said == [("split", 1, "14".zfill(16), "p0")]


def test_a_decision_that_cannot_be_saved_is_said_and_is_no_step(
    qtbot: QtBot, page: PersonView, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = doubtful()

    def full(*_what: object) -> tuple[str, ...]:
        raise ReaderError("The disk is full, so nothing was saved.", "")

    monkeypatch.setattr(people, "answer", full)
    show_person(qtbot, page, people)
    with qtbot.waitSignal(page._session.failed):
        QTest.mouseClick(page.doubts.yes, Qt.MouseButton.LeftButton)
    answered(qtbot, page)
    assert not page.undo_stack.canUndo()
    assert page.doubts.isVisible() and page.doubts.isEnabled()


# -- copying -------------------------------------------------------------------------------------------------


def test_all_passages_are_copied_with_where_they_are_from(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, HandPeople([in_article(number, 2) for number in range(40)]))
    with qtbot.waitSignal(page.informed) as told:
        page.copy_all(markdown=False)
    text = QApplication.clipboard().text()
    assert text.startswith(NAME) and text.count('"כותרת מספר') == 40
    assert text.count("https://example.org/") == 40
    assert told.args == ["הועתק מ־40 מאמרים."]


def test_markdown_has_headings_bold_names_and_escaped_signs() -> None:
    made = as_markdown("א_ב", [in_article(3, 2, sayings=1)])
    assert made.startswith("# א\\_ב\n\n## כותרת מספר 3\n\n- שרת התחבורה תמר **אלון** צפויה")
    assert "ול**אלון** יש תוכנית.\n- **אלון** ביקשה" in made
    assert "\n\n> דברים" in made
    assert as_text("א", []) == "א\n"


# -- the library goes away -----------------------------------------------------------------------------------


def test_another_library_empties_the_page(qtbot: QtBot, page: PersonView, session: Session) -> None:
    show_person(qtbot, page, three())
    session.attach(None)
    answered(qtbot, page)
    assert page.person is None and page.model.rowCount() == 0
    assert page.empty.title.text() == "אין כאן אדם"


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("size", [(1440, 920), (700, 500), (420, 400)])
def test_nothing_stands_beside_the_page_at_any_size(
    qtbot: QtBot, qapp: QApplication, session: Session, language: str, size: tuple[int, int]
) -> None:
    with interface(qapp, language, "night"):
        made = PersonView(session)
        made.set_theme(theme("night"))
        show(qtbot, made, size)
        show_person(qtbot, made, doubtful())
        for widget in (
            made.head.name,
            made.head.back,
            made.head.merge,
            made.head.copy,
            made.doubts,
            made.tabs,
        ):
            corner = widget.mapTo(made, QPoint(0, 0))
            assert corner.x() >= 0 and corner.x() + widget.width() <= made.width()
        assert made.list.delegate.width <= made.list.viewport().width()
        assert made.list.horizontalScrollBar().maximum() == 0


def test_the_model_is_right_for_qt() -> None:
    model = PersonModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    articles: list[PersonArticle] = [in_article(number, 5, sayings=1) for number in range(4)]
    model.begin(articles[:2])
    model.add(articles)
    assert model.loaded() == 4
    model.show(Shown.QUOTATIONS)
    model.show(Shown.ALL)
    model.begin(())
    assert lines_of(in_article(1, 0), Shown.QUOTATIONS, whole=True) == []
    assert line(3).articles == 1


def test_the_headline_is_not_said_twice_and_the_name_is_marked_in_it(qtbot: QtBot, page: PersonView) -> None:
    article = in_article(3, 2)
    named = replace(article, row=replace(article.row, title=PASSAGES[1]))
    show_person(qtbot, page, HandPeople([named]))
    assert parts(page) == [Part.HEAD, Part.PASSAGE]
    head = page.model.line(page.model.index(0))
    assert head is not None and [hit.of(head.words) for hit in head.hits] == ["אלון"]
    page.tabs.setCurrentIndex(1)
    assert parts(page) == [Part.HEAD, Part.PASSAGE]
    page.tabs.setCurrentIndex(2)
    assert parts(page) == []


def test_the_ring_round_a_line_is_for_the_keyboard(qtbot: QtBot, page: PersonView) -> None:
    show_person(qtbot, page, three())
    page.list.setFocus(Qt.FocusReason.OtherFocusReason)
    settle()
    accent = QColor(theme("paper").accent)
    area = page.list.visualRect(page.model.index(1))
    assert not has_colour(page.list.viewport(), accent, area)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.list.currentIndex().row() == 1
    assert has_colour(page.list.viewport(), accent, area)


@pytest.mark.parametrize("key", [Qt.Key.Key_C, ord("ב")])
def test_a_line_is_copied_with_where_it_is_from(qtbot: QtBot, page: PersonView, key: int) -> None:
    show_person(qtbot, page, three())
    page.list.setCurrentIndex(index_of(page, Part.PASSAGE))
    QApplication.clipboard().setText("")
    QApplication.sendEvent(
        page.list, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
    )
    copied = QApplication.clipboard().text()
    assert copied.startswith("שרת התחבורה תמר אלון") and copied.endswith("https://example.org/14")


def test_a_passage_out_of_a_longer_paragraph_says_that_there_is_more() -> None:
    article = in_article(1, 1)
    cut = replace(article, passages=(replace(article.passages[0], goes_before=True, goes_on=True),))
    (_, line) = lines_of(cut, Shown.ALL, whole=False)
    assert line.words.startswith("…שרת") and line.words.endswith(".…")
    assert [hit.of(line.words) for hit in line.hits] == ["אלון", "אלון"]


def test_a_page_that_is_gone_does_not_mind_the_answers(qtbot: QtBot, session: Session) -> None:
    made = PersonView(session)
    people = doubtful()
    made.show_person(cast("People", people), 1)
    answered(qtbot, made)
    made.copy_all(markdown=True)
    made.reload()
    made.deciding.decide(
        cast("People", people), Step("", "", lambda each: each.merge(1, 2), "a", "b", EntityKind.PERSON)
    )
    shiboken6.delete(made)
    keys = ("person-page", "person-more", "person-decide", "person-copy", "person-years")
    qtbot.waitUntil(lambda: not any(map(session.jobs.busy, keys)))
    assert people.said == [("merge", 1, 2)]


def test_the_page_stays_where_it_is_when_articles_come_in(qtbot: QtBot, page: PersonView) -> None:
    people = HandPeople([in_article(number, 2) for number in range(6)])
    show_person(qtbot, page, people)
    page.list.setCurrentIndex(page.model.index(4))
    people.all.append(in_article(0, 1, notes=1))
    page.reload()
    answered(qtbot, page)
    assert page.list.currentIndex().row() == 4
    assert "ב־7 מאמרים" in page.head.counts.text()


def test_another_tab_shows_the_first_articles_at_once_and_the_others_as_one_comes_to_them(
    qtbot: QtBot, page: PersonView
) -> None:
    show_person(qtbot, page, HandPeople([in_article(number, 3, sayings=1) for number in range(70)]))

    def to_the_end() -> bool:
        page.list.scrollToBottom()
        answered(qtbot, page)
        return parts(page).count(Part.HEAD) == 70

    qtbot.waitUntil(to_the_end)
    page.tabs.setCurrentIndex(1)
    assert parts(page).count(Part.HEAD) == AT_ONCE
    qtbot.waitUntil(to_the_end)
    assert parts(page)[-1] is Part.PASSAGE
