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
from itertools import accumulate, islice
from pathlib import Path

import apsw

from reader.hebrew import wordlists
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Index, Upkeep, index_path
from reader.model import Annotation, Article, Block, BlockKind, Link, Selector, Span

ARTICLES, NOTES, WORDS = 100_000, 20_000, 400
BATCH = 50
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


def queries(maker: Maker, count: int = 200) -> list[str]:
    """What a person may ask: words of every frequency, names, phrases, prefixes, OR and NOT, in FTS5's language."""
    chance = random.Random(7)
    word = lambda: maker.words[min(len(maker.words) - 1, int(chance.paretovariate(0.5)))]  # noqa: E731
    kinds: tuple[Callable[[], str], ...] = (
        lambda: f'"{word()}"',
        lambda: f'"{chance.choice(maker.people)}"',
        lambda: f'"{chance.choice(maker.people).split()[1]}"',
        lambda: f'"{word()}" "{word()}"',
        lambda: f'"{chance.choice(maker.people).split()[1]}" "{word()}"',
        lambda: f'"{word()[:4]}" *',
        lambda: f'"{word()}" OR "{word()}"',
        lambda: f'"{word()}" NOT "{word()}"',
        lambda: '"{}"'.format(chance.choice(_ACRONYMS).replace('"', '""')),
    )
    return [kinds[number % len(kinds)]() for number in range(count)]


def make_library(path: Path, articles: int, notes: int, maker: Maker) -> tuple[float, float, int]:
    """Make and index the library; the seconds of storing, of indexing, and the bytes of its texts."""
    stored = indexed = 0.0
    size = 0
    with Library.open(path) as library:
        upkeep = Upkeep(library)
        source = maker.articles(articles)
        first: list[Article] = []
        while batch := list(islice(source, BATCH)):
            first = first or batch
            size += sum(len(article.text.encode()) for article in batch)
            begun = time.perf_counter()
            library.import_articles(batch)
            stored += time.perf_counter() - begun
            begun = time.perf_counter()
            upkeep.catch_up()
            indexed += time.perf_counter() - begun
        library.save_annotations(maker.notes(first, notes))
        upkeep.catch_up()
        upkeep.close()
    return stored, indexed, size


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
    stored, indexed, size = make_library(path, articles, notes, maker)
    print(
        f"\nA library of {articles:,} articles and {notes:,} notes ({size / 1e6:.0f} MB of text):", flush=True
    )
    print(
        f"  importing         {articles / (stored + indexed):6.0f} articles a second (at least 150), of which"
    )
    print(f"  indexing takes    {indexed / articles * 1e3:6.2f} ms an article")
    make_plain(plain, path)
    wide, narrow = index_path(path).stat().st_size, plain.stat().st_size
    print(
        f"  the index         {wide / size:6.2f} times the text (at most 1.20; plain FTS5 {narrow / size:.2f})"
    )
    with Library.open(path) as library:
        asked = queries(maker)
        index = Index(library)
        with index.connection() as connection:
            ours = times(connection, "article_words", asked)
        theirs = times(apsw.Connection(str(plain)), "words", asked)
        _row("search, raw", ours)
        _row("plain FTS5", theirs)
        print(f"  ratio of p95      {_p95(ours) / _p95(theirs):6.2f} (at most 1.50)")
        _small_changes(library, maker, articles)
        _while_importing(library, index, asked, maker, articles)
        index.close()


def times(connection: apsw.Connection, table: str, asked: Sequence[str]) -> list[float]:
    """Milliseconds of each query for the best fifty; the second of two rounds, as in a program that runs."""
    taken: list[float] = []
    for _ in range(2):
        taken.clear()
        for query in asked:
            begun = time.perf_counter()
            connection.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 50", (query,)
            ).fetchall()
            taken.append((time.perf_counter() - begun) * 1e3)
    return taken


def _small_changes(library: Library, maker: Maker, articles: int) -> None:
    upkeep = Upkeep(library)
    upkeep.catch_up()
    notes, news = [], []
    of = next(maker.articles(1, articles))
    for number in range(50):
        library.import_articles(list(maker.articles(1, articles + number)))
        begun = time.perf_counter()
        upkeep.catch_up()
        news.append((time.perf_counter() - begun) * 1e3)
        library.save_annotations(maker.notes([of], 1))
        begun = time.perf_counter()
        upkeep.catch_up()
        notes.append((time.perf_counter() - begun) * 1e3)
    upkeep.close()
    _row("after a new article", news)
    _row("after a saved note", notes)


def _while_importing(
    library: Library, index: Index, asked: Sequence[str], maker: Maker, articles: int
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
    with index.connection() as connection:
        _row("search in an import", times(connection, "article_words", asked))
    stop.set()
    writer.join()


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _row(what: str, taken: Sequence[float]) -> None:
    print(
        f"  {what:<20} {statistics.median(taken):6.2f} ms median, {_p95(taken):6.2f} ms p95,"
        f" {max(taken):6.2f} ms at most",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
