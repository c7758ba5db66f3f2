"""An article's own answers: its title, its direction, its place in the source."""

from __future__ import annotations

import pytest

from reader.hebrew.offsets import OffsetMapBuilder
from reader.model import Article, Block, BlockKind, Span


def article(*blocks: tuple[BlockKind, str], language: str = "he") -> Article:
    made, at = [], 0
    for kind, words in blocks:
        made.append(Block(kind, Span(at, at + len(words))))
        at += len(words) + 1
    return Article("a", "x.txt", language, "\n".join(words for _, words in blocks), tuple(made))


def test_the_title_is_the_headline_wherever_it_stands() -> None:
    late = article((BlockKind.BYLINE, "מאת כתב"), (BlockKind.HEADLINE, "שלום בגליל"))
    assert late.title == "שלום בגליל"


def test_without_a_headline_the_first_block_is_the_title() -> None:
    assert article((BlockKind.PARAGRAPH, "בלי כותרת."), (BlockKind.PARAGRAPH, "עוד.")).title == "בלי כותרת."


def test_an_article_without_text_has_an_empty_title() -> None:
    assert article().title == ""


@pytest.mark.parametrize(
    ("language", "rtl"), [("he", True), ("ar-EG", True), ("en", False), ("en-IL", False)]
)
def test_the_direction_comes_from_the_language_and_not_from_the_first_letters(
    language: str, rtl: bool
) -> None:
    assert article((BlockKind.PARAGRAPH, "CNN דיווחה"), language=language).right_to_left is rtl


def test_a_span_of_the_text_points_into_the_source() -> None:
    builder = OffsetMapBuilder()
    builder.skip(1)  # the source begins with a blank that is not shown
    builder.copy(4)
    shown = Article("a", "x", "he", "שלום", (), source_map=builder.build())
    assert shown.to_source(Span(1, 3)) == Span(2, 4)


def test_an_article_that_was_no_plain_text_has_no_places_in_its_source() -> None:
    assert article((BlockKind.PARAGRAPH, "שלום")).to_source(Span(0, 2)) is None
