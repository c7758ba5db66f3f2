"""A map from one text's offsets to another's, for texts made by leaving out, replacing and copying.

Both sides count Unicode code points. The map is kept as runs: a run that was copied maps point by point, a
run that was replaced (``ﬥ`` by ``ל``, a letter with its niqqud by the letter) maps as a whole.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator


class OffsetMap:
    """Where each piece of a made text stood in its source. Immutable once built by an `OffsetMapBuilder`."""

    __slots__ = ("_length", "_made", "_source", "_source_length", "_width")

    def __init__(
        self, made: array[int], source: array[int], width: array[int], length: int, source_length: int
    ) -> None:
        self._made = made  # where each run starts in the made text, ascending
        self._source = source  # where it starts in the source, ascending
        self._width = width  # how long it is in the source
        self._length = length
        self._source_length = source_length

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text of `length` code points onto itself."""
        builder = OffsetMapBuilder()
        builder.copy(length)
        return builder.build()

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return True  # the map of an empty text is a map

    @property
    def source_length(self) -> int:
        """The source's length in code points."""
        return self._source_length

    def runs(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int, int]]:
        """The runs that meet the made text's ``[start, end)``, whole: made start, length, source start, width.

        A run whose length is its width was copied, point by point.
        """
        stop = self._length if end is None else end
        run = max(0, bisect_right(self._made, start) - 1)
        while run < len(self._made) and self._made[run] < stop:
            after = self._made[run + 1] if run + 1 < len(self._made) else self._length
            if after > start:
                yield self._made[run], after - self._made[run], self._source[run], self._width[run]
            run += 1

    def _bounds(self, offset: int) -> tuple[int, int]:
        """Source start and end of the made text's code point at `offset`."""
        run = bisect_right(self._made, offset) - 1
        start = self._made[run]
        end = self._made[run + 1] if run + 1 < len(self._made) else self._length
        source, width = self._source[run], self._width[run]
        if end - start == width:
            return source + offset - start, source + offset - start + 1
        return source, source + width

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source's span behind the made text's ``[start, end)``.

        An empty span maps to the empty span before the next code point. Text that was left out at either
        edge is not part of the answer, text left out inside is.

        Raises:
            IndexError: the span is not inside the made text.
        """
        if not 0 <= start <= end <= self._length:
            raise IndexError(f"span {start}:{end} is outside a text of {self._length}")
        if start == end:
            at = self._bounds(start)[0] if start < self._length else self._after_last()
            return at, at
        return self._bounds(start)[0], self._bounds(end - 1)[1]

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The made text's smallest span that holds all that was made of the source's ``[start, end)``.

        Empty where all of it was left out: then both ends are the place where it would stand.

        Raises:
            IndexError: the span is not inside the source.
        """
        if not 0 <= start <= end <= self._source_length:
            raise IndexError(f"span {start}:{end} is outside a source of {self._source_length}")
        first = self._opening(start)
        last = self._closing(end) if end > start else first
        return first, max(first, last)

    def _after_last(self) -> int:
        return self._source[-1] + self._width[-1] if len(self._source) else self._source_length

    def _end_of(self, run: int) -> int:
        """Where the run ends in the made text."""
        return self._made[run + 1] if run + 1 < len(self._made) else self._length

    def _opening(self, offset: int) -> int:
        """The made offset of the first point that was made of the source at `offset` or after it."""
        run = bisect_right(self._source, offset) - 1
        # Runs may share their source: each half of אל stands for all of ﭏ.
        while run >= 0 and self._source[run] + self._width[run] > offset:
            run -= 1
        run += 1
        if run == len(self._made):
            return self._length
        inside = offset - self._source[run]
        copied = self._end_of(run) - self._made[run] == self._width[run]
        return self._made[run] + (inside if copied and inside > 0 else 0)

    def _closing(self, offset: int) -> int:
        """The made offset after the last point that was made of the source before `offset`."""
        run = bisect_left(self._source, offset) - 1
        if run < 0:
            return 0
        inside = offset - self._source[run]
        end = self._end_of(run)
        copied = end - self._made[run] == self._width[run]
        return self._made[run] + inside if copied and inside < self._width[run] else end


class OffsetMapBuilder:
    """Builds an `OffsetMap` from left to right, one step for each stretch of the source."""

    __slots__ = ("_at", "_length", "_made", "_source", "_width")

    def __init__(self) -> None:
        self._made = array("I")
        self._source = array("I")
        self._width = array("I")
        self._length = 0
        self._at = 0

    def copy(self, count: int) -> None:
        """The next `count` code points of the source stand in the made text as they are."""
        self.replace(count, count)

    def skip(self, count: int) -> None:
        """The next `count` code points of the source are left out."""
        self._at += count

    def skip_to(self, source: int) -> None:
        """Go on at the source's offset `source`; a step back is allowed, into a run replaced as a whole."""
        self._at = source

    def replace(self, made: int, source: int) -> None:
        """The next `source` code points became `made` ones, all of them standing for all of those.

        Where the two counts are the same, this is `copy`: point by point. `whole` knows the difference.
        """
        if made <= 0:
            self._at += source
            return
        if self._made and made == source and self._continues():
            self._width[-1] += source
        else:
            self._made.append(self._length)
            self._source.append(self._at)
            self._width.append(source)
        self._length += made
        self._at += source

    def whole(self, made: int, source: int) -> None:
        """`replace`, also where the counts are the same: ``ﭏ`` with a point became ``אל``, not point by point."""
        if made != source or made == 1:
            self.replace(made, source)
            return
        start = self._at
        for _ in range(made):
            self._at = start
            self.replace(1, source)

    def _continues(self) -> bool:
        """Whether the last run was copied and ends where the next one starts."""
        width = self._width[-1]
        return self._length - self._made[-1] == width and self._source[-1] + width == self._at

    def build(self) -> OffsetMap:
        """The finished map; the builder may not be used afterwards."""
        return OffsetMap(self._made, self._source, self._width, self._length, self._at)


def compose(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """The map from the text that `outer` made, through the text that `inner` made, to the first source.

    Raises:
        ValueError: the two do not meet: `outer`'s source is not as long as `inner`'s text.
    """
    if outer.source_length != len(inner):
        raise ValueError(f"a map from {outer.source_length} does not follow one to {len(inner)}")
    builder = OffsetMapBuilder()
    for _, length, source, width in outer.runs():
        if length != width:
            start, end = inner.to_source(source, source + width)
            builder.skip_to(start)
            builder.whole(length, end - start)
            continue
        for inner_made, inner_length, inner_source, inner_width in inner.runs(source, source + width):
            first = max(inner_made, source)
            count = min(inner_made + inner_length, source + width) - first
            if inner_length == inner_width:
                builder.skip_to(inner_source + first - inner_made)
                builder.copy(count)
            else:
                builder.skip_to(inner_source)
                builder.whole(count, inner_width)
    builder.skip_to(inner.source_length)
    return builder.build()
