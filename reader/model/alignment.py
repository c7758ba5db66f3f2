"""Which parts of one row stand in another one too, in the same order: what a comparison of two texts is made of.

Patience first (after Bram Cohen): what stands once in each row is surely the same thing, and parts the rows into
gaps, which are treated in the same way. A gap without such a thing is laid together by its longest common
subsequence, or, where that would take too long, taken for something else altogether. So two rows of a million words
take seconds whatever stands in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from reader.cancel import CancelToken

_MOST_CELLS = 16_000_000  # of the table of a gap: at a bit a cell, two megabytes and some tenths of a second
_WIDTHS = (1, 4, 16)
_DEEPEST = 40  # a gap in a gap in a gap…: each level reads what is left of the rows once


@dataclass(frozen=True, slots=True)
class Run:
    """``old[old_start:old_start + size]`` stands at ``new[new_start:new_start + size]``."""

    old_start: int
    new_start: int
    size: int


def common_runs(
    old: Sequence[Hashable], new: Sequence[Hashable], cancel: CancelToken | None = None
) -> list[Run]:
    """What stands in both rows in the same order, in that order; runs that touch are joined.

    Raises:
        CancelledError: the token was cancelled.
    """
    token = cancel or CancelToken()
    numbers: dict[Hashable, int] = {}
    one = [numbers.setdefault(each, len(numbers)) for each in old]
    other = [numbers.setdefault(each, len(numbers)) for each in new]
    found: list[Run] = []
    gaps = [(0, len(one), 0, len(other), 0)]
    while gaps:
        token.check()
        start, end, at, to, depth = gaps.pop()
        head = 0
        while start + head < end and at + head < to and one[start + head] == other[at + head]:
            head += 1
        if head:
            found.append(Run(start, at, head))
            start, at = start + head, at + head
        tail = 0
        while end > start and to > at and one[end - 1] == other[to - 1]:
            end, to, tail = end - 1, to - 1, tail + 1
        if tail:
            found.append(Run(end, to, tail))
        if start == end or at == to:
            continue
        anchors = _anchors(one, start, end, other, at, to) if depth < _DEEPEST else []
        if not anchors:
            found += _longest_common(one[start:end], other[at:to], start, at)
            continue
        for left, right in anchors:
            gaps.append((start, left, at, right, depth + 1))
            found.append(Run(left, right, 1))
            start, at = left + 1, right + 1
        gaps.append((start, end, at, to, depth + 1))
    return _joined(found)


def _anchors(
    one: list[int], start: int, end: int, other: list[int], at: int, to: int
) -> list[tuple[int, int]]:
    """Where what stands once in each row stands, the longest chain of it that is in order in both.

    In a long text every word stands more than once, but some words together do not.
    """
    small = (end - start) * (to - at) <= _MOST_CELLS
    for width in (1,) if small else _WIDTHS:
        here, there = _once(one, start, end, width), _once(other, at, to, width)
        chain = _in_order([(place, there[thing]) for thing, place in here.items() if thing in there])
        if chain:
            return chain
    return []


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs, given in the first row's order, that is in the second row's order too."""
    ends: list[int] = []  # the last place in the other row of the best chain of each length
    chain: list[int] = []  # which pair ends it
    before: list[int] = []  # the pair that stands before each pair in its chain
    for index, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        chain[length : length + 1] = [index]
    kept = []
    index = chain[-1] if chain else -1
    while index >= 0:
        kept.append(pairs[index])
        index = before[index]
    return kept[::-1]


def _once(row: list[int], start: int, end: int, width: int) -> dict[Hashable, int]:
    """The things, or `width` of them together, that stand once in a part of a row, with their places, in order."""
    places: dict[Hashable, int] = {}
    things: Iterable[Hashable] = row[start:end]
    if width > 1:
        things = zip(*(row[start + shift : end] for shift in range(width)), strict=False)
    for place, thing in enumerate(things, start):
        places[thing] = -1 if thing in places else place
    return {thing: place for thing, place in places.items() if place >= 0}


def _longest_common(old: list[int], new: list[int], start: int, at: int) -> list[Run]:
    if len(old) * len(new) > _MOST_CELLS:
        return []
    # Late: it is a compiled library, and nobody compares two texts at the start.
    from rapidfuzz.distance import LCSseq

    return [
        Run(start + step.src_start, at + step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(old, new)
        if step.tag == "equal"
    ]


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in sorted(runs, key=lambda each: each.old_start):
        last = joined[-1] if joined else None
        touches = last is not None and (last.old_start + last.size, last.new_start + last.size) == (
            run.old_start,
            run.new_start,
        )
        if last is not None and touches:
            joined[-1] = Run(last.old_start, last.new_start, last.size + run.size)
        else:
            joined.append(run)
    return joined
