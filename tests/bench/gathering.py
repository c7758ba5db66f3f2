"""A folder of articles comes into the library: how many a second, and who waits for it meanwhile.

python -m tests.bench.gathering FOLDER
"""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from pathlib import Path

from reader.cancel import CancelToken
from reader.folders import Walk
from reader.gathering import Event, Progress, gather
from reader.library import LIBRARY_FILE, Library
from tests.bench import made
from tests.library import samples

ARTICLES, WORDS, FILES = 3_000, 400, 100_000


def main(folder: Path) -> None:
    """Make the files, measure, print."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for number in range(ARTICLES):
        text = made.article(WORDS, number)
        (articles / f"{number}.txt").write_text(f"כתבה {number}: {text}", "utf-8")
    print(f"\nA folder of {ARTICLES:,} articles of {WORDS} words comes in, {os.cpu_count()} processors:")
    with Library.open(folder / LIBRARY_FILE) as library:
        _import(library, articles, folder / LIBRARY_FILE)
        _again(library, articles)
    with Library.open(folder / "stopped" / LIBRARY_FILE) as library:
        _stop(library, articles)
    _walk(folder / "many")


def _import(library: Library, articles: Path, path: Path) -> None:
    done = threading.Event()
    waits: list[float] = []
    other = threading.Thread(target=_save_notes, args=(path, done, waits))
    other.start()
    begun, used = time.perf_counter(), time.process_time()
    report = gather(library, [articles])
    took, used = time.perf_counter() - begun, time.process_time() - used
    done.set()
    other.join()
    assert len(report.new) == ARTICLES
    print(f"  new, found by the search at once       {ARTICLES / took:5.0f} a second   (at least 150)")
    print(f"  of a processor's time, notes included  {used / ARTICLES * 1000:5.2f} ms an article")
    p95 = statistics.quantiles(waits, n=20, method="inclusive")[-1]
    print(
        f"  a note saved meanwhile                 {statistics.median(waits):5.1f} ms median, {p95:5.1f} ms p95"
    )


def _again(library: Library, articles: Path) -> None:
    begun = time.perf_counter()
    report = gather(library, [articles])
    assert len(report.same) == ARTICLES
    print(
        f"  the same again                         {ARTICLES / (time.perf_counter() - begun):5.0f} a second"
    )


def _stop(library: Library, articles: Path) -> None:
    token, asked = CancelToken(), [0.0]

    def tell(event: Event) -> None:
        if isinstance(event, Progress) and event.done > ARTICLES // 3 and not token.cancelled:
            asked[0] = time.perf_counter()
            token.cancel()

    report = gather(library, [articles], token, tell)
    print(
        f"  it stops after                         {(time.perf_counter() - asked[0]) * 1000:5.0f} ms   (at most 200)"
    )
    assert report.stopped
    assert len(report.new) == len(library.articles())


def _walk(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").touch()
    begun = time.perf_counter()
    found = sum(1 for _ in Walk(print).files(str(folder)))
    assert found == FILES
    print(f"  {FILES:,} files in one folder are seen in {time.perf_counter() - begun:5.2f} s")


def _save_notes(path: Path, done: threading.Event, waits: list[float]) -> None:
    """Save a note now and then by a connection of its own, as the window does; the milliseconds that each took."""
    article = samples.article()
    with Library.open(path) as library:
        library.add_article(article)
        while not done.wait(0.05):
            begun = time.perf_counter()
            library.save_annotation(samples.note(article, name=f"n{len(waits)}"))
            waits.append((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
