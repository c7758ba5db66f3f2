"""The letters that Hebrew attaches to the front of a word: ו ה ב ל מ ש כ and their stacks.

Only the spelling is judged here, not the word: ``לבני`` may be ל + בני or a name of its own, and which it is
the caller must know. So every answer is a list of possibilities.
"""

from __future__ import annotations

from itertools import product

from reader.hebrew.chars import GERESH, GERSHAYIM, HYPHENS, INVISIBLE, POINTS
from reader.hebrew.patterns import lazy

_CONJUNCTIONS = ("", "ו")
_RELATIVES = ("", "ש", "כש", "לכש", "מש", "בש", "מכש", "שכש", "שלכש", "שמש")
_PREPOSITIONS = (
    *("", "ה", "ב", "ל", "מ", "כ", "בה", "לה", "מה", "כה"),  # שבהארץ, מהבית, כהיום
    *("בכ", "לכ", "מכ", "כב", "כל", "מל", "מב"),  # בכ-50, כבעבר, כלפני, מלפני, מב"הארץ"
)

_STACKS = frozenset(
    "".join(parts) for parts in product(_CONJUNCTIONS, _RELATIVES, _PREPOSITIONS) if any(parts)
)
_LONGEST = max(map(len, _STACKS))

_HEAD = lazy(f"[והבלמשכ][{POINTS}{INVISIBLE}]*")
_LETTER = lazy(r"[^\W_]")
_OWN_MARKS = frozenset(GERESH + GERSHAYIM) | {""}
_HYPHEN = lazy(f"[{INVISIBLE}]*[{HYPHENS}][{INVISIBLE}]*")


def is_prefix(letters: str) -> bool:
    """Whether `letters` is a possible stack of attached letters: ``ו``, ``ול``, ``שה``, ``כש``, ``ולכשמה``.

    Bare letters are meant; niqqud or a hyphen makes the answer False.
    """
    return letters in _STACKS


def prefix_lengths(word: str) -> tuple[int, ...]:
    """Every possible length of the attached letters of `word`, in its code points, shortest (0) first.

    Niqqud and bidi marks belong to the letter before them, so ``וּלְפֶרֶץ`` answers ``(0, 2, 4)``. At least two
    letters always remain. A letter that carries the word's own geresh or gershayim stays with it (``ש"ס``,
    ``ל'אקווילה``), and a vav that was doubled after a prefix stays doubled (``ולוונסטיין``: what remains
    after two letters is ``וונסטיין``). Where the stack ends in a hyphen or maqaf, the length with it is given
    instead, and then one letter or digit is enough for what remains: ``ל-7``, ``ה-Big``, ``ב־CNN``. Never
    raises.
    """
    lengths = [0]
    stack = ""
    at = 0
    while len(stack) < _LONGEST and (head := _HEAD.match(word, at)):
        stack += word[at]
        at = head.end()
        if stack not in _STACKS:
            continue
        if hyphen := _HYPHEN.match(word, at):
            if hyphen.end() < len(word):
                lengths.append(hyphen.end())
            break
        if word[at : at + 1] in _OWN_MARKS or not _leaves_two_letters(word, at):
            break
        lengths.append(at)
    return tuple(lengths)


def _leaves_two_letters(word: str, at: int) -> bool:
    first = _LETTER.search(word, at)
    return first is not None and _LETTER.search(word, first.end()) is not None
