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


class Style(StrEnum):
    """How a passage that has a note is marked on the page."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"


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
        if not 0 <= self.start < self.end:
            return False  # an import from elsewhere may say anything
        before = text[max(0, self.start - len(self.prefix)) : self.start]
        after = text[self.end : self.end + len(self.suffix)]
        return (before, text[self.start : self.end], after) == (self.prefix, self.exact, self.suffix)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One highlight or note: on a passage, on a person, or on the whole article.

    Attributes:
        article_id: the version of the article that it was made on.
        selector: its passage; None for a note on a person (`entity_id` says who) or on the article.
        body: the person's text in Markdown, empty for a bare highlight.
        colour: a name of the palette (``"yellow"``, ``"green"``, ``"blue"``, ``"pink"``).
        entity_id: ties it to a person of the article by that person's name.
        created, modified: ISO 8601 instants in UTC.
        style: how the passage is marked.
    """

    id: str
    article_id: str
    selector: Selector | None
    body: str
    colour: str
    tags: tuple[str, ...]
    entity_id: str | None
    created: str
    modified: str
    state: State = State.EXACT
    style: Style = Style.HIGHLIGHT

    @property
    def quote(self) -> str:
        """The words of the passage; empty where the note is on no passage."""
        return self.selector.exact if self.selector else ""
