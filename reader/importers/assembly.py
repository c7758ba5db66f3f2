"""From the draft of an article to its text, blocks and links, with a map back to the text it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder
from reader.importers.draft import Draft, Part, Sketch
from reader.importers.lines import Line
from reader.model import Block, BlockKind, Link, Span


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block to be: a part of a line."""

    kind: BlockKind
    line: Line
    start: int
    end: int
    part: Part | None = None

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Where its parts stand in the natural text, each with what joins it to the next."""
        offset = 0
        joints = (*self.line.joints, "")
        for (start, end), joint in zip(self.line.spans, joints, strict=True):
            first, last = max(self.start - offset, 0), min(self.end - offset, end - start)
            if first < last:
                goes_on = self.end > offset + end - start
                yield start + first, start + last, joint if goes_on else ""
            offset += end - start + len(joint)


class Shown:
    """The text as shown, made of the draft's blocks, and the map from it to the natural text."""

    def __init__(self, natural: str, draft: Draft) -> None:
        self._natural = natural
        self._builder = OffsetMapBuilder()
        self._pieces: list[str] = []
        self._at = 0  # in the natural text
        self._length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        for sketch in draft.sketches:
            for piece in _pieces_of(sketch):
                self._add(piece)
        self._builder.skip(len(natural) - self._at)
        self.text = "".join(self._pieces)
        self.map: OffsetMap = self._builder.build()

    def _add(self, piece: _Piece) -> None:
        spans = list(piece.spans())
        if not spans:
            return
        if self.blocks:
            self._join("\n", spans[0][0])
        begin, first = self._length, len(self._pieces)
        for index, (start, end, joint) in enumerate(spans):
            self._builder.skip(start - self._at)
            self._builder.copy(end - start)
            self._write(self._natural[start:end])
            self._at = end
            if joint and index + 1 < len(spans):
                self._join(joint, spans[index + 1][0])
        self.blocks.append(Block(piece.kind, Span(begin, self._length)))
        if piece.part is not None:
            self._link(piece.part, "".join(self._pieces[first:]), begin)

    def _join(self, joint: str, following: int) -> None:
        """Write `joint` for what stands before `following`; it may stand for nothing, between joined titles."""
        gap = min(1, following - self._at)
        self._builder.replace(1, gap)
        self._write(joint)
        self._at += gap

    def _write(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _link(self, part: Part, words: str, begin: int) -> None:
        """The link of a part that shows as `words` and begins at `begin` of the text."""
        if part.title is not None:
            start, end = part.title[0] - part.start, part.title[1] - part.start
            self.links.append(Link(Span(begin + start, begin + end), words[start:end], part.url))
        elif part.url is not None:
            self._address_alone(part.url)

    def _address_alone(self, url: str) -> None:
        """An address on a line of its own belongs to the title above it."""
        if self.links and self.links[-1].url is None:
            above = self.links[-1]
            self.links[-1] = Link(above.span, above.title, url)


def _pieces_of(sketch: Sketch) -> Iterator[_Piece]:
    if sketch.dropped:
        return
    if sketch.parts:
        for part in sketch.parts:
            yield _Piece(part.kind, sketch.line, part.start, part.end, part)
    else:
        kind = sketch.kind or BlockKind.PARAGRAPH
        yield _Piece(kind, sketch.line, 0, len(sketch.text))
