"""Finding a note's passage in a text, also in one that has changed since the note was made.

First the words themselves: at their place, or with their context elsewhere. Then their letters (see
`reader.hebrew.letters`): the passage is laid along the likeliest places together with its context, and the
best is taken if enough of both stands there. What is not sure is said to be uncertain, and what is not found
an orphan; a short passage that stands in several places is never put at one of them on a guess.

The method is that of approximate matching by q-grams (Ukkonen 1992) and edit distance; aligning the context
together with the quotation keeps a deleted passage from being found in words like it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.annotation import CONTEXT, Selector, State
from reader.model.span import Span


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a selector's passage is; `span` is None for an orphan; `score` is 0.0 to 1.0.

    ``exact``: the very words stand at the very place. ``moved``: surely found, elsewhere or with other words.
    ``uncertain``: `span` is the only likely place, and a person should be asked.
    """

    span: Span | None
    state: State
    score: float


_ORPHAN = Placement(None, State.ORPHAN, 0.0)


class Anchorer:
    """One text, prepared once; places any number of selectors in it.

    To prepare a million code points takes some 150 ms. Where most selectors still stand in their place, ask
    `Selector.stands_in` first and prepare the text only when one does not.
    """

    def __init__(self, text: str) -> None:
        # numpy and rapidfuzz load in a tenth of a second, which a window opening an unchanged article lacks.
        from reader.model.anchoring_judgement import Judge

        self._text = text
        self._judge = Judge(text)

    def place(self, selector: Selector) -> Placement:
        """Find the selector's passage; see `Placement`."""
        if not selector.exact:
            return _ORPHAN
        if selector.stands_in(self._text):
            return Placement(Span(selector.start, selector.end), State.EXACT, 1.0)
        start = self._verbatim(selector)
        if start is not None:
            return self._placed(selector, start, start + len(selector.exact), True, 1.0)
        verdict = self._judge.place(selector)
        if verdict is None:
            return _ORPHAN
        return self._placed(selector, *verdict)

    def _placed(self, selector: Selector, start: int, end: int, sure: bool, score: float) -> Placement:
        if not sure:
            return Placement(Span(start, end), State.UNCERTAIN, score)
        same = start == selector.start and self._text[start:end] == selector.exact
        return Placement(Span(start, end), State.EXACT if same else State.MOVED, score)

    def _verbatim(self, selector: Selector) -> int | None:
        """Where the words stand with their whole context, if only there."""
        around = len(selector.prefix) + len(selector.suffix)
        if not around and len(selector.exact) <= CONTEXT:
            return None
        whole = selector.prefix + selector.exact + selector.suffix
        at = self._text.find(whole)
        if at < 0 or self._text.find(whole, at + 1) >= 0:
            return None
        return at + len(selector.prefix)
