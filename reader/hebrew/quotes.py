"""Which quotation marks belong together.

Keyboards have one straight mark, and Hebrew text uses the curly ones in both directions („…” “…” ”…“), so what
a mark does is read from what stands beside it, and the shape counts only where that says nothing. Gershayim
inside words are no quotation marks, a paragraph's end ends every quotation, and a mark without a partner
gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from reader.hebrew.acronyms import gershayim_at, takes_final_geresh
from reader.hebrew.chars import GERESH, GUILLEMETS, HYPHENS, INVISIBLE, LETTERS, LINE_ENDS, POINTS, QUOTES
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix


@dataclass(frozen=True, slots=True)
class QuotePair:
    """Two marks that belong together, by the offsets where they begin; a doubled geresh ('') is two wide."""

    open: int
    close: int
    open_width: int = 1
    close_width: int = 1

    @property
    def inside(self) -> tuple[int, int]:
        """The span between the marks."""
        return self.open + self.open_width, self.close

    @property
    def outside(self) -> tuple[int, int]:
        """The span with both marks."""
        return self.open, self.close + self.close_width


class _Family(Enum):
    """Marks close what their own kind opened: « never ", and ' never "."""

    DOUBLE = 1
    GUILLEMET = 2
    SINGLE = 3


class _Does(Enum):
    OPENS = 1
    CLOSES = 2
    EITHER = 3  # closes where a quotation is open, opens one where none is
    CLOSES_ONLY_IF_OPEN = 4  # glued between letters: never opens
    NOTHING = 5


@dataclass(frozen=True, slots=True)
class _Open:
    offset: int
    width: int
    family: _Family
    reach: int  # the last offset at which it may be closed


_MARK = lazy(f"[{LINE_ENDS}]|[{GERESH}]{{2}}|[{QUOTES}{GERESH}]")
_SINGLE_BEFORE_WORD = lazy(rf"[{GERESH}](?=[{INVISIBLE}]*\w)")
_LINE_END = lazy(f"[{LINE_ENDS}]")
_SOMETHING = lazy(r"[^\W_]")
_IN_WORD = f"[{LETTERS}{POINTS}{INVISIBLE}]"
_WORD_BEFORE = lazy(f"(?:{_IN_WORD}|[{GERESH}](?={_IN_WORD}))+")  # read backwards
_WORD_OR_ACRONYM_BEFORE = lazy(f"(?:{_IN_WORD}|[{GERESH}{QUOTES}](?={_IN_WORD}))+")
_IGNORED = lazy(f"[{POINTS}{INVISIBLE}]+")
_IS_HYPHEN = lazy(f"[{HYPHENS}]")

_ALL_MARKS = frozenset(QUOTES + GERESH)
_STOPS = ".,;:!?)]}…"
_OPENING_BRACKETS = "([{/"
_WORDLIKE_STACKS = frozenset(
    ("של", "מה", "בה", "לה", "כל", "שב", "ושל", "ומה", "ובה", "ולה", "וכל", "ושב", "שלה", "שבה", "שמה")
)
_LOW = "„‟‚"
_PREFIXED_SINGLE_REACH = 40  # a name after its prefix, ב'ידיעות אחרונות', not the rest of the paragraph
_WORD_REACH = 16
_MARKS_REACH = 8  # marks and invisible characters in a row that are looked through
_DEEPEST = 16


def pair_quotes(text: str) -> list[QuotePair]:
    """The pairs of quotation marks in `text`, by the order of their opening marks; inner ones stand inside outer.

    Straight, curly and low marks, Hebrew gershayim used as marks, a doubled geresh, guillemets, and single
    marks round words where they are clearly that (not the geresh of ג'ון or פרופ'). Nothing is paired over a
    line's end or round white space alone.
    """
    pairs: list[QuotePair] = []
    stack: list[_Open] = []
    opened_at = -1  # the end of the last opening mark: directly after it, a mark stands as after a blank
    for match in _MARK.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark in LINE_ENDS:
            stack.clear()
            continue
        family = _family(mark)
        does, reach = _judge(text, start, end, family, opened_at)
        if does is not _Does.OPENS and does is not _Does.NOTHING:
            found = _close(stack, family, start)
            if found is not None:
                if _SOMETHING.search(text, found.offset + found.width, start):
                    pairs.append(QuotePair(found.offset, start, found.width, end - start))
                continue
            if does is not _Does.EITHER:
                continue
        if does is not _Does.NOTHING:
            del stack[: max(0, len(stack) - _DEEPEST)]  # a line of a million marks that open is no text
            stack.append(_Open(start, end - start, family, reach))
            opened_at = end
    pairs.sort(key=lambda pair: pair.open)
    return pairs


def single_quote_offsets(text: str) -> frozenset[int]:
    """The offsets of all single marks in `text` that are paired quotation marks and therefore no geresh.

    Only lines that hold a mark before a word that could open are looked at: most texts have none.
    """
    offsets: set[int] = set()
    done = 0
    for match in _SINGLE_BEFORE_WORD.finditer(text):
        at = match.start()
        if at < done or not _may_open_single(text, at):
            continue
        start = max(text.rfind("\n", done, at) + 1, done)
        line_end = _LINE_END.search(text, at)
        done = line_end.start() if line_end else len(text)
        for pair in pair_quotes(text[start:done]):
            if text[start + pair.open] in GERESH and pair.open_width == pair.close_width == 1:
                offsets.update((start + pair.open, start + pair.close))
    return frozenset(offsets)


def _close(stack: list[_Open], family: _Family, at: int) -> _Open | None:
    """Take the innermost open quotation of that family off the stack, with whatever was left open inside it."""
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].family is family and stack[index].reach >= at:
            found = stack[index]
            del stack[index:]
            return found
    return None


def _family(mark: str) -> _Family:
    if mark in GUILLEMETS:
        return _Family.GUILLEMET
    return _Family.SINGLE if len(mark) == 1 and mark in GERESH else _Family.DOUBLE


def _judge(text: str, start: int, end: int, family: _Family, opened_at: int) -> tuple[_Does, int]:
    """What the mark at ``[start, end)`` does, and up to where it may be closed if it opens."""
    if family is _Family.SINGLE:
        return _judge_single(text, start, opened_at)
    if family is _Family.DOUBLE and gershayim_at(text, start):
        return _Does.NOTHING, 0
    return _judge_double(text, start, end, opened_at), len(text)


def _judge_double(text: str, start: int, end: int, opened_at: int) -> _Does:
    before = " " if start == opened_at else _neighbour(text, start - 1, -1)
    after = _neighbour(text, end, 1)
    if text[start] in _LOW and not after.isspace():
        return _Does.OPENS
    if before.isspace() or before in _OPENING_BRACKETS:
        if after.isspace():
            return _Does.EITHER
        closes = after in _STOPS and not text.startswith(("..", "…"), end)
        return _Does.EITHER if closes else _Does.OPENS
    if after.isspace() or after in _STOPS or _IS_HYPHEN.match(after):
        return _Does.CLOSES
    if before == ":" or _IS_HYPHEN.match(before):
        return _Does.OPENS
    if before.isalnum() and after.isalnum():
        word = _word_before(text, start)
        if is_prefix(word):
            return _Does.EITHER if word in _WORDLIKE_STACKS else _Does.OPENS
        return _Does.CLOSES_ONLY_IF_OPEN
    return _Does.EITHER


def _judge_single(text: str, start: int, opened_at: int) -> tuple[_Does, int]:
    before = " " if start == opened_at else _neighbour(text, start - 1, -1)
    after = _neighbour(text, start + 1, 1)
    if after.isalnum():
        if not before.isalnum():
            opens = (
                before.isspace() or before in _OPENING_BRACKETS or before == ":" or _IS_HYPHEN.match(before)
            )
            return (_Does.OPENS, len(text)) if opens else (_Does.NOTHING, 0)
        prefixed = _may_open_single(text, start)
        return (_Does.OPENS, start + _PREFIXED_SINGLE_REACH) if prefixed else (_Does.NOTHING, 0)
    if before.isspace():
        return _Does.NOTHING, 0
    word = _word_before(text, start, _WORD_OR_ACRONYM_BEFORE)  # 'ארה"ב' ends with no single letter
    letter_in_marks = len(word) == 1 and start - 1 == opened_at  # 'א'
    return (_Does.NOTHING if takes_final_geresh(word) and not letter_in_marks else _Does.CLOSES), 0


def _may_open_single(text: str, at: int) -> bool:
    """Whether the single mark before a word could open: not the geresh of ג'ון, perhaps that of ל'אקווילה."""
    if not _neighbour(text, at - 1, -1).isalnum():
        return True
    return is_prefix(_word_before(text, at))


def _neighbour(text: str, at: int, step: int) -> str:
    """The next character that can be seen, a blank at the text's ends; other marks are stepped over forwards."""
    for place in range(at, at + step * _MARKS_REACH, step):
        if not 0 <= place < len(text):
            break
        character = text[place]
        if not _IGNORED.match(character) and not (step > 0 and character in _ALL_MARKS):
            return character
    return " "


def _word_before(text: str, at: int, pattern: re.Pattern[str] = _WORD_BEFORE) -> str:
    """The bare letters of the word that ends at `at`; cut where it is longer than any stack of prefixes."""
    found = pattern.match(text[max(0, at - _WORD_REACH) : at][::-1])
    return _IGNORED.sub("", found[0][::-1]) if found else ""
