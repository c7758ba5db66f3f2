"""How many letters are attached before a name that a model marked as a whole word: ל|קרי, but לבני and ולדימיר.

Most models know nothing of attached letters. What settles them is the lists, and the article: a name that
stands somewhere without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.entities import lexicon
from reader.entities.borrowed.labels import Named
from reader.entities.lexicon import Level
from reader.entities.prepared import GLUED, Prepared
from reader.entities.words import Cut, Is, Word
from reader.hebrew.prefixes import is_prefix

_SHORTEST = 3
"""Letters that remain, at least, where nothing but the look of a word speaks for attached ones."""


_NEVER_THE_WORD = frozenset(("ב", "ל", "ו", "וב", "ול", "ש", "של", "שב"))
"""Letters that begin few names of places and organisations which are not in the lists."""

_BEFORE_SURNAMES = frozenset(("ו", "ש"))


class Letters:
    """Settles the attached letters of the names of one article."""

    def __init__(self, doc: Prepared, names: Sequence[Named]) -> None:
        self._doc = doc
        self._bare = set(self._later_words(names))
        self._stems = self._stems_of_first_words(names)
        self._gazetteers = (lexicon.places(), lexicon.organisations())

    def _later_words(self, names: Iterable[Named]) -> Iterable[str]:
        """The words after each name's first one: they stand as they are, without attached letters."""
        words, flags = self._doc.words, self._doc.flags
        for name in names:
            for at in range(name.first + 1, name.last + 1):
                if flags[at] & Is.WORD:
                    yield words[at].form

    def _stems_of_first_words(self, names: Iterable[Named]) -> frozenset[tuple[str, str]]:
        """What may be left of each name's first word, with the name's type: of בברדיאנסק also ברדיאנסק."""
        words = self._doc.words
        return frozenset((name.kind, cut.stem) for name in names for cut in words[name.first].cuts[1:])

    def of(self, name: Named, before: Named | None) -> int:
        """The attached code points of a name's first word; `before` is the name before it."""
        word = self._doc.words[name.first]
        cuts = [cut for cut in word.cuts[1:] if not cut.attached.endswith("ה")]  # הליכוד keeps its ה
        if not cuts:
            return 0
        if word.form in self._bare:
            return 0
        for cut in reversed(cuts):
            if cut.stem in self._bare:  # וולודימיר זלנסקי settles ל|זלנסקי
                return cut.letters
        found = self._person(word, cuts) if name.kind == "PER" else self._other(name, word, cuts)
        if found is None:
            found = self._by_look(name, word, cuts, before)
        return found

    def _person(self, word: Word, cuts: Sequence[Cut]) -> int | None:
        """What the lists of names say; None where they know neither the whole word nor a part of it."""
        if not word.name_cuts:
            return None
        best = word.name_cuts[0]
        if best.letters and best not in cuts:
            return None
        weak = max(self._level(cut) for cut in word.name_cuts) <= Level.WORD
        return None if weak and not best.letters else best.letters

    def _level(self, cut: Cut) -> Level:
        known = self._doc.lexicon
        return max(known.given_level(cut.stem), known.surname_level(cut.stem))

    def _other(self, name: Named, word: Word, cuts: Sequence[Cut]) -> int | None:
        """What the lists of places and organisations say, then the dictionary: ל|רשות, but משרד."""
        ways = (word.cuts[0], *cuts)
        for known in (self._is_listed, self._is_head):
            for cut in ways:
                if known(name, cut.stem):
                    return cut.letters
        known_word = self._doc.lexicon.is_common
        plain = [cut for cut in cuts if len(cut.stem) >= _SHORTEST and known_word(cut.stem)]
        for cut in plain:
            # The dictionary has בשוק too, as often as it is written; but משרד is not מ and שרד.
            if cut.attached in _NEVER_THE_WORD or not known_word(word.form):
                return cut.letters
        return 0 if known_word(word.form) else None

    def _is_listed(self, name: Named, stem: str) -> bool:
        """Whether a listed place or organisation begins with `stem` and is the name, or the name's beginning."""
        words, flags = self._doc.words, self._doc.flags
        rest = [words[at].form for at in range(name.first + 1, name.last + 1) if not flags[at] & Is.MARK]
        whole = (stem, *rest)
        phrases = (phrase for known in self._gazetteers for phrase in known.by_first.get(stem, ()))
        return any(whole[: len(phrase.words)] == phrase.words for phrase in phrases)

    def _is_head(self, _name: Named, stem: str) -> bool:
        return any(stem in known.heads or stem in known.clubs for known in self._gazetteers)

    def _by_look(self, name: Named, word: Word, cuts: Sequence[Cut], before: Named | None) -> int:
        """What nothing is known of: its neighbours, and what such a word is most often."""
        if (name.kind, word.form) in self._stems:
            return 0  # there is a letter more before it elsewhere
        first = cuts[0]
        follows = before is not None and before.last == name.first - 1 and before.kind == name.kind
        if follows and first.attached == "ו":  # נתניהו וזלנסקי: two names in a row have an "and" between them
            return first.letters
        long_enough = [cut for cut in cuts if len(cut.stem) >= _SHORTEST]
        for cut in reversed(long_enough):
            # Nearly no name begins with ול, וב, ומ, וש; those that do, as ולדימיר, are in the lists.
            if len(cut.attached) > 1 and cut.attached[0] == "ו":
                return cut.letters
        usual = self._usual(name)
        return next((cut.letters for cut in long_enough if cut.attached in usual), 0)

    def _usual(self, name: Named) -> frozenset[str]:
        """Letters that are attached more often than not where an unknown name of this type begins with them."""
        if name.kind == "PER":
            return _BEFORE_SURNAMES if name.first == name.last else frozenset()
        # Of places it is mostly said what is in them, or comes from there: בלימסול, מטשקנט.
        return _NEVER_THE_WORD if name.kind == "ORG" else _NEVER_THE_WORD | {"מ"}


def without_loose_letters(doc: Prepared, name: Named) -> Named | None:
    """The name without what hangs before it in words of its own (ל-CNN, ב"הארץ") and marks at its ends."""
    first, last = name.first, name.last
    while first < last and doc.flags[last] & Is.MARK and doc.words[last].form not in ".'":
        last -= 1
    if (
        first + 2 <= last
        and is_prefix(doc.words[first].form)
        and doc.flags[first + 1] & Is.MARK
        and doc.joins[first + 1] == GLUED == doc.joins[first + 2]
    ):
        first += 2
    while first < last and doc.flags[first] & Is.MARK:
        first += 1
    if doc.flags[first] & Is.MARK or not any(map(str.isalnum, doc.words[first].form)):
        return None
    return name._replace(first=first, last=last)
