"""The tags that words are given: where in a name a word stands, the name's type, how many letters are attached.

A tag is written as in ``S1-PER``: a whole name of one word, after one attached letter, of a person. The letters
are those of the BIOES scheme (begin, inside, outside, end, single); ``I`` and ``E`` have no attached letters.
Tagging the attached letters together with the name lets one decision settle both: לבני is one name or ל|בני.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

OUTSIDE = "O"
MOST_LETTERS = 3
"""Attached letters that a tag can say; more are rarer than a mistake."""

Floats = NDArray[np.float32]


class Named(NamedTuple):
    """A name in a list of words: `first` to `last` (the last one belongs to it), `letters` attached before it."""

    first: int
    last: int
    kind: str
    letters: int


class Tagset:
    """All tags of one model, by number; ``O`` is the first."""

    def __init__(self, tags: Sequence[str]) -> None:
        if not tags or tags[0] != OUTSIDE:
            raise ValueError("the first tag must be O")
        self.tags = tuple(tags)
        self._ids = {tag: at for at, tag in enumerate(self.tags)}
        self._parts = tuple(_split(tag) for tag in self.tags)
        allowed = np.zeros((len(tags), len(tags)), dtype=bool)
        for one, (place, _, kind) in enumerate(self._parts):
            for other, (next_place, _, next_kind) in enumerate(self._parts):
                goes_on = next_place in "IE" and next_kind == kind
                allowed[one, other] = goes_on if place in "BI" else next_place in "OBS"
        self.barred = np.where(allowed, np.float32(0), np.float32(-1e9))
        """What a step from one tag (row) to another (column) costs: nothing, or more than anything gains."""
        self._starts = np.array([0 if place in "OBS" else -1e9 for place, _, _ in self._parts], np.float32)
        self._ends = np.array([0 if place in "OES" else -1e9 for place, _, _ in self._parts], np.float32)

    def __len__(self) -> int:
        return len(self.tags)

    @classmethod
    def of(cls, names: Iterable[Iterable[Named]]) -> Tagset:
        """The tags that are needed to say `names`, one list for each text."""
        needed = set()
        for text in names:
            for name in text:
                needed.update(_spelled(name))
        return cls((OUTSIDE, *sorted(needed)))

    def encode(self, names: Iterable[Named], size: int) -> list[int]:
        """The tags of `size` words; a name that this set has no tags for, or that meets an earlier one, is left."""
        tags = [0] * size
        for name in names:
            spelled = [self._ids.get(tag, -1) for tag in _spelled(name)]
            if min(spelled) > 0 and not any(tags[name.first : name.last + 1]):
                tags[name.first : name.last + 1] = spelled
        return tags

    def decode(self, tags: Sequence[int]) -> list[Named]:
        """The names that a legal row of tags says."""
        names, first, letters = [], 0, 0
        for at, tag in enumerate(tags):
            place, attached, kind = self._parts[tag]
            if place in "BS":
                first, letters = at, attached
            if place in "ES":
                names.append(Named(first, at, kind, letters))
        return names

    def best(self, scores: Floats) -> list[int]:
        """The legal row of tags with the greatest sum (Viterbi 1967); `scores` is words by tags, logarithms."""
        size = len(scores)
        if not size:
            return []
        likeliest: list[int] = scores.argmax(axis=1).tolist()
        if self._legal(likeliest):  # as in most lines; nothing can have a greater sum
            return likeliest
        back = np.zeros((size, len(self.tags)), dtype=np.int16)
        here = scores[0] + self._starts
        for at in range(1, size):
            ways = here[:, None] + self.barred
            back[at] = ways.argmax(axis=0)
            here = ways.max(axis=0) + scores[at]
        tag = int((here + self._ends).argmax())
        found = [tag]
        for at in range(size - 1, 0, -1):
            tag = int(back[at, tag])
            found.append(tag)
        found.reverse()
        return found

    def _legal(self, tags: Sequence[int]) -> bool:
        return (
            self._parts[tags[0]][0] in "OBS"
            and self._parts[tags[-1]][0] in "OES"
            and not any(self.barred[one, other] for one, other in pairwise(tags))
        )


def _split(tag: str) -> tuple[str, int, str]:
    if tag == OUTSIDE:
        return "O", 0, ""
    where, _, kind = tag.partition("-")
    if not kind or where[0] not in "BIES" or (where[1:] and not where[1:].isdigit()):
        raise ValueError(f"{tag!r} is no tag")
    return where[0], int(where[1:] or 0), kind


def _spelled(name: Named) -> list[str]:
    """The tags of one name."""
    letters = min(name.letters, MOST_LETTERS)
    if name.first == name.last:
        return [f"S{letters}-{name.kind}"]
    inside = [f"I-{name.kind}"] * (name.last - name.first - 1)
    return [f"B{letters}-{name.kind}", *inside, f"E-{name.kind}"]
