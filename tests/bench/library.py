"""A large library: how long a note takes to save, also while a backup is made, and how long the backup takes.

python -m tests.bench.library FOLDER
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.keeping import Keeper
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups
from reader.library.checking import check
from reader.library.merging import merge
from reader.model import Annotation, Article, Block, BlockKind, Selector, Span
from tests.bench import made

ARTICLES, NOTES, SAVES = 2_000, 20_000, 300


def main(folder: Path) -> None:
    """Make the library, measure, print."""
    path = folder / LIBRARY_FILE
    text = made.article(400)
    with Library.open(path) as library:
        library._connection.pragma("synchronous", "off")  # only while it is made
        for number in range(ARTICLES):
            library.add_article(_article(number, text))
        library.save_annotations(_note(number, text) for number in range(NOTES))
    size = path.stat().st_size / 1e6
    print(f"\nA library of {ARTICLES:,} articles and {NOTES:,} notes ({size:.0f} MB):")
    with Library.open(path) as library:
        _row("saving a note", _saves(library, text, lambda: False), "   (at most 20)")
        backups, done = Backups(path), threading.Event()
        begun = time.perf_counter()
        worker = threading.Thread(target=lambda: (backups.make(library), done.set()))
        worker.start()
        _row("the same during a backup", _saves(library, text, done.is_set), "   (at most 20)")
        worker.join()
        print(f"  a backup, made and checked, meanwhile {time.perf_counter() - begun:5.2f} s")
        _seconds("a backup, made and checked", lambda: backups.make(library))
        _seconds("the check after an unclean stop", lambda: check(path, quick=True))
        _seconds("the whole check", lambda: check(path))
        keeper = Keeper(library)
        _seconds("the plain copy, all of it", keeper.write_plain_copy)
        library.save_annotation(replace(_note(0, text), body="נבדק"))
        _seconds("the plain copy, one note changed", keeper.write_plain_copy)
        others = [replace(_note(number, text), id=f"other{number}") for number in range(2_000)]
        _seconds("a merge of 2,000 notes", lambda: merge(library, others))
    _seconds("opening it", lambda: Library.open(path).close())


def _article(number: int, text: str) -> Article:
    words = _words(number, text)
    return Article(
        f"{number:016x}", f"/{number}.txt", "he", words, (Block(BlockKind.PARAGRAPH, Span(0, len(words))),)
    )


def _words(number: int, text: str) -> str:
    return f"כתבה {number}\n{text}"


def _note(number: int, text: str) -> Annotation:
    start = number * 7 % (len(text) - 60)
    selector = Selector.describe(_words(number % ARTICLES, text), start, start + 40)
    instant = f"2024-05-01T10:00:00.{number % 1000:03}Z"
    words = "לבדוק את הטענה הזאת מול המקור. " * 4
    return Annotation(
        f"n{number}",
        f"{number % ARTICLES:016x}",
        selector,
        words,
        "yellow",
        ("לבדוק",),
        None,
        instant,
        instant,
    )


def _saves(library: Library, text: str, stop: Callable[[], bool]) -> list[float]:
    """Milliseconds of each of `SAVES` saves, or of those until `stop`."""
    times = []
    for number in range(SAVES):
        note = replace(_note(number, text), id=f"saved{number}{stop}")
        begun = time.perf_counter()
        library.save_annotation(note)
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.005)  # nobody types faster
        if stop():
            break
    return times


def _row(what: str, times: list[float], goal: str) -> None:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    print(
        f"  {what:<38} {statistics.median(times):5.1f} ms median, {p95:5.1f} ms p95, {max(times):5.1f} ms at most{goal}"
    )


def _seconds(what: str, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    print(f"  {what:<38} {time.perf_counter() - begun:5.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
