"""Where in a changed text a passage may stand: its four-letter pieces say which places are worth a look.

All positions here are letters (see `reader.hebrew.letters`), not code points of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.hebrew.letters import codes_of

Ints = NDArray[np.int64]

_GRAM = 4
_MIX = 0x9E3779B1  # Knuth's multiplicative hash: grams of near code points fall far apart
_HITS = 100_000  # the commonest grams of a query are left out beyond so many places together
_PLACES = 5
_EDGE = 40
_ENDS = 1000


@dataclass(frozen=True, slots=True)
class Passage:
    """The letters of a note's passage with those before and after it."""

    prefix: str
    exact: str
    suffix: str

    @property
    def whole(self) -> str:
        """The passage within its context."""
        return self.prefix + self.exact + self.suffix


class Window(NamedTuple):
    """Where the whole of a passage, context and all, may begin and end in the text."""

    start: int
    end: int


class GramIndex:
    """Every four-letter piece of a text, sorted, so that the places of a passage's pieces are found at once."""

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        self.length = len(codes)
        grams = _grams(codes).astype(np.uint64)
        # One sort of gram and place together is several times faster than argsort.
        both = np.sort((grams << np.uint64(32)) | np.arange(len(grams), dtype=np.uint64))
        self._grams = (both >> np.uint64(32)).astype(np.uint32)
        self._places = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)

    def windows(self, passage: Passage) -> list[Window]:
        """The most likely places of `passage`, likeliest first; none where nothing speaks for any."""
        whole = passage.whole
        grams = _grams(codes_of(whole))
        wanted = np.arange(len(grams))
        if len(grams) > 2 * _ENDS:  # the ends of a long passage tell its place
            wanted = np.concatenate((wanted[:_ENDS], wanted[-_ENDS:]))
        places, at = self._hits(grams[wanted], wanted)
        if not len(places):
            return []
        shift = places - at
        order = np.argsort(shift, kind="stable")
        hits = _Hits(shift[order], at[order])
        return [self._window(hits, peak, passage, len(whole)) for peak in hits.peaks(16 + len(whole) // 10)]

    def _hits(self, grams: NDArray[np.uint32], own: Ints) -> tuple[Ints, Ints]:
        """For every place in the text where one of `grams` stands: that place, and the gram's own."""
        low = np.searchsorted(self._grams, grams, "left")
        count = np.searchsorted(self._grams, grams, "right") - low
        at = np.flatnonzero(count)
        if count.sum() > _HITS:
            rare = np.argsort(count[at], kind="stable")
            at = np.sort(at[rare[np.cumsum(count[at][rare]) <= _HITS]])
        low, count = low[at], count[at]
        ends = np.cumsum(count)
        total = int(ends[-1]) if len(ends) else 0
        rows = np.arange(total) + np.repeat(low - ends + count, count)
        return self._places[rows], np.repeat(own[at], count)

    def _window(self, hits: _Hits, peak: tuple[int, int], passage: Passage, length: int) -> Window:
        """Where the passage begins and ends if it stands about `peak`, a range of shifts.

        The two ends are looked for each by itself: words may have come into the passage or gone from it.
        """
        reach = max(_EDGE, len(passage.exact))
        shift, at = hits.between(peak[0] - reach, peak[1] + reach)
        edge = min(_EDGE, len(passage.exact) // 2)
        head, tail = at < len(passage.prefix) + edge, at >= length - len(passage.suffix) - edge
        start = _commonest(shift[head], peak)
        end = _commonest(shift[tail], peak) + length
        if end - start < length // 4:
            start, end = peak[0], peak[0] + length
        return Window(max(0, start), min(self.length, max(0, end)))


class _Hits:
    """Grams of the passage that stand in the text, by how far they have shifted."""

    def __init__(self, shift: Ints, at: Ints) -> None:
        self._shift = shift
        self._at = at

    def peaks(self, width: int) -> list[tuple[int, int]]:
        """The ranges of `width` shifts with most grams in them, at most `_PLACES`."""
        shift = self._shift
        count = np.searchsorted(shift, shift + width, "right") - np.arange(len(shift))
        peaks: list[tuple[int, int]] = []
        most = 0
        while len(peaks) < _PLACES:
            best = int(count.argmax())
            votes = int(count[best])
            most = most or votes
            if votes <= 0 or votes * 5 < most:
                break
            low = int(shift[best])
            high = int(shift[best + votes - 1]) if not peaks else low + width
            peaks.append((low, min(high, low + width)))
            first, last = np.searchsorted(shift, [low - width, low + width + 1])
            count[first:last] = 0
        return peaks

    def between(self, low: int, high: int) -> tuple[Ints, Ints]:
        """The shifts from `low` to `high`, and the grams that have them."""
        first, last = np.searchsorted(self._shift, [low, high + 1])
        return self._shift[first:last], self._at[first:last]


def _commonest(shift: Ints, peak: tuple[int, int]) -> int:
    """The shift that most of `shift` (sorted) agree on, to a few letters; that of `peak` where they are few."""
    if len(shift) >= 3:
        count = np.searchsorted(shift, shift + 6, "right") - np.arange(len(shift))
        best = int(count.argmax())
        votes = int(count[best])
        if votes >= 3:
            return int(shift[best + votes // 2])
    return (peak[0] + peak[1]) // 2


def _grams(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A number for each four letters in a row; different ones seldom have the same."""
    count = max(0, len(codes) - _GRAM + 1)
    mixed = np.zeros(count, np.uint32)
    for place in range(_GRAM):
        mixed = mixed * np.uint32(_MIX) + codes[place : place + count]
    return mixed
