"""Makes a library as large as one likes: articles as a newspaper has them, and notes.

The articles are made of the word lists' words, as often as a language has them (Zipf), with attached letters, names,
acronyms, dates and quotations; the same seed gives the same library.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

import apsw

from reader.hebrew import wordlists
from reader.library import Library
from reader.library.index import Upkeep
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Link,
    Selector,
    Span,
)

WORDS = (300, 450)  # of an article
ACRONYMS = ('ארה"ב', 'צה"ל', 'מנכ"ל', 'ח"כ', 'או"ם', 'יו"ר', 'עו"ד', 'שב"כ', 'בג"ץ', 'ש"ח')
_BATCH = 32  # articles that come in at once, as in an import
_SITES = ("haaretz.example", "ynet.example", "walla.example", "kan.example", "mako.example")
_ATTACHED = ("ה", "ב", "ל", "ו", "מ", "ש", "וה", "שה", "וב", "ול", "כ", "של")  # the likeliest first
_ATTACHED_WEIGHTS = list(accumulate((30, 16, 14, 14, 10, 8, 3, 2, 1, 1, 1, 0)))


class Maker:
    """Makes articles and notes, always the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        often = [word for word in wordlists.load("grammar")["function"].split() if len(word) > 1]
        words = [word for word in wordlists.load("words")["words"].split() if len(word) > 1]
        self._chance.shuffle(often)
        self._chance.shuffle(words)
        self.words: list[str] = list(dict.fromkeys(often[:60] + words))
        """Those that are asked for too, the most frequent first."""
        self._weights = list(accumulate((rank + 2.7) ** -1.03 for rank in range(len(self.words))))
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
        name = f"{number:016x}"
        who = random.Random(number).choices(self.people, cum_weights=self._people_weights, k=4)
        left = chance.randint(*WORDS)
        about = chance.choices(self.words, cum_weights=self._weights, k=20)  # what it comes back to
        lines = [self._line(chance.randint(6, 10), who, about)]
        while left > 0:
            count = min(left, chance.randint(25, 70))
            lines.append(self._line(count, who, about))
            left -= count
        text = "\n".join(lines)
        at = 0
        blocks: list[Block] = []
        for line in lines:
            blocks.append(
                Block(BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE, Span(at, at + len(line)))
            )
            at += len(line) + 1
        site = _SITES[number % 5]
        return Article(
            id=name,
            source=f"https://{site}/{number}",
            language="he",
            text=text,
            blocks=tuple(blocks),
            links=(Link(None, lines[0], f"https://{site}/{number // 2}"),),
            published=f"{2005 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}",
            site=site,
            source_hash=f"{number:064x}",
        )

    def _line(self, count: int, who: Sequence[str], about: Sequence[str]) -> str:
        chance = self._chance
        words = chance.choices(self.words, cum_weights=self._weights, k=count)
        words[1::5] = chance.choices(about, k=len(words[1::5]))
        letters = chance.choices(_ATTACHED, cum_weights=_ATTACHED_WEIGHTS, k=count)
        for at in range(0, count, 3):
            words[at] = letters[at] + words[at]
        for at in range(7, count, 20):
            words[at] = chance.choice(("", "", "ל", "של ", "ו")) + chance.choice(who)
        for at in range(3, count, 30):
            words[at] = chance.choice(ACRONYMS) if at % 2 else str(chance.randint(1, 2000))
        for at in range(11, count, 12):
            words[at] += chance.choice((",", ".", ":"))
        return " ".join(words)


@dataclass(slots=True)
class Made:
    """How long making a library took: seconds on the clock and of the processor's; `size` is of its text in bytes."""

    stored: float = 0.0
    storing: float = 0.0
    indexed: float = 0.0
    indexing: float = 0.0
    size: int = 0


def make_library(path: Path, articles: int, notes: int, maker: Maker) -> Made:
    """Make and index a library, as an import does it, with notes on its first articles; nobody was looked for yet."""
    made = Made()
    with Library.open(path) as library:
        upkeep = Upkeep(library)
        source = maker.articles(articles)
        first: list[Article] = []
        count = 0
        while batch := list(islice(source, _BATCH)):
            first = first or batch
            made.size += sum(len(article.text.encode()) for article in batch)
            begun, worked = time.perf_counter(), time.thread_time()
            library.import_articles(batch)
            made.stored += time.perf_counter() - begun
            made.storing += time.thread_time() - worked
            count += 1
            if count % 8 == 0:
                _index(upkeep, made)
        _index(upkeep, made)
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


def _index(upkeep: Upkeep, made: Made) -> None:
    begun, worked = time.perf_counter(), time.thread_time()
    upkeep.catch_up()
    made.indexed += time.perf_counter() - begun
    made.indexing += time.thread_time() - worked
