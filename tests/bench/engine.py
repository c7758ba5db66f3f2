"""How fast the engine in use is and what it weighs, in a process of its own; run by `tests.bench`.

`python -m tests.bench.engine FILE` prints five figures: seconds from nothing to the first answer about FILE, the
engine's imports and load counted, the article's not; words a second when warm, on one core (median of five, CPU time);
how many words; megabytes of memory that the engine added to a process with Qt in it; the longest time in
seconds between two looks at the stop switch.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from reader import importers
from reader.cancel import CancelToken

RUNS = 5


class _Timed(CancelToken):
    """Notes how long the work went on between two looks."""

    def __init__(self) -> None:
        super().__init__()
        self.last = time.perf_counter()
        self.longest = 0.0

    def check(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now


def _megabytes() -> float:
    if Path("/proc/self/statm").exists():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main(file: str) -> None:
    """Measure and print."""
    app = QApplication([])
    article = importers.load_path(file)
    words = len(article.text.split())
    before, start = _megabytes(), time.perf_counter()
    from reader import entities

    engine = entities.engine()
    first = engine.read(article, CancelToken())
    answered = time.perf_counter() - start
    assert first.engine.name == "tagger", "the trained engine gave way to the word lists"
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        engine.read(article, CancelToken())
        times.append(time.process_time() - begun)
    timed = _Timed()
    engine.read(article, timed)
    speed = words / statistics.median(times)
    sys.stdout.write(f"{answered} {speed} {words} {_megabytes() - before} {timed.longest}\n")
    del app


if __name__ == "__main__":
    main(sys.argv[1])
