"""Parting link titles that were joined with nothing between them: ``…במשא ומתן"ארה"ב על שחרור…``.

The rules, all applied outside quotations only: a title ends after a closing quotation mark that is glued to a
letter, a digit or a Latin word; after ``?``, ``!``, ``)`` or ``%`` glued to a letter; after a final letter that is
followed by a letter; at a change of script, or from a letter to a digit, without hyphen or blank; between two
acronyms in one word. A colon ends nothing. What has no such sign stays whole: nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from reader.hebrew.chars import (
    BIDI_CONTROLS,
    FINALS,
    GERESH,
    GERSHAYIM_PATTERN,
    HYPHENS,
    INVISIBLE,
    LETTERS,
    POINTS,
)
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix
from reader.importers.title_quotes import Mark, Role, acronym_edges, between_acronyms, read_marks

URL = lazy(r"(?:https?://|www\.)[^\s<>\"|•]+")

_SEPARATOR = lazy(r"(?<!\s)(?:\s*+[|•·●▪■◦‣►▶]|\s++[»>](?=\s))\s*|\t+|\s{3,}")
_AFTER_TITLE = frozenset(BIDI_CONTROLS + ">»|•·")
_BLANK = f"{BIDI_CONTROLS}\\s"
_BULLET = lazy(
    rf"[{_BLANK}]*(?:(?:[*•·●▪■◦‣►▶»|,;>]|[{HYPHENS}](?=\s))[{_BLANK}]*|\(?[0-9]{{1,2}}[.)][{_BLANK}]+)*"
)

_TAIL = f"[{POINTS}{INVISIBLE}]*"
_SIGN = lazy(
    rf"(?P<final>[{FINALS}]{_TAIL})(?=[{LETTERS}])"
    rf"|(?P<stop>[?!]+|\)|%)(?=[{LETTERS}A-Za-z]|(?<=[?!)])[0-9])"
    rf"|(?P<hebrew>[{LETTERS}]{_TAIL})(?=[A-Za-z0-9])"
    rf"|(?P<foreign>[A-Za-z0-9])(?=[{LETTERS}])"
    r"|(?P<number>[0-9])(?=[A-Z][a-z]{3})"
)
_REACH = 48
_HEBREW_BEFORE = lazy(f"[{LETTERS}{POINTS}{INVISIBLE}]*")
_HEBREW_AFTER = lazy(f"[{LETTERS}{POINTS}{INVISIBLE}{GERESH}]+(?:{GERSHAYIM_PATTERN}[{LETTERS}]+)?")
_DROPPED = lazy(f"[{POINTS}{INVISIBLE}]+")
_SINGLE = lazy(f"(?<![{GERESH}])[{GERESH}](?![{GERESH}])")
_SOFT = frozenset("גזצץתטדחע")  # what geresh stands after inside a word: ג'ון, צ'ק
_PLURAL = frozenset(["ים", "ות", "ית"])  # DVDים
_UNITS = lazy(
    f"(?:ש|ק|מ|ס|סמ|קמ|מג|קו|מל|נ)(?:{GERSHAYIM_PATTERN})(?:ח|מ|ג|ר|ש|ל|ק|ט)(?![{LETTERS}])"
)  # 100ק"מ


def part_titles(line: str, *, separators: bool = True) -> list[tuple[int, int]]:
    """The titles in `line`, as spans of its code points, in order and without the blanks and bullets around.

    Separators (``|``, ``•``, tabs) part titles where there are any; else the rules above do. Where titles stand
    one a line, `separators` are parts of them (``דעה | נתניהו צריך ללכת``). Never raises, and takes time linear
    in the line's length.
    """
    ends = [found.span() for found in _SEPARATOR.finditer(line)] if separators else []
    if any(_is_between(line, *span) for span in ends):
        pieces = _around(ends, len(line))
    else:
        cuts = sorted({0, len(line), *_cuts(line)})
        pieces = list(pairwise(cuts))
    trimmed = (trim(line, start, end) for start, end in pieces)
    return [(start, end) for start, end in trimmed if start < end]


def trim(line: str, start: int, end: int) -> tuple[int, int]:
    """``line[start:end]`` without blanks and bidi marks at its edges, a bullet before it and arrows after it."""
    while end > start and (line[end - 1].isspace() or line[end - 1] in _AFTER_TITLE):
        end -= 1
    bullet = _BULLET.match(line, start, end)
    return (bullet.end() if bullet else start), end


def _is_between(line: str, start: int, end: int) -> bool:
    return bool(line[:start].strip()) and bool(line[end:].strip())


def _around(gaps: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for gap in gaps for edge in gap), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _cuts(line: str) -> Iterator[int]:
    """The offsets at which one title ends and the next begins."""
    singles = list(_single_quotations(line))
    closings = [end for _, end in singles if line[end : end + 1].isalnum()]
    marks = read_marks(line, closings)
    outside = _Outside(line, marks, singles)
    for index, mark in enumerate(marks):
        depth = marks[index - 1].depth if index else 0
        if mark.role is Role.CLOSES and mark.depth == 0:
            following = marks[index + 1] if index + 1 < len(marks) else None
            opens = following and following.start == mark.end and following.role is Role.OPENS
            if mark.after.isalnum() or opens:
                yield mark.end
        elif mark.role is Role.OPENS and depth == 0 and _begins_title(mark):
            yield mark.start
        elif mark.role is Role.GERSHAYIM and depth == 0:
            yield from _around_acronym(line, marks, index)
    yield from (closing for closing in closings if outside.at(closing))
    acronyms = {mark.end for mark in marks if mark.role is Role.GERSHAYIM}
    for sign in _SIGN.finditer(line):
        if outside.at(sign.end()) and _is_end(line, sign, acronyms):
            yield sign.end()


class _Outside:
    """Whether an offset is outside all quotations and addresses."""

    def __init__(self, line: str, marks: list[Mark], singles: list[tuple[int, int]]) -> None:
        self._ends = [mark.end for mark in marks]
        self._depths = [0, *(mark.depth for mark in marks)]
        addresses = [found.span() for found in URL.finditer(line)]
        self._closed = sorted(addresses + singles)

    def at(self, offset: int) -> bool:
        if self._depths[bisect_right(self._ends, offset)]:
            return False
        index = bisect_right(self._closed, (offset, 0)) - 1
        return index < 0 or offset >= self._closed[index][1]


def _single_quotations(line: str) -> Iterator[tuple[int, int]]:
    """Quotations in single marks, marks included: ``'לא נוותר'``; geresh (ג'ון, פרופ') is none."""
    opened = -1
    for mark in _SINGLE.finditer(line):
        start, end = mark.span()
        before, after = line[start - 1 : start], line[end : end + 1]
        if not before.isalnum():
            opened = start if after.isalnum() else -1
        elif opened >= 0 and not (after.isalnum() and before in _SOFT):
            yield opened, end
            opened = -1


def _begins_title(mark: Mark) -> bool:
    """Whether an opening mark is glued to the title before it: ``מי ינצח?"אין סיכוי"``, ``השיחות"צעד קשה"``."""
    if mark.before in {"?", "!", ")", "%"}:
        return True
    # After הבורסה may begin ה"תג מחיר" as well: a letter that can be attached leaves it open.
    return mark.before.isalnum() and not is_prefix(mark.before)


def _around_acronym(line: str, marks: list[Mark], index: int) -> Iterator[int]:
    """Where the letters around an acronym's mark belong to other titles: ``צה"לארה"ב``, ``ארה"בהשעון``."""
    mark = marks[index]
    following = marks[index + 1] if index + 1 < len(marks) else None
    if mark.another and following and following.role is Role.GERSHAYIM:
        yield _offset_of(line, mark.end, between_acronyms(mark.left, mark.right, following.right))
        return
    begin, end = acronym_edges(mark.left, mark.right)
    after_acronym = index > 0 and marks[index - 1].role is Role.GERSHAYIM and marks[index - 1].another
    if begin and not after_acronym:
        yield _offset_back(line, mark.start, len(mark.left) - begin)
    if end < len(mark.right):
        yield _offset_of(line, mark.end, end)


def _offset_of(line: str, start: int, letters: int) -> int:
    """The offset after so many letters from `start`, niqqud and bidi marks going with their letter."""
    while letters:
        letters -= not _DROPPED.match(line[start])
        start += 1
    while start < len(line) and _DROPPED.match(line[start]):
        start += 1
    return start


def _offset_back(line: str, end: int, letters: int) -> int:
    while letters:
        end -= 1
        letters -= not _DROPPED.match(line[end])
    return end


def _is_end(line: str, sign: re.Match[str], acronyms: set[int]) -> bool:
    """Whether a title ends at `sign`: not inside ``בCNN``, ``DVDים``, ``100ק"מ``, ``מורים(ות)ים``.

    `acronyms` are the ends of all gershayim: the ל of ``מפכ"לCNN`` is no attached letter.
    """
    end = sign.end()
    if sign["final"] or sign["number"]:
        return True
    if sign["stop"]:
        if sign["stop"] != ")":
            return sign["stop"] != "%" or end < 2 or line[end - 2].isdigit()
        opening = line.rfind("(", max(0, end - 6), end)
        return opening <= 0 or not line[opening - 1].isalpha()
    if sign["hebrew"]:
        before = _HEBREW_BEFORE.match(line[max(0, end - _REACH) : end][::-1])
        letters = before[0][::-1] if before else ""
        return end - len(letters) in acronyms or not is_prefix(_DROPPED.sub("", letters))
    after = _HEBREW_AFTER.match(line, end, end + _REACH)
    word = _DROPPED.sub("", after[0]) if after else ""
    if sign["foreign"].isdigit():
        return len(word) > 1 and not _UNITS.match(word)
    return len(word) > 1 and word not in _PLURAL
