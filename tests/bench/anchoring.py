"""How many notes find their passage in a changed article: `python -m tests.bench.anchoring`, part of `make bench`.

On our own articles, changed as `tests.bench.editions` does. Where READER_ANCHORING_DATA names a folder of
``*.jsonl.gz`` with cases of the same form as its ``make_cases.py`` writes, its figures are printed beside.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.model import Selector, State
from reader.model.anchoring import Anchorer
from tests.bench import editions
from tests.bench.editions import Moved

NEAR = 0.8
"""Found right: the common part of what was found and what was expected is more than this of both together."""

HARD = ("words 10 %", "words 30 %", "words_10", "words_30")
COPY = ("copy elsewhere", "deleted_copy_elsewhere")


class Case(NamedTuple):
    """What is asked of one note."""

    change: str
    text: str
    selector: Selector
    expected: tuple[int, int] | None


class Figures(NamedTuple):
    """What came of many cases."""

    results: dict[str, Counter[str]]
    prepared: list[float]
    placed: list[float]
    long_misplaced: int

    def share(self, result: str, changes: Iterable[str]) -> float:
        """The percentage of the cases of `changes` with that result."""
        counts = [self.results[change] for change in changes]
        return 100 * sum(count[result] for count in counts) / max(1, sum(map(Counter.total, counts)))

    def kinds(self) -> tuple[list[str], list[str], list[str]]:
        """The changes that must be found, those deleted, and those deleted with a copy elsewhere."""
        gone = [
            change for change, count in self.results.items() if count["orphan, right"] + count["misplaced"]
        ]
        found = [change for change in self.results if change not in gone]
        return found, [change for change in gone if change not in COPY], [c for c in gone if c in COPY]


def cases(size: int, count: int, notes: int, seed: int) -> Iterator[Case]:
    """`count` of our articles of `size` code points, each changed in every way, with `notes` notes in each."""
    chance = random.Random(seed)
    texts = editions.texts(size)
    chance.shuffle(texts)
    others = [
        words
        for text in texts[count:][:20]
        for words in text.replace("\n", ". ").split(". ")
        if len(words) > 40
    ]
    for number, text in enumerate(texts[:count]):
        where = editions.passages(text, notes, chance)
        for change in (*editions.FOUND, *editions.TURNED, *editions.GONE):
            places = [at for at in where if at[1] - at[0] >= 40] if change == "half is gone" else where
            yield from map(_case, editions.changed(change, text, places, others, seed + number))


def _case(moved: Moved) -> Case:
    return Case(moved.change, moved.after, Selector.describe(moved.before, *moved.passage), moved.expected)


def recorded(path: Path) -> Iterator[Case]:
    """The cases of one file of a yardstick."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for note in row["quotes"]:
                selector = Selector.describe(row["original"], note["start"], note["end"])
                expected = note["expected"]
                yield Case(row["edit"], row["edited"], selector, tuple(expected) if expected else None)


def measure(asked: Iterable[Case]) -> Figures:
    """Place every note; what was uncertain counts by the place that is asked about."""
    results: dict[str, Counter[str]] = defaultdict(Counter)
    prepared, placed, long = [], [], 0
    anchorer, of = Anchorer(""), ""
    for case in asked:
        if case.text is not of:
            start = time.perf_counter()
            anchorer, of = Anchorer(case.text), case.text
            prepared.append(1000 * (time.perf_counter() - start))
        start = time.perf_counter()
        placement = anchorer.place(case.selector)
        placed.append(1000 * (time.perf_counter() - start))
        found = (placement.span.start, placement.span.end) if placement.span else None
        result = _result(found, case.expected)
        results[case.change][result] += 1
        long += result == "misplaced" and case.change not in COPY and len(case.selector.exact) >= 60
        if placement.state is State.ORPHAN:
            assert found is None
    return Figures(results, prepared, placed, long)


def _result(found: tuple[int, int] | None, expected: tuple[int, int] | None) -> str:
    if expected is None:
        return "misplaced" if found else "orphan, right"
    if found is None:
        return "not found"
    common = min(found[1], expected[1]) - max(found[0], expected[0])
    return "right" if common > NEAR * (max(found[1], expected[1]) - min(found[0], expected[0])) else "wrong"


def report(title: str, figures: Figures) -> None:
    """Print the figures as the README has them."""
    found, deleted, copied = figures.kinds()
    notes = sum(map(Counter.total, figures.results.values()))
    print(f"\n{title}: {notes} notes, {len(figures.results)} kinds of change")
    print(f"  found right      {figures.share('right', found):6.2f} %   (at least 99.5)")
    print(f"  found wrong      {figures.share('wrong', found):6.2f} %   (at most 0.3)")
    worst = sorted(found, key=lambda change: figures.share("right", [change]))[:4]
    told = ", ".join(f"{change} {figures.share('right', [change]):.1f} %" for change in worst)
    print(f"  worst            {told}   (at least 98, but words)")
    if deleted:
        print(f"  deleted, placed  {figures.share('misplaced', deleted):6.2f} %   (at most 1)", end="")
        print(f"; {figures.long_misplaced} of 60 characters or more (none)")
    if copied:
        print(f"  only a copy left {figures.share('misplaced', copied):6.2f} % placed   (at most 5)")
    print(f"  a note {statistics.mean(figures.placed):.2f} ms (at most {max(figures.placed):.1f}),", end=" ")
    print(f"the text {statistics.mean(figures.prepared):.1f} ms before")


def main() -> int:
    """Print all figures."""
    Anchorer("א").place(Selector("ב", "", "", 0, 1, True))  # the libraries load
    report("Anchoring, 10,000 characters (1 ms a note)", measure(cases(10_000, 12, 10, seed=1)))
    report("Anchoring, short articles of 2,000 characters", measure(cases(2_000, 30, 4, seed=2)))
    _long()
    folder = os.environ.get("READER_ANCHORING_DATA")
    for path in sorted(Path(folder).glob("*.jsonl.gz")) if folder else ():
        report(f"The yardstick, {path.name}", measure(recorded(path)))
    return 0


def _long() -> None:
    text = "".join(editions.texts(10_000))  # three quarters of a million: all that we have without repeating
    chance = random.Random(3)
    where = editions.passages(text[:600_000], 20, chance)
    others = [words for words in text[650_000:].split(". ") if len(words) > 40]
    asked = [
        _case(moved)
        for change in ("unchanged", "typos 5 %", "typos 10 %", "passage deleted", "another article")
        for moved in editions.changed(
            change, text, where[:20] if "deleted" not in change else where[:3], others, 3
        )
    ]
    report(f"Anchoring, {len(text):,} characters (20 ms a note, 500 ms before)", measure(asked))


if __name__ == "__main__":
    sys.exit(main())
