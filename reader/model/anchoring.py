"""Finding a note's passage in a text, also in one that has changed since the note was made.

Today's placement is strict: where the words still stand at their place, where their context stands elsewhere
as it was, or where the words stand only once and did so before. Everything else is an orphan: shown, never
guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.annotation import CONTEXT, Selector, State
from reader.model.span import Span


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a selector's passage is; `span` is None for an orphan; `score` is 0.0 to 1.0."""

    span: Span | None
    state: State
    score: float


class Anchorer:
    """One text, prepared once; places any number of selectors in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def place(self, selector: Selector) -> Placement:
        """Find the selector's passage; see `Placement`."""
        exact = selector.exact
        if not exact:
            return Placement(None, State.ORPHAN, 0.0)
        if selector.stands_in(self._text):
            return Placement(Span(selector.start, selector.end), State.EXACT, 1.0)
        places = self._occurrences(exact)
        whole = [at for at in places if all(self._context_at(selector, at))]
        if len(whole) == 1:
            return self._found(selector, whole[0], 1.0)
        if selector.was_unique and len(places) == 1:
            before, after = self._context_at(selector, places[0])
            # A side without words (the note began the text) says nothing for this place.
            matched = (before and bool(selector.prefix)) + (after and bool(selector.suffix))
            if matched or len(exact) > CONTEXT:
                return self._found(selector, places[0], 0.5 + matched / 4)
            return Placement(Span(places[0], places[0] + len(exact)), State.UNCERTAIN, 0.4)
        return Placement(None, State.ORPHAN, 0.0)

    def _found(self, selector: Selector, at: int, score: float) -> Placement:
        state = State.EXACT if at == selector.start else State.MOVED
        return Placement(Span(at, at + len(selector.exact)), state, score)

    def _occurrences(self, exact: str) -> list[int]:
        found = []
        at = self._text.find(exact)
        while at >= 0:
            found.append(at)
            at = self._text.find(exact, at + 1)
        return found

    def _context_at(self, selector: Selector, at: int) -> tuple[bool, bool]:
        """Whether what stood before the passage and after it stands around `at` too."""
        end = at + len(selector.exact)
        before = self._text[max(0, at - len(selector.prefix)) : at] == selector.prefix
        after = self._text[end : end + len(selector.suffix)] == selector.suffix
        return before, after
