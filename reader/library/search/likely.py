"""Where in a text some words may stand: quick, because only what looks like them is then cut into words.

To cut a whole article into words takes a millisecond, and a page of a list shows twenty articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.hebrew.chars import FINALS, GERESH, GERSHAYIM, GUILLEMETS, INVISIBLE, MEDIALS, POINTS
from reader.hebrew.patterns import lazy
from reader.hebrew.search_words import Word, search_words

_BETWEEN = f"[{POINTS}{INVISIBLE},]*"  # points of a letter, signs that nobody sees, the comma of 1,250
_LETTERS = {
    **{medial: f"[{medial}{final}]" for medial, final in zip(MEDIALS, FINALS, strict=True)},
    "'": f"[{GERESH}]",
    '"': f"[{GERSHAYIM}{GUILLEMETS}{GERESH}]{{1,2}}",
}
# One character of these folds to itself or to nothing else than what the patterns allow.
_ODD = lazy(
    r"[^\x00-\x7f\u0590-\u05ee\u05f3-\u05f4\u00a0\u00ab\u00bb\u2000-\u206f\u20a0-\u20bf\U0001f000-\U0001faff]"
)
_MOST = 2_000  # places in one text that are looked at
_WIDEST_GAP = 8  # code points without a word between two that stand together


def likely(words: Iterable[str]) -> re.Pattern[str] | None:
    """What the folded `words` look like in a text, as they are or inside longer ones; None for none."""
    sources = {_BETWEEN.join(_LETTERS.get(c, re.escape(c)) for c in word) for word in words if word}
    if not sources:
        return None
    return re.compile("|".join(sorted(sources, key=len, reverse=True)), re.IGNORECASE)


def likely_words(text: str, pattern: re.Pattern[str] | None) -> Iterator[list[Word]]:
    """The words of `text` round the places that look like `pattern`: those that may stand together in one list."""
    if pattern is None:
        return
    if _ODD.search(text):
        yield search_words(text)  # letters of other forms, ﬡ and é, have no pattern
        return
    group: list[Word] = []
    reached = -1
    for count, match in enumerate(pattern.finditer(text)):
        if match.start() < reached:
            continue
        if count == _MOST:
            break
        start, end = _run(text, match.start(), match.end())
        if group and (start - reached > _WIDEST_GAP or search_words(text[reached:start])):
            yield group
            group = []
        group += [
            Word(start + word.start, start + word.end, word.forms) for word in search_words(text[start:end])
        ]
        reached = end
    if group:
        yield group


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks round a place."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
