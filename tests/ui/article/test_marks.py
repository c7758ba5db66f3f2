"""What is painted under and behind the words, by pixel."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from reader.model import BlockKind, Span, State, Style
from reader.ui.article.article_view import ArticleView
from reader.ui.article.marks import Passages, mixed
from reader.ui.article.page import Look
from reader.ui.parts.theme import NOTE_COLOURS, THEMES, Theme, theme
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session
from tests.ui import builders
from tests.ui.builders import PAPER, article, note, picture, reading, share, span_of

STORY = article(
    (BlockKind.HEADLINE, 'גבעון תציג את הדו"ח'),
    (BlockKind.CAPTION, "בתמונה: רזניק"),
    "השרה נורית גבעון נפגשה עם רזניק בז'נבה, ואחר כך חזרה לגבעון הודעה.",
    "שר האוצר האחראי אמר: נתניהו שוחח עם Barack Obama (2015) בטלפון 😀 על רזניק ועל אחרים.",
    (BlockKind.FURTHER_READING, "עוד על התקציב"),
)
PEOPLE = reading(STORY, "נורית גבעון", "רזניק", "ל|גבעון", places=("ז'נבה",), role="שר האוצר האחראי")


@pytest.fixture
def session(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    return builders.session(qtbot, monkeypatch, PEOPLE)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> ArticleView:
    return builders.view(qtbot, session)


def rect_of(of: ArticleView, words: str, after: str = "") -> QRectF:
    found = of.rects_of(span_of(of, words, STORY.text.index(after)))
    assert len(found) == 1
    return found[0]


def under(rect: QRectF) -> QRectF:
    """The two rows of pixels of the line under a name."""
    return QRectF(round(rect.left()) + 1, round(rect.bottom()), rect.width() - 3, 1)


def corner(rect: QRectF) -> QRectF:
    """A place behind the words, over the letters, where only a fill can be."""
    return QRectF(rect.left() + 3, rect.top() + 1, rect.width() - 6, 2)


def test_a_thin_line_in_the_person_s_colour_lies_under_the_name(view: ArticleView) -> None:
    shown = picture(view)
    for words, index in (("נורית גבעון", 0), ("רזניק", 1)):
        rect = rect_of(view, words)
        assert share(shown, under(rect), PAPER.person_line(index)) > 0.9, words
        assert share(shown, corner(rect), PAPER.paper) > 0.9, "nothing is filled until it is chosen"


def test_attached_letters_are_never_coloured(session: Session, view: ArticleView) -> None:
    letter, name = rect_of(view, "ל", "לגבעון"), rect_of(view, "גבעון", "לגבעון")
    line = PAPER.person_line(2)
    before = picture(view)
    assert share(before, under(name), line) > 0.9
    assert share(before, under(letter), PAPER.paper) == 1
    session.choose("e2")
    after = picture(view)
    assert share(after, corner(name), PAPER.person_fill(2)) > 0.5
    cell = letter.toAlignedRect().adjusted(1, 0, -1, 4)
    assert after.copy(cell) == before.copy(cell), "not a pixel of the letter has changed"


def test_an_emoji_before_a_name_does_not_move_its_line(view: ArticleView) -> None:
    rect = rect_of(view, "רזניק", "😀")
    shown = picture(view)
    assert share(shown, under(rect), PAPER.person_line(1)) > 0.9
    assert share(shown, under(rect_of(view, "על אחרים")), PAPER.person_line(1)) == 0
    assert share(shown, under(rect_of(view, "על", "😀")), PAPER.person_line(1)) == 0


def test_the_chosen_are_filled_each_in_its_colour(session: Session, view: ArticleView) -> None:
    session.choose("e0")
    session.choose("e1", extend=True)
    shown = picture(view)
    for words, index in (("נורית גבעון", 0), ("רזניק", 1)):
        assert share(shown, corner(rect_of(view, words, "השרה")), PAPER.person_fill(index)) > 0.5, words


def test_the_mention_that_one_stands_on_is_marked_more_strongly(session: Session, view: ArticleView) -> None:
    session.choose("e1")
    assert session.current is not None
    current, other = rect_of(view, "רזניק"), rect_of(view, "רזניק", "השרה")
    assert session.current.name_span == span_of(view, "רזניק")
    shown = picture(view)
    colour = QColor(PAPER.person(1)).rgb()

    def strong(rect: QRectF) -> int:
        row = round(rect.top())
        return sum(
            shown.pixel(x, y) == colour
            for y in (row - 1, row, row + 1)
            for x in range(round(rect.left()) + 4, round(rect.right()) - 4)
        )

    assert strong(current) > 10
    assert strong(other) == 0


def test_places_are_seen_when_they_are_chosen(session: Session, view: ArticleView) -> None:
    rect = rect_of(view, "ז'נבה")
    before = picture(view)
    assert share(before, under(rect), PAPER.paper) == 1
    session.choose("e3")
    assert share(picture(view), corner(rect), PAPER.person_fill(3)) > 0.5


def test_a_role_that_stands_for_a_person_is_dotted(view: ArticleView) -> None:
    rect = rect_of(view, "שר האוצר האחראי")
    shown = picture(view)
    row = round(rect.bottom()) + 1
    coloured = [
        shown.pixel(x, row) != QColor(PAPER.paper).rgb() for x in range(int(rect.left()), int(rect.right()))
    ]
    changes = sum(one != two for one, two in pairwise(coloured))
    assert changes > 10


def test_a_mention_that_is_not_certain_has_a_broken_line_and_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubted = replace(PEOPLE, mentions=tuple(replace(each, sure=False) for each in PEOPLE.mentions))
    session = builders.session(qtbot, monkeypatch, doubted)
    view = builders.view(qtbot, session)
    rect = rect_of(view, "נורית גבעון")
    for chosen in (False, True):
        if chosen:
            session.choose("e0")
        shown, row = picture(view), round(rect.bottom()) + 1
        ground = QColor(PAPER.paper).rgb()
        coloured = [shown.pixel(x, row) != ground for x in range(int(rect.left()), int(rect.right()))]
        assert 5 < sum(one != two for one, two in pairwise(coloured)) < 60
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, words, *rest: tips.append(words))
    point = rect.center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert "not certain" in tips[0]


def test_a_selection_across_directions_paints_one_rectangle_a_run(view: ArticleView) -> None:
    """``עם Barack`` inside Hebrew is two: the Hebrew word, and the Latin one beyond ``Obama (2015)``."""
    span = span_of(view, "עם Barack", STORY.text.index("שוחח"))
    before = picture(view)
    view.select(span.start, span.end)
    shown = picture(view)
    latin, hebrew = sorted(view.rects_of(span), key=QRectF.left)
    rows = range(round(hebrew.top()) + 1, round(hebrew.bottom()) - 1)
    painted = [any(shown.pixel(x, y) != before.pixel(x, y) for y in rows) for x in range(shown.width())]
    runs = [x for x in range(1, len(painted)) if painted[x] and not painted[x - 1]]
    assert len(runs) == 2
    assert runs[0] == pytest.approx(latin.left(), abs=1.5)
    assert runs[1] == pytest.approx(hebrew.left(), abs=1.5)
    beyond = rect_of(view, "Obama (2015)")
    assert not any(painted[round(beyond.left()) + 2 : round(beyond.right()) - 2])


def noted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *notes: object) -> ArticleView:
    return builders.view(qtbot, builders.session(qtbot, monkeypatch, PEOPLE, *notes))  # type: ignore[arg-type]


def test_a_highlight_lies_behind_its_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = noted(qtbot, monkeypatch, note(STORY, "ואחר כך חזרה", "green"))
    shown = picture(view)
    rect = rect_of(view, "ואחר כך חזרה")
    assert share(shown, corner(rect), PAPER.note_fill("green")) > 0.9
    assert share(shown, rect, PAPER.note_fill("green")) > 0.6


def test_of_two_highlights_that_overlap_both_are_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = note(STORY, "ואחר כך חזרה", "yellow"), note(STORY, "חזרה לגבעון הודעה", "blue")
    view = noted(qtbot, monkeypatch, one, two)
    shown = picture(view)
    yellow, blue = PAPER.note_fill("yellow"), PAPER.note_fill("blue")
    assert share(shown, corner(rect_of(view, "ואחר כך")), yellow) > 0.9
    assert share(shown, corner(rect_of(view, "הודעה")), blue) > 0.9
    both = mixed(yellow, blue, dark=False)
    assert both not in (yellow, blue)
    assert share(shown, corner(rect_of(view, "חזרה")), both) > 0.9


def test_a_note_whose_place_is_not_certain_has_a_dashed_edge(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = noted(qtbot, monkeypatch, note(STORY, "ואחר כך חזרה", "green", State.UNCERTAIN))
    shown = picture(view)
    rect = rect_of(view, "ואחר כך חזרה")
    row = round(rect.top())
    fill = PAPER.note_fill("green").rgb()
    edge = [shown.pixel(x, row) == fill for x in range(round(rect.left()) + 2, round(rect.right()) - 2)]
    assert sum(one != two for one, two in pairwise(edge)) > 4


def test_a_note_without_a_place_paints_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = noted(qtbot, monkeypatch, note(STORY, "ואחר כך חזרה", "green", State.ORPHAN))
    assert share(picture(view), rect_of(view, "ואחר כך חזרה"), PAPER.note_fill("green")) == 0


def test_search_hits_are_framed_and_the_current_one_more(session: Session, view: ArticleView) -> None:
    search = ArticleSearch(session)
    view.search_hits_from(search)
    first, second = rect_of(view, "רזניק"), rect_of(view, "רזניק", "השרה")
    before = picture(view)
    search.search("רזניק")
    shown = picture(view)
    for rect in (first, second):
        assert share(shown, corner(rect), PAPER.paper) < 0.1 < share(before, corner(rect), PAPER.paper)

    def darkness(rect: QRectF) -> int:
        return shown.pixelColor(QPoint(round(rect.left()) + 3, round(rect.top()) + 3)).lightness()

    assert darkness(first) < darkness(second)
    search.search("")
    after = picture(view)
    for rect in (first, second):
        area = rect.toAlignedRect().adjusted(-3, -3, 3, 3)
        assert after.copy(area) == before.copy(area)


def test_the_caption_s_bar_stands_where_reading_starts(view: ArticleView) -> None:
    rect = rect_of(view, "בתמונה")
    edge = view.viewport().width() - 28
    assert share(picture(view), QRectF(edge - 3, rect.top() + 2, 3, rect.height() - 4), PAPER.line) > 0.9


def test_only_what_is_in_sight_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """1,500 people in a long article cost no more than those on the page."""
    of = article(*("רזניק אמר דברים רבים " * 8 for _ in range(200)))
    session = builders.session(qtbot, monkeypatch, reading(of, "רזניק"))
    view = builders.view(qtbot, session)
    session.choose("e0")
    view.verticalScrollBar().setValue(4_000)
    sight = view.sight.span()
    page_rects = Mock(wraps=view.sight.page_rects)
    monkeypatch.setattr(view.sight, "page_rects", page_rects)
    picture(view)
    asked: list[Span] = [call.args[0] for call in page_rects.call_args_list]
    assert asked
    mentions = [span for span in asked if len(span) == 5]
    assert len(set(mentions)) < 120
    assert all(span.overlaps(sight) for span in mentions)


# -- colours -------------------------------------------------------------------------------------------------


def luminance(colour: QColor) -> float:
    """WCAG 2's relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, two: QColor) -> float:
    """WCAG 2's contrast, 1 to 21."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def laid_over(ground: QColor, veil: QColor) -> QColor:
    """What is seen of a colour under a transparent one."""
    alpha = veil.alphaF()
    pairs = ((veil.redF(), ground.redF()), (veil.greenF(), ground.greenF()), (veil.blueF(), ground.blueF()))
    return QColor.fromRgbF(*(over * alpha + under * (1 - alpha) for over, under in pairs))


def grounds(of: Theme) -> list[QColor]:
    """Everything that words may stand on."""
    return [
        QColor(of.paper),
        *(of.note_fill(colour) for colour in NOTE_COLOURS),
        *(of.person_fill(index) for index in range(len(of.people))),
    ]


@pytest.mark.parametrize("name", THEMES)
def test_words_are_read_on_every_ground_also_when_selected(qtbot: QtBot, name: str) -> None:
    colours = theme(name)
    view = builders.view(qtbot, Session(None), Look(colours))
    veil = view.palette().color(QPalette.ColorRole.Highlight)
    ink = view.palette().color(QPalette.ColorRole.HighlightedText)
    for ground in grounds(colours):
        assert contrast(ink, ground) >= 4.5, ground.name()
        selected = laid_over(ground, veil)
        assert contrast(ink, selected) >= 4.5, f"selected on {ground.name()}"
        assert contrast(ground, selected) > 1.05, "the selection is seen"
    for one, two in product(NOTE_COLOURS, repeat=2):
        both = mixed(colours.note_fill(one), colours.note_fill(two), dark=colours.dark)
        assert contrast(ink, both) >= 4.5, f"{one} over {two}"


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 25)).map(lambda pair: Span(pair[0], sum(pair))), max_size=25
)


@given(SPANS, st.integers(0, 90), st.integers(1, 20))
def test_the_passages_in_sight_are_exactly_those_that_meet_it(
    spans: list[Span], start: int, width: int
) -> None:
    sight = Span(start, start + width)
    found = Passages(spans).between(sight.start, sight.end)
    assert sorted(found) == [index for index, span in enumerate(spans) if span.overlaps(sight)]
    assert [spans[index].start for index in found] == sorted(spans[index].start for index in found)


# -- underlined passages -------------------------------------------------------------------------------------


def test_underlined_passages_that_overlap_have_their_lines_below_one_another(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lined = [
        replace(note(STORY, words, colour), style=Style.UNDERLINE)
        for words, colour in (("נפגשה עם רזניק בז'נבה", "yellow"), ("ואחר כך", "green"), ("עם רזניק", "pink"))
    ]
    shown = builders.view(qtbot, builders.session(qtbot, monkeypatch, PEOPLE, *lined))
    rect = shown.rects_of(span_of(shown, "עם רזניק"))[0]
    image = picture(shown)
    below = [
        image.pixelColor(int(rect.center().x()), y)
        for y in range(int(rect.bottom()), int(rect.bottom()) + 12)
    ]
    places = [below.index(PAPER.note_edge(colour)) for colour in ("yellow", "pink")]
    assert places[0] < places[1]
    assert PAPER.note_fill("yellow") not in below


def test_an_underlined_passage_is_not_filled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    lined = replace(note(STORY, "ואחר כך"), style=Style.UNDERLINE)
    shown = builders.view(qtbot, builders.session(qtbot, monkeypatch, PEOPLE, lined))
    rect = shown.rects_of(span_of(shown, "ואחר כך"))[0]
    assert share(picture(shown), rect, PAPER.note_fill("yellow")) == 0
