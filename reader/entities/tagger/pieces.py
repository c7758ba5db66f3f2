"""Words to the pieces that the network reads, by the SentencePiece unigram model that it was trained with.

The algorithm is that of Kudo (2018), "Subword Regularization": the pieces of a word are those whose scores
(log-probabilities) add up to most. Each word is cut by itself, so that a word is cut once however often it
stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SPACE = "▁"
"""SentencePiece's mark for the blank before a word."""

_DASHES = "־‐‑–—−"
_UNKNOWN_COST = 10.0
_LONGEST_WORD = 60
"""Code points of a word that are looked at: what is longer is no word, and its cutting would cost its square."""

_TABLE = str.maketrans(dict.fromkeys(_DASHES, "-"))


class Vocabulary:
    """The pieces with their scores; the position of a piece in `pieces` is its id.

    Not shared between threads: it remembers what it cut.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self.pieces = tuple(pieces)
        self.scores = tuple(scores)
        self._ids = {piece: at for at, piece in enumerate(self.pieces) if at > UNKNOWN}
        self._longest = max(map(len, self.pieces), default=1)
        self._worst = min(self.scores, default=0.0) - _UNKNOWN_COST
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    def fresh(self) -> Vocabulary:
        """The same pieces for another reading, which remembers its own words."""
        other = copy(self)
        other._known = {}
        return other

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Vocabulary:
        """The vocabulary that `dump` wrote.

        Raises:
            ValueError: a line is not a piece and its score.
        """
        pieces, scores = list(SPECIAL), [0.0] * len(SPECIAL)
        for line in lines:
            piece, _, score = line.rstrip("\n").rpartition("\t")
            if not piece:
                raise ValueError(f"no piece in the line {line!r}")
            pieces.append(piece)
            scores.append(float(score))
        return cls(pieces, scores)

    def dump(self) -> str:
        """One line a piece, in the order of ids; the special ones are left out."""
        pairs = list(zip(self.pieces, self.scores, strict=True))[len(SPECIAL) :]
        return "".join(f"{piece}\t{score:.4f}\n" for piece, score in pairs)

    def cut(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """The ids of the pieces of a folded word, at least one; `spaced`: a blank or a line end is before it."""
        known = self._known.get((word, spaced))
        if known is None:
            known = self._known[word, spaced] = self._cut(word.translate(_TABLE), spaced=spaced)
        return known

    def _cut(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        text = (SPACE if spaced else "") + word[:_LONGEST_WORD]
        size = len(text)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        find, scores = self._ids.get, self.scores
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = find(text[start:end])
                if piece is not None and here + scores[piece] > best[end]:
                    best[end] = here + scores[piece]
                    back[end] = (start, piece)
            if here + self._worst > best[start + 1]:
                best[start + 1] = here + self._worst
                back[start + 1] = (start, UNKNOWN)
        ids: list[int] = []
        at = size
        while at:
            at, piece = back[at]
            if not (ids and ids[-1] == piece == UNKNOWN):
                ids.append(piece)
        return tuple(reversed(ids)) or (UNKNOWN,)
