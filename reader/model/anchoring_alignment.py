"""A passage laid along one place of a text: how much of it stands there, and from where to where.

All positions are letters (see `reader.hebrew.letters`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from reader.model.anchoring_search import Passage, Window

_SOLID = 3
"""So many like letters in a row are no chance: in alignments of unrelated texts few runs are longer."""

_LONG = 600
"""Of a passage longer than twice this, only so many letters at each end are laid along the text."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage stands at one place.

    `start` and `end` are where its letters begin and end there. `before`, `inside` and `after` are the shares
    (0.0 to 1.0) of prefix, passage and suffix that stand there in runs of three letters or more; `solid` is how
    many letters `inside` is a share of, `like` the share of the passage's letters that stand there in any run.
    `growth` is how many times its own length the passage has there.
    """

    start: int
    end: int
    before: float
    inside: float
    after: float
    like: float
    growth: float
    solid: int


def fit(passage: Passage, text: str, window: Window) -> Fit:
    """Lay `passage` along ``text[window.start:window.end]``, at the least cost of changed letters."""
    if len(passage.exact) <= 2 * _LONG:
        return _fit(passage, text, window)
    first = Passage(passage.prefix, passage.exact[:_LONG], "")
    last = Passage("", passage.exact[-_LONG:], passage.suffix)
    head = _fit(first, text, Window(window.start, min(window.end, window.start + len(first.whole))))
    tail = _fit(last, text, Window(max(window.start, window.end - len(last.whole)), window.end))
    return Fit(
        head.start,
        max(head.start, tail.end),
        head.before,
        (head.inside + tail.inside) / 2,
        tail.after,
        (head.like + tail.like) / 2,
        max(0, tail.end - head.start) / len(passage.exact),
        head.solid + tail.solid,
    )


def _fit(passage: Passage, text: str, window: Window) -> Fit:
    begin = len(passage.prefix)
    finish = begin + len(passage.exact)
    whole = passage.whole
    around = len(whole) - finish
    blocks = Levenshtein.opcodes(whole, text[window.start : window.end]).as_matching_blocks()
    solid = [(at, window.start + there, size) for at, there, size in blocks if size >= _SOLID]
    before = sum(min(at + size, begin) - at for at, _, size in solid if at < begin)
    after = sum(at + size - max(at, finish) for at, _, size in solid if at + size > finish)
    like = sum(max(0, min(at + size, finish) - max(at, begin)) for at, _, size in blocks)
    # The like runs cut to the passage itself.
    inner = [
        (max(at, begin), min(at + size, finish), there - at)
        for at, there, size in solid
        if at < finish and at + size > begin
    ]
    if not inner:
        return Fit(window.start, window.start, _share(before, begin), 0.0, _share(after, around), 0.0, 0.0, 0)
    letters = sum(till - low for low, till, _ in inner)
    left = [there - at for at, there, size in solid if at < begin]
    right = [there - at for at, there, size in solid if at + size > finish]
    (first, _, shift), (_, last, last_shift) = inner[0], inner[-1]
    start = _edge(first - begin, first + shift, begin + left[-1] if left else None, -1)
    end = _edge(finish - last, last + last_shift, finish + right[0] if right else None, 1)
    return Fit(
        max(0, start),
        min(len(text), end),
        _share(before, begin),
        _share(letters, len(passage.exact)),
        _share(after, around),
        _share(like, len(passage.exact)),
        _share(end - start, len(passage.exact)),
        letters,
    )


def _edge(missing: int, sure: int, neighbour: int | None, way: int) -> int:
    """Where an end of the passage is, whose outermost `missing` letters are changed.

    `sure` is where its outermost like letter stands; `neighbour` is where the context begins beside it. What
    stands between the two took the place of the changed letters, if it is about as long.
    """
    if not missing:
        return sure
    if neighbour is not None:
        between = (neighbour - sure) * way
        if between <= 2 * missing + 4:
            return sure + way * max(0, between)
    return sure + way * missing


def _share(part: int, of: int) -> float:
    return part / of if of else 0.0
