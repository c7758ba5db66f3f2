"""A reading for people to read: the article, then who is in it and what they said.

The exporter gives plain lines. `lines` gives the same with a style for each piece, which the command line
turns into colours on a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.model import Annotation, BlockKind, Entity, EntityKind, Reading

_HEADINGS = {
    EntityKind.PERSON: "אנשים",
    EntityKind.ORGANISATION: "ארגונים",
    EntityKind.PLACE: "מקומות",
}
_BLOCK_STYLES = {
    BlockKind.HEADLINE: "headline",
    BlockKind.SUBHEADLINE: "subheadline",
    BlockKind.BYLINE: "soft",
    BlockKind.CAPTION: "soft",
    BlockKind.HEADING: "heading",
    BlockKind.FURTHER_READING: "soft",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output: pieces of text, each with the name of a style; `right_to_left` is its direction."""

    pieces: tuple[tuple[str, str], ...] = ()
    right_to_left: bool = True

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(text for text, _ in self.pieces)


def lines(reading: Reading) -> Iterator[Line]:
    """The whole reading, line by line, in logical order."""
    article = reading.article
    rtl = article.right_to_left
    for block in article.blocks:
        style = _BLOCK_STYLES.get(block.kind, "body")
        yield Line(((block.span.of(article.text), style),), rtl)
        if block.kind is not BlockKind.FURTHER_READING:
            yield Line()
    counts = Counter(mention.entity_id for mention in reading.mentions)
    for kind, heading in _HEADINGS.items():
        entities = reading.of_kind(kind)
        if not entities:
            continue
        yield Line()
        yield Line(((f"{heading} {len(entities)}", "heading"),))
        for entity in entities:
            yield _entity_line(reading, entity, counts[entity.id])
            for quote in reading.quotes_of(entity.id):
                marks = '"' if quote.direct else ""
                yield Line((("    ", "body"), (f"{marks}{quote.span.of(article.text)}{marks}", "quote")))


def _entity_line(reading: Reading, entity: Entity, count: int) -> Line:
    pieces = [("  ", "body"), (entity.name, "name"), (f" ({count})", "soft")]
    roles = tuple(dict.fromkeys(role.text for role in reading.roles_of(entity.id)))
    if roles:
        pieces.append((f" · {', '.join(roles)}", "soft"))
    if entity.aliases:
        pieces.append((f" · {' | '.join(entity.aliases)}", "soft"))
    return Line(tuple(pieces))


class TextExporter:
    """Plain text in logical order."""

    def dump(self, reading: Reading, annotations: Sequence[Annotation]) -> bytes:
        """UTF-8, one block a paragraph; `annotations` have formats of their own and are left out."""
        return ("\n".join(line.text for line in lines(reading)).rstrip() + "\n").encode()
