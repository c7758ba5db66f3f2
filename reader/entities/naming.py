"""Spans that a tagger calls a person's name to names with their parts: which word is given, which is the surname."""

from __future__ import annotations

from itertools import pairwise

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Level
from reader.entities.names import Name, NameReader
from reader.entities.prepared import GLUED, Prepared
from reader.entities.tagger.model import Sure
from reader.entities.words import Is, Word


class Namer:
    """Reads the parts of names in one article."""

    def __init__(self, doc: Prepared) -> None:
        self._doc = doc
        self._reader = NameReader(doc, set())
        self._names = lexicon.names()
        grammar = lexicon.grammar()
        self._kunya, self._particles = grammar.kunya, grammar.particles

    def read(self, span: Sure) -> Name | None:
        """The name that `span` is; None where no word of it can be one."""
        doc = self._doc
        words = [at for at in range(span.first, span.last + 1) if not doc.flags[at] & Is.MARK]
        if not words:
            return None
        first, last = words[0], words[-1]
        letters = span.letters if first == span.first else 0
        known = self._by_lists(first, last, letters)
        if known is not None:
            return known
        parts = [doc.words[at].form for at in words]
        parts[0] = stem_of(doc.words[first], letters)
        if not parts[0]:
            return None
        given, surname, kunya = self._split(words, parts)
        return Name(first, last, letters, given, surname, 0.0, reasons.say(reasons.TAGGED), kunya)

    def _by_lists(self, first: int, last: int, letters: int) -> Name | None:
        """The lists' own reading, where it ends with the span, or goes on with a nickname in marks."""
        name = self._reader.full(first)
        if name is None or name.letters != letters or name.last < last:
            return None
        return name if name.last == last or name.nickname else None

    def _split(self, words: list[int], parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Given name, surname, and whether it is a kunya (אבו מאזן)."""
        given = self._names.given
        if parts[0] in self._kunya and len(parts) > 1:
            return (), tuple(parts), True
        if len(parts) == 1:
            surname = self._names.surname.get(parts[0], Level.NONE)
            is_given = given.get(parts[0], Level.NONE) > surname
            return (tuple(parts), (), False) if is_given else ((), tuple(parts), False)
        if parts[0] in self._particles and parts[0] not in given:
            return (), tuple(parts), False  # דה גול
        joined = [self._is_joined(one, other) for one, other in pairwise(words)]
        if all(joined) and not given.get(parts[0]):
            return (), tuple(parts), False  # כץ-שחר alone is a surname
        count = 1
        while count < len(parts) - 1 and (joined[count - 1] or self._is_middle(parts[count])):
            count += 1
        return tuple(parts[:count]), tuple(parts[count:]), False

    def _is_joined(self, one: int, other: int) -> bool:
        """Whether a hyphen joins two words."""
        joins = self._doc.joins
        return other == one + 2 and joins[other] == GLUED == joins[other - 1]

    def _is_middle(self, part: str) -> bool:
        """Whether a part between the first and the last is one more given name, or an initial."""
        if len(part.rstrip("'.")) == 1:
            return True
        return part not in self._particles and self._names.given.get(part, Level.NONE) >= Level.PLAIN


def stem_of(word: Word, letters: int) -> str:
    """The folded word without its attached letters."""
    for cut in word.cuts:
        if cut.letters == letters:
            return cut.stem
    return word.form[letters:]
