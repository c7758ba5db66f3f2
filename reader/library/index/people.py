"""The people of the library in its index; for `Upkeep`.

`take` brings in an article's people, `decided` what the person said of people, both at once; `settle` finds out who is
who. All of them work inside a transaction of the caller's. What is to be settled is kept in the index.
"""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from reader.cancel import CancelToken
from reader.library.index.people_pins import is_spoken_of, resolve
from reader.library.index.people_settling import settle as _settle
from reader.library.index.people_taking import take as _take
from reader.library.index.readings import newest_reading, refused_names
from reader.model import Reading

_STALE = "INSERT OR IGNORE INTO main.pins_stale VALUES (1)"


def take(connection: apsw.Connection, article_key: int, reading: Reading | None) -> None:
    """Make the index have the people of an article (a key of docs), after its quotations; none without a reading."""
    _take(connection, article_key, reading)
    if is_spoken_of(connection, article_key):
        connection.execute(_STALE)


def decided(connection: apsw.Connection) -> None:
    """Something was said about people, or taken back."""
    connection.execute(_STALE)


def settle(connection: apsw.Connection, token: CancelToken | None = None) -> int:
    """Find out who is who for a part of what changed (some 250 ms); how much, 0 where all is done."""
    if connection.execute("SELECT 1 FROM main.pins_stale").get is not None:
        resolve(connection)
        connection.execute("DELETE FROM main.pins_stale")
    return _settle(connection, token)


def unsettled(connection: apsw.Connection) -> bool:
    """Whether `settle` has something to do."""
    return any(
        connection.execute(f"SELECT 1 FROM main.{table} LIMIT 1").get is not None  # noqa: S608 - fixed words
        for table in ("pins_stale", "changed_blocks", "known_names WHERE state", "clusters WHERE changed")
    )


def update(
    connection: apsw.Connection,
    article_keys: Iterable[int],
    decisions_changed: bool,
    token: CancelToken | None = None,
) -> None:
    """Read these articles again, and settle all that there is to settle, in the caller's one transaction.

    Raises:
        CancelledError: `token` was cancelled.
    """
    token = token or CancelToken()
    refused = refused_names(connection)
    for key in article_keys:
        token.check()
        shown = connection.execute("SELECT 1 FROM main.docs WHERE key = ?", (key,)).get is not None
        take(connection, key, newest_reading(connection, key, refused) if shown else None)
    if decisions_changed:
        decided(connection)
    while settle(connection, token):
        token.check()
