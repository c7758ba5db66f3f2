"""Mending Hebrew that was stored in visual order, the way it looks from left to right, as old files may be."""

from __future__ import annotations

from reader.hebrew.chars import FINALS
from reader.hebrew.patterns import lazy

_LETTER = "[א-ת]"
_FINAL_FIRST = lazy(f"(?<!{_LETTER})[{FINALS}](?={_LETTER})")
_FINAL_LAST = lazy(f"(?<={_LETTER})[{FINALS}](?!{_LETTER})")
_HEBREW = lazy(_LETTER)
_LEFT_TO_RIGHT = lazy(
    r"[A-Za-z][A-Za-z0-9]*(?:[ .,:/\-'&+@]+[A-Za-z0-9]+)*"
    r"|[$€£₪]?[0-9]+(?:[.,:/\-][0-9]+)*%?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LINE = lazy(r"[^\r\n]+")


def is_visual(text: str) -> bool:
    """Whether the Hebrew of `text` stands in visual order: final letters begin its words and do not end them."""
    first = len(_FINAL_FIRST.findall(text))
    return first >= 2 and first > 4 * len(_FINAL_LAST.findall(text))


def to_logical(text: str) -> str:
    """`text`, stored in visual order, in the order in which it is read; numbers and Latin words keep theirs."""
    return _LINE.sub(lambda line: _line(line[0]), text)


def _line(line: str) -> str:
    if not _HEBREW.search(line):
        return line
    pieces: list[str] = []
    at = 0
    for run in _LEFT_TO_RIGHT.finditer(line):
        pieces += (_turned(line[at : run.start()]), run[0])
        at = run.end()
    pieces.append(_turned(line[at:]))
    return "".join(reversed(pieces))


def _turned(piece: str) -> str:
    return piece[::-1].translate(_MIRRORED)
