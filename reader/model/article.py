"""An article: its text, the blocks it is set in, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reader.hebrew.offsets import OffsetMap
from reader.model.span import Span

_RIGHT_TO_LEFT = frozenset({"he", "iw", "ar", "fa", "ur", "yi"})


def is_right_to_left(language: str) -> bool:
    """Whether `language` (BCP 47) is written from right to left."""
    return language.split("-")[0] in _RIGHT_TO_LEFT


class BlockKind(StrEnum):
    """The voice a block is set in."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    FURTHER_READING = "further_reading"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text as shown: a paragraph, a headline, the title of a further article."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """Another article that this one names; `span` is where its title stands in the text, if it does."""

    span: Span | None
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    r"""What was imported, never changed afterwards.

    Attributes:
        id: the first 16 hex digits of `source_hash`; the same bytes give the same id everywhere.
        source: where it came from, for a person: a path, an address, ``"clipboard"``.
        language: BCP 47, ``"he"`` in the usual case; decides the direction the article is laid out in.
        text: the whole article as shown, in logical order and natural spacing: the blocks, one a line,
            parted by a single ``\\n`` that belongs to none of them. Head lines that the source gives again
            at its end are not part of it.
        blocks: in text order; together they cover all of `text` but the line ends between them.
        links: further reading, in the order of the source.
        published: ISO 8601 date, or None.
        site: the publisher's name or host, or None.
        author: as the by-line gives it, or None.
        source_hash: SHA-256 of the source's bytes, hex.
        source_map: from `text` to the decoded source; None where the source is not plain text.
    """

    id: str
    source: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    published: str | None = None
    site: str | None = None
    author: str | None = None
    source_hash: str = ""
    source_map: OffsetMap | None = field(default=None, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The headline's words; the first block's where there is no headline, empty for no text."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADLINE:
                return block.span.of(self.text)
        return self.blocks[0].span.of(self.text) if self.blocks else ""

    @property
    def right_to_left(self) -> bool:
        """Whether the article's language is written from right to left."""
        return is_right_to_left(self.language)

    def to_source(self, span: Span) -> Span | None:
        """Where `span` stands in the decoded source; None where the source is not plain text."""
        if self.source_map is None:
            return None
        return Span(*self.source_map.to_source(span.start, span.end))
