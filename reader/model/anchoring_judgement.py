"""Whether a passage that changed, or whose surroundings changed, is found: the rules, with their figures.

The figures were set on made editions of Hebrew texts (tests/bench/anchoring.py makes such) so that of passages
that are there nearly all are found, and of deleted ones next to none.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.hebrew.folding import fold_text
from reader.hebrew.letters import letter_text, letters_of
from reader.model.anchoring_alignment import Fit, fit
from reader.model.anchoring_edges import joined, widened
from reader.model.anchoring_search import GramIndex, Passage
from reader.model.annotation import Selector

_CONTEXT = 8
"""So many letters of context, standing as they did, are no chance."""

_SPEAKS = 16
"""A passage of so many letters that stood once and stands once speaks for itself; three or four words."""

_WORDS = 8
"""A passage of so many letters, two words or a long one, does if it stands about its old place."""

_NEAR = 200
"""So far, in code points, a passage moves when what is around it is rewritten."""

_SAME = 8
"""So near, in code points, is the same place."""

_PLAIN = 1.3
"""So much of passage and context (of 2.0) is the place, wherever else the passage's words may stand."""

_APART = 0.3
"""How much better than any other the best place must be."""


class Verdict(NamedTuple):
    """A passage found at ``[start, end)`` of the text, in code points; whether surely; how well, 0.0 to 1.0."""

    start: int
    end: int
    sure: bool
    score: float


class Judge:
    """The letters of one text, prepared once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._letters, codes, self._origin = letter_text(text)
        self._index = GramIndex(codes)

    def place(self, selector: Selector) -> Verdict | None:
        """Where the selector's passage stands; None where it is not found, or in too many places."""
        passage = Passage(*map(letters_of, (selector.prefix, selector.exact, selector.suffix)))
        if not passage.exact:
            return self._without_letters(selector)
        unchanged = self._unchanged(selector, passage)
        if unchanged:
            return unchanged
        found, worth = self._with_context(selector, passage)
        if found and worth >= _PLAIN:
            return found
        # Words that are there as they were say more than others like them in a like context.
        return self._alone(selector, passage) or found

    def _unchanged(self, selector: Selector, passage: Passage) -> Verdict | None:
        """Where all letters stand as they did, context too, if only there."""
        if len(passage.prefix) + len(passage.suffix) < _CONTEXT:
            return None
        whole = passage.whole
        at = self._letters.find(whole)
        if at < 0 or self._letters.find(whole, at + 1) >= 0:
            return None
        start = at + len(passage.prefix)
        return self._verdict(selector, start, start + len(passage.exact), True, 1.0)

    def _with_context(self, selector: Selector, passage: Passage) -> tuple[Verdict | None, float]:
        """The place where most of passage and context stands, and how much that is (see `_worth`)."""
        fits = {
            (found.start, found.end): found
            for window in self._index.windows(passage)
            if _is_enough(found := fit(passage, self._letters, window), selector.was_unique)
        }
        if not fits:
            return None, 0.0
        best, *others = sorted(fits.values(), key=_worth, reverse=True)
        rivals = [
            other
            for other in others
            if _worth(other) > _worth(best) - _APART and (other.end <= best.start or best.end <= other.start)
        ]
        if not rivals:
            return self._verdict(selector, best.start, best.end, True, _worth(best) / 2), _worth(best)
        near = min([best, *rivals], key=lambda found: self._distance(selector, found.start))
        return self._verdict(selector, near.start, near.end, False, _worth(near) / 4), _worth(near)

    def _alone(self, selector: Selector, passage: Passage) -> Verdict | None:
        """Where the passage stands as it did, but nothing of its context."""
        places = self._occurrences(selector, passage)
        if len(places) != 1:
            return None
        start, end = places[0], places[0] + len(passage.exact)
        far = self._distance(selector, start)
        if selector.was_unique:
            sure = len(passage.exact) >= (_WORDS if far <= _NEAR else _SPEAKS)
            return self._verdict(selector, start, end, sure, 0.5)
        # Of several copies one is left, and nothing says which, unless it is where the note was.
        return self._verdict(selector, start, end, False, 0.25) if far <= _SAME else None

    def _occurrences(self, selector: Selector, passage: Passage) -> list[int]:
        """Where the letters of the passage stand, in words cut as the selector has them; at most two places."""
        places: list[int] = []
        opens = not joined(selector.prefix + selector.exact, len(selector.prefix))
        at = self._letters.find(passage.exact)
        while at >= 0 and len(places) < 2:
            if not (opens and self._joins(at)):
                places.append(at)
            at = self._letters.find(passage.exact, at + 1)
        return places

    def _joins(self, at: int) -> bool:
        """Whether the letter at `at` is of one word with that before it."""
        return at > 0 and not fold_text(self._text[self._origin[at - 1] + 1 : self._origin[at]])

    def _distance(self, selector: Selector, at: int) -> int:
        """How far from its old place the passage would be if it began at the letter `at`."""
        start = int(self._origin[at]) if at < len(self._origin) else len(self._text)
        return abs(start - selector.start)

    def _without_letters(self, selector: Selector) -> Verdict | None:
        """A passage of marks alone has nothing to be known by but being the only one."""
        at = self._text.find(selector.exact)
        if not selector.was_unique or at < 0 or self._text.find(selector.exact, at + 1) >= 0:
            return None
        return Verdict(at, at + len(selector.exact), False, 0.4)

    def _verdict(self, selector: Selector, start: int, end: int, sure: bool, score: float) -> Verdict | None:
        if start >= end:
            return None
        first, last = int(self._origin[start]), int(self._origin[end - 1]) + 1
        return Verdict(*widened(self._text, first, last, selector.exact), sure, min(1.0, score))


def _worth(found: Fit) -> float:
    """How much of passage and context stands at a place, from 0.0 to 2.0: both sides count as much as the passage.

    Words that came in between its own count against it.
    """
    return found.inside + (found.before + found.after) / 2 - max(0.0, found.growth - 1.2) / 2


def _is_enough(found: Fit, was_unique: bool) -> bool:
    """Whether what stands at a place is the passage, changed, and not another like it or what was beside it."""
    least, most = sorted((found.before, found.after))
    if not was_unique and least + most < 0.6:
        return False
    worth = _worth(found)
    if found.like >= 0.6 and least >= 0.35:
        return worth >= 0.85
    # Of a passage whose one side is gone most must be left: half a sentence often stands elsewhere too.
    enough = 0.35 if least >= 0.2 else 0.5 if most >= 0.8 and found.solid >= 24 else 0.75
    if found.inside >= enough and most >= 0.3 and worth >= 0.9:
        return True
    return was_unique and found.solid >= 40 and found.inside >= 0.55
