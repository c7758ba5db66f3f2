"""Folding: what people type and what stands in a text made comparable, with a map back.

``שָׁלוֹם`` folds as ``שלום`` does, ``ארה״ב`` as ``ארה"ב``, ``תל־אביב`` as ``תל אביב``. A folded text is for
matching only; every match is told as a span of the text as it stands.

Folding goes in two steps, each with its map. First every character by itself: compatibility forms are taken
apart and points and accents dropped (NFKD), case is folded, final letters become medial, marks become one of
``"``, ``'`` and blank. Then runs: several blanks become one, two geresh become gershayim.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from reader.hebrew.chars import FINALS, GERESH, GERSHAYIM, GUILLEMETS, HYPHENS, INVISIBLE, MEDIALS
from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder, compose
from reader.hebrew.patterns import lazy

_YIDDISH = {"װ": "וו", "ױ": "וי", "ײ": "יי"}
_FIXED = (
    dict.fromkeys(GERSHAYIM + GUILLEMETS, '"')
    | dict.fromkeys(GERESH, "'")
    | dict.fromkeys(INVISIBLE, "")
    | dict(zip(FINALS, MEDIALS, strict=True))
    | _YIDDISH
)
_IS_HYPHEN = lazy(f"[{HYPHENS}]")

# One character of these gives exactly one, so a text of nothing else keeps its offsets. All others are looked at.
_PLAIN = f" -~\\t-\\r\\xa0А-ЯЁа-яёÀ-ÅÇ-ÖØ-Ýà-öø-ÿא-ת₪{GERSHAYIM}{GUILLEMETS}{GERESH}{HYPHENS}"
_ODD = lazy(f"[^{_PLAIN}]")
_RUN = lazy(" {2,}|''")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching, and the map from its offsets to the text it was made of."""

    text: str
    map: OffsetMap


def fold(text: str) -> Folded:
    """`text` folded for matching. Folding a folded text again changes nothing, and NFC and NFD fold alike.

    The map takes a letter with its niqqud for one piece, so that a match ends after the niqqud of its last
    letter. Bidi marks and other invisible characters belong to nothing: a match neither begins nor ends
    with them.
    """
    characters, first = _fold_characters(text)
    folded, second = _fold_runs(characters)
    if first is None:
        return Folded(folded, second or OffsetMap.identity(len(text)))
    return Folded(folded, compose(second, first) if second else first)


def fold_text(text: str) -> str:
    """``fold(text).text``, at a fraction of the cost: for words that are looked up and need no map."""
    return _RUN.sub(_one, text.translate(_TABLE))


def find(folded: Folded, query: str) -> list[tuple[int, int]]:
    """The spans in the original text where `query` stands, from left to right, none overlapping another.

    White space round the query is not looked for; a query of which nothing remains is found nowhere.
    """
    wanted = fold_text(query).strip()
    if not wanted:
        return []
    spans: list[tuple[int, int]] = []
    reached = -1
    at = folded.text.find(wanted)
    while at >= 0:
        start, end = folded.map.to_source(at, at + len(wanted))
        if start >= reached:  # the two letters of ײ stand in one place
            spans.append((start, end))
            reached = end
        at = folded.text.find(wanted, at + len(wanted))
    return spans


class _Table(dict[int, str]):
    """What each character folds to, for `str.translate`; worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def _fold_character(character: str) -> str:
    """What one character folds to, whatever stands beside it; the empty string where it is dropped."""
    folded = character
    while True:
        again = "".join(map(_fold_once, unicodedata.normalize("NFD", folded)))
        # ͺ is a blank with an iota below, ﷺ four words: blanks at the edges would meet those beside them.
        again = (again.strip(" ") or again[:1]).replace("''", '"')
        if again == folded:
            return folded
        folded = again


def _fold_once(character: str) -> str:
    if character in _FIXED:
        return _FIXED[character]
    if character.isspace() or _IS_HYPHEN.match(character) or unicodedata.category(character) == "Pd":
        return " "
    if _is_attached(character) or unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFKD", character).casefold()


def _is_attached(character: str) -> bool:
    """Whether `character` is a point or accent of the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me") or unicodedata.combining(character) > 0


@cache
def _is_dropped_with_its_letter(character: str) -> bool:
    return _is_attached(character) and not _TABLE[ord(character)]


def _one(run: re.Match[str]) -> str:
    return " " if run[0][0] == " " else '"'


def _fold_runs(text: str) -> tuple[str, OffsetMap | None]:
    """Blanks in a row made one and two geresh gershayim; the map is None where nothing changed."""
    runs = list(_RUN.finditer(text))
    if not runs:
        return text, None
    builder = OffsetMapBuilder()
    at = 0
    for run in runs:
        start, end = run.span()
        builder.copy(start - at)
        builder.whole(1, end - start)
        at = end
    builder.copy(len(text) - at)
    return _RUN.sub(_one, text), builder.build()


def _fold_characters(text: str) -> tuple[str, OffsetMap | None]:
    """Every character folded by itself; the map is None where each gave one."""
    folded = text.translate(_TABLE)
    odd = [(match.start(), match[0]) for match in _ODD.finditer(text) if len(_TABLE[ord(match[0])]) != 1]
    if not odd:
        return folded, None
    cut = _Cutter()
    for at, character in odd:
        width = len(_TABLE[ord(character)])
        if width:
            cut.expand(at, width)
        elif _is_dropped_with_its_letter(character):
            cut.attach(at)
        else:
            cut.drop(at)
    return folded, cut.build(len(text))


class _Cutter:
    """Cuts a text into pieces for its map: copied stretches, and letters that hold their points."""

    __slots__ = ("_builder", "_end", "_held", "_seen", "_start")

    def __init__(self) -> None:
        self._builder = OffsetMapBuilder()
        self._seen = 0  # how far the source was looked at
        self._held = 0  # how many characters the piece that may still take points gave; 0: there is none
        self._start = 0  # where that piece starts in the source
        self._end = 0  # where it ends, with the points it has so far

    def expand(self, at: int, width: int) -> None:
        """The character at `at` gave `width` characters."""
        self._copy_to(at)
        self._release()
        self._held, self._start, self._end = width, at, at + 1
        self._seen = at + 1

    def attach(self, at: int) -> None:
        """The character at `at` was dropped and belongs to the letter before it, where there is one."""
        if at > self._seen:
            self._copy_to(at - 1)
            self._release()
            self._held, self._start = 1, at - 1
        self._end = self._seen = at + 1

    def drop(self, at: int) -> None:
        """The character at `at` was dropped and belongs to nothing."""
        if at > self._seen:
            self._copy_to(at - 1)
            self._release()
            self._held, self._start, self._end = 1, at - 1, at
        self._seen = at + 1

    def build(self, length: int) -> OffsetMap:
        """The map of a text of `length` characters."""
        self._copy_to(length)
        self._release()
        self._builder.skip_to(length)
        return self._builder.build()

    def _copy_to(self, at: int) -> None:
        if at > self._seen:
            self._release()
            self._builder.skip_to(self._seen)
            self._builder.copy(at - self._seen)
            self._seen = at

    def _release(self) -> None:
        if self._held:
            self._builder.skip_to(self._start)
            self._builder.whole(self._held, self._end - self._start)
            self._held = 0
