"""An article being laid out: its lines, and what is known of each so far.

`reader.importers.head`, `further` and `body` each look at the lines that are still unknown and say what they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.importers.byline import Byline, parse_byline
from reader.importers.labels import Label, is_caption, is_menu, label_of
from reader.importers.lines import Line, has_full_stop, is_ended, sentences_before_end
from reader.model import BlockKind

_LONGEST_TITLE = 200


class Sketch:
    """One line, and the questions that are asked of it, each answered once."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text
        self.kind: BlockKind | None = None
        self.dropped = False  # a repetition, shown as nothing
        self.parts: list[Part] = []

    @cached_property
    def compact(self) -> str:
        """Its letters and digits alone, for comparing: quotes, spacing and niqqud make no difference."""
        return compact(self.text)

    @cached_property
    def words(self) -> int:
        """How many words it has; no more than a hundred are counted."""
        return len(self.text.split(maxsplit=100))

    @cached_property
    def label(self) -> Label | None:
        """The label of further reading that it begins with."""
        return label_of(self.text)

    @cached_property
    def byline(self) -> Byline | None:
        """What it says as a by-line."""
        return parse_byline(self.text)

    @cached_property
    def caption(self) -> bool:
        """Whether it stands under a picture."""
        return is_caption(self.text)

    @cached_property
    def menu(self) -> bool:
        """Whether it is a menu or the weather."""
        return is_menu(self.text)

    @cached_property
    def stopped(self) -> bool:
        """Whether it ends in a full stop."""
        return has_full_stop(self.text)

    @cached_property
    def sentences(self) -> int:
        """How many sentences end before its last one; three at most are counted."""
        return sentences_before_end(self.text)

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it reads as running text: it ends in a full stop, or is too long for a title."""
        if self.stopped:
            return True
        return len(self.text) > 400 or self.sentences >= 3 or (len(self.text) > 150 and is_ended(self.text))

    @cached_property
    def is_title(self) -> bool:
        """Whether it may be a headline: no full stop, not long, and it is whole."""
        return not self.is_paragraph and len(self.text) <= _LONGEST_TITLE and self.text[-1] not in ",;"

    @property
    def known(self) -> bool:
        """Whether it is settled what the line is."""
        return self.kind is not None or self.dropped or bool(self.parts)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line that is a block of its own, ``text[start:end]``, and the link that its title is, if any."""

    start: int
    end: int
    kind: BlockKind
    title: tuple[int, int] | None = None
    url: str | None = None


class Draft:
    """The lines of an article, in order."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.sketches = [Sketch(line) for line in lines]

    def __len__(self) -> int:
        return len(self.sketches)

    def __getitem__(self, index: int) -> Sketch:
        return self.sketches[index]

    def get(self, index: int) -> Sketch | None:
        """The line at `index`, None outside the article."""
        return self.sketches[index] if 0 <= index < len(self.sketches) else None

    def unknown(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Sketch]]:
        """The lines from `start` to `end` of which nothing is known yet."""
        for index in range(start, len(self.sketches) if end is None else end):
            if not self.sketches[index].known:
                yield index, self.sketches[index]

    @cached_property
    def paragraphs(self) -> list[int]:
        """The lines that are running text, by what they look like alone."""
        return [
            index
            for index, sketch in enumerate(self.sketches)
            if sketch.is_paragraph and not sketch.caption and not (sketch.label and sketch.label.certain)
        ]


def compact(text: str) -> str:
    """The letters and digits of `text`, in one form."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
