"""How fast the window's search answers on a large library, and how well on the queries with known answers.

python -m tests.bench.finding FOLDER [ARTICLES]

FOLDER has the library of ``tests.bench.search``, or gets a smaller one of the same making. Milliseconds on the clock.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep
from reader.library.search.finder import Finder
from tests.bench.maker import Maker, make_library
from tests.library.search import quality

FIRST, LINES = 100, 30  # what the window asks for at first, and the lines that it shows


def main(folder: Path, articles: int = 3_000) -> None:
    """Measure, print."""
    path = folder / LIBRARY_FILE
    maker = Maker()
    if not path.exists():
        make_library(path, articles, articles // 5, maker)
    with Library.open(path) as library:
        upkeep = Upkeep(library)
        upkeep.catch_up()
        upkeep.close()
        finder = Finder(library)
        begun = time.perf_counter()
        total = finder.find("").total
        print(f"\nSearching {total:,} articles as the window does:")
        print(f"  the first list       {(time.perf_counter() - begun) * 1e3:7.1f} ms")
        asked = _queries(maker)
        _row("search, first page", _times(asked, lambda text: _find(finder, text, FIRST)), "(p95 at most 50)")
        _row("search, all of it", _times(asked, lambda text: _find(finder, text, None)), "")
        words = [text for text in asked if text.isalpha()][:25]
        keys = [word[:end] for word in words for end in range(2, len(word) + 1)]
        _row("first hits at a key", _times(keys, lambda text: _type(finder, text)), "(at most 30)")
        _row("facets", _times(asked[:30], finder.facets), "")
        finder.close()
    good, count = _quality()
    print(f"  right answers        {good} of {count} queries with known answers")


def _queries(maker: Maker) -> list[str]:
    words, people = maker.words, maker.people
    asked = []
    for number in range(60):
        word, other = words[number * number], words[number * 7 + 3]
        name = people[number * 3]
        asked += [
            word,
            name,
            f'"{name}"',
            f"{word} {name.split()[1]}",
            f"{word} | {other}",
            f"{word} -{other}",
        ]
        asked += [f"{word} date:2013", f"site:ynet {other}"]
    return asked


def _find(finder: Finder, text: str, first: int | None) -> None:
    finder.lines(finder.find(text, first=first).keys[:LINES], text)


def _type(finder: Finder, text: str) -> None:
    finder.lines(finder.find(text, typing=True, first=FIRST).keys[:LINES], text, typing=True)


def _times(asked: Sequence[str], work: Callable[[str], object]) -> list[float]:
    """Of each, the second time: as in a program that has run for a while."""
    taken = []
    for text in asked:
        work(text)
        begun = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - begun) * 1e3)
    return taken


def _row(what: str, taken: list[float], goal: str) -> None:
    p95 = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    print(
        f"  {what:<20} {statistics.median(taken):7.1f} ms median {p95:7.1f} p95 {max(taken):7.1f} at most {goal}"
    )


def _quality() -> tuple[int, int]:
    """How many queries are answered rightly; each that is not is printed."""
    good = 0
    with Library.in_memory() as library:
        quality.fill(library)
        finder = Finder(library)
        names = quality.ids(finder)
        for case in quality.cases():
            found = quality.answer(finder, names, case.query)
            missing = case.right - set(found[: quality.PAGE])
            wrong = set(found) - case.right - case.allowed
            good += not missing and not wrong
            if missing or wrong:
                print(f"  {case.query}: missing {sorted(missing)}, wrong {sorted(wrong)}")
        finder.close()
    return good, len(quality.cases())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
