"""The people beside the article: what a person sees, clicks and types there."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStyleOptionViewItem, QToolTip
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.cancel import CancelToken
from reader.library import Library
from reader.model import Article, Reading, Span
from reader.ui.parts import style
from reader.ui.parts.theme import theme
from reader.ui.parts.wrapped import LinesLabel
from reader.ui.people import panel as people_panel
from reader.ui.people.card import PersonCard, QuoteButton
from reader.ui.people.model import PeopleModel, PersonRow
from reader.ui.people.panel import PeoplePanel
from reader.ui.state.session import Opened, Session
from tests.ui.panel_builders import (
    PEOPLE,
    Who,
    has_colour,
    interface,
    make_article,
    make_reading,
    make_session,
    put,
    settle,
    show,
    type_into,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
QUOTES = (
    ("הקו החדש ייפתח בזמן", "תמר אלון", "לדברי", True),
    ("שהיא אופטימית", "תמר אלון", "אמרה", False),
    ("סבלנות יש ואוטובוסים אין", "יואב דגן", "השיב", False),
)


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session(None)
    put(qtbot, made, make_reading(make_article(), PEOPLE, QUOTES))
    return made


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> PeoplePanel:
    made = PeoplePanel(session)
    show(qtbot, made)
    return made


def place(panel: PeoplePanel, name: str) -> QPoint:
    settle()
    for row in range(panel.model.rowCount()):
        if panel.model.row_at(row).name == name:
            return panel.list.visualRect(panel.model.index(row)).center()
    raise AssertionError(f"{name} is not in the list")


def click(
    panel: PeoplePanel, name: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, place(panel, name))
    settle()


def card(panel: PeoplePanel) -> PersonCard:
    settle()
    found = [made for made in panel.list.viewport().findChildren(PersonCard) if made.isVisible()]
    assert len(found) == 1
    return found[0]


def words_of(panel: PeoplePanel) -> str:
    return "\n".join(label.text() for label in card(panel).findChildren(LinesLabel))


def chosen_names(panel: PeoplePanel) -> set[str]:
    return {panel.model.row_at(index.row()).name for index in panel.list.selectionModel().selectedIndexes()}


# -- the list ------------------------------------------------------------------------------------------------


def test_the_tabs_say_how_many_there_are(panel: PeoplePanel) -> None:
    assert [panel.tabs.tabText(index) for index in range(3)] == ["אנשים 3", "ארגונים 1", "מקומות 1"]


def test_a_screen_reader_hears_name_role_and_count(panel: PeoplePanel) -> None:
    spoken = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "תמר אלון, שרת התחבורה, 5 אזכורים"
    last = panel.model.data(panel.model.index(2), Qt.ItemDataRole.AccessibleTextRole)
    assert last == "נעה Barak, דוברת המשרד, אזכור אחד"


def test_qt_finds_no_fault_with_the_model(qtbot: QtBot) -> None:
    model = PeopleModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [PersonRow(f"p{at}", f"שם {at}", "", at, at, ("שמ", str(at))) for at in range(5)]
    model.set_rows(rows)
    model.set_filter("3")
    assert [model.row_at(row).name for row in range(model.rowCount())] == ["שם 3"]
    model.set_filter("nobody")
    assert model.rowCount() == 0
    model.set_filter("")
    model.set_rows(rows[:2])
    assert (model.total(), model.place("p1"), model.place("p4")) == (2, 1, -1)
    assert tester is not None


def test_the_tabs_are_walked_with_the_arrow_keys(panel: PeoplePanel) -> None:
    panel.tabs.setFocus()
    QTest.keyClick(panel.tabs, Qt.Key.Key_Left)  # on, in a bar that runs from right to left
    assert [panel.model.row_at(row).name for row in range(panel.model.rowCount())] == ["רכבת ישראל"]


def test_where_there_is_no_room_only_the_open_tab_has_its_count(panel: PeoplePanel) -> None:
    panel.resize(214, 600)
    settle()
    assert [panel.tabs.tabText(index) for index in range(3)] == ["אנשים 3", "ארגונים", "מקומות"]
    panel.tabs.setCurrentIndex(2)
    settle()
    assert [panel.tabs.tabText(index) for index in range(3)] == ["אנשים", "ארגונים", "מקומות 1"]
    panel.resize(195, 600)
    settle()
    assert [panel.tabs.tabText(index) for index in range(3)] == ["אנשים", "ארגונים", "מקומות"]
    assert all(panel.tabs.tabRect(index).right() < panel.tabs.width() for index in range(3))


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_a_row_that_is_cut_has_all_of_it_in_its_tool_tip(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    long = "יושבת ראש הוועדה הבין־משרדית לקידום התחבורה הציבורית בצפון"
    people = (PEOPLE[0], Who(("יואב דגן",), long))
    put(qtbot, session, make_reading(make_article(), people))
    shown: list[str] = []
    for row in range(2):
        option = QStyleOptionViewItem()
        option.rect = panel.list.visualRect(panel.model.index(row))
        where = QHelpEvent(QEvent.Type.ToolTip, option.rect.center(), QPoint(5, 5))
        panel.list.people_delegate.helpEvent(where, panel.list, option, panel.model.index(row))
        shown.append(QToolTip.text() if QToolTip.isVisible() else "")
    QToolTip.hideText()
    assert shown == ["", f"יואב דגן – {long}"]


# -- choosing ------------------------------------------------------------------------------------------------


def test_a_click_chooses_a_person_and_opens_the_row(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.wants_shown):
        click(panel, "תמר אלון")
    assert session.chosen == ("p0",)
    assert chosen_names(panel) == {"תמר אלון"}
    assert "שרת התחבורה" in words_of(panel)
    assert "אלון" in words_of(panel).split("\n")[-1]
    assert card(panel).place.text() == "1 מתוך 5"


def test_the_opened_row_pushes_the_others_down_and_hides_none(panel: PeoplePanel) -> None:
    before = place(panel, "יואב דגן").y()
    click(panel, "תמר אלון")
    opened = card(panel)
    assert place(panel, "יואב דגן").y() > before
    row = panel.list.visualRect(panel.model.index(0))
    assert opened.geometry() == row
    for button in (opened.back, opened.place, opened.on):
        bottom = button.mapTo(opened, button.rect().bottomLeft()).y()
        assert bottom < opened.height()


def test_clicking_the_chosen_person_again_goes_on_to_the_next_mention(
    panel: PeoplePanel, session: Session
) -> None:
    click(panel, "תמר אלון")
    first = session.current
    QTest.mouseClick(card(panel), Qt.MouseButton.LeftButton, pos=QPoint(150, 15))
    assert session.current == session.mentions_of("p0")[1] != first
    assert card(panel).place.text() == "2 מתוך 5"


def test_ctrl_click_chooses_several_each_filled_in_its_own_colour(
    panel: PeoplePanel, session: Session
) -> None:
    click(panel, "תמר אלון")
    click(panel, "יואב דגן", CONTROL)
    click(panel, "נעה Barak", CONTROL)
    assert session.chosen == ("p0", "p1", "p2")
    assert chosen_names(panel) == {"תמר אלון", "יואב דגן", "נעה Barak"}
    paper = theme("paper")
    for place_, index in ((0, 0), (1, 1)):
        fill = style.tint(paper.person(index).name(), paper.panel, 0.22)
        assert has_colour(panel.list.viewport(), fill, panel.list.visualRect(panel.model.index(place_)))
    assert card(panel).row.name == "נעה Barak"
    QTest.mouseClick(card(panel), Qt.MouseButton.LeftButton, CONTROL, QPoint(150, 15))
    assert session.chosen == ("p0", "p1")


def test_arrow_keys_walk_and_enter_or_space_chooses(panel: PeoplePanel, session: Session) -> None:
    panel.focus_list()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert session.chosen == ()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert session.chosen == ("p1",)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Space, CONTROL)
    assert session.chosen == ("p1", "p2")
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert session.chosen == ()


@pytest.mark.parametrize("typed", ["דג", "יוא", "דָגן"])
def test_typing_the_beginning_of_a_name_or_surname_goes_there(panel: PeoplePanel, typed: str) -> None:
    panel.focus_list()
    panel.list.keyboardSearch(typed)
    assert panel.model.row_at(panel.list.currentIndex().row()).name == "יואב דגן"


def test_letter_after_letter_narrows_the_name(panel: PeoplePanel) -> None:
    panel.focus_list()
    for letter in "barak":
        panel.list.keyboardSearch(letter)
    assert panel.model.row_at(panel.list.currentIndex().row()).name == "נעה Barak"


def test_what_is_chosen_elsewhere_is_selected_here_and_its_tab_opens(
    panel: PeoplePanel, session: Session
) -> None:
    session.choose("p4")  # a place
    assert panel.tabs.currentIndex() == 2
    assert chosen_names(panel) == {"חיפה"}
    session.choose("p1")
    assert panel.tabs.currentIndex() == 0
    assert card(panel).row.name == "יואב דגן"


def test_the_list_scrolls_to_whoever_is_chosen(panel: PeoplePanel, qtbot: QtBot, session: Session) -> None:
    put(qtbot, session, crowd(300))
    session.choose("p250")
    settle()
    row = panel.list.visualRect(panel.model.index(250))
    assert panel.list.viewport().rect().contains(row)
    assert card(panel).geometry() == row


# -- the opened row ------------------------------------------------------------------------------------------


def test_what_the_person_said_stands_in_the_card_with_its_cue(panel: PeoplePanel) -> None:
    click(panel, "תמר אלון")
    said = [button.text() for button in card(panel).findChildren(QuoteButton)]
    assert said == ["הקו החדש ייפתח בזמן (לדברי · ציטוט ישיר)", "שהיא אופטימית (אמרה · ציטוט עקיף)"]


def test_clicking_a_quotation_shows_it_in_the_text_also_after_an_emoji(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    click(panel, "תמר אלון")
    button = card(panel).findChildren(QuoteButton)[1]
    with qtbot.waitSignal(session.wants_shown) as shown:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    span = shown.args[0] if shown.args else None
    assert isinstance(span, Span) and session.article is not None
    assert span.of(session.article.text) == "שהיא אופטימית"


def test_more_than_three_quotations_are_shown_on_demand(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    words = [f"דבר מספר {at}" for at in range(1, 6)]
    article = make_article(("כותרת", "תמר אלון אמרה " + ", ".join(words)))
    put(
        qtbot,
        session,
        make_reading(article, PEOPLE[:1], [(said, "תמר אלון", "אמרה", True) for said in words]),
    )
    session.choose("p0")
    opened = card(panel)
    height = opened.height()
    assert len(opened.findChildren(QuoteButton)) == 3
    (more,) = [button for button in opened.findChildren(QPushButton) if "5" in button.text().split()]
    assert more.text() == "כל 5 הציטוטים"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    settle()
    assert len(opened.findChildren(QuoteButton)) == 5
    assert opened.height() > height
    assert opened.geometry() == panel.list.visualRect(panel.model.index(0))


def test_previous_and_next_walk_through_the_mentions_around_the_end(
    panel: PeoplePanel, session: Session
) -> None:
    click(panel, "תמר אלון")
    opened = card(panel)
    for expected in ("2 מתוך 5", "3 מתוך 5"):
        QTest.mouseClick(opened.on, Qt.MouseButton.LeftButton)
        assert opened.place.text() == expected
    for _ in range(3):
        QTest.mouseClick(opened.back, Qt.MouseButton.LeftButton)
    assert opened.place.text() == "5 מתוך 5"
    assert session.current == session.mentions_of("p0")[4]


def test_the_buttons_of_the_card_are_reached_with_tab(panel: PeoplePanel) -> None:
    click(panel, "תמר אלון")
    panel.focus_list()
    reached = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    opened = card(panel)
    assert {opened.back, opened.place, opened.on, *opened.findChildren(QuoteButton)} <= reached


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_a_right_click_says_on_whose_row_it_was(panel: PeoplePanel, qtbot: QtBot) -> None:
    point = panel.list.visualRect(panel.model.index(1)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, panel.list.viewport().mapToGlobal(point))
    with qtbot.waitSignal(panel.menu_wanted) as wanted:
        QApplication.sendEvent(panel.list.viewport(), event)
    assert wanted.args is not None and wanted.args[1] == "p1"


def test_the_keys_for_a_menu_ask_for_that_of_the_row_they_are_on(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.model.index(1))
    with qtbot.waitSignal(panel.menu_wanted) as wanted:
        QTest.keyClick(panel.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert wanted.args is not None and wanted.args[1] == "p1"


# -- many people ---------------------------------------------------------------------------------------------


def crowd(count: int) -> Reading:
    people = [Who((f"שם{at} משפחה{at}",), f"תפקיד {at}") for at in range(count)]
    return make_reading(make_article(("כותרת", ". ".join(who.forms[0] for who in people))), people)


def test_a_few_people_have_no_filter_and_many_have_one(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    assert not panel.filter.isVisible()
    put(qtbot, session, crowd(people_panel.FILTER_FROM))
    assert panel.filter.isVisible()


def test_the_filter_finds_a_surname_as_it_is_typed(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    put(qtbot, session, crowd(40))
    type_into(panel.filter, "משפחה3")
    assert panel.model.rowCount() == 11  # 3 and 30 to 39
    type_into(panel.filter, "7")
    assert [panel.model.row_at(row).name for row in range(panel.model.rowCount())] == ["שם37 משפחה37"]
    QTest.keyClick(panel.filter, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert session.chosen == ("p37",)
    type_into(panel.filter, "ש")
    assert panel.empty.isVisible()
    QTest.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.model.rowCount() == 40
    assert card(panel).row.entity_id == "p37"


def test_who_is_chosen_elsewhere_comes_out_from_behind_the_filter(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    put(qtbot, session, crowd(40))
    type_into(panel.filter, "משפחה37")
    session.choose("p5")
    assert panel.filter.text() == ""
    assert card(panel).row.entity_id == "p5"


def test_a_thousand_people_are_shown_at_once(benchmark: BenchmarkFixture, qtbot: QtBot) -> None:
    session = Session(None)
    panel = PeoplePanel(session)
    show(qtbot, panel)
    put(qtbot, session, crowd(1000))
    session.choose("p500")

    def again() -> None:
        session.reading_changed.emit()
        panel.list.doItemsLayout()
        panel.list.viewport().repaint()

    benchmark(again)


# -- nothing to show -----------------------------------------------------------------------------------------


def test_without_an_article_it_says_how_to_open_one(qtbot: QtBot) -> None:
    panel = PeoplePanel(Session(None))
    show(qtbot, panel)
    assert panel.empty.title.text() == "אין מאמר פתוח"
    assert "לגרור" in panel.empty.hint.text()


def test_an_article_without_people_says_so_in_every_tab(
    panel: PeoplePanel, session: Session, qtbot: QtBot
) -> None:
    put(qtbot, session, make_reading(make_article(("תחזית", "מחר יהיה חם")), ()))
    for index, expected in enumerate(("אנשים", "ארגונים", "מקומות")):
        panel.tabs.setCurrentIndex(index)
        assert panel.empty.isVisible()
        assert expected in panel.empty.title.text()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_panel, "PROGRESS_AFTER", 0)
    may_end = threading.Event()

    def understand(article: Article, token: CancelToken, *_: object) -> Reading:
        token.progress(0.5)
        may_end.wait(20)
        token.check()
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(pipeline, "understand", understand)
    session = Session(None)
    panel = PeoplePanel(session)
    show(qtbot, panel)
    session.show(Opened(make_article(), (), 0))
    assert panel.empty.title.text() == "מחפשים מי נזכר…"
    qtbot.waitUntil(lambda: panel.empty.action.isVisible() and panel.empty.progress.value() > 0)
    assert panel.empty.progress.value() == panel.empty.progress.maximum() // 2
    QTest.mouseClick(panel.empty.action, Qt.MouseButton.LeftButton)
    may_end.set()
    assert not session.jobs.busy("people")
    assert panel.empty.title.text() == "החיפוש אחר אנשים נעצר."
    assert not panel.empty.progress.isVisible()
    session.jobs.shut_down()


# -- either way round ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["he", "en"])
def test_hebrew_names_stand_at_the_right_under_either_interface(
    qtbot: QtBot, qapp: QApplication, session: Session, language: str
) -> None:
    with interface(qapp, language):
        panel = PeoplePanel(session)
        show(qtbot, panel)
        settle()
        row = panel.list.visualRect(panel.model.index(0))
        right = row.adjusted(row.width() - 30, 0, 0, 0)
        left = row.adjusted(0, 0, -(row.width() - 30), 0)
        dot = theme("paper").person(0)
        assert has_colour(panel.list.viewport(), dot, right)
        assert not has_colour(panel.list.viewport(), dot, left)
        first, last = panel.tabs.tabRect(0), panel.tabs.tabRect(2)
        assert (first.left() > last.left()) == (language == "he")


def test_where_the_words_of_the_steps_have_no_room_their_arrows_stay(panel: PeoplePanel) -> None:
    click(panel, "תמר אלון")
    assert (card(panel).back.text(), card(panel).on.text()) == ("‹ הקודם", "הבא ›")
    panel.resize(235, 800)
    settle()
    made = card(panel)
    assert (made.back.text(), made.on.text()) == ("‹", "›")
    assert made.back.accessibleName() == "האזכור הקודם"
    for button in (made.back, made.place, made.on, made.more):
        assert button.width() >= button.sizeHint().width()
    panel.resize(300, 800)
    settle()
    assert card(panel).back.text() == "‹ הקודם"


# -- everywhere ----------------------------------------------------------------------------------------------


def test_the_card_leads_everywhere_in_the_library_and_says_in_how_many_articles(qtbot: QtBot) -> None:
    with Library.in_memory() as library:
        session = make_session(qtbot, library)
        put(qtbot, session, make_reading(make_article(), PEOPLE, QUOTES))
        panel = PeoplePanel(session)
        show(qtbot, panel)
        click(panel, "תמר אלון")
        chosen = session.chosen[0]
        link = card(panel).everywhere
        assert link.text() == "בכל הספרייה"
        panel.say_everywhere("p1", 9)
        assert link.text() == "בכל הספרייה"  # that was about somebody else
        panel.say_everywhere(chosen, 12)
        assert link.text() == "בכל הספרייה (12)"
        assert link.accessibleName() == "בכל הספרייה, ב־12 מאמרים"
        assert card(panel).rect().contains(link.geometry())
        with qtbot.waitSignal(panel.everywhere_wanted) as wanted:
            QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        assert wanted.args == [chosen]
        panel.set_theme(theme("night"))  # the card is made anew, and still knows
        assert card(panel).everywhere.text() == "בכל הספרייה (12)"


def test_without_a_library_the_card_leads_nowhere(panel: PeoplePanel) -> None:
    click(panel, "תמר אלון")
    assert not card(panel).everywhere.isVisible()
