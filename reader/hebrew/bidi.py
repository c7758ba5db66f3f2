"""Direction: which way a line runs, and how it looks where the screen does not know.

Qt and most terminals order the lines themselves; `visual` is for terminals that do not, and never for Qt.
"""

from __future__ import annotations

import re
from typing import Literal

from bidi import get_display  # type: ignore[import-untyped]
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

from reader.hebrew.chars import BIDI_CONTROLS, LETTERS, LINE_ENDS, POINTS
from reader.hebrew.patterns import lazy

Direction = Literal["rtl", "ltr"]

_CONTROLS = dict.fromkeys(map(ord, BIDI_CONTROLS))
_LINE = lazy(f"([^{LINE_ENDS}]+)")
_ARABIC = "\u0600-\u07ff\u0860-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ADDRESS = lazy(r"//|@|www\.|[a-zA-Z0-9]\.[a-zA-Z]")
_WORD = lazy(rf"(?P<rtl>[{LETTERS}{_ARABIC}][{LETTERS}{POINTS}{_ARABIC}'\"׳״]*)|[^\W\d_{LETTERS}{_ARABIC}]+")
_SAMPLE = 20_000  # code points that are enough to tell the direction of the longest text

# In visual order a point stands before the Hebrew letter that it belongs to; terminals want it behind.
_ARABIC_POINTS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_EVERY_POINT = f"[{POINTS}{_ARABIC_POINTS}]"
_POINTS_BEFORE_LETTER = lazy(f"(?<!{_EVERY_POINT})({_EVERY_POINT}++)([{LETTERS}{_ARABIC}])")

# python-bidi turns no bracket round: (abc) among Hebrew comes out as )abc(. A combining mark (this one is in no
# text) goes with the bracket before it and comes out in front of it where it ran right to left.
_TELLTALE = "\U000e01ef"
_BRACKET = "[" + "".join(map(re.escape, MIRRORED)) + "]"
_BRACKETS = lazy(_BRACKET)
_TOLD = lazy(f"{_TELLTALE}({_BRACKET})|({_BRACKET}){_TELLTALE}")

# Emoji of several characters are one picture and may not be turned: each goes through as one neutral sign.
_PICTURES = lazy(r"[\U0001f1e6-\U0001f1ff]{2}|[^\s\w](?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d[^\s\w])+")
_NEUTRALS = [chr(code) for code in range(0x4DC0, 0x4E00)]
_SURROGATE = lazy("[\ud800-\udfff]")


def visual(line: str) -> str:
    """`line` in the order in which its characters stand on the screen from left to right, without bidi marks.

    Niqqud stays behind its letter. Each line of several is turned by itself.
    """
    return _LINE.sub(lambda match: _visual(match[0]), line)


def base_direction(text: str) -> Direction:
    """The direction in which `text` is laid out as a whole.

    The first strong letter is not asked, for ``CNN דיווחה`` is a Hebrew line and ``(Reuters) – ראש הממשלה`` is one.
    Words are counted: those with a capital (names, agencies, brands), addresses and numbers may stand in
    either language and say nothing beside the others. A text without letters is a Hebrew reader's: rtl.
    """
    rtl = ltr = other = 0
    for piece in text[:_SAMPLE].split():
        if _ADDRESS.search(piece):
            other += 1
            continue
        for match in _WORD.finditer(piece):
            if match["rtl"]:
                rtl += 1
            elif match[0] == match[0].lower():
                ltr += 1
            else:
                other += 1
    if rtl:
        return "rtl" if rtl >= ltr else "ltr"
    return "ltr" if ltr or other else "rtl"


def without_marks(text: str) -> str:
    """`text` without bidi controls: what the clipboard gets, in logical order as it is."""
    return text.translate(_CONTROLS)


def _visual(line: str) -> str:
    direction = "R" if base_direction(line) == "rtl" else "L"
    line = _SURROGATE.sub("\ufffd", line).replace(_TELLTALE, "")
    free = iter([sign for sign in _NEUTRALS if sign not in line])
    pictures: dict[str, str] = {}
    for picture in _PICTURES.findall(line):
        if picture not in pictures and (sign := next(free, "")):
            pictures[picture] = sign
            line = line.replace(picture, sign)
    turned: str = get_display(_BRACKETS.sub(rf"\g<0>{_TELLTALE}", line), base_dir=direction)
    turned = _TOLD.sub(lambda match: MIRRORED[match[1]] if match[1] else match[2], turned)
    for picture, sign in pictures.items():
        turned = turned.replace(sign, picture)
    return _POINTS_BEFORE_LETTER.sub(lambda match: match[2] + match[1][::-1], without_marks(turned))
