r"""A text's lines, and which of them a wrap cut in mid-sentence.

Mail programs and editors wrap text at some width. A wrap is known by its lines being full: the next line's first
word would not have fitted. Where that holds throughout the text, full lines are joined with the next; elsewhere
only a long line that stops in mid-sentence is. Verses, lists and one sentence a line are never joined.

A paragraph of a wrapped text without empty lines whose last line is full by chance is joined with the next one:
that a sentence ends at a full line's end is three times as often chance as it is a paragraph's end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.hebrew.chars import BIDI_CONTROLS, HYPHENS, INVISIBLE, LETTERS, POINTS
from reader.hebrew.patterns import lazy

_LINE = lazy("[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = lazy("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN = lazy(f"[{POINTS}{INVISIBLE}]+")
_FIRST_WORD = lazy(r"\S+")
_BEGINS_ON = lazy(rf"[{INVISIBLE}]*[{LETTERS}A-Za-z0-9\"'״”“„(–-]")
_BULLET = lazy(
    rf"[{BIDI_CONTROLS}]*(?:[*•·●▪■◦‣►▶»]|[{HYPHENS}]+\s|\(?[0-9]{{1,2}}[.)]\s|\(?[{LETTERS}]{{1,2}}[.)]\s)"
)

_CLOSERS = "\"'״׳”’“»)]" + BIDI_CONTROLS
_BRACKET_AT_END = lazy(r"(?<=\S)\s+\([^()]{1,100}\)\s*$")
_SPELT = lazy(r"(?:^|[\s(\"])(?:[^\s.]{1,4}\.){2,}$")  # סי.אי.איי. and ש.ב.כ. end no sentence
_ENDED_INSIDE = lazy(r"[^\s.]{2}[.!?][\"״”)]*\s+\S")
_GOES_ON = lazy(
    r"(?:,|(?:^|\s)[ושה]?(?:את|של|על|עם|כי|אל|לא|או|אם|בין|לבין|כדי|אשר|אך|אלא"
    r"|בגלל|לפי|מול|נגד|אחרי|לפני|תחת|כמו|בשל|למרות|עד))$"
)

_HYPHENATED = lazy(r"\w[-\u05be]$")

_NARROWEST, _WIDEST = 30, 130  # code points in a line of a wrapped text
_HEAD = 4  # lines
_MOST_TRIED = 12  # widths
_FULL_SHARE = 0.8
_LONG = 80
_HALF = 60
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown: spans of the text that it was taken from, joined by a blank or by nothing.

    Attributes:
        text: the line's words.
        spans: where its parts stand in the source text; blanks at their edges are left out.
        joints: what joins each part to the next: a blank, or nothing after a hyphen.
        parted: whether an empty line stands before it.
        indented: whether blanks stand before its first word.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    joints: tuple[str, ...] = ()
    parted: bool = False
    indented: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that hold anything, without white space at their edges. Nothing is joined yet."""
    lines: list[Line] = []
    last = 0
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if not _UNSEEN.sub("", words).strip():
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        parted = bool(lines) and len(_BREAK.findall(text, last, found.start())) > 1
        span = (start, start + len(words))
        lines.append(Line(words, (span,), (), parted, start > found.start()))
        last = found.end()
    return lines


def is_ended(line: str) -> bool:
    """Whether a sentence ends at the end of `line`; ``סי.אי.איי.`` ends none."""
    bare = line.rstrip(_CLOSERS)
    return bare[-1:] in {".", "!", "?", "…", ":"} and not _is_spelt(bare)


def has_full_stop(line: str) -> bool:
    """Whether `line` ends in a full stop, as a paragraph does and a title does not."""
    bare = _BRACKET_AT_END.sub("", line[-160:]).rstrip(_CLOSERS)  # … בחודש. (דנה לוי)
    return bare.endswith(".") and not bare.endswith("..") and not _is_spelt(bare)


def is_bullet(line: str) -> bool:
    """Whether `line` begins with the sign or number of a list."""
    return _BULLET.match(line) is not None


def sentences_before_end(line: str, most: int = 3) -> int:
    """How many sentences end inside `line`, before its last one; `most` are counted."""
    count = 0
    for count, _ in enumerate(_ENDED_INSIDE.finditer(line), start=1):
        if count == most:
            break
    return count


def _is_spelt(bare: str) -> bool:
    return _SPELT.search(bare[-24:]) is not None


def unwrap(
    lines: Sequence[Line], starts_block: Callable[[str], bool], stands_alone: Callable[[str], bool]
) -> list[Line]:
    """`lines` with those joined that a wrap had cut.

    Args:
        lines: a text's lines, in order.
        starts_block: what is not joined with the line before: labels, captions.
        stands_alone: what is not joined with the line after either: a label without titles.
    """
    width = _width_of(lines)
    ignore_indent = sum(line.indented for line in lines) * 2 > len(lines)
    # Verses end in commas too; only where a line is a paragraph does one that stops short show a cut.
    lengths = [_seen(line.text) for line in lines]
    prose = 2 * sum(length for length in lengths if length >= _LONG) >= sum(lengths)
    groups: list[list[Line]] = []
    body = False  # a paragraph was seen
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        indented = line.indented and width and not ignore_indent
        again = line.text == lines[0].text  # the headline once more, at the end
        if before is None or line.parted or indented or again or _stands_apart(line.text, starts_block):
            cut = False
        elif width and not stands_alone(groups[-1][0].text):
            following = lines[index + 1] if index + 1 < len(lines) else None
            cut = _is_full(before.text, line.text, width) and (
                index > 1 or _ends_headline(line, following, width)
            )
        else:
            cut = body and prose and _stops_short(before.text, line.text)
            cut = cut and not starts_block(groups[-1][0].text)
        if cut:
            groups[-1].append(line)
        else:
            groups.append([line])
        body = body or has_full_stop(line.text)
    return [_joined(group) for group in groups]


def _stands_apart(line: str, starts_block: Callable[[str], bool]) -> bool:
    """Whether `line` cannot go on with the sentence of the line above."""
    return is_bullet(line) or not _BEGINS_ON.match(line) or starts_block(line)


def _width_of(lines: Sequence[Line]) -> int:
    """The width that the text was wrapped at, in code points that are seen; 0 for a text that was not wrapped."""
    pairs = [
        (first.text, second.text)
        for first, second in pairwise(lines)
        if not second.parted and not is_bullet(second.text)
    ]
    open_pairs = [pair for pair in pairs if not is_ended(pair[0])]
    if len(open_pairs) < 3 or len(open_pairs) < 0.35 * len(pairs):
        return 0
    head = {line.text for line in lines[:_HEAD]}
    needed = [(_needed(first, second), first in head) for first, second in open_pairs]
    lengths = Counter(_seen(line.text) for line in lines)
    longer = 0
    # A headline that was not wrapped may be longer than the lines that were.
    for width in sorted(lengths, reverse=True)[:_MOST_TRIED]:
        if longer > 2 + len(lines) // 40:
            break
        longer += lengths[width]
        if _NARROWEST <= width <= _WIDEST:
            full = sum(length > width for length, _ in needed)
            # Headline and subheadline end without being full, and weigh much in a short text.
            head_only = sum(in_head and length <= width for length, in_head in needed)
            if full >= 3 and full >= _FULL_SHARE * (len(needed) - head_only):
                return width
    return 0


def _seen(line: str) -> int:
    return len(_UNSEEN.sub("", line))


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted into `line`."""
    return _needed(line, following) > width


def _needed(line: str, following: str) -> int:
    """How wide `line` would be with the next line's first word."""
    word = _FIRST_WORD.match(_UNSEEN.sub("", following[:_WIDEST]))
    return _seen(line) + 1 + (word.end() if word else 1)


def _ends_headline(line: Line, following: Line | None, width: int) -> bool:
    """Whether the second line may be the rest of the headline: it is not full, or is followed by an empty line."""
    return following is None or following.parted or not _is_full(line.text, following.text, width)


def _stops_short(line: str, following: str) -> bool:
    """Whether `line`, in a text that is not wrapped, stops in mid-sentence and `following` goes on with it."""
    if is_ended(line) or not is_ended(following):
        return False
    if len(line) >= _HALF and _ENDED_INSIDE.search(line):
        return True
    return len(line) >= _SHORT and _GOES_ON.search(line[-12:]) is not None


def _joined(lines: list[Line]) -> Line:
    """The lines as one: ``הישראלי-`` and ``פלסטיני`` without a blank, all others with one."""
    if len(lines) == 1:
        return lines[0]
    joints = tuple("" if _HYPHENATED.search(line.text[-2:]) else " " for line in lines[:-1])
    words = "".join(line.text + joint for line, joint in zip(lines, (*joints, ""), strict=True))
    spans = tuple(span for line in lines for span in line.spans)
    return Line(words, spans, joints, lines[0].parted, lines[0].indented)
