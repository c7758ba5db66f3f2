"""An article set as a document: every block in its voice and direction, every offset at its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QTextDocument
from pytestqt.qtbot import QtBot

from reader.model import Article, BlockKind, Span
from reader.ui.article import render as module
from reader.ui.article.page import VOICES, Look, line_height
from reader.ui.article.render import PositionMap, block_at, blocks_between, further_start, render
from reader.ui.parts.theme import theme
from tests.ui import builders
from tests.ui.builders import article

LOOK = Look(theme("paper"))
ARTICLE = article(
    (BlockKind.HEADLINE, 'גבעון תציג את הדו"ח'),
    (BlockKind.SUBHEADLINE, "שרת הבריאות תיפגש עם רזניק"),
    (BlockKind.BYLINE, "דנה ברק, 7.11.2013"),
    (BlockKind.CAPTION, "בתמונה: גבעון"),
    "CNN דיווחה כי גבעון שוחחה עם Barack Obama (2015) בטלפון.",
    (BlockKind.HEADING, "מה הלאה"),
    "2015 הייתה שנה קשה 😀 לרזניק.",
    (BlockKind.QUOTATION, "לא נסתיר דבר"),
    (BlockKind.FURTHER_READING, "כתבה אחת"),
    (BlockKind.FURTHER_READING, "כתבה אחרת"),
)


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    builders.fonts()


def laid_out(of: Article, look: Look = LOOK, width: int = 600) -> tuple[QTextDocument, PositionMap]:
    document, positions = render(of, look)
    document.setTextWidth(width)
    document.size()
    return document, positions


def test_the_document_is_the_article_and_nothing_else() -> None:
    document, _ = render(ARTICLE, LOOK)
    assert document.toPlainText() == ARTICLE.text


def test_what_looks_like_html_is_shown_as_it_stands() -> None:
    made = article("<b>מודגש</b> &amp; <img src='http://example.org/x.png'>")
    assert render(made, LOOK)[0].toPlainText() == made.text


@pytest.mark.parametrize(
    ("language", "direction"),
    [("he", Qt.LayoutDirection.RightToLeft), ("en", Qt.LayoutDirection.LeftToRight)],
)
def test_every_block_runs_in_the_article_s_own_direction(
    language: str, direction: Qt.LayoutDirection
) -> None:
    lines = ("CNN דיווחה", "2015 הייתה", "(Reuters) – ראש", "שלום Paris", "", "😀")
    document, _ = laid_out(article(*lines, language=language))
    block = document.begin()
    while block.isValid():
        assert block.textDirection() == direction, block.text()
        block = block.next()


def test_a_hebrew_paragraph_that_begins_with_latin_stands_at_the_right_edge() -> None:
    document, _ = laid_out(article("CNN דיווחה כי"))
    line = document.firstBlock().layout().lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(line.rect().right(), abs=1)
    (latin,) = line.glyphRuns(0, 3)
    assert latin.boundingRect().right() == pytest.approx(line.rect().right(), abs=1)


def test_each_kind_of_block_has_its_voice() -> None:
    document, positions = laid_out(ARTICLE)
    for block in ARTICLE.blocks:
        shown = document.findBlock(positions.to_document(block.span.start))
        voice = VOICES[block.kind]
        letters = shown.begin().fragment().charFormat()
        assert letters.font().family() == voice.family, block.kind
        assert letters.font().pixelSize() == round(voice.size), block.kind
        assert QFontInfo(letters.font()).weight() == voice.weight, block.kind
        assert letters.foreground().color().name() == getattr(LOOK.theme, voice.colour), block.kind


def test_bold_letters_are_drawn_bolder_than_the_text() -> None:
    """A variable font whose weight is not set is drawn in its lightest one."""
    document, _ = laid_out(article("גבעון הגיעה", (BlockKind.HEADING, "גבעון הגיעה")))
    plain = document.firstBlock().layout().lineAt(0).naturalTextWidth() / VOICES[BlockKind.PARAGRAPH].size
    bold = document.lastBlock().layout().lineAt(0).naturalTextWidth() / VOICES[BlockKind.HEADING].size
    assert bold > plain * 1.02


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.HEADLINE, BlockKind.SUBHEADLINE])
def test_lines_stand_as_far_apart_as_asked(kind: BlockKind) -> None:
    look = Look(theme("paper"), text_size=24, line_height=1.5)
    document, _ = laid_out(article((kind, "מילים 😀 רבות מאוד " * 30)), look)
    layout = document.firstBlock().layout()
    assert layout.lineCount() > 3
    tops = [layout.lineAt(index).y() for index in range(layout.lineCount())]
    for above, below in pairwise(tops):
        assert below - above == pytest.approx(line_height(VOICES[kind], look), abs=0.1)


def test_everything_grows_with_the_text_size() -> None:
    small, _ = laid_out(ARTICLE, Look(theme("paper"), text_size=20))
    large, _ = laid_out(ARTICLE, Look(theme("paper"), text_size=40))
    for one, two in ((small.firstBlock(), large.firstBlock()), (small.lastBlock(), large.lastBlock())):
        assert two.charFormat().font().pixelSize() == pytest.approx(
            2 * one.charFormat().font().pixelSize(), abs=2
        )
        assert two.blockFormat().topMargin() == pytest.approx(2 * one.blockFormat().topMargin())


def test_a_caption_leaves_room_for_its_bar_where_reading_starts() -> None:
    for language, margins in (("he", (0, 13)), ("en", (13, 0))):
        document, _ = laid_out(article((BlockKind.CAPTION, "בתמונה"), language=language))
        lines = document.firstBlock().blockFormat()
        assert (lines.leftMargin(), lines.rightMargin()) == margins


def test_an_emoji_before_a_name_shifts_nothing() -> None:
    made = article("😀😀 לפני רזניק", "אחרי 😀 רזניק")
    document, positions = render(made, LOOK)
    for start in (made.text.index("רזניק"), made.text.rindex("רזניק")):
        cursor = builders.cursor(document, positions, Span(start, start + 5))
        assert cursor.selectedText() == "רזניק"


PIECES = st.sampled_from(
    ["שלום", "😀", "אָ", " ", "\n", "CNN", "ד\u200f", "\u2029", "\r", "\x00", "\ufffc", "𐤀", "."]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_code_point_is_found_at_its_place_in_the_document(text: str) -> None:
    made = article(*text.split("\n"))
    document, positions = render(made, LOOK)
    assert document.characterCount() - 1 == positions.to_document(len(text))
    for offset in range(len(text) + 1):
        assert positions.to_article(positions.to_document(offset)) == offset
    for offset, character in enumerate(text):
        cursor = builders.cursor(document, positions, Span(offset, offset + 1))
        if character not in "\n\r\u2029\x00\ufffc":
            assert cursor.selectedText() == character


@given(st.lists(st.sampled_from(["מילה ", "סוף. ", "😀 ", "רצוףרצוףרצוף", "אָ"]), max_size=60).map("".join))
def test_a_block_too_long_for_qt_is_set_in_pieces_that_lose_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", 30)
        made = article("ראש", text, "סוף")
        document, positions = render(made, LOOK)
        longest = 0
        block = document.begin()
        while block.isValid():
            longest = max(longest, len(block.text()))
            block = block.next()
        assert longest <= 2 * 60 + 2
        assert document.toPlainText().replace("\n", "") == made.text.replace("\n", "")
        for offset in range(len(made.text) + 1):
            assert positions.to_article(positions.to_document(offset)) == offset
        for position in range(document.characterCount()):
            offset = positions.to_article(position)
            assert 0 <= offset <= len(made.text)


def test_a_piece_ends_where_a_sentence_does() -> None:
    text = "משפט אחד ועוד מילים. " * 2_000
    made = article(text)
    document, _ = render(made, LOOK)
    assert document.blockCount() > 3
    block = document.begin()
    while block.next().isValid():
        assert block.text().endswith(". ")
        assert block.blockFormat().bottomMargin() == 0
        block = block.next()


def test_blocks_are_found_by_their_place() -> None:
    first, last = ARTICLE.blocks[0], ARTICLE.blocks[-1]
    assert block_at(ARTICLE, 0) == first
    assert block_at(ARTICLE, first.span.end) == first
    assert block_at(ARTICLE, len(ARTICLE.text)) == last
    assert list(blocks_between(ARTICLE, ARTICLE.blocks[3].span)) == [ARTICLE.blocks[3]]
    assert further_start(ARTICLE) == ARTICLE.blocks[-2].span.start
    assert further_start(article("רק טקסט")) is None


def test_an_empty_article_is_an_empty_page(qtbot: QtBot) -> None:
    document, positions = render(Article("0" * 16, "x", "he", "", ()), LOOK)
    assert document.isEmpty()
    assert positions.to_article(positions.to_document(0)) == 0
