"""Passages of a text that show best what was found in it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.hebrew.patterns import lazy
from reader.library.search.matching import Hit, Marker
from reader.library.search.results import Snippet
from reader.model import Span

WIDTH = 170
"""How many code points of the text a snippet has, more or less: two lines of a list."""

_BEFORE = 50  # of them before the first hit
_ENDS = tuple(".!?…:;\n")
_MORE = "…"
_BLANK = lazy(r"\s")


def snippets(text: str, marker: Marker, *, skip: Span | None = None, most: int = 2) -> tuple[Snippet, ...]:
    """The passages of `text` with the most of what was looked for, in the order of the text; `most` at most.

    A second one is given only for what the first has not. Nothing inside `skip` (the headline) is shown.
    """
    hits = marker.hits(text)
    if skip is not None:
        hits = [hit for hit in hits if not skip.start <= hit.start < skip.end]
    shown: list[Snippet] = []
    missing = {hit.term for hit in hits}
    while hits and missing and len(shown) < most:
        best = _cluster(text, hits, missing)
        shown.append(_cut(text, best, skip))
        missing -= {hit.term for hit in best}
        hits = [hit for hit in hits if hit.term in missing]
    return tuple(sorted(shown, key=lambda each: each.place))


def passage(text: str, place: Span, marker: Marker) -> Snippet:
    """What stands at `place` of `text`, all of it if it is not long, else the part with the hits."""
    inside = place.of(text)
    if len(inside) > 2 * WIDTH:
        found = next(iter(snippets(inside, marker, most=1)), None) or beginning(inside)
        if found is not None:
            shift = place.start
            return Snippet(
                found.text,
                found.hits,
                Span(found.place.start + shift, found.place.end + shift),
                Span(found.first.start + shift, found.first.end + shift),
            )
    hits = [Span(place.start + hit.start, place.start + hit.end) for hit in marker.hits(inside)]
    first = hits[0] if hits else Span(place.start, place.start)
    return _snippet(text, place.start, place.end, hits, first, whole=True)


def beginning(text: str) -> Snippet | None:
    """The first words of a text in which nothing is marked; None for one that has none."""
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return None
    end = _word_end(text, min(len(text), start + WIDTH))
    return _snippet(text, start, end, (), Span(start, start))


def _cluster(text: str, hits: Sequence[Hit], missing: set[int]) -> list[Hit]:
    """The hits of the passage, as wide as a snippet and inside one line, that has most of what is missing.

    Then that with most hits, then the first.
    """
    best: tuple[int, int] = (0, 0)
    found: list[Hit] = []
    start = 0
    for end, last in enumerate(hits):
        while start < end and (
            last.end - hits[start].start > WIDTH - _BEFORE or "\n" in text[hits[start].end : last.start]
        ):
            start += 1
        inside = hits[start : end + 1]
        score = len({hit.term for hit in inside} & missing), len(inside)
        if score > best:
            best, found = score, list(inside)
    return found


def _cut(text: str, hits: Sequence[Hit], skip: Span | None) -> Snippet:
    first, last = hits[0], hits[-1]
    line_start = text.rfind("\n", 0, first.start) + 1
    if skip is not None and line_start < skip.end <= first.start:
        line_start = skip.end
    line_end = text.find("\n", last.end)
    line_end = len(text) if line_end < 0 else line_end
    start = max(line_start, first.start - _BEFORE)
    if start > line_start:
        start = _sentence_start(text, start, first.start)
    end = min(line_end, max(start + WIDTH, last.end))
    start = max(line_start, min(start, end - WIDTH)) if end == line_end else start
    if start > line_start and not text[start - 1].isspace():
        start = _word_start(text, start, first.start)
    end = min(line_end, _word_end(text, end))
    spans = tuple(Span(hit.start, hit.end) for hit in hits)
    return _snippet(text, start, end, spans, Span(first.start, first.end))


def _snippet(
    text: str, start: int, end: int, hits: Sequence[Span], first: Span, *, whole: bool = False
) -> Snippet:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    before = "" if whole or _begins(text, start) else _MORE
    after = "" if whole or end == len(text) or text[end] == "\n" or text[end - 1] in _ENDS else _MORE
    inside = _BLANK.sub(" ", text[start:end])
    shift = len(before) - start
    marked = tuple(
        Span(hit.start + shift, hit.end + shift) for hit in hits if start <= hit.start and hit.end <= end
    )
    return Snippet(f"{before}{inside}{after}", marked, Span(start, end), first)


def _begins(text: str, start: int) -> bool:
    """Whether a line or a sentence begins at `start`."""
    before = text[max(0, start - 4) : start].rstrip(" \"”'")
    return not start or text[start - 1] == "\n" or before[-1:] in _ENDS


def _sentence_start(text: str, start: int, hit: int) -> int:
    """The beginning of the sentence of the hit, if it is not far; else that of a word."""
    for at in range(hit - 1, start - 1, -1):
        if text[at] in ".!?" and text[at + 1 : at + 2] == " ":
            return at + 2
    return _word_start(text, start, hit)


def _word_start(text: str, start: int, hit: int) -> int:
    """The beginning of the first whole word behind `start`; `start` itself where no blank is near."""
    at = text.find(" ", start, hit)
    return start if at < 0 else at + 1


def _word_end(text: str, end: int) -> int:
    """The end of the word at `end`, or `end` itself where the word is as long as a line."""
    at = end
    while at < len(text) and not text[at].isspace():
        at += 1
        if at - end > 30:
            return end
    return at
