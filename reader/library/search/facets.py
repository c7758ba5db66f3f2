"""What the articles of an answer have in common: people, organisations, places, tags, sites, years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import apsw
import numpy as np

from reader.hebrew.folding import fold_text
from reader.library import codec
from reader.library.search.columns import Columns, Keys
from reader.library.search.results import Facet, Facets

_FEW = 3_000  # articles whose people are looked up one by one; of more, all appearances are gone through
_ALL_PERSONS = "SELECT name, articles FROM main.persons WHERE kind = ? AND articles > 0 ORDER BY articles DESC, key LIMIT ?"
_OF_SOME = """
    SELECT person, count(DISTINCT article_key) AS many FROM main.appearances
    WHERE article_key IN (SELECT value FROM json_each(?)) AND kind = ? AND person IS NOT NULL
    GROUP BY person ORDER BY many DESC, person LIMIT ?
"""
_OF_ALL = "SELECT group_concat(person), group_concat(article_key) FROM main.appearances WHERE kind = ? AND person IS NOT NULL"
_NAME = "SELECT name FROM main.persons WHERE key = ?"
_SITE = "SELECT site FROM main.docs WHERE folded_site = ? ORDER BY key DESC LIMIT 1"


def count(connection: apsw.Connection, columns: Columns, keys: Keys, limit: int) -> Facets:
    """What the articles `keys` have, at most `limit` values of each kind, the most frequent first."""
    counting = _Counting(connection, columns, keys, limit)
    return Facets(
        people=counting.persons("person"),
        organisations=counting.persons("organisation"),
        places=counting.persons("place"),
        tags=counting.tags(),
        sites=counting.sites(),
        years=counting.years(),
    )


class _Counting:
    def __init__(self, connection: apsw.Connection, columns: Columns, keys: Keys, limit: int) -> None:
        self._connection = connection
        self._columns = columns
        self._keys = keys
        self._limit = limit

    def persons(self, kind: str) -> tuple[Facet, ...]:
        execute = self._connection.execute
        if len(self._keys) == int(self._columns.present.sum()):
            rows: list[tuple[Any, ...]] = execute(_ALL_PERSONS, (kind, self._limit)).fetchall()
            return _joined((name, many) for name, many in rows)
        if len(self._keys) <= _FEW:
            rows = execute(_OF_SOME, (str(self._keys.tolist()), kind, self._limit)).fetchall()
        else:
            rows = self._most_frequent(kind)
        return _joined((execute(_NAME, (person,)).get, many) for person, many in rows)

    def _most_frequent(self, kind: str) -> list[tuple[int, int]]:
        gathered = self._connection.execute(_OF_ALL, (kind,)).fetchone()
        if gathered is None or gathered[0] is None:
            return []
        persons, of = (np.fromstring(str(each), np.int64, sep=",") for each in gathered)
        inside = of < len(self._columns.days)
        persons, of = persons[inside], of[inside]
        persons = persons[self._columns.mask(self._keys)[of]]
        if not len(persons):
            return []
        counts = np.bincount(persons)
        best = np.argsort(-counts, kind="stable")[: self._limit]
        return [(int(person), int(counts[person])) for person in best if counts[person]]

    def tags(self) -> tuple[Facet, ...]:
        marked = self._columns.mask(self._keys)
        written: dict[str, str] = {}
        articles: Counter[str] = Counter()
        rows = self._connection.execute(
            "SELECT DISTINCT folded, tag, article_key FROM main.tags WHERE article_key IS NOT NULL"
        )
        seen = set()
        for folded, tag, key in rows:
            if key < len(marked) and marked[key] and (folded, key) not in seen:
                seen.add((folded, key))
                written.setdefault(folded, codec.from_column(tag))
                articles[folded] += 1
        return tuple(Facet(written[folded], many) for folded, many in articles.most_common(self._limit))

    def sites(self) -> tuple[Facet, ...]:
        counts = np.bincount(self._columns.sites[self._keys], minlength=len(self._columns.site_names))
        names = [(name, int(counts[code])) for name, code in self._columns.site_names.items() if name]
        names.sort(key=lambda each: (-each[1], each[0]))
        found = []
        for name, many in names[: self._limit]:
            if many:
                site = self._connection.execute(_SITE, (codec.to_column(name),)).get
                found.append(Facet(codec.optional_from(site) or name, many))
        return tuple(found)

    def years(self) -> tuple[Facet, ...]:
        counts = np.bincount(self._columns.days[self._keys] // 10000) if len(self._keys) else np.zeros(0)
        return tuple(
            Facet(str(year), int(counts[year])) for year in range(len(counts) - 1, 0, -1) if counts[year]
        )


def _joined(rows: Iterable[tuple[Any, int]]) -> tuple[Facet, ...]:
    """One line for those of one name: a filter by name lets all of them through."""
    names: dict[str, tuple[str, int]] = {}
    for column, many in rows:
        name = codec.from_column(column)
        folded = fold_text(name)
        first, before = names.get(folded, (name, 0))
        names[folded] = (first, before + many)
    # Two people of one name may be more than one who stood before them.
    return tuple(Facet(name, many) for name, many in sorted(names.values(), key=lambda each: -each[1]))
