"""The body of an article: paragraphs, and the headings, captions, pull quotes and loose titles between them."""

from __future__ import annotations

from itertools import islice

from reader.hebrew.chars import GERSHAYIM
from reader.hebrew.patterns import lazy
from reader.importers.byline import is_plain_name
from reader.importers.draft import Draft, Sketch
from reader.importers.further import settle_loose_title
from reader.importers.lines import is_bullet, is_ended
from reader.model import BlockKind

_QUOTED = lazy(
    rf"[{GERSHAYIM}](?=\S)[^{GERSHAYIM}]*(?:\S[{GERSHAYIM}]\S[^{GERSHAYIM}]*)*(?<=\S)[{GERSHAYIM}]"
    r"[.!?]?(?:\s*[-–—]\s*.{2,60})?"
)
_LONGEST_QUOTATION = 200
_LEAST_REPEATED = 15  # letters of a pull quote that the body has too
_MOST_SOUGHT = 200  # lines that are looked for in the body: each costs a search through all of it
_HEADING_WORDS, _HEADING_LENGTH = 6, 70
_PROSE = 0.5  # of the lines: where fewer are paragraphs, verses and lists are not taken for headings


def settle_body(draft: Draft) -> None:
    """Settle everything that is still unknown."""
    _settle_twice_given(draft)
    _settle_pull_quotes(draft)
    unknown = list(draft.unknown())
    running = sum(sketch.is_paragraph for _, sketch in unknown)
    prose = running >= _PROSE * len(unknown)
    for index, sketch in unknown:
        if sketch.known:
            continue
        if sketch.caption and (not sketch.stopped or len(sketch.text) < 120):
            sketch.kind = BlockKind.CAPTION
        elif sketch.is_paragraph or sketch.menu or is_bullet(sketch.text) or not prose:
            sketch.kind = BlockKind.PARAGRAPH
        elif _is_name_of_picture(draft, index):
            sketch.kind = BlockKind.CAPTION
        elif _is_heading(draft, index):
            sketch.kind = BlockKind.HEADING
        elif not (_above_is_paragraph(draft, index) and settle_loose_title(sketch)):
            sketch.kind = BlockKind.PARAGRAPH
    _settle_captions_again(draft)


def _settle_twice_given(draft: Draft) -> None:
    """A short line that is given twice is a picture's caption; it is shown once."""
    first: dict[str, Sketch] = {}
    for _, sketch in draft.unknown():
        if sketch.is_paragraph or sketch.menu or len(sketch.text) > 200 or is_bullet(sketch.text):
            continue
        if len(sketch.compact) > 2 and (above := first.setdefault(sketch.compact, sketch)) is not sketch:
            above.kind = BlockKind.CAPTION
            sketch.dropped = True


def _settle_captions_again(draft: Draft) -> None:
    """A caption that was given before, with or without its brackets, is shown once."""
    given: set[str] = set()
    for sketch in draft.sketches:
        if sketch.kind is BlockKind.CAPTION and not sketch.dropped:
            if sketch.compact in given:
                sketch.dropped = True
            given.add(sketch.compact)


def _settle_pull_quotes(draft: Draft) -> None:
    """Lines that repeat words of the body, or stand alone in quotation marks."""
    short = [(index, sketch) for index, sketch in draft.unknown() if len(sketch.text) <= _LONGEST_QUOTATION]
    if not short:
        return
    body = [sketch.compact for _, sketch in draft.unknown() if len(sketch.text) > 60]
    text = "\n".join(body)
    for _, sketch in islice(
        ((i, s) for i, s in short if len(s.compact) >= _LEAST_REPEATED and s.words >= 3), _MOST_SOUGHT
    ):
        own = sketch.compact in body
        at = text.find(sketch.compact)
        again = text.find(sketch.compact, at + 1) if at >= 0 and own else at
        if again >= 0 and not _stands_alone_as_line(text, again, sketch.compact):
            sketch.kind = BlockKind.QUOTATION
    for index, sketch in short:
        if (
            not sketch.known
            and sketch.sentences == 0
            and _QUOTED.fullmatch(sketch.text)
            and 0 < index < len(draft) - 1
        ):
            sketch.kind = BlockKind.QUOTATION


def _stands_alone_as_line(text: str, at: int, words: str) -> bool:
    """Whether what was found is a whole line: the same paragraph given twice is no pull quote."""
    end = at + len(words)
    return (at == 0 or text[at - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _is_name_of_picture(draft: Draft, index: int) -> bool:
    """Whether a name alone stands beside a caption or credit."""
    if not is_plain_name(draft[index].text):
        return False
    beside = (draft.get(index - 1), draft.get(index + 1))
    return any(other is not None and (other.kind is BlockKind.CAPTION or other.caption) for other in beside)


def _is_heading(draft: Draft, index: int) -> bool:
    """Whether a short line without a full stop stands over a paragraph."""
    sketch, below = draft[index], draft.get(index + 1)
    if sketch.words > _HEADING_WORDS or len(sketch.text) > _HEADING_LENGTH or sketch.text[-1] in ",;":
        return False
    if is_ended(sketch.text) and sketch.text[-1] in "!." and sketch.words > 3:
        return False
    follows = below is not None and (
        below.is_paragraph or below.caption or len(below.text) > len(sketch.text)
    )
    return follows and not (below is not None and below.dropped)


def _above_is_paragraph(draft: Draft, index: int) -> bool:
    """Whether running text stands above, with other loose titles between: a list of lines is no list of titles."""
    for row in range(index - 1, max(-1, index - 6), -1):
        above = draft[row]
        if above.is_paragraph:
            return True
        if not above.parts and above.kind not in (BlockKind.CAPTION, BlockKind.HEADING):
            return False
    return False
