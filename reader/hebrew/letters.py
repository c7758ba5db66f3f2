"""A text without all that editions change freely: its letters, digits and signs alone, with a map back.

``שָׁלוֹם, ארה״ב`` and ``שלום – ארה"ב`` have the same letters, whatever blanks, points, marks and invisible
characters stand between them. Passages of changed articles are compared by these.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.hebrew.folding import fold_text

_DROPPED = "PZMC"  # punctuation, blanks, marks, and what has no shape


class LetterText(NamedTuple):
    """The letters of a text; `codes` are their code points, `origin` where each stands in the text itself."""

    text: str
    codes: NDArray[np.uint32]
    origin: NDArray[np.int64]


class _Table(dict[int, str]):
    """The letters of each character, for `str.translate`; worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        folded = fold_text(chr(code))
        self[code] = letters = "".join(c for c in folded if unicodedata.category(c)[0] not in _DROPPED)
        return letters


_TABLE = _Table()


def letters_of(text: str) -> str:
    """The letters of `text`, folded as `reader.hebrew.folding` folds them. For short texts that need no map."""
    return text.translate(_TABLE)


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of `text`, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def letter_text(text: str) -> LetterText:
    """The letters of `text` and where each stands in it; a million code points take some 30 ms.

    Both letters of the presentation form ﭏ stand in its one place.
    """
    codes = codes_of(text)
    if not len(codes):
        return LetterText("", codes, np.zeros(0, np.int64))
    met = np.zeros(int(codes.max()) + 1, np.bool_)
    met[codes] = True
    first, width = np.zeros(len(met), np.uint32), np.zeros(len(met), np.uint8)
    wide: list[int] = []
    for code in np.flatnonzero(met).tolist():
        letters = _TABLE[code]
        width[code] = len(letters)
        if letters:
            first[code] = ord(letters[0])
        if len(letters) > 1:
            wide.append(code)
    widths = width[codes]
    # `repeat` is ten times slower, and few texts have a character of two letters.
    origin = np.repeat(np.arange(len(codes)), widths) if wide else np.flatnonzero(widths)
    source = codes[origin]
    folded = first[source]
    for code in wide:
        of_it = np.flatnonzero(source == code)  # every letter of every such character, in order
        letters = _TABLE[code]
        folded[of_it] = np.tile(codes_of(letters), len(of_it) // len(letters))
    return LetterText(folded.tobytes().decode("utf-32-le"), folded, origin)
