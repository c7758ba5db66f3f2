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
class Edge:
    """Where the passage begins or ends at a place.

    `place` is sure if `missing` is 0. Otherwise so many of its outermost letters are changed: the outermost that
    is not stands at `sure`, and the context begins no nearer than `limit`, so far as it is there.
    """

    place: int
    missing: int = 0
    sure: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How a passage stands at one place.

    `before`, `inside` and `after` are the shares (0.0 to 1.0) of prefix, passage and suffix that stand there in
    runs of three letters or more; `solid` is how many letters `inside` is a share of, `like` the share of the
    passage's letters that stand there in any run.
    """

    head: Edge
    tail: Edge
    before: float
    inside: float
    after: float
    like: float
    solid: int

    @property
    def start(self) -> int:
        """Where the passage begins, at least about there."""
        return self.head.place

    @property
    def end(self) -> int:
        """Where the passage ends, at least about there."""
        return self.tail.place


def fit(passage: Passage, text: str, window: Window) -> Fit:
    """Lay `passage` along ``text[window.start:window.end]``, at the least cost of changed letters."""
    if len(passage.exact) <= 2 * _LONG:
        return _fit(passage, text, window)
    first = Passage(passage.prefix, passage.exact[:_LONG], "")
    last = Passage("", passage.exact[-_LONG:], passage.suffix)
    head = _fit(first, text, Window(window.start, min(window.end, window.start + len(first.whole))))
    tail = _fit(last, text, Window(max(window.start, window.end - len(last.whole)), window.end))
    return Fit(
        head.head,
        tail.tail,
        head.before,
        (head.inside + tail.inside) / 2,
        tail.after,
        (head.like + tail.like) / 2,
        head.solid + tail.solid,
    )


def _fit(passage: Passage, text: str, window: Window) -> Fit:
    begin = len(passage.prefix)
    finish = begin + len(passage.exact)
    whole = passage.whole
    around = len(whole) - finish
    blocks = Levenshtein.opcodes(whole, text[window.start : window.end]).as_matching_blocks()
    runs = _runs(whole, text, [(at, window.start + there, size) for at, there, size in blocks], begin)
    before = sum(min(at + size, begin) - at for at, _, size in runs if at < begin)
    after = sum(at + size - max(at, finish) for at, _, size in runs if at + size > finish)
    like = sum(max(0, min(at + size, finish) - max(at, begin)) for at, _, size in blocks)
    # The like runs cut to the passage itself: where each begins and ends in the whole, and how far it shifted.
    inner = [
        (max(at, begin), min(at + size, finish), there - at)
        for at, there, size in runs
        if at < finish and at + size > begin
    ]
    if not inner:
        return Fit(
            Edge(window.start), Edge(window.start), _share(before, begin), 0.0, _share(after, around), 0.0, 0
        )
    letters = sum(till - low for low, till, _ in inner)
    left = [(begin - at - size, there + size) for at, there, size in runs if at + size <= begin]
    right = [(at - finish, there) for at, there, size in runs if at >= finish]
    (first, _, shift), (_, last, last_shift) = inner[0], inner[-1]
    start = _edge(first - begin, first + shift, left[-1] if left else None, -1, len(text))
    end = _edge(finish - last, last + last_shift, right[0] if right else None, 1, len(text))
    return Fit(
        start,
        end,
        _share(before, begin),
        _share(letters, len(passage.exact)),
        _share(after, around),
        _share(like, len(passage.exact)),
        letters,
    )


def _runs(
    whole: str, text: str, blocks: list[tuple[int, int, int]], begin: int
) -> list[tuple[int, int, int]]:
    """The like runs of three letters or more: in the whole, in the text, how long.

    Each is stretched over the like letters beside it, which the alignment may have laid along others: of
    ``כסף מציעים`` in ``כסף מניח מציעים`` it takes the first מ with ``כסף``, and then ``ציעים``. Of two that want
    a letter the passage's run has it, not that of the context.
    """
    runs: list[tuple[int, int, int]] = []
    for block in blocks:
        if block[2] < _SOLID:
            continue
        at, there, size = _stretched(whole, text, *block)
        if runs:
            left, left_there, left_size = runs[-1]
            both = max(0, left + left_size - at)
            if both and left < begin <= at and both < size:
                runs[-1] = (left, left_there, left_size - both)
            else:
                at, there, size = at + both, there + both, size - both
        if size > 0:
            runs.append((at, there, size))
    return runs


def _stretched(whole: str, text: str, at: int, there: int, size: int) -> tuple[int, int, int]:
    while at and there and whole[at - 1] == text[there - 1]:
        at, there, size = at - 1, there - 1, size + 1
    while at + size < len(whole) and there + size < len(text) and whole[at + size] == text[there + size]:
        size += 1
    return at, there, size


def _edge(missing: int, sure: int, context: tuple[int, int] | None, way: int, length: int) -> Edge:
    """The end of the passage that lies `way` (1 or -1) of its outermost like letter.

    `context` says how many letters of the context beside it are changed too, and where the first is that is not.
    What stands between the two took the place of the changed letters, if it is about as long.
    """
    if not missing:
        return Edge(sure)
    share, limit = missing, None
    if context is not None:
        changed, limit = context
        between = max(0, (limit - sure) * way)
        if not changed and between <= 2 * missing + 4:
            return Edge(limit)
        if 0 <= between - changed <= 2 * missing + 4:
            share = between - changed
        share = min(share, between)
    return Edge(min(length, max(0, sure + way * share)), missing, sure, limit)


def _share(part: int, of: int) -> float:
    return min(1.0, part / of) if of else 0.0
