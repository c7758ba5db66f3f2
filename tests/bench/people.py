"""People across a library of 100,000 articles: what finding out who is who costs, a page, merging and undoing.

python -m tests.bench.people FOLDER [ARTICLES]

People are met as often as Zipf's law has it, the first of them in a tenth of the articles; four to eight stand in an
article, one in twelve by the surname alone. A tenth have a given name and a surname that many have.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from reader.hebrew import wordlists
from reader.library import LIBRARY_FILE, Library, codec, statements
from reader.library.articles import article_columns
from reader.library.base import now
from reader.library.index import Index, Upkeep, index_path
from reader.library.people import People
from reader.model import EntityKind, Reading
from tests.library.people_samples import Somebody, reading

ARTICLES = 100_000
_PEOPLE = 30_000
_ROLES = (
    "ראש הממשלה", "שר האוצר", "שר הביטחון", 'ח"כ', 'עו"ד', "השופט", "הזמר", "חלוץ הפועל חיפה", 'מנכ"ל החברה',
    "חוקר", "ראש עיריית חולון", "עיתונאי", "תושב העיר", "הנאשם", "רופא",
)  # fmt: skip


class _Took(NamedTuple):
    clock: float
    worked: float


class _People:
    """Makes readings, always the same."""

    def __init__(self) -> None:
        self._chance = random.Random(5)  # nothing secret
        names, known = wordlists.load("names"), wordlists.load("names_known")
        lists = wordlists.load("identity")
        given = f"{names['given']['plain']} {known['given']['plain']}".split()
        surnames = f"{names['surname']['plain']} {known['surname']['plain']}".split()
        common_given, common_surnames = lists["common_given"].split(), lists["common_surname"].split()
        self._people = []
        for number in range(_PEOPLE):
            often = number % 10 == 9
            first = self._chance.choice(common_given if often else given)
            last = self._chance.choice(common_surnames if often else surnames)
            self._people.append((f"{first} {last}", _ROLES[number % len(_ROLES)]))
        self._weights = list(accumulate(1 / (rank + 7) for rank in range(_PEOPLE)))

    def article(self, number: int) -> Reading:
        """The reading of an article of that number."""
        chance = self._chance
        met = chance.choices(self._people, cum_weights=self._weights, k=chance.randint(4, 8))
        found = []
        for name, role in dict(met).items():
            alone = chance.random() < 1 / 12
            roles = [role] if chance.random() < 0.5 else []
            found.append(Somebody(name.split()[-1] if alone else name, roles))
        found.append(Somebody(f"חברת {chance.choice(self._people)[0]}", kind=EntityKind.ORGANISATION))
        return reading(f"ידיעה מספר {number}", *found, day=f"20{number % 20:02}-0{number % 9 + 1}-11")


def main(folder: Path, articles: int = ARTICLES) -> None:
    """Make the library, measure, print."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LIBRARY_FILE
    made = _People()
    with Library.open(path) as library:
        library._connection.pragma("synchronous", "off")  # only while it is made
        for first in range(0, articles, 1_000):
            with library.transaction() as connection:
                for number in range(first, min(articles, first + 1_000)):
                    _put(connection, made.article(number))
    print(f"\nPeople of {articles:,} articles:", flush=True)
    with Library.open(path) as library, closing(Upkeep(library)) as upkeep, closing(People(library)) as known:
        took = _took(upkeep.catch_up)
        each = took.worked / articles
        print(
            f"  the index made, with who is who   {took.clock / 1e3:6.0f} s, {each:.2f} ms of the processor's an article",
            f"(at most 3, words and people); {index_path(path).stat().st_size / 1e6:.0f} MB",
            flush=True,
        )
        with Index(library).connection() as connection:
            for table in ("appearances", "clusters", "persons"):
                print(f"  {table:<12}{connection.execute(f'SELECT count(*) FROM {table}').get:>12,}")
        taken = []
        for number in range(100):
            library.save_reading(made.article(articles + number))
            taken.append(_took(upkeep.catch_up))
        _row("one more article taken in", taken, "50 at most")
        _pages(known)
        _said(known)


def _pages(known: People) -> None:
    most = known.search("", EntityKind.PERSON, 400)
    _row(
        f"the page of somebody in {most[0].articles:,} articles",
        [_took(lambda: known.page(most[0].key)) for _ in range(15)],
        "100",
    )
    _row("the page of others", [_took(partial(known.page, each.key)) for each in most[::20]], "100")
    newest = known.articles(most[0].key, 0, 1)[0]
    _row(
        "who somebody of an article is",
        [_took(lambda: known.person_of(newest.row.id, newest.name)) for _ in range(15)],
        "50",
    )


def _said(known: People) -> None:
    """What is said by hand, and taken back."""
    merged, parted, undone = [], [], []
    some = [each for each in known.search("", EntityKind.PERSON, 2_000) if " " in each.name]
    ids: list[tuple[str, ...]] = []

    def merge(one: int, other: int) -> None:
        ids.append(known.merge(other, one))

    def split(one: int, article: str, entity: str) -> None:
        ids.append(known.split(one, article, entity))

    def undo() -> None:
        known.undo(ids.pop())

    for at in (0, 2, 4, 50, 200, 1_000):
        one, other = some[at : at + 2]
        merged.append(_took(partial(merge, one.key, other.key)))
        undone.append(_took(undo))
        line = known.search(one.name, EntityKind.PERSON, 1)[
            0
        ]  # merging and undoing may have given another key
        here = known.articles(line.key, 0, 1)[0]
        parted.append(_took(partial(split, line.key, here.row.id, here.entity_id)))
        undone.append(_took(undo))
    _row(f"two merged (the first of {some[0].articles:,} articles)", merged, "200")
    _row("an article taken out of a person", parted, "200")
    _row("that undone", undone, "200")


def _put(connection: object, made: Reading) -> None:
    """A reading into the library, as `save_reading` does it, in the transaction of many."""
    execute = connection.execute  # type: ignore[attr-defined]
    columns = article_columns(made.article)
    execute(statements.ADD_ARTICLE, columns | {"work": made.article.id})
    execute(statements.ADD_CONTENT, columns)
    engine = made.engine
    execute(
        statements.SAVE_READING,
        (engine.name, engine.version, codec.reading_payload(made), now(), made.article.id),
    )


def _took(do: Callable[[], object]) -> _Took:
    begun, worked = time.perf_counter(), time.process_time()
    do()
    return _Took((time.perf_counter() - begun) * 1e3, (time.process_time() - worked) * 1e3)


def _row(what: str, taken: Sequence[_Took], goal: str) -> None:
    clock, worked = [each.clock for each in taken], [each.worked for each in taken]
    print(
        f"  {what:<46} {statistics.median(clock):6.1f} ms median, {max(clock):6.1f} at most ({goal});"
        f" of the processor's {statistics.median(worked):.1f} and {max(worked):.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:3]))
