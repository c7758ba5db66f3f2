"""A place in a text that was made of another is found in the other, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder, compose

# A step is what was done (copy, skip, replace) with how many made and how many source code points.
steps = st.lists(
    st.one_of(
        st.integers(1, 4).map(lambda count: ("copy", count, count)),
        st.integers(1, 3).map(lambda count: ("skip", 0, count)),
        st.tuples(st.just("whole"), st.integers(1, 3), st.integers(0, 3)),
    ),
    max_size=8,
)
Step = tuple[str, int, int]


def built(plan: list[Step]) -> OffsetMap:
    builder = OffsetMapBuilder()
    for what, made, source in plan:
        if what == "copy":
            builder.copy(source)
        elif what == "skip":
            builder.skip(source)
        else:
            builder.whole(made, source)
    return builder.build()


def origins(plan: list[Step]) -> list[tuple[int, int]]:
    """The source span of each made code point, worked out one by one."""
    spans: list[tuple[int, int]] = []
    at = 0
    for what, made, source in plan:
        if what == "copy":
            spans += [(at + index, at + index + 1) for index in range(source)]
        elif what == "whole":
            spans += [(at, at + source)] * made
        at += source
    return spans


def all_spans(length: int) -> list[tuple[int, int]]:
    return [(start, end) for start in range(length + 1) for end in range(start, length + 1)]


def test_a_text_left_as_it_is_maps_onto_itself() -> None:
    same = OffsetMap.identity(5)
    assert len(same) == same.source_length == 5
    assert same.to_source(1, 4) == same.from_source(1, 4) == (1, 4)


def test_what_was_left_out_at_the_edges_is_not_part_of_the_answer() -> None:
    builder = OffsetMapBuilder()
    builder.skip(2)
    builder.copy(3)
    builder.skip(1)
    builder.copy(2)
    builder.skip(4)
    made = builder.build()
    assert made.to_source(0, 3) == (2, 5)
    assert made.to_source(0, 5) == (2, 8)
    assert made.from_source(0, 12) == (0, 5)
    assert made.from_source(5, 6) == (3, 3)


def test_a_replaced_stretch_is_one_piece() -> None:
    builder = OffsetMapBuilder()
    builder.copy(1)
    builder.replace(1, 3)
    builder.copy(1)
    made = builder.build()
    assert made.to_source(1, 2) == (1, 4)
    assert made.from_source(2, 3) == (1, 2)


def test_a_piece_may_be_as_long_as_what_it_was_made_of() -> None:
    builder = OffsetMapBuilder()
    builder.whole(2, 2)  # the ligature of alef and lamed with a point, made the two letters
    made = builder.build()
    assert made.to_source(0, 1) == made.to_source(1, 2) == (0, 2)
    assert made.from_source(1, 2) == (0, 2)


def test_copies_in_a_row_are_one_run() -> None:
    builder = OffsetMapBuilder()
    for count in (1, 2, 3):
        builder.copy(count)
    assert list(builder.build().runs()) == [(0, 6, 0, 6)]


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 4)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        OffsetMap.identity(3).to_source(*span)
    with pytest.raises(IndexError):
        OffsetMap.identity(3).from_source(*span)


def test_maps_that_do_not_meet_are_not_joined() -> None:
    with pytest.raises(ValueError, match="does not follow"):
        compose(OffsetMap.identity(3), OffsetMap.identity(4))


@given(steps)
def test_every_span_of_the_made_text_goes_to_its_source(plan: list[Step]) -> None:
    made = built(plan)
    spans = origins(plan)
    assert len(made) == len(spans)
    assert made.source_length == sum(source for _, _, source in plan)
    for start, end in all_spans(len(made)):
        if start < end:
            assert made.to_source(start, end) == (spans[start][0], spans[end - 1][1])
        else:
            source, same = made.to_source(start, end)
            assert source == same <= made.source_length


@given(steps)
def test_every_span_of_the_source_finds_all_that_was_made_of_it(plan: list[Step]) -> None:
    made = built(plan)
    spans = origins(plan)
    for start, end in all_spans(made.source_length):
        first, last = made.from_source(start, end)
        touched = [at for at, (begin, stop) in enumerate(spans) if begin < end and stop > start]
        if touched and start < end:
            assert (first, last) == (touched[0], touched[-1] + 1)
        else:
            assert first == last or not touched


@given(steps, st.data())
def test_two_maps_joined_agree_with_two_steps(inner_plan: list[Step], data: st.DataObject) -> None:
    inner = built(inner_plan)
    outer_plan: list[Step] = []
    left = len(inner)
    while left:
        what = data.draw(st.sampled_from(("copy", "skip", "whole")))
        count = data.draw(st.integers(1, left))
        made = count if what == "copy" else 0 if what == "skip" else data.draw(st.integers(1, 3))
        outer_plan.append((what, made, count))
        left -= count
    outer = built(outer_plan)
    joined = compose(outer, inner)
    assert len(joined) == len(outer)
    assert joined.source_length == inner.source_length
    for start, end in all_spans(len(joined)):
        if start < end:
            assert joined.to_source(start, end) == inner.to_source(*outer.to_source(start, end))


@given(steps)
def test_runs_can_be_read_and_built_again(plan: list[Step]) -> None:
    made = built(plan)
    builder = OffsetMapBuilder()
    for _, length, source, width in made.runs():
        builder.skip_to(source)
        builder.replace(length, width)
    builder.skip_to(made.source_length)
    again = builder.build()
    assert list(again.runs()) == list(made.runs())
    assert again.source_length == made.source_length
