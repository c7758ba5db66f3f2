"""What orders and counts articles, by their keys, in arrays: a hundred thousand of them are sorted in milliseconds.

Read from the index when it is first asked and then kept up: what changed since is read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import apsw
import numpy as np
from numpy.typing import NDArray

from reader.library import codec
from reader.library.codec import Column

Keys: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

_MOST_CHANGES = 5_000  # above which everything is read again
_FEW = 3_000
_GONE = -1  # the day of a key that is of no article
_CHANGED = "SELECT key FROM lib.touched WHERE number >= ? AND kind = 'article' LIMIT ?"
_SOME = "SELECT key, day, folded_site FROM main.docs WHERE key IN (SELECT value FROM json_each(?))"
_REACHED = "SELECT coalesce((SELECT number FROM main.progress WHERE kind = 'article'), 0)"


class Columns:
    """Day and site of every article of the index.

    `days` are numbers such as 20131107, 0 for an article without a day and -1 for a key that no article has; `sites`
    are places in `site_names`, the folded names, for which `site_written` has the most recent writing.
    """

    def __init__(self) -> None:
        self._of: apsw.Connection | None = None
        self._reached = -1
        self._order: Keys | None = None
        self._orders: dict[str, tuple[tuple[int, int], Keys]] = {}
        self.days: NDArray[np.int32] = np.full(1, _GONE, np.int32)
        self.sites: NDArray[np.int32] = np.zeros(1, np.int32)
        self.site_names: dict[str, int] = {}

    def refresh(self, connection: apsw.Connection) -> None:
        """Bring the arrays up to what the index has now."""
        reached = int(connection.execute(_REACHED).get)
        if connection is self._of and reached == self._reached:
            return
        if connection is not self._of or reached < self._reached:
            self._orders.clear()
            self._read_all(connection)
        else:
            changed = [key for (key,) in connection.execute(_CHANGED, (self._reached, _MOST_CHANGES))]
            if len(changed) == _MOST_CHANGES:
                self._read_all(connection)
            else:
                self._read(connection, changed)
        self._of, self._reached, self._order = connection, reached, None

    @property
    def present(self) -> Mask:
        """Which keys are of an article."""
        present: Mask = self.days != _GONE
        return present

    def mask(self, keys: Keys | Iterable[int]) -> Mask:
        """Which keys are among `keys`; one that came in since the arrays were read is left out."""
        wanted = keys if isinstance(keys, np.ndarray) else np.fromiter(keys, np.int64)
        marked = np.zeros(len(self.days), np.bool_)
        marked[wanted[(wanted >= 0) & (wanted < len(marked))]] = True
        return marked

    def between(self, first: str, last: str) -> Mask:
        """Which articles are of these days (ISO 8601, both in, empty: open)."""
        start = int(first.replace("-", "")) if first else 1
        end = int(last.replace("-", "")) if last else 99991231
        marked: Mask = (self.days >= start) & (self.days <= end)
        return marked

    def of_sites(self, names: Iterable[str]) -> Mask:
        """Which articles are of the sites with these folded names."""
        codes = [self.site_names[name] for name in names]
        marked: Mask = np.isin(self.sites, codes) & self.present
        return marked

    def newest_first(self, keys: Keys, tiers: NDArray[np.int64] | None = None) -> Keys:
        """`keys` by tier (the smallest first), then by day, then by when they came in, the latest first."""
        if tiers is not None:
            parts = [self.newest_first(keys[tiers == tier]) for tier in np.unique(tiers)]
            return np.concatenate(parts) if parts else keys
        if len(keys) > _FEW:  # going through all in order is quicker than sorting so many
            if self._order is None:
                self._order = self._sorted(np.flatnonzero(self.present))
            return self._order[self.mask(keys)[self._order]]
        return self._sorted(keys)

    def order(self, connection: apsw.Connection, query: str, *, roughly: bool = False) -> tuple[Keys, bool]:
        """The keys of all articles as `query` (see `keys_of`) has them, and whether that is how they are now.

        It is asked again when something was written; `roughly`, what was so before will do, with what is new in front.
        """
        version = (_version(connection, "main"), _version(connection, "lib"))
        before, keys = self._orders.get(query, (None, None))
        if keys is not None and before != version and roughly:
            known = keys[keys < len(self.days)]
            new = np.flatnonzero(self.present & ~self.mask(known))
            return np.concatenate([new[::-1], known]), False
        if keys is None or before != version:
            keys = keys_of(connection, query)
            self._orders[query] = version, keys
        return keys[keys < len(self.days)], True

    def _sorted(self, keys: Keys) -> Keys:
        order = self.days[keys].astype(np.int64) << np.int64(32)
        return keys[np.argsort(-(order + keys))]

    # -- inside ----------------------------------------------------------------------------------------------

    def _read_all(self, connection: apsw.Connection) -> None:
        size = 1 + int(connection.execute("SELECT coalesce(max(key), 0) FROM main.docs").get)
        self.days = np.full(size, _GONE, np.int32)
        self.sites = np.zeros(size, np.int32)
        self.site_names = {}
        # Gathered by SQLite: a hundred thousand rows as Python's objects would take five times as long.
        for day, keys in connection.execute("SELECT day, group_concat(key) FROM main.docs GROUP BY day"):
            self.days[_numbers(keys)] = _day(day)
        for site, keys in connection.execute(
            "SELECT folded_site, group_concat(key) FROM main.docs GROUP BY folded_site"
        ):
            self.sites[_numbers(keys)] = self._code(site)

    def _read(self, connection: apsw.Connection, keys: list[int]) -> None:
        if not keys:
            return
        size = max(*keys, len(self.days) - 1) + 1
        more = size - len(self.days)
        if more:
            self.days = np.concatenate([self.days, np.full(more, _GONE, np.int32)])
            self.sites = np.concatenate([self.sites, np.zeros(more, np.int32)])
        self.days[keys] = _GONE
        for key, day, site in connection.execute(_SOME, (str(keys),)):
            self.days[key], self.sites[key] = _day(day), self._code(site)

    def _code(self, site: Column) -> int:
        return self.site_names.setdefault(codec.from_column(site), len(self.site_names))


def keys_of(connection: apsw.Connection, query: str, values: tuple[Any, ...] = ()) -> Keys:
    """The keys that `query` gives in its one column called ``key``, each once or more."""
    return _numbers(connection.execute(f"SELECT group_concat(key) FROM ({query})", values).get)  # noqa: S608 - ours


def _version(connection: apsw.Connection, schema: str) -> int:
    """A number that changes when another connection writes."""
    return int(connection.pragma("data_version", schema=schema))


def _numbers(joined: str | int | None) -> Keys:
    if joined is None:
        return np.zeros(0, np.int64)
    return np.fromstring(str(joined), np.int64, sep=",")


def _day(day: str) -> int:
    return int(day.replace("-", "")) if day else 0
