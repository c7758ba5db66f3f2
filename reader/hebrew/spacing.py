"""Undoing a tokeniser's spacing: the text as it was written, with a map back to the text as it came.

Two ways of spacing are known. The *corpus* form put one blank before and one after every run of marks and
blanks (``נתניהו ,  ואבו``, ``על  " האומץ "  שהפגינו``), and left alone what stood between letters or digits
without a blank (``ארה"ב``, ``16:30``). Nothing is lost by that, so it is undone exactly. The *token* form put
one blank between all tokens (``ש " ח``, ``1 , 250``), which loses where blanks had been; it is undone by rule, in
`reader.hebrew.tokenised`.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder
from reader.hebrew.patterns import lazy
from reader.hebrew.tokenised import join_tokens

_MARKS = '.,:;!?"()'
_RUN = lazy(rf"(?<![ {_MARKS}\r\n])[ \r\n]*+[{_MARKS}][ {_MARKS}\r\n]*")
_RUN_OF_LINE = lazy(rf"(?<![ {_MARKS}]) *+[{_MARKS}][ {_MARKS}]*")
_LINE_END = lazy(r"(\r\n|\r|\n)")

# How marks stand between words in written Hebrew: closing marks, a blank, opening ones.
_WRITTEN = lazy(r'[.,:;!?)"]+ ["(]*| ["(]+')
_WRITTEN_AT_LINE_START = lazy(r'["(.]+ ?')
_WRITTEN_AT_LINE_END = lazy(r'[.,:;!?)"]+ ?')
_TOKENS = lazy(rf" ?[{_MARKS}]+(?: [{_MARKS}]+)* ?")

_EDGES = ("", "\r", "\n")
_SAMPLE = 150_000  # code points; a longer text is judged by three stretches of this length
_HEBREW = lazy("[א-ת]")
_OTHER_LETTER = lazy("[A-Za-z\u0400-\u04ff]")


class Spacing(StrEnum):
    """How the blanks of a text were set."""

    NATURAL = "natural"
    CORPUS = "corpus"
    TOKEN = "token"  # noqa: S105 - no secret, a way of setting blanks


class _Count:
    """How many runs of marks speak for which spacing."""

    __slots__ = ("corpus", "isolated", "marks", "natural", "odd", "strong", "token")

    def __init__(self) -> None:
        self.natural = self.corpus = self.token = self.odd = 0
        self.strong = 0  # corpus runs that no single blank could have made: `` ,  ``
        self.isolated = 0  # quotation marks and brackets alone between words: ``ש " ח``
        self.marks: set[str] = set()

    def add(self, run: str, before: str, after: str, times: int) -> None:
        """Judge a run that stands `times` times between the characters `before` and `after`, empty at an edge."""
        at_start, at_end = before in _EDGES, after in _EDGES
        glued = not (at_start or at_end) and before.isalnum() and after.isalnum()
        if " " not in run:
            if not glued:
                self.natural += times
            return
        lead, trail = run[0] == " ", run[-1] == " "
        padded = (lead or at_start) and (trail or at_end)
        if padded and _TOKENS.fullmatch(run):
            self.token += times
            self.isolated += times * (not (at_start or at_end) and any(mark in run for mark in '"()'))
        inner = run[lead : len(run) - trail]
        if padded and inner and _is_written(inner, at_start, at_end, glued):
            self.corpus += times
            self.strong += times * ("  " in run)
            self.marks.update(run)
        elif _is_written(run, at_start, at_end, glued):
            self.natural += times
        else:
            self.odd += times

    def verdict(self) -> Spacing:
        """Natural unless nearly everything speaks against it: natural text must never be changed."""
        total = self.natural + self.corpus + self.odd
        if total == 0:
            return Spacing.NATURAL
        # A form or a table with its colons set apart (``שם :  דני``) is not a corpus, hence a second mark.
        various = len(self.marks - {" ", ":"}) > 0
        if self.corpus >= 2 and self.strong and various and self.corpus >= 0.6 * total >= 2.4 * self.natural:
            return Spacing.CORPUS
        needed = 2 if self.isolated else 4
        if self.token >= max(needed, 0.9 * total) and self.natural <= 0.05 * total:
            return Spacing.TOKEN
        return Spacing.NATURAL


def spacing_of(text: str) -> Spacing:
    """How the blanks of `text` were set, judged over all of it.

    A few odd blanks (``שלום :``) in natural text do not make it tokenised.
    """
    count = _Count()
    sample = _sample(text)
    # Of the hundred runs of an article hardly a dozen differ: ``, `` between two letters is judged once.
    runs = Counter(_around(sample, *found.span()) for found in _RUN_OF_LINE.finditer(sample))
    for (run, before, after), times in runs.items():
        count.add(run, before, after, times)
    verdict = count.verdict()
    if verdict is Spacing.TOKEN and not _mostly_hebrew(sample):
        return Spacing.NATURAL  # program code is spaced like that too: ``if ( x == 1 ) {``
    return verdict


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The run ``text[start:end]``, and one character for all of the kind that stands on either side of it."""
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    return text[start:end], "א" if before.isalnum() else before, "א" if after.isalnum() else after


def undo_spacing(text: str, spacing: Spacing | None = None) -> tuple[str, OffsetMap]:
    """`text` in natural spacing, and the map from it to `text`.

    Args:
        text: the text as it came, with any line ends.
        spacing: how its blanks were set; by default it is judged by `spacing_of`.

    The corpus form is undone exactly, but for blanks at the edges of lines, which say nothing. Natural text
    comes back as it is.
    """
    form = spacing_of(text) if spacing is None else spacing
    if form is Spacing.CORPUS:
        return _undo_corpus(text)
    if form is Spacing.TOKEN:
        return join_tokens(text)
    return text, OffsetMap.identity(len(text))


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _mostly_hebrew(text: str) -> bool:
    return len(_HEBREW.findall(text)) >= 2 * len(_OTHER_LETTER.findall(text))


def _is_written(marks: str, at_start: bool, at_end: bool, glued: bool) -> bool:
    """Whether `marks`, blanks included, is how a writer sets them; `glued` between letters or digits."""
    if at_start:
        return bool(_WRITTEN_AT_LINE_START.fullmatch(marks)) or (at_end and "  " not in marks)
    if at_end:
        return bool(_WRITTEN_AT_LINE_END.fullmatch(marks))
    return bool(_WRITTEN.fullmatch(marks)) or (" " not in marks and not glued)


def _undo_corpus(text: str) -> tuple[str, OffsetMap]:
    pieces: list[str] = []
    builder = OffsetMapBuilder()
    at = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        for first, last in _padding(run[0], start == 0, end == len(text)):
            pieces.append(text[at : start + first])
            builder.copy(start + first - at)
            builder.skip(last - first)
            at = start + last
    pieces.append(text[at:])
    builder.copy(len(text) - at)
    return "".join(pieces), builder.build()


def _padding(run: str, at_start: bool, at_end: bool) -> list[tuple[int, int]]:
    """The blanks in `run` that the tokeniser put there, as spans inside it."""
    segments = _LINE_END.split(run)
    if len(segments) == 1:
        lead, trail = run[0] == " ", run[-1] == " " and len(run) > 1
        if (lead or at_start) and (trail or at_end):
            return [(0, 1)] * lead + [(len(run) - 1, len(run))] * trail
        return []
    return _padding_of_lines(segments, at_start, at_end)


def _padding_of_lines(segments: list[str], at_start: bool, at_end: bool) -> list[tuple[int, int]]:
    r"""The same for a run that goes over line ends; `segments` alternate with the line ends between them.

    Each line was spaced by itself (`` .  \n``), or two lines together were (`` .\n ``): then the second blank
    stands after the line end. An editor that trims lines may have taken either.
    """
    found: list[tuple[int, int]] = []
    offset = 0
    last = len(segments) - 1
    owed = False  # a blank before a mark was found, its fellow was not yet
    for index, segment in enumerate(segments):
        end = offset + len(segment)
        if index % 2:  # a line end
            offset = end
            continue
        marked = any(mark in segment for mark in _MARKS)
        lead, trail = segment[:1] == " ", segment[-1:] == " "
        if marked:
            if index == 0 and not (lead or at_start):
                offset = end  # a line in natural spacing
                continue
            if index == last and not (trail or at_end):
                offset = end
                continue
            found += [(offset, offset + 1)] * lead + [(end - 1, end)] * trail
            owed = not trail
        elif lead and ((index == 0 and _begins_with_mark(segments)) or (index == last and owed)):
            found.append((offset, offset + 1))
        offset = end
    return found


def _begins_with_mark(segments: list[str]) -> bool:
    r"""Whether the next line with anything in it begins with a mark: `` \n( בסרטון``."""
    following = next((segment for segment in segments[2::2] if segment), "")
    return following[:1] != " "
