"""A library of 100,000 articles and 20,000 notes: how fast it is indexed, how fast and how large its index is.

python -m tests.bench.search FOLDER [ARTICLES [NOTES]]

The articles are made of the word lists' words, as often as a language has them (Zipf), with attached letters, names,
acronyms, dates and quotations; the same seed gives the same library. Beside our index a plain FTS5 table (unicode61)
is made of the same texts and asked the same.
"""

from __future__ import annotations

import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

import apsw

from reader.hebrew import wordlists
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep, index_path
from reader.library.search.finder import Finder
from reader.model import Annotation, Article, Block, BlockKind, Link, Selector, Span

ARTICLES, NOTES, WORDS = 100_000, 20_000, 400
BATCH = 50
_PLAIN = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"
_SITES = ("haaretz.example", "ynet.example", "walla.example", "kan.example", "mako.example")
_ATTACHED = ("ה", "ב", "ל", "מ", "ו", "ש", "וה", "שה", "וב", "ול")
_ACRONYMS = ('ארה"ב', 'צה"ל', 'מנכ"ל', 'ח"כ', 'או"ם', 'יו"ר', 'עו"ד', 'שב"כ', 'בג"ץ', 'ש"ח')


class Maker:
    """Makes articles and notes, always the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        words = [word for word in wordlists.load("words")["words"].split() if len(word) > 1]
        self._chance.shuffle(words)
        self.words = words
        self._weights = list(accumulate((rank + 4) ** -1.15 for rank in range(len(words))))
        names = wordlists.load("names_known")
        self.people = [
            f"{given} {surname}"
            for given, surname in zip(
                self._chance.choices(names["given"]["plain"].split(), k=3000),
                self._chance.choices(names["surname"]["plain"].split(), k=3000),
                strict=True,
            )
        ]
        self._people_weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.people))))

    def articles(self, count: int, first: int = 0) -> Iterator[Article]:
        """`count` articles, numbered from `first`."""
        return (self._article(number) for number in range(first, first + count))

    def notes(self, articles: Sequence[Article], count: int) -> Iterator[Annotation]:
        """`count` notes on passages of `articles`."""
        for number in range(count):
            of = articles[number * 7 % len(articles)]
            start = number * 13 % (len(of.text) - 60)
            instant = f"2024-05-01T10:00:00.{number % 1000:03}Z"
            yield Annotation(
                f"n{number}",
                of.id,
                Selector.describe(of.text, start, start + 40),
                " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=12)),
                "yellow",
                (self.words[number % 50],),
                None,
                instant,
                instant,
            )

    def _article(self, number: int) -> Article:
        chance = self._chance
        count = chance.randint(WORDS // 2, WORDS * 3 // 2)
        who = chance.choices(self.people, cum_weights=self._people_weights, k=4)
        lines = [
            self._line(chance.randint(6, 10), who),
            *(self._line(60, who) for _ in range(count // 60 + 1)),
        ]
        text = "\n".join(lines)
        at = 0
        blocks = []
        for line in lines:
            blocks.append(
                Block(BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE, Span(at, at + len(line)))
            )
            at += len(line) + 1
        return Article(
            id=f"{number:016x}",
            source=f"https://{_SITES[number % 5]}/{number}",
            language="he",
            text=text,
            blocks=tuple(blocks),
            links=(Link(None, lines[0], f"https://{_SITES[number % 5]}/{number // 2}"),),
            published=f"{2005 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}",
            site=_SITES[number % 5],
            source_hash=f"{number:064x}",
        )

    def _line(self, count: int, who: Sequence[str]) -> str:
        chance = self._chance
        words = chance.choices(self.words, cum_weights=self._weights, k=count)
        for at in range(0, count, 5):
            words[at] = _ATTACHED[len(words[at]) % len(_ATTACHED)] + words[at]  # each word likes one of them
        for at in range(7, count, 20):
            words[at] = chance.choice(("", "", "ל", "של ", "ו")) + chance.choice(who)
        for at in range(3, count, 30):
            words[at] = chance.choice(_ACRONYMS) if at % 2 else str(chance.randint(1, 2000))
        for at in range(11, count, 12):
            words[at] += chance.choice((",", ".", ":"))
        return " ".join(words)


def queries(maker: Maker, count: int = 200) -> list[tuple[str, str]]:
    """What a person may ask, and the same in FTS5's own language.

    Words of every frequency, names, phrases, prefixes, OR and NOT.
    """
    chance = random.Random(7)
    made = []
    for number in range(count):
        one, other = (_word(maker, chance) for _ in range(2))
        name = chance.choice(maker.people)
        acronym = chance.choice(_ACRONYMS)
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


@dataclass(slots=True)
class Made:
    """How long making a library took: seconds of storing and of indexing, of which the processor's; bytes of text."""

    stored: float = 0.0
    indexed: float = 0.0
    worked: float = 0.0
    size: int = 0


def make_library(path: Path, articles: int, notes: int, maker: Maker) -> Made:
    """Make and index the library."""
    made = Made()
    with Library.open(path) as library:
        upkeep = Upkeep(library)
        source = maker.articles(articles)
        first: list[Article] = []
        while batch := list(islice(source, BATCH)):
            first = first or batch
            made.size += sum(len(article.text.encode()) for article in batch)
            begun = time.perf_counter()
            library.import_articles(batch)
            made.stored += time.perf_counter() - begun
            begun, worked = time.perf_counter(), time.thread_time()
            upkeep.catch_up()
            made.indexed += time.perf_counter() - begun
            made.worked += time.thread_time() - worked
        library.save_annotations(maker.notes(first, notes))
        upkeep.catch_up()
        upkeep.close()
    return made


def make_plain(path: Path, library: Path) -> None:
    """A plain FTS5 table of the same texts."""
    connection = apsw.Connection(str(path))
    for name, value in (("journal_mode", "wal"), ("synchronous", "normal"), ("cache_size", -16_000)):
        connection.pragma(name, value)
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '')")
    connection.execute("ATTACH ? AS lib", (str(library),))
    connection.execute("BEGIN")
    connection.execute(
        "INSERT INTO words (rowid, title, body) SELECT key, title, text FROM lib.articles JOIN lib.contents ON key = article_key"
    )
    connection.execute("COMMIT")
    connection.close()


def main(folder: Path, articles: int = ARTICLES, notes: int = NOTES) -> None:
    """Make the library, measure, print."""
    path, plain = folder / LIBRARY_FILE, folder / "plain.sqlite"
    maker = Maker()
    made = make_library(path, articles, notes, maker)
    size, seconds = made.size, made.stored + made.indexed
    print(
        f"\nA library of {articles:,} articles and {notes:,} notes ({size / 1e6:.0f} MB of text):", flush=True
    )
    print(
        f"  importing           {articles / seconds:6.0f} articles a second, indexing included (at least 150)"
    )
    print(
        f"  indexing            {made.indexed / articles * 1e3:6.2f} ms an article,"
        f" {made.worked / articles * 1e3:.2f} ms of the processor"
    )
    make_plain(plain, path)
    wide, narrow = index_path(path).stat().st_size, plain.stat().st_size
    print(
        f"  the index           {wide / size:6.2f} times the text (at most 1.20; plain FTS5 {narrow / size:.2f})"
    )
    with Library.open(path) as library:
        asked = queries(maker)
        finder = Finder(library)
        simple = apsw.Connection(str(plain))
        ours = times(lambda query: finder.find(query, first=50), [query for query, _ in asked])
        theirs = times(
            lambda query: simple.execute(_PLAIN, (query,)).fetchall(), [query for _, query in asked]
        )
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
        _small_changes(library, maker, articles)
        _while_importing(library, finder, [query for query, _ in asked], maker, articles)


def times(work: Callable[[str], object], asked: Sequence[str]) -> list[Took]:
    """What each query takes; the second of two rounds, as in a program that runs."""
    for query in asked:
        work(query)
    return [took(lambda query=query: work(query)) for query in asked]


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
    return statistics.quantiles(taken, n=20)[-1]


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
