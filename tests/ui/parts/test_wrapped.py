"""Words in several lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader.ui.parts import style
from reader.ui.parts.theme import theme
from reader.ui.parts.wrapped import LinesLabel, WrappedLines, reads_rtl
from tests.ui.panel_builders import fonts

WORDS = "לבני בראיון מיוחד: יש התקדמות במשא ומתן, אך הדרך עוד ארוכה מאוד לשני הצדדים"


@pytest.mark.parametrize(
    ("text", "right"),
    [("שלום CNN", True), ("CNN דיווחה", False), ("12:30", True), ("", True), ("(2015) Barack", False)],
)
def test_the_first_letter_gives_the_direction_and_figures_give_none(text: str, right: bool) -> None:
    assert reads_rtl(text) is right


def test_what_does_not_fit_is_cut_after_the_last_line_allowed(qapp: QApplication) -> None:
    fonts()
    whole = WrappedLines(WORDS, style.font("title"), 120, True)
    cut = WrappedLines(WORDS, style.font("title"), 120, True, 2)
    assert whole.count > 2 == cut.count
    assert cut.height == round(2 * 16 * 1.45)
    assert cut.widest <= 120


def test_a_paragraph_too_many_is_cut_too(qapp: QApplication) -> None:
    fonts()
    face = style.font("plain")
    assert WrappedLines("אחת\nשתיים\nשלוש", face, 200, None, 2).count == 2
    assert WrappedLines("אחת\n\n\n", face, 200, None, 1).count == 1


@given(
    st.text(alphabet=st.sampled_from("אבגדהם \n\u05b8\u05be\"'😀\u200f\u2067AbZ19.,(")),
    st.integers(1, 4),
    st.integers(10, 300),
)
def test_any_text_keeps_to_its_lines(text: str, most: int, width: int) -> None:
    QApplication.instance() or QApplication([])
    fonts()
    lines = WrappedLines(text, style.font("quoted"), width, None, most)
    assert 1 <= lines.count <= most
    image = QImage(300, 200, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    lines.draw(painter, 0, 0)
    painter.end()


def test_a_label_is_as_high_as_its_words(qapp: QApplication) -> None:
    fonts()
    label = LinesLabel("quoted", most=3)
    label.setStyleSheet(style.style_sheet(theme("paper")))
    label.set_words(WORDS, True)
    assert label.heightForWidth(120) > label.heightForWidth(2000)
    assert label.heightForWidth(20) == round(3 * 15 * 1.45)
    assert label.accessibleName() == WORDS
