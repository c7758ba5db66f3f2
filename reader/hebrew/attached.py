"""What remains of a word without its attached letters, judged by the word alone.

``ולנתניהו`` is ו + ל + ``נתניהו``; but ``שרון`` is a name, not ש + ``רון``, and ``בשר`` is meat. The word lists decide, and
where both readings are in them, the language does: what takes the article is a word by itself, so ``בחירות`` is one because
there is ``הבחירות``, and ``באוגוסט`` is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reader.hebrew import acronyms, wordlists
from reader.hebrew.chars import TO_MEDIAL
from reader.hebrew.prefixes import is_prefix

_LONGEST_STACK = 6
_MARKS = frozenset("'\"")
_ATTACHED = frozenset("והבלמשכ")


class _Lexicon(NamedTuple):
    """Folded words. `known`: all of them; `whole`: verbs, names and function words, which are never cut.

    `names` are those of people and places.
    """

    known: frozenset[str]
    whole: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    titles: frozenset[str]


@lru_cache(maxsize=16_384)
def attached_forms(word: str) -> tuple[str, ...]:
    """`word` (folded, medial letters), then what remains of it without attached letters, the longest first.

    Cutting ends with the first remainder that is a word by itself: ``ושרון`` has ``שרון`` and no ``רון``.
    """
    if "'" in word or '"' in word:
        return _forms_with_mark(word, next(at for at, letter in enumerate(word) if letter in _MARKS))
    if word[:1] not in _ATTACHED:
        return (word,)  # most words of a text: this is asked for every one that comes into the index
    lexicon = _lexicon()
    if word[0] == "ה" and word[1:] in lexicon.titles:
        return (word, word[1:])  # הרב is a given name too
    known = word in lexicon.known
    if known and (word in lexicon.whole or "ה" + word in lexicon.known):
        return (word,)
    forms = [word]
    for length in range(1, min(_LONGEST_STACK, len(word) - 2) + 1):
        if word[length - 1] not in _ATTACHED:
            break
        rest = word[length:]
        if not is_prefix(word[:length]) or not _can_be_cut(word, known, length, rest, lexicon):
            continue
        if rest.startswith("וו") and (rest not in lexicon.known or rest[1:] in lexicon.known):
            forms += [rest, rest[1:]]  # ולדימיר is written לוולדימיר
        if rest in lexicon.known:
            forms += attached_forms(rest)  # שבישראל, שהממשלה
            break
        forms.append(rest)
    return tuple(dict.fromkeys(forms))


def is_listed(word: str) -> bool:
    """Whether `word` (folded) is in the lists as it stands."""
    return word in _lexicon().known


def _can_be_cut(word: str, known: bool, length: int, rest: str, lexicon: _Lexicon) -> bool:
    if rest == "ימ" and length > 1 and word[length - 1] != "ה":
        return False  # שבים is many who come back, not ש + ב + ים; folded, its last letter is medial
    if not known:
        return len(rest) > 2 or rest in lexicon.known
    if rest not in lexicon.known:
        return False
    if len(rest) == 2:
        return word[:length] == "ה" and rest in lexicon.titles  # הרב, השר
    if word[0] in "מכש" and word[:length] not in ("מה", "שה", "כשה"):
        # Most of these are words by themselves, מטוס, כתב, שחור; not those with a name or, after ש, a verb.
        return rest in lexicon.names or (word[0] == "ש" and (rest in lexicon.verbs or rest[0] == "ה"))
    return not (word[:length] == "ל" and rest in lexicon.verbs)  # להמשיך is no ל + המשיך


def _forms_with_mark(word: str, mark: int) -> tuple[str, ...]:
    """The forms of an acronym (בארה"ב) or of a word with a geresh (לג'ון, and ב'הארץ' in single quotation marks)."""
    forms = [word]
    acronym = word[mark] == '"'
    if word in _lexicon().whole or (acronym and acronyms.is_bare_acronym(word)):
        return (word,)
    for length in range(1, min(_LONGEST_STACK, mark) + 1):
        if not is_prefix(word[:length]):
            continue
        if length == mark:
            if not acronym:
                forms.append(word[mark + 1 :])
            break
        rest = word[length:]
        forms.append(rest)
        if rest in _lexicon().known or (acronym and acronyms.is_bare_acronym(rest)):
            break
    return tuple(forms)


@cache
def _lexicon() -> _Lexicon:
    words, speech, grammar = wordlists.load("words"), wordlists.load("speech"), wordlists.load("grammar")
    titles = wordlists.load("titles")
    names = [wordlists.load(name)[kind] for name in ("names", "names_known") for kind in ("given", "surname")]
    nicknames = wordlists.load("nicknames")["names"]
    verbs = _fold(
        words["verbs"],
        *(speech[group] for group in ("strong", "weak", "holding", "passive")),
        grammar["verbs"],
    )
    called = _fold(*(kinds[kind] for kinds in names for kind in ("plain", "mixed")), nicknames)
    offices = _fold(titles["heads_m"], titles["heads_f"], titles["courtesy"])
    function = _fold(grammar["function"], grammar["particles"])
    places, bodies = (
        frozenset(_single_words(_leaves(wordlists.load(of)))) for of in ("places", "organisations")
    )
    mere = (kinds["word"] for kinds in names)
    others = _fold(words["words"], *_leaves(wordlists.load("people")), *mere)
    whole = verbs | called | offices | function | frozenset(word for word in places if word[0] != "ה")
    return _Lexicon(whole | others | places | bodies, whole, verbs, called | places, offices)


def _fold(*blocks: str) -> frozenset[str]:
    return frozenset(" ".join(blocks).translate(TO_MEDIAL).split())


def _leaves(group: str | dict[str, object]) -> Iterator[str]:
    if isinstance(group, str):
        yield group
        return
    for inner in group.values():
        if isinstance(inner, str | dict):
            yield from _leaves(inner)


def _single_words(blocks: Iterable[str]) -> Iterator[str]:
    """The places of one word; a part of תל אביב is no place."""
    for block in blocks:
        for name in block.replace("|", "\n").split("\n"):
            if name.strip() and " " not in name.strip():
                yield name.strip().translate(TO_MEDIAL)
