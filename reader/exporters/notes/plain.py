"""Texts made fit for one line that others have written, or to be laid out by others."""

from __future__ import annotations

import re
import unicodedata

from reader.exporters.notes.record import whole
from reader.hebrew.chars import BIDI_CONTROLS

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI = re.compile(f"[{BIDI_CONTROLS}]")
_OPENS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_RLM = "\u200f"


def one_line(text: str) -> str:
    """`text` on one line, without control characters, its bidi marks closed where they were opened."""
    return closed(" ".join(_CONTROL.sub("", whole(text)).split()))


def visible(text: str) -> str:
    """`text` without control characters but for tabs and line ends."""
    return _CONTROL.sub("", whole(text))


def closed(text: str) -> str:
    r"""`text` with the bidi embeddings and isolates that it opens closed, and without closings of nothing.

    What stands after it must keep its own direction: a headline may end amid ``\\u202e``.
    """
    if not _BIDI.search(text):
        return text
    pending: list[str] = []
    kept = []
    for character in text:
        if character in _OPENS:
            pending.append(_OPENS[character])
        elif character in "\u202c\u2069":
            if not pending or pending[-1] != character:
                continue
            pending.pop()
        kept.append(character)
    return "".join(kept) + "".join(reversed(pending))


def is_seen(text: str) -> bool:
    """Whether there is anything to see in `text`: a tag of bidi marks alone is none."""
    return any(unicodedata.category(each)[0] not in "CZ" for each in whole(text))


def led_right(line: str, right_to_left: bool) -> str:
    """`line` so that a program that goes by the first letter lays it out in the article's direction.

    ``CNN דיווחה`` is a Hebrew line, but begins with a letter that runs from left to right.
    """
    if right_to_left:
        for character in line:
            direction = unicodedata.bidirectional(character)
            if direction in ("R", "AL"):
                break
            if direction == "L":
                return _RLM + line
    return line
