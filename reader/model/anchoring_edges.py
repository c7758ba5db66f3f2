"""The ends of a found passage: its outermost words where they are changed, and its outermost marks."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from reader.hebrew.folding import fold_text
from reader.hebrew.letters import letters_of
from reader.model.anchoring_alignment import Edge

_STOPS = ".,;:!?"
_QUOTES = "\"'"
_FAR = 8  # code points of blanks, points and bidi marks that may stand between a letter and its mark


class Words:
    """Where the words of a text begin and end, counted in its letters."""

    def __init__(self, text: str, letters: str, origin: NDArray[np.int64]) -> None:
        self._text = text
        self._letters = letters
        self._origin = origin

    def joins(self, at: int) -> bool:
        """Whether the letter at `at` is of one word with that before it."""
        return 0 < at < len(self._origin) and not fold_text(
            self._text[self._origin[at - 1] + 1 : self._origin[at]]
        )

    def settled(self, edge: Edge, before: str, after: str, way: int) -> int:
        """Where the passage ends, `way` (1 or -1) of its sure letters; `before` and `after` it stood that text.

        Its last word may stand farther on, behind one that was put in. If the passage ended with a word, as many
        words as are changed are taken for the changed ones.
        """
        if not edge.missing or joined(before + after, len(before)):
            return edge.place
        words = _words(before) if way > 0 else _words(after)[::-1]
        count, letters = 0, 0
        while letters < edge.missing and count < len(words):
            count += 1
            letters += len(words[-count])
        if letters > edge.missing and not self.joins(edge.sure):
            count -= 1  # the rest of that word is there; what is missing of it is gone: דמויות, now דמויו
        far = 2 * edge.missing + 16
        if count and len(words[-1]) >= 3 and letters == edge.missing:
            found = self._beyond(words[-1], edge.sure, way, far)
            if found is not None and (edge.limit is None or (edge.limit - found) * way >= 0):
                return found
        place = self._after(edge.sure, count, way)
        if edge.limit is not None and (edge.limit - place) * way < 0:
            place = edge.limit
        return place if abs(place - edge.sure) <= 2 * edge.missing + 4 else self._nearest(edge.place)

    def _beyond(self, word: str, at: int, way: int, far: int) -> int | None:
        """Where `word` ends, going from `at` at most `far` letters; None where it is not there as a word."""
        low, high = (at, at + far) if way > 0 else (max(0, at - far), at)
        found = self._letters.find(word, low, high) if way > 0 else self._letters.rfind(word, low, high)
        if found < 0 or self.joins(found) or self.joins(found + len(word)):
            return None
        return found + len(word) if way > 0 else found

    def _after(self, at: int, count: int, way: int) -> int:
        """The end of the `count`-th word from `at` on."""
        for _ in range(count):
            at += way
            while self.joins(at):
                at += way
        return min(len(self._letters), max(0, at))

    def _nearest(self, at: int) -> int:
        """The place nearest to `at` between two words."""
        for near in (0, 1, -1, 2, -2, 3, -3, 4, -4):
            if 0 <= at + near <= len(self._letters) and not self.joins(at + near):
                return at + near
        return at


def _words(text: str) -> list[str]:
    """The letters of each word."""
    return [letters for word in fold_text(text).split() if (letters := letters_of(word))]


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
