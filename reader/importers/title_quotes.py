"""What each quotation mark of a line of joined titles is: gershayim, opening, closing, or a slip of the pen.

One mark alone often does not tell: in ``ומתן"ב"הארץ": …`` the first closes, since the second opens after a prefix
letter; in ``עם ארה"ב"השעון`` it is gershayim. So each reading of each mark has a cost and the cheapest reading
of the whole line is taken (Viterbi), in one pass from left to right. Where the marks are balanced, that is what
the plain rules say; where one is missing, the line is not read as one long quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice

from reader.hebrew.acronyms import is_acronym
from reader.hebrew.chars import FINALS, GERESH, GERSHAYIM_PATTERN, HYPHENS, INVISIBLE, LETTERS, POINTS
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix


class Role(IntEnum):
    """What a mark is."""

    GERSHAYIM = 0
    OPENS = 1
    CLOSES = 2
    STRAY = 3


@dataclass(slots=True)
class Mark:
    """One mark, ``text[start:end]`` (a doubled geresh is one), with the letters on both sides of it.

    Attributes:
        left: the bare letters before it, back to the word's start or the mark before.
        right: the bare letters after it, up to the word's end or the next mark.
        before: the visible character before it, empty at the line's start.
        after: the visible character after it, empty at the line's end.
        fresh: whether `left` begins a word: neither a mark nor a hyphen stands before it.
        joined: whether `left` begins at the mark before, in the same word.
        another: whether one more mark follows `right` in the same word.
        beyond: the bare letters after that mark, empty where there is none.
        depth: how many quotations are open after it.
    """

    start: int
    end: int
    left: str
    right: str
    before: str
    after: str
    fresh: bool
    joined: bool
    another: bool
    beyond: str = ""
    role: Role = Role.STRAY
    depth: int = 0


_MARK = lazy(GERSHAYIM_PATTERN)
_INVISIBLE = lazy(f"[{POINTS}{INVISIBLE}]+")
_REACH = 48  # no Hebrew word is longer, and a line of nothing but letters must not cost its square
_LEFTWARD = lazy(f"[{LETTERS}{POINTS}{INVISIBLE}{GERESH}]*")
_RIGHTWARD = lazy(f"[{LETTERS}{POINTS}{INVISIBLE}]*(?:[{GERESH}][{LETTERS}][{LETTERS}{POINTS}{INVISIBLE}]*)*")
_GLUED_FINAL = lazy(f"[{FINALS}](?=[{LETTERS}])")
_HYPHEN = lazy(f"[{HYPHENS}]")

# What a reading costs. The plain rules cost little; what breaks them costs more than any balanced line.
_STRAY = 5.0
_UNCLOSED = 8.0
_NESTED = 4.0
_BOUNDARY_BEFORE = 3.0  # a title without any end before a quotation: השיחות"צעד קשה": …
_BOUNDARY_AFTER = 2.0
_SLOPPY = 4.0  # a blank on the wrong side
_GLUED_INSIDE = 3.0  # a final letter glued to the next word shows a boundary, and none is inside a quotation
_DEEPEST = 2
_MOST = 4_000

State = tuple[int, Role]


def read_marks(text: str, ends: Sequence[int] = ()) -> list[Mark]:
    """Every quotation mark of `text`, in order, with its role; none where there are too many to be titles.

    `ends` are offsets, ascending, at which a title is known to end: no word goes over them.
    """
    marks = list(islice(_marks(text, ends), _MOST + 1))
    if len(marks) > _MOST:
        return []
    if marks:
        _decide(marks, text)
    return marks


def _marks(text: str, ends: Sequence[int]) -> Iterator[Mark]:
    floor = after_mark = 0
    for found in _MARK.finditer(text):
        start, end = found.span()
        known = bisect_right(ends, start) - 1
        floor = max(after_mark, ends[known] if known >= 0 else 0)
        backwards = text[max(floor, start - _REACH) : start][::-1]
        left = _bare(_matched(_LEFTWARD, backwards)[::-1])
        first = start - len(_matched(_LEFTWARD, backwards))
        ahead = _matched(_RIGHTWARD, text[end : end + _REACH])
        following = text[end + len(ahead) : end + len(ahead) + 2]
        if glued := [final.end() for final in _GLUED_FINAL.finditer(left)]:
            left = left[glued[-1] :]
        right = _bare(ahead)
        cut = _GLUED_FINAL.search(right)
        another = _MARK.match(following) if right and not cut else None
        beyond = ""
        if another:
            second = end + len(ahead) + another.end()
            beyond = _bare(_matched(_RIGHTWARD, text[second : second + _REACH]))
        yield Mark(
            start,
            end,
            left,
            right[: cut.end()] if cut else right,
            _visible(backwards) or (text[floor - 1] if floor and floor == start else ""),
            _visible(text[end : end + _REACH]),
            fresh=first == 0 or bool(glued) or not _HYPHEN.match(text[first - 1]),
            joined=first == after_mark > 0,
            another=another is not None,
            beyond=beyond,
        )
        after_mark = end


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _bare(letters: str) -> str:
    return _INVISIBLE.sub("", letters)


def _visible(text: str) -> str:
    """The first character of `text` that has a shape."""
    for character in text:
        if not _INVISIBLE.match(character):
            return character
    return ""


def _decide(marks: list[Mark], text: str) -> None:
    """Give every mark the role that it has in the cheapest reading of the line."""
    costs: dict[State, float] = {(0, Role.STRAY): 0.0}
    steps: list[dict[State, State]] = []
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start if index + 1 < len(marks) else len(text)
        glued = _GLUED_INSIDE * min(2, len(_GLUED_FINAL.findall(text, mark.end, stop)))
        best: dict[State, float] = {}
        step: dict[State, State] = {}
        for (depth, last), cost in costs.items():
            for role, deeper, more in _readings(mark, depth, last):
                state = (deeper, role)
                total = cost + more + (glued if deeper else 0.0)
                if total < best.get(state, float("inf")):
                    best[state], step[state] = total, (depth, last)
        costs = best
        steps.append(step)
    state = min(costs, key=lambda end: costs[end] + _UNCLOSED * end[0])
    for mark, step in zip(reversed(marks), reversed(steps), strict=True):
        mark.depth, mark.role = state
        state = step[state]


def _readings(mark: Mark, depth: int, last: Role) -> Iterator[tuple[Role, int, float]]:
    """Each role that `mark` may have at `depth`, the depth after it, and what that reading costs."""
    # Two acronyms in one word have two letters at least between their marks.
    crowded = last is Role.GERSHAYIM and mark.joined and len(mark.left) < 2
    if not crowded and (gershayim := _as_gershayim(mark, depth)) is not None:
        yield Role.GERSHAYIM, depth, gershayim
    if mark.after and depth < _DEEPEST:
        opening = _as_opening(mark, depth, last)
        if opening is not None:
            yield Role.OPENS, depth + 1, opening + _NESTED * depth
    if depth and mark.before:
        yield Role.CLOSES, depth - 1, _as_closing(mark, depth)
    inches = mark.before.isdigit() and not mark.after.isalnum()  # 42" is no quotation
    yield Role.STRAY, depth, 1.0 if inches and not depth else _STRAY


def _as_gershayim(mark: Mark, depth: int) -> float | None:
    if not (mark.left and mark.right and (mark.before.isalpha() or mark.before in GERESH)):
        return None
    if mark.left[-1] in FINALS:
        return None  # ומתן"צה is no ומתנ"צ
    kind = _acronym_kind(mark.left, mark.right)
    if kind == 0:
        return 0.0
    if not depth and (glued := _as_one_of_two(mark)) is not None:
        return glued
    if not depth and (kind == 1 or is_known_glued(mark.left, mark.right)):
        return 1.5
    if len(mark.right) == 1:
        return 2.0 if mark.another else 1.0
    return 3.5 if mark.another else 5.0


def _as_one_of_two(mark: Mark) -> float | None:
    """The cost of an acronym that is glued to another one in the same word: ``צה"לארה"ב``."""
    if mark.joined and is_known_glued(mark.left, mark.right):
        return 0.2
    if not mark.another or not mark.beyond:
        return None
    split = between_acronyms(mark.left, mark.right, mark.beyond)
    first = is_acronym(f'{mark.left}"{mark.right[:split]}')
    second = is_acronym(f'{mark.right[split:]}"{mark.beyond}')
    return {2: 0.2, 1: 1.0}.get(first + second)


@lru_cache(maxsize=4096)
def is_known_glued(left: str, right: str) -> bool:
    """Whether the letters before a mark end in those of a known acronym."""
    return any(is_acronym(f'{left[start:]}"{right}') for start in range(1, len(left)))


@lru_cache(maxsize=4096)
def between_acronyms(left: str, between: str, right: str) -> int:
    """How many of the letters between two acronyms' marks are the first one's: one, where no list knows more."""
    counts = range(1, len(between))
    known = [count for count in counts if is_acronym(f'{left}"{between[:count]}')]
    second = [count for count in counts if is_acronym(f'{between[count:]}"{right}')]
    both = [count for count in known if count in second]
    return (both or ([1] if 1 in second else known) or [1])[0]


def _as_opening(mark: Mark, depth: int, last: Role) -> float | None:
    if mark.after.isspace():
        return _SLOPPY + (0.0 if not mark.before or mark.before.isspace() else _STRAY)
    if not mark.before or mark.before.isspace():
        return 0.0
    if mark.left and mark.fresh and is_prefix(mark.left) and mark.before == mark.left[-1]:
        return _NESTED if last is Role.GERSHAYIM and mark.joined else 0.0  # ב"הארץ"
    if mark.before.isalnum() or mark.before in GERESH:
        return None if depth else _BOUNDARY_BEFORE
    if mark.before in "?!)%":
        return 0.5
    if _MARK.match(mark.before):
        return 0.0 if last is Role.CLOSES else _STRAY
    return 0.5 if mark.before in ".,;" else 0.0


def _as_closing(mark: Mark, depth: int) -> float:
    cost = _SLOPPY if mark.before.isspace() else 0.0
    if mark.after.isalnum():
        cost += _BOUNDARY_AFTER if depth == 1 else _NESTED
    return cost


@lru_cache(maxsize=4096)
def _acronym_kind(left: str, right: str) -> int:
    """0 for a known acronym, 1 for one that is glued to other letters, 2 for none that is known."""
    if is_acronym(f'{left}"{right}'):
        return 0
    return 1 if acronym_edges(left, right) != (0, len(right)) else 2


@lru_cache(maxsize=4096)
def acronym_edges(left: str, right: str) -> tuple[int, int]:
    """Where a known acronym begins in `left` and ends in `right`, the letters on both sides of its mark.

    The whole of both where it is not glued to anything, or where that is not certain: ``ארה"בהשעון`` answers
    ``(0, 1)``, ``השיחותארה"ב`` answers ``(6, 1)``.
    """
    whole = (0, len(right))
    if is_acronym(f'{left}"{right}'):
        return whole
    if len(right) > 3 and is_acronym(f'{left}"{right[0]}') and not right[1:].startswith(_ENDINGS):
        return 0, 1  # not המנכ"ליתמי: that may be the המנכ"לית as well
    starts = [start for start in range(1, len(left)) if is_acronym(f'{left[start:]}"{right}')]
    # בצה"ל glued to השיחות may be השיחותב and צה"ל as well: then nothing is certain.
    return (starts[0], len(right)) if len(starts) == 1 and 4 <= starts[0] < len(left) - 1 else whole


_ENDINGS = ("ית", "ים", "ות", "יות", "ניק")
