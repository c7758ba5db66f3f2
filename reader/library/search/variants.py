"""Other spellings of a word that is looked for, of which those are taken that stand in the library's texts.

Hebrew is written with and without vowel letters (``תכנית``, ``תוכנית``), with and without the marks of acronyms and foreign
sounds (``ארהב``, ``גורג``), and the article disappears behind ב, ל and כ: who looks for ``הכנסת`` means ``בכנסת`` too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import apsw

from reader.hebrew.attached import attached_forms
from reader.hebrew.search_words import asked_forms

_VOWELS = "אוי"
_LONG_ENOUGH = 5  # letters of the longer spelling: in shorter words one letter makes another word, שר and שיר
_DOUBLED = ("וו", "יי")
_SHORTEST_DOUBLED = 4  # letters of the longer spelling
_FOREIGN = "גזצתטדחס"  # what a geresh may stand behind
_ACRONYM = range(2, 9)  # letters of a word that may be an acronym without its mark
_MOST = 6  # other spellings of one word
_CONTRACTED = "בלכ"
_STANDING = """
    SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM temp.article_vocabulary WHERE term = value)
"""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that is looked for.

    Attributes:
        word: its letters, folded.
        same: the same word behind letters that take the place of its article.
        others: other spellings of it that stand in some text.
    """

    word: str
    same: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """The word in every spelling."""
        return self.word, *self.same, *self.others


def spellings(connection: apsw.Connection, text: str, *, prefix: bool = False) -> tuple[Spelling, ...]:
    """The words of `text`, each with the other spellings of it that the index has; the last may go on if `prefix`."""
    words = asked_forms(text)
    whole = len(words) - prefix
    return tuple(spelling(connection, word, whole=at < whole) for at, word in enumerate(words))


def spelling(connection: apsw.Connection, word: str, *, whole: bool = True) -> Spelling:
    """One folded word with its other spellings; `whole`: it does not go on."""
    same = contracted(word)
    wider = candidates(word)
    cut = attached_forms(word)[1:] if whole else ()
    standing = _standing(connection, (word, *wider, *cut))
    if word not in standing:
        wider += cut  # who copied בארה"ב from a text looks for ארה"ב
    others = (each for each in wider if each in standing and each not in same and asked_forms(each) == [each])
    return Spelling(word, same, tuple(islice(others, _MOST)))


def _standing(connection: apsw.Connection, words: Sequence[str]) -> set[str]:
    """Those of some folded words that stand in a text, asked for at once: most of them are none."""
    asked = json.dumps(words, ensure_ascii=False)
    return {word for (word,) in connection.execute(_STANDING, (asked,))}


def matching(words: tuple[str, ...], *, prefix: bool = False) -> str:
    """An FTS5 query for folded words that stand together, which nothing in them can break out of."""
    together = " ".join(words).replace('"', '""')
    return f'"{together}"' + ("*" if prefix else "")


def contracted(word: str) -> tuple[str, ...]:
    """``בכנסת``, ``לכנסת`` and ``ככנסת`` for ``הכנסת``; nothing for a word whose ה is its own (``הרצל``)."""
    if word[:1] != "ה" or word[1:] not in attached_forms(word):
        return ()
    rest = word[1:]
    return tuple(
        letter + rest for letter in _CONTRACTED if rest in attached_forms(letter + rest)
    )  # בשר is meat


def candidates(word: str) -> list[str]:
    """Other ways to write a folded word, the likeliest first; most of them are no words."""
    if not any("א" <= c <= "ת" for c in word):
        return []
    found = dict.fromkeys((*_marks(word), *_doubled(word), *_vowels(word)))
    found.pop(word, None)
    return list(found)


def _marks(word: str) -> Iterator[str]:
    """Gershayim and geresh left out, put in, and one for the other."""
    bare = word.replace('"', "").replace("'", "")
    if bare != word:
        yield bare
        if "'" in word:
            yield word.replace("'", '"')
        return
    if len(word) in _ACRONYM:
        yield f'{word[:-1]}"{word[-1]}'
        for at in range(len(word) - 2, 1, -1):
            yield f'{word[:at]}"{word[at:]}'
    for at, letter in enumerate(word[:-1], 1):
        if letter in _FOREIGN:
            yield f"{word[:at]}'{word[at:]}"
    for letter in _FOREIGN:
        if word.count(letter, 0, -1) > 1:
            yield word[:-1].replace(letter, f"{letter}'") + word[-1]  # ג'ינג'י


def _doubled(word: str) -> Iterator[str]:
    for double in _DOUBLED:
        single = double[0]
        for at in range(1, len(word) - 1):
            if word.startswith(double, at):
                if len(word) >= _SHORTEST_DOUBLED:
                    yield word[:at] + word[at + 1 :]
            elif word[at] == single and word[at - 1] != single and len(word) + 1 >= _SHORTEST_DOUBLED:
                yield word[:at] + single + word[at:]


def _vowels(word: str) -> Iterator[str]:
    """One vowel letter less, then one more, inside the word."""
    if len(word) >= _LONG_ENOUGH:
        for at in range(1, len(word) - 1):
            if word[at] in _VOWELS:
                yield word[:at] + word[at + 1 :]
    if len(word) + 1 >= _LONG_ENOUGH:
        for at in range(1, len(word)):
            for vowel in _VOWELS:
                yield word[:at] + vowel + word[at:]
