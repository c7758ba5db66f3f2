"""Which of the many pieces of the base network Hebrew news need."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.entities.tagger.pieces import SPACE, SPECIAL, Vocabulary
from reader.training.base import Base

_HEBREW = re.compile("[א-ת]")
_YIDDISH = re.compile("[װױײ\u05b0-\u05c7]")
_LETTER = re.compile(r"[^\W\d_]")
_FIRST_SYMBOL = 0x2200
"""Signs above are mathematics, emoji and other scripts' marks."""


def chosen(base: Base, texts: Iterable[str]) -> tuple[Vocabulary, list[int]]:
    """The pieces to keep and their ids in the base.

    Kept are all Hebrew ones, signs and digits, short Latin ones, and those that are words of `texts`.
    """
    latin = {word for text in texts for word in re.findall("[A-Za-z]+", text)}
    kept = list(range(len(SPECIAL)))
    for at, piece in enumerate(base.pieces[len(SPECIAL) :], len(SPECIAL)):
        bare = piece.removeprefix(SPACE)
        if _HEBREW.search(bare):
            keep = not _YIDDISH.search(bare)
        elif not _LETTER.search(bare):
            keep = all(ord(sign) < _FIRST_SYMBOL for sign in bare)
        else:
            keep = bare.isascii() and (len(bare) <= 2 or bare in latin)
        if keep:
            kept.append(at)
    rest = kept[len(SPECIAL) :]
    pieces = [*SPECIAL, *(base.pieces[at] for at in rest)]
    scores = [0.0] * len(SPECIAL) + [base.scores[at] for at in rest]
    return Vocabulary(pieces, scores), kept
