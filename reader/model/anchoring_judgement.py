"""Whether a passage that changed, or whose surroundings changed, is found: the rules, with their figures.

The figures were set on made editions of Hebrew texts (tests/bench/anchoring.py makes such) so that of passages
that are there nearly all are found, and of deleted ones next to none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reader.hebrew.letters import letter_text, letters_of
from reader.model.anchoring_alignment import Fit, fit
from reader.model.anchoring_edges import Words, joined, widened
from reader.model.anchoring_search import GramIndex, Passage
from reader.model.annotation import CONTEXT, Selector

_AROUND = 2 * CONTEXT
"""So many code points of context are looked at: more than that comes from other programs only."""

_CONTEXT = 8
"""So many letters of context, standing as they did, are no chance."""

_SPEAKS = 16
"""A passage of so many letters that stood once and stands once speaks for itself; three or four words."""

_WORDS = 8
"""A passage of so many letters, two words or a long one, does if it stands about its old place."""

_NEAR = 200
"""So far, in code points, a passage moves when what is around it is rewritten."""

_PLAIN = 1.5
"""So much of passage and context (of 2.0) is the place, wherever else the passage's words may stand."""

_COMMON = 50
"""Of a word that stands oftener the places are not gone through."""

_APART = 0.3
"""How much better than any other the best place must be."""

_ALIKE = 0.07
"""Between places that differ by less only the distance from the old place tells."""


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
        self._words = Words(text, self._letters, self._origin)

    def place(self, selector: Selector) -> Verdict | None:
        """Where the selector's passage stands; None where it is not found, or in too many places."""
        passage = Passage(
            letters_of(selector.prefix[-_AROUND:]),
            letters_of(selector.exact),
            letters_of(selector.suffix[:_AROUND]),
        )
        if not passage.exact:
            return self._without_letters(selector)
        unchanged = self._unchanged(selector, passage)
        if unchanged:
            return unchanged
        found, worth = self._with_context(selector, passage)
        if found and (worth >= _PLAIN or not selector.was_unique):
            return found
        # Words that are there as they were say more than others like them in a like context.
        return self._alone(selector, passage) or found

    def _found(self, selector: Selector, passage: Passage, at: Fit, sure: bool) -> Verdict | None:
        """The passage at `at`, its ends put where they most likely are."""
        start = self._words.settled(at.head, selector.prefix, selector.exact, -1)
        end = self._words.settled(at.tail, selector.exact, selector.suffix, 1)
        if start >= end:
            start, end = at.start, at.end
        return self._verdict(selector, start, end, sure, _worth(at, passage) / (2 if sure else 4))

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
            if _is_enough(found := fit(passage, self._letters, window), passage, selector.was_unique)
        }
        if not fits:
            return None, 0.0
        best, *others = sorted(fits.values(), key=lambda found: _worth(found, passage), reverse=True)
        worth = _worth(best, passage)
        rivals = [
            other
            for other in others
            if _worth(other, passage) > worth - _APART
            and (other.end <= best.start or best.end <= other.start)
        ]
        if not rivals:
            return self._found(selector, passage, best, True), worth
        if _worth(rivals[0], passage) < worth - _ALIKE:
            return self._found(selector, passage, best, False), worth
        near = min([best, *rivals], key=lambda found: self._distance(selector, found.start))
        return self._found(selector, passage, near, False), worth

    def _alone(self, selector: Selector, passage: Passage) -> Verdict | None:
        """Where the passage stands as it did, but nothing of its context."""
        start = self._only_place(selector, passage)
        if start is None:
            return None
        end = start + len(passage.exact)
        far = self._distance(selector, start)
        if selector.was_unique:
            sure = len(passage.exact) >= (_WORDS if far <= _NEAR else _SPEAKS)
            return self._verdict(selector, start, end, sure, 0.5)
        # Of several copies one is left, and nothing says which, unless it is where the note was. Of a note from
        # another program, without context, it is not known whether there were several.
        bare = not selector.prefix and not selector.suffix
        return self._verdict(selector, start, end, False, 0.25) if bare or not far else None

    def _only_place(self, selector: Selector, passage: Passage) -> int | None:
        """The one place where the passage stands, in words cut as the selector has them.

        To the code point if that is one place; else to the letter.
        """
        places = [int(np.searchsorted(self._origin, at)) for at in _places(self._text, selector.exact)]
        if len(places) != 1 or not self._cut_alike(selector, passage, places[0]):
            places = [
                at for at in _places(self._letters, passage.exact) if self._cut_alike(selector, passage, at)
            ]
        return places[0] if len(places) == 1 else None

    def _cut_alike(self, selector: Selector, passage: Passage, at: int) -> bool:
        """Whether the passage at `at` cuts no word in two that the selector does not: קרי in ``הקריה``."""
        opens = not joined(selector.prefix + selector.exact, len(selector.prefix))
        closes = not joined(selector.exact + selector.suffix, len(selector.exact))
        ends = at + len(passage.exact)
        return not (opens and self._words.joins(at)) and not (closes and self._words.joins(ends))

    def _distance(self, selector: Selector, at: int) -> int:
        """How far from its old place the passage would be if it began at the letter `at`."""
        start = int(self._origin[at]) if at < len(self._origin) else len(self._text)
        return abs(start - selector.start)

    def _without_letters(self, selector: Selector) -> Verdict | None:
        """A passage of marks alone has nothing to be known by but being the only one."""
        places = _places(self._text, selector.exact)
        if not selector.was_unique or len(places) != 1:
            return None
        return Verdict(places[0], places[0] + len(selector.exact), False, 0.4)

    def _verdict(self, selector: Selector, start: int, end: int, sure: bool, score: float) -> Verdict | None:
        if start >= end:
            return None
        first, last = int(self._origin[start]), int(self._origin[end - 1]) + 1
        return Verdict(*widened(self._text, first, last, selector.exact), sure, min(1.0, score))


def _places(text: str, words: str) -> list[int]:
    """Where `words` stand in `text`: the first few places; so common ones are known by nothing else either."""
    places: list[int] = []
    at = text.find(words)
    while at >= 0 and len(places) < _COMMON:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _worth(found: Fit, passage: Passage) -> float:
    """How much of passage and context stands at a place, from 0.0 to 2.0: both sides count as much as the passage.

    Words that came in between its own count against it.
    """
    growth = (found.end - found.start) / len(passage.exact)
    return found.inside + (found.before + found.after) / 2 - max(0.0, growth - 1.2) / 2


def _is_enough(found: Fit, passage: Passage, was_unique: bool) -> bool:
    """Whether what stands at a place is the passage, changed, and not another like it or what was beside it."""
    least, most = sorted((found.before, found.after))
    if not was_unique and (least + most < 0.6 or most < 0.5):
        return False
    worth = _worth(found, passage)
    grown = (found.end - found.start) / len(passage.exact)
    if grown < 0.5 and least < 0.85:
        return False
    scattered = found.like >= 0.7 and least >= 0.55  # many letters changed, but each by itself
    untouched = most >= 0.95
    if (
        untouched
        and found.inside < (0.33 if least >= 0.7 else 0.42 if least >= 0.4 else 0.5)
        and not scattered
    ):
        return False  # what is beside a side that stands as it did was hardly changed so much: it is another
    if found.like >= 0.6 and least >= 0.35:
        return worth >= 0.85
    # Where the context is changed as well, as all of the text may be, less is asked of the passage.
    if least >= 0.5 and found.inside >= 0.25 and found.like >= 0.4:
        return worth >= 0.9
    # Of a passage whose one side is gone most must be left: half a sentence often stands elsewhere too.
    enough = 0.35 if least >= 0.2 else 0.5 if most >= 0.8 and found.solid >= 24 else 0.75
    if found.inside >= enough and most >= 0.3 and worth >= (0.9 if len(passage.exact) >= _SPEAKS else 1.0):
        return True
    # A long passage with little of its context speaks for itself, if more than one phrase of it is there.
    long = found.solid >= 60 or (found.solid >= (40 if untouched else 30) and worth >= 0.85)
    return was_unique and found.inside >= 0.55 and long
