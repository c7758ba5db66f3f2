"""Where names stand in a text: the words that a hand selected, the same name elsewhere, an old place in a new text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from reader.hebrew.folding import find, fold
from reader.hebrew.prefixes import prefix_lengths
from reader.hebrew.words import word_at
from reader.model.anchoring import Anchorer
from reader.model.annotation import Selector
from reader.model.corrections import folded_name
from reader.model.span import Span

_COMMON = 8
"""So many code points beside a name must be as they were, where its place is looked for in a changed text."""


def places_of_name(text: str, name: str) -> list[tuple[Span, Span]]:
    """Where `name` stands in `text` as whole words: the span with attached letters, and the one without.

    Letters are taken for attached with caution: ``ל`` before ``רון`` is, but ``שרון`` is another name.
    """
    return whole_words(text, find(fold(text), name))


def named_at(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """The mention that the words ``[start, end)`` can be, with and without attached letters.

    Blanks and marks at both ends are cut off, and a word that the hand missed a letter of is taken whole.
    Attached letters are cut off where the words without them stand elsewhere in the text, and not with them:
    ``ולגלעד שטרן``. None where nothing is left, or the words stand in two lines.
    """
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not _ends_word(text, end):
        end -= 1
    if start == end or "\n" in text[start:end]:
        return None
    end = word_at(text, end - 1)[1]
    first, last = word_at(text, start)
    if start - first not in prefix_lengths(text[first:last]):
        start = first
    if first == start and len(places_of_name(text, text[start:end])) == 1:
        for length in prefix_lengths(text[first:last])[1:]:
            if len(places_of_name(text, text[start + length : end])) > 1:
                return Span(start, end), Span(start + length, end)
    return Span(attached_from(text, start), end), Span(start, end)


def called(text: str, name: Span, said: str) -> Span:
    """`name` without the letters that are not in `said`, the name that the person gave: ``ו|גלעד שטרן``."""
    first, last = word_at(text, name.start)
    for length in prefix_lengths(text[first:last]):
        bare = Span(first + length, name.end) if first + length < name.end else name
        if folded_name(bare.of(text)) == folded_name(said):
            return bare
    return name


def _ends_word(text: str, end: int) -> bool:
    """Whether a word ends at `end`, with the niqqud of its last letter or its geresh (ג'ורג')."""
    first, last = word_at(text, end - 1)
    return text[end - 1].isalnum() or (last == end and text[first].isalnum())


def attached_from(text: str, start: int) -> int:
    """Where the word begins whose attached letters end at `start`; `start` itself where they are none."""
    first, last = word_at(text, start)
    return first if first < start and start - first in prefix_lengths(text[first:last]) else start


def whole_words(text: str, found: Iterable[tuple[int, int]]) -> list[tuple[Span, Span]]:
    """Those of the places `found` that are whole words, as `places_of_name` has them."""
    places = []
    for start, end in found:
        # Cutting the line into words takes a hundred times as long, and a name may stand in a text 90,000 times.
        first = start if _is_gap(text[start - 1 : start]) else word_at(text, start)[0]
        ends = _is_gap(text[end : end + 1]) or word_at(text, end - 1)[1] == end
        if not ends or "\n" in text[start:end]:
            continue
        letters = text[first:start]
        if letters and (attached_from(text, start) == start or not _is_likely(letters, text[start:end])):
            continue
        places.append((Span(first, end), Span(start, end)))
    return places


def _is_gap(character: str) -> bool:
    """Whether no word goes on over `character`; the text's end is empty, and none does."""
    return character.isspace() or character in ",;:!?"


def _is_likely(letters: str, name: str) -> bool:
    """Whether `letters` before `name` are attached ones, not the head of another name.

    Nobody is called with the article (הקרי); three letters are met in longer names by chance (ש|רון, ב|רון),
    but hardly with ו or ל before them.
    """
    if "ה" in letters:
        return False
    if " " in name or "־" in name or len(name) > 3:
        return True
    return letters in ("ו", "ל", "ול") and len(name) == 3


class Places:
    """Finds again, in the text of the reading, the places that corrections were made on."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _anchorer(self) -> Anchorer:
        return Anchorer(self._text)

    def find(self, selector: Selector) -> Span | None:
        """Where the selector's words stand now; None where that is not certain."""
        if selector.stands_in(self._text):
            return Span(selector.start, selector.end)  # the text need not be prepared
        span = self._anchorer.place(selector).span
        if span is not None and folded_name(span.of(self._text)) == folded_name(selector.exact):
            return span
        return self._nearest(selector)

    def _nearest(self, selector: Selector) -> Span | None:
        """The one place of the words that has most of the old context around it.

        A name is short and stands in many places; a word changed in the same sentence must not lose it.
        """
        best: list[tuple[int, int]] = []
        at = self._text.find(selector.exact) if selector.exact else -1
        while at >= 0:
            best.append((self._common(selector, at), at))
            at = self._text.find(selector.exact, at + 1)
        best.sort(reverse=True)
        if not best or best[0][0] < _COMMON or (len(best) > 1 and best[0][0] == best[1][0]):
            return None
        return Span(best[0][1], best[0][1] + len(selector.exact))

    def _common(self, selector: Selector, at: int) -> int:
        """How many code points on both sides of the words at `at` are as the selector has them."""
        end = at + len(selector.exact)
        before = self._text[max(0, at - len(selector.prefix)) : at]
        after = self._text[end : end + len(selector.suffix)]
        return _alike(before[::-1], selector.prefix[::-1]) + _alike(after, selector.suffix)


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
