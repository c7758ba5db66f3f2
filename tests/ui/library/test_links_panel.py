"""Further reading: what is here opens, what is not is only offered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader.library.index import Upkeep
from reader.model import Link, Span
from reader.ui.library.links_panel import LinkRow, LinksPanel
from reader.ui.parts.theme import theme
from reader.ui.state.session import Session
from tests.ui.panel_builders import (
    TiredLibrary,
    has_colour,
    interface,
    make_article,
    make_reading,
    make_session,
    put,
    settle,
    show,
)

HERE = 'אלון בריאיון: "הקו ייפתח בזמן"'
UNREAD = "דגן: לא נחכה עוד שנה"
AWAY = "מה אפשר ללמוד מהרכבת בהודו"
LINKED = ("CNN על הרכבת בישראל (2015)", "https://example.org/rail")
ARTICLE = make_article(titles=(HERE, UNREAD, AWAY, LINKED))
MENUS = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


@pytest.fixture
def library() -> Iterator[TiredLibrary]:
    with TiredLibrary.fresh() as made:
        made.add_article(make_article((HERE, "טקסט"), article_id="1" * 16))
        made.mark_opened("1" * 16)
        made.add_article(make_article((UNREAD, "טקסט"), article_id="2" * 16))
        yield made


@pytest.fixture
def session(qtbot: QtBot, library: TiredLibrary) -> Session:
    made = make_session(qtbot, library)
    put(qtbot, made, make_reading(ARTICLE))
    return made


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> LinksPanel:
    made = LinksPanel(session)
    show(qtbot, made, (300, 420))
    answered(qtbot, session)
    return made


def answered(qtbot: QtBot, session: Session) -> None:
    """Wait until the library has said what it knows."""
    qtbot.waitUntil(lambda: not session.jobs.busy("links"))
    settle()


def row(panel: LinksPanel, title: str) -> LinkRow:
    return next(made for made in panel.rows if made.link.title == title)


def choices(panel: LinksPanel) -> dict[str, object]:
    (menu,) = [menu for menu in panel.findChildren(QMenu) if menu.isVisible()]
    return {action.text(): action for action in menu.actions() if action.text()}


def test_each_title_says_whether_it_is_here(panel: LinksPanel) -> None:
    assert [made.words for made in panel.rows] == ["בספרייה · נקרא", "בספרייה", "לא נשמר", "לא נשמר"]
    assert row(panel, HERE).accessibleName() == f"{HERE}, בספרייה · נקרא"
    assert panel.heading.accessibleName() == "לקריאה נוספת 4"


def test_what_is_here_has_a_full_dot_and_what_is_not_a_hollow_one(panel: LinksPanel) -> None:
    full = theme("paper").person(2)
    assert has_colour(row(panel, HERE), full)
    assert not has_colour(row(panel, AWAY), full)


def test_a_long_title_wraps_and_is_shown_whole(panel: LinksPanel) -> None:
    assert row(panel, HERE).height() == row(panel, HERE).heightForWidth(row(panel, HERE).width())
    panel.resize(200, 600)
    settle()
    assert row(panel, AWAY).height() == row(panel, AWAY).heightForWidth(row(panel, AWAY).width()) > 60


def test_a_click_on_what_is_here_opens_it(panel: LinksPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.open_wanted) as wanted:
        QTest.mouseClick(row(panel, UNREAD), Qt.MouseButton.LeftButton)
    assert wanted.args == ["2" * 16]


def test_the_keyboard_opens_it_too(panel: LinksPanel, qtbot: QtBot) -> None:
    row(panel, HERE).setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(panel.open_wanted):
        QTest.keyClick(row(panel, HERE), Qt.Key.Key_Space)


@MENUS
def test_a_click_on_what_is_not_here_only_offers_to_look_for_it(panel: LinksPanel, qtbot: QtBot) -> None:
    asked: list[Link] = []
    panel.browse_wanted.connect(asked.append)
    QTest.mouseClick(row(panel, AWAY), Qt.MouseButton.LeftButton)
    offered = choices(panel)
    assert list(offered) == ["חיפוש הכותרת הזאת ברשת", "הצגה בטקסט"]
    assert asked == []
    offered["חיפוש הכותרת הזאת ברשת"].trigger()  # type: ignore[attr-defined]
    assert [(link.title, link.url) for link in asked] == [(AWAY, None)]


@MENUS
def test_an_address_can_be_opened_and_the_title_still_be_searched(panel: LinksPanel) -> None:
    asked: list[Link] = []
    panel.browse_wanted.connect(asked.append)
    QTest.mouseClick(row(panel, LINKED[0]), Qt.MouseButton.LeftButton)
    offered = choices(panel)
    for name in ("פתיחה בדפדפן", "חיפוש הכותרת הזאת ברשת"):
        offered[name].trigger()  # type: ignore[attr-defined]
    assert [link.url for link in asked] == [LINKED[1], None]


@MENUS
def test_the_menu_shows_the_title_in_the_text(panel: LinksPanel, session: Session, qtbot: QtBot) -> None:
    row(panel, HERE).menu_wanted.emit(row(panel, HERE).pos())
    with qtbot.waitSignal(session.wants_shown) as shown:
        choices(panel)["הצגה בטקסט"].trigger()  # type: ignore[attr-defined]
    assert shown.args is not None and isinstance(shown.args[0], Span)
    assert shown.args[0].of(ARTICLE.text) == HERE


def test_without_titles_there_is_no_panel(panel: LinksPanel, session: Session, qtbot: QtBot) -> None:
    put(qtbot, session, make_reading(make_article(article_id="c" * 16)))
    answered(qtbot, session)
    assert not panel.isVisible()
    put(qtbot, session, make_reading(ARTICLE))
    assert len(panel.rows) == 4


def test_a_library_in_trouble_leaves_the_titles(
    panel: LinksPanel, library: TiredLibrary, session: Session, qtbot: QtBot
) -> None:
    library.full = True
    panel.refresh()
    answered(qtbot, session)
    assert [made.words for made in panel.rows] == ["לא נשמר"] * 4


def test_a_library_that_comes_later_is_asked_then(qtbot: QtBot, library: TiredLibrary) -> None:
    session = make_session(qtbot, None)
    panel = LinksPanel(session)
    show(qtbot, panel)
    put(qtbot, session, make_reading(ARTICLE))
    assert panel.rows[0].words == "לא נשמר"
    session.attach(library)
    answered(qtbot, session)
    assert panel.rows[0].words == "בספרייה · נקרא"


def test_what_is_not_known_yet_is_not_said_to_be_away(qtbot: QtBot, library: TiredLibrary) -> None:
    session = make_session(qtbot, library)
    put(qtbot, session, make_reading(ARTICLE))
    panel = LinksPanel(session)
    assert [made.words for made in panel.rows] == [""] * 4  # no event was let in yet that brings the answer
    show(qtbot, panel)
    answered(qtbot, session)
    assert panel.rows[3].words == "לא נשמר"


def test_what_comes_in_meanwhile_has_its_full_dot_when_it_is_asked_again(
    panel: LinksPanel, library: TiredLibrary, session: Session, qtbot: QtBot
) -> None:
    kept = list(panel.rows)
    row(panel, AWAY).setFocus(Qt.FocusReason.TabFocusReason)
    library.add_article(make_article((AWAY, "טקסט"), article_id="3" * 16))
    panel.refresh()
    answered(qtbot, session)
    assert row(panel, AWAY).words == "בספרייה"
    assert panel.rows == kept and row(panel, AWAY).hasFocus()


# -- who points here -----------------------------------------------------------------------------------------


POINTING = make_article(("אלון: נמשיך בתוכנית", "טקסט"), (ARTICLE.title,), article_id="4" * 16)


@pytest.fixture
def pointed(panel: LinksPanel, library: TiredLibrary, session: Session, qtbot: QtBot) -> Iterator[LinksPanel]:
    library.add_article(POINTING)
    with closing(Upkeep(library)) as upkeep:
        upkeep.catch_up()
        panel.refresh()
        answered(qtbot, session)
        yield panel


def test_the_articles_that_point_here_stand_under_the_titles(pointed: LinksPanel, qtbot: QtBot) -> None:
    (back,) = pointed.backlinks.rows
    assert pointed.backlinks.heading.accessibleName() == "מפנים לכאן 1"
    assert back.accessibleName() == "אלון: נמשיך בתוכנית, בספרייה"
    assert has_colour(back, theme("paper").person(2))
    assert back.mapTo(pointed, back.rect().topLeft()).y() > pointed.rows[-1].geometry().bottom()
    with qtbot.waitSignal(pointed.open_wanted) as wanted:
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert wanted.args == [POINTING.id]
    back.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(pointed.open_wanted):
        QTest.keyClick(back, Qt.Key.Key_Space)


def test_an_article_without_titles_may_be_pointed_to(
    pointed: LinksPanel, library: TiredLibrary, session: Session, qtbot: QtBot
) -> None:
    bare = make_article((HERE, "טקסט אחר"), article_id="5" * 16)
    library.add_article(bare)
    holder = QWidget()
    pointed.setParent(holder)
    show(qtbot, holder)
    put(qtbot, session, make_reading(bare))
    answered(qtbot, session)
    assert pointed.isVisible() and not pointed.heading.isVisible()
    assert [back.title for back in pointed.backlinks.rows] == [ARTICLE.title]
    pointed.setParent(None)


def test_whoever_is_in_another_theme_sees_the_same_titles(pointed: LinksPanel) -> None:
    pointed.set_theme(theme("night"))
    settle()
    assert [made.words for made in pointed.rows][:2] == ["בספרייה · נקרא", "בספרייה"]
    assert len(pointed.backlinks.rows) == 1


def test_a_panel_that_is_gone_does_not_mind_the_answer(qtbot: QtBot, library: TiredLibrary) -> None:
    session = make_session(qtbot, library)
    put(qtbot, session, make_reading(ARTICLE))
    panel = LinksPanel(session)
    assert session.jobs.busy("links")
    shiboken6.delete(panel)
    answered(qtbot, session)
