"""What speaks for somebody's being one with others of a surname, in the index: company and offices, countable both ways.

A feature is the known name (a key) of somebody in the same article, or an office as `identity_roles` has it. Kept by
block and feature, so that of thousands of one surname only those are looked at who share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import apsw

from reader.library.index.rows import column, rows
from reader.model.identity import Appearance
from reader.model.identity_links import nicknames
from reader.model.identity_names import PersonName, lexicon, loose
from reader.model.identity_people import blocks_of
from reader.model.identity_roles import role_sense

Feature: TypeAlias = int | str

WHOLE = 0
"""The cluster of a changed block that is to be compared whole."""

GONE = -1
"""The cluster of a feature that somebody had."""

_COUNT = """
    INSERT INTO main.features VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET count = count + ?4 RETURNING count
"""
_SHARED = "SELECT 1 FROM main.features WHERE block = ? AND feature = ? AND cluster <> ? LIMIT 1"
_CHANGED = "INSERT OR IGNORE INTO main.changed_blocks VALUES (?, ?, ?)"


@lru_cache(maxsize=50_000)
def block_number(block: str) -> int:
    """What stands for a block where there are millions of rows."""
    return int.from_bytes(blake2b(block.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def features_of(one: Appearance) -> set[Feature]:
    """What one appearance has that others may share."""
    found: set[Feature] = {int(name) for name in one.company}
    for role in one.roles:
        sense = role_sense(role)
        if sense.office or (sense.fields and sense.words > 1):
            found.add(f"role {sense.phrase}")
    return found


def given_of(name: PersonName) -> str:
    """The given name under which a full name stands in its block; the empty string for a name alone."""
    return loose(lexicon().variants.get(name.given[0], name.given[0])) if name.full else ""


def put_blocks(
    connection: apsw.Connection, cluster: int, name: PersonName, aliases: Iterable[str]
) -> tuple[str, ...]:
    """Put a cluster that is not there yet into its blocks; these."""
    blocks = blocks_of(name, aliases)
    given = given_of(name)
    connection.executemany(
        "INSERT OR IGNORE INTO main.cluster_blocks VALUES (?, ?, ?)",
        [(block, given, cluster) for block in blocks],
    )
    return blocks


def move_blocks(
    connection: apsw.Connection, cluster: int, before: Sequence[str], name: PersonName, aliases: Iterable[str]
) -> None:
    """A cluster got another nickname, or has one no more: it stands in other blocks, with all its features."""
    connection.execute("DELETE FROM main.cluster_blocks WHERE cluster = ?", (cluster,))
    blocks = put_blocks(connection, cluster, name, aliases)
    for block in set(blocks) - set(before):
        connection.execute(
            "INSERT OR REPLACE INTO main.features SELECT ?, feature, cluster, count FROM main.features"
            " WHERE cluster = ? AND block = ?",
            (block_number(block), cluster, block_number(before[0])),
        )
    for block in set(before) - set(blocks):
        connection.execute(
            "DELETE FROM main.features WHERE cluster = ? AND block = ?", (cluster, block_number(block))
        )
    for block in {*before, *blocks}:
        connection.execute(_CHANGED, (block, WHOLE, ""))


def has_aliases_moved(name: PersonName, before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether other aliases mean other blocks."""
    return name.full and nicknames(name, before) != nicknames(name, after)


def count(
    connection: apsw.Connection,
    cluster: int,
    blocks: Iterable[str],
    members: Iterable[Appearance],
    times: int,
) -> None:
    """Count the features of `members` in (or with -1 out), and remember what others of the blocks share anew."""
    counts: dict[Feature, int] = {}
    for one in members:
        for feature in features_of(one):
            counts[feature] = counts.get(feature, 0) + times
    for block in blocks:
        number = block_number(block)
        for feature, change in counts.items():
            now = int(rows(connection, _COUNT, number, feature, cluster, change)[0][0])
            if now <= 0:
                connection.execute(
                    "DELETE FROM main.features WHERE block = ? AND feature = ? AND cluster = ?",
                    (number, feature, cluster),
                )
            if (now == change or now <= 0) and column(connection, _SHARED, number, feature, cluster):
                connection.execute(_CHANGED, (block, cluster if now > 0 else GONE, feature))


def changed(connection: apsw.Connection, blocks: Iterable[str], cluster: int) -> None:
    """A cluster is to be compared anew."""
    connection.executemany(_CHANGED, [(block, cluster, "") for block in blocks])


def drop(connection: apsw.Connection, cluster: int) -> None:
    """Take a cluster out of its blocks; those who shared anything with it are to be compared anew."""
    for (block,) in rows(connection, "SELECT block FROM main.cluster_blocks WHERE cluster = ?", cluster):
        connection.execute(
            "INSERT OR IGNORE INTO main.changed_blocks SELECT ?1, ?2, feature FROM main.features"
            " WHERE cluster = ?3 AND block = ?4 LIMIT 200",
            (block, GONE, cluster, block_number(block)),
        )
        connection.execute(
            "INSERT OR IGNORE INTO main.changed_blocks"
            " SELECT block, iif(one = ?1, other, one), '' FROM main.cluster_links WHERE (one = ?1 OR other = ?1) AND block = ?2"
            " LIMIT 200",
            (cluster, block),
        )
        connection.execute(_CHANGED, (block, GONE, ""))
    for table in ("cluster_blocks", "features"):
        connection.execute(f"DELETE FROM main.{table} WHERE cluster = ?", (cluster,))  # noqa: S608 - the words above
