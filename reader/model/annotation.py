"""What a person highlighted and wrote, and how its place is described so that it can be found again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CONTEXT = 32
"""How many code points of context a selector keeps on each side, as the W3C Web Annotation examples do."""


class State(StrEnum):
    """How surely a note stands where it is shown."""

    EXACT = "exact"
    MOVED = "moved"
    UNCERTAIN = "uncertain"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Selector:
    """A passage, described by its words, the words around it and its position (code points of the text).

    `was_unique` says whether `exact` stood only once in the text when the note was made. After W3C Web
    Annotation's TextQuoteSelector and TextPositionSelector.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    was_unique: bool

    @classmethod
    def describe(cls, text: str, start: int, end: int) -> Selector:
        """What is stored when a note is made on ``text[start:end]``.

        Raises:
            ValueError: the span is empty or not inside the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no such passage: {start}:{end} of {len(text)}")
        exact = text[start:end]
        first = text.find(exact)
        return cls(
            exact=exact,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            start=start,
            end=end,
            was_unique=first == start and text.find(exact, first + 1) < 0,
        )

    def stands_in(self, text: str) -> bool:
        """Whether the passage stands in `text` at its old place, with its old context around it."""
        before = text[max(0, self.start - len(self.prefix)) : self.start]
        after = text[self.end : self.end + len(self.suffix)]
        return (before, text[self.start : self.end], after) == (self.prefix, self.exact, self.suffix)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One highlight or note.

    `body` is the person's text, empty for a bare highlight; `colour` is a name of the palette
    (``"yellow"``, ``"green"``, ``"blue"``, ``"pink"``); `entity_id` ties it to a person of the article by
    that person's name; `created` and `modified` are ISO 8601 instants in UTC.
    """

    id: str
    article_id: str
    selector: Selector
    body: str
    colour: str
    tags: tuple[str, ...]
    entity_id: str | None
    created: str
    modified: str
    state: State = State.EXACT
