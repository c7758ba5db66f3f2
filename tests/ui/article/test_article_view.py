"""The article's page under a reader's hands: mouse, keys, clipboard, size, place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from reader.model import BlockKind, Mention, Span
from reader.ui.article.article_view import ArticleView
from reader.ui.article.page import Look
from reader.ui.parts import i18n
from reader.ui.state.session import Session
from tests.ui import builders
from tests.ui.builders import PAPER, article, double_click, drag, middle, note, reading, span_of

Key, Modifier = Qt.Key, Qt.KeyboardModifier
STORY = article(
    (BlockKind.HEADLINE, 'גבעון תציג את הדו"ח בכנסת'),
    "שרת הבריאות נורית גבעון נפגשה עם רזניק ועם נציגי ארה\"ב, לאחר ביקור בז'נבה בשבוע שעבר.",
    "CNN דיווחה כי נתניהו שוחח עם Barack Obama (2015) בטלפון 😀 על רזניק.",
    "שָׁלוֹם לגבעון, אמר רזניק.",
)
PEOPLE = reading(STORY, "גבעון", "רזניק", "נתניהו", places=("ז'נבה",))


@pytest.fixture
def session(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    return builders.session(qtbot, monkeypatch, PEOPLE)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> ArticleView:
    return builders.view(qtbot, session)


def selected(of: ArticleView) -> str:
    span = of.selected_span()
    return span.of(STORY.text) if span else ""


# -- where things stand --------------------------------------------------------------------------------------


def test_the_column_stands_in_the_middle_and_is_no_wider_than_asked(qtbot: QtBot, view: ArticleView) -> None:
    view.set_look(Look(PAPER, text_size=20, page_width=30))
    view.resize(1000, 700)
    left = min(rect.left() for rect in view.rects_of(Span(0, len(STORY.text)))) + view.viewport().x()
    right = max(rect.right() for rect in view.rects_of(Span(0, len(STORY.text)))) + view.viewport().x()
    assert right - left <= 600
    assert right == pytest.approx(800, abs=2)


def test_a_hebrew_article_is_laid_out_from_the_right_whatever_the_interface_speaks(
    qtbot: QtBot, session: Session
) -> None:
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        QApplication.setLayoutDirection(direction)
        try:
            view = builders.view(qtbot, session)
            edge = view.viewport().width() - 28
            for words in ("גבעון תציג", "שרת", "CNN", "שָׁלוֹם"):
                (rect,) = view.rects_of(span_of(view, words))
                assert rect.right() == pytest.approx(edge, abs=1), words
        finally:
            QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_english_article_is_laid_out_from_the_left(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    of = article("The minister said", "שלום was his first word", language="en")
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(of)))
    for words in ("The", "שלום"):
        (rect,) = view.rects_of(span_of(view, words))
        assert rect.left() == pytest.approx(28, abs=1)


def test_a_stretch_across_a_change_of_direction_is_one_rectangle_a_run(view: ArticleView) -> None:
    assert len(view.rects_of(span_of(view, "עם Barack "))) == 2
    assert len(view.rects_of(span_of(view, "Barack Obama (2015)"))) == 1
    whole = view.rects_of(span_of(view, "עם Barack Obama (2015) בטלפון"))
    assert len(whole) == 1, "the runs touch one another"
    after = STORY.text.index("שוחח")
    hebrew, latin = (
        view.rects_of(span_of(view, words, after))[0] for words in ("עם ", "Barack Obama (2015)")
    )
    assert latin.right() == pytest.approx(hebrew.left(), abs=1)
    parts = view.rects_of(span_of(view, "Obama (2015) ב"))
    assert [rect.width() > 0 for rect in parts] == [True] * len(parts)
    assert len(parts) == 2


def test_what_is_under_the_mouse_is_what_is_painted_there(view: ArticleView) -> None:
    """In Hebrew, in Latin inside it, at the changes of direction, on an emoji; a letter with its niqqud is one."""
    for offset, character in enumerate(STORY.text):
        if "\u0591" <= character <= "\u05c7" or character == "\n":
            continue
        (rect,) = view.rects_of(Span(offset, offset + 1))
        for x in (rect.left() + 0.5, rect.center().x(), rect.right() - 0.5):
            assert view.sight.character_at(QPointF(x, rect.center().y())) == offset, character


def test_an_emoji_before_a_name_shifts_nothing(qtbot: QtBot, session: Session, view: ArticleView) -> None:
    place = span_of(view, "רזניק", STORY.text.index("😀"))
    (rect,) = view.rects_of(place)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert session.current is not None
    assert session.current.name_span == place


# -- the mouse -----------------------------------------------------------------------------------------------


def test_a_click_on_a_name_chooses_its_person_and_moves_nothing(session: Session, view: ArticleView) -> None:
    builders.click(view, "רזניק")
    assert [*session.chosen] == ["e1"]
    assert session.current == session.mentions_of("e1")[0]
    builders.click(view, "גבעון", Modifier.ControlModifier)
    assert [*session.chosen] == ["e1", "e0"]
    assert view.verticalScrollBar().value() == 0


def test_a_click_on_an_attached_letter_or_beside_the_text_chooses_nobody(
    session: Session, view: ArticleView
) -> None:
    place = span_of(view, "לגבעון")
    (letter,) = view.rects_of(Span(place.start, place.start + 1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=letter.center().toPoint())
    (last,) = view.rects_of(span_of(view, "אמר רזניק"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, int(last.center().y())))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 640))
    assert session.chosen == ()


def test_dragging_over_a_name_selects_and_chooses_nobody(
    qtbot: QtBot, session: Session, view: ArticleView
) -> None:
    (rect,) = view.rects_of(span_of(view, "רזניק"))
    with qtbot.waitSignal(view.selection_settled):
        drag(view, QPointF(rect.right() - 1, rect.center().y()), QPointF(rect.left() + 1, rect.center().y()))
    assert selected(view) == "רזניק"
    assert session.chosen == ()


def test_a_selection_may_begin_beside_the_column(qtbot: QtBot, view: ArticleView) -> None:
    view.resize(1200, 700)
    (first,) = view.rects_of(span_of(view, "שרת"))
    (last,) = view.rects_of(span_of(view, "נורית"))
    viewport = view.viewport()
    assert viewport.x() > 100
    start = QPoint(view.width() - 20, int(first.center().y()))
    end = viewport.mapTo(view, QPoint(int(last.left()), int(last.center().y())))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert selected(view) == "שרת הבריאות נורית"


@pytest.mark.parametrize("word", ['ארה"ב', "בז'נבה", 'הדו"ח', "שָׁלוֹם", "Barack", "2015", "לגבעון"])
def test_a_double_click_takes_the_whole_word(view: ArticleView, word: str) -> None:
    for rect in [view.rects_of(Span(i, i + 1))[0] for i in _letters(span_of(view, word))]:
        double_click(view, rect.center().toPoint())
        assert selected(view) == word


def _letters(span: Span) -> range:
    """The offsets of letters, without their points."""
    return [i for i in range(span.start, span.end) if STORY.text[i].isalnum()]  # type: ignore[return-value]


def test_a_shaking_hand_does_not_cut_the_word_that_was_double_clicked(view: ArticleView) -> None:
    point = middle(view, 'ארה"ב')
    viewport = view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point + QPoint(200, 0))  # far: no triple click
    assert selected(view) == ""
    double_click(view, point)
    _hold(view, point + QPoint(1, 1))
    assert selected(view) == 'ארה"ב'


def _hold(of: ArticleView, point: QPoint) -> None:
    """Move with the left button down after a double click, as Qt reports it."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    at = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(of.viewport().mapToGlobal(point)), left, left, Modifier.NoModifier
    )
    QApplication.sendEvent(of.viewport(), event)


def test_dragging_after_a_double_click_takes_whole_words(view: ArticleView) -> None:
    double_click(view, middle(view, "נציגי"))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "נציגי"))
    (rect,) = view.rects_of(span_of(view, 'ארה"ב'))
    _hold(view, rect.center().toPoint())
    assert selected(view) == 'נציגי ארה"ב'
    _hold(view, middle(view, "רזניק"))
    assert selected(view) == "רזניק ועם נציגי"


def test_a_triple_click_takes_the_paragraph(qtbot: QtBot, view: ArticleView) -> None:
    point = middle(view, "נתניהו")
    double_click(view, point)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(view) == STORY.text.split("\n")[2]


def test_a_click_on_a_highlight_says_which_note_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = note(STORY, 'נציגי ארה"ב, לאחר ביקור'), note(STORY, "לאחר")
    session = builders.session(qtbot, monkeypatch, PEOPLE, old, new)
    view = builders.view(qtbot, session)
    with qtbot.waitSignal(view.annotation_clicked) as clicked:
        builders.click(view, "נציגי")
    assert clicked.args == [old.id]


def test_hovering_says_who_in_what_role_and_why(
    qtbot: QtBot, view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_rest: shown.append(text))
    point = middle(view, "רזניק")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert "רזניק" in shown[0]
    assert i18n.tr("a known name") in shown[0]
    QTest.mouseMove(view.viewport(), point)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), middle(view, "נציגי"))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_a_right_click_says_which_mention_it_is_on(qtbot: QtBot, session: Session, view: ArticleView) -> None:
    wanted: list[tuple[QPoint, Mention | None]] = []
    view.menu_wanted.connect(lambda place, mention: wanted.append((place, mention)))
    for words in ("רזניק", "נציגי"):
        point = middle(view, words)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), event)
    assert [mention for _, mention in wanted] == [session.mentions_of("e1")[0], None]


def test_the_menu_copies_what_is_selected(view: ArticleView) -> None:
    copy, highlight, everything = view.build_menu().actions()
    assert not copy.isEnabled()
    assert not highlight.isEnabled()
    everything.trigger()
    view.build_menu().actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == STORY.text


# -- copying -------------------------------------------------------------------------------------------------


def test_copying_gives_the_article_s_words_without_format_or_marks(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = article("נתניהו שוחח עם \u200eBarack Obama\u200f (2015)", "ועם 😀 רזניק")
    view = builders.view(qtbot, builders.session(qtbot, monkeypatch, reading(of)))
    view.selectAll()
    QTest.keyClick(view, Key.Key_C, Modifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert isinstance(data, QMimeData)
    assert data.text() == "נתניהו שוחח עם Barack Obama (2015)\nועם 😀 רזניק"
    assert data.formats() == ["text/plain"]


def test_what_was_copied_does_not_crash_the_program_when_it_ends(tmp_path: Path) -> None:
    """What Python puts on the clipboard is taken apart by Qt after Python has gone."""
    script = tmp_path / "copies.py"
    script.write_text(
        "from PySide6.QtWidgets import QApplication\n"
        "from reader.ui.article.article_view import ArticleView\n"
        "from reader.ui.state.session import Session\n"
        "from tests.ui import builders\n"
        "app = QApplication([])\n"
        "session = Session(None)\n"
        "session.article = builders.article('words to copy')\n"
        "view = ArticleView(session)\n"
        "view.selectAll()\n"
        "view.copy()\n"
        "print(app.clipboard().text())\n",
        "utf-8",
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "words to copy")


# -- keys ----------------------------------------------------------------------------------------------------


def put_caret(of: ArticleView, offset: int) -> None:
    of.select(offset, offset)


def caret_of(of: ArticleView) -> int:
    return of.sight.positions.to_article(of.textCursor().position())


def test_the_arrow_keys_go_the_way_that_they_point(view: ArticleView) -> None:
    start = span_of(view, "נורית").start
    put_caret(view, start)
    QTest.keyClick(view, Key.Key_Left)
    assert caret_of(view) == start + 1
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Right)
    assert caret_of(view) == start - 1


def test_inside_a_latin_name_they_go_by_sight_too(view: ArticleView) -> None:
    inside = span_of(view, "Obama").start + 2
    put_caret(view, inside)
    QTest.keyClick(view, Key.Key_Right)
    assert caret_of(view) == inside + 1


def test_the_arrow_keys_go_on_into_the_next_paragraph(view: ArticleView) -> None:
    first = STORY.blocks[0].span
    put_caret(view, first.end)
    QTest.keyClick(view, Key.Key_Left)
    assert caret_of(view) == first.end + 1
    QTest.keyClick(view, Key.Key_Right)
    assert caret_of(view) == first.end


MIXED = st.lists(st.sampled_from(["שלום", "CNN", "(2015)", " ", "😀", "אָ", "-", "ב-7.5", "\n"]), max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MIXED.map("".join))
def test_pressing_one_arrow_long_enough_reads_to_the_end_and_the_other_back(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    of = article(*text.split("\n"))
    view = ArticleView(builders.session(qtbot, monkeypatch, reading(of)))
    qtbot.addWidget(view)
    view.resize(400, 300)
    for key, start, end in ((Key.Key_Left, 0, len(text)), (Key.Key_Right, len(text), 0)):
        put_caret(view, start)
        seen = set()
        for _ in range(3 * len(text) + 4):
            seen.add(view.textCursor().block().blockNumber())
            QTest.keyClick(view, key)
        assert len(seen) == text.count("\n") + 1, f"stuck before {end}"


def test_control_and_an_arrow_step_over_our_words(view: ArticleView) -> None:
    words = ["נציגי", 'ארה"ב', "לאחר", "ביקור", "בז'נבה"]
    put_caret(view, span_of(view, words[0]).start)
    for word in words[1:]:
        QTest.keyClick(view, Key.Key_Left, Modifier.ControlModifier)
        assert caret_of(view) == span_of(view, word).start
    for word in reversed(words[:-1]):
        QTest.keyClick(view, Key.Key_Right, Modifier.ControlModifier)
        assert caret_of(view) == span_of(view, word).start


def test_shift_extends_and_says_when_it_is_done(qtbot: QtBot, view: ArticleView) -> None:
    put_caret(view, span_of(view, 'ארה"ב').start)
    both = Modifier.ShiftModifier | Modifier.ControlModifier
    with qtbot.waitSignal(view.selection_settled):
        QTest.keyClick(view, Key.Key_Left, both)
    assert selected(view) == 'ארה"ב, '
    QTest.keyClick(view, Key.Key_Left, Modifier.ShiftModifier)
    assert selected(view) == 'ארה"ב, ל'
    QTest.keyClick(view, Key.Key_Right, Modifier.ShiftModifier)
    assert selected(view) == 'ארה"ב, '


def test_home_and_end_go_to_the_line_s_edges(view: ArticleView) -> None:
    start = STORY.blocks[3].span.start
    put_caret(view, start + 4)
    QTest.keyClick(view, Key.Key_Home)
    assert caret_of(view) == start
    QTest.keyClick(view, Key.Key_End)
    assert caret_of(view) == STORY.blocks[3].span.end


def test_return_on_a_name_chooses_its_person(session: Session, view: ArticleView) -> None:
    put_caret(view, span_of(view, "נתניהו").start)
    QTest.keyClick(view, Key.Key_Return)
    assert [*session.chosen] == [], "until the caret is seen, Return means nothing"
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClick(view, Key.Key_Return)
    assert [*session.chosen] == ["e2"]


def test_no_caret_is_seen_until_a_key_moves_it(view: ArticleView) -> None:
    view.clear_selection()
    quiet = builders.picture(view)
    put_caret(view, span_of(view, "נציגי").start)
    assert builders.picture(view) == quiet
    QTest.keyClick(view, Key.Key_Left)
    assert builders.picture(view) != quiet
    QTest.keyClick(view, Key.Key_Escape)
    assert builders.picture(view) == quiet
    QTest.keyClick(view, Key.Key_Left)
    assert builders.picture(view) != quiet
    builders.click(view, "נציגי")
    assert builders.picture(view) == quiet
    QTest.keyClicks(view, "abc")
    assert view.toPlainText() == STORY.text


def test_nothing_can_be_typed_and_tab_leaves_the_page(qtbot: QtBot, view: ArticleView) -> None:
    QTest.keyClicks(view, "abc")
    QTest.keyClick(view, Key.Key_Delete)
    assert view.toPlainText() == STORY.text
    assert view.tabChangesFocus()


def test_escape_is_said_and_ends_the_selection(qtbot: QtBot, view: ArticleView) -> None:
    view.select(0, 5)
    with qtbot.waitSignal(view.escape_pressed):
        QTest.keyClick(view, Key.Key_Escape)
    assert view.selected_span() is None


def test_the_selection_is_kept_when_the_size_changes(view: ArticleView) -> None:
    span = span_of(view, 'נציגי ארה"ב')
    view.select(span.start, span.end)
    view.set_look(Look(PAPER, text_size=30))
    assert view.selected_span() == span


def test_no_reference_of_none_is_lost(qtbot: QtBot, view: ArticleView) -> None:
    """PySide6 6.12.0 on Python 3.11 dropped one at each call that returns nothing, and then aborted."""
    cursor = QTextCursor(view.document())
    before = sys.getrefcount(None)
    for _ in range(2_000):
        view.setCursorWidth(2)
        cursor.setPosition(0)
    assert abs(sys.getrefcount(None) - before) < 200
