"""An article's words as rows of text for somebody else's tokeniser, and its pieces in windows that a model can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.entities.prepared import APART, GLUED, Prepared
from reader.entities.words import Is

MOST_WORDS = 600
"""Words of a row: the tokeniser answers no stop switch while it cuts one."""
_LONGEST_WORD = 60
"""Code points of a word that are looked at: what is longer is no word, and some tokenisers take its square."""


class Row(NamedTuple):
    """Words that are read together: a line, or a part of a very long one.

    `first` is the index of the first word; word number `at` of the row stands at ``starts[at]`` of `text`.
    """

    first: int
    text: str
    starts: list[int]


class Window(NamedTuple):
    """Pieces that a model reads at once, ``[start, end)``; those of ``[own, own_end)`` are taken from it.

    The others stand at its edges, where the model sees one side only, and are taken from its neighbours.
    """

    start: int
    end: int
    own: int
    own_end: int


def rows(doc: Prepared) -> Iterator[Row]:
    """The rows of an article in the words' folded forms: one writing of geresh and gershayim, no niqqud."""
    first, size = 0, len(doc)
    while first < size:
        last = first + 1
        while last < size and doc.joins[last] != APART and last - first < MOST_WORDS:
            last += 1
        if last < size and doc.joins[last] != APART:
            last = _sentence_end(doc, first, last)
        yield _row(doc, first, last)
        first = last


def _sentence_end(doc: Prepared, first: int, last: int) -> int:
    """The end of the last sentence between two words, if the row does not become too short by it."""
    for at in range(last - 1, first + MOST_WORDS // 2, -1):
        if doc.flags[at] & Is.STOP:
            return at + 1
    return last


def _row(doc: Prepared, first: int, last: int) -> Row:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for at in range(first, last):
        if at > first and doc.joins[at] != GLUED:
            parts.append(" ")
            length += 1
        word = doc.words[at].form[:_LONGEST_WORD]
        starts.append(length)
        parts.append(word)
        length += len(word)
    return Row(first, "".join(parts), starts)


def windows(pieces: int, most: int) -> list[Window]:
    """Windows of at most `most` pieces over a row; each piece is taken from exactly one of them."""
    if pieces <= most:
        return [Window(0, pieces, 0, pieces)] if pieces else []
    edge = most // 8
    step = most - 2 * edge
    found = []
    own = 0
    while own < pieces:
        start = max(0, min(own - edge, pieces - most))
        end = min(pieces, start + most)
        own_end = pieces if end == pieces else min(pieces, max(own + step, end - edge))
        found.append(Window(start, end, own, own_end))
        own = own_end
    return found


def groups(lengths: Sequence[int], most: int) -> Iterator[range]:
    """Neighbours to be read in one call, so that their lengths with padding come to `most` at most."""
    start, longest = 0, 0
    for at, length in enumerate(lengths):
        if at > start and max(longest, length) * (at + 1 - start) > most:
            yield range(start, at)
            start, longest = at, 0
        longest = max(longest, length)
    if lengths:
        yield range(start, len(lengths))
