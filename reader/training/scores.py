"""How well names are found: exact and overlap F1 for each type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reader.entities.tagger.tags import Named


class Scores:
    """Counts of right, found and marked names, by type."""

    def __init__(self) -> None:
        self.exact: Counter[str] = Counter()
        self.overlap_found: Counter[str] = Counter()
        self.overlap_marked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.marked: Counter[str] = Counter()

    def add(self, found: Iterable[Named], marked: Iterable[Named]) -> None:
        """Count one text; a name is exact where its words, type and attached letters are right."""
        found, marked = list(found), list(marked)
        for name in found:
            self.found[name.kind] += 1
            self.exact[name.kind] += name in marked
            self.overlap_found[name.kind] += any(_meet(name, other) for other in marked)
        for name in marked:
            self.marked[name.kind] += 1
            self.overlap_marked[name.kind] += any(_meet(name, other) for other in found)

    def f1(self, kind: str) -> float:
        """Exact F1, 0.0 to 1.0."""
        return _f1(self.exact[kind], self.found[kind], self.exact[kind], self.marked[kind])

    def overlap(self, kind: str) -> float:
        """F1 where sharing a word with a name of the type is enough."""
        return _f1(self.overlap_found[kind], self.found[kind], self.overlap_marked[kind], self.marked[kind])

    def table(self) -> str:
        """One line a type."""
        lines = [f"{'type':6}{'marked':>8}{'found':>8}{'exact F1':>10}{'overlap F1':>12}"]
        for kind in sorted(self.marked, key=lambda kind: -self.marked[kind]):
            counts = f"{kind:6}{self.marked[kind]:8}{self.found[kind]:8}"
            lines.append(f"{counts}{self.f1(kind):10.3f}{self.overlap(kind):12.3f}")
        return "\n".join(lines)


def _meet(one: Named, other: Named) -> bool:
    return one.kind == other.kind and one.first <= other.last and other.first <= one.last


def _f1(right: int, found: int, hit: int, marked: int) -> float:
    precision = right / found if found else 0.0
    recall = hit / marked if marked else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
