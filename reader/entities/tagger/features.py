"""What the word lists know about a word, as the numbers that the network takes beside its pieces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reader.entities.lexicon import Level
from reader.entities.words import Word, Words

_FLAGS = 32
_CUTS = 3
"""Ways to part a word that are looked at: none, one and two attached letters."""
_LEVELS = (Level.WORD, Level.MIXED, Level.PLAIN, Level.FAMOUS)
_A_CUT = 2 + 2 * len(_LEVELS)
_SHAPE = 4
SIZE = _FLAGS + _CUTS * _A_CUT + _SHAPE
"""Numbers for each word, all of them 0 or 1."""


class Features:
    """The numbers of words, each worked out once. Not shared between threads."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[int, NDArray[np.float32]] = {}

    def of(self, word: Word) -> NDArray[np.float32]:
        """The numbers of one of the words of `Words`, which keeps it alive."""
        known = self._known.get(id(word))
        if known is None:
            known = self._known[id(word)] = np.array(self._list(word), dtype=np.float32)
        return known

    def _list(self, word: Word) -> list[int]:
        flags = word.flags
        found = [flags >> bit & 1 for bit in range(_FLAGS)]
        by_letters = {cut.letters: cut for cut in reversed(word.cuts)}
        for letters in range(_CUTS):
            cut = by_letters.get(letters)
            if cut is None:
                found += [0] * _A_CUT
                continue
            given, surname = self._words.given_level(cut.stem), self._words.surname_level(cut.stem)
            found += [1, int(self._words.is_common(cut.stem))]
            found += [int(given is level) for level in _LEVELS]
            found += [int(surname is level) for level in _LEVELS]
        form = word.form
        found += [int("'" in form), int('"' in form), int(len(form) == 1), int(len(form) == 2)]
        return found
