"""People across a large library: how long it takes to find out who is who, to take one article in, to show a page.

python -m tests.bench.people FOLDER [ARTICLES]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reader.hebrew import wordlists
from reader.library import LIBRARY_FILE, Library, codec, statements
from reader.library.articles import article_columns
from reader.library.base import now
from reader.library.index import Index, Upkeep
from reader.library.people import People
from reader.model import EntityKind, Reading
from tests.library.people_samples import Somebody, reading

ARTICLES = 100_000
_PEOPLE = 20_000
_ROLES = (
    "ראש הממשלה", "שר האוצר", "שר הביטחון", 'ח"כ', 'עו"ד', "השופט", "הזמר", "חלוץ הפועל חיפה", 'מנכ"ל החברה',
    "חוקר", "ראש עיריית חולון", "עיתונאי", "תושב העיר", "הנאשם", "רופא",
)  # fmt: skip


def main(folder: Path, articles: int = ARTICLES) -> None:
    """Make the library, measure, print."""
    path = folder / LIBRARY_FILE
    chance = random.Random(5)  # nothing secret
    people = _people(chance)
    begun = time.perf_counter()
    with Library.open(path) as library:
        library._connection.pragma("synchronous", "off")  # only while it is made
        for first in range(0, articles, 1_000):
            with library.transaction() as connection:
                for number in range(first, min(articles, first + 1_000)):
                    _put(connection, _article(number, people, chance))
    print(f"\nPeople of {articles:,} articles (made in {time.perf_counter() - begun:.0f} s):", flush=True)
    with Library.open(path) as library:
        upkeep, known = Upkeep(library), People(library)
        begun = time.perf_counter()
        upkeep.catch_up()
        print(
            f"  the index made, with who is who              {time.perf_counter() - begun:7.1f} s", flush=True
        )
        with Index(library).connection() as connection:
            for table in ("appearances", "clusters", "persons"):
                print(f"  {table:<12}{connection.execute(f'SELECT count(*) FROM {table}').get:>12,}")
        most = known.search("", EntityKind.PERSON, 5)
        _row(
            f"the page of somebody in {most[0].articles:,} articles",
            [_timed(lambda: known.page(most[0].key)) for _ in range(15)],
        )
        some = [each.key for each in known.search("", EntityKind.PERSON, 400)[::20]]
        _row("the page of others", [_timed(partial(known.page, key)) for key in some])
        newest = known.articles(most[0].key, 0, 1)[0]
        _row(
            "who somebody of an article is",
            [_timed(lambda: known.person_of(newest.row.id, newest.name)) for _ in range(15)],
        )
        taken = []
        for number in range(15):
            library.save_reading(_article(articles + number, people, chance))
            taken.append(_timed(upkeep.catch_up))
        _row("one more article taken in", taken)
        ids: tuple[str, ...] = ()

        def merge() -> None:
            nonlocal ids
            ids = known.merge(most[1].key, most[2].key)

        print(
            f"  two of {most[1].articles:,} and {most[2].articles:,} articles merged {_timed(merge):9.0f} ms"
        )
        print(
            f"  and that undone                          {_timed(lambda: known.undo(ids)):10.0f} ms",
            flush=True,
        )
        known.close()
        upkeep.close()


def _people(chance: random.Random) -> list[tuple[str, str]]:
    names = wordlists.load("names")
    given = names["given"]["plain"].split()
    surnames = names["surname"]["plain"].split()
    lists = wordlists.load("identity")
    common_given, common_surnames = lists["common_given"].split(), lists["common_surname"].split()
    found = []
    for number in range(_PEOPLE):
        often = number % 4 == 3
        first = chance.choice(common_given if often else given)
        last = chance.choice(common_surnames if often else surnames)
        found.append((f"{first} {last}", _ROLES[number % len(_ROLES)]))
    return found


def _article(number: int, people: list[tuple[str, str]], chance: random.Random) -> Reading:
    some = {}
    for _ in range(chance.randint(3, 12)):
        name, role = people[min(int(chance.paretovariate(0.7)) - 1, len(people) - 1)]
        some[name] = role
    found = []
    for name, role in some.items():
        alone = chance.random() < 0.08
        roles = [role] if chance.random() < 0.5 else []
        found.append(Somebody(name.split()[-1] if alone else name, roles))
    found.append(Somebody(f"חברת {chance.choice(people)[0]}", kind=EntityKind.ORGANISATION))
    return reading(f"ידיעה מספר {number}", *found, day=f"20{number % 20:02}-0{number % 9 + 1}-11")


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


def _timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def _row(what: str, figures: list[float]) -> None:
    slow = sorted(figures)[int(len(figures) * 0.95)]
    print(f"  {what:<44} median {statistics.median(figures):6.1f} ms, p95 {slow:6.1f} ms", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:3]))
