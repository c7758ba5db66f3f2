"""What a double click takes and what the arrow keys step over.

Only the text near the offset is looked at, so a click costs the same in a text of a million characters.
"""

from __future__ import annotations

from reader.hebrew.chars import INVISIBLE, LINE_ENDS
from reader.hebrew.patterns import lazy
from reader.hebrew.tokens import Token, TokenKind, tokenize

_REACH = 1000  # code points to either side; a line is longer than that only where it is a whole paragraph
_LINE_END = lazy(f"\r\n|[{LINE_ENDS}]")
_LINE_ENDS = frozenset(LINE_ENDS)


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The span that a double click on the character at `offset` takes, in code points.

    All of ``ארה"ב`` and ``בז'נבה``; of ``ל-7`` the part that was clicked; on a mark that mark, on a blank the run
    of blanks. At a line's or the text's end it is what stands before it, and in an empty line nothing.
    Offsets outside the text count as its nearest end.
    """
    offset = min(max(offset, 0), len(text))
    start, end = _surroundings(text, offset)
    if start == end:
        return offset, offset
    if offset == end:
        offset -= 1
    for token in _tokens(text, start, end):
        if token.start <= offset < token.end:
            return token.start, token.end
    return _blanks(text, offset, start, end)


def next_word(text: str, offset: int) -> int:
    """Where the next word after `offset` begins, else the line's end, and from there the next line's start.

    Marks are passed over. At the text's end it is the text's end.
    """
    offset = min(max(offset, 0), len(text))
    if line_end := _LINE_END.match(text, offset):
        return line_end.end()
    start, end = _surroundings(text, offset)
    for token in _tokens(text, start, end):
        if token.start > offset and token.kind is not TokenKind.MARK:
            return token.start
    return end


def previous_word(text: str, offset: int) -> int:
    """Where the word before `offset` begins, else the line's start, and from there the line's end before it.

    Inside a word it is that word's beginning. At the text's start it is 0.
    """
    offset = min(max(offset, 0), len(text))
    start, end = _surroundings(text, offset)
    if start == offset:
        return max(0, offset - (2 if text.endswith("\r\n", 0, offset) else 1))
    for token in reversed(_tokens(text, start, end)):
        if token.start < offset and token.kind is not TokenKind.MARK:
            return token.start
    return start


def _surroundings(text: str, offset: int) -> tuple[int, int]:
    """The line around `offset` without its end; of a very long one the part near by, cut between words."""
    start = offset
    lowest = max(0, offset - _REACH)
    while start > lowest and text[start - 1] not in _LINE_ENDS:
        start -= 1
    if start == lowest > 0 and text[start - 1] not in _LINE_ENDS:
        start = _between_words(text, start, offset)
    found = _LINE_END.search(text, offset, offset + _REACH)
    end = found.start() if found else min(len(text), offset + _REACH)
    if not found and end < len(text):
        blank = max(text.rfind(" ", offset + 1, end), text.rfind("\t", offset + 1, end))
        end = blank if blank > 0 else end
    return start, end


def _between_words(text: str, start: int, offset: int) -> int:
    """The first place after a blank in ``[start, offset)``, else `start`."""
    blank = text.find(" ", start, offset)
    return blank + 1 if blank >= 0 else start


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(start + token.start, start + token.end, token.text, token.kind)
        for token in tokenize(text[start:end])
    ]


def _blanks(text: str, offset: int, start: int, end: int) -> tuple[int, int]:
    """The run of blanks and invisible characters round `offset`."""
    first = last = offset
    while first > start and _is_blank(text[first - 1]):
        first -= 1
    while last < end and _is_blank(text[last]):
        last += 1
    return first, last


def _is_blank(character: str) -> bool:
    return character.isspace() or character in INVISIBLE
