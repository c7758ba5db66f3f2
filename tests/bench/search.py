"""A library of 100,000 articles and 20,000 notes: how fast it is indexed and searched, how large its index is.

python -m tests.bench.search FOLDER [ARTICLES [NOTES]]

Beside our index a plain FTS5 table (unicode61) is made of the same texts and asked the same. A library that is in
FOLDER already is measured as it is.
"""

from __future__ import annotations

import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import apsw

from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep, index_path
from reader.library.search.finder import Finder
from reader.library.search.results import Sort
from tests.bench.maker import ACRONYMS, Maker, make_library, make_plain

ARTICLES, NOTES = 100_000, 20_000
_PLAIN = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"


def queries(maker: Maker, count: int = 200) -> list[tuple[str, str]]:
    """What a person may ask, and the same in FTS5's own language.

    Words of every frequency, names, phrases, prefixes, OR and NOT.
    """
    chance = random.Random(7)
    made = []
    for number in range(count):
        one, other = (_word(maker, chance) for _ in range(2))
        name = chance.choice(maker.people)
        acronym = chance.choice(ACRONYMS)
        kinds = (
            (one, f'"{one}"'),
            (f'"{name}"', f'"{name}"'),
            (name.split()[1], f'"{name.split()[1]}"'),
            (f"{one} {other}", f'"{one}" "{other}"'),
            (f"{name.split()[1]} {one}", f'"{name.split()[1]}" "{one}"'),
            (f"{one[:4]}*", f'"{one[:4]}" *'),
            (f"{one} | {other}", f'"{one}" OR "{other}"'),
            (f"{name.split()[0]} -{one}", f'"{name.split()[0]}" NOT "{one}"'),
            (acronym, '"{}"'.format(acronym.replace('"', '""'))),
        )
        made.append(kinds[number % len(kinds)])
    return made


def _word(maker: Maker, chance: random.Random) -> str:
    """A word that is asked for: from the most frequent ones to those that stand in ten articles."""
    return maker.words[min(len(maker.words) - 1, int(20 * chance.paretovariate(0.4)))]


class Took(NamedTuple):
    """Milliseconds on the clock, and those of them that the processor worked for us."""

    clock: float
    worked: float


def main(folder: Path, articles: int = ARTICLES, notes: int = NOTES) -> None:
    """Make the library, measure, print."""
    folder.mkdir(parents=True, exist_ok=True)
    path, plain = folder / LIBRARY_FILE, folder / "plain.sqlite"
    maker = Maker()
    if not path.exists():
        _make(path, plain, articles, notes, maker)
    with Library.open(path) as library:
        upkeep = Upkeep(library)
        upkeep.catch_up()
        upkeep.close()
        finder = Finder(library)
        row("the first list", [took(partial(finder.find, ""))])
        _search(finder, plain, queries(maker))
        _besides(finder, [query for query, _ in queries(maker)])
        _small_changes(library, maker, articles)
        _while_importing(library, finder, [query for query, _ in queries(maker)], maker, articles)


def _make(path: Path, plain: Path, articles: int, notes: int, maker: Maker) -> None:
    made = make_library(path, articles, notes, maker)
    size = made.size
    print(
        f"\nA library of {articles:,} articles and {notes:,} notes ({size / 1e6:.0f} MB of text):", flush=True
    )
    for what, seconds, worked in (
        ("storing", made.stored, made.storing),
        ("indexing", made.indexed, made.indexing),
    ):
        print(
            f"  {what:<20} {seconds / articles * 1e3:6.2f} ms an article, {worked / articles * 1e3:.2f} ms of the processor"
        )
    make_plain(plain, path)
    wide, narrow = index_path(path).stat().st_size, plain.stat().st_size
    print(
        f"  the index           {wide / size:6.2f} times the text (at most 1.20; plain FTS5 {narrow / size:.2f})"
    )


def _search(finder: Finder, plain: Path, asked: Sequence[tuple[str, str]]) -> None:
    simple = apsw.Connection(str(plain))
    ours = times(lambda query: finder.find(query, first=50), [query for query, _ in asked])
    theirs = times(lambda query: simple.execute(_PLAIN, (query,)).fetchall(), [query for _, query in asked])
    row("search", ours, "   (p95 at most 50 ms)")
    row("plain FTS5", theirs)
    ratios = [_p95([each[of] for each in ours]) / _p95([each[of] for each in theirs]) for of in (0, 1)]
    print(f"  ratio of p95        {ratios[0]:6.2f}   (at most 1.50; {ratios[1]:.2f} of the processor's)")
    letters = [query[:end] for query, _ in asked[:60:3] for end in range(2, len(query) + 1)]
    row(
        "as you type",
        times(lambda query: finder.find(query, first=50, typing=True), letters),
        "   (30 ms)",
    )


def _besides(finder: Finder, asked: Sequence[str]) -> None:
    """What the window asks for besides: lines, orders, what an answer can be narrowed by."""
    keys = finder.find(asked[0], first=50).keys[:30]
    row("thirty lines", times(lambda query: finder.lines(keys, query), asked[:30]))
    for sort in (Sort.TITLE, Sort.NOTES):
        row(f"all, by {sort.value}", [took(partial(finder.find, "", sort)) for _ in range(4)])
    row("facets", times(finder.facets, asked[:40]))


def times(work: Callable[[str], object], asked: Sequence[str]) -> list[Took]:
    """What each query takes; the second of two rounds, as in a program that runs."""
    for query in asked:
        work(query)
    return [took(partial(work, query)) for query in asked]


def took(work: Callable[[], object]) -> Took:
    """What a piece of work takes."""
    begun, worked = time.perf_counter(), time.thread_time()
    work()
    return Took((time.perf_counter() - begun) * 1e3, (time.thread_time() - worked) * 1e3)


def _small_changes(library: Library, maker: Maker, articles: int) -> None:
    upkeep = Upkeep(library)
    upkeep.catch_up()
    notes, news = [], []
    of = next(maker.articles(1, articles))
    for number in range(50):
        library.import_articles(list(maker.articles(1, articles + number)))
        news.append(took(upkeep.catch_up))
        library.save_annotations(maker.notes([of], 1))
        notes.append(took(upkeep.catch_up))
    upkeep.close()
    row("after a new article", news)
    row("after a saved note", notes)


def _while_importing(
    library: Library, finder: Finder, asked: Sequence[str], maker: Maker, articles: int
) -> None:
    stop = threading.Event()

    def write() -> None:
        upkeep = Upkeep(library)
        source = maker.articles(100_000, 2 * articles)
        while not stop.is_set():
            library.import_articles(list(islice(source, 10)))
            upkeep.catch_up()
        upkeep.close()

    writer = threading.Thread(target=write)
    writer.start()
    row("search in an import", times(lambda query: finder.find(query, first=50), asked))
    stop.set()
    writer.join()


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]


def row(what: str, taken: Sequence[Took], goal: str = "") -> None:
    """Print what something took."""
    clock, worked = [each.clock for each in taken], [each.worked for each in taken]
    print(
        f"  {what:<20} {statistics.median(clock):6.2f} ms median, {_p95(clock):6.2f} ms p95, {max(clock):6.2f} ms at most"
        f"{goal}; of the processor's {statistics.median(worked):.2f} and {_p95(worked):.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
