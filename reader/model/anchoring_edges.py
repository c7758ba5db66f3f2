"""The ends of a found passage: the marks before its first letter and after its last, which have no letters."""

from __future__ import annotations

import unicodedata

from reader.hebrew.folding import fold_text
from reader.hebrew.letters import letters_of

_STOPS = ".,;:!?"
_QUOTES = "\"'"
_FAR = 8  # code points of blanks, points and bidi marks that may stand between a letter and its mark


def widened(text: str, start: int, end: int, exact: str) -> tuple[int, int]:
    """``text[start:end]``, from the first letter of the passage `exact` to its last, with the passage's marks.

    Where `exact` was ``"שלום!"``, the quotation marks and the ``!`` are taken in if marks of their kind are
    there. The points of the last letter always belong to it.
    """
    lead = next((at for at, character in enumerate(exact) if letters_of(character)), 0)
    if start >= lead and text.startswith(exact, start - lead):
        return start - lead, start - lead + len(exact)
    tail = next((at for at, character in enumerate(reversed(exact)) if letters_of(character)), 0)
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    start -= _reach(text[max(0, start - _FAR) : start][::-1], exact[:lead][::-1])
    end += _reach(text[end : end + _FAR], exact[len(exact) - tail :])
    return start, end


def joined(text: str, at: int) -> bool:
    """Whether the characters before and after `at` are letters of one word."""
    return 0 < at < len(text) and bool(letters_of(text[at - 1])) and bool(letters_of(text[at]))


def _reach(there: str, marks: str) -> int:
    """How much of `there`, going away from the passage, is the like of `marks`."""
    wanted = [kind for kind in map(_kind, marks) if kind]
    reached = 0
    for at, character in enumerate(there):
        kind = _kind(character)
        if kind and reached and there[at - 1 : at + 1] == "''":
            reached = at + 1  # the second half of gershayim written as two
        elif kind and wanted and kind == wanted[0]:
            wanted.pop(0)
            reached = at + 1
        elif kind or letters_of(character):
            break
    return reached


def _kind(character: str) -> str:
    """What `character` is a mark of; the empty string for blanks, hyphens, points and letters."""
    folded = fold_text(character).strip()
    if folded in _STOPS:
        return folded and "stop"
    if folded in _QUOTES:
        return "quote"
    return "" if letters_of(character) else folded
