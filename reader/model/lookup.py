"""Which mentions lie at a place of the text; asked at every move of the mouse and for every paint."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.model import Mention


class SpanIndex:
    """Mentions by place: `at` and `between` cost the logarithm of their number.

    Mentions may overlap (a place inside an organisation's name), but a mention is short, so looking back over
    the longest one's length is enough.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self._mentions]
        self._longest = max((len(mention.span) for mention in self._mentions), default=0)

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that meet ``[start, end)``, in text order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end - 1)
        return [mention for mention in self._mentions[first:last] if mention.span.end > start]

    def at(self, offset: int) -> list[Mention]:
        """The mentions that cover `offset`, the shortest first."""
        return sorted(self.between(offset, offset + 1), key=lambda mention: len(mention.span))
