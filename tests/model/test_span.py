"""A span is half-open, in order, and may be empty."""

from __future__ import annotations

import pytest

from reader.model import Span


def test_a_span_covers_from_its_start_to_before_its_end() -> None:
    span = Span(1, 4)
    assert span.of("ולקרי") == "לקר"
    assert (1 in span, 3 in span, 4 in span, 0 in span) == (True, True, False, False)
    assert len(span) == 3


def test_spans_overlap_only_where_they_share_a_letter() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(2, 2).overlaps(Span(2, 2))


def test_a_span_holds_what_lies_wholly_inside() -> None:
    assert Span(0, 5).holds(Span(0, 5))
    assert Span(0, 5).holds(Span(5, 5))
    assert not Span(0, 5).holds(Span(4, 6))


def test_an_empty_span_is_a_place_and_not_nothing() -> None:
    assert Span(3, 3)
    assert len(Span(3, 3)) == 0
    assert 3 not in Span(3, 3)


def test_spans_sort_in_text_order() -> None:
    assert sorted([Span(5, 6), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(5, 6)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_there_is_no_span_that_ends_before_it_begins(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such span"):
        Span(start, end)
