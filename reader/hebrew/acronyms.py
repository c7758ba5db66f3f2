"""Which quotation mark is gershayim, and which words are acronyms.

The same key makes ``ארה"ב`` and ``"האומץ"``. A mark with Hebrew letters on both sides is gershayim where the
letters are a known acronym with its prefixes and endings (``שהמנכ"ליות``), or where exactly one letter
stands between the mark and the word's end, which is how Hebrew writes them. Everything else is a quotation
mark: ``ב"הארץ"`` opens after its prefix, and in a run of link titles, ``במשא ומתן"ארה"ב על``, the first closes.
"""

from __future__ import annotations

from functools import cache, lru_cache

from reader.hebrew import wordlists
from reader.hebrew.chars import (
    FINALS,
    GERESH,
    GERSHAYIM,
    GERSHAYIM_PATTERN,
    INVISIBLE,
    LETTERS,
    POINTS,
    TO_MEDIAL,
)
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix

# מנכ"לית, ח"כים, דו"חות, צה"לי, שב"כניק; then those of possession: מנכ"לו, ח"כיה. Finals become medials.
_ENDINGS = tuple(
    ("ית ים יים ות יות י אי אים אית ניק ניקים ניקית ניקיות יסט יסטים יסטית ו ה נו כם הם הן יו יה יהם ינו ת")
    .translate(TO_MEDIAL)
    .split()
)
_FOREIGN_ENDINGS = ("ביץ", "ידג", "אז", "אנץ", "וולג")
_TO_STRAIGHT = str.maketrans(dict.fromkeys(GERESH, "'"))
_WORDS_LIKE_PLURALS = frozenset(("מים", "הים", "בים", "לים", "קים", "שים"))
_LONGEST_STEM = 5
_LONGEST_STACK = 6

_DROPPED = lazy(f"[{POINTS}{INVISIBLE}]+")
_MARK = lazy(GERSHAYIM_PATTERN)
_DOUBLED = lazy(f"[{GERESH}]{{2}}")

# A word's half is looked for this far from its mark: no Hebrew word is longer, and a line of ten million
# letters and quotation marks must not cost the square of its length.
_REACH = 48
_INSIDE = f"{LETTERS}{POINTS}{INVISIBLE}"
_LEFTWARD = lazy(f"(?:[{_INSIDE}]|[{GERESH}](?![{GERESH}]))*")
_RIGHTWARD = lazy(f"[{_INSIDE}]*(?:[{GERESH}][{LETTERS}][{_INSIDE}]*)*")


def is_acronym(word: str) -> bool:
    """Whether `word` is a known acronym, with or without prefix letters and an ending, in any way of writing.

    ``ארה"ב``, ``בארה״ב``, ``ח''כים``, ``שהמנכ"ליות`` are; ``קפל"ר`` is not, though its mark is gershayim.
    """
    left, mark, right = _halves(word)
    return bool(mark) and _is_known(left, right)


def is_bare_acronym(word: str) -> bool:
    """Whether `word` is a known acronym without prefix letters: ``ארה"ב``, ``מנכ"לית``, but not ``בארה"ב``."""
    left, mark, right = _halves(word)
    left, right = left.translate(TO_MEDIAL), right.translate(TO_MEDIAL)
    inflected, fixed = _lexicon()
    if not mark or (left, right) in fixed or (left, right) in inflected:
        return bool(mark)
    return any(right.endswith(ending) and (left, right[: -len(ending)]) in inflected for ending in _ENDINGS)


def gershayim_at(text: str, offset: int) -> bool:
    """Whether the mark at `offset` (code points) is gershayim inside a word, not a quotation mark.

    True for a known acronym with its prefixes and endings, else where exactly one letter stands between the
    mark and the word's end. Either character of a doubled geresh (``ח''כ``) may be named. False for
    everything that is no such mark, offsets outside the text too.
    """
    if not 0 <= offset < len(text):
        return False
    start, end = offset, offset + 1
    if text[offset] in GERESH:
        if _DOUBLED.match(text, offset):
            end += 1
        elif offset and _DOUBLED.match(text, offset - 1):
            start -= 1
        else:
            return False
    elif text[offset] not in GERSHAYIM:
        return False
    backwards = text[max(0, start - _REACH) : start][::-1]
    left = _bare(_LEFTWARD.match(backwards)[0][::-1])  # type: ignore[index]  # matches the empty string too
    right, stop = _rightward(text, end)
    if not left or not right:
        return False
    following = _MARK.match(text, stop)
    after = _rightward(text, following.end())[0] if following else None
    return _is_gershayim(left, right, after)


def _rightward(text: str, start: int) -> tuple[str, int]:
    """The letters from `start` to the word's end, and where that is."""
    found = _RIGHTWARD.match(text, start, start + _REACH)
    return ("", start) if found is None else (_bare(found[0]), found.end())


@lru_cache(maxsize=4096)
def _is_gershayim(left: str, right: str, after: str | None) -> bool:
    """Whether a mark between these bare letters is gershayim; `after` follows one more mark, if there is one."""
    if after and is_prefix(left) and _is_known(right, after):
        return False  # ל"ש"ס": the first mark opens
    if _is_known(left, right):
        return True
    if left[-1] in FINALS:
        return False
    if len(right) == 3 and right.endswith("ים"):
        # The plural of any acronym, תומ"תים; but not what a prefix opens (ה"רים), nor glued titles (קשה"מים).
        return 1 < len(left) <= _LONGEST_STEM and not is_prefix(left) and right not in _WORDS_LIKE_PLURALS
    if len(right) != 1:
        return False
    if after is None:
        return True
    if not after:
        return not is_prefix(left)  # כיתות "א" ו"ב": a letter in marks behind its prefix
    # In "נתניהו"ו"קרי" the vav joins two quotations; hardly an acronym ends with one.
    return not (len(after) == 1 or right == "ו" or _is_known(right, after))


@cache
def _is_known(left: str, right: str) -> bool:
    """Whether the bare letters on both sides of the mark make a known acronym with its prefix and ending."""
    left = left.translate(TO_MEDIAL)
    right = right.translate(TO_MEDIAL)
    inflected, fixed = _lexicon()
    for length in range(min(len(left), _LONGEST_STACK + 1)):
        if length and not is_prefix(left[:length]):
            continue
        stem = left[length:]
        if (stem, right) in fixed or (stem, right) in inflected:
            return True
        # The stem of ש"ב is a prefix letter by itself: ש"בית is ש and an opened quotation, not its feminine.
        if len(stem) == 1 and is_prefix(stem):
            continue
        for ending in _ENDINGS:
            if right.endswith(ending) and (stem, right[: -len(ending)]) in inflected:
                return True
    return False


def _halves(word: str) -> tuple[str, str, str]:
    """The bare letters before and after the only mark; three empty strings where there is none or are two."""
    parts = _MARK.split(_DROPPED.sub("", word))
    if len(parts) != 2 or not all(parts):
        return "", "", ""
    return _bare(parts[0]), '"', _bare(parts[1])


def _bare(half: str) -> str:
    """A half of a word without points and bidi marks; the geresh of the thousand (ה'תשע"ג) falls off."""
    half = _DROPPED.sub("", half).strip(GERESH)
    return half[2:] if half[:1] == "ה" and half[1:2] in set(GERESH) else half


def takes_final_geresh(word: str) -> bool:
    """Whether `word` (its bare letters, without the geresh) is one that Hebrew ends with a geresh.

    A single letter (``כיתה ג'``), an abbreviation with or without prefixes (``פרופ'``, ``ברח'``), or a name or loan
    word that ends in a foreign sound (``אברמוביץ'``, ``קולג'``).
    """
    word = word.translate(_TO_STRAIGHT)
    if len(word) == 1 or word.endswith(_FOREIGN_ENDINGS):
        return True
    return any(
        word[length:] in _abbreviations()
        for length in range(min(len(word), _LONGEST_STACK + 1))
        if not length or is_prefix(word[:length])
    )


@cache
def _lexicon() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The letters on both sides of each word's mark, finals as medials: words with endings, words without."""
    return _split(_words("with_endings")), _split(_words("as_they_are"))


def _split(words: list[str]) -> frozenset[tuple[str, str]]:
    halves = (word.translate(TO_MEDIAL).partition('"') for word in words)
    return frozenset((left, right) for left, _, right in halves)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.removesuffix("'") for word in _words("final_geresh"))


def _words(group: str) -> list[str]:
    return " ".join(_file()[group].values()).split()


@cache
def _file() -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = wordlists.load("acronyms")
    return groups
